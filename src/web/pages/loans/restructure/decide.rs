//! The buttons of the decision file: approve, reject, take back.
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State as Managed, post, routes};

use super::Again;
use super::file::{FilePage, Typed, page_of};
use crate::access::{Appraiser, Approver, User, Witness};
use crate::actions::restructure::{self as deed, ApprovalInput, Decided, RejectionInput};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::text::Texts;
use crate::web::error::{redisplayable, status_of};
use crate::web::page::{Message, done};
use crate::web::pages::loans::deeds::version;
use crate::web::{Answer, Fields, FormView, Page, Posted, RecordId};

pub fn routes() -> Vec<Route> {
    routes![approve, reject, withdraw]
}

type Closed = Either<Flash<Redirect>, Again<Box<FilePage>>>;

#[post("/restructurings/<id>/approve", data = "<posted>")]
async fn approve(page: Page, by: Approver, id: RecordId, posted: Posted, office: &Managed<Office>) -> Answer<Closed> {
    let fields = posted.0;
    let input = ApprovalInput { note: fields.get("note").to_owned() };
    let decided = deed::approve(office, &by, &id.0, version(&fields), &input, fields.key()).await;
    answered(page, office, by.user(), &id.0, (decided, Texts::decision_approved_done), ("approve", fields)).await
}

#[post("/restructurings/<id>/reject", data = "<posted>")]
async fn reject(page: Page, by: Approver, id: RecordId, posted: Posted, office: &Managed<Office>) -> Answer<Closed> {
    let fields = posted.0;
    let input = RejectionInput { reason: fields.get("reason").to_owned() };
    let decided = deed::reject(office, &by, &id.0, version(&fields), &input, fields.key()).await;
    answered(page, office, by.user(), &id.0, (decided, Texts::decision_rejected_done), ("reject", fields)).await
}

#[post("/restructurings/<id>/withdraw", data = "<posted>")]
async fn withdraw(page: Page, by: Appraiser, id: RecordId, posted: Posted, office: &Managed<Office>) -> Answer<Closed> {
    let fields = posted.0;
    let decided = deed::withdraw(office, &by, &id.0, version(&fields), fields.key()).await;
    answered(page, office, by.user(), &id.0, (decided, Texts::decision_withdrawn_done), ("withdraw", fields)).await
}

/// Back to the file with what was done, or the file again with why not.
async fn answered(
    page: Page,
    office: &Office,
    user: &User,
    id: &str,
    (decided, said): (Result<Decided, ActionError>, fn(Texts) -> &'static str),
    (which, fields): (&'static str, Fields),
) -> Answer<Closed> {
    let refusal = match redisplayable(decided)? {
        Ok(_) => return Ok(Either::Left(done(format!("/restructurings/{id}"), said(page.t)))),
        Err(refusal) => refusal,
    };
    // What is wrong with the two texts of this page is said beside them, everything else above.
    let typed = |errors: &Refusal| match errors {
        Refusal::Invalid(errors) => errors.iter().all(|error| matches!(error.pointer.as_str(), "/note" | "/reason")),
        _ => false,
    };
    let mut page = page;
    if !typed(&refusal) {
        page.message = Some(Message { kind: "refusal".into(), text: page.t.refusal_in_full(&refusal) });
    }
    let form = FormView::refused(page.t, fields, &refusal);
    let form = if typed(&refusal) { form } else { FormView { errors: Vec::new(), ..form } };
    let shown = page_of(page, office, user, id, Some(Typed { which, form })).await?;
    Ok(Either::Right((status_of(&refusal), Box::new(shown))))
}
