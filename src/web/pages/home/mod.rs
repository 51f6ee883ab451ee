//! The start page: what waits for this person, the longest waiting first.
mod desk;
mod next_step;
mod visitor;

use rocket::{Responder, Route, State, get, routes};

use crate::actions::Office;
use crate::web::guards::SignedIn;
use crate::web::{Answer, Page};

pub fn routes() -> Vec<Route> {
    routes![home]
}

/// One page for whoever has not signed in, one for whoever has.
#[derive(Responder)]
enum Home {
    Visitor(Box<visitor::VisitorHome>),
    Desk(Box<desk::Desk>),
}

#[get("/")]
async fn home(page: Page, user: Option<SignedIn>, office: &State<Office>) -> Answer<Home> {
    match user {
        None => Ok(Home::Visitor(Box::new(visitor::page(page, office).await?))),
        Some(SignedIn(user)) => Ok(Home::Desk(Box::new(desk::page(page, office, &user).await?))),
    }
}
