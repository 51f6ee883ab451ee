//! The schedule as a table: planned before the first draw, and as it really goes from then on.
use chrono::NaiveDate;

use super::Standing;
use crate::actions::as_of::came_in;
use crate::actions::book::Book;
use crate::domain::account::{Instalment, Position};
use crate::domain::money::Money;
use crate::domain::schedule::{Row, Schedule};
use crate::text::{Texts, format};

/// The table with its totals.
#[derive(Debug, Clone)]
pub struct Table {
    pub rows: Vec<Line>,
    pub principal: String,
    pub interest: String,
    pub total: String,
    pub paid: String,
    /// What was paid before it fell due: it is in no instalment.
    pub prepaid: Option<Prepaid>,
    /// Nothing is drawn yet: planned as if all were drawn on this day.
    pub planned_on: Option<String>,
}

/// Paid in beyond the instalments.
#[derive(Debug, Clone)]
pub struct Prepaid {
    pub principal: String,
    pub interest: String,
    pub total: String,
}

/// One instalment.
#[derive(Debug, Clone)]
pub struct Line {
    pub number: u32,
    pub due: String,
    pub principal: String,
    pub interest: String,
    pub total: String,
    pub balance: String,
    pub paid: String,
    pub settled_on: Option<String>,
    /// `late`, `now`, `done` or nothing: the row's colour.
    pub class: &'static str,
    pub state: String,
    /// Where its interest explains itself.
    pub explain: Option<String>,
}

impl Line {
    /// What is paid goes without saying: nothing, or all of it, which its state says. On a phone it stays away.
    pub fn paid_says_nothing(&self) -> bool {
        self.paid == "0" || self.paid == self.total
    }

    /// The same for the day: none, or the day it fell due.
    pub fn settled_says_nothing(&self) -> bool {
        self.settled_on.as_ref().is_none_or(|on| *on == self.due)
    }
}

impl Table {
    /// `explain`: the address of the page that explains figures, without its last parameter; `None` on paper.
    pub fn of(t: Texts, book: &Book, standing: &Standing, as_of: NaiveDate, explain: Option<&str>) -> Table {
        match standing {
            Standing::Drawn(position) => Table::drawn(t, book, position, explain),
            Standing::Planned(schedule) => Table::planned(t, schedule, as_of, explain),
        }
    }

    fn drawn(t: Texts, book: &Book, position: &Position, explain: Option<&str>) -> Table {
        let all = &position.instalments;
        let (principal, interest) = prepaid(book, position).unwrap_or_default();
        let beyond = principal.checked_add(interest).unwrap_or_default();
        let sum = |part: fn(&Instalment) -> Money, beyond: Money| {
            amount(Money::try_sum(all.iter().map(part).chain([beyond])).unwrap_or_default())
        };
        Table {
            rows: all.iter().map(|item| drawn_line(t, position, item, explain)).collect(),
            principal: sum(|item| item.principal, principal),
            interest: sum(|item| item.interest, interest),
            total: sum(|item| item.total, beyond),
            paid: sum(paid_of, beyond),
            prepaid: beyond.is_positive().then(|| Prepaid {
                principal: amount(principal),
                interest: amount(interest),
                total: amount(beyond),
            }),
            planned_on: None,
        }
    }

    fn planned(t: Texts, schedule: &Schedule, on: NaiveDate, explain: Option<&str>) -> Table {
        Table {
            rows: schedule.instalments.iter().map(|row| planned_line(t, row, explain)).collect(),
            principal: amount(schedule.total_principal),
            interest: amount(schedule.total_interest),
            total: amount(schedule.total),
            paid: amount(Money::ZERO),
            prepaid: None,
            planned_on: Some(format::date(on)),
        }
    }
}

/// Principal and interest that were paid and stand in no instalment: all that payments went to, less what is paid of the
/// instalments. Interest given up was not paid.
fn prepaid(book: &Book, position: &Position) -> Option<(Money, Money)> {
    let came_in = came_in(book, position).ok()?;
    let all = &position.instalments;
    let principal = Money::try_sum(came_in.iter().map(|entry| entry.principal))?
        .checked_sub(Money::try_sum(all.iter().map(|item| item.paid_principal))?)?;
    let interest = Money::try_sum(came_in.iter().map(|entry| entry.interest))?
        .checked_sub(Money::try_sum(all.iter().map(|item| item.paid_interest))?)?;
    Some((principal, interest))
}

/// In a table the unit stands in its caption.
fn amount(amount: Money) -> String {
    amount.to_string()
}

fn paid_of(item: &Instalment) -> Money {
    item.paid_principal.checked_add(item.paid_interest).unwrap_or_default()
}

fn link(explain: Option<&str>, number: u32, interest: Money) -> Option<String> {
    explain.filter(|_| interest.is_positive()).map(|path| format!("{path}&instalment={number}"))
}

fn drawn_line(t: Texts, position: &Position, item: &Instalment, explain: Option<&str>) -> Line {
    let (class, state) = state(t, position, item);
    Line {
        number: item.number,
        due: format::date(item.due),
        principal: amount(item.principal),
        interest: amount(item.interest),
        total: amount(item.total),
        balance: amount(item.balance),
        paid: amount(paid_of(item)),
        settled_on: item.settled_on.map(format::date),
        class,
        state,
        explain: link(explain, item.number, item.interest),
    }
}

/// The row's colour and the words of its state.
fn state(t: Texts, position: &Position, item: &Instalment) -> (&'static str, String) {
    let as_of = position.as_of;
    if item.settled_on.is_some() && item.total.is_positive() {
        ("done", t.loan_instalment_paid().into())
    } else if item.total.is_zero() {
        ("done", t.loan_instalment_nothing().into())
    } else if item.due < as_of {
        ("late", t.loan_instalment_late((as_of - item.due).num_days()))
    } else if item.due == as_of {
        ("now", t.loan_instalment_today().into())
    } else if position.next_due == Some(item.due) {
        ("now", t.loan_instalment_next().into())
    } else {
        ("", t.loan_instalment_later().into())
    }
}

fn planned_line(t: Texts, row: &Row, explain: Option<&str>) -> Line {
    Line {
        number: row.number,
        due: format::date(row.due),
        principal: amount(row.principal),
        interest: amount(row.interest),
        total: amount(row.total),
        balance: amount(row.balance),
        paid: amount(Money::ZERO),
        settled_on: None,
        class: "",
        state: t.loan_instalment_planned().into(),
        explain: link(explain, row.number, row.interest),
    }
}
