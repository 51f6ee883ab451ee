//! What the fund's people and the cooperative do with a request.
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, post, routes};

use super::view::{AskView, shown};
use crate::access::{Applicant, Staff, User, Witness};
use crate::actions::ask::{self, AnswerInput, RefuseInput};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::web::error::status_of;
use crate::web::page::done;
use crate::web::{Answer, FormView, Page, Posted, RecordId};

pub fn routes() -> Vec<Route> {
    routes![refuse, answer, withdraw]
}

type Done = Either<Flash<Redirect>, (Status, AskView)>;

/// The request's page with what was done said, or with what is wrong.
async fn answered(
    page: Page,
    office: &Office,
    user: &User,
    id: &str,
    posted: Posted,
    (result, said): (Result<(), ActionError>, &'static str),
) -> Answer<Done> {
    match result {
        Ok(()) => Ok(Either::Left(done(format!("/asks/{id}"), said))),
        Err(ActionError::Refused(refusal @ Refusal::Invalid(_))) => {
            let form = FormView::refused(page.t, posted.0, &refusal);
            Ok(Either::Right((status_of(&refusal), shown(page, office, user, id, Some(form)).await?)))
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/asks/<id>/refuse", data = "<posted>")]
async fn refuse(page: Page, by: Staff, id: RecordId, posted: Posted, office: &State<Office>) -> Answer<Done> {
    let input = RefuseInput { reason: posted.0.get("reason").to_owned() };
    let result = ask::refuse(office, &by, &id.0, &input, posted.0.key()).await;
    let said = page.t.ask_refused();
    answered(page, office, by.user(), &id.0, posted, (result, said)).await
}

#[post("/asks/<id>/answer", data = "<posted>")]
async fn answer(page: Page, by: Staff, id: RecordId, posted: Posted, office: &State<Office>) -> Answer<Done> {
    let input = AnswerInput { answer: posted.0.get("answer").to_owned() };
    let result = ask::answer(office, &by, &id.0, &input, posted.0.key()).await;
    let said = page.t.ask_answered();
    answered(page, office, by.user(), &id.0, posted, (result, said)).await
}

#[post("/asks/<id>/withdraw", data = "<posted>")]
async fn withdraw(page: Page, by: Applicant, id: RecordId, posted: Posted, office: &State<Office>) -> Answer<Done> {
    let result = ask::withdraw(office, &by, &id.0, posted.0.key()).await;
    let said = page.t.ask_withdrawn();
    answered(page, office, by.user(), &id.0, posted, (result, said)).await
}
