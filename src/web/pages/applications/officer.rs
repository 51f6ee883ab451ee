//! The officers' deeds on an application: asking for papers, the appraisal, the decision.
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, State, post};

use super::view::{Typed, ViewPage, page_of};
use crate::access::{Appraiser, Approver, User, Witness};
use crate::actions::appraise::{AppraisalInput, ReturnInput};
use crate::actions::authority::{Minutes, Paper};
use crate::actions::decide::{ApprovalInput, RejectionInput};
use crate::actions::draft::MONTHS_MAX;
use crate::actions::wait::WaitInput;
use crate::actions::{self, FieldError, Office, Problem, Refusal};
use crate::web::error::{redisplayable, status_of};
use crate::web::forms::Reading;
use crate::web::page::{Message, done};
use crate::web::{Answer, Fields, FormView, Page, Posted};

pub(super) type Decided = Either<Flash<Redirect>, (Status, Box<ViewPage>)>;

/// The page again with the form as it was typed.
pub(super) async fn again(
    page: Page,
    office: &Office,
    user: &User,
    id: &str,
    which: &'static str,
    fields: Fields,
    mut refusal: Refusal,
) -> Answer<Decided> {
    one_field_for_lists(&mut refusal);
    // Where the record has moved on, its form is gone: the page itself says why.
    let mut page = page;
    if !matches!(refusal, Refusal::Invalid(_)) {
        page.message = Some(Message { kind: "refusal".into(), text: page.t.refusal(&refusal) });
    }
    let form = FormView::refused(page.t, fields, &refusal);
    let shown = page_of(page, office, user, id, Some(Typed { which, form })).await?;
    Ok(Either::Right((status_of(&refusal), Box::new(shown))))
}

/// Papers needed and people present are one field each on the page, a line each, where the action names every one of them; what
/// is said of the minutes as a whole stands at their first field.
fn one_field_for_lists(refusal: &mut Refusal) {
    let Refusal::Invalid(errors) = refusal else { return };
    for error in errors {
        if error.pointer == "/minutes" {
            error.pointer = "/minutes/number".to_owned();
        } else if error.pointer.starts_with("/needed/") {
            error.pointer = "/needed".to_owned();
        } else if let Some(at) = error.pointer.strip_prefix("/minutes/present/").and_then(|at| at.parse::<usize>().ok())
        {
            let problem = Box::new(error.problem.clone());
            *error = FieldError {
                pointer: "/minutes/present".to_owned(),
                problem: Problem::InLine { line: at + 1, problem },
            };
        }
    }
}

/// The decision's own paper; what is left empty is left to the action.
fn paper(reading: &mut Reading<'_>, fields: &Fields) -> Paper {
    let text = |name| fields.get(name).to_owned();
    Paper {
        number: text("decision/number"),
        date: reading.date("decision/date"),
        signed_by: text("decision/signed_by"),
    }
}

/// The council's minutes, a name of those present a line; `None` where nothing of them was typed.
fn minutes(reading: &mut Reading<'_>, fields: &Fields) -> Option<Minutes> {
    let typed = ["minutes/number", "minutes/date", "minutes/present"].iter().any(|name| !fields.get(name).is_empty());
    let lines = fields.get("minutes/present").lines().map(str::trim).filter(|line| !line.is_empty());
    typed.then(|| Minutes {
        number: fields.get("minutes/number").to_owned(),
        date: reading.required_date("minutes/date"),
        present: lines.map(str::to_owned).collect(),
    })
}

/// The version the form was opened with; a form without one is too old.
pub(super) fn version(fields: &Fields) -> Option<i64> {
    Some(fields.get("version").parse().unwrap_or(0))
}

