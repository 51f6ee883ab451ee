//! Movements of a fund's own capital: what its owner pays in or takes out, and the result of a year. Movements that belong
//! to a loan are made by the deeds on loans.
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::book_closes::insist_on_open;
use super::input::text_problem;
use super::scope::administered;
use super::{Deed, Error, FieldError, Office, Op, Problem, Refusal};
use crate::access::{Administrator, Witness};
use crate::domain::capital::{Capital, CapitalSource, MovementKind};
use crate::domain::money::{LARGEST_AMOUNT, Money, MoneyError};
use crate::store::capital::{self, OwnSum, Proof};
use crate::store::funds;
use crate::text::{Lang, Texts, format};

/// Before this day no fund of ours had capital.
pub(super) const EARLIEST: NaiveDate = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
const DOCUMENT_CHARACTERS_MAX: usize = 200;

/// The kinds of movement that an administrator records.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CapitalMovementKind)]
pub enum OwnMovement {
    /// Charter capital paid in.
    Contribution,
    /// Charter capital taken out.
    Withdrawal,
    /// Result of a period: a loss is negative.
    Result,
}

impl From<OwnMovement> for MovementKind {
    fn from(kind: OwnMovement) -> MovementKind {
        match kind {
            OwnMovement::Contribution => MovementKind::Contribution,
            OwnMovement::Withdrawal => MovementKind::Withdrawal,
            OwnMovement::Result => MovementKind::Result,
        }
    }
}

/// What is recorded (contract section 4, `capital-movements`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CapitalMovement)]
pub struct Input {
    /// Value date: today or earlier.
    #[serde(deserialize_with = "super::json::date")]
    pub date: NaiveDate,
    pub kind: OwnMovement,
    /// In dong; above 0, but a result may be a loss.
    #[schema(value_type = i64)]
    pub amount: Money,
    /// Number of the decision or voucher it is proved by.
    pub document: String,
    /// Its date.
    #[serde(default, deserialize_with = "super::json::optional_date")]
    pub document_date: Option<NaiveDate>,
    /// Of charter capital: `central_budget`, `provincial_budget`, `members`, `aid`, `profit` or `other`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub source: Option<CapitalSource>,
    /// The budget or financial year it counts for; that of the value date when not said.
    #[serde(default)]
    pub year: Option<i64>,
}

/// The movement's number in its fund and what stood after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    pub seq: i64,
    pub capital: Capital,
}

/// Records a movement. A withdrawal of what is lent or promised is refused, and so is one of what was lent or promised at the end
/// of any day since its value date.
///
/// # Errors
/// `NotFound` for a fund this administrator has not; `Invalid`; `InsufficientCapital`.
pub async fn record(
    office: &Office,
    by: &Administrator,
    fund_code: &str,
    input: &Input,
    key: Option<&str>,
) -> Result<Recorded, Error> {
    let deed = Deed::new(Some(by.user()), "capital.record", "fund", fund_code).keyed(key, input);
    office
        .act(deed, async |op| {
            let mut fund = administered(op, by, fund_code).await?;
            check(input, op.today)?;
            insist_on_a_fund(op, &fund.id, input).await?;
            insist_on_source(op, &fund.id, input).await?;
            insist_on_open(op, &fund.id, "/date", input.date).await?;
            let before = fund.capital();
            let (kind, document, now) = (input.kind.into(), input.document.trim(), op.now);
            let by = &by.user().id;
            let year = Some(input.year.unwrap_or_else(|| i64::from(input.date.year())));
            let proof =
                Proof { document: Some(document), document_date: input.document_date, source: input.source, year };
            capital::post(op, &mut fund, kind, input.amount, input.date, None, proof, by, now).await?;
            let after = json!({ "movement": input, "capital": fund.capital() });
            op.audit("fund", &fund.id, json!({ "capital": before }), after).await?;
            Ok(Recorded { seq: fund.movements, capital: fund.capital() })
        })
        .await
}

/// Nothing moves before the fund exists: before the day it was founded, or where that is not recorded, but for a contribution,
/// before the first one.
async fn insist_on_a_fund(op: &mut Op<'_, '_>, fund_id: &str, input: &Input) -> Result<(), Error> {
    let mut since = funds::founded_on(op, fund_id).await?;
    if input.kind != OwnMovement::Contribution {
        since = since.max(capital::first_contribution(op, fund_id).await?);
    }
    match since {
        Some(since) if input.date < since => Err(Refusal::field("/date", Problem::BeforeFund { since }).into()),
        _ => Ok(()),
    }
}

