//! The register of cooperatives: list, record, and the forms that keep it.
use rocket::{Route, routes};

mod form;
mod list;
mod related;
mod view;

pub fn routes() -> Vec<Route> {
    routes![
        list::list,
        view::view,
        form::new,
        form::enter,
        form::edit,
        form::change,
        related::list,
        related::record,
        related::end,
        related::state
    ]
}
