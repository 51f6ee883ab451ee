//! The rules of job loans: how much, at which rate, with which security.

use super::law::concerns;
use super::{Examined, Fact, Facts, Figure, JobCap, Reason, Verdict, absent, minus, pass_if, plus};
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::{Body, PriorityGroup, RuleSet, Unit, Whom};

/// What the rule says to the facts; `None` for rules that are not about a request.
pub(super) fn examine(body: &Body, rules: &RuleSet, facts: &Facts) -> Option<Examined> {
    match body {
        Body::JobLoanLimits { .. } => Some(one_loan(body, facts)),
        Body::JobLoansTogether(_) => Some(together(rules, facts)),
        Body::PriorityShareFrom { percent, groups } => Some(priority_share(*percent, groups, rules, facts)),
        Body::PriorityWorker(_) => Some(priority_worker(rules, facts)),
        Body::SecurityFrom { amount, inclusive } => Some(security(*amount, *inclusive, Whom::Establishments, facts)),
        _ => None,
    }
}

/// The largest job loan that a rule allows this borrower: `Err` with the facts that are missing to say so, or with nobody
/// missing where the rule speaks of other borrowers.
fn cap_of(body: &Body, facts: &Facts) -> Result<(Money, JobCap), Vec<Fact>> {
    let Body::JobLoanLimits { establishment, per_job, worker } = body else {
        return Err(Vec::new());
    };
    let Some(kind) = facts.borrower.kind else {
        return Err(vec![Fact::Kind]);
    };
    if kind.is_person() {
        return worker.map(|limit| (limit, JobCap::Worker(limit))).ok_or_else(Vec::new);
    }
    let whole = establishment.map(|limit| (limit, JobCap::Establishment(limit)));
    let by_jobs = match per_job {
        None => None,
        Some(each) => {
            let jobs = facts.request.jobs_supported.ok_or_else(|| vec![Fact::Jobs])?;
            let limit = each.checked_mul(i64::from(jobs)).unwrap_or(Money::dong(i64::MAX));
            Some((limit, JobCap::Jobs { jobs, each: *each }))
        }
    };
    let caps = [whole, by_jobs].into_iter().flatten();
    caps.min_by_key(|(limit, _)| *limit).ok_or_else(Vec::new)
}

/// Whom a rule on the largest loan speaks of, where it does not speak of the borrower.
const fn spoken_of(body: &Body) -> Whom {
    match body {
        Body::JobLoanLimits { worker: Some(_), .. } => Whom::Workers,
        _ => Whom::Establishments,
    }
}

fn one_loan(body: &Body, facts: &Facts) -> Examined {
    let amount = facts.request.amount;
    let (limit, cap) = match cap_of(body, facts) {
        Ok(found) => found,
        Err(missing) if missing.is_empty() => return concerns(spoken_of(body), Unit::Dong),
        Err(mut missing) => {
            if amount.is_none() {
                missing.push(Fact::Amount);
            }
            return Examined::missing(missing, Unit::Dong);
        }
    };
    let Some(amount) = amount else {
        return Examined::missing(vec![Fact::Amount], Unit::Dong).of(Figure::None, Figure::Money(limit)).at_most(limit);
    };
    Examined::new(pass_if(amount <= limit), Reason::JobLoan { amount, limit, cap }, Unit::Dong)
        .of(Figure::Money(amount), Figure::Money(limit))
        .at_most(limit)
}

/// Everything owed on job loans, with the request, stays under the same cap as one loan.
fn together(rules: &RuleSet, facts: &Facts) -> Examined {
    let caps: Vec<_> = rules
        .iter()
        .filter(|rule| matches!(rule.body, Body::JobLoanLimits { .. }))
        .map(|rule| cap_of(&rule.body, facts))
        .collect();
    let known = caps.iter().flatten().min_by_key(|(limit, _)| *limit).copied();
    let mut missing: Vec<Fact> = match known {
        Some(_) => Vec::new(),
        None => caps.into_iter().filter_map(Result::err).flatten().collect(),
    };
    missing.dedup();
    let (amount, owed) = (facts.request.amount, facts.exposure.job_loans);
    missing.extend(absent(&[(Fact::Amount, amount.is_some()), (Fact::JobLoans, owed.is_some())]));
    let (Some((limit, cap)), Some(owed)) = (known, owed) else {
        return Examined::missing(missing, Unit::Dong);
    };
    let most = minus(limit, owed);
    let Some(amount) = amount else {
        return Examined::missing(missing, Unit::Dong).of(Figure::None, Figure::Money(limit)).at_most(most);
    };
    let together = plus(owed, amount);
    let reason = Reason::JobLoansTogether { owed, together, limit, cap, most };
    Examined::new(pass_if(together <= limit), reason, Unit::Dong)
        .of(Figure::Money(together), Figure::Money(limit))
        .at_most(most)
}

