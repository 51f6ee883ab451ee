//! Eligibility with the figures of the register, the fund and the capital ledger filled in: the same facts for the page, the
//! door and every decision.
use std::collections::HashSet;

use chrono::NaiveDate;

pub use super::rules::rules_of;
use super::{Error, Refusal};
use crate::domain::cooperative::Standing;
use crate::domain::dossier::Headcount;
use crate::domain::eligibility::{
    self, Borrower, Exposure, Facts, Finding, FundCapital, Reason, Request, Sheet, Verdict,
};
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::{BorrowerKind, Decider, RuleSet};
use crate::domain::regulation::{Regulation, TermClass};
use crate::store::applications::{Collateral, Wanted};
use crate::store::cooperatives::Cooperative;
use crate::store::funds::{self, Fund};
use crate::store::{StoreError, Tx, dossiers, loans, referrals, relations};
use crate::text::eligibility::message;

/// What is known beside the application: by the appraiser, by the decision.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found {
    pub annual_rate_percent: Option<Percent>,
    pub plan_feasible: Option<bool>,
    /// Who works there, as the application says.
    pub workforce: Option<Headcount>,
}

impl Found {
    /// What the parts of an application say.
    pub async fn written(tx: &mut Tx, application_id: &str) -> Result<Found, StoreError> {
        let workforce = dossiers::find(tx, application_id).await?.workforce;
        Ok(Found { workforce: workforce.and_then(|workforce| workforce.headcount()), ..Found::default() })
    }
}

/// A case examined: the sheet, and what it was examined with.
#[derive(Debug, Clone)]
pub struct Examined {
    pub sheet: Sheet,
    pub regulation: Regulation,
    /// The rules of law it was examined by.
    pub rules: RuleSet,
    /// The rate that is known of it, or that the fund or the law offers for it.
    pub annual_rate_percent: Option<Percent>,
}

/// Examines what a cooperative wants from a fund, on a day. Nothing is assumed: what is not known makes its rules `missing`.
pub async fn examine(
    tx: &mut Tx,
    fund: &Fund,
    cooperative: &Cooperative,
    wanted: &Wanted,
    collateral: &[Collateral],
    found: Found,
    on: NaiveDate,
) -> Result<Examined, Error> {
    let regulation = funds::regulation(tx, &fund.id, on).await?;
    let rules = rules_of(tx, fund, on).await?;
    let mut facts = Facts {
        fund_province: Some(fund.province.clone()),
        borrower: with_workforce(known_borrower(cooperative), found.workforce),
        request: request(wanted, collateral, fund.programme.is_support_fund().then_some(&regulation), found),
        exposure: Exposure {
            customer: Some(loans::exposure(tx, &fund.id, &cooperative.id).await?),
            related: relations::exposure(tx, &fund.id, &cooperative.id, on).await?,
            job_loans: Some(job_loans(tx, &cooperative.id).await?),
        },
        capital: known_capital(fund),
    };
    let offered = || match fund.programme.is_support_fund() {
        true => offered_rate(&rules, &regulation, wanted.term_months, on),
        false => rate_of_law(&rules, facts.clone(), on),
    };
    let annual_rate_percent = found.annual_rate_percent.or_else(offered);
    facts.request.annual_rate_percent = annual_rate_percent;
    // Who decides elsewhere has a regulation of their own, which is not ours to apply.
    let own = (fund.programme.decider() == Decider::Fund).then_some(&regulation);
    let sheet = eligibility::assess(&rules, own, &facts, on);
    Ok(Examined { sheet, regulation, rules, annual_rate_percent })
}

/// What is known of the capital an application would be lent from: nothing of ours is, where somebody else decides and lends.
pub fn known_capital(fund: &Fund) -> FundCapital {
    if fund.programme.decider() != Decider::Fund {
        return FundCapital::default();
    }
    FundCapital {
        book_charter: Some(fund.book_charter),
        accumulated_result: Some(fund.accumulated_result),
        available: Some(fund.capital().available().max(Money::ZERO)),
    }
}

/// What a cooperative owes on all job loans: those of our books, and those the bank granted.
pub async fn job_loans(tx: &mut Tx, cooperative_id: &str) -> Result<Money, StoreError> {
    let ours = loans::job_exposure(tx, cooperative_id).await?;
    let granted = referrals::job_debt(tx, cooperative_id).await?;
    ours.checked_add(granted).ok_or_else(|| StoreError::Inconsistent {
        table: "referrals",
        id: cooperative_id.to_owned(),
        what: "its debts do not fit".into(),
    })
}

/// The rate the fund offers for a term on a day: from its own table, or for job loans from the law.
pub fn offered_rate(
    rules: &RuleSet,
    regulation: &Regulation,
    term_months: Option<i64>,
    on: NaiveDate,
) -> Option<Percent> {
    if !rules.programme().is_support_fund() {
        return rules.job_rates().map(|rates| rates.normal);
    }
    let class = TermClass::of(u32::try_from(term_months?).ok()?, rules.term_classes()?);
    regulation.annual_rate(on, class)
}

/// The rate of a job loan to this borrower: the lower one where enough of who works there belongs to priority groups.
pub(super) fn rate_of_law(rules: &RuleSet, mut facts: Facts, on: NaiveDate) -> Option<Percent> {
    let normal = rules.job_rates()?.normal;
    facts.request.annual_rate_percent = Some(normal);
    let sheet = eligibility::assess(rules, None, &facts, on);
    let due = sheet.findings.iter().find_map(|finding| match finding.reason {
        Reason::PriorityShare { rate_due, .. } => rate_due,
        _ => None,
    });
    due.or(Some(normal))
}

