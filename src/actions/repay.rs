//! Money that comes in, and taking a wrong booking back.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ask::{Fulfilled, fulfil};
use super::book::{Book, settle};
use super::book_closes::insist_on_open;
use super::changes;
use super::input::{check_text, required_text};
use super::loan::{Booked, about, check_date, lock_for_cashier};
use super::{Deed, Error, Office, Op, Problem, Refusal, letters};
use crate::access::{Cashier, Witness};
use crate::domain::account::{Effect, Event, Position};
use crate::domain::ask::Kind;
use crate::domain::capital::MovementKind;
use crate::domain::loan::State;
use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::mail::Letter;
use crate::store::funds::Fund;
use crate::store::loans::{self, Loan, LoanEvent, NewEvent};
use crate::store::{StoreError, capital};

const REFERENCE_CHARACTERS_MAX: usize = 200;
const REASON_CHARACTERS_MAX: usize = 1000;

/// A payment. With an `effect` it is a prepayment: what is left after everything due goes to principal not yet due.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RepaymentInput {
    /// The value date: today or earlier.
    #[serde(deserialize_with = "super::json::date")]
    pub date: NaiveDate,
    /// Whole dong.
    #[serde(deserialize_with = "super::json::amount")]
    #[schema(value_type = i64)]
    pub amount: Money,
    /// The bank's reference or the receipt's number.
    #[serde(default)]
    pub reference: String,
    /// The cooperative's request that this answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
}

/// A prepayment: a payment and what it does to the coming instalments.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrepaymentInput {
    /// The value date: today or earlier.
    #[serde(deserialize_with = "super::json::date")]
    pub date: NaiveDate,
    /// Whole dong.
    #[serde(deserialize_with = "super::json::amount")]
    #[schema(value_type = i64)]
    pub amount: Money,
    #[serde(default)]
    pub reference: String,
    /// `shorter`, `lower` or `next`.
    #[schema(value_type = String)]
    pub effect: Effect,
    /// The cooperative's request that this answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
}

/// Books a repayment.
pub async fn repay(
    office: &Office,
    by: &Cashier,
    id: &str,
    version: Option<i64>,
    input: &RepaymentInput,
    key: Option<&str>,
) -> Result<Booked, Error> {
    receive(office, by, id, version, input, None, key).await
}

/// Books a prepayment.
pub async fn prepay(
    office: &Office,
    by: &Cashier,
    id: &str,
    version: Option<i64>,
    input: &PrepaymentInput,
    key: Option<&str>,
) -> Result<Booked, Error> {
    let PrepaymentInput { date, amount, effect, .. } = *input;
    let (reference, answers) = (input.reference.clone(), input.answers.clone());
    let payment = RepaymentInput { date, amount, reference, answers };
    receive(office, by, id, version, &payment, Some(effect), key).await
}

async fn receive(
    office: &Office,
    by: &Cashier,
    id: &str,
    version: Option<i64>,
    input: &RepaymentInput,
    effect: Option<Effect>,
    key: Option<&str>,
) -> Result<Booked, Error> {
    let verb = if effect.is_some() { "loan.prepay" } else { "loan.repay" };
    office
        .act(Deed::new(Some(by.user()), verb, "loan", id).keyed(key, &(input, effect)), async |op| {
            let (mut fund, loan) = lock_for_cashier(op, by, id, version).await?;
            receivable(&loan, input, effect)?;
            check_payment(input, loan.first_drawn_on.unwrap_or(input.date), op.today)?;
            insist_on_open(op, &loan.fund_id, "/date", input.date).await?;
            let book = Book::open(op, loan).await?;
            let before = book.position(op.today)?;
            let (fact, effect) = booked_as(&book, input, effect)?;
            // What the facts recorded since do not allow is refused before anything is written.
            if let Some((after, _)) = book.position_if(fact.clone(), op.today)? {
                insist_on_no_excess(input.amount, &after)?;
            }
            let detail = json!({ "reference": input.reference.trim(), "effect": effect });
            let event = NewEvent {
                kind: fact.kind(),
                value_date: input.date,
                amount: Some(input.amount),
                reverses: None,
                detail: &detail,
                by: &by.user().id,
            };
            let now = op.now;
            let booked = loans::booked(op, id).await?.outstanding;
            let event_id = loans::add_event(op, id, &event, now).await?;
            fulfil(op, id, &[Kind::Payment, Kind::Prepayment], input.answers.as_deref(), Fulfilled::Event(&event_id))
                .await?;
            let book = Book::find(op, id).await?;
            let position = settle(op, &mut fund, &book, input.date).await?;
            let position = position.ok_or(StoreError::Conflict)?;
            tell_payment(op, office, &book, &position, &event_id, input).await?;
            let after = json!({
                "outstanding": position.principal_outstanding, "event": event_id, "kind": event.kind, "input": input,
                "figures": changes::for_the_record(Some(&position)),
            });
            let was = json!({ "outstanding": booked, "figures": changes::for_the_record(before.as_ref()) });
            op.audit("loan", id, was, after).await?;
            let changes = before.map(|before| changes::between(&before, &position)).unwrap_or_default();
            Ok(Booked { event_id, changes })
        })
        .await
}