/// What is taken out of a source is there of it, or of what has none.
async fn insist_on_source(op: &mut Op<'_, '_>, fund_id: &str, input: &Input) -> Result<(), Error> {
    let (OwnMovement::Withdrawal, Some(source)) = (input.kind, input.source) else { return Ok(()) };
    let today = op.today;
    let sums = capital::own_sums(op, fund_id, today).await?;
    // What was recorded without a source may be of any.
    let may_be = |sum: &&OwnSum| sum.source.is_none_or(|it| it == source);
    let of_source = sums.iter().filter(may_be).map(|sum| sum.charter);
    let has = Money::try_sum(of_source).unwrap_or_default();
    if has >= input.amount {
        return Ok(());
    }
    let said = |lang| {
        let t = Texts::new(lang);
        t.source_lacks(t.capital_source_name(Some(source)), format::dong(has))
    };
    Err(Refusal::field("/source", Problem::Said { vi: said(Lang::Vi), en: said(Lang::En) }).into())
}

/// Everything wrong with it at once.
fn check(input: &Input, today: NaiveDate) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    if !(EARLIEST..=today).contains(&input.date) {
        fail("/date", Problem::DateOutOfRange { from: EARLIEST, to: today });
    }
    let amount = input.amount.as_dong();
    if amount == 0 || (amount < 0 && input.kind != OwnMovement::Result) {
        fail("/amount", Problem::NotPositive);
    } else if amount.unsigned_abs() > LARGEST_AMOUNT.unsigned_abs() {
        fail("/amount", Problem::Money(MoneyError::TooLarge));
    }
    if input.document_date.is_some_and(|date| !(EARLIEST..=today).contains(&date)) {
        fail("/document_date", Problem::DateOutOfRange { from: EARLIEST, to: today });
    }
    let years = (i64::from(EARLIEST.year()), i64::from(today.year()));
    if input.year.is_some_and(|year| !(years.0..=years.1).contains(&year)) {
        fail("/year", Problem::OutOfRange { min: years.0, max: years.1 });
    }
    if input.source.is_some() && input.kind == OwnMovement::Result {
        let said = |lang| Texts::new(lang).source_only_charter().to_owned();
        fail("/source", Problem::Said { vi: said(Lang::Vi), en: said(Lang::En) });
    }
    if let Some(problem) = text_problem(&input.document, DOCUMENT_CHARACTERS_MAX) {
        fail("/document", problem);
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn input(kind: OwnMovement, amount: i64, date: &str) -> Input {
        Input {
            date: day(date),
            kind,
            amount: Money::dong(amount),
            document: "12/QĐ-UBND".into(),
            document_date: None,
            source: None,
            year: None,
        }
    }

    fn refused(input: &Input) -> Vec<String> {
        match check(input, day("2026-03-02")) {
            Ok(()) => Vec::new(),
            Err(Refusal::Invalid(errors)) => errors.into_iter().map(|error| error.pointer).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_past_is_recorded_and_the_future_is_not() {
        assert!(refused(&input(OwnMovement::Contribution, 1, "2026-03-02")).is_empty());
        assert!(refused(&input(OwnMovement::Contribution, 1, "2019-12-31")).is_empty());
        assert_eq!(refused(&input(OwnMovement::Contribution, 1, "2026-03-03")), ["/date"]);
        assert_eq!(refused(&input(OwnMovement::Contribution, 1, "1989-12-31")), ["/date"]);
    }

    #[test]
    fn only_a_result_may_be_negative_and_nothing_is_zero_or_endless() {
        assert!(refused(&input(OwnMovement::Result, -5, "2026-03-02")).is_empty());
        for kind in [OwnMovement::Contribution, OwnMovement::Withdrawal] {
            assert_eq!(refused(&input(kind, -5, "2026-03-02")), ["/amount"]);
        }
        for amount in [0, LARGEST_AMOUNT + 1, i64::MIN, i64::MAX] {
            assert_eq!(refused(&input(OwnMovement::Result, amount, "2026-03-02")), ["/amount"]);
        }
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let mut bad = input(OwnMovement::Withdrawal, 0, "2027-01-01");
        bad.document = "  ".into();
        assert_eq!(refused(&bad), ["/date", "/amount", "/document"]);
        bad.document = "x".repeat(201);
        assert_eq!(refused(&bad), ["/date", "/amount", "/document"]);
    }
}
