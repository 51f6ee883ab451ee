//! What a cooperative asks on a running loan, and its answer to an offer, for programs.
use chrono::{DateTime, NaiveDate, Utc};
use rocket::response::content::RawJson;
use rocket::response::status::Created;
use rocket::serde::json::Json;
use rocket::{Route, State, get, post, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::openapi::{Refusals, WriteRefusals};
use super::{Nothing, RecordId, Shown, Typed, Untold, created};
use crate::access::{Applicant, Reader, Staff, User, Witness};
use crate::actions::ask::{self, AnswerInput, AskInput, RefuseInput};
use crate::actions::offer::{self, AcceptInput, DeclineInput};
use crate::actions::{self, Office, Refusal};
use crate::domain::ask::{Kind, State as AskState};
use crate::domain::money::Money;
use crate::store::asks::{self, Ask, Detail};
use crate::store::loans;
use crate::web::Answer;
use crate::web::guards::IdempotencyKey;

pub fn routes() -> Vec<Route> {
    routes![of_loan, make, one, refuse, answer_, withdraw, the_offer, accept, decline]
}

#[derive(OpenApi)]
#[openapi(paths(of_loan, make, one, refuse, answer_, withdraw, the_offer, accept, decline))]
pub struct Doc;

/// A request of a cooperative on a loan of its own.
#[derive(Serialize, ToSchema)]
#[schema(as = Ask)]
struct AskView {
    id: String,
    number: String,
    /// The loan's id.
    loan: String,
    /// `tranche`, `payment`, `prepayment` or `more_time`.
    #[schema(value_type = String)]
    kind: Kind,
    /// `requested`, then `paid` (a tranche), `matched` (a payment) or `answered`; `refused`, `withdrawn`.
    status: &'static str,
    amount: Option<Money>,
    date: Option<NaiveDate>,
    payee: Option<String>,
    purpose: Option<String>,
    reference: Option<String>,
    effect: Option<String>,
    plan: Option<String>,
    made_by: String,
    made_at: DateTime<Utc>,
    closed_by: Option<String>,
    closed_at: Option<DateTime<Utc>>,
    /// What the fund said: the reason of a refusal, the answer.
    answer: Option<String>,
    /// The booking that answered it.
    event: Option<String>,
    /// The proposal that answered it.
    restructuring: Option<String>,
}

impl From<Ask> for AskView {
    fn from(ask: Ask) -> AskView {
        let Detail { payee, purpose, reference, effect, plan } = ask.detail.0;
        AskView {
            status: status(ask.kind, ask.status),
            id: ask.id,
            number: ask.number,
            loan: ask.loan_id,
            kind: ask.kind,
            amount: ask.amount,
            date: ask.on_date,
            payee,
            purpose,
            reference,
            effect,
            plan,
            made_by: ask.made_by_name,
            made_at: ask.made_at,
            closed_by: ask.closed_by_name,
            closed_at: ask.closed_at,
            answer: ask.answer,
            event: ask.event_id,
            restructuring: ask.restructuring_id,
        }
    }
}

fn status(kind: Kind, state: AskState) -> &'static str {
    match (state, kind) {
        (AskState::Open, _) => "requested",
        (AskState::Done, Kind::Tranche) => "paid",
        (AskState::Done, Kind::Payment) => "matched",
        (AskState::Done, Kind::Prepayment | Kind::MoreTime) => "answered",
        (AskState::Refused, _) => "refused",
        (AskState::Withdrawn, _) => "withdrawn",
    }
}

async fn show(office: &Office, user: &User, id: &str) -> Result<AskView, actions::Error> {
    let found = office.store.read(async |tx| asks::find_for_reader(tx, &user.id, id).await).await?;
    Ok(AskView::from(found.ok_or(Refusal::NotFound)?))
}

async fn after(office: &Office, user: &User, key: &IdempotencyKey, id: &str) -> Answer<Shown> {
    let look = async || show(office, user, id).await;
    Ok(RawJson(office.first_answer(user, key.0.as_deref(), look).await?))
}

