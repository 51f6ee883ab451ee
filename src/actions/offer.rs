//! The loan that was approved, offered to the cooperative: accepted with a declaration or declined with a reason. The contract is
//! signed as before, with an answer or without.
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ask::own_loan;
use super::input::required_text;
use super::loan::about;
use super::release::release_all;
use super::{Deed, Error, Office, Op, Problem, Refusal, letters};
use crate::access::{Applicant, Chair, Duty, Witness};
use crate::domain::loan::State;
use crate::mail::Letter;
use crate::store::asks;
use crate::store::funds::{self, Fund};
use crate::store::loans::{self, Loan};

const REASON_CHARACTERS_MAX: usize = 1000;

/// That the offer is taken.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OfferAcceptance)]
pub struct AcceptInput {
    /// Has to be true: the terms were read and are accepted.
    pub declared: bool,
}

/// That it is not.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OfferRefusal)]
pub struct DeclineInput {
    pub reason: String,
}

/// Holds the fund of an offer that stands and that nobody has answered.
async fn lock_offer(op: &mut Op<'_, '_>, by: &Applicant, id: &str) -> Result<(Fund, Loan), Error> {
    let found = own_loan(op, by, id).await?;
    op.in_fund(&found.fund_id);
    // What is said to an offer binds the cooperative: who only prepares for it says nothing.
    Chair::check(by.user()).map_err(|_| Refusal::NotChair)?;
    let fund = funds::lock(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
    let loan = loans::find(op, id).await?.ok_or(Refusal::NotFound)?;
    if loan.status != State::Approved {
        return Err(Refusal::WrongState { is: loan.status.to_string() }.into());
    }
    if loan.lapses_on < op.today {
        return Err(Refusal::WrongState { is: "lapsed".into() }.into());
    }
    match asks::offer_answer(op, id).await? {
        Some(answered) => Err(Refusal::WrongState { is: format!("offer_{}", answered.answer) }.into()),
        None => Ok((fund, loan)),
    }
}

/// Accepts an offer: a dated fact that the officers see. The loan's state stays as it is.
///
/// # Errors
/// `NotFound`, `WrongState` (also where it was answered or has lapsed), `Invalid` without the declaration.
pub async fn accept(
    office: &Office,
    by: &Applicant,
    id: &str,
    input: &AcceptInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "offer.accept", "loan", id).keyed(key, input), async |op| {
            let (_, loan) = lock_offer(op, by, id).await?;
            if !input.declared {
                return Err(Refusal::field("/declared", Problem::Required).into());
            }
            let now = op.now;
            asks::answer_offer(op, id, None, &by.user().id, now).await?;
            tell(op, office, by, &loan, None).await?;
            op.audit("loan", id, json!({ "offer": null }), json!({ "offer": "accepted", "amount": loan.amount }))
                .await?;
            Ok(())
        })
        .await
}

/// Declines an offer: the loan is cancelled and its reserve released.
///
/// # Errors
/// `NotFound`, `WrongState` (also where it was answered or has lapsed), `Invalid` without a reason.
pub async fn decline(
    office: &Office,
    by: &Applicant,
    id: &str,
    input: &DeclineInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "offer.decline", "loan", id).keyed(key, input), async |op| {
            let (mut fund, loan) = lock_offer(op, by, id).await?;
            let reason = required_text(&input.reason, REASON_CHARACTERS_MAX)
                .map_err(|problem| Refusal::field("/reason", problem))?;
            let now = op.now;
            asks::answer_offer(op, id, Some(&reason), &by.user().id, now).await?;
            release_all(op, &mut fund, &loan).await?;
            tell(op, office, by, &loan, Some(&reason)).await?;
            op.audit("loan", id, json!({ "offer": null }), json!({ "offer": "declined", "reason": reason })).await?;
            Ok(())
        })
        .await
}

/// Tells the cashiers and the cooperative itself.
async fn tell(
    op: &mut Op<'_, '_>,
    office: &Office,
    by: &Applicant,
    loan: &Loan,
    reason: Option<&str>,
) -> Result<(), Error> {
    let letter = Letter::OfferAnswered {
        number: loan.application_number.clone(),
        loan_number: loan.number.clone(),
        amount: loan.amount,
        by: by.user().name.clone(),
        reason: reason.map(str::to_owned),
        sign_by: loan.lapses_on,
        link: office.url(&format!("/loans/{}", loan.id)),
    };
    letters::to_staff(op, &letter, about(loan), Duty::Cashier, [&loan.appraised_by, &loan.approved_by]).await?;
    letters::to_cooperative(op, &letter, about(loan)).await
}

/// Whether an offer waits for its answer.
pub fn is_open(loan: &Loan, answered: bool, today: chrono::NaiveDate) -> bool {
    loan.status == State::Approved && !answered && loan.lapses_on >= today
}
