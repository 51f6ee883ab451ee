//! The rules of the law, each compared with the facts. One arm a kind of rule; a rule that nobody compares gives nothing.

use chrono::NaiveDate;

use super::{
    Basis, Examined, Fact, Facts, Figure, Reason, Verdict, Warning, WarningKind, absent, job, minus, pass_if, plus,
};
use crate::domain::capital::actual_charter;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::{Body, BorrowerKind, Rule, RuleSet, Territory, Unit, Whom, same_province};

/// What the rule says to the facts; `None` for rules that are not about a request.
pub(super) fn examine(rule: &Rule, rules: &RuleSet, facts: &Facts, on: NaiveDate) -> Option<Examined> {
    let examined = match &rule.body {
        Body::Borrowers(allowed) => borrower(allowed, facts),
        Body::Territory(territory) => province(*territory, facts),
        Body::LawfullyEstablished(person_from) => established(*person_from, facts),
        Body::PlanFeasible(whom) => plan(*whom, facts),
        Body::OwnCapitalFrom(percent) => own_capital(*percent, facts),
        Body::DebtGroupTo(worst) => credit_history(*worst, facts, on),
        Body::CustomerDebtTo(percent) => concentration(*percent, false, facts),
        Body::RelatedDebtTo(percent) => concentration(*percent, true, facts),
        Body::CivilRateCap { in_term, .. } => rate(*in_term, facts),
        Body::TermTo(months) => term(*months, facts),
        Body::CapitalAvailable(_) => return capital(rules, facts),
        Body::NoNewContracts(instead) => {
            let reason = Reason::Closed { instead: *instead };
            Examined::new(Verdict::Fail, reason, Unit::Names).at_most(Money::ZERO)
        }
        Body::PendingFilesMoveTo(to) => Examined::new(Verdict::Fail, Reason::Moved { to: *to }, Unit::Names),
        body => return job::examine(body, rules, facts),
    };
    Some(examined)
}

/// What stops nobody and should be known.
pub(super) fn warnings(rules: &RuleSet, facts: &Facts) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for rule in rules.iter() {
        if let (Body::LegalMinimumCapital(minimum), Some(charter)) = (&rule.body, facts.capital.book_charter)
            && charter < *minimum
        {
            let minimum = *minimum;
            warnings.push(Warning {
                rule: rule.id.clone(),
                kind: WarningKind::CharterBelowMinimum { charter, minimum },
                basis: Basis::Law(rule.legal_basis.clone()),
            });
        }
    }
    warnings
}

fn borrower(allowed: &[BorrowerKind], facts: &Facts) -> Examined {
    let Some(kind) = facts.borrower.kind else {
        return Examined::missing(vec![Fact::Kind], Unit::BorrowerKind)
            .of(Figure::None, Figure::Kinds(allowed.to_vec()));
    };
    let verdict = pass_if(allowed.contains(&kind));
    let allowed = allowed.to_vec();
    let limit = Figure::Kinds(allowed.clone());
    Examined::new(verdict, Reason::Borrower { kind, allowed }, Unit::BorrowerKind).of(Figure::Kind(kind), limit)
}

fn province(territory: Territory, facts: &Facts) -> Examined {
    if territory == Territory::Nationwide {
        return Examined::new(Verdict::Pass, Reason::Nationwide, Unit::Province);
    }
    let named = |name: &Option<String>| name.clone().filter(|name| !name.trim().is_empty());
    let (borrower, fund) = (named(&facts.borrower.province), named(&facts.fund_province));
    match (borrower, fund) {
        (Some(borrower), Some(fund)) => {
            let verdict = pass_if(same_province(&borrower, &fund));
            let figures = (Figure::Text(borrower.clone()), Figure::Text(fund.clone()));
            Examined::new(verdict, Reason::Province { borrower, fund }, Unit::Province).of(figures.0, figures.1)
        }
        (borrower, fund) => {
            let missing = absent(&[(Fact::FundProvince, fund.is_some()), (Fact::BorrowerProvince, borrower.is_some())]);
            Examined::missing(missing, Unit::Province)
        }
    }
}

fn established(person_from: u32, facts: &Facts) -> Examined {
    yes_no(facts.borrower.lawfully_established, Fact::LawfullyEstablished, Reason::Established { person_from })
}

fn plan(whom: Whom, facts: &Facts) -> Examined {
    match (whom, facts.borrower.kind) {
        (Whom::Anyone, _) => {}
        (_, Some(kind)) if whom.covers(kind) => {}
        (_, Some(_)) => return concerns(whom, Unit::YesNo),
        (_, None) => {
            let asked = [(Fact::Kind, false), (Fact::PlanFeasible, facts.request.plan_feasible.is_some())];
            return Examined::missing(absent(&asked), Unit::YesNo);
        }
    }
    yes_no(facts.request.plan_feasible, Fact::PlanFeasible, Reason::Plan)
}

fn yes_no(given: Option<bool>, fact: Fact, reason: Reason) -> Examined {
    match given {
        None => Examined::missing(vec![fact], Unit::YesNo).of(Figure::None, Figure::Flag(true)),
        Some(kept) => Examined::new(pass_if(kept), reason, Unit::YesNo).of(Figure::Flag(kept), Figure::Flag(true)),
    }
}

/// A rule that speaks of other borrowers is kept.
pub(super) fn concerns(whom: Whom, unit: Unit) -> Examined {
    Examined::new(Verdict::Pass, Reason::Concerns(whom), unit)
}

