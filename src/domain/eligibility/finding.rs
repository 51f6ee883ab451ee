//! What a rule found, free of any language: `text::eligibility` puts it into words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::eligibility::Fact;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::{BorrowerKind, LegalBasis, Programme, Unit, Whom};
use crate::domain::regulation::{SettingKey, SettingSource};

/// What a rule says to the facts.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Kept.
    Pass,
    /// Broken.
    Fail,
    /// A person must look.
    Review,
    /// A fact is not given.
    Missing,
}

/// What the sheet says as a whole.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every rule is kept, every fact is known.
    Eligible,
    /// Something is missing or to review, nothing fails.
    NeedsReview,
    /// Something fails.
    NotEligible,
}

/// All findings on one request, in the order of the rules.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sheet {
    /// The sum of the findings.
    pub outcome: Outcome,
    /// The largest amount in dong with which no rule about amounts fails, the other facts unchanged; `None` where no rule bounds
    /// it with the facts known. 0 where even nothing more could be lent.
    pub max_amount: Option<Money>,
    /// The rule that binds there: of several the first.
    pub max_amount_rule: Option<String>,
    /// Every rule in force, once.
    pub findings: Vec<Finding>,
    /// What the fund should know and what stops nobody.
    pub warnings: Vec<Warning>,
}

impl Sheet {
    /// The findings of one verdict.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.verdict == verdict)
    }

    /// The finding of a rule.
    pub fn finding(&self, rule: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.rule == rule)
    }
}

/// What one rule found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: String,
    /// What it says.
    pub verdict: Verdict,
    /// Why, with the figures the sentence needs.
    pub reason: Reason,
    /// The figure looked at.
    pub observed: Figure,
    /// What it was compared with.
    pub limit: Figure,
    /// What both are measured in.
    pub unit: Unit,
    /// Where the rule is written.
    pub basis: Basis,
    /// Whether the fund's lawyer has countersigned this version of the rule.
    pub confirmed: bool,
    /// Whether the text was not read either, or raises an open question.
    pub unsure: bool,
}

/// Where a rule is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Basis {
    /// In the law.
    Law(Vec<LegalBasis>),
    /// In the fund's own regulation.
    Fund(SettingSource),
    /// In no setting yet: the fund has to fill it.
    Unwritten,
}

/// A figure of a finding.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Figure {
    /// None: not known, or nothing to compare.
    None,
    /// Whole dong.
    Money(Money),
    /// Percent.
    Percent(Percent),
    /// Months, people, groups.
    Count(u64),
    /// Yes or no.
    Flag(bool),
    /// A kind of borrower.
    Kind(BorrowerKind),
    /// Kinds of borrower.
    Kinds(Vec<BorrowerKind>),
    /// A name.
    Text(String),
}

/// What binds the largest job loan.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub enum JobCap {
    /// So much for an establishment.
    Establishment(Money),
    /// So much for each job.
    Jobs {
        /// Jobs supported.
        jobs: u32,
        /// Dong a job.
        each: Money,
    },
    /// So much for a worker.
    Worker(Money),
}

