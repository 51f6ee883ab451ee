//! The terms of a loan as a document: what a person or a program writes, before it is checked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::iso_date;
use crate::domain::{
    money::Money,
    object::only_objects,
    rate::{Factor, Rate, Rounding},
};

/// The terms of a loan as written. [`super::Terms::new`] checks them; nothing else computes with this.
///
/// `Default` is a loan of nothing, for `TermsInput { principal, .., ..TermsInput::default() }`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct TermsInput {
    /// The agreed amount in dong, at most 10^15.
    pub principal: Money,
    /// The contract rate, percent a year.
    pub annual_rate_percent: Rate,
    /// The first day of the loan; interest counts from the night after it.
    #[serde(with = "iso_date")]
    pub start: NaiveDate,
    /// What is paid out, in date order; without it all of `principal` on `start`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disbursements: Option<Vec<Disbursement>>,
    /// How principal is spread over the instalments.
    pub method: Method,
    /// How many instalments, 1 to 600; with a `plan` it may be left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalments: Option<u32>,
    /// The first due date before any shift to a working day; with a `plan` it may be left out.
    #[serde(default, with = "iso_date::optional", skip_serializing_if = "Option::is_none")]
    pub first_due: Option<NaiveDate>,
    /// The rhythm of due dates; required unless there is a `plan`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
    /// With a rhythm of months, the day of the month, 1 to 31, clamped to each month's end; by default that of `first_due`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_day: Option<u32>,
    /// The instalments of method `plan`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Vec<PlannedPart>>,
    /// How many of the first instalments are without principal.
    #[serde(default)]
    pub principal_grace: u32,
    /// How many of the first instalments have their interest held for the first one after them.
    #[serde(default)]
    pub interest_grace: u32,
    /// How interest is counted.
    #[serde(default)]
    pub interest: Interest,
    /// How figures are rounded.
    #[serde(default)]
    pub rounding: Rounding,
    /// Whether a due date moves off a day without work.
    #[serde(default)]
    pub due_days: DueDays,
    /// The price of being late.
    #[serde(default)]
    pub overdue: Overdue,
    /// What a payment is for, in order.
    #[serde(default)]
    pub allocation: Allocation,
    /// How the debt is classified.
    #[serde(default)]
    pub classification: Classification,
}

impl Default for TermsInput {
    fn default() -> TermsInput {
        TermsInput {
            principal: Money::ZERO,
            annual_rate_percent: Rate::ZERO,
            start: NaiveDate::default(),
            disbursements: None,
            method: Method::EqualPrincipal,
            instalments: None,
            first_due: None,
            every: None,
            due_day: None,
            plan: None,
            principal_grace: 0,
            interest_grace: 0,
            interest: Interest::default(),
            rounding: Rounding::default(),
            due_days: DueDays::default(),
            overdue: Overdue::default(),
            allocation: Allocation::default(),
            classification: Classification::default(),
        }
    }
}

/// Money paid out to the borrower.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Disbursement {
    /// The day the money goes out.
    #[serde(with = "iso_date")]
    pub date: NaiveDate,
    /// Dong, more than zero.
    pub amount: Money,
}

/// One instalment of a plan.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct PlannedPart {
    /// The due date before any shift to a working day.
    #[serde(with = "iso_date")]
    pub due: NaiveDate,
    /// The principal due then, dong, zero or more.
    pub principal: Money,
}

/// How principal is spread over the instalments.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Equal parts of principal, rounded down to the unit; the last takes what is left.
    EqualPrincipal,
    /// Equal totals, a multiple of the unit, but the last.
    EqualInstalment,
    /// All principal with the last instalment.
    Bullet,
    /// As the plan says.
    Plan,
}

/// The rhythm of due dates; the number is at least 1.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Every so many months, on the due day.
    Months(u32),
    /// Every so many weeks.
    Weeks(u32),
    /// Every so many days.
    Days(u32),
}

/// How interest is counted.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Interest {
    /// By nights or by periods.
    #[serde(default)]
    pub mode: InterestMode,
    /// The length of the year, for interest by nights.
    #[serde(default)]
    pub basis: Basis,
}

/// Whether nights or whole periods bear interest.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterestMode {
    /// Balance × nights × rate ÷ basis; the first day is skipped, the last one counted (Circular 14/2017/TT-NHNN, way a).
    #[default]
    Daily,
    /// Rate × months ÷ 12 a period, whatever its days. A week counts as seven days of a month of thirty.
    Periodic,
}

/// The length of the year that a night is a part of.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
pub enum Basis {
    /// 365 days, in leap years too (Circular 14/2017/TT-NHNN).
    #[default]
    #[serde(rename = "actual/365")]
    Actual365,
    /// 360 days.
    #[serde(rename = "actual/360")]
    Actual360,
    /// 364 days: 52 weeks.
    #[serde(rename = "actual/364")]
    Actual364,
    /// 366 days for a night that begins in a leap year, else 365.
    #[serde(rename = "actual/actual")]
    ActualActual,
    /// A period of k months is 30·k days of 360, and each of its nights an equal share of them.
    #[serde(rename = "30/360")]
    Thirty360,
}

impl Basis {
    /// The name in the contract of the JSON documents: `actual/365` and so on.
    pub const fn name(self) -> &'static str {
        match self {
            Basis::Actual365 => "actual/365",
            Basis::Actual360 => "actual/360",
            Basis::Actual364 => "actual/364",
            Basis::ActualActual => "actual/actual",
            Basis::Thirty360 => "30/360",
        }
    }
}

/// What happens to a due date on a day without work.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueDays {
    /// It stays.
    #[default]
    AsDated,
    /// It moves to the next working day, and interest runs to that day (Civil Code 148(5)).
    NextWorkingDay,
}

/// The price of being late (Civil Code 466(5), Circular 39/2016/TT-NHNN Article 13(4)).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Overdue {
    /// On the contract rate, for overdue principal.
    #[serde(default = "one_and_a_half")]
    pub factor: Factor,
    /// Percent a year on interest unpaid when due.
    #[serde(default = "ten_percent")]
    pub late_interest_percent: Rate,
}

fn one_and_a_half() -> Factor {
    Factor::parse("1.5").expect("a literal within bounds")
}

fn ten_percent() -> Rate {
    Rate::parse("10").expect("a literal within bounds")
}

impl Default for Overdue {
    fn default() -> Overdue {
        Overdue { factor: one_and_a_half(), late_interest_percent: ten_percent() }
    }
}

/// What a payment is for.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// Overdue interest, then late interest, then interest due.
    Interest,
    /// Principal.
    Principal,
}

/// The order in which a payment is used, each list naming both shares once.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Allocation {
    /// While no principal is overdue.
    #[serde(default = "interest_first")]
    pub in_term: [Share; 2],
    /// While principal is overdue (Circular 39/2016/TT-NHNN Article 18).
    #[serde(default = "principal_first")]
    pub overdue: [Share; 2],
}

fn interest_first() -> [Share; 2] {
    [Share::Interest, Share::Principal]
}

fn principal_first() -> [Share; 2] {
    [Share::Principal, Share::Interest]
}

impl Default for Allocation {
    fn default() -> Allocation {
        Allocation { in_term: interest_first(), overdue: principal_first() }
    }
}

/// How the debt is classified.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Classification {
    /// Groups 1 to 5 of Circular 14/2024/TT-NHNN.
    #[default]
    Microfinance,
    /// In term, overdue or frozen (Decision 976/QĐ-TTg).
    Status,
}

only_objects!(TermsInput Disbursement PlannedPart Interest Overdue Allocation);
