//! What is known of a borrower, a request and a fund when eligibility is asked for. Everything may be missing; nothing is
//! assumed in its place.

use std::fmt;
use std::marker::PhantomData;

use chrono::NaiveDate;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::domain::percent::Percent;
use crate::domain::policy::{BorrowerKind, CapitalSource};
use crate::domain::terms::iso_date;

/// How a negative amount is told.
pub const NEGATIVE: &str = "the amount is negative";
/// How an amount beyond what the system takes is told.
pub const TOO_LARGE: &str = "the amount is larger than 1.000.000.000.000.000";

/// The question as it comes in at the command line and at the door.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// A programme, or a fund's code where there is a database to find it in.
    pub fund: String,
    /// The province of the fund.
    #[serde(default)]
    pub province: Option<String>,
    /// The day to judge on.
    #[serde(default, with = "iso_date::optional")]
    pub on: Option<NaiveDate>,
    /// See [`Borrower`].
    #[serde(default, deserialize_with = "object")]
    pub borrower: Borrower,
    /// See [`Request`].
    #[serde(default, deserialize_with = "object")]
    pub request: Request,
    /// See [`Exposure`].
    #[serde(default, deserialize_with = "object")]
    pub exposure: Exposure,
    /// See [`FundCapital`].
    #[serde(default, deserialize_with = "object")]
    pub capital: FundCapital,
}

impl Question {
    /// The facts in the question.
    pub fn into_facts(self) -> Facts {
        Facts {
            fund_province: self.province,
            borrower: self.borrower,
            request: self.request,
            exposure: self.exposure,
            capital: self.capital,
        }
    }
}

/// All facts of one assessment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The province of the fund.
    pub fund_province: Option<String>,
    /// Who asks.
    pub borrower: Borrower,
    /// For what.
    pub request: Request,
    /// What is owed already.
    pub exposure: Exposure,
    /// What the fund has.
    pub capital: FundCapital,
}

/// Who asks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Borrower {
    /// What the borrower is.
    pub kind: Option<BorrowerKind>,
    /// Where: the province after the mergers of 2025.
    pub province: Option<String>,
    /// A legal person lawfully established; a person of age with full capacity.
    pub lawfully_established: Option<bool>,
    /// Members. No rule asks for it yet.
    pub members: Option<u32>,
    /// All workers.
    pub workers: Option<u32>,
    /// Workers of at least one priority group, each person counted once.
    pub workers_priority: Option<u32>,
    /// Workers with disabilities.
    pub workers_disabled: Option<u32>,
    /// Workers of ethnic minorities.
    pub workers_ethnic_minority: Option<u32>,
    /// The worst debt group at credit institutions, 1 to 5; `null` without proof.
    #[serde(deserialize_with = "debt_group")]
    pub worst_debt_group: Option<u8>,
    /// The date of that proof.
    #[serde(with = "iso_date::optional")]
    pub worst_debt_group_on: Option<NaiveDate>,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Request {
    /// The loan, in dong.
    #[serde(deserialize_with = "amount")]
    pub amount: Option<Money>,
    /// Its term in months, 1 or more.
    #[serde(deserialize_with = "months")]
    pub term_months: Option<u32>,
    /// The contract rate, percent a year.
    pub annual_rate_percent: Option<Percent>,
    /// The whole cost of the project, in dong.
    #[serde(deserialize_with = "amount")]
    pub project_cost: Option<Money>,
    /// Own capital in the project, in dong.
    #[serde(deserialize_with = "amount")]
    pub own_capital: Option<Money>,
    /// Jobs that all job loans of the borrower support, this one included.
    pub jobs_supported: Option<u32>,
    /// What the security counts for, in dong; 0 without security.
    #[serde(deserialize_with = "amount")]
    pub collateral_value: Option<Money>,
    /// Whether the plan was found feasible and able to repay.
    pub plan_feasible: Option<bool>,
    /// Where the money of a job loan comes from; asked for only where a province's own figure depends on it.
    pub capital_source: Option<CapitalSource>,
}

/// What is owed already, in dong of principal and promises, without the request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Exposure {
    /// By the borrower, to this fund.
    #[serde(deserialize_with = "amount")]
    pub customer: Option<Money>,
    /// By related persons, to this fund, the borrower not counted.
    #[serde(deserialize_with = "amount")]
    pub related: Option<Money>,
    /// By the borrower on all job loans.
    #[serde(deserialize_with = "amount")]
    pub job_loans: Option<Money>,
}

