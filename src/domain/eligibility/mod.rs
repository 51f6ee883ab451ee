//! May this borrower have this loan, and how much at most?
//!
//! Findings stand in the order of `policy/rules.json`, which is the order of the collection of laws:
//! for a support fund CF-20, 22, 23, 24, 25, 26, 27, 28, 35, then OWN-CAPITAL and what the fund's regulation adds (OWN-TERM,
//! OWN-RATE, OWN-SECURITY, OWN-REGULATION); for job-creation credit JB-02, 05, 06, 07, 08, 10, 12, 17, 18, 20; for the old
//! employment fund JB-38 and JB-39 from 1 January 2026, and JO-01, 02, 03, 05, 06 before. A programme without rules on the
//! day has the one finding OWN-PROGRAMME. Rules that speak of another kind of borrower pass and say so.

pub mod facts;
mod finding;
mod job;
mod law;
mod own;

use chrono::NaiveDate;

pub use facts::{Borrower, Exposure, Fact, Facts, FundCapital, Question, Request, object};
pub use finding::{Basis, Figure, Finding, JobCap, Outcome, Reason, Sheet, Verdict, Warning, WarningKind};

use crate::domain::money::Money;
use crate::domain::policy::{Body, Rule, RuleSet, Unit};
use crate::domain::regulation::Regulation;

/// What a rule said before it is put beside its id and basis.
struct Examined {
    verdict: Verdict,
    reason: Reason,
    observed: Figure,
    limit: Figure,
    unit: Unit,
    /// The largest amount with which this rule does not fail, if it is about amounts and its other facts are known.
    most: Option<Money>,
}

impl Examined {
    fn new(verdict: Verdict, reason: Reason, unit: Unit) -> Examined {
        let (observed, limit, most) = (Figure::None, Figure::None, None);
        Examined { verdict, reason, observed, limit, unit, most }
    }

    fn missing(facts: Vec<Fact>, unit: Unit) -> Examined {
        Examined::new(Verdict::Missing, Reason::Missing(facts), unit)
    }

    fn of(self, observed: Figure, limit: Figure) -> Examined {
        Examined { observed, limit, ..self }
    }

    fn at_most(self, most: Money) -> Examined {
        Examined { most: Some(at_least_zero(most)), ..self }
    }
}

/// Judges the facts by every rule in force and, where the fund's regulation is given, by that too.
///
/// `on` is the day of the judgement, usually that of the rules. The answer depends on nothing else.
pub fn assess(rules: &RuleSet, regulation: Option<&Regulation>, facts: &Facts, on: NaiveDate) -> Sheet {
    let mut findings: Vec<(Finding, Option<Money>)> = Vec::new();
    if !is_open(rules) {
        findings.push(own::not_open(rules.programme(), on));
    }
    let (province, source) = (facts.fund_province.as_deref(), facts.request.capital_source);
    let here = rules.in_province(province, source);
    for rule in here.iter() {
        if let Some(examined) = law::examine(rule, &here, facts, on) {
            findings.push(finding_of(rule, by_source(rule, examined, rules, facts, on)));
        }
    }
    if let Some(regulation) = regulation.filter(|_| rules.programme().is_support_fund()) {
        findings.extend(own::examine(regulation, rules, facts, on));
    }
    sheet_of(findings, law::warnings(rules, facts))
}

/// Where the law's own figure refuses, the province has a higher one for money of one source, and the source is not known: the
/// source is what is missing.
fn by_source(rule: &Rule, examined: Examined, rules: &RuleSet, facts: &Facts, on: NaiveDate) -> Examined {
    let province = facts.fund_province.as_deref();
    if facts.request.capital_source.is_some() || !matches!(examined.verdict, Verdict::Fail) {
        return examined;
    }
    let Some(source) = rules.source_with_own_figure(rule, province) else { return examined };
    let there = rules.in_province(province, Some(source));
    let own = there.find(&rule.id).and_then(|rule| law::examine(rule, &there, facts, on));
    match own {
        Some(own) if own.verdict != Verdict::Fail => {
            let (verdict, reason) = (Verdict::Missing, Reason::Missing(vec![Fact::CapitalSource]));
            Examined { verdict, reason, ..own }
        }
        _ => examined,
    }
}

