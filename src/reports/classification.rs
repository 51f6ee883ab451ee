//! `classification`: the debts of a fund by group with their provisions, one row a loan that is owed, as of any day.
//!
//! `own_group` is the loan's by its own days past due, restructurings and waivers; `debt_group` the worst of what its borrower
//! owes the fund, with the rule and the loan it comes from. Without five groups there are no provisions: `note` says why.
use chrono::NaiveDate;

use super::Error;
use super::portfolio::group_cell;
use super::table::{Cell, Column, Row, Sink, columns};
use super::tape::{Tape, TapeLoan};
use crate::actions::classification::{Classified, Classifier, Note, owes};
use crate::domain::account::Position;
use crate::domain::percent::Percent;
use crate::store::Tx;
use crate::store::funds::Fund;

/// Amounts in dong; percentages of principal less what is deductible (specific) and of principal (general).
pub const COLUMNS: &[Column] = columns!(
    fund: Text,
    loan_number: Text,
    cooperative_code: Text,
    cooperative_name: Text,
    principal_outstanding: Money,
    days_past_due: Integer,
    restructured: Integer,
    own_group: Integer,
    own_rule: Text,
    debt_group: Integer,
    group_rule: Text,
    group_from_loan: Text,
    collateral_value: Money,
    deductible: Money,
    specific_percent: Decimal,
    specific_provision: Money,
    general_percent: Decimal,
    general_provision: Money,
    note: Text,
);

/// Pushes the rows.
///
/// # Errors
/// The store fails, or the sink cannot take a row.
pub async fn rows(tx: &mut Tx, fund: &Fund, as_of: NaiveDate, sink: &mut dyn Sink) -> Result<(), Error> {
    let mut classifier = Classifier::new(tx, fund, as_of).await?;
    let mut tape = Tape::new(&fund.id, as_of);
    loop {
        let portion = tape.next(tx).await?;
        if portion.is_empty() {
            return Ok(());
        }
        for loan in &portion {
            let Some(position) = loan.position(as_of)?.filter(owes) else { continue };
            let classified = loan.classified(tx, &mut classifier, &position).await?;
            sink.row(&row(fund, loan, &position, &classified))?;
        }
    }
}

fn row(fund: &Fund, tape: &TapeLoan, position: &Position, classified: &Classified) -> Row {
    let percent = |percent: Option<Percent>| percent.map_or(Cell::Empty, |percent| Cell::Decimal(percent.to_string()));
    vec![
        fund.code.as_str().into(),
        tape.book.loan.number.as_str().into(),
        tape.row.cooperative_code.as_str().into(),
        tape.book.loan.cooperative_name.as_str().into(),
        position.principal_outstanding.into(),
        position.days_past_due.into(),
        i64::from(position.restructurings).into(),
        group_cell(Some(classified.own)),
        classified.own_rule.as_str().into(),
        group_cell(Some(classified.group())),
        classified.rule().into(),
        classified.pulled_by.as_ref().map(|cause| cause.number.as_str()).into(),
        classified.security.into(),
        classified.deductible.into(),
        percent(classified.specific_percent),
        classified.specific.into(),
        percent(classified.general_percent),
        classified.general.into(),
        classified.note.map(Note::as_str).into(),
    ]
}