/// Asks for more papers.
#[post("/applications/<id>/return", data = "<posted>")]
pub async fn return_(page: Page, by: Appraiser, id: &str, posted: Posted, office: &State<Office>) -> Answer<Decided> {
    let fields = posted.0;
    let mut reading = fields.read();
    let until = reading.required_date("until");
    let lines = fields.get("needed").lines().map(str::trim).filter(|line| !line.is_empty());
    let input = ReturnInput { needed: lines.map(str::to_owned).collect(), until };
    let done_or_not = match reading.finish(input) {
        Ok(input) => actions::appraise::return_(office, &by, id, version(&fields), &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(done_or_not)? {
        Ok(()) => Ok(Either::Left(done(format!("/applications/{id}"), page.t.return_done()))),
        Err(refusal) => again(page, office, by.user(), id, "return", fields, refusal).await,
    }
}

/// Records the appraisal.
#[post("/applications/<id>/appraise", data = "<posted>")]
pub async fn appraise(page: Page, by: Appraiser, id: &str, posted: Posted, office: &State<Office>) -> Answer<Decided> {
    let fields = posted.0;
    let mut reading = fields.read();
    let input = AppraisalInput {
        recommendation: fields.get("recommendation").to_owned(),
        amount: reading.money("amount"),
        term_months: reading.number("term_months", 1, MONTHS_MAX),
        annual_rate_percent: reading.percent("annual_rate_percent"),
        note: fields.get("note").to_owned(),
    };
    let done_or_not = match reading.finish(input) {
        Ok(input) => actions::appraise::appraise(office, &by, id, version(&fields), &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(done_or_not)? {
        Ok(()) => Ok(Either::Left(done(format!("/applications/{id}"), page.t.appraise_done()))),
        Err(refusal) => again(page, office, by.user(), id, "appraise", fields, refusal).await,
    }
}

/// Approves, and goes on to the loan.
#[post("/applications/<id>/approve", data = "<posted>")]
pub async fn approve(page: Page, by: Approver, id: &str, posted: Posted, office: &State<Office>) -> Answer<Decided> {
    let fields = posted.0;
    let mut reading = fields.read();
    let input = ApprovalInput {
        amount: reading.money("amount"),
        annual_rate_percent: reading.percent("annual_rate_percent"),
        note: fields.get("note").to_owned(),
        jump_reason: fields.get("jump_reason").to_owned(),
        decision: Some(paper(&mut reading, &fields)),
        minutes: minutes(&mut reading, &fields),
    };
    let done_or_not = match reading.finish(input) {
        Ok(input) => actions::decide::approve(office, &by, id, version(&fields), &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(done_or_not)? {
        Ok(loan) => {
            let said = page.t.decide_approved(&loan.loan_number);
            Ok(Either::Left(done(format!("/loans/{}", loan.loan_id), said)))
        }
        Err(refusal) => again(page, office, by.user(), id, "approve", fields, refusal).await,
    }
}

/// Puts it on the waiting list.
#[post("/applications/<id>/wait", data = "<posted>")]
pub async fn wait(page: Page, by: Approver, id: &str, posted: Posted, office: &State<Office>) -> Answer<Decided> {
    let fields = posted.0;
    let input = WaitInput { note: fields.get("note").to_owned() };
    match redisplayable(actions::wait::wait(office, &by, id, version(&fields), &input, fields.key()).await)? {
        Ok(()) => Ok(Either::Left(done(format!("/applications/{id}"), page.t.wait_done()))),
        Err(refusal) => again(page, office, by.user(), id, "wait", fields, refusal).await,
    }
}

/// Refuses.
#[post("/applications/<id>/reject", data = "<posted>")]
pub async fn reject(page: Page, by: Approver, id: &str, posted: Posted, office: &State<Office>) -> Answer<Decided> {
    let fields = posted.0;
    let input = RejectionInput { reason: fields.get("reason").to_owned(), ..RejectionInput::default() };
    match redisplayable(actions::decide::reject(office, &by, id, version(&fields), &input, fields.key()).await)? {
        Ok(()) => Ok(Either::Left(done(format!("/applications/{id}"), page.t.decide_rejected()))),
        Err(refusal) => again(page, office, by.user(), id, "reject", fields, refusal).await,
    }
}