/// The requests on a loan, the newest first.
#[utoipa::path(tag = "requests", responses((status = 200, body = Vec<AskView>), Refusals))]
#[get("/loans/<id>/requests")]
async fn of_loan(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<Vec<AskView>>> {
    let user = &by.user().id;
    let found = office
        .store
        .read(async |tx| {
            loans::find_for_reader(tx, user, id.as_str()).await?.ok_or(Refusal::NotFound)?;
            Ok::<_, actions::Error>(asks::of_loan(tx, user, id.as_str()).await?)
        })
        .await?;
    Ok(Json(found.into_iter().map(AskView::from).collect()))
}

/// Asks for a tranche, a prepayment or more time, or tells of a payment made. Money is booked by the cashier alone.
#[utoipa::path(tag = "requests", request_body = AskInput, responses((status = 201, body = AskView), WriteRefusals))]
#[post("/loans/<id>/requests", data = "<input>")]
async fn make(
    by: Applicant,
    id: RecordId,
    key: IdempotencyKey,
    input: Typed<AskInput>,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    let made = ask::make(office, &by, id.as_str(), &input.read()?, key.0.as_deref()).await?;
    let shown = after(office, by.user(), &key, &made.id).await?;
    Ok(created(format!("/requests/{}", made.id), shown.0))
}

/// A request.
#[utoipa::path(tag = "requests", responses((status = 200, body = AskView), Refusals))]
#[get("/requests/<id>")]
async fn one(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<AskView>> {
    Ok(Json(show(office, by.user(), id.as_str()).await?))
}

/// Refuses a request: the cashier what is about money, the appraiser what is about time.
#[utoipa::path(tag = "requests", request_body = RefuseInput, responses((status = 200, body = AskView), WriteRefusals))]
#[post("/requests/<id>/refuse", data = "<input>")]
async fn refuse(
    by: Staff,
    id: RecordId,
    key: IdempotencyKey,
    input: Typed<RefuseInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    ask::refuse(office, &by, id.as_str(), &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Answers a request to prepay or for more time in words. What is about money is answered by its booking, whose `answers` names it.
#[utoipa::path(tag = "requests", request_body = AnswerInput, responses((status = 200, body = AskView), WriteRefusals))]
#[post("/requests/<id>/answer", data = "<input>")]
async fn answer_(
    by: Staff,
    id: RecordId,
    key: IdempotencyKey,
    input: Typed<AnswerInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    ask::answer(office, &by, id.as_str(), &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Takes a request back.
#[utoipa::path(tag = "requests", request_body = Option<Nothing>, responses((status = 200, body = AskView), WriteRefusals))]
#[post("/requests/<id>/withdraw", data = "<body>")]
async fn withdraw(
    by: Applicant,
    id: RecordId,
    key: IdempotencyKey,
    body: Untold,
    office: &State<Office>,
) -> Answer<Shown> {
    body.read()?;
    ask::withdraw(office, &by, id.as_str(), key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// How an offer stands.
#[derive(Serialize, ToSchema)]
#[schema(as = Offer)]
struct OfferView {
    /// The loan's id.
    loan: String,
    amount: Money,
    annual_rate_percent: String,
    term_months: i64,
    /// The last day to sign the contract.
    lapses_on: NaiveDate,
    /// `accepted`, `declined`, or null while nobody answered.
    answer: Option<String>,
    reason: Option<String>,
    answered_by: Option<String>,
    answered_at: Option<DateTime<Utc>>,
}

async fn show_offer(office: &Office, user: &User, id: &str) -> Result<OfferView, actions::Error> {
    office
        .store
        .read(async |tx| {
            let loan = loans::find_for_reader(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            let answered = asks::offer_answer(tx, id).await?;
            let (answer, reason, by, at) = answered.map_or((None, None, None, None), |a| {
                (Some(a.answer), a.reason, Some(a.answered_by_name), Some(a.answered_at))
            });
            Ok(OfferView {
                loan: loan.id,
                amount: loan.amount,
                annual_rate_percent: loan.annual_rate_percent,
                term_months: loan.term_months,
                lapses_on: loan.lapses_on,
                answer,
                reason,
                answered_by: by,
                answered_at: at,
            })
        })
        .await
}

/// The loan as it was offered, and what the cooperative answered.
#[utoipa::path(tag = "requests", responses((status = 200, body = OfferView), Refusals))]
#[get("/loans/<id>/offer")]
async fn the_offer(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<OfferView>> {
    Ok(Json(show_offer(office, by.user(), id.as_str()).await?))
}

async fn answered(office: &Office, by: &Applicant, key: &IdempotencyKey, id: &str) -> Answer<Shown> {
    let look = async || show_offer(office, by.user(), id).await;
    Ok(RawJson(office.first_answer(by.user(), key.0.as_deref(), look).await?))
}

/// Accepts the loan offered. Its state stays `approved` until the contract is signed.
#[utoipa::path(tag = "requests", request_body = AcceptInput, responses((status = 200, body = OfferView), WriteRefusals))]
#[post("/loans/<id>/offer/accept", data = "<input>")]
async fn accept(
    by: Applicant,
    id: RecordId,
    key: IdempotencyKey,
    input: Typed<AcceptInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    offer::accept(office, &by, id.as_str(), &input.read()?, key.0.as_deref()).await?;
    answered(office, &by, &key, id.as_str()).await
}

/// Declines the loan offered: it is cancelled and its reserve released.
#[utoipa::path(tag = "requests", request_body = DeclineInput, responses((status = 200, body = OfferView), WriteRefusals))]
#[post("/loans/<id>/offer/decline", data = "<input>")]
async fn decline(
    by: Applicant,
    id: RecordId,
    key: IdempotencyKey,
    input: Typed<DeclineInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    offer::decline(office, &by, id.as_str(), &input.read()?, key.0.as_deref()).await?;
    answered(office, &by, &key, id.as_str()).await
}
