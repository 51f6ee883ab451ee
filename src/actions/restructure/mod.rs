//! Changing a running loan by decision: an appraiser proposes, an approver who is somebody else decides (contract section 4).
//! An approved proposal is one more fact of the loan.
mod decide;
mod input;
mod letter;
mod weigh;

pub use decide::{ApprovalInput, Decided, RejectionInput, approve, look_again, reject, withdraw};
pub use input::{RequestInput, RestructureInput, Wanted};
pub use weigh::{compare, current_rate, weigh};

use chrono::Datelike;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ask::{Fulfilled, fulfil};
use super::book::Book;
use super::{Deed, Error, Office, Refusal};
use crate::access::{Appraiser, Duty, Witness};
use crate::domain::ask::Kind;
use crate::domain::loan::{self as loan_states, State as LoanState};
use crate::store::loans::{self, Loan};
use crate::store::restructurings::{self, NewRestructuring};
use crate::store::{Doc, applications, funds, new_id};

/// A proposal that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Proposed {
    pub id: String,
    pub number: String,
}

/// Proposes a change of a running loan: nothing is booked by it. One proposal of a loan is open at a time.
///
/// # Errors
/// `NotFound`, `SamePerson`, `Stale`, `WrongState`; `ProposalOpen`; `Invalid` with what is wrong with the change, by law, by the
/// fund's regulation or in itself.
pub async fn propose(
    office: &Office,
    by: &Appraiser,
    loan_id: &str,
    version: Option<i64>,
    input: &RestructureInput,
    key: Option<&str>,
) -> Result<Proposed, Error> {
    office
        .act(Deed::new(Some(by.user()), "loan.restructure", "loan", loan_id).keyed(key, input), async |op| {
            let user = &by.user().id;
            let found = loans::find_for_duty(op, user, Duty::Appraiser, loan_id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            let fund = funds::lock(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
            let loan = loans::find(op, loan_id).await?.ok_or(Refusal::NotFound)?;
            insist_on_proposer(&loan, user)?;
            if version.is_some_and(|version| version != loan.version) {
                return Err(Refusal::Stale.into());
            }
            insist_on_active(&loan)?;
            let wanted = input.read(&loan, op.today)?;
            if let Some(open) = restructurings::open_of(op, loan_id).await? {
                return Err(Refusal::ProposalOpen { number: open.number }.into());
            }
            let book = Book::open(op, loan).await?;
            let today = op.today;
            let comparison = weigh(op, &fund, &book, (&wanted.change, wanted.date), today).await?;
            let year = today.year();
            let number = format!("CC-{year}-{:05}", applications::next_number(op, &format!("CC-{year}")).await?);
            let (id, now, request) = (new_id(), op.now, wanted.request.as_ref());
            let new = NewRestructuring {
                id: &id,
                number: &number,
                loan_id,
                value_date: wanted.date,
                change: &Doc(wanted.change.clone()),
                requested_by: request.and_then(|request| request.by.as_deref()),
                requested_on: request.and_then(|request| request.on),
                request: request.and_then(|request| request.document.as_deref()),
                reason: &wanted.reason,
                comparison: &Doc(comparison.clone()),
                loan_events: book.loan.events,
                proposed_by: user,
            };
            restructurings::insert(op, &new, now).await?;
            fulfil(op, loan_id, &[Kind::MoreTime], input.answers.as_deref(), Fulfilled::Restructuring(&id)).await?;
            let after = json!({
                "number": number, "loan": book.loan.number, "date": wanted.date, "change": wanted.change, "reason": wanted.reason,
                "comparison": comparison,
            });
            op.audit("restructuring", &id, json!(null), after).await?;
            Ok(Proposed { id, number })
        })
        .await
}

/// Only a running loan is changed by decision.
fn insist_on_active(loan: &Loan) -> Result<(), Refusal> {
    if loan.status == LoanState::Active { Ok(()) } else { Err(Refusal::WrongState { is: loan.status.to_string() }) }
}

/// Who proposes acts as appraiser of the loan: neither its approver nor its cashier.
///
/// # Errors
/// `SamePerson` with what they did on it.
pub fn insist_on_proposer(loan: &Loan, user: &str) -> Result<(), Refusal> {
    loan_states::four_eyes(Some(user), Some(loan.approved_by.as_str()), loan.signed_by.as_deref()).map_err(|_| {
        let did = if loan.approved_by == user { Duty::Approver } else { Duty::Cashier };
        Refusal::SamePerson { did }
    })
}

/// Who decides acts as approver of the loan: neither its appraiser nor its cashier, nor who proposed.
///
/// # Errors
/// `SamePerson` with what they did.
pub fn insist_on_decider(proposed_by: &str, loan: &Loan, user: &str) -> Result<(), Refusal> {
    if proposed_by == user || loan.appraised_by == user {
        return Err(Refusal::SamePerson { did: Duty::Appraiser });
    }
    if loan.signed_by.as_deref() == Some(user) {
        return Err(Refusal::SamePerson { did: Duty::Cashier });
    }
    Ok(())
}
