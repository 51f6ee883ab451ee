//! `/admin/rules`: every rule with its versions; a new version, proposed by one administrator and confirmed by another.
use rocket::Route;

mod figures;
mod list;
mod propose;

pub fn routes() -> Vec<Route> {
    [list::routes(), propose::routes()].concat()
}
