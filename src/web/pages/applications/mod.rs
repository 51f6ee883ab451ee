//! Applications: the list, the form, papers, sending in, and what the officers do with them.
use rocket::{Route, routes};

use crate::store::applications::Application;
use crate::text::Texts;

mod asked;
mod begin;
mod case;
pub mod decision;
mod edit;
mod fields;
mod form_paper;
mod history;
pub mod list;
mod next;
mod officer;
mod papers;
mod referral;
pub mod sheet;
mod submit;
mod view;

pub use papers::{Attachment, size as paper_size};

/// The way back from a page below an application.
fn crumbs(t: Texts, found: &Application) -> Vec<(String, String)> {
    let list = ("/applications".to_owned(), t.nav_applications().to_owned());
    vec![list, (format!("/applications/{}", found.id), found.number.clone())]
}

pub fn routes() -> Vec<Route> {
    routes![
        list::list,
        begin::new,
        begin::begin,
        view::view,
        edit::edit,
        edit::save,
        edit::live_preview,
        papers::papers,
        papers::add_paper,
        papers::remove_paper,
        papers::paper,
        form_paper::form,
        submit::check,
        submit::send,
        submit::withdraw_page,
        submit::withdraw,
        officer::return_,
        officer::appraise,
        officer::approve,
        officer::reject,
        officer::wait,
        referral::refer,
        referral::outcome,
        referral::balance,
    ]
}