/// What money that comes in is on this loan: a payment while it is active, a recovery once it is written off.
///
/// # Errors
/// `WrongState` in every other state, and for a prepayment of a debt written off.
pub fn receivable(loan: &Loan, input: &RepaymentInput, effect: Option<Effect>) -> Result<Event, Refusal> {
    let RepaymentInput { date, amount, .. } = *input;
    match (loan.status, effect) {
        (State::Active, Some(effect)) => Ok(Event::Prepayment { date, amount, effect }),
        (State::Active, None) => Ok(Event::Repayment { date, amount }),
        (State::WrittenOff, None) => Ok(Event::Recovery { date, amount }),
        _ => Err(Refusal::WrongState { is: loan.status.to_string() }),
    }
}

/// What a payment is booked as, with its effect if it is a prepayment. One that closes the loan is the prepayment that does
/// (contract section 2): kept for the next instalment it would leave the debt standing and its interest running.
///
/// # Errors
/// As [`receivable`]; what the arithmetic refuses.
pub fn booked_as(
    book: &Book,
    input: &RepaymentInput,
    effect: Option<Effect>,
) -> Result<(Event, Option<Effect>), Error> {
    let fact = receivable(&book.loan, input, effect)?;
    if !matches!(fact, Event::Repayment { .. }) {
        return Ok((fact, effect));
    }
    let kept = |after: &Position| after.total_to_settle.is_zero() && after.principal_outstanding.is_positive();
    let closes = book.position_if(fact.clone(), input.date)?.is_some_and(|(after, _)| kept(&after));
    let effect = closes.then_some(Effect::Shorter);
    Ok((receivable(&book.loan, input, effect)?, effect))
}

/// What can be said of a payment before it is booked: an amount, a date from the first draw to today, a plain reference.
///
/// # Errors
/// `Invalid` with the field.
pub fn check_payment(input: &RepaymentInput, first_drawn_on: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if !input.amount.is_positive() {
        return Err(Refusal::field("/amount", Problem::NotPositive));
    }
    if input.amount.as_dong() > LARGEST_AMOUNT {
        return Err(Refusal::field("/amount", Problem::OutOfRange { min: 1, max: LARGEST_AMOUNT }));
    }
    if let Some(problem) = check_text(&input.reference, REFERENCE_CHARACTERS_MAX) {
        return Err(Refusal::field("/reference", problem));
    }
    check_date("/date", input.date, first_drawn_on, today)
}

/// Money beyond what closes the loan is not the loan's: it goes back to whoever paid it. What merely comes early waits for the
/// next instalment.
///
/// # Errors
/// `Invalid` at `/amount`, with what closes the loan.
pub fn insist_on_no_excess(paid: Money, after: &Position) -> Result<(), Refusal> {
    if !after.total_to_settle.is_negative() {
        return Ok(());
    }
    let settles = paid.checked_add(after.total_to_settle).unwrap_or_default();
    let excess = paid.checked_sub(settles.max(Money::ZERO)).unwrap_or_default();
    Err(Refusal::field("/amount", Problem::MoreThanSettles { settles, excess }))
}

