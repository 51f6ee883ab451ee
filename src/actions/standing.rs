//! How a fund stands by its ledger on a day: where its capital comes from, what is entrusted to it, and the law's early warnings.
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::eligibility::rules_of;
use crate::domain::capital::{CapitalSource, MovementKind};
use crate::domain::early_warning::{EarlyWarning, early_warnings};
use crate::domain::money::Money;
use crate::store::capital::{self, OwnSum};
use crate::store::funds::Fund;
use crate::store::overview::GroupSum;
use crate::store::{StoreError, Tx, entrusted, overview};

/// So many ends of years before today are looked at.
const YEARS_BACK: i32 = 10;

/// The result of a year: what was recorded as profit or loss, and what write-offs and recoveries made of it.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct YearResult {
    pub recorded: Money,
    pub risk: Money,
}

/// The fund's capital taken apart; the parts sum to its figures of the day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Charter capital by source and year; `None` is what was recorded without a source.
    pub charter: BTreeMap<(Option<CapitalSource>, i64), Money>,
    pub results: BTreeMap<i64, YearResult>,
    /// By entruster; beside the fund's own capital.
    pub entrusted: Vec<(String, Money)>,
}

/// The parts at the end of a day.
///
/// # Errors
/// `Inconsistent` when a sum does not fit.
pub async fn parts(tx: &mut Tx, fund_id: &str, as_of: NaiveDate) -> Result<Parts, StoreError> {
    let mut parts = Parts { entrusted: entrusted::balances(tx, fund_id, as_of).await?, ..Parts::default() };
    for sum in capital::own_sums(tx, fund_id, as_of).await? {
        add(&mut parts, &sum).ok_or_else(|| StoreError::Inconsistent {
            table: "capital_movements",
            id: fund_id.to_owned(),
            what: "the sums by source and year do not fit".into(),
        })?;
    }
    parts.charter.retain(|_, amount| !amount.is_zero());
    Ok(parts)
}

fn add(parts: &mut Parts, sum: &OwnSum) -> Option<()> {
    let year = sum.year.unwrap_or_else(|| i64::from(sum.on_date.year()));
    if !sum.charter.is_zero() {
        let part = parts.charter.entry((sum.source, year)).or_default();
        *part = part.checked_add(sum.charter)?;
    }
    if !sum.result.is_zero() {
        let result = parts.results.entry(year).or_default();
        let part = if sum.kind == MovementKind::Result { &mut result.recorded } else { &mut result.risk };
        *part = part.checked_add(sum.result)?;
    }
    Some(())
}

/// What is outstanding in groups 3 to 5, of these sums.
pub fn bad_debt(groups: &[GroupSum], fund_id: &str) -> Money {
    let bad = groups.iter().filter(|sum| sum.fund_id == fund_id && matches!(sum.debt_group.as_str(), "3" | "4" | "5"));
    bad.fold(Money::ZERO, |all, sum| all.checked_add(sum.outstanding).unwrap_or(Money::dong(i64::MAX)))
}

/// The early warnings that hold for a fund today. `groups`: its debts by group, each borrower's in the worst of theirs.
///
/// # Errors
/// The store fails.
pub async fn warnings(
    tx: &mut Tx,
    fund: &Fund,
    groups: &[GroupSum],
    today: NaiveDate,
) -> Result<Vec<EarlyWarning>, StoreError> {
    let (rules, bad_debt) = (rules_of(tx, fund, today).await?, bad_debt(groups, &fund.id));
    let now = early_warnings(&rules, &fund.capital(), bad_debt, &[]);
    if now.is_empty() {
        return Ok(now);
    }
    let began = capital::first_contribution(tx, &fund.id).await?;
    let mut ends = Vec::new();
    for back in 1..=YEARS_BACK {
        let end = NaiveDate::from_ymd_opt(today.year() - back, 12, 31);
        let Some(end) = end.filter(|end| began.is_some_and(|began| began <= *end)) else { break };
        ends.push(capital::as_of(tx, &fund.id, end).await?);
    }
    Ok(early_warnings(&rules, &fund.capital(), bad_debt, &ends))
}

/// The same, with the debts of the funds of a member of staff.
///
/// # Errors
/// The store fails.
pub async fn warnings_for(
    tx: &mut Tx,
    user_id: &str,
    fund: &Fund,
    today: NaiveDate,
) -> Result<Vec<EarlyWarning>, StoreError> {
    let groups = super::classification::share_sums(overview::by_group(tx, user_id).await?, today)?;
    warnings(tx, fund, &groups, today).await
}
