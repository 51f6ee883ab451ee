//! `arrears`: how late what is owed is, one row a loan that is owed, as of any day: its ageing, and what of it is at risk.
//!
//! The bounds of the ageing are those of the scale of debt groups on the day (Circular 14/2024/TT-NHNN), for every fund; a loan
//! with anything a day past due is at risk with all of its principal.
use chrono::NaiveDate;

use super::Error;
use super::portfolio::group_cell;
use super::table::{Cell, Column, Row, Sink, columns};
use super::tape::{Tape, TapeLoan};
use crate::actions::classification::{Classified, Classifier, owes};
use crate::actions::rules::scales;
use crate::domain::account::Position;
use crate::domain::money::Money;
use crate::store::Tx;
use crate::store::funds::Fund;

/// `ageing_from` and `ageing_to` are the days past due of the bucket the loan is in, both included; the last is open.
pub const COLUMNS: &[Column] = columns!(
    fund: Text,
    loan_number: Text,
    cooperative_code: Text,
    cooperative_name: Text,
    principal_outstanding: Money,
    principal_overdue: Money,
    interest_due: Money,
    overdue_interest: Money,
    late_interest: Money,
    days_past_due: Integer,
    ageing_from: Integer,
    ageing_to: Integer,
    principal_at_risk: Money,
    debt_group: Integer,
    restructured: Integer,
);

/// Pushes the rows.
///
/// # Errors
/// The store fails, or the sink cannot take a row.
pub async fn rows(tx: &mut Tx, fund: &Fund, as_of: NaiveDate, sink: &mut dyn Sink) -> Result<(), Error> {
    let mut classifier = Classifier::new(tx, fund, as_of).await?;
    let mut tape = Tape::new(&fund.id, as_of);
    let bounds = buckets(&scales(tx).await?.bounds(as_of));
    loop {
        let portion = tape.next(tx).await?;
        if portion.is_empty() {
            return Ok(());
        }
        for loan in &portion {
            let Some(position) = loan.position(as_of)?.filter(owes) else { continue };
            let classified = loan.classified(tx, &mut classifier, &position).await?;
            sink.row(&row(fund, loan, &position, &classified, &bounds))?;
        }
    }
}

/// The first days of the buckets: nothing late, late at all, and each bound of the scale.
fn buckets(bounds: &[u32]) -> Vec<i64> {
    [0, 1].into_iter().chain(bounds.iter().copied().map(i64::from).filter(|bound| *bound > 1)).collect()
}

/// The bucket of so many days: its first and its last day.
fn bucket(buckets: &[i64], days: i64) -> (i64, Option<i64>) {
    let place = buckets.partition_point(|first| *first <= days);
    (place.checked_sub(1).map_or(0, |place| buckets[place]), buckets.get(place).map(|next| next - 1))
}

fn row(fund: &Fund, tape: &TapeLoan, position: &Position, classified: &Classified, buckets: &[i64]) -> Row {
    let (from, to) = bucket(buckets, position.days_past_due);
    let at_risk = if position.days_past_due > 0 { position.principal_outstanding } else { Money::ZERO };
    vec![
        fund.code.as_str().into(),
        tape.book.loan.number.as_str().into(),
        tape.row.cooperative_code.as_str().into(),
        tape.book.loan.cooperative_name.as_str().into(),
        position.principal_outstanding.into(),
        position.principal_overdue.into(),
        position.interest_due.into(),
        position.overdue_interest.into(),
        position.late_interest.into(),
        position.days_past_due.into(),
        Cell::Integer(from),
        to.into(),
        at_risk.into(),
        group_cell(Some(classified.group())),
        i64::from(position.restructurings).into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_in_one_bucket() {
        let all = buckets(&[10, 30, 90, 180]);
        for (days, wanted) in [
            (0, (0, Some(0))),
            (1, (1, Some(9))),
            (9, (1, Some(9))),
            (10, (10, Some(29))),
            (179, (90, Some(179))),
            (180, (180, None)),
            (9_000, (180, None)),
        ] {
            assert_eq!(bucket(&all, days), wanted, "{days}");
        }
        assert_eq!(bucket(&buckets(&[]), 400), (1, None));
    }
}
