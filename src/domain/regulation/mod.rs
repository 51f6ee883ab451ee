//! The fund's own lending regulation: what Decree 45/2021 Art 31(2) leaves to each fund, as typed settings.
//!
//! The law gives no default for these, and neither does the program: a fund cannot lend until each mandatory setting is
//! filled with document number, date and clause. A few settings of mere housekeeping have defaults, said at each.

mod values;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::RuleSet;
use crate::domain::terms::Allocation;

pub use values::{
    ApprovalLevel, Authority, Extension, MaxTerm, Prepayment, Provisioning, RateRow, RelatedPersons, Reminders,
    SettingKey, SettingValue, TermClass, Unsecured,
};

/// Working life of an approval that nobody signs, in calendar days, unless the fund sets another.
const APPROVAL_VALID_DAYS: u32 = 90;

/// Where the fund wrote a setting down.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingSource {
    /// Number of the document.
    pub document: String,
    /// Its date.
    pub dated: NaiveDate,
    /// The clause in it.
    pub clause: String,
}

/// One setting as it is in force from a day on.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The key and its value.
    pub value: SettingValue,
    /// Where it is written.
    pub source: SettingSource,
    /// The first day it holds.
    pub from: NaiveDate,
    /// Whether it is made up for the example, and says so on the screen.
    #[serde(default)]
    pub example: bool,
}

/// The settings of one fund in force on one day, one a key.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Regulation {
    settings: BTreeMap<SettingKey, Setting>,
}

/// A setting that a rule of law forbids.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{key} is {is}, and {rule} allows at most {limit}")]
pub struct SettingFault {
    /// The setting.
    pub key: SettingKey,
    /// What it says.
    pub is: Percent,
    /// What the law allows.
    pub limit: Percent,
    /// The rule of law.
    pub rule: String,
}

impl Regulation {
    /// Of all versions of all settings, the newest of each key that holds on the day. Of two with the same first day the later
    /// in the list holds.
    pub fn in_force(settings: impl IntoIterator<Item = Setting>, on: NaiveDate) -> Regulation {
        let mut newest: BTreeMap<SettingKey, Setting> = BTreeMap::new();
        for setting in settings.into_iter().filter(|setting| setting.from <= on) {
            let key = setting.value.key();
            if newest.get(&key).is_none_or(|held| held.from <= setting.from) {
                newest.insert(key, setting);
            }
        }
        Regulation { settings: newest }
    }

    /// The setting of a key.
    pub fn get(&self, key: SettingKey) -> Option<&Setting> {
        self.settings.get(&key)
    }