/// The share decides the rate and refuses nobody; a request at another rate is for a person to put right.
fn priority_share(percent: Percent, groups: &[PriorityGroup], rules: &RuleSet, facts: &Facts) -> Examined {
    match facts.borrower.kind {
        None => return Examined::missing(vec![Fact::Kind], Unit::Persons),
        Some(kind) if kind.is_person() => return concerns(Whom::Establishments, Unit::Persons),
        Some(_) => {}
    }
    let (workers, counted) = match counted_once(groups, facts) {
        Ok(numbers) => numbers,
        Err(missing) if missing.is_empty() => {
            return Examined::new(Verdict::Review, Reason::WorkersContradict, Unit::Persons);
        }
        Err(mut missing) => {
            missing.extend(absent(&[(Fact::Rate, facts.request.annual_rate_percent.is_some())]));
            return Examined::missing(missing, Unit::Persons);
        }
    };
    let people = i64::try_from(workers).unwrap_or(i64::MAX);
    // A number of people rounds up like an amount: 30 % of 7 people are 3.
    let needed = percent.ceiling_of(Money::dong(people)).as_dong().unsigned_abs();
    let figures = (Figure::Count(counted), Figure::Count(needed));
    if facts.request.annual_rate_percent.is_none() {
        return Examined::missing(vec![Fact::Rate], Unit::Persons).of(figures.0, figures.1);
    }
    let reached = percent.is_reached_by(counted, workers);
    let rate_due = rules.job_rates().map(|rates| if reached { rates.priority } else { rates.normal });
    let rate_asked = facts.request.annual_rate_percent.filter(|asked| rate_due.is_some_and(|due| due != *asked));
    let verdict = if rate_asked.is_some() { Verdict::Review } else { Verdict::Pass };
    let reason = Reason::PriorityShare { counted, workers, percent, reached, rate_due, rate_asked };
    Examined::new(verdict, reason, Unit::Persons).of(figures.0, figures.1)
}

/// All workers, and those of the groups, each person once: `Err` with the facts missing, or with none where the numbers
/// contradict one another.
fn counted_once(groups: &[PriorityGroup], facts: &Facts) -> Result<(u64, u64), Vec<Fact>> {
    let who = &facts.borrower;
    let narrow = groups.iter().all(|group| matches!(group, PriorityGroup::Disabled | PriorityGroup::EthnicMinority));
    let mut asked =
        vec![(Fact::Workers, who.workers.is_some()), (Fact::WorkersPriority, who.workers_priority.is_some())];
    if narrow {
        asked.push((Fact::WorkersDisabled, who.workers_disabled.is_some()));
        asked.push((Fact::WorkersEthnicMinority, who.workers_ethnic_minority.is_some()));
    }
    let missing = absent(&asked);
    if !missing.is_empty() {
        return Err(missing);
    }
    let number = |given: Option<u32>| u64::from(given.unwrap_or(0));
    let (workers, priority) = (number(who.workers), number(who.workers_priority));
    let (disabled, minority) = (number(who.workers_disabled), number(who.workers_ethnic_minority));
    let largest = disabled.max(minority);
    if priority > workers || largest > priority {
        return Err(Vec::new());
    }
    // Where only two groups count, nobody else among the priority workers may: at most both groups without overlap.
    let counted = if narrow { priority.min(disabled + minority) } else { priority };
    Ok((workers, counted))
}

/// Which workers earn the lower rate is in their papers, so a request for it is for a person to look at.
fn priority_worker(rules: &RuleSet, facts: &Facts) -> Examined {
    match facts.borrower.kind {
        None => return Examined::missing(vec![Fact::Kind], Unit::PercentAYear),
        Some(kind) if !kind.is_person() => return concerns(Whom::Workers, Unit::PercentAYear),
        Some(_) => {}
    }
    let rates = rules.job_rates();
    let (normal, priority) = rates.map(|rates| (rates.normal, rates.priority)).unzip();
    let figure = |rate: Option<Percent>| rate.map_or(Figure::None, Figure::Percent);
    let asked = facts.request.annual_rate_percent;
    if asked.is_none() {
        return Examined::missing(vec![Fact::Rate], Unit::PercentAYear).of(Figure::None, figure(normal));
    }
    let rate_asked = asked.filter(|asked| normal != Some(*asked));
    let verdict = if rate_asked.is_some() { Verdict::Review } else { Verdict::Pass };
    let reason = Reason::PriorityWorker { normal, priority, rate_asked };
    Examined::new(verdict, reason, Unit::PercentAYear).of(figure(asked), figure(normal))
}

/// Above the threshold a loan without security fails, and one whose security counts for less than it is to review.
pub(super) fn security(threshold: Money, inclusive: bool, whom: Whom, facts: &Facts) -> Examined {
    match facts.borrower.kind {
        _ if whom == Whom::Anyone => {}
        None => return Examined::missing(vec![Fact::Kind], Unit::Dong),
        Some(kind) if !whom.covers(kind) => return concerns(whom, Unit::Dong),
        Some(_) => {}
    }
    let (amount, collateral) = (facts.request.amount, facts.request.collateral_value);
    let free = if inclusive { minus(threshold, Money::dong(1)) } else { threshold };
    let limit = Figure::Money(threshold);
    let bound = |examined: Examined| match collateral {
        Some(Money::ZERO) => examined.at_most(free),
        _ => examined,
    };
    let (Some(amount), Some(collateral)) = (amount, collateral) else {
        let asked = [(Fact::Amount, amount.is_some()), (Fact::Collateral, collateral.is_some())];
        return bound(Examined::missing(absent(&asked), Unit::Dong).of(Figure::None, limit));
    };
    let verdict = if amount <= free || collateral >= amount {
        Verdict::Pass
    } else if collateral.is_zero() {
        Verdict::Fail
    } else {
        Verdict::Review
    };
    let reason = Reason::Security { amount, threshold, inclusive, collateral };
    bound(Examined::new(verdict, reason, Unit::Dong).of(Figure::Money(amount), limit))
}
