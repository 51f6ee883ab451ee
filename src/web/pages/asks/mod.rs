//! What a cooperative asks on a running loan: its forms, its page, and what the fund's people do with it.
mod answer;
mod form;
mod papers;
mod view;

use rocket::Route;

pub use view::Listed;

pub fn routes() -> Vec<Route> {
    [form::routes(), view::routes(), answer::routes(), papers::routes()].concat()
}