/// CF-26 at the first disbursement after signing: no bad debt at credit institutions, by a proof not older than the contract
/// and not dated after the disbursement. `None` where the programme has no such rule.
pub fn first_disbursement(
    rules: &RuleSet,
    worst_debt_group: u8,
    proof_on: NaiveDate,
    signed_on: NaiveDate,
    disbursed_on: NaiveDate,
) -> Option<Finding> {
    let (rule, worst) = rules.pick(|body| match body {
        Body::DebtGroupTo(worst) => Some(*worst),
        _ => None,
    })?;
    let examined = if proof_on < signed_on {
        let reason = Reason::ProofOlder { proof_on, signed_on };
        Examined::new(Verdict::Fail, reason, Unit::DebtGroup)
    } else if proof_on > disbursed_on {
        let reason = Reason::ProofLater { proof_on, on: disbursed_on };
        Examined::new(Verdict::Fail, reason, Unit::DebtGroup)
    } else {
        law::debt_group(worst_debt_group, worst, proof_on)
    };
    let figures = (u64::from(worst_debt_group), u64::from(worst));
    let examined = examined.of(Figure::Count(figures.0), Figure::Count(figures.1));
    Some(finding_of(rule, examined).0)
}

/// Whether the programme has rules on the day: somebody who may borrow, or the statement that nobody may any more.
fn is_open(rules: &RuleSet) -> bool {
    let about_borrowers = |body: &Body| matches!(body, Body::Borrowers(_) | Body::NoNewContracts(_)).then_some(());
    rules.pick(about_borrowers).is_some()
}

fn finding_of(rule: &Rule, examined: Examined) -> (Finding, Option<Money>) {
    let basis = Basis::Law(rule.legal_basis.clone());
    let (mut finding, most) = finding_with(&rule.id, basis, rule.confirmed.is_some(), examined);
    finding.unsure = rule.is_unsure();
    (finding, most)
}

fn finding_with(rule: &str, basis: Basis, confirmed: bool, examined: Examined) -> (Finding, Option<Money>) {
    let most = examined.most;
    let finding = Finding {
        rule: rule.to_owned(),
        verdict: examined.verdict,
        reason: examined.reason,
        observed: examined.observed,
        limit: examined.limit,
        unit: examined.unit,
        basis,
        confirmed,
        unsure: false,
    };
    (finding, most)
}

fn sheet_of(findings: Vec<(Finding, Option<Money>)>, warnings: Vec<Warning>) -> Sheet {
    let bounds = findings.iter().filter_map(|(finding, most)| most.map(|most| (most, &finding.rule)));
    // `min_by_key` keeps the first of equals: the order of the rules decides.
    let binding = bounds.min_by_key(|(most, _)| *most);
    let (max_amount, max_amount_rule) = binding.map(|(most, rule)| (most, rule.clone())).unzip();
    let any = |verdicts: &[Verdict]| findings.iter().any(|(finding, _)| verdicts.contains(&finding.verdict));
    let outcome = if any(&[Verdict::Fail]) {
        Outcome::NotEligible
    } else if any(&[Verdict::Missing, Verdict::Review]) {
        Outcome::NeedsReview
    } else {
        Outcome::Eligible
    };
    Sheet {
        outcome,
        max_amount,
        max_amount_rule,
        findings: findings.into_iter().map(|(finding, _)| finding).collect(),
        warnings,
    }
}

/// The sum, or the largest number there is: larger than any limit.
fn plus(one: Money, other: Money) -> Money {
    one.checked_add(other).unwrap_or(Money::dong(i64::MAX))
}

/// The difference, but not below zero.
fn minus(one: Money, other: Money) -> Money {
    at_least_zero(one.checked_sub(other).unwrap_or(Money::ZERO))
}

fn at_least_zero(amount: Money) -> Money {
    amount.max(Money::ZERO)
}

/// The facts that are not given, in the order asked.
fn absent(asked: &[(Fact, bool)]) -> Vec<Fact> {
    asked.iter().filter(|(_, given)| !given).map(|(fact, _)| *fact).collect()
}

/// Pass or fail.
fn pass_if(kept: bool) -> Verdict {
    if kept { Verdict::Pass } else { Verdict::Fail }
}

#[cfg(test)]
mod missing;
#[cfg(test)]
pub(crate) mod tests;
