//! What a rule demands, typed: each key of the rules file has one shape of value and one unit.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::{ExtensionLimit, FreezeCase, PriorityGroup, Programme};
use crate::domain::regulation::SettingKey;

/// What the borrower is (Law 17/2023, Decree 45/2021 Art 20, Law 74/2025 Arts 2 and 9).
#[derive(Copy, Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BorrowerKind {
    /// Hợp tác xã.
    Cooperative,
    /// Liên hiệp hợp tác xã.
    CooperativeUnion,
    /// A person or household, member of a cooperative group.
    GroupMember,
    /// A person or household, member of a cooperative.
    CooperativeMember,
    /// Tổ hợp tác.
    CooperativeGroup,
    /// A member that is an enterprise.
    EnterpriseMember,
    /// Hộ kinh doanh.
    HouseholdBusiness,
    /// A small or medium enterprise.
    SmallEnterprise,
    /// Người lao động.
    Worker,
}

impl BorrowerKind {
    /// Whether it is a person and not an establishment that gives work to others.
    pub const fn is_person(self) -> bool {
        use BorrowerKind::{CooperativeMember, GroupMember, Worker};
        matches!(self, GroupMember | CooperativeMember | Worker)
    }
}

/// Whom a rule on job loans speaks of.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// Every borrower.
    Anyone,
    /// Cơ sở sản xuất, kinh doanh.
    Establishments,
    /// Người lao động.
    Workers,
}

impl Whom {
    /// Whether the rule speaks of this borrower.
    pub const fn covers(self, kind: BorrowerKind) -> bool {
        match self {
            Whom::Anyone => true,
            Whom::Establishments => !kind.is_person(),
            Whom::Workers => kind.is_person(),
        }
    }
}

/// Where the borrower must be.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Territory {
    /// In the province of the fund.
    FundProvince,
    /// Anywhere in the country.
    Nationwide,
}

/// Where the money of a job loan comes from (Law 74/2025 Art 8(2)).
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CapitalSource {
    /// Granted by the central budget.
    CentralBudget,
    /// Entrusted by a local budget.
    LocalBudget,
    /// Raised by the bank with an interest subsidy.
    BankMobilised,
    /// Entrusted by organisations or persons.
    Entrusted,
}

/// How debts are classified.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// The five groups of microfinance institutions.
    Microfinance,
    /// In term, overdue, frozen.
    Status,
}

/// One way into a debt group. The days are days overdue: on the new date after a restructuring.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupCase {
    /// How often the debt was restructured; [`GroupCase::or_more_often`] makes it a minimum.
    #[serde(default)]
    pub restructured: u32,
    /// Whether more restructurings count too.
    #[serde(default)]
    pub or_more_often: bool,
    /// At least so many days overdue.
    #[serde(default)]
    pub days_from: u32,
    /// Fewer days overdue than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_below: Option<u32>,
    /// Only where interest was waived because the customer cannot pay.
    #[serde(default)]
    pub interest_waived: bool,
}

impl GroupCase {
    /// Whether a debt falls under the case.
    pub fn holds(&self, days: u32, restructured: u32, interest_waived: bool) -> bool {
        let times =
            if self.or_more_often { restructured >= self.restructured } else { restructured == self.restructured };
        let waived = !self.interest_waived || interest_waived;
        times && waived && days >= self.days_from && self.days_below.is_none_or(|end| days < end)
    }
}

/// A rule that is simply so: `true` in the file, and nothing else.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
pub struct Yes;

impl Serialize for Yes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(true)
    }
}

impl<'de> Deserialize<'de> for Yes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Yes, D::Error> {
        if bool::deserialize(deserializer)? {
            Ok(Yes)
        } else {
            Err(serde::de::Error::custom("the value can only be true"))
        }
    }
}

