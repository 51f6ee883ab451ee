//! Files that somebody else decides on: sent on, decided there, followed.
use chrono::NaiveDate;
use rocket::{Route, State, post, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::super::openapi::{Changed, WriteRefusals};
use super::super::{RecordId, Shown, Typed};
use super::after;
use super::view::Application;
use crate::access::{Appraiser, Approver, Witness};
use crate::actions::Office;
use crate::actions::referral::{self, BalanceInput, OutcomeInput, ReferInput};
use crate::domain::money::Money;
use crate::store::{StoreError, Tx, referrals};
use crate::web::Answer;
use crate::web::guards::{IdempotencyKey, IfMatch};

pub fn routes() -> Vec<Route> {
    routes![refer, outcome, balance]
}

#[derive(OpenApi)]
#[openapi(paths(refer, outcome, balance))]
pub struct Doc;

/// Sends a complete file on to who decides on it: the Social Policy Bank for job-creation credit, the central fund for programme C.
#[utoipa::path(tag = "applications", params(Changed), request_body = ReferInput, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/refer", data = "<input>")]
async fn refer(
    by: Appraiser,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<ReferInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    referral::refer(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Records what was decided there, by somebody else than who sent the file on; the cooperative is told.
#[utoipa::path(tag = "applications", params(Changed), request_body = OutcomeInput, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/outcome", data = "<input>")]
async fn outcome(
    by: Approver,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<OutcomeInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    referral::record(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Writes down what is owed there, as reported.
#[utoipa::path(tag = "applications", request_body = BalanceInput, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/balances", data = "<input>")]
async fn balance(
    by: Appraiser,
    id: RecordId,
    key: IdempotencyKey,
    input: Typed<BalanceInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    referral::report(office, &by, id.as_str(), &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// A file sent on, what was decided there, and what is owed there.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApplicationReferral)]
pub struct Referral {
    /// Of the letter.
    number: String,
    date: NaiveDate,
    /// A name.
    by: String,
    /// Null while it is not decided.
    outcome: Option<Outcome>,
    /// As reported, the latest day first.
    balances: Vec<Balance>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DecidedElsewhere)]
struct Outcome {
    granted: bool,
    number: String,
    date: NaiveDate,
    amount: Option<Money>,
    term_months: Option<i64>,
    annual_rate_percent: Option<String>,
    /// One of the four of Law 74/2025; null for the central fund.
    capital_source: Option<String>,
    reason: Option<String>,
    /// A name.
    by: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BalanceElsewhere)]
struct Balance {
    as_of: NaiveDate,
    balance: Money,
    overdue: Money,
    document: String,
    /// A name.
    by: String,
}

/// The referral of an application, where it was sent on.
///
/// # Errors
/// Of the store.
pub async fn of(tx: &mut Tx, application_id: &str) -> Result<Option<Referral>, StoreError> {
    let Some(found) = referrals::find(tx, application_id).await? else { return Ok(None) };
    let outcome =
        found.outcome.zip(found.decision_number).zip(found.decided_on).map(|((said, number), date)| Outcome {
            granted: said == "granted",
            number,
            date,
            amount: found.amount,
            term_months: found.term_months,
            annual_rate_percent: found.annual_rate_percent,
            capital_source: found.capital_source,
            reason: found.reason,
            by: found.recorded_by_name,
        });
    let balance = |row: referrals::Balance| Balance {
        as_of: row.as_of,
        balance: row.balance,
        overdue: row.overdue,
        document: row.document,
        by: row.reported_by_name,
    };
    let balances = referrals::balances(tx, application_id).await?.into_iter().map(balance).collect();
    Ok(Some(Referral { number: found.number, date: found.on_date, by: found.referred_by_name, outcome, balances }))
}