fn own_capital(percent: Percent, facts: &Facts) -> Examined {
    let (own, cost) = (facts.request.own_capital, facts.request.project_cost);
    let (Some(own), Some(cost)) = (own, cost) else {
        let asked = [(Fact::ProjectCost, cost.is_some()), (Fact::OwnCapital, own.is_some())];
        return Examined::missing(absent(&asked), Unit::Dong);
    };
    let needed = percent.ceiling_of(cost);
    let examined = if cost.is_positive() {
        let reason = Reason::OwnCapital { own, needed, percent, cost };
        // Against the rounded-up share: for whole dong the same as the exact comparison.
        Examined::new(pass_if(own >= needed), reason, Unit::Dong)
    } else {
        Examined::new(Verdict::Review, Reason::NoCost, Unit::Dong)
    };
    examined.of(Figure::Money(own), Figure::Money(needed))
}

fn credit_history(worst: u8, facts: &Facts, on: NaiveDate) -> Examined {
    let (group, proof_on) = (facts.borrower.worst_debt_group, facts.borrower.worst_debt_group_on);
    let limit = Figure::Count(u64::from(worst));
    let (Some(group), Some(proof_on)) = (group, proof_on) else {
        let asked = [(Fact::WorstDebtGroup, group.is_some()), (Fact::WorstDebtGroupOn, proof_on.is_some())];
        return Examined::missing(absent(&asked), Unit::DebtGroup).of(Figure::None, limit);
    };
    let examined = debt_group(group, worst, proof_on);
    let later = proof_on > on && examined.verdict == Verdict::Pass;
    let examined = if later {
        let reason = Reason::ProofLater { proof_on, on };
        Examined::new(Verdict::Review, reason, Unit::DebtGroup)
    } else {
        examined
    };
    examined.of(Figure::Count(u64::from(group)), limit)
}

pub(super) fn debt_group(group: u8, worst: u8, proof_on: NaiveDate) -> Examined {
    let reason = Reason::DebtGroup { group, worst, proof_on };
    Examined::new(pass_if(group <= worst), reason, Unit::DebtGroup)
}

fn concentration(percent: Percent, with_related: bool, facts: &Facts) -> Examined {
    let (capital, exposure) = (&facts.capital, &facts.exposure);
    let mut asked = vec![
        (Fact::CustomerDebt, exposure.customer.is_some()),
        (Fact::BookCharter, capital.book_charter.is_some()),
        (Fact::AccumulatedResult, capital.accumulated_result.is_some()),
    ];
    if with_related {
        asked.insert(1, (Fact::RelatedDebt, exposure.related.is_some()));
    }
    let mut missing = absent(&asked);
    if facts.request.amount.is_none() {
        missing.insert(0, Fact::Amount);
    }
    let others_known = missing.iter().all(|fact| *fact == Fact::Amount);
    if !others_known {
        return Examined::missing(missing, Unit::Dong);
    }
    let owed = |debt: Option<Money>| debt.unwrap_or(Money::ZERO);
    let related = if with_related { owed(exposure.related) } else { Money::ZERO };
    let before = plus(owed(exposure.customer), related);
    let actual_charter = actual_charter(owed(capital.book_charter), owed(capital.accumulated_result));
    let limit = percent.floor_of(actual_charter);
    let most = minus(limit, before);
    let Some(amount) = facts.request.amount else {
        return Examined::missing(missing, Unit::Dong).of(Figure::None, Figure::Money(limit)).at_most(most);
    };
    let debt = plus(before, amount);
    let reason = Reason::Concentration { with_related, debt, limit, percent, actual_charter, most };
    Examined::new(pass_if(debt <= limit), reason, Unit::Dong)
        .of(Figure::Money(debt), Figure::Money(limit))
        .at_most(most)
}

fn rate(limit: Percent, facts: &Facts) -> Examined {
    let Some(rate) = facts.request.annual_rate_percent else {
        return Examined::missing(vec![Fact::Rate], Unit::PercentAYear).of(Figure::None, Figure::Percent(limit));
    };
    Examined::new(pass_if(rate <= limit), Reason::Rate { rate, limit }, Unit::PercentAYear)
        .of(Figure::Percent(rate), Figure::Percent(limit))
}

fn term(limit: u32, facts: &Facts) -> Examined {
    let limit_figure = Figure::Count(u64::from(limit));
    let Some(months) = facts.request.term_months else {
        return Examined::missing(vec![Fact::Term], Unit::Months).of(Figure::None, limit_figure);
    };
    let reason = Reason::Term { months, limit: Some(limit) };
    Examined::new(pass_if(months <= limit), reason, Unit::Months).of(Figure::Count(u64::from(months)), limit_figure)
}

/// Support funds lend their own capital, so it must be known. Job loans are of the bank's: it counts where it is known.
fn capital(rules: &RuleSet, facts: &Facts) -> Option<Examined> {
    let (amount, available) = (facts.request.amount, facts.capital.available);
    if available.is_none() && !rules.programme().is_support_fund() {
        return None;
    }
    let (Some(amount), Some(available)) = (amount, available) else {
        let asked = [(Fact::Amount, amount.is_some()), (Fact::Available, available.is_some())];
        let examined = Examined::missing(absent(&asked), Unit::Dong);
        return Some(match available {
            Some(available) => examined.of(Figure::None, Figure::Money(available)).at_most(available),
            None => examined,
        });
    };
    let reason = Reason::Capital { amount, available };
    let examined = Examined::new(pass_if(amount <= available), reason, Unit::Dong)
        .of(Figure::Money(amount), Figure::Money(available));
    Some(examined.at_most(available))
}