/// What the fund has, in dong.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FundCapital {
    /// Charter capital in the books.
    #[serde(deserialize_with = "amount")]
    pub book_charter: Option<Money>,
    /// Accumulated profit, or loss where negative.
    #[serde(deserialize_with = "signed_amount")]
    pub accumulated_result: Option<Money>,
    /// Neither lent nor promised.
    #[serde(deserialize_with = "amount")]
    pub available: Option<Money>,
}

/// A struct read from a JSON object only: `serde` would take an array for it too.
///
/// # Errors
/// Those of the struct, and for anything but an object.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct ObjectOf<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectOf<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_map(ObjectOf(PhantomData))
}

fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    let amount = signed_amount(deserializer)?;
    if amount.is_some_and(Money::is_negative) {
        return Err(D::Error::custom(NEGATIVE));
    }
    Ok(amount)
}

fn signed_amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    let amount = Option::<Money>::deserialize(deserializer)?;
    if amount.is_some_and(|amount| amount.as_dong().unsigned_abs() > LARGEST_AMOUNT.unsigned_abs()) {
        return Err(D::Error::custom(TOO_LARGE));
    }
    Ok(amount)
}

fn months<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    match Option::<u32>::deserialize(deserializer)? {
        Some(0) => Err(D::Error::custom("a term is at least 1 month")),
        term => Ok(term),
    }
}

fn debt_group<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    match Option::<u8>::deserialize(deserializer)? {
        Some(group) if !(1..=5).contains(&group) => Err(D::Error::custom("a debt group is from 1 to 5")),
        group => Ok(group),
    }
}

/// A fact by name, for findings that miss it.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
pub enum Fact {
    /// `/province`
    FundProvince,
    /// `/borrower/kind`
    Kind,
    /// `/borrower/province`
    BorrowerProvince,
    /// `/borrower/lawfully_established`
    LawfullyEstablished,
    /// `/borrower/workers`
    Workers,
    /// `/borrower/workers_priority`
    WorkersPriority,
    /// `/borrower/workers_disabled`
    WorkersDisabled,
    /// `/borrower/workers_ethnic_minority`
    WorkersEthnicMinority,
    /// `/borrower/worst_debt_group`
    WorstDebtGroup,
    /// `/borrower/worst_debt_group_on`
    WorstDebtGroupOn,
    /// `/request/amount`
    Amount,
    /// `/request/term_months`
    Term,
    /// `/request/annual_rate_percent`
    Rate,
    /// `/request/project_cost`
    ProjectCost,
    /// `/request/own_capital`
    OwnCapital,
    /// `/request/jobs_supported`
    Jobs,
    /// `/request/collateral_value`
    Collateral,
    /// `/request/plan_feasible`
    PlanFeasible,
    /// `/request/capital_source`
    CapitalSource,
    /// `/exposure/customer`
    CustomerDebt,
    /// `/exposure/related`
    RelatedDebt,
    /// `/exposure/job_loans`
    JobLoans,
    /// `/capital/book_charter`
    BookCharter,
    /// `/capital/accumulated_result`
    AccumulatedResult,
    /// `/capital/available`
    Available,
}

impl Fact {
    /// Its place in the question, as a JSON pointer.
    pub const fn pointer(self) -> &'static str {
        match self {
            Fact::FundProvince => "/province",
            Fact::Kind => "/borrower/kind",
            Fact::BorrowerProvince => "/borrower/province",
            Fact::LawfullyEstablished => "/borrower/lawfully_established",
            Fact::Workers => "/borrower/workers",
            Fact::WorkersPriority => "/borrower/workers_priority",
            Fact::WorkersDisabled => "/borrower/workers_disabled",
            Fact::WorkersEthnicMinority => "/borrower/workers_ethnic_minority",
            Fact::WorstDebtGroup => "/borrower/worst_debt_group",
            Fact::WorstDebtGroupOn => "/borrower/worst_debt_group_on",
            Fact::Amount => "/request/amount",
            Fact::Term => "/request/term_months",
            Fact::Rate => "/request/annual_rate_percent",
            Fact::ProjectCost => "/request/project_cost",
            Fact::OwnCapital => "/request/own_capital",
            Fact::Jobs => "/request/jobs_supported",
            Fact::Collateral => "/request/collateral_value",
            Fact::PlanFeasible => "/request/plan_feasible",
            Fact::CapitalSource => "/request/capital_source",
            Fact::CustomerDebt => "/exposure/customer",
            Fact::RelatedDebt => "/exposure/related",
            Fact::JobLoans => "/exposure/job_loans",
            Fact::BookCharter => "/capital/book_charter",
            Fact::AccumulatedResult => "/capital/accumulated_result",
            Fact::Available => "/capital/available",
        }
    }
}
