//! The pages, a file per noun.
use rocket::Route;

pub mod applications;
pub mod assets;
pub mod audit;
pub mod cooperatives;
pub mod dashboard;
pub mod health;
pub mod loans;
pub mod mail_queue;
pub mod people;
pub mod reports;

/// Every page and file.
pub fn routes() -> Vec<Route> {
    [
        applications::routes(),
        assets::routes(),
        audit::routes(),
        cooperatives::routes(),
        dashboard::routes(),
        health::routes(),
        loans::routes(),
        mail_queue::routes(),
        people::routes(),
        reports::routes(),
    ]
    .concat()
}
