//! What a payment would do, computed and not booked.
use chrono::NaiveDate;

use super::history::use_of;
use crate::actions::book::Book;
use crate::actions::repay::{self, RepaymentInput};
use crate::actions::{Error, Office, Refusal, changes};
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
    pub late: Option<Late>,
}

/// What a payment of an earlier value date changes of today's figures.
#[derive(Debug, Clone)]
pub struct Late {
    pub note: String,
    /// Name, before, after.
    pub rows: Vec<(&'static str, String, String)>,
}

/// A prepayment by each effect, beside how it is without it.
#[derive(Debug, Clone)]
pub struct Effects {
    /// One a column: today, then each effect.
    pub columns: Vec<Column>,
    /// How the money is used: the same by every effect.
    pub parts: String,
    pub late: Option<Late>,
}

/// One future of the loan.
#[derive(Debug, Clone)]
pub struct Column {
    pub name: &'static str,
    pub next: String,
    pub left: usize,
    pub last_due: String,
    pub interest: String,
    /// Less interest in all than without prepaying, what is paid at once counted; negative never.
    pub saved: String,
    pub outstanding: String,
    pub rows: Vec<(String, String, String, String)>,
}

/// How a repayment would be used, and how the loan would stand today.
///
/// # Errors
/// `WrongState` before the first draw; what the arithmetic refuses.
pub fn of_repayment(t: Texts, office: &Office, book: &Book, input: &RepaymentInput) -> Result<Use, Error> {
    let (fact, _) = repay::booked_as(book, input, None)?;
    let before = book.position(office.clock.today())?.ok_or_else(|| nothing_drawn(book))?;
    let (position, entries) = after(office, book, fact, input.amount)?;
    let due = position.due_now().unwrap_or_default();
    Ok(Use {
        parts: use_of(t, &entries.iter().collect::<Vec<_>>()),
        outstanding: format::dong(position.principal_outstanding),
        still_due: due.is_positive().then(|| format::dong(due)),
        waiting: position.unallocated.is_positive().then(|| format::dong(position.unallocated)),
        settles: position.principal_outstanding.is_zero()
            && !position.total_to_settle.is_positive()
            && book.loan.drawing_closed_on.is_some(),
        late: late(t, input, &before, &position),
    })
}

/// A prepayment by each of its effects, beside the loan as it is.
///
/// # Errors
/// As [`of_repayment`].
pub fn effects(t: Texts, office: &Office, book: &Book, input: &RepaymentInput) -> Result<Effects, Error> {
    let today = office.clock.today();
    let before = book.position(today)?.ok_or_else(|| nothing_drawn(book))?;
    let without = interest_in_all(&before, today);
    let mut columns = vec![column(t.loan_effect_none(), &before, today, Money::ZERO)];
    let (mut parts, mut dated_back) = (String::new(), None);
    for (effect, name) in [(Effect::Shorter, "shorter"), (Effect::Lower, "lower"), (Effect::Next, "next")] {
        let fact = Event::Prepayment { date: input.date, amount: input.amount, effect };
        let (position, entries) = after(office, book, fact, input.amount)?;
        let paid = entries.iter().flat_map(|entry| [entry.interest, entry.overdue_interest, entry.late_interest]);
        let with = Money::try_sum(paid.chain([interest_in_all(&position, today)])).unwrap_or_default();
        let saved = without.checked_sub(with).unwrap_or_default().max(Money::ZERO);
        columns.push(column(t.loan_effect_name(name), &position, today, saved));
        parts = use_of(t, &entries.iter().collect::<Vec<_>>());
        dated_back = late(t, input, &before, &position);
    }
    Ok(Effects { columns, parts, late: dated_back })
}

/// The position of today after one more fact, and what it was used for.
fn after(office: &Office, book: &Book, fact: Event, paid: Money) -> Result<(Position, Vec<Entry>), Error> {
    let today = office.clock.today();
    let (position, place) = book.position_if(fact, today)?.ok_or_else(|| nothing_drawn(book))?;
    repay::insist_on_no_excess(paid, &position)?;
    let entries = position.entries.iter().filter(|entry| entry.event == Some(place)).cloned().collect();
    Ok((position, entries))
}

/// The figures of today that differ, when the value date has passed.
fn late(t: Texts, input: &RepaymentInput, before: &Position, after: &Position) -> Option<Late> {
    let rows: Vec<_> = changes::between(before, after).iter().map(|change| t.change(change)).collect();
    (input.date < after.as_of).then(|| Late { note: t.change_late(format::date(input.date)), rows })
}

/// Interest owed on a day and all that is still to come.
fn interest_in_all(position: &Position, today: NaiveDate) -> Money {
    let owed = [position.interest_due, position.overdue_interest, position.late_interest];
    let coming = position.instalments.iter().filter(|item| item.due > today).map(|item| item.interest);
    Money::try_sum(owed.into_iter().chain(coming)).unwrap_or_default()
}

fn nothing_drawn(book: &Book) -> Error {
    Refusal::WrongState { is: book.loan.status.to_string() }.into()
}

fn column(name: &'static str, position: &Position, today: NaiveDate, saved: Money) -> Column {
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
        saved: if saved.is_zero() { "–".to_owned() } else { format::dong(saved) },
        outstanding: format::dong(position.principal_outstanding),
        rows: coming
            .iter()
            .map(|item| {
                (format::date(item.due), item.principal.to_string(), item.interest.to_string(), item.total.to_string())
            })
            .collect(),
    }
}