/// Tells the cooperative how its payment was used, and that the loan is settled when it is.
async fn tell_payment(
    op: &mut Op<'_, '_>,
    office: &Office,
    book: &Book,
    position: &Position,
    event_id: &str,
    input: &RepaymentInput,
) -> Result<(), Error> {
    let place = book.facts()?.iter().position(|(_, row)| row.id == event_id);
    let used: Vec<_> = position.entries.iter().filter(|entry| entry.event.is_some() && entry.event == place).collect();
    let sum = |part: fn(&crate::domain::account::Entry) -> Money| {
        Money::try_sum(used.iter().map(|entry| part(entry))).unwrap_or_default()
    };
    let link = office.url(&format!("/loans/{}", book.loan.id));
    let next = position.instalments.iter().find(|instalment| Some(instalment.due) == position.next_due);
    let letter = Letter::Repayment {
        loan_number: book.loan.number.clone(),
        date: input.date,
        amount: input.amount,
        principal: sum(|entry| entry.principal),
        interest: sum(|entry| entry.interest),
        overdue_interest: sum(|entry| entry.overdue_interest),
        late_interest: sum(|entry| entry.late_interest),
        unallocated: position.unallocated,
        outstanding: position.principal_outstanding,
        next_due: position.next_due,
        next_total: next.and_then(|instalment| position.to_pay(instalment.number)).map(|to_pay| to_pay.total),
        link: link.clone(),
    };
    letters::to_cooperative(op, &letter, about(&book.loan)).await?;
    tell_if_settled(op, &book.loan, input.date, link).await
}

/// Tells the cooperative that its loan is settled, when it is.
pub(super) async fn tell_if_settled(
    op: &mut Op<'_, '_>,
    loan: &Loan,
    date: NaiveDate,
    link: String,
) -> Result<(), Error> {
    if loans::find(op, &loan.id).await?.is_some_and(|loan| loan.status == State::Settled) {
        let letter = Letter::Settled { loan_number: loan.number.clone(), date, link };
        letters::to_cooperative(op, &letter, about(loan)).await?;
    }
    Ok(())
}

/// Which booking is taken back, and why.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReversalInput {
    /// The id of the event.
    pub event: String,
    pub reason: String,
}

/// Takes a booking back: it is as if it had never been, and both stay to be seen.
pub async fn reverse(
    office: &Office,
    by: &Cashier,
    id: &str,
    version: Option<i64>,
    input: &ReversalInput,
    key: Option<&str>,
) -> Result<Booked, Error> {
    office
        .act(Deed::new(Some(by.user()), "loan.reverse", "loan", id).keyed(key, input), async |op| {
            let (mut fund, loan) = lock_for_cashier(op, by, id, version).await?;
            let reason = required_text(&input.reason, REASON_CHARACTERS_MAX)
                .map_err(|problem| Refusal::field("/reason", problem))?;
            let book = Book::open(op, loan).await?;
            let wrong = reversible(&book, &input.event)?.clone();
            insist_on_open(op, &fund.id, "/event", wrong.value_date).await?;
            let before = book.position(op.today)?;
            let event_id = add_reversal(op, id, &wrong, &reason, by).await?;
            if wrong.kind == "disbursement" {
                undo_draw(op, &mut fund, id, &wrong).await?;
            }
            let book = Book::find(op, id).await?;
            let settled = settle(op, &mut fund, &book, wrong.value_date).await;
            let position = settled.map_err(rested_on_it)?;
            let letter = Letter::Reversal {
                loan_number: book.loan.number.clone(),
                what: wrong.kind.clone(),
                date: wrong.value_date,
                amount: wrong.amount.unwrap_or_default(),
                reason: reason.clone(),
                link: office.url(&format!("/loans/{id}")),
            };
            letters::to_cooperative(op, &letter, about(&book.loan)).await?;
            let was = json!({ "event": wrong.id, "kind": wrong.kind, "amount": wrong.amount, "figures": changes::for_the_record(before.as_ref()) });
            let is = json!({ "event": event_id, "reason": reason, "figures": changes::for_the_record(position.as_ref()) });
            op.audit("loan", id, was, is).await?;
            let changes = before.zip(position).map(|(before, after)| changes::between(&before, &after));
            Ok(Booked { event_id, changes: changes.unwrap_or_default() })
        })
        .await
}

