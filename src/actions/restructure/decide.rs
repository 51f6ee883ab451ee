//! The decision on a proposal, by an approver who is not its proposer; and taking it back.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{insist_on_active, insist_on_decider, letter, weigh};
use crate::access::{Appraiser, Approver, Duty, Witness};
use crate::actions::book::{Book, settle};
use crate::actions::changes;
use crate::actions::input::{check_text, required_text};
use crate::actions::loan::about;
use crate::actions::submit::wrong_state;
use crate::actions::{Deed, Error, Office, Op, Refusal, letters};
use crate::domain::restructuring::{Change, Comparison, State};
use crate::store::funds::{self, Fund};
use crate::store::loans::{self, Loan, NewEvent};
use crate::store::restructurings::{self, Closing, Restructuring};
use crate::store::{Doc, StoreError, Tx};

const NOTE_CHARACTERS_MAX: usize = 5000;

/// What the approver says; the cooperative reads it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalInput {
    #[serde(default)]
    pub note: String,
}

/// Why a proposal is rejected; the cooperative is told.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectionInput {
    pub reason: String,
}

/// A decision, and the fact it became.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Decided {
    pub loan_id: String,
    pub event_id: Option<String>,
}

/// A proposal found for its decision, the fund locked.
struct Case {
    found: Restructuring,
    fund: Fund,
    loan: Loan,
}