/// What the figures of a rule are measured in.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Whole dong.
    Dong,
    /// Percent, of what the key says.
    Percent,
    /// Percent a year.
    PercentAYear,
    /// Months.
    Months,
    /// Days of the calendar.
    Days,
    /// Working days.
    WorkingDays,
    /// Years.
    Years,
    /// Debt groups 1 to 5.
    DebtGroup,
    /// Kinds of borrower.
    BorrowerKind,
    /// A province.
    Province,
    /// Yes or no.
    YesNo,
    /// People.
    Persons,
    /// Names out of a list.
    Names,
}

/// What a rule demands.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "key", content = "value", rename_all = "snake_case", deny_unknown_fields)]
pub enum Body {
    /// Only these may borrow.
    Borrowers(Vec<BorrowerKind>),
    /// Where the borrower must be.
    Territory(Territory),
    /// A legal person lawfully established, a person of this age in years with full capacity.
    LawfullyEstablished(u32),
    /// A plan found feasible; for those named.
    PlanFeasible(Whom),
    /// Own capital at least this percent of the project's cost.
    OwnCapitalFrom(Percent),
    /// Debts at credit institutions in this group at worst, 1 to 5.
    DebtGroupTo(u8),
    /// Debt of one customer at most this percent of actual charter capital.
    CustomerDebtTo(Percent),
    /// Debt of one customer with related persons at most this percent of actual charter capital.
    RelatedDebtTo(Percent),
    /// Classes of term: short to, medium to, in months; above is long.
    TermClasses {
        /// Longest short term.
        short_to: u32,
        /// Longest medium term.
        medium_to: u32,
    },
    /// The overdue rate at most this percent of the contract rate.
    OverdueRateTo(Percent),
    /// The overdue rate is this percent of the contract rate.
    OverdueRateIs(Percent),
    /// Interest on late interest where the contract says nothing, percent a year.
    LateInterestDefault(Percent),
    /// The civil law's caps, percent a year.
    CivilRateCap {
        /// On the agreed rate in term.
        in_term: Percent,
        /// On interest on late interest.
        late_interest: Percent,
    },
    /// Left to the fund: these settings of its regulation.
    Delegated(Vec<SettingKey>),
    /// The least charter capital the law foresees.
    LegalMinimumCapital(Money),
    /// Triggers of early warning, each over so many years in a row.
    EarlyWarning {
        /// Years in a row.
        years: u32,
        /// Own lending below this percent of equity, with rating C.
        own_lending_below: Percent,
        /// Bad debt above this percent of actual charter capital.
        bad_debt_above: Percent,
        /// Accumulated deficit from this percent of actual charter capital.
        deficit_from: Percent,
    },
    /// The amount within the capital available.
    CapitalAvailable(Yes),
    /// How debts are classified.
    Classification(Scheme),
    /// The ways into one debt group.
    DebtGroup {
        /// 1 to 5.
        group: u8,
        /// Any of these.
        cases: Vec<GroupCase>,
    },
    /// A whole scale of debt groups: the n-th entry holds the ways into group n.
    DebtScale(Vec<Vec<GroupCase>>),
    /// All debts of a customer stand in the worst group of any.
    WorstGroupOfCustomer(Yes),
    /// The classification of a month is done within so many days.
    ClassifyWithin(u32),
    /// Specific provision of groups 1 to 5, percent of principal less deductible security.
    SpecificProvision([Percent; 5]),
    /// General provision, percent of the debts of groups 1 to `group_to`.
    GeneralProvision {
        /// Percent.
        percent: Percent,
        /// The last group counted.
        group_to: u8,
    },
    /// Interest is accrued to income up to this debt group.
    AccrueToGroup(u8),
    /// Only the instalment that was not paid is overdue.
    OnlyUnpaidInstalmentOverdue(Yes),
    /// An amending document whose text was not read.
    Unread(String),
    /// Where the money may come from.
    CapitalSources(Vec<CapitalSource>),
    /// Largest job loan.
    JobLoanLimits {
        /// Of an establishment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        establishment: Option<Money>,
        /// For each supported job of an establishment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        per_job: Option<Money>,
        /// Of a worker.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worker: Option<Money>,
    },
    /// All job loans of a borrower together stay under the largest job loan.
    JobLoansTogether(Yes),
    /// Longest term in months.
    TermTo(u32),
    /// How long a job loan may be extended after its term.
    ExtensionTo(ExtensionLimit),
    /// How long a job loan may be frozen, by the loss of its borrower.
    FreezeTo(Vec<FreezeCase>),
    /// Normal rate, percent of the poor-household rate.
    NormalRateOfPoor(Percent),
    /// Lower rate, percent of the poor-household rate.
    PriorityRateOfPoor(Percent),
    /// The poor-household rate, percent a year.
    PoorHouseholdRate(Percent),
    /// The rates before 2026.
    OldJobRates {
        /// Normal: the near-poor household rate, percent a year.
        normal: Percent,
        /// Lower rate, percent of the normal one.
        priority_of_normal: Percent,
        /// Overdue, percent of the loan's rate.
        overdue: Percent,
    },
    /// Share of workers of these groups, each person counted once, that earns the lower rate.
    PriorityShareFrom {
        /// Percent of all workers.
        percent: Percent,
        /// The groups counted.
        groups: Vec<PriorityGroup>,
    },
    /// Workers that earn the lower rate, by their papers.
    PriorityWorker(Yes),
    /// Security of establishments.
    SecurityFrom {
        /// The threshold.
        amount: Money,
        /// Whether a loan of exactly the threshold needs security.
        inclusive: bool,
    },
    /// Working days to the answer.
    AnswerWithin {
        /// For the appraisal, where it is counted apart.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appraisal: Option<u32>,
        /// For the decision.
        decision: u32,
    },
    /// No new contract; the programme to apply under instead.
    NoNewContracts(Programme),
    /// A file not yet approved goes under this programme.
    PendingFilesMoveTo(Programme),
    /// Read and applied by people: nothing for a machine to compare.
    Noted(Yes),
}

