//! Applications: the list, the form, papers, sending in, and what the officers do with them.
use rocket::{Route, routes};

use crate::store::applications::Application;
use crate::text::Texts;

mod asked;
mod begin;
mod behalf;
mod case;
pub mod decision;
mod dossier;
mod edit;
mod fields;
mod form_paper;
mod history;
mod lines;
pub mod list;
mod next;
mod officer;
mod papers;
mod referral;
mod review;
mod saved;
pub mod sheet;
mod submit;
mod tasks;
mod uploads;
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
        edit::collateral,
        edit::save,
        edit::live_preview,
        dossier::register::register,
        dossier::register::confirm,
        dossier::plan::plan,
        dossier::plan::save_plan,
        dossier::workforce::workforce,
        dossier::workforce::save_workforce,
        dossier::statements::statements,
        dossier::statements::save_statements,
        dossier::statements::import,
        dossier::statements::template,
        papers::papers,
        papers::add_paper,
        papers::remove_paper,
        papers::paper,
        form_paper::form,
        review::review,
        review::reviewed,
        uploads::begin,
        uploads::received,
        uploads::append,
        submit::check,
        submit::send,
        behalf::ask,
        behalf::signed_form,
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