impl Case {
    async fn lock(
        op: &mut Op<'_, '_>,
        (user, duty): (&str, Duty),
        id: &str,
        version: Option<i64>,
        to: State,
    ) -> Result<Case, Error> {
        let found = restructurings::find_for_duty(op, user, duty, id).await?.ok_or(Refusal::NotFound)?;
        op.in_fund(&found.fund_id);
        let fund = funds::lock(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
        let found = restructurings::find(op, id).await?.ok_or(Refusal::NotFound)?;
        found.status.close(to).map_err(wrong_state)?;
        if version.is_some_and(|version| version != found.version) {
            return Err(Refusal::Stale.into());
        }
        let loan = loans::find(op, &found.loan_id).await?.ok_or(Refusal::NotFound)?;
        Ok(Case { found, fund, loan })
    }
}

/// Approves: checks everything again at this moment, books the fact, brings capital and position in line, and tells the
/// cooperative. When something was booked since the proposal, nothing changes.
///
/// # Errors
/// `NotFound`, `WrongState`, `Stale`, `SamePerson`, `Overtaken`, and what no longer is allowed.
pub async fn approve(
    office: &Office,
    by: &Approver,
    id: &str,
    version: Option<i64>,
    input: &ApprovalInput,
    key: Option<&str>,
) -> Result<Decided, Error> {
    office
        .act(Deed::new(Some(by.user()), "restructuring.approve", "restructuring", id).keyed(key, input), async |op| {
            let user = &by.user().id;
            let Case { found, mut fund, loan } =
                Case::lock(op, (user, Duty::Approver), id, version, State::Approved).await?;
            insist_on_decider(&found.proposed_by, &loan, user)?;
            if let Some(problem) = check_text(&input.note, NOTE_CHARACTERS_MAX) {
                return Err(Refusal::field("/note", problem).into());
            }
            insist_on_active(&loan)?;
            let book = Book::open(op, loan).await?;
            let (today, now) = (op.today, op.now);
            let comparison = look_again(op, &fund, &book, &found, today).await?;
            let before = book.position(today)?;
            let event_id = add_fact(op, &found, user).await?;
            let book = Book::find(op, &found.loan_id).await?;
            let position = settle(op, &mut fund, &book, found.value_date).await?;
            let position = position.ok_or(StoreError::Conflict)?;
            let note = Some(input.note.trim()).filter(|note| !note.is_empty());
            let closing =
                Closing { by: Some(user), note, event_id: Some(&event_id), comparison: Some(&Doc(comparison.clone())) };
            restructurings::close(op, &found, State::Approved, &closing, now).await?;
            if !found.kind.is_internal() {
                let letter = letter::approved(office, &found, &comparison, note);
                letters::to_cooperative(op, &letter, about(&book.loan)).await?;
            }
            let was = json!({ "restructuring": found.status, "figures": changes::for_the_record(before.as_ref()) });
            let is = json!({
                "restructuring": State::Approved, "number": found.number, "event": event_id, "change": found.change.0,
                "date": found.value_date, "note": note, "figures": changes::for_the_record(Some(&position)),
            });
            op.audit("loan", &found.loan_id, was, is).await?;
            Ok(Decided { loan_id: found.loan_id.clone(), event_id: Some(event_id) })
        })
        .await
}

/// What a proposal comes to today, if it still could be approved.
///
/// # Errors
/// `Overtaken` by a booking since; `Invalid` where it is no longer allowed.
pub async fn look_again(
    tx: &mut Tx,
    fund: &Fund,
    book: &Book,
    found: &Restructuring,
    today: NaiveDate,
) -> Result<Comparison, Error> {
    insist_on_same_facts(found, book)?;
    weigh(tx, fund, book, (&found.change.0, found.value_date), today).await
}

/// A payment, a draw or a reversal since the proposal makes its figures those of another loan.
fn insist_on_same_facts(found: &Restructuring, book: &Book) -> Result<(), Refusal> {
    let since = book.events.iter().find(|event| event.seq > found.loan_events);
    match since {
        Some(event) => {
            Err(Refusal::Overtaken { what: event.kind.clone(), amount: event.amount, date: event.value_date })
        }
        None => Ok(()),
    }
}

async fn add_fact(op: &mut Op<'_, '_>, found: &Restructuring, by: &str) -> Result<String, Error> {
    let change = &found.change.0;
    let mut detail = json!({ "restructuring": found.id, "number": found.number, "reason": found.reason });
    let also = match change {
        Change::TermAdjustment { plan } | Change::Extension { plan } => json!({ "plan": plan }),
        Change::Rate { annual_rate_percent } => json!({ "annual_rate_percent": annual_rate_percent }),
        Change::InterestWaiver { inability, .. } => json!({ "inability": inability }),
        Change::Freeze { to, loss_percent } => json!({ "to": to, "loss_percent": loss_percent }),
        Change::WriteOff {} => json!({}),
    };
    if let (Some(detail), Some(also)) = (detail.as_object_mut(), also.as_object()) {
        detail.extend(also.clone());
    }
    let kind = change.kind();
    let event = NewEvent {
        kind: kind.as_str(),
        value_date: found.value_date,
        amount: change.amount(),
        reverses: None,
        detail: &detail,
        by,
    };
    let now = op.now;
    Ok(loans::add_event(op, &found.loan_id, &event, now).await?)
}

/// Rejects, with the reason the cooperative is told.
///
/// # Errors
/// `NotFound`, `WrongState`, `Stale`, `SamePerson`, `Invalid` without a reason.
pub async fn reject(
    office: &Office,
    by: &Approver,
    id: &str,
    version: Option<i64>,
    input: &RejectionInput,
    key: Option<&str>,
) -> Result<Decided, Error> {
    office
        .act(Deed::new(Some(by.user()), "restructuring.reject", "restructuring", id).keyed(key, input), async |op| {
            let user = &by.user().id;
            let Case { found, loan, .. } = Case::lock(op, (user, Duty::Approver), id, version, State::Rejected).await?;
            insist_on_decider(&found.proposed_by, &loan, user)?;
            let reason = required_text(&input.reason, NOTE_CHARACTERS_MAX)
                .map_err(|problem| Refusal::field("/reason", problem))?;
            let now = op.now;
            let closing = Closing { by: Some(user), note: Some(&reason), ..Closing::default() };
            restructurings::close(op, &found, State::Rejected, &closing, now).await?;
            if !found.kind.is_internal() {
                letters::to_cooperative(op, &letter::rejected(office, &found, &reason), about(&loan)).await?;
            }
            let is = json!({ "status": State::Rejected, "number": found.number, "reason": reason });
            op.audit("restructuring", id, json!({ "status": found.status }), is).await?;
            Ok(Decided { loan_id: found.loan_id.clone(), event_id: None })
        })
        .await
}

/// Takes a proposal back: only who made it may.
///
/// # Errors
/// `NotFound` also for a proposal of somebody else; `WrongState`, `Stale`.
pub async fn withdraw(
    office: &Office,
    by: &Appraiser,
    id: &str,
    version: Option<i64>,
    key: Option<&str>,
) -> Result<Decided, Error> {
    office
        .act(Deed::new(Some(by.user()), "restructuring.withdraw", "restructuring", id).keyed(key, &()), async |op| {
            let user = &by.user().id;
            let Case { found, .. } = Case::lock(op, (user, Duty::Appraiser), id, version, State::Withdrawn).await?;
            if found.proposed_by != *user {
                return Err(Refusal::NotFound.into());
            }
            let now = op.now;
            restructurings::close(op, &found, State::Withdrawn, &Closing::default(), now).await?;
            let is = json!({ "status": State::Withdrawn, "number": found.number });
            op.audit("restructuring", id, json!({ "status": found.status }), is).await?;
            Ok(Decided { loan_id: found.loan_id.clone(), event_id: None })
        })
        .await
}
