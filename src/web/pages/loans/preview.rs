//! What a payment would do, computed and not booked.
use chrono::NaiveDate;

use super::history::use_of;
use crate::actions::book::Book;
use crate::actions::repay::RepaymentInput;
use crate::actions::{Error, Office, Refusal};
use crate::domain::account::{Effect, Entry, Event, Instalment, Position};
use crate::domain::money::Money;
use crate::text::{Texts, format};

/// How a repayment would be used.
#[derive(Debug, Clone)]
pub struct Use {
    pub parts: String,
    pub outstanding: String,
    pub still_due: Option<String>,
    pub waiting: Option<String>,
    pub settles: bool,
}

/// A prepayment by each effect, beside how it is without it.
#[derive(Debug, Clone)]
pub struct Effects {
    /// One a column: today, then each effect.
    pub columns: Vec<Column>,
    /// How the money is used: the same by every effect.
    pub parts: String,
}

/// One future of the loan.
#[derive(Debug, Clone)]
pub struct Column {
    pub name: &'static str,
    pub next: String,
    pub left: usize,
    pub last_due: String,
    pub interest: String,
    pub outstanding: String,
    pub rows: Vec<(String, String, String, String)>,
}

/// How a repayment would be used, and how the loan would stand today.
///
/// # Errors
/// `WrongState` before the first draw; what the arithmetic refuses.
pub fn of_repayment(t: Texts, office: &Office, book: &Book, input: &RepaymentInput) -> Result<Use, Error> {
    let fact = Event::Repayment { date: input.date, amount: input.amount };
    let (position, entries) = after(office, book, fact)?;
    let due = position.due_now().unwrap_or_default();
    Ok(Use {
        parts: use_of(t, &entries.iter().collect::<Vec<_>>()),
        outstanding: format::dong(position.principal_outstanding),
        still_due: due.is_positive().then(|| format::dong(due)),
        waiting: position.unallocated.is_positive().then(|| format::dong(position.unallocated)),
        settles: position.principal_outstanding.is_zero()
            && !position.total_to_settle.is_positive()
            && book.loan.drawing_closed_on.is_some(),
    })
}

/// A prepayment by each of its effects, beside the loan as it is.
///
/// # Errors
/// As [`of_repayment`].
pub fn effects(t: Texts, office: &Office, book: &Book, input: &RepaymentInput) -> Result<Effects, Error> {
    let today = office.clock.today();
    let before = book.position(today)?.ok_or_else(|| nothing_drawn(book))?;
    let mut columns = vec![column(t.loan_effect_none(), &before, today)];
    let mut parts = String::new();
    for (effect, name) in [(Effect::Shorter, "shorter"), (Effect::Lower, "lower"), (Effect::Next, "next")] {
        let fact = Event::Prepayment { date: input.date, amount: input.amount, effect };
        let (position, entries) = after(office, book, fact)?;
        columns.push(column(t.loan_effect_name(name), &position, today));
        parts = use_of(t, &entries.iter().collect::<Vec<_>>());
    }
    Ok(Effects { columns, parts })
}

/// The position of today after one more fact, and what it was used for.
fn after(office: &Office, book: &Book, fact: Event) -> Result<(Position, Vec<Entry>), Error> {
    let today = office.clock.today();
    let (position, place) = book.position_if(fact, today)?.ok_or_else(|| nothing_drawn(book))?;
    let entries = position.entries.iter().filter(|entry| entry.event == Some(place)).cloned().collect();
    Ok((position, entries))
}

fn nothing_drawn(book: &Book) -> Error {
    Refusal::WrongState { is: book.loan.status.to_string() }.into()
}

fn column(name: &'static str, position: &Position, today: NaiveDate) -> Column {
    let coming: Vec<&Instalment> =
        position.instalments.iter().filter(|item| item.due > today && item.total.is_positive()).collect();
    let interest = Money::try_sum(coming.iter().map(|item| item.interest)).unwrap_or_default();
    let next = position.next_due.and_then(|due| position.to_pay_on(due));
    Column {
        name,
        next: next.map_or_else(
            || "–".to_owned(),
            |next| format!("{} · {}", format::dong(next.total), format::date(next.due)),
        ),
        left: coming.len(),
        last_due: coming.last().map_or_else(|| "–".to_owned(), |item| format::date(item.due)),
        interest: format::dong(interest),
        outstanding: format::dong(position.principal_outstanding),
        rows: coming
            .iter()
            .map(|item| {
                (format::date(item.due), item.principal.to_string(), item.interest.to_string(), item.total.to_string())
            })
            .collect(),
    }
}
