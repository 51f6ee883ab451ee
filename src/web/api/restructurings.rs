//! Changes of a running loan for programs: proposed by an appraiser, decided by an approver who is somebody else.
use chrono::{DateTime, NaiveDate, Utc};
use rocket::response::content::RawJson;
use rocket::response::status::Created;
use rocket::serde::json::Json;
use rocket::{Route, State, get, post, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::openapi::{Changed, Refusals, WriteRefusals};
use super::{Nothing, RecordId, Shown, Typed, Untold, created};
use crate::access::{Appraiser, Approver, Reader, User, Witness};
use crate::actions::restructure::{self, ApprovalInput, RejectionInput, RestructureInput};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::domain::restructuring::{Change, Comparison};
use crate::store::restructurings::{self, Restructuring};
use crate::store::{Doc as Stored, StoreError, loans};
use crate::web::Answer;
use crate::web::guards::{IdempotencyKey, IfMatch};

pub fn routes() -> Vec<Route> {
    routes![propose, of_loan, one, approve, reject, withdraw]
}

#[derive(OpenApi)]
#[openapi(paths(propose, of_loan, one, approve, reject, withdraw))]
pub struct Doc;

/// A proposal and what became of it.
#[derive(Debug, Serialize, ToSchema)]
struct Proposal {
    id: String,
    number: String,
    /// `proposed`, `approved`, `rejected` or `withdrawn`.
    status: &'static str,
    /// The loan's id.
    loan: String,
    loan_number: String,
    /// The day it takes effect.
    date: NaiveDate,
    /// `kind` with what belongs to it: `plan`, `annual_rate_percent`, `amount` and `inability`, `to` and `loss_percent`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    change: Change,
    reason: String,
    request: Request,
    /// The loan before and after, as proposed; once approved, as approved.
    #[schema(value_type = Object)]
    comparison: Comparison,
    /// A name.
    proposed_by: String,
    proposed_at: DateTime<Utc>,
    /// A name.
    decided_by: Option<String>,
    /// When it was decided or withdrawn.
    closed_at: Option<DateTime<Utc>>,
    note: Option<String>,
    /// The id of the booking it became.
    event: Option<String>,
    /// For `If-Match`.
    version: i64,
}

/// Who asked for it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RestructuringRequest)]
struct Request {
    by: Option<String>,
    on: Option<NaiveDate>,
    document: Option<String>,
}

impl From<Restructuring> for Proposal {
    fn from(found: Restructuring) -> Proposal {
        let Stored(comparison) = found.decided_comparison.unwrap_or(found.comparison);
        Proposal {
            id: found.id,
            number: found.number,
            status: found.status.as_str(),
            loan: found.loan_id,
            loan_number: found.loan_number,
            date: found.value_date,
            change: found.change.0,
            reason: found.reason,
            request: Request { by: found.requested_by, on: found.requested_on, document: found.request },
            comparison,
            proposed_by: found.proposed_by_name,
            proposed_at: found.proposed_at,
            decided_by: found.decided_by_name,
            closed_at: found.closed_at,
            note: found.decision_note,
            event: found.event_id,
            version: found.version,
        }
    }
}

async fn show(office: &Office, user: &User, id: &str) -> Result<Proposal, ActionError> {
    let found = office.store.read(async |tx| restructurings::find_for_reader(tx, &user.id, id).await).await;
    Ok(found.map_err(ActionError::from)?.ok_or(Refusal::NotFound)?.into())
}

async fn after(office: &Office, user: &User, key: &IdempotencyKey, id: &str) -> Answer<Shown> {
    Ok(RawJson(office.first_answer(user, key.0.as_deref(), async || show(office, user, id).await).await?))
}

/// Proposes a change of a running loan; nothing is booked by it. `If-Match` is the version of the loan.
#[utoipa::path(tag = "restructurings", params(Changed), request_body = RestructureInput, responses((status = 201, body = Proposal), WriteRefusals))]
#[post("/loans/<id>/restructure", data = "<input>")]
async fn propose(
    by: Appraiser,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<RestructureInput>,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    let made = restructure::propose(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    let RawJson(shown) = after(office, by.user(), &key, &made.id).await?;
    Ok(created(format!("/restructurings/{}", made.id), shown))
}

/// The proposals of a loan, the newest first.
#[utoipa::path(tag = "restructurings", responses((status = 200, body = Vec<Proposal>), Refusals))]
#[get("/loans/<id>/restructurings")]
async fn of_loan(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<Vec<Proposal>>> {
    let (user, id) = (&by.user().id, id.as_str());
    let found = office
        .store
        .read(async |tx| -> Result<_, StoreError> {
            let loan = loans::find_for_reader(tx, user, id).await?;
            Ok((loan, restructurings::of_loan(tx, user, id).await?))
        })
        .await?;
    let (loan, found) = found;
    loan.ok_or(Refusal::NotFound)?;
    Ok(Json(found.into_iter().map(Proposal::from).collect()))
}

/// A proposal with the loan before and after.
#[utoipa::path(tag = "restructurings", responses((status = 200, body = Proposal), Refusals))]
#[get("/restructurings/<id>")]
async fn one(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<Proposal>> {
    Ok(Json(show(office, by.user(), id.as_str()).await?))
}

/// Approves: everything is checked again, the change is booked and the cooperative is told. By somebody else than the proposer.
/// When something was booked on the loan since the proposal it is a `conflict`, and nothing changes.
#[utoipa::path(tag = "restructurings", params(Changed), request_body = ApprovalInput, responses((status = 200, body = Proposal), WriteRefusals))]
#[post("/restructurings/<id>/approve", data = "<input>")]
async fn approve(
    by: Approver,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<ApprovalInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    restructure::approve(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Rejects, with the reason the cooperative is told. By somebody else than the proposer.
#[utoipa::path(tag = "restructurings", params(Changed), request_body = RejectionInput, responses((status = 200, body = Proposal), WriteRefusals))]
#[post("/restructurings/<id>/reject", data = "<input>")]
async fn reject(
    by: Approver,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<RejectionInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    restructure::reject(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Takes a proposal of one's own back.
#[utoipa::path(tag = "restructurings", params(Changed), request_body = Option<Nothing>, responses((status = 200, body = Proposal), WriteRefusals))]
#[post("/restructurings/<id>/withdraw", data = "<body>")]
async fn withdraw(
    by: Appraiser,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    body: Untold,
    office: &State<Office>,
) -> Answer<Shown> {
    body.read()?;
    restructure::withdraw(office, &by, id.as_str(), version.0, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}
