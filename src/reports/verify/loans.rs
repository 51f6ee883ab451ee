//! Loans: their facts are numbered without gaps, the cached position is what the facts replay to, and the capital ledger has
//! as much outstanding for each as its facts say.
use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Check, Verified};
use crate::actions::book::{self, Book};
use crate::domain::account::Position;
use crate::domain::loan::State;
use crate::domain::money::Money;
use crate::reports::tape::{Tape, TapeLoan};
use crate::store::loans::PositionRow;
use crate::store::verify::{booked_between, positions_between};
use crate::store::{StoreError, Tx, funds};

/// After every date of ours, and one that both databases order as a date.
const ALWAYS: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();

/// Replays every loan and compares what the cache and the capital ledger have of it.
pub async fn check(tx: &mut Tx, seen: &mut Verified) -> Result<(), StoreError> {
    for fund in funds::list(tx).await? {
        let mut tape = Tape::new(&fund.id, ALWAYS);
        let mut after = String::new();
        loop {
            let portion = tape.next(tx).await?;
            let Some(last) = portion.last().map(|loan| loan.book.loan.number.clone()) else { break };
            let cached = positions_between(tx, &fund.id, &after, &last).await?;
            let mut cached: HashMap<String, PositionRow> =
                cached.into_iter().map(|row| (row.loan_id.clone(), row)).collect();
            let booked: HashMap<String, Money> =
                booked_between(tx, &fund.id, &after, &last).await?.into_iter().collect();
            for loan in &portion {
                let id = &loan.book.loan.id;
                check_loan(loan, cached.remove(id), booked.get(id).copied().unwrap_or_default(), seen);
            }
            after = last;
        }
    }
    Ok(())
}

fn check_loan(loan: &TapeLoan, cached: Option<PositionRow>, booked: Money, seen: &mut Verified) {
    seen.loans += 1;
    let (book, number) = (&loan.book, loan.book.loan.number.as_str());
    for (expected, event) in (1..).zip(&book.events) {
        if event.seq != expected {
            seen.find(Check::EventMissing, format!("{number}/{expected}"), expected, event.seq);
            break;
        }
    }
    let recorded = i64::try_from(book.events.len()).unwrap_or(i64::MAX);
    seen.same(Check::EventCount, number, recorded, book.loan.events);
    for event in &book.events {
        let strange = |id: &String| !book.events.iter().any(|other| other.id == *id && other.seq < event.seq);
        if let Some(id) = event.reverses.as_ref().filter(|id| strange(id)) {
            seen.find(Check::EventReverses, format!("{number}/{}", event.seq), "", id);
        }
    }
    let Some(cached) = cached else {
        if !book.draws().is_empty() {
            seen.find(Check::Position, number, "position", "");
        }
        seen.same(Check::LoanOutstanding, number, Money::ZERO, booked);
        return;
    };
    seen.same(Check::Position, format!("{number} events"), recorded, cached.events);
    match book.recorded_position(cached.as_of) {
        Ok(Some(position)) => {
            compare(book, &book::row(book, &position), &cached, seen);
            let owed = if position.written_off { Money::ZERO } else { position.principal_outstanding };
            seen.same(Check::LoanOutstanding, number, owed, booked);
            check_state(book, &position, seen);
        }
        Ok(None) => {
            seen.find(Check::Position, number, "", "position");
            seen.same(Check::LoanOutstanding, number, Money::ZERO, booked);
        }
        Err(error) => seen.find(Check::Unreplayable, number, "", error),
    }
}

/// A loan is settled when its drawing is closed and it owes nothing, and not before.
fn check_state(book: &Book, position: &Position, seen: &mut Verified) {
    let loan = &book.loan;
    let paid = loan.drawing_closed_on.is_some() && book::owes_nothing(position);
    let ought = if paid { State::Settled } else { State::Active };
    if matches!(loan.status, State::Active | State::Settled) {
        seen.same(Check::LoanState, loan.number.as_str(), ought.as_str(), loan.status.as_str());
    }
}

/// Every figure of the cache beside the replay's.
fn compare(book: &Book, replayed: &PositionRow, cached: &PositionRow, seen: &mut Verified) {
    let place = |figure: &str| format!("{} {figure}", book.loan.number);
    let money: [(&str, fn(&PositionRow) -> Money); 7] = [
        ("principal_outstanding", |row| row.principal_outstanding),
        ("principal_overdue", |row| row.principal_overdue),
        ("interest_due", |row| row.interest_due),
        ("interest_accrued", |row| row.interest_accrued),
        ("overdue_interest", |row| row.overdue_interest),
        ("late_interest", |row| row.late_interest),
        ("total_to_settle", |row| row.total_to_settle),
    ];
    for (figure, take) in money {
        seen.same(Check::Position, place(figure), take(replayed), take(cached));
    }
    let next = |row: &PositionRow| row.next_due.map(|date| date.to_string()).unwrap_or_default();
    seen.same(Check::Position, place("days_past_due"), replayed.days_past_due, cached.days_past_due);
    seen.same(Check::Position, place("debt_group"), replayed.debt_group.as_str(), cached.debt_group.as_str());
    seen.same(Check::Position, place("next_due"), next(replayed), next(cached));
}
