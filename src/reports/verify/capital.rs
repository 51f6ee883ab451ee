//! The capital ledger: every running total is the one before it and what the movement changed, the fund is where its last
//! movement left it, and what is reserved is what loans may still draw.
use std::collections::HashMap;

use super::{Check, Verified};
use crate::domain::capital::{Capital, Deltas, Movement, MovementKind};
use crate::domain::money::Money;
use crate::store::verify::{RawMovement, each_day_below_zero, each_movement, each_uneven_loan};
use crate::store::{StoreError, Tx, funds};

pub async fn check(tx: &mut Tx, seen: &mut Verified) -> Result<(), StoreError> {
    let mut ends: HashMap<String, (i64, Capital)> = HashMap::new();
    each_movement(tx, |row| -> Result<(), StoreError> {
        check_movement(&row, &mut ends, seen);
        Ok(())
    })
    .await?;
    for fund in funds::list(tx).await? {
        let (seq, capital) = ends.remove(&fund.id).unwrap_or_default();
        seen.same(Check::FundFigures, format!("{} movements", fund.code), seq, fund.movements);
        for ((figure, expected), (_, found)) in figures(&capital).into_iter().zip(figures(&fund.capital())) {
            seen.same(Check::FundFigures, format!("{} {figure}", fund.code), expected, found);
        }
    }
    each_day_below_zero(tx, |day| -> Result<(), StoreError> {
        let place = format!("{} {}", day.fund_code, day.on_date);
        seen.find(Check::AvailableOnDay, place, Money::ZERO, day.available);
        Ok(())
    })
    .await?;
    each_uneven_loan(tx, |loan| -> Result<(), StoreError> {
        seen.same(Check::LoanReserved, loan.loan_number.as_str(), loan.undrawn, loan.reserved);
        seen.same(Check::LoanDisbursed, loan.loan_number.as_str(), loan.drawn, loan.disbursed);
        Ok(())
    })
    .await
}

fn figures(capital: &Capital) -> [(&'static str, Money); 4] {
    [
        ("book_charter", capital.book_charter),
        ("accumulated_result", capital.accumulated_result),
        ("outstanding", capital.outstanding),
        ("reserved", capital.reserved),
    ]
}

/// One movement beside the one before it.
fn check_movement(row: &RawMovement, ends: &mut HashMap<String, (i64, Capital)>, seen: &mut Verified) {
    seen.movements += 1;
    let place = format!("{}/{}", row.fund_code, row.seq);
    let (seq, before) = ends.remove(&row.fund_id).unwrap_or_default();
    if row.seq != seq + 1 {
        seen.find(Check::MovementMissing, format!("{}/{}", row.fund_code, seq + 1), seq + 1, row.seq);
    }
    if row.loan_fund_id.as_ref().is_some_and(|fund| *fund != row.fund_id) {
        seen.find(Check::MovementForeignLoan, place.as_str(), &row.fund_id, row.loan_fund_id.as_deref().unwrap_or(""));
    }
    let changed = Deltas {
        charter: row.charter_delta,
        result: row.result_delta,
        outstanding: row.outstanding_delta,
        reserved: row.reserved_delta,
    };
    let kind = MovementKind::try_from(row.kind.as_str()).ok();
    let ought = kind.and_then(|kind| Movement { kind, amount: row.amount }.deltas().ok());
    if ought != Some(changed) {
        let expected = ought.map_or_else(|| row.kind.clone(), |deltas| told(&deltas));
        seen.find(Check::MovementDeltas, place.as_str(), expected, told(&changed));
    }
    let stands = Capital {
        book_charter: row.book_charter,
        accumulated_result: row.accumulated_result,
        outstanding: row.outstanding,
        reserved: row.reserved,
    };
    let added = [changed.charter, changed.result, changed.outstanding, changed.reserved];
    for (((figure, before), (_, after)), delta) in figures(&before).into_iter().zip(figures(&stands)).zip(added) {
        let expected = before.checked_add(delta).unwrap_or(Money::dong(i64::MAX));
        seen.same(Check::MovementTotals, format!("{place} {figure}"), expected, after);
    }
    if row.available != stands.available() || row.available.is_negative() {
        seen.find(Check::MovementAvailable, place, stands.available(), row.available);
    }
    ends.insert(row.fund_id.clone(), (row.seq, stands));
}

fn told(deltas: &Deltas) -> String {
    let Deltas { charter, result, outstanding, reserved } = deltas;
    format!("book_charter {charter}, accumulated_result {result}, outstanding {outstanding}, reserved {reserved}")
}