async fn add_reversal(
    op: &mut Op<'_, '_>,
    id: &str,
    wrong: &LoanEvent,
    reason: &str,
    by: &Cashier,
) -> Result<String, Error> {
    let detail = json!({ "reason": reason });
    let (today, now) = (op.today, op.now);
    let event = NewEvent {
        kind: "reversal",
        value_date: today,
        amount: None,
        reverses: Some(&wrong.id),
        detail: &detail,
        by: &by.user().id,
    };
    Ok(loans::add_event(op, id, &event, now).await?)
}

/// A later fact that cannot be replayed without the booking rests on it.
fn rested_on_it(error: Error) -> Error {
    let rests = |field: &super::FieldError| field.pointer.starts_with("/events/");
    match error {
        Error::Refused(Refusal::Invalid(fields)) if fields.iter().any(rests) => {
            let vi = "Một quyết định sau đó dựa trên bút toán này; hãy đảo quyết định đó trước.";
            let en = "A later decision rests on this booking; reverse that decision first.";
            Refusal::field("/event", Problem::Said { vi: vi.into(), en: en.into() }).into()
        }
        other => other,
    }
}

/// The booking, if it can be taken back: not a reversal, not reversed, and a draw only as the last fact that stands.
fn reversible<'b>(book: &'b Book, event_id: &str) -> Result<&'b LoanEvent, Refusal> {
    if !matches!(book.loan.status, State::Active | State::Settled | State::WrittenOff) {
        return Err(Refusal::WrongState { is: book.loan.status.to_string() });
    }
    let said = |vi: &str, en: &str| Refusal::field("/event", Problem::Said { vi: vi.into(), en: en.into() });
    let found =
        book.events.iter().find(|event| event.id == event_id).ok_or(Refusal::field("/event", Problem::NotAChoice))?;
    if found.reverses.is_some() {
        return Err(said(
            "Không đảo bút toán đảo; hãy ghi lại bút toán đúng.",
            "A reversal cannot be reversed; book the right entry instead.",
        ));
    }
    if book.is_reversed(event_id) {
        return Err(said("Bút toán này đã được đảo.", "This booking was already reversed."));
    }
    if book.loan.status == State::WrittenOff && !matches!(found.kind.as_str(), "write_off" | "recovery") {
        return Err(said(
            "Khoản vay đã xử lý rủi ro; hãy đảo bút toán xử lý rủi ro trước.",
            "The loan is written off; reverse the write-off first.",
        ));
    }
    let last = book.standing().last().is_some_and(|event| event.id == event_id);
    if found.kind == "disbursement" && !last {
        return Err(said(
            "Đã có bút toán sau lần giải ngân này; hãy đảo các bút toán đó trước.",
            "Something was booked after this disbursement; reverse that first.",
        ));
    }
    Ok(found)
}

/// A draw taken back: the money is reserved again, and the drawing is open again.
async fn undo_draw(op: &mut Op<'_, '_>, fund: &mut Fund, id: &str, wrong: &LoanEvent) -> Result<(), Error> {
    let loan = loans::find(op, id).await?.ok_or(Refusal::NotFound)?;
    let amount = wrong.amount.unwrap_or_default();
    let drawn = loan.disbursed.checked_sub(amount).ok_or(StoreError::Conflict)?;
    let fully_drawn = loan.disbursed == loan.amount;
    if loan.drawing_closed_on.is_some() && !fully_drawn {
        return Err(Refusal::WrongState { is: "drawing_closed".into() }.into());
    }
    let (now, by) = (op.now, op.actor_id());
    let first = loan.first_drawn_on.filter(|_| drawn.is_positive());
    loans::set_drawn(op, id, drawn, first, None).await?;
    capital::post(op, fund, MovementKind::Unpost, amount, wrong.value_date, Some(id), None, &by, now).await?;
    if !drawn.is_positive() {
        let moved = loans::find(op, id).await?.ok_or(Refusal::NotFound)?;
        let next = moved.status.undo_disbursement().map_err(super::submit::wrong_state)?;
        loans::move_to(op, &moved, next, None).await?;
    }
    Ok(())
}
