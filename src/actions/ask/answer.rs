//! How a request ends: taken back, refused, answered in words, or answered by what was booked or proposed.
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{about, duty_of};
use crate::access::{Applicant, Staff, User, Witness};
use crate::actions::input::{has_bad_characters, required_text};
use crate::actions::loan::insist_on_other_eyes;
use crate::actions::{Deed, Error, Office, Op, Problem, Refusal, letters};
use crate::domain::ask::{Kind, State};
use crate::mail::Letter;
use crate::store::asks::{self, Ask, Close};
use crate::store::{funds, loans};

const ANSWER_CHARACTERS_MAX: usize = 2000;

/// Why a request is refused.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AskRefusal)]
pub struct RefuseInput {
    /// The cooperative reads it.
    pub reason: String,
}

/// What is answered to a request.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AskAnswer)]
pub struct AnswerInput {
    /// The cooperative reads it.
    pub answer: String,
}

/// What answered a request by itself.
#[derive(Debug, Clone, Copy)]
pub enum Fulfilled<'a> {
    /// A booking on the loan.
    Event(&'a str),
    /// A proposal to change the loan.
    Restructuring(&'a str),
}

/// Finds a request for somebody who answers it, and holds its fund.
async fn lock_for_answer(op: &mut Op<'_, '_>, user: &User, id: &str) -> Result<Ask, Error> {
    let found = asks::find_for_answer(op, &user.id, id).await?.ok_or(Refusal::NotFound)?;
    op.in_fund(&found.fund_id);
    funds::lock(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
    if found.kind != Kind::MoreTime {
        let loan = loans::find(op, &found.loan_id).await?.ok_or(Refusal::NotFound)?;
        insist_on_other_eyes(&loan, &user.id)?;
    }
    Ok(asks::find_for_answer(op, &user.id, id).await?.ok_or(Refusal::NotFound)?)
}

fn wrong_state(ask: &Ask) -> Refusal {
    Refusal::WrongState { is: format!("ask_{}", ask.status) }
}

async fn end(op: &mut Op<'_, '_>, ask: &Ask, close: &Close<'_>) -> Result<(), Error> {
    ask.status.close(close.to).map_err(|_| wrong_state(ask))?;
    let now = op.now;
    asks::close(op, &ask.id, close, now).await?;
    let after = json!({ "status": close.to, "answer": close.answer, "event": close.event_id, "restructuring": close.restructuring_id });
    op.audit("ask", &ask.id, json!({ "number": ask.number, "status": ask.status }), after).await?;
    Ok(())
}

/// Refuses a request with a reason, which the cooperative is told.
///
/// # Errors
/// `NotFound` for what is not this person's to answer, `SamePerson`, `WrongState`, `Invalid`.
pub async fn refuse(
    office: &Office,
    by: &Staff,
    id: &str,
    input: &RefuseInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "ask.refuse", "ask", id).keyed(key, input), async |op| {
            let ask = lock_for_answer(op, by.user(), id).await?;
            ask.status.close(State::Refused).map_err(|_| wrong_state(&ask))?;
            let reason = required_text(&input.reason, ANSWER_CHARACTERS_MAX)
                .map_err(|problem| Refusal::field("/reason", problem))?;
            let (answer, by) = (Some(reason.as_str()), by.user().id.as_str());
            let close = Close { to: State::Refused, by, answer, event_id: None, restructuring_id: None };
            end(op, &ask, &close).await?;
            let letter = Letter::AskRefused {
                number: ask.number.clone(),
                loan_number: ask.loan_number.clone(),
                what: ask.kind.to_string(),
                reason,
                link: office.url(&format!("/asks/{id}")),
            };
            letters::to_cooperative(op, &letter, about(&ask)).await
        })
        .await
}

/// Answers a request to prepay or for more time in words: what the cooperative is to do next. Money is answered by booking it.
///
/// # Errors
/// `NotFound` for what is not this person's to answer, `SamePerson`, `WrongState`, `Invalid`.
pub async fn answer(
    office: &Office,
    by: &Staff,
    id: &str,
    input: &AnswerInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "ask.answer", "ask", id).keyed(key, input), async |op| {
            let ask = lock_for_answer(op, by.user(), id).await?;
            ask.status.close(State::Done).map_err(|_| wrong_state(&ask))?;
            if matches!(ask.kind, Kind::Tranche | Kind::Payment) {
                return Err(Refusal::WrongState { is: "ask_needs_booking".into() }.into());
            }
            let said = required_text(&input.answer, ANSWER_CHARACTERS_MAX)
                .map_err(|problem| Refusal::field("/answer", problem))?;
            let (answer, by) = (Some(said.as_str()), by.user().id.as_str());
            let close = Close { to: State::Done, by, answer, event_id: None, restructuring_id: None };
            end(op, &ask, &close).await?;
            let letter = Letter::AskAnswered {
                number: ask.number.clone(),
                loan_number: ask.loan_number.clone(),
                what: ask.kind.to_string(),
                answer: said,
                link: office.url(&format!("/asks/{id}")),
            };
            letters::to_cooperative(op, &letter, about(&ask)).await
        })
        .await
}

/// Takes a request back: who made it may, and the chair.
///
/// # Errors
/// `NotFound`, `NotChair`, `WrongState`.
pub async fn withdraw(office: &Office, by: &Applicant, id: &str, key: Option<&str>) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "ask.withdraw", "ask", id).keyed(key, &()), async |op| {
            let found = asks::find_own(op, &by.user().id, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            funds::lock(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
            let ask = asks::find_own(op, &by.user().id, id).await?.ok_or(Refusal::NotFound)?;
            if !by.user().chairs(&ask.cooperative_id) && ask.made_by != by.user().id {
                return Err(Refusal::NotChair.into());
            }
            let by = by.user().id.as_str();
            let close = Close { to: State::Withdrawn, by, answer: None, event_id: None, restructuring_id: None };
            end(op, &ask, &close).await
        })
        .await
}

/// Marks a request as answered by what was just booked or proposed on its loan. The caller holds the fund's lock.
///
/// # Errors
/// `Invalid` at `/answers` where it is none of this loan and kind; `WrongState` where it is closed.
pub async fn fulfil(
    op: &mut Op<'_, '_>,
    loan_id: &str,
    kinds: &[Kind],
    answers: Option<&str>,
    done: Fulfilled<'_>,
) -> Result<(), Error> {
    let Some(id) = answers else { return Ok(()) };
    let found = match has_bad_characters(id) {
        true => None,
        false => asks::find_of_loan(op, loan_id, id).await?.filter(|ask| kinds.contains(&ask.kind)),
    };
    let ask = found.ok_or_else(|| Refusal::field("/answers", Problem::NotAChoice))?;
    let (event_id, restructuring_id) = match done {
        Fulfilled::Event(id) => (Some(id), None),
        Fulfilled::Restructuring(id) => (None, Some(id)),
    };
    let by = op.actor_id();
    let close = Close { to: State::Done, by: &by, answer: None, event_id, restructuring_id };
    end(op, &ask, &close).await
}

/// Whether this person's duty is to answer it, for its page.
pub fn may_answer(user: &User, ask: &Ask) -> bool {
    ask.status == State::Open && user.has(duty_of(ask.kind), &ask.fund_id)
}
