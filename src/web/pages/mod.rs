//! The pages, a file per noun.
use rocket::Route;

pub mod assets;
pub mod audit;
pub mod dashboard;
pub mod health;
pub mod loans;
pub mod mail_queue;
pub mod people;
pub mod reports;

/// Every page and file.
pub fn routes() -> Vec<Route> {
    [
        assets::routes(),
        audit::routes(),
        dashboard::routes(),
        health::routes(),
        loans::routes(),
        mail_queue::routes(),
        people::routes(),
        reports::routes(),
    ]
    .concat()
}
