//! The pages, a file per noun.
use rocket::Route;

pub mod assets;
pub mod health;
pub mod loans;
pub mod mail_queue;
pub mod people;

/// Every page and file.
pub fn routes() -> Vec<Route> {
    [assets::routes(), health::routes(), loans::routes(), mail_queue::routes(), people::routes()].concat()
}
