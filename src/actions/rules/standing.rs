//! Shipped rules and confirmed versions, put together in the open transaction.
use std::sync::Arc;

use chrono::NaiveDate;

use crate::clock::business_date;
use crate::domain::arrears::Scales;
use crate::domain::policy::{Confirmation, Raised, Rule, RuleSet, Rules};
use crate::policy;
use crate::store::funds::Fund;
use crate::store::rule_versions::{self, RuleVersion};
use crate::store::{StoreError, Tx};

/// Every version of every rule as it stands in this transaction.
///
/// # Errors
/// `Inconsistent` where a confirmed row cannot be read or does not fit among the others: it went in past this program.
pub async fn current(tx: &mut Tx) -> Result<Rules, StoreError> {
    put_together(rule_versions::confirmed(tx).await?.iter())
}

/// The shipped rules with these versions after them.
pub fn put_together<'r>(mut confirmed: impl Iterator<Item = &'r RuleVersion>) -> Result<Rules, StoreError> {
    let shipped = policy::rules().map_err(|error| broken("", error))?;
    confirmed.try_fold(shipped, |rules, row| {
        let rule = parsed(row)?;
        let followed = match &row.province {
            None => rules.followed_by(rule),
            Some(province) => rules.raised_by(Raised { province: province.clone(), rule }),
        };
        followed.map_err(|error| broken(&row.id, error))
    })
}

/// A row as a rule, with who confirmed it.
///
/// # Errors
/// `Inconsistent` where it is none.
pub fn parsed(row: &RuleVersion) -> Result<Rule, StoreError> {
    let mut rule = policy::read_rule(&row.rule.0).map_err(|error| broken(&row.id, error))?;
    rule.version = Some(row.id.clone());
    let by_whom = row.closed_by_name.clone().zip(row.closed_at).filter(|_| row.status == "confirmed");
    rule.confirmed = by_whom.map(|(by, at)| Confirmation { by, on: business_date(at) });
    Ok(rule)
}

fn broken(id: &str, what: impl std::fmt::Display) -> StoreError {
    StoreError::Inconsistent { table: "rule_versions", id: id.to_owned(), what: what.to_string() }
}

/// The rules of the law in force for a fund's programme on a day.
///
/// # Errors
/// As [`current`].
pub async fn rules_of(tx: &mut Tx, fund: &Fund, on: NaiveDate) -> Result<RuleSet, StoreError> {
    Ok(current(tx).await?.in_force(fund.programme, on))
}

/// The scales of classification as they stand in this transaction.
///
/// # Errors
/// As [`current`].
pub async fn scales(tx: &mut Tx) -> Result<Arc<Scales>, StoreError> {
    // One question for every loan of a long list: mostly nothing of these rules was ever changed.
    if !rule_versions::any_confirmed(tx, "CLS-").await? {
        return Ok(Arc::clone(policy::scales()));
    }
    Ok(Arc::new(Scales::of(&current(tx).await?)))
}
