//! The settings of a fund's regulation, each with the type of its value.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::state::named_states;
use crate::domain::terms::Allocation;

/// The class of a term (Circular 39/2016 Art 10, for reports).
#[derive(Copy, Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermClass {
    /// Up to 12 months.
    Short,
    /// Above 12, up to 60 months.
    Medium,
    /// Above 60 months.
    Long,
}

impl TermClass {
    /// The class of so many months, with the bounds the rules give ([`crate::domain::policy::RuleSet::term_classes`]).
    pub const fn of(months: u32, (short_to, medium_to): (u32, u32)) -> TermClass {
        if months <= short_to {
            TermClass::Short
        } else if months <= medium_to {
            TermClass::Medium
        } else {
            TermClass::Long
        }
    }

    /// The name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            TermClass::Short => "short",
            TermClass::Medium => "medium",
            TermClass::Long => "long",
        }
    }
}

/// The longest term in months in each class; a class left out is not lent.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaxTerm {
    /// Of short loans.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<u32>,
    /// Of medium loans.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<u32>,
    /// Of long loans.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long: Option<u32>,
}

impl MaxTerm {
    /// The longest term of the class, in months.
    pub const fn of(self, class: TermClass) -> Option<u32> {
        match class {
            TermClass::Short => self.short,
            TermClass::Medium => self.medium,
            TermClass::Long => self.long,
        }
    }
}

/// One line of the rate table.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateRow {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; open where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Only for this class of term; for all where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<TermClass>,
    /// Percent a year.
    pub annual_percent: Percent,
}

/// When a loan needs no security.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsecured {
    /// Loans up to this many dong, included, need none.
    pub up_to: Money,
    /// Other cases, in the words of the regulation.
    #[serde(default)]
    pub cases: Vec<String>,
}

/// Who decides.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// Giám đốc.
    Director,
    /// Chủ tịch Quỹ.
    Chairman,
    /// A council, with quorum and minutes.
    Council,
}

named_states!(Authority { Director = "director", Chairman = "chairman", Council = "council" });

/// One level of decision.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalLevel {
    /// Amounts up to this many dong, included; any amount where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Money>,
    /// Who decides on them.
    pub by: Authority,
    /// Votes needed, for a council.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<u32>,
}

/// The clause on paying early (Civil Code 470(2) makes it necessary).
#[derive(Copy, Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prepayment {
    /// Whether the borrower may pay early without owing the interest of the whole term.
    pub allowed: bool,
    /// Percent of the principal paid early.
    pub fee_percent: Percent,
    /// Days of notice.
    pub notice_days: u32,
}

/// How far a loan may be extended past its term.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// How often.
    pub times: u32,
    /// How many months in all.
    pub months: u32,
}

/// How often provisions are booked.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provisioning {
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Every year.
    Yearly,
}

/// Which list of related persons the fund follows.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelatedPersons {
    /// Law on Credit Institutions of 2010, as Decree 45/2021 refers to it.
    CreditInstitutions2010,
    /// Law on Credit Institutions 32/2024, with the wider family circle.
    CreditInstitutions2024,
}

/// When reminders of an instalment go out, in days from its due day.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminders {
    /// So many days before.
    pub before: Vec<u32>,
    /// On the day itself.
    pub on_the_day: bool,
    /// So many days after, while unpaid.
    pub after: Vec<u32>,
}

impl Default for Reminders {
    fn default() -> Reminders {
        Reminders { before: vec![15, 7, 1], on_the_day: true, after: vec![1, 10, 30] }
    }
}

impl Reminders {
    /// The steps in order of time: −15 is fifteen days before, 0 the day, 10 ten days after.
    pub fn steps(&self) -> Vec<i64> {
        let before = self.before.iter().map(|&days| -i64::from(days));
        let day = self.on_the_day.then_some(0);
        let after = self.after.iter().map(|&days| i64::from(days));
        let mut steps: Vec<i64> = before.chain(day).chain(after).collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }
}

