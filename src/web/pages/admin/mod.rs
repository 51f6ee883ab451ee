//! Administration: people with their duties, funds with their capital and regulation, the calendar.
use rocket::response::{Flash, Redirect};
use rocket::{Route, get, routes};

use crate::access::Administrator;
use crate::actions::Error as ActionError;
use crate::store::users::DutyRow;
use crate::text::Texts;
use crate::web::Answer;
use crate::web::error::redisplayable;
use crate::web::page::{done, not_done};

pub mod account;
pub mod books;
pub mod capital;
pub mod funds;
pub mod holidays;
pub mod invite;
pub mod people;
pub mod person;
pub mod rules;
mod setting_form;
mod setting_reading;
pub mod settings;

pub fn routes() -> Vec<Route> {
    let own = routes![start];
    [
        own,
        people::routes(),
        invite::routes(),
        person::routes(),
        funds::routes(),
        capital::routes(),
        books::routes(),
        account::routes(),
        settings::routes(),
        holidays::routes(),
        rules::routes(),
    ]
    .concat()
}

#[get("/admin")]
fn start(_by: Administrator) -> Redirect {
    Redirect::to("/admin/people")
}

/// `Cán bộ thẩm định (dienbien-htx)`
pub(super) fn duty_in_words(t: Texts, row: &DutyRow) -> String {
    let place = row.cooperative_name.as_deref().or(row.fund_code.as_deref()).unwrap_or(t.all_of_them());
    let duty = row.position.map_or_else(|| t.duty(row.duty), |position| t.position(position));
    format!("{duty} ({place})")
}

/// The tag a state of an account is shown with.
pub(super) fn standing_tag(standing: &str) -> &'static str {
    match standing {
        "active" => "active",
        "invited" => "review",
        _ => "withdrawn",
    }
}

/// Back to `to` with what was done, or with why not; a failure of the store stays one.
fn back<T>(
    t: Texts,
    to: String,
    result: Result<T, ActionError>,
    said: impl FnOnce(T) -> String,
) -> Answer<Flash<Redirect>> {
    match redisplayable(result)? {
        Ok(value) => Ok(done(to, said(value))),
        Err(refusal) => Ok(not_done(to, t.refusal_in_full(&refusal))),
    }
}
