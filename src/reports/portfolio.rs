//! `portfolio`: the loan tape, one row a loan in the order of their numbers, as of any day.
//!
//! Every figure and state is derived from the facts with a value date up to that day; name, code, commune, sector and size are
//! what the register said at its end, by what the trail keeps of later changes. A loan stands in the tape from the day it was
//! approved, also when it was cancelled later.
use std::collections::HashMap;

use chrono::NaiveDate;

use super::Error;
use super::table::{Cell, Column, Row, Sink, columns};
use super::tape::{Tape, TapeLoan};
use crate::actions::as_of::{came_in, state_on};
use crate::actions::book::Book;
use crate::actions::classification::{Classified, Classifier};
use crate::actions::eligibility::rules_of;
use crate::clock::end_of;
use crate::domain::account::{Event, Position};
use crate::domain::arrears::DebtGroup;
use crate::domain::money::Money;
use crate::domain::policy::RuleSet;
use crate::store::funds::Fund;
use crate::store::tape::{Borrower, borrower_changes_since};
use crate::store::{StoreError, Tx, loans};

/// Contract section 6. `restructured` is how often; `debt_group` is the worst of the cooperative's loans of this fund (CLS-07),
/// a number where the programme has groups and a name where it has not,
/// in which case there is no `specific_provision` either; `interest_paid` is all interest collected.
pub const COLUMNS: &[Column] = columns!(
    fund: Text,
    loan_number: Text,
    contract_number: Text,
    cooperative_code: Text,
    cooperative_name: Text,
    commune: Text,
    sector: Text,
    size_class: Text,
    approved_on: Date,
    signed_on: Date,
    amount_approved: Money,
    amount_disbursed: Money,
    annual_rate_percent: Decimal,
    term_months: Integer,
    term_class: Text,
    final_due: Date,
    principal_outstanding: Money,
    principal_overdue: Money,
    interest_due: Money,
    overdue_interest: Money,
    late_interest: Money,
    days_past_due: Integer,
    debt_group: Integer,
    restructured: Integer,
    collateral_value: Money,
    specific_provision: Money,
    status: Text,
    principal_repaid: Money,
    interest_paid: Money,
);

/// What every row is made with.
struct Frame<'f> {
    fund: &'f Fund,
    as_of: NaiveDate,
    rules: RuleSet,
}

/// Pushes the rows.
///
/// # Errors
/// The store fails, or the sink cannot take a row.
pub async fn rows(tx: &mut Tx, fund: &Fund, as_of: NaiveDate, sink: &mut dyn Sink) -> Result<(), Error> {
    let frame = Frame { fund, as_of, rules: rules_of(tx, fund, as_of).await? };
    let mut classifier = Classifier::new(tx, fund, as_of).await?;
    let mut tape = Tape::new(&fund.id, as_of);
    loop {
        let portion = tape.next(tx).await?;
        if portion.is_empty() {
            return Ok(());
        }
        let changed = changed_since(tx, &frame, &portion).await?;
        for loan in &portion {
            let position = loan.position(as_of)?;
            let classified = match &position {
                Some(position) => Some(loan.classified(tx, &mut classifier, position).await?),
                None => None,
            };
            let borrower = changed.get(&loan.book.loan.cooperative_id).cloned().unwrap_or_else(|| borrower_of(loan));
            sink.row(&frame.row(loan, borrower, position.as_ref(), classified.as_ref())?)?;
        }
    }
}

/// The borrowers whose records were changed after the day, as they stood at its end: before the first of those changes.
async fn changed_since(
    tx: &mut Tx,
    frame: &Frame<'_>,
    portion: &[TapeLoan],
) -> Result<HashMap<String, Borrower>, StoreError> {
    let (Some(first), Some(last), Some(end)) = (portion.first(), portion.last(), end_of(frame.as_of)) else {
        return Ok(HashMap::new());
    };
    let numbers = (&first.book.loan.number, &last.book.loan.number);
    let mut stood = HashMap::new();
    for change in borrower_changes_since(tx, &frame.fund.id, numbers.0, numbers.1, end).await? {
        stood.entry(change.cooperative_id).or_insert(change.before.0);
    }
    Ok(stood)
}

/// As the register has it now.
fn borrower_of(loan: &TapeLoan) -> Borrower {
    Borrower {
        code: loan.row.cooperative_code.clone(),
        name: loan.book.loan.cooperative_name.clone(),
        commune: loan.row.commune.clone(),
        sector: loan.row.sector.clone(),
        size_class: loan.row.size_class.clone(),
    }
}