/// Why a finding is what it is. The verdict says which way it went.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reason {
    /// These facts are not given.
    Missing(Vec<Fact>),
    /// The rule speaks of others.
    Concerns(Whom),
    /// May this kind borrow?
    Borrower {
        /// What the borrower is.
        kind: BorrowerKind,
        /// Who may.
        allowed: Vec<BorrowerKind>,
    },
    /// Is the borrower in the province of the fund?
    Province {
        /// Of the borrower.
        borrower: String,
        /// Of the fund.
        fund: String,
    },
    /// The fund lends in the whole country.
    Nationwide,
    /// Lawfully established, or of age and capacity?
    Established {
        /// Age in years a person must have.
        person_from: u32,
    },
    /// Is the plan feasible?
    Plan,
    /// Is own capital enough?
    OwnCapital {
        /// Own capital.
        own: Money,
        /// The least there must be.
        needed: Money,
        /// The percent of the cost.
        percent: Percent,
        /// The cost.
        cost: Money,
    },
    /// A project that costs nothing.
    NoCost,
    /// Debts at credit institutions.
    DebtGroup {
        /// The worst group.
        group: u8,
        /// The worst allowed.
        worst: u8,
        /// Date of the proof.
        proof_on: NaiveDate,
    },
    /// The proof is dated after the day of the assessment.
    ProofLater {
        /// Date of the proof.
        proof_on: NaiveDate,
        /// The day of the assessment.
        on: NaiveDate,
    },
    /// The proof is older than the contract.
    ProofOlder {
        /// Date of the proof.
        proof_on: NaiveDate,
        /// Date of the contract.
        signed_on: NaiveDate,
    },
    /// Debt with the request against a share of actual charter capital.
    Concentration {
        /// Whether related persons are counted.
        with_related: bool,
        /// Debt with the request.
        debt: Money,
        /// The most there may be.
        limit: Money,
        /// The percent of actual charter capital.
        percent: Percent,
        /// Actual charter capital.
        actual_charter: Money,
        /// The largest amount that passes.
        most: Money,
    },
    /// The rate against a cap.
    Rate {
        /// Asked for, percent a year.
        rate: Percent,
        /// The most there may be.
        limit: Percent,
    },
    /// One job loan.
    JobLoan {
        /// Asked for.
        amount: Money,
        /// The most there may be.
        limit: Money,
        /// What binds.
        cap: JobCap,
    },
    /// All job loans together.
    JobLoansTogether {
        /// Owed already.
        owed: Money,
        /// With the request.
        together: Money,
        /// The most there may be.
        limit: Money,
        /// What binds.
        cap: JobCap,
        /// The largest amount that passes.
        most: Money,
    },
    /// The term.
    Term {
        /// Months asked for.
        months: u32,
        /// The most there may be; `None` where the fund does not lend for such a term.
        limit: Option<u32>,
    },
    /// The share of priority workers, and the rate it gives.
    PriorityShare {
        /// People counted, each once.
        counted: u64,
        /// All workers.
        workers: u64,
        /// The percent needed.
        percent: Percent,
        /// Whether it is reached.
        reached: bool,
        /// The rate due, percent a year.
        rate_due: Option<Percent>,
        /// The rate asked for, where it is another.
        rate_asked: Option<Percent>,
    },
    /// The numbers of workers contradict one another.
    WorkersContradict,
    /// The rate of a worker's loan.
    PriorityWorker {
        /// The rate for everybody, percent a year.
        normal: Option<Percent>,
        /// The lower rate.
        priority: Option<Percent>,
        /// The rate asked for, where it is not the normal one.
        rate_asked: Option<Percent>,
    },
    /// Security.
    Security {
        /// Asked for.
        amount: Money,
        /// Where security begins.
        threshold: Money,
        /// Whether exactly the threshold needs it.
        inclusive: bool,
        /// What the security counts for.
        collateral: Money,
    },
    /// The capital available.
    Capital {
        /// Asked for.
        amount: Money,
        /// Neither lent nor promised.
        available: Money,
    },
    /// No new contracts under the old rules.
    Closed {
        /// The programme to apply under.
        instead: Programme,
    },
    /// Files that were not approved in time go under the new rules.
    Moved {
        /// The programme to apply under.
        to: Programme,
    },
    /// The programme has no rules on that day.
    NotOpen {
        /// The programme.
        programme: Programme,
        /// The day.
        on: NaiveDate,
    },
    /// The rate asked for against the fund's table.
    FundRate {
        /// Asked for.
        rate: Percent,
        /// In the table, if the table has one for the day and term.
        table: Option<Percent>,
    },
    /// The fund's regulation is not whole.
    RegulationLacks(Vec<SettingKey>),
}

/// What the fund should know and what stops nobody.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Warning {
    /// The rule.
    pub rule: String,
    /// What it says.
    pub kind: WarningKind,
    /// Where it is written.
    pub basis: Basis,
}

/// What a warning says.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub enum WarningKind {
    /// Charter capital below what the law foresees.
    CharterBelowMinimum {
        /// In the books.
        charter: Money,
        /// In the law.
        minimum: Money,
    },
}
