//! How a loan stood at the end of a day, beyond what it owed.
use chrono::NaiveDate;

use super::book::{Book, owes_nothing};
use crate::domain::account::{Entry, Event, Position};
use crate::domain::loan::State;
use crate::store::StoreError;

/// The state at the end of a day, from the facts: a loan that is settled today was active before. `cancelled_on`: the day its
/// reserve was released, if it was cancelled.
pub fn state_on(book: &Book, cancelled_on: Option<NaiveDate>, as_of: NaiveDate, position: Option<&Position>) -> State {
    let loan = &book.loan;
    let by = |date: Option<NaiveDate>| date.is_some_and(|date| date <= as_of);
    match position {
        _ if by(cancelled_on) => State::Cancelled,
        Some(position) if position.written_off => State::WrittenOff,
        Some(position) if owes_nothing(position) && by(loan.drawing_closed_on) => State::Settled,
        Some(_) => State::Active,
        None if by(loan.signed_on) => State::Signed,
        None => State::Approved,
    }
}

/// What money was used for by the day of a position, of this book: every entry but those of interest given up, which did not
/// come in.
///
/// # Errors
/// `Inconsistent` for facts that cannot be read: they went in past this program.
pub fn came_in<'p>(book: &Book, position: &'p Position) -> Result<Vec<&'p Entry>, StoreError> {
    let facts = book.facts()?;
    let given_up = |place: usize| matches!(facts.get(place), Some((Event::InterestWaiver { .. }, _)));
    Ok(position.entries.iter().filter(|entry| !entry.event.is_some_and(given_up)).collect())
}
