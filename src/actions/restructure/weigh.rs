//! What a change would come to: whether it is allowed, and how the loan stands before and after.
use chrono::NaiveDate;

use crate::actions::book::{Book, not_computable};
use crate::actions::book_closes::insist_on_open;
use crate::actions::rules::current;
use crate::actions::{Error, FieldError, Problem, Refusal};
use crate::domain::account::{self, Event};
use crate::domain::loan::State;
use crate::domain::policy::RuleSet;
use crate::domain::rate::Rate;
use crate::domain::restructuring::{Bounds, Case, Change, Comparison, Objection, check};
use crate::policy;
use crate::store::funds::{self, Fund};
use crate::store::{StoreError, Tx};

/// Checks a change of a loan as of `date` against law and regulation of today, and compares before and after.
///
/// # Errors
/// `Invalid` at the field that is wrong.
pub async fn weigh(
    tx: &mut Tx,
    fund: &Fund,
    book: &Book,
    (change, date): (&Change, NaiveDate),
    today: NaiveDate,
) -> Result<Comparison, Error> {
    insist_on_open(tx, &fund.id, "/date", date).await?;
    let regulation = funds::regulation(tx, &fund.id, today).await?;
    let rules = rules_of_contract(tx, fund, book, today).await?;
    let terms = book.terms()?.ok_or_else(|| nothing_drawn(book))?;
    let position = book.position(date)?.ok_or_else(|| nothing_drawn(book))?;
    let contract = account::replay(&terms, &[], terms.start(), book.calendar(policy::calendar()), &book.scales);
    let contract = contract.map_err(|refusal| not_computable(&refusal))?;
    let standing = book.standing();
    let extensions = standing.iter().filter(|event| event.kind == "extension").count();
    let case = Case {
        date,
        today,
        position: &position,
        contract_end: contract.final_due,
        term_months: u32::try_from(book.loan.term_months).unwrap_or_default(),
        extensions: u32::try_from(extensions).unwrap_or(u32::MAX),
        rate: current_rate(book, date)?,
        drawing_open: book.loan.drawing_closed_on.is_none(),
    };
    check(change, &case, &Bounds { rules: &rules, regulation: &regulation }).map_err(|why| objected(why, change))?;
    compare(book, (change, date), today)
}

/// An objection at the field of the proposal it is about.
fn objected(why: Objection, change: &Change) -> Error {
    let pointer = match (&why, change) {
        (Objection::Malformed(refusal), _) => return not_computable(refusal),
        // A freeze that is too long is wrong at its end, a plan at its last date.
        (Objection::TooFar { .. }, Change::Freeze { .. }) => "/to".to_owned(),
        _ => why.pointer(),
    };
    Refusal::Invalid(vec![FieldError { pointer, problem: Problem::Objection(why) }]).into()
}

/// Before and after, without asking whether it is allowed.
///
/// # Errors
/// `Invalid` where the account cannot be computed with the change.
pub fn compare(book: &Book, (change, date): (&Change, NaiveDate), today: NaiveDate) -> Result<Comparison, Error> {
    let before = book.position(today)?.ok_or_else(|| nothing_drawn(book))?;
    let after = book.position_if(change.event(date), today).map_err(at_our_field)?;
    let (after, _) = after.ok_or_else(|| nothing_drawn(book))?;
    Ok(Comparison::of(&before, &after))
}

/// The account calls the day of a rate or a freeze `from`.
fn at_our_field(error: Error) -> Error {
    match error {
        Error::Refused(Refusal::Invalid(mut fields)) => {
            for field in fields.iter_mut().filter(|field| field.pointer == "/from") {
                field.pointer = "/date".into();
            }
            Refusal::Invalid(fields).into()
        }
        other => other,
    }
}

/// The law of today for a contract signed when this one was.
async fn rules_of_contract(tx: &mut Tx, fund: &Fund, book: &Book, today: NaiveDate) -> Result<RuleSet, StoreError> {
    let rules = current(tx).await?;
    let signed = book.loan.signed_on.unwrap_or(book.loan.approved_on);
    Ok(rules.for_contract(fund.programme, today, signed))
}

/// The contract rate in force at the end of a day.
///
/// # Errors
/// `Inconsistent` when a stored rate is none.
pub fn current_rate(book: &Book, date: NaiveDate) -> Result<Rate, StoreError> {
    let changed = book.facts()?.into_iter().rev().find_map(|(event, _)| match event {
        Event::Rate { from, annual_rate_percent } if from <= date => Some(annual_rate_percent),
        _ => None,
    });
    let agreed = || Rate::parse(&book.loan.annual_rate_percent);
    changed.map_or_else(agreed, Ok).map_err(|error| StoreError::Inconsistent {
        table: "loans",
        id: book.loan.id.clone(),
        what: error.to_string(),
    })
}

fn nothing_drawn(book: &Book) -> Error {
    let is = if book.loan.status == State::Active { State::Signed } else { book.loan.status };
    Refusal::WrongState { is: is.to_string() }.into()
}
