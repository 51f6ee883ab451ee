//! What a cooperative asks of the fund on a running loan, or tells it. Nothing here moves money: the cashier books, and the booking
//! answers the request.
mod answer;
mod input;
mod papers;

pub use answer::{AnswerInput, Fulfilled, RefuseInput, answer, fulfil, may_answer, refuse, withdraw};
pub use input::{AskInput, Wanted, insist_on_state};
pub use papers::{add_paper, open_paper};

use chrono::Datelike;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::book::Book;
use super::loan::undrawn;
use super::{Deed, Error, Office, Op, Problem, Refusal, letters};
use crate::access::{Applicant, Duty, Witness};
use crate::domain::ask::Kind;
use crate::domain::money::Money;
use crate::mail::{About, Letter};
use crate::store::asks::{self, Ask, NewAsk};
use crate::store::loans::{self, Loan};
use crate::store::{Doc, applications, funds, new_id};
use crate::text::asks::{asked_for_already, more_than_owed};

/// How many requests of a loan may wait at a time.
const OPEN_MAX: i64 = 20;

/// Whose work a request is.
pub fn duty_of(kind: Kind) -> Duty {
    if kind == Kind::MoreTime { Duty::Appraiser } else { Duty::Cashier }
}

/// A request that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Made {
    pub id: String,
    pub number: String,
}

/// A loan of the applicant's own cooperative.
///
/// # Errors
/// `NotFound` for any other.
pub async fn own_loan(op: &mut Op<'_, '_>, by: &Applicant, loan_id: &str) -> Result<Loan, Error> {
    let found = loans::find_for_reader(op, &by.user().id, loan_id).await?;
    Ok(found.filter(|loan| loan.cooperative_id == by.cooperative()).ok_or(Refusal::NotFound)?)
}

/// Asks for something on a loan of one's own cooperative, or tells of a payment.
///
/// # Errors
/// `NotFound`; `WrongState` where the loan does not allow it; `OverLimit`; `Invalid`, also where the same was asked before and nobody
/// said that it is another one.
pub async fn make(
    office: &Office,
    by: &Applicant,
    loan_id: &str,
    input: &AskInput,
    key: Option<&str>,
) -> Result<Made, Error> {
    office
        .act(Deed::new(Some(by.user()), "ask.make", "loan", loan_id).keyed(key, input), async |op| {
            let found = own_loan(op, by, loan_id).await?;
            op.in_fund(&found.fund_id);
            funds::lock(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
            let loan = loans::find(op, loan_id).await?.ok_or(Refusal::NotFound)?;
            let (today, now) = (op.today, op.now);
            let book = Book::open(op, loan).await?;
            let wanted = input.read(&book, today)?;
            if asks::open_of(op, loan_id).await? >= OPEN_MAX {
                return Err(Refusal::field("/kind", Problem::TooManyOpen(OPEN_MAX)).into());
            }
            let year = today.year();
            let number = format!("YC-{year}-{:05}", applications::next_number(op, &format!("YC-{year}")).await?);
            let (id, detail) = (new_id(), Doc(wanted.detail.clone()));
            let new = NewAsk {
                id: &id,
                number: &number,
                loan_id,
                kind: input.kind,
                amount: wanted.amount,
                on_date: wanted.date,
                detail: &detail,
                by: &by.user().id,
            };
            insist_on_no_more_than_owed(&book, input.kind, &wanted)?;
            insist_on_no_more_than_open(op, &book, input.kind, &wanted).await?;
            let mut alike = asks::alike(op, &new).await?.into_iter();
            if let Some(same) = alike.find(|there| wanted.says_the_same(input.kind, there)).filter(|_| !input.again) {
                return Err(Refusal::field("/again", Problem::AskedBefore(same.number)).into());
            }
            asks::insert(op, &new, now).await?;
            tell_staff(op, office, &book.loan, (&id, &number), &wanted, input.kind).await?;
            let receipt = Letter::AskReceived {
                number: number.clone(),
                loan_number: book.loan.number.clone(),
                what: input.kind.to_string(),
                by: by.user().name.clone(),
                amount: wanted.amount,
                link: office.url(&format!("/asks/{id}")),
            };
            letters::to_cooperative(op, &receipt, super::loan::about(&book.loan)).await?;
            let after = json!({
                "number": number, "loan": book.loan.number, "kind": input.kind, "amount": wanted.amount, "date": wanted.date,
                "detail": wanted.detail,
            });
            op.audit("ask", &id, json!(null), after).await?;
            Ok(Made { id, number })
        })
        .await
}

/// Nobody prepays more than closes the loan on that day.
///
/// # Errors
/// `Invalid` at `/amount`, with what is owed then.
fn insist_on_no_more_than_owed(book: &Book, kind: Kind, wanted: &Wanted) -> Result<(), Error> {
    let Some((amount, on)) = wanted.amount.zip(wanted.date).filter(|_| kind == Kind::Prepayment) else { return Ok(()) };
    let owed = book.position(on)?.map(|position| position.total_to_settle).unwrap_or_default();
    if amount <= owed { Ok(()) } else { Err(Refusal::field("/amount", more_than_owed(on, owed)).into()) }
}

/// All that is asked for together can be drawn.
///
/// # Errors
/// `Invalid` at `/amount`, with what was asked for already and what is left beside it.
async fn insist_on_no_more_than_open(
    op: &mut Op<'_, '_>,
    book: &Book,
    kind: Kind,
    wanted: &Wanted,
) -> Result<(), Error> {
    let Some(amount) = wanted.amount.filter(|_| kind == Kind::Tranche) else { return Ok(()) };
    let asked = asks::tranches_wanted(op, &book.loan.id).await?;
    let left = undrawn(&book.loan).checked_sub(asked).unwrap_or_default().max(Money::ZERO);
    if amount <= left || asked.is_zero() {
        return Ok(());
    }
    Err(Refusal::field("/amount", asked_for_already(asked, left)).into())
}

async fn tell_staff(
    op: &mut Op<'_, '_>,
    office: &Office,
    loan: &Loan,
    (id, number): (&str, &str),
    wanted: &Wanted,
    kind: Kind,
) -> Result<(), Error> {
    let letter = Letter::AskMade {
        number: number.to_owned(),
        loan_number: loan.number.clone(),
        what: kind.to_string(),
        amount: wanted.amount,
        date: wanted.date,
        said: wanted.detail.purpose.clone().or_else(|| wanted.detail.reference.clone()),
        link: office.url(&format!("/asks/{id}")),
    };
    letters::to_staff(op, &letter, super::loan::about(loan), duty_of(kind), [&loan.appraised_by, &loan.approved_by])
        .await
}

/// What is about a request, for its letters.
fn about(ask: &Ask) -> About<'_> {
    About { fund_id: Some(&ask.fund_id), cooperative_id: Some(&ask.cooperative_id), loan_id: Some(&ask.loan_id) }
}
