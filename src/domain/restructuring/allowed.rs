//! What law and the fund's regulation allow. The figures stand in the rules and the settings, never here.

use chrono::{Datelike, NaiveDate};

use super::Change;
use crate::domain::account::Position;
use crate::domain::calendar::add_months;
use crate::domain::eligibility::Basis;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::{Body, Rule, RuleSet};
use crate::domain::rate::Rate;
use crate::domain::refusal::Refusal;
use crate::domain::regulation::{Regulation, SettingKey};
use crate::domain::terms::{self, PlannedPart};

/// The loan that a change is proposed for.
#[derive(Copy, Clone, Debug)]
pub struct Case<'a> {
    /// The day the change takes effect.
    pub date: NaiveDate,
    /// Today: what is planned must lie after it.
    pub today: NaiveDate,
    /// What is owed at the end of `date` without the change.
    pub position: &'a Position,
    /// The last due date of the contract, before any extension.
    pub contract_end: NaiveDate,
    /// The term of the contract in months.
    pub term_months: u32,
    /// How often the term was extended and still is.
    pub extensions: u32,
    /// The contract rate in force on `date`.
    pub rate: Rate,
    /// Whether something may still be drawn.
    pub drawing_open: bool,
}

/// The law that binds the contract, and the regulation of its fund, on the day of the decision.
#[derive(Copy, Clone, Debug)]
pub struct Bounds<'a> {
    /// The rules for a contract signed when this one was.
    pub rules: &'a RuleSet,
    /// The fund's own.
    pub regulation: &'a Regulation,
}

/// Why a change is not allowed, or cannot be meant.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Objection {
    /// No plan at all: too few or too many parts, dates that do not rise, a part that is no amount.
    Malformed(Refusal),
    /// The parts of the plan do not sum to the principal owed.
    PlanDoesNotSum {
        /// Of the plan.
        sum: Money,
        /// Owed.
        outstanding: Money,
    },
    /// A due date that is not after today.
    AlreadyPast {
        /// Which part, from 0.
        place: usize,
        /// Today.
        today: NaiveDate,
    },
    /// An adjustment that goes past the term: that is an extension.
    PastTerm {
        /// Which part, from 0.
        place: usize,
        /// The last day of the term.
        end: NaiveDate,
    },
    /// An extension that stays inside the term: that is an adjustment.
    InsideTerm {
        /// The last day of the term.
        end: NaiveDate,
    },
    /// The law leaves the limit to the fund, and the fund has written none down.
    NotRegulated {
        /// The setting that is missing.
        key: SettingKey,
        /// The rule that leaves it to the fund, and where it stands.
        rule: String,
        /// Where the law leaves it to the fund.
        basis: Basis,
    },
    /// Extended as often as the regulation allows.
    TooOften {
        /// How often it allows.
        times: u32,
        /// Where that is written.
        basis: Basis,
    },
    /// Past the last day that regulation or law allows.
    TooFar {
        /// That day.
        until: NaiveDate,
        /// How many months that is after the contract's end, or after the beginning of a freeze.
        months: u32,
        /// Where that is written.
        basis: Basis,
    },
    /// The rate in force already.
    SameRate,
    /// Above the rate the law allows.
    RateTooHigh {
        /// Percent a year.
        limit: Percent,
        /// Where that is written.
        basis: Basis,
    },
    /// There is no interest due that could be waived.
    NothingDue,
    /// More than the interest due.
    MoreThanDue {
        /// The interest due.
        due: Money,
    },
    /// The law of the programme has no freeze.
    NoFreeze,
    /// The loss is too small for a freeze.
    LossTooSmall {
        /// The smallest, percent.
        from: Percent,
        /// Where that is written.
        basis: Basis,
    },
    /// Something may still be drawn.
    DrawingOpen,
    /// No principal is owed.
    NothingOwed,
}

impl Objection {
    /// The field of the proposal it is about, as a JSON pointer.
    pub fn pointer(&self) -> String {
        match self {
            Objection::Malformed(refusal) => refusal.pointer.clone(),
            Objection::AlreadyPast { place, .. } | Objection::PastTerm { place, .. } => format!("/plan/{place}/due"),
            Objection::PlanDoesNotSum { .. } | Objection::InsideTerm { .. } => "/plan".into(),
            Objection::TooFar { .. } => "/plan".into(),
            Objection::SameRate | Objection::RateTooHigh { .. } => "/annual_rate_percent".into(),
            Objection::NothingDue | Objection::MoreThanDue { .. } => "/amount".into(),
            Objection::LossTooSmall { .. } => "/loss_percent".into(),
            Objection::NotRegulated { .. }
            | Objection::TooOften { .. }
            | Objection::NoFreeze
            | Objection::DrawingOpen
            | Objection::NothingOwed => "/kind".into(),
        }
    }
}

/// Whether the change may be proposed and decided.
///
/// # Errors
/// The first [`Objection`].
pub fn check(change: &Change, case: &Case<'_>, bounds: &Bounds<'_>) -> Result<(), Objection> {
    if case.position.principal_outstanding.is_zero() {
        return Err(Objection::NothingOwed);
    }
    match change {
        Change::TermAdjustment { plan } => {
            check_plan(plan, case)?;
            let end = case.position.final_due;
            match plan.iter().position(|part| part.due > end) {
                Some(place) => Err(Objection::PastTerm { place, end }),
                None => Ok(()),
            }
        }
        Change::Extension { plan } => {
            check_plan(plan, case)?;
            check_extension(plan, case, bounds)
        }
        Change::Rate { annual_rate_percent } => check_rate(*annual_rate_percent, case, bounds),
        Change::InterestWaiver { amount, .. } => match case.position.interest_due {
            due if !due.is_positive() => Err(Objection::NothingDue),
            due if *amount > due => Err(Objection::MoreThanDue { due }),
            _ => Ok(()),
        },
        Change::Freeze { to, loss_percent } => check_freeze(*to, *loss_percent, case, bounds),
        Change::WriteOff {} if case.drawing_open => Err(Objection::DrawingOpen),
        Change::WriteOff {} => Ok(()),
    }
}