/// Makes the keys, their names and the values from one list, so that none can be forgotten in one place.
macro_rules! settings {
    ($($(#[$doc:meta])* $key:ident($type:ty) = $name:literal, $mandatory:literal;)+) => {
        /// The name of a setting.
        #[derive(Copy, Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum SettingKey { $($(#[$doc])* $key),+ }

        /// A setting with its value. In JSON `{"key": …, "value": …}`.
        #[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "key", content = "value", rename_all = "snake_case", deny_unknown_fields)]
        pub enum SettingValue { $($(#[$doc])* $key($type)),+ }

        impl SettingKey {
            /// Every key, in the order of the settings page.
            pub const ALL: &'static [SettingKey] = &[$(SettingKey::$key),+];

            /// The name in the database and in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(SettingKey::$key => $name),+ }
            }

            /// Whether a fund cannot lend without it.
            pub const fn is_mandatory(self) -> bool {
                match self { $(SettingKey::$key => $mandatory),+ }
            }
        }

        impl SettingValue {
            /// The key it is the value of.
            pub const fn key(&self) -> SettingKey {
                match self { $(SettingValue::$key(_) => SettingKey::$key),+ }
            }

            /// The bare value as JSON, for the store.
            ///
            /// # Errors
            /// Those of `serde_json`; no value of these types has any.
            pub fn to_json(&self) -> Result<String, serde_json::Error> {
                match self { $(SettingValue::$key(value) => serde_json::to_string(value)),+ }
            }

            /// Reads the bare value of a key.
            ///
            /// # Errors
            /// Where the text is not JSON or not of the type of the key.
            pub fn parse(key: SettingKey, json: &str) -> Result<SettingValue, serde_json::Error> {
                match key {
                    $(SettingKey::$key => Ok(SettingValue::$key(serde_json::from_str(json)?)),)+
                }
            }
        }
    };
}

settings! {
    /// Longest term by class (CF-30).
    MaxTerm(MaxTerm) = "max_term", true;
    /// Rate table with dates (CF-32).
    Rates(Vec<RateRow>) = "rates", true;
    /// What the rate is multiplied by on overdue principal, at most what CF-33 allows: `"1.5"`.
    OverdueFactor(Percent) = "overdue_factor", true;
    /// Interest on interest unpaid when due, percent a year (CF-34, CF-35).
    LateInterest(Percent) = "late_interest", true;
    /// When a loan needs no security (CF-36).
    Unsecured(Unsecured) = "unsecured", true;
    /// Share of its value that a security counts for, percent, by kind of security (CF-36).
    CollateralRatios(BTreeMap<String, Percent>) = "collateral_ratios", true;
    /// Papers of an application (CF-41).
    Papers(Vec<String>) = "papers", true;
    /// Working days for the appraisal (CF-42).
    AppraisalDays(u32) = "appraisal_days", true;
    /// Working days for the decision (CF-42).
    DecisionDays(u32) = "decision_days", true;
    /// Who decides up to which amount, rising (CF-43).
    ApprovalLevels(Vec<ApprovalLevel>) = "approval_levels", true;
    /// Evidence for a disbursement (CF-44).
    DisbursementEvidence(Vec<String>) = "disbursement_evidence", true;
    /// Order in which a payment is used (CF-50).
    Allocation(Allocation) = "allocation", true;
    /// Clause on paying early (CF-51).
    Prepayment(Prepayment) = "prepayment", true;
    /// How far a loan may be extended (CF-53).
    Extension(Extension) = "extension", true;
    /// Days of grace before principal is taken as overdue (CF-55).
    GraceDays(u32) = "grace_days", true;
    /// How often provisions are booked (CF-56).
    Provisioning(Provisioning) = "provisioning", true;
    /// Which list of related persons holds (CF-28).
    RelatedPersons(RelatedPersons) = "related_persons", true;
    /// Account number by event of the books (ACC-05).
    Accounts(BTreeMap<String, String>) = "accounts", true;
    /// Who gets the reports (RPT-A2).
    ReportAddressees(Vec<String>) = "report_addressees", true;
    /// Priority borrowers (CF-21).
    PriorityList(Vec<String>) = "priority_list", false;
    /// Calendar days an approval waits for signature.
    ApprovalValidDays(u32) = "approval_valid_days", false;
    /// The equal part of an instalment is a multiple of so many dong.
    RoundingUnit(Money) = "rounding_unit", false;
    /// When reminders go out.
    Reminders(Reminders) = "reminders", false;
}

/// A text that names no setting.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{0}` is not a setting")]
pub struct UnknownSetting(pub String);

impl TryFrom<&str> for SettingKey {
    type Error = UnknownSetting;

    fn try_from(name: &str) -> Result<SettingKey, UnknownSetting> {
        let found = SettingKey::ALL.iter().copied().find(|key| key.as_str() == name);
        found.ok_or_else(|| UnknownSetting(name.to_owned()))
    }
}

impl fmt::Display for SettingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
