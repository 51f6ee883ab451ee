//! The repayment schedule: what falls due when every instalment is paid on its day.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    account::{Book, Explained, Log, Teller},
    calendar::Calendar,
    money::Money,
    refusal::Refusal,
    terms::Terms,
};

/// A repayment schedule. Serialises to what `coopfund schedule` prints.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Schedule {
    /// In order of their due dates, 1 to 600.
    pub instalments: Vec<Row>,
    /// What was disbursed.
    pub total_principal: Money,
    /// All interest.
    pub total_interest: Money,
    /// Both.
    pub total: Money,
}

/// One instalment of a schedule.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Row {
    /// From 1.
    pub number: u32,
    /// The day of payment.
    pub due: NaiveDate,
    /// The days of the period before it.
    pub days: i64,
    /// Principal due.
    pub principal: Money,
    /// Interest due, that held for this instalment included.
    pub interest: Money,
    /// Both.
    pub total: Money,
    /// Principal left after it; it can rise where a draw comes between.
    pub balance: Money,
    /// The nights of its interest, where an explanation was asked for.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub explained: Option<Box<Explained>>,
}

/// The schedule of these terms, every draw as the terms foresee it.
///
/// # Errors
/// A [`Refusal`] with a pointer into the terms: due dates that collide on a working day, figures beyond exact arithmetic.
pub fn plan(terms: &Terms, calendar: &Calendar) -> Result<Schedule, Refusal> {
    run(terms, calendar, None)
}

/// The same, with the nights behind every interest figure.
///
/// # Errors
/// As [`plan`].
pub fn plan_explained(terms: &Terms, calendar: &Calendar) -> Result<Schedule, Refusal> {
    run(terms, calendar, Some(Log::default()))
}

fn run(terms: &Terms, calendar: &Calendar, log: Option<Log>) -> Result<Schedule, Refusal> {
    let mut book = Book::open(terms, calendar, 0, log)?;
    compute(&mut book).ok_or_else(|| Refusal::too_large("/principal"))
}

fn compute(book: &mut Book<'_>) -> Option<Schedule> {
    let draws = book.terms.disbursements();
    let mut drawn = 0;
    while let Some(slot) = book.slots.get(book.next) {
        let due = slot.due;
        // A draw on a due date comes after what falls due on it.
        while let Some(draw) = draws.get(drawn).filter(|draw| draw.date < due) {
            book.advance(draw.date)?;
            let same_day = draws[drawn..].iter().take_while(|other| other.date == draw.date).count();
            let amount = draws[drawn..drawn + same_day].iter().map(|draw| draw.amount.as_dong()).sum();
            book.draw(amount)?;
            drawn += same_day;
        }
        book.advance(due)?;
        book.fall_due()?;
        book.unpaid_principal = 0;
        book.unpaid_interest = 0;
    }
    let mut instalments = Vec::with_capacity(book.slots.len());
    let (mut principal, mut interest) = (0_i64, 0_i64);
    let teller = book.log.as_ref().map(|log| Teller::new(book.terms, log));
    for (place, slot) in book.slots.iter().enumerate() {
        principal += slot.principal;
        interest = interest.checked_add(slot.interest)?;
        instalments.push(Row {
            number: u32::try_from(place + 1).ok()?,
            due: slot.due,
            days: slot.days,
            principal: Money::dong(slot.principal),
            interest: Money::dong(slot.interest),
            total: Money::dong(slot.principal.checked_add(slot.interest)?),
            balance: Money::dong(slot.balance),
            explained: teller.as_ref().map(|teller| Box::new(teller.instalment(&book.slots, place))),
        });
    }
    Some(Schedule {
        instalments,
        total_principal: Money::dong(principal),
        total_interest: Money::dong(interest),
        total: Money::dong(principal.checked_add(interest)?),
    })
}
