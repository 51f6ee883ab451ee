//! The share of one loan in its fund's capital ledger.
use chrono::NaiveDate;

use super::book::Book;
use super::{Error, Op};
use crate::domain::account::Position;
use crate::domain::capital::MovementKind;
use crate::domain::money::Money;
use crate::store::funds::Fund;
use crate::store::{StoreError, capital, loans};

/// Posts what the capital ledger lacks of a loan's position. Principal that was written off is borne by the result until it is
/// recovered; all other principal is outstanding until it is paid.
pub(super) async fn balance(
    op: &mut Op<'_, '_>,
    fund: &mut Fund,
    book: &Book,
    position: &Position,
    on_date: NaiveDate,
) -> Result<(), Error> {
    let booked = loans::booked(op, &book.loan.id).await?;
    let owed = position.principal_outstanding.as_dong();
    let (out, lost) = if position.written_off { (0, owed) } else { (owed, 0) };
    let out = out.checked_sub(booked.outstanding.as_dong()).ok_or_else(overflow)?;
    let result = lost.checked_add(booked.result.as_dong()).and_then(i64::checked_neg).ok_or_else(overflow)?;
    // What leaves both sides at once was written off, what comes back to both reinstated; the rest is money.
    let both = if out < 0 && result < 0 {
        out.max(result)
    } else if out > 0 && result > 0 {
        out.min(result)
    } else {
        0
    };
    let postings = [
        (both, MovementKind::Reinstate, MovementKind::WriteOff),
        (out - both, MovementKind::Uncollect, MovementKind::Collect),
        (result - both, MovementKind::Recovery, MovementKind::Unrecover),
    ];
    let (now, by) = (op.now, op.actor_id());
    for (amount, more, less) in postings.into_iter().filter(|posting| posting.0 != 0) {
        let kind = if amount > 0 { more } else { less };
        let amount = Money::dong(amount.checked_abs().ok_or_else(overflow)?);
        capital::post(op, fund, kind, amount, on_date, Some(&book.loan.id), None, &by, now).await?;
    }
    Ok(())
}

fn overflow() -> Error {
    Error::Store(StoreError::Inconsistent {
        table: "capital_movements",
        id: String::new(),
        what: "an amount does not fit".into(),
    })
}