impl Frame<'_> {
    fn row(
        &self,
        tape: &TapeLoan,
        borrower: Borrower,
        position: Option<&Position>,
        classified: Option<&Classified>,
    ) -> Result<Row, StoreError> {
        let (loan, as_of) = (&tape.book.loan, self.as_of);
        let signed_on = loan.signed_on.filter(|on| *on <= as_of);
        let figure = |take: fn(&Position) -> Money| Cell::Money(position.map_or(Money::ZERO, take));
        let paid = Paid::of(&tape.book, position)?;
        let drawn = tape.book.draws().into_iter().filter(|draw| draw.date <= as_of).map(|draw| draw.amount);
        let securities = tape.securities.iter().map(|security| security.value);
        let outstanding = position.map_or(Money::ZERO, |position| position.principal_outstanding);
        Ok(vec![
            self.fund.code.as_str().into(),
            loan.number.as_str().into(),
            loan.contract_number.clone().filter(|_| signed_on.is_some()).into(),
            borrower.code.into(),
            borrower.name.into(),
            borrower.commune.into(),
            borrower.sector.into(),
            borrower.size_class.into(),
            loan.approved_on.into(),
            signed_on.into(),
            loan.amount.into(),
            sum(loan, drawn)?.into(),
            Cell::Decimal(self.rate(&tape.book)?),
            loan.term_months.into(),
            self.term_class(loan.term_months).into(),
            position.map(|position| position.final_due).into(),
            outstanding.into(),
            figure(|position| position.principal_overdue),
            figure(|position| position.interest_due),
            figure(|position| position.overdue_interest),
            figure(|position| position.late_interest),
            position.map_or(0, |position| position.days_past_due).into(),
            group_cell(classified.map(Classified::group)),
            position.map_or(0, |position| i64::from(position.restructurings)).into(),
            sum(loan, securities)?.into(),
            classified.map_or(Some(Money::ZERO), |classified| classified.specific).into(),
            state_on(&tape.book, tape.row.cancelled_on, as_of, position).as_str().into(),
            paid.principal.into(),
            paid.interest.into(),
        ])
    }

    /// The rate in force that day: the contract's, or that of the last change.
    fn rate(&self, book: &Book) -> Result<String, StoreError> {
        let mut changes = book.facts()?.into_iter().filter_map(|(event, _)| match event {
            Event::Rate { from, annual_rate_percent } if from <= self.as_of => Some(annual_rate_percent),
            _ => None,
        });
        Ok(changes.next_back().map_or_else(|| book.loan.annual_rate_percent.clone(), |rate| rate.percent().to_string()))
    }

    /// Short, medium or long, by the bounds of the law (CF-31).
    fn term_class(&self, months: i64) -> Option<&'static str> {
        let (short_to, medium_to) = self.rules.term_classes()?;
        Some(match months {
            months if months <= i64::from(short_to) => "short",
            months if months <= i64::from(medium_to) => "medium",
            _ => "long",
        })
    }
}

/// A group as a cell: a number, or the name of a status.
pub(super) fn group_cell(group: Option<DebtGroup>) -> Cell {
    match group {
        None => Cell::Empty,
        Some(DebtGroup::Group(number)) => i64::from(number).into(),
        Some(status) => crate::actions::book::group_name(status).into(),
    }
}

pub(super) fn sum(loan: &loans::Loan, amounts: impl Iterator<Item = Money>) -> Result<Money, StoreError> {
    Money::try_sum(amounts).ok_or_else(|| does_not_fit(loan))
}

fn does_not_fit(loan: &loans::Loan) -> StoreError {
    StoreError::Inconsistent { table: "loans", id: loan.number.clone(), what: "its amounts do not fit".into() }
}

/// What came in by that day.
#[derive(Default)]
struct Paid {
    principal: Money,
    /// Of every kind: due, accrued, overdue and late; what was waived did not come in.
    interest: Money,
}

impl Paid {
    fn of(book: &Book, position: Option<&Position>) -> Result<Paid, StoreError> {
        let Some(position) = position else { return Ok(Paid::default()) };
        let came_in = came_in(book, position)?;
        let interest = came_in.iter().flat_map(|entry| [entry.interest, entry.overdue_interest, entry.late_interest]);
        Ok(Paid {
            principal: sum(&book.loan, came_in.iter().map(|entry| entry.principal))?,
            interest: sum(&book.loan, interest)?,
        })
    }
}