impl Body {
    /// What its figures are measured in; the file says it too, for its readers, and must agree.
    pub const fn unit(&self) -> Unit {
        match self {
            Body::Borrowers(_) => Unit::BorrowerKind,
            Body::Territory(_) => Unit::Province,
            Body::LawfullyEstablished(_) | Body::EarlyWarning { .. } => Unit::Years,
            Body::OwnCapitalFrom(_)
            | Body::CustomerDebtTo(_)
            | Body::RelatedDebtTo(_)
            | Body::OverdueRateTo(_)
            | Body::OverdueRateIs(_)
            | Body::SpecificProvision(_)
            | Body::GeneralProvision { .. }
            | Body::NormalRateOfPoor(_)
            | Body::PriorityRateOfPoor(_)
            | Body::PriorityShareFrom { .. } => Unit::Percent,
            Body::LateInterestDefault(_)
            | Body::CivilRateCap { .. }
            | Body::PoorHouseholdRate(_)
            | Body::OldJobRates { .. } => Unit::PercentAYear,
            Body::DebtGroupTo(_) | Body::AccrueToGroup(_) => Unit::DebtGroup,
            Body::TermClasses { .. } | Body::TermTo(_) | Body::ExtensionTo(_) | Body::FreezeTo(_) => Unit::Months,
            Body::DebtGroup { .. } | Body::DebtScale(_) | Body::ClassifyWithin(_) => Unit::Days,
            Body::AnswerWithin { .. } => Unit::WorkingDays,
            Body::LegalMinimumCapital(_) | Body::JobLoanLimits { .. } | Body::SecurityFrom { .. } => Unit::Dong,
            Body::Delegated(_)
            | Body::Classification(_)
            | Body::Unread(_)
            | Body::CapitalSources(_)
            | Body::NoNewContracts(_)
            | Body::PendingFilesMoveTo(_) => Unit::Names,
            Body::PlanFeasible(_)
            | Body::CapitalAvailable(_)
            | Body::WorstGroupOfCustomer(_)
            | Body::OnlyUnpaidInstalmentOverdue(_)
            | Body::JobLoansTogether(_)
            | Body::PriorityWorker(_)
            | Body::Noted(_) => Unit::YesNo,
        }
    }
}