    /// Every setting, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = &Setting> {
        self.settings.values()
    }

    /// The mandatory settings that are not filled, or do not say where they are written.
    pub fn missing(&self) -> Vec<SettingKey> {
        let filled = |key: &SettingKey| {
            self.get(*key).is_some_and(|setting| {
                let SettingSource { document, clause, .. } = &setting.source;
                !document.trim().is_empty() && !clause.trim().is_empty()
            })
        };
        let mandatory = SettingKey::ALL.iter().copied().filter(|key| key.is_mandatory());
        mandatory.filter(|key| !filled(key)).collect()
    }

    /// The settings the law forbids: overdue factor (CF-33), rates and late interest (CF-35).
    pub fn faults(&self, rules: &RuleSet) -> Vec<SettingFault> {
        let mut faults = Vec::new();
        let mut check = |key, is: Percent, limit: Percent, rule: &str| {
            if is > limit {
                let rule = rule.to_owned();
                faults.push(SettingFault { key, is, limit, rule });
            }
        };
        if let (Some(factor), Some((rule, limit))) = (self.overdue_factor(), rules.overdue_rate_to()) {
            // The factor 1.5 is 150 percent: compared as factors.
            let limit = limit.of_percent(Percent::whole(1)).unwrap_or(limit);
            check(SettingKey::OverdueFactor, factor, limit, &rule.id);
        }
        if let Some((rule, (in_term, late))) = rules.civil_rate_caps() {
            if let Some(percent) = self.late_interest() {
                check(SettingKey::LateInterest, percent, late, &rule.id);
            }
            for row in self.rates() {
                check(SettingKey::Rates, row.annual_percent, in_term, &rule.id);
            }
        }
        faults
    }

    /// The contract rate for a new loan of that term on that day, percent a year. Of several rows that fit, the one that began
    /// last; of those, the one made for the class of term.
    pub fn annual_rate(&self, on: NaiveDate, class: TermClass) -> Option<Percent> {
        let fits = |row: &&RateRow| {
            row.from <= on && row.to.is_none_or(|to| on <= to) && row.class.is_none_or(|only| only == class)
        };
        let rows = self.rates().iter().filter(fits);
        rows.max_by_key(|row| (row.class.is_some(), row.from)).map(|row| row.annual_percent)
    }

    /// The rate table; empty where not filled.
    pub fn rates(&self) -> &[RateRow] {
        match self.value(SettingKey::Rates) {
            Some(SettingValue::Rates(rows)) => rows,
            _ => &[],
        }
    }

    /// What the contract rate is multiplied by on overdue principal: `1.5`.
    pub fn overdue_factor(&self) -> Option<Percent> {
        match self.value(SettingKey::OverdueFactor)? {
            SettingValue::OverdueFactor(factor) => Some(*factor),
            _ => None,
        }
    }

    /// Interest on interest unpaid when due, percent a year.
    pub fn late_interest(&self) -> Option<Percent> {
        match self.value(SettingKey::LateInterest)? {
            SettingValue::LateInterest(percent) => Some(*percent),
            _ => None,
        }
    }

    /// The order in which a payment is used.
    pub fn allocation(&self) -> Option<Allocation> {
        match self.value(SettingKey::Allocation)? {
            SettingValue::Allocation(allocation) => Some(*allocation),
            _ => None,
        }
    }

    /// The longest terms.
    pub fn max_term(&self) -> Option<MaxTerm> {
        match self.value(SettingKey::MaxTerm)? {
            SettingValue::MaxTerm(terms) => Some(*terms),
            _ => None,
        }
    }

    /// When a loan needs no security.
    pub fn unsecured(&self) -> Option<&Unsecured> {
        match self.value(SettingKey::Unsecured)? {
            SettingValue::Unsecured(unsecured) => Some(unsecured),
            _ => None,
        }
    }

    /// What a security of this kind counts for, rounded down: its value times the ratio of the kind; nothing for a kind that
    /// the regulation does not know.
    pub fn lendable_value(&self, kind: &str, value: Money) -> Money {
        self.collateral_ratio(kind).map_or(Money::ZERO, |ratio| ratio.floor_of(value))
    }

    /// The percentage of its value that a security of this kind counts for; `None` for a kind that the regulation does not know.
    pub fn collateral_ratio(&self, kind: &str) -> Option<Percent> {
        match self.value(SettingKey::CollateralRatios)? {
            SettingValue::CollateralRatios(ratios) => ratios.get(kind).copied(),
            _ => None,
        }
    }

    /// Who decides on an amount: the first level that reaches it.
    pub fn approval_level(&self, amount: Money) -> Option<&ApprovalLevel> {
        match self.value(SettingKey::ApprovalLevels)? {
            SettingValue::ApprovalLevels(levels) => {
                levels.iter().find(|level| level.up_to.is_none_or(|most| amount <= most))
            }
            _ => None,
        }
    }

    /// The terms of paying early.
    pub fn prepayment(&self) -> Option<&Prepayment> {
        match self.value(SettingKey::Prepayment)? {
            SettingValue::Prepayment(clause) => Some(clause),
            _ => None,
        }
    }

    /// How far a loan may be extended.
    pub fn extension(&self) -> Option<Extension> {
        match self.value(SettingKey::Extension)? {
            SettingValue::Extension(extension) => Some(*extension),
            _ => None,
        }
    }

    /// Working days for the appraisal.
    pub fn appraisal_days(&self) -> Option<u32> {
        self.number(SettingKey::AppraisalDays)
    }

    /// Working days for the decision.
    pub fn decision_days(&self) -> Option<u32> {
        self.number(SettingKey::DecisionDays)
    }

    /// Calendar days after which an approval that was not signed ends; 90 unless set.
    pub fn approval_valid_days(&self) -> u32 {
        self.number(SettingKey::ApprovalValidDays).unwrap_or(APPROVAL_VALID_DAYS)
    }

    /// The equal part of an instalment is a multiple of so many dong; 1 unless set.
    pub fn rounding_unit(&self) -> Money {
        match self.value(SettingKey::RoundingUnit) {
            Some(SettingValue::RoundingUnit(unit)) => *unit,
            _ => Money::dong(1),
        }
    }

    /// When reminders go out; 15, 7 and 1 days before, on the day, and 1, 10 and 30 days after unless set.
    pub fn reminders(&self) -> Reminders {
        match self.value(SettingKey::Reminders) {
            Some(SettingValue::Reminders(steps)) => steps.clone(),
            _ => Reminders::default(),
        }
    }

    /// The papers an application needs; empty where not filled.
    pub fn papers(&self) -> &[String] {
        match self.value(SettingKey::Papers) {
            Some(SettingValue::Papers(papers)) => papers,
            _ => &[],
        }
    }

    fn value(&self, key: SettingKey) -> Option<&SettingValue> {
        self.get(key).map(|setting| &setting.value)
    }

    fn number(&self, key: SettingKey) -> Option<u32> {
        use SettingValue::{AppraisalDays, ApprovalValidDays, DecisionDays, GraceDays};
        match self.value(key)? {
            AppraisalDays(days) | DecisionDays(days) | ApprovalValidDays(days) | GraceDays(days) => Some(*days),
            _ => None,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
