//! What the register knows of the cooperative: looked at, and found right.
use askama::Template;
use askama_web::WebTemplate;
use rocket::response::{Flash, Redirect};
use rocket::{State, get, post};

use super::super::case::Case;
use crate::access::{Reader, Witness};
use crate::actions::dossier::confirm_register;
use crate::actions::{Error as ActionError, Office, Refusal, views};
use crate::store::applications::Application;
use crate::store::cooperatives::Cooperative;
use crate::text::{Texts, format};
use crate::web::page::{done, not_done};
use crate::web::{Answer, Page, Posted};

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "applications/register.html")]
pub struct RegisterPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    found: Application,
    cooperative: Cooperative,
    facts: Vec<(&'static str, String)>,
}

fn facts(t: Texts, c: &Cooperative) -> Vec<(&'static str, String)> {
    let or_blank =
        |value: Option<String>| value.filter(|text| !text.is_empty()).unwrap_or_else(|| t.app_amount_open().into());
    let place = [c.address.clone().unwrap_or_default(), c.commune.clone(), c.province.clone()];
    let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
    vec![
        (t.coop_name(), c.name.clone()),
        (t.coop_code(), c.code.clone()),
        (t.coop_address(), place.join(", ")),
        (t.coop_founded(), or_blank(c.founded.map(format::date))),
        (t.coop_members(), or_blank(c.members.map(|members| t.unit_persons(members)))),
        (t.coop_representative(), or_blank(c.representative.clone())),
        (t.coop_phone(), or_blank(c.phone.clone())),
        (t.coop_email(), or_blank(c.email.clone())),
    ]
}

/// The facts, and the button that says they are right.
#[get("/applications/<id>/cooperative")]
pub async fn register(
    page: Page,
    reader: Reader,
    id: &str,
    office: &State<Office>,
) -> Answer<Result<RegisterPage, Redirect>> {
    let (t, user, today) = (page.t, reader.user(), office.clock.today());
    let case = office.store.read(async |tx| Case::for_writer(tx, user, id, today).await).await?;
    if !case.found.status.is_editable() {
        return Ok(Err(Redirect::to(format!("/applications/{id}"))));
    }
    views::note_view(office, user, "application", id).await;
    let title = t.part_register();
    Ok(Ok(RegisterPage {
        page: page.titled(title),
        crumbs: crate::web::pages::applications::crumbs(t, &case.found),
        facts: facts(t, &case.cooperative),
        found: case.found,
        cooperative: case.cooperative,
    }))
}

/// They are right.
#[post("/applications/<id>/cooperative", data = "<posted>")]
pub async fn confirm(
    page: Page,
    reader: Reader,
    id: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let seen = posted.0.get("version").parse().unwrap_or(0);
    match confirm_register(office, reader.user(), id, seen).await {
        Ok(()) => Ok(done(format!("/applications/{id}#tasks"), page.t.part_register_confirmed())),
        Err(ActionError::Refused(Refusal::Stale)) => {
            Ok(not_done(format!("/applications/{id}/cooperative"), page.t.part_register_changed()))
        }
        Err(ActionError::Refused(refusal @ Refusal::WrongState { .. })) => {
            Ok(not_done(format!("/applications/{id}"), page.t.refusal(&refusal)))
        }
        Err(failed) => Err(failed.into()),
    }
}
