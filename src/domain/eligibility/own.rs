//! What the fund's own regulation adds to the law.

use chrono::NaiveDate;

use super::{Basis, Examined, Fact, Facts, Figure, Finding, Reason, Verdict, absent, finding_with, job, pass_if};
use crate::domain::money::Money;
use crate::domain::policy::{Programme, RuleSet, Unit, Whom};
use crate::domain::regulation::{MaxTerm, Regulation, SettingKey, TermClass};

type Bounded = (Finding, Option<Money>);

/// Nothing can be lent under a programme that has no rules on the day.
pub(super) fn not_open(programme: Programme, on: NaiveDate) -> Bounded {
    let reason = Reason::NotOpen { programme, on };
    let examined = Examined::new(Verdict::Fail, reason, Unit::Names).at_most(Money::ZERO);
    finding_with("OWN-PROGRAMME", Basis::Unwritten, false, examined)
}

/// Each setting that bounds a request, where it is filled; then whether all are.
pub(super) fn examine(regulation: &Regulation, rules: &RuleSet, facts: &Facts, on: NaiveDate) -> Vec<Bounded> {
    let basis = |key| match regulation.get(key) {
        Some(setting) => Basis::Fund(setting.source.clone()),
        None => Basis::Unwritten,
    };
    let mut findings = Vec::new();
    if let (Some(longest), Some(classes)) = (regulation.max_term(), rules.term_classes()) {
        let examined = term(longest, classes, facts);
        findings.push(finding_with("OWN-TERM", basis(SettingKey::MaxTerm), true, examined));
    }
    if let (false, Some(classes)) = (regulation.rates().is_empty(), rules.term_classes()) {
        let examined = rate(regulation, classes, facts, on);
        findings.push(finding_with("OWN-RATE", basis(SettingKey::Rates), true, examined));
    }
    if let Some(unsecured) = regulation.unsecured() {
        let examined = job::security(unsecured.up_to, false, Whom::Anyone, facts);
        findings.push(finding_with("OWN-SECURITY", basis(SettingKey::Unsecured), true, examined));
    }
    let lacks = regulation.missing();
    if !lacks.is_empty() {
        let count = u64::try_from(lacks.len()).unwrap_or(u64::MAX);
        let reason = Reason::RegulationLacks(lacks);
        let examined = Examined::new(Verdict::Fail, reason, Unit::Names).of(Figure::Count(count), Figure::Count(0));
        findings.push(finding_with("OWN-REGULATION", Basis::Unwritten, false, examined));
    }
    findings
}

fn term(longest: MaxTerm, classes: (u32, u32), facts: &Facts) -> Examined {
    let Some(months) = facts.request.term_months else {
        return Examined::missing(vec![Fact::Term], Unit::Months);
    };
    let limit = longest.of(TermClass::of(months, classes));
    let kept = limit.is_some_and(|limit| months <= limit);
    let figure = limit.map_or(Figure::None, |limit| Figure::Count(u64::from(limit)));
    Examined::new(pass_if(kept), Reason::Term { months, limit }, Unit::Months)
        .of(Figure::Count(u64::from(months)), figure)
}

/// Another rate than the table's is for a person to look at: the regulation may let somebody reduce it.
fn rate(regulation: &Regulation, classes: (u32, u32), facts: &Facts, on: NaiveDate) -> Examined {
    let (rate, months) = (facts.request.annual_rate_percent, facts.request.term_months);
    let (Some(rate), Some(months)) = (rate, months) else {
        let asked = [(Fact::Term, months.is_some()), (Fact::Rate, rate.is_some())];
        return Examined::missing(absent(&asked), Unit::PercentAYear);
    };
    let table = regulation.annual_rate(on, TermClass::of(months, classes));
    let verdict = if table == Some(rate) { Verdict::Pass } else { Verdict::Review };
    Examined::new(verdict, Reason::FundRate { rate, table }, Unit::PercentAYear)
        .of(Figure::Percent(rate), table.map_or(Figure::None, Figure::Percent))
}
