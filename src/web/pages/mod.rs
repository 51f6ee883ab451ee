//! The pages, a file per noun.
use rocket::Route;

pub mod about;
pub mod account;
pub mod admin;
pub mod applications;
pub mod asks;
pub mod assets;
pub mod audit;
pub mod can_we_borrow;
pub mod consent;
pub mod cooperatives;
pub mod dashboard;
pub mod forecast;
pub mod health;
pub mod home;
pub mod kept;
pub mod letters;
pub mod links;
pub mod loans;
pub mod mail_queue;
pub mod members;
pub mod paper;
pub mod pay;
pub mod people;
pub mod programmes;
pub mod register;
pub mod registration;
pub mod reports;
pub mod waiting_list;

/// Every page and file.
pub fn routes() -> Vec<Route> {
    [
        about::routes(),
        account::routes(),
        admin::routes(),
        applications::routes(),
        asks::routes(),
        assets::routes(),
        audit::routes(),
        can_we_borrow::routes(),
        consent::routes(),
        cooperatives::routes(),
        dashboard::routes(),
        forecast::routes(),
        health::routes(),
        home::routes(),
        kept::routes(),
        letters::routes(),
        links::routes(),
        loans::routes(),
        mail_queue::routes(),
        members::routes(),
        people::routes(),
        programmes::routes(),
        register::routes(),
        registration::routes(),
        reports::routes(),
        waiting_list::routes(),
    ]
    .concat()
}