fn check_plan(plan: &[PlannedPart], case: &Case<'_>) -> Result<(), Objection> {
    let today = case.today;
    if let Some(place) = plan.iter().position(|part| part.due <= today) {
        return Err(Objection::AlreadyPast { place, today });
    }
    terms::check_plan(plan, case.date, "/plan").map_err(Objection::Malformed)?;
    let outstanding = case.position.principal_outstanding;
    match Money::try_sum(plan.iter().map(|part| part.principal)) {
        Some(sum) if sum == outstanding => Ok(()),
        Some(sum) => Err(Objection::PlanDoesNotSum { sum, outstanding }),
        None => Err(Objection::Malformed(Refusal::too_large("/plan"))),
    }
}

fn check_extension(plan: &[PlannedPart], case: &Case<'_>, bounds: &Bounds<'_>) -> Result<(), Objection> {
    let Some(last) = plan.iter().map(|part| part.due).max() else { return Ok(()) };
    let end = case.position.final_due;
    if last <= end {
        return Err(Objection::InsideTerm { end });
    }
    let (months, basis) = if bounds.rules.programme().is_support_fund() {
        let (limit, basis) = regulated(bounds, SettingKey::Extension, Regulation::extension)?;
        if case.extensions >= limit.times {
            return Err(Objection::TooOften { times: limit.times, basis });
        }
        (limit.months, basis)
    } else {
        match by_law(bounds.rules, case.term_months) {
            Some(limit) => limit,
            None => return Ok(()),
        }
    };
    within(case.contract_end, months, last, basis)
}

/// How long a job loan may be extended by law, in months after its contract's end.
fn by_law(rules: &RuleSet, term_months: u32) -> Option<(u32, Basis)> {
    let (rule, limit) = rules.pick(|body| match body {
        Body::ExtensionTo(limit) => Some(*limit),
        _ => None,
    })?;
    let months = if term_months <= limit.short_term_to {
        limit.short
    } else {
        let months = limit.longer_percent.floor_of(Money::dong(i64::from(term_months)));
        u32::try_from(months.as_dong()).ok()?
    };
    Some((months, law(rule)))
}

fn within(from: NaiveDate, months: u32, last: NaiveDate, basis: Basis) -> Result<(), Objection> {
    match add_months(from, months, from.day()) {
        Some(until) if last > until => Err(Objection::TooFar { until, months, basis }),
        _ => Ok(()),
    }
}

/// A setting of the regulation with its source, or that it is missing.
fn regulated<T>(
    bounds: &Bounds<'_>,
    key: SettingKey,
    take: impl Fn(&Regulation) -> Option<T>,
) -> Result<(T, Basis), Objection> {
    let setting = bounds.regulation.get(key).zip(take(bounds.regulation));
    setting.map(|(setting, value)| (value, Basis::Fund(setting.source.clone()))).ok_or_else(|| {
        let delegates = bounds.rules.pick(|body| match body {
            Body::Delegated(keys) if keys.contains(&key) => Some(()),
            _ => None,
        });
        let rule = delegates.map(|(rule, ())| rule);
        Objection::NotRegulated {
            key,
            rule: rule.map(|rule| rule.id.clone()).unwrap_or_default(),
            basis: rule.map_or(Basis::Unwritten, law),
        }
    })
}

fn law(rule: &Rule) -> Basis {
    Basis::Law(rule.legal_basis.clone())
}

fn check_rate(rate: Rate, case: &Case<'_>, bounds: &Bounds<'_>) -> Result<(), Objection> {
    if rate == case.rate {
        return Err(Objection::SameRate);
    }
    let limit = if bounds.rules.programme().is_support_fund() {
        regulated(bounds, SettingKey::Rates, |regulation| (!regulation.rates().is_empty()).then_some(()))?;
        bounds.rules.civil_rate_caps().map(|(rule, (in_term, _))| (in_term, law(rule)))
    } else {
        let fixes = |body: &Body| matches!(body, Body::NormalRateOfPoor(_) | Body::OldJobRates { .. }).then_some(());
        let rule = bounds.rules.pick(fixes).map(|(rule, ())| law(rule));
        bounds.rules.job_rates().map(|rates| rates.normal).zip(rule)
    };
    match limit {
        Some((limit, basis)) if rate.percent() > limit.as_decimal() => Err(Objection::RateTooHigh { limit, basis }),
        _ => Ok(()),
    }
}

fn check_freeze(to: NaiveDate, loss_percent: Percent, case: &Case<'_>, bounds: &Bounds<'_>) -> Result<(), Objection> {
    let cases = bounds.rules.pick(|body| match body {
        Body::FreezeTo(cases) => Some(cases),
        _ => None,
    });
    let Some((rule, cases)) = cases else { return Err(Objection::NoFreeze) };
    let fits = cases.iter().filter(|case| loss_percent >= case.loss_from).max_by_key(|case| case.loss_from);
    match (fits, cases.iter().map(|case| case.loss_from).min()) {
        (Some(fits), _) => within(case.date, fits.months, to, law(rule)),
        (None, Some(from)) => Err(Objection::LossTooSmall { from, basis: law(rule) }),
        (None, None) => Err(Objection::NoFreeze),
    }
}