fn with_workforce(borrower: Borrower, workforce: Option<Headcount>) -> Borrower {
    let Some(counted) = workforce else { return borrower };
    Borrower {
        workers: Some(counted.workers),
        workers_priority: Some(counted.priority),
        workers_disabled: Some(counted.disabled),
        workers_ethnic_minority: Some(counted.ethnic_minority),
        ..borrower
    }
}

/// What the register knows of a borrower.
pub fn known_borrower(cooperative: &Cooperative) -> Borrower {
    use crate::domain::cooperative::CooperativeKind as Kind;
    let kind = match cooperative.kind {
        Kind::Cooperative => BorrowerKind::Cooperative,
        Kind::CooperativeUnion => BorrowerKind::CooperativeUnion,
        Kind::CooperativeGroup => BorrowerKind::CooperativeGroup,
    };
    Borrower {
        kind: Some(kind),
        province: Some(cooperative.province.clone()),
        lawfully_established: Some(cooperative.status == Standing::Active),
        members: cooperative.members.and_then(|members| u32::try_from(members).ok()),
        ..Borrower::default()
    }
}

fn request(wanted: &Wanted, collateral: &[Collateral], regulation: Option<&Regulation>, found: Found) -> Request {
    // Each thing counts for what the fund's regulation lends on it, without such a setting for nothing. Job loans have no
    // such regulation: there the value itself is compared.
    let counts = |item: &Collateral| {
        regulation.map_or(item.value, |regulation| regulation.lendable_value(&item.kind, item.value))
    };
    Request {
        amount: wanted.amount,
        term_months: wanted.term_months.and_then(|months| u32::try_from(months).ok()),
        annual_rate_percent: found.annual_rate_percent,
        project_cost: wanted.project_cost,
        own_capital: wanted.own_capital,
        jobs_supported: wanted.jobs_supported.and_then(|jobs| u32::try_from(jobs).ok()),
        collateral_value: Money::try_sum(collateral.iter().map(counts)),
        plan_feasible: found.plan_feasible,
        capital_source: None,
    }
}

/// Refuses when a rule fails; what is missing or to review is for the appraiser to answer. Capital that is not there has its
/// own code, and so has an amount above a limit.
pub fn insist(sheet: &Sheet, wanted: Money, available: Money) -> Result<(), Refusal> {
    let failing: Vec<&Finding> = sheet.with(Verdict::Fail).collect();
    if failing.is_empty() {
        return Ok(());
    }
    let names: HashSet<&str> = failing.iter().map(|finding| finding.rule.as_str()).collect();
    if names.contains(CAPITAL_RULE) {
        return Err(Refusal::InsufficientCapital { available, wanted });
    }
    match (&sheet.max_amount_rule, sheet.max_amount) {
        // Nothing but the amount is wrong: say how much would pass.
        (Some(rule), Some(limit)) if names.len() == 1 && names.contains(rule.as_str()) && limit.is_positive() => {
            Err(Refusal::OverLimit { rule: rule.clone(), limit, wanted })
        }
        _ => Err(Refusal::NotEligible(failing.into_iter().map(said).collect())),
    }
}

/// Refuses when what a borrower, alone or with its related persons, owes and is promised is above what the fund may lend to one,
/// counted at this moment: somebody may have become related, or capital have been lost, since the decision.
pub async fn insist_on_concentration(
    tx: &mut Tx,
    fund: &Fund,
    cooperative_id: &str,
    on: NaiveDate,
) -> Result<(), Error> {
    let facts = Facts {
        exposure: Exposure {
            customer: Some(loans::exposure(tx, &fund.id, cooperative_id).await?),
            related: relations::exposure(tx, &fund.id, cooperative_id, on).await?,
            job_loans: None,
        },
        // What is paid out is reserved already: nothing comes to it.
        request: Request { amount: Some(Money::ZERO), ..Request::default() },
        capital: FundCapital {
            book_charter: Some(fund.book_charter),
            accumulated_result: Some(fund.accumulated_result),
            available: None,
        },
        ..Facts::default()
    };
    let sheet = eligibility::assess(&rules_of(tx, fund, on).await?, None, &facts, on);
    let above = |finding: &&Finding| matches!(finding.reason, Reason::Concentration { .. });
    let failing: Vec<_> = sheet.with(Verdict::Fail).filter(above).map(said).collect();
    if failing.is_empty() { Ok(()) } else { Err(Refusal::NotEligible(failing).into()) }
}

/// The rule that no more is promised than is there.
pub const CAPITAL_RULE: &str = "OWN-CAPITAL";

/// As `insist`, but want of capital alone does not stop an application: it can wait for capital.
pub fn insist_but_for_capital(sheet: &Sheet) -> Result<(), Refusal> {
    let failing: Vec<_> = sheet.with(Verdict::Fail).filter(|finding| finding.rule != CAPITAL_RULE).map(said).collect();
    if failing.is_empty() { Ok(()) } else { Err(Refusal::NotEligible(failing)) }
}

fn said(finding: &Finding) -> (String, String, String) {
    let message = message(finding);
    (finding.rule.clone(), message.vi, message.en)
}
