//! The early warnings of Decree 45/2021 Art 46 (CF-63): what, held for years in a row, leads to the dissolution of a fund.
//!
//! Equity is taken as the actual charter capital, the only equity the ledger knows. The yearly rating (C) that the first of the
//! triggers also asks for, and the bad debt of past years, are not in the ledger: those two are told as they stand today.
use super::capital::Capital;
use super::money::Money;
use super::policy::{Body, RuleSet};

/// Which of the triggers.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub enum Trigger {
    /// Own lending below a share of equity; it counts in years with rating C.
    LittleLent,
    /// Bad debt above a share of the actual charter capital.
    BadDebt,
    /// Accumulated deficit from a share of the actual charter capital.
    Deficit,
    /// Charter capital below what the law foresees.
    BelowMinimum,
}

/// A trigger that holds today.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EarlyWarning {
    /// Which.
    pub trigger: Trigger,
    /// What is too large or too small, in dong.
    pub observed: Money,
    /// What it is compared with, in dong.
    pub limit: Money,
    /// At how many ends of years in a row before today it held; `None` where the ledger does not tell.
    pub years: Option<u32>,
    /// After how many the law counts it.
    pub years_of_law: u32,
    /// The rule: `CF-63`.
    pub rule: String,
}

/// The triggers that hold with the capital of today. `year_ends` are the figures at the ends of the years before, the latest first,
/// as far back as the fund had capital. Nothing for a programme without the rule.
pub fn early_warnings(rules: &RuleSet, today: &Capital, bad_debt: Money, year_ends: &[Capital]) -> Vec<EarlyWarning> {
    let parts = rules.pick(|body| match body {
        Body::EarlyWarning { years, own_lending_below, bad_debt_above, deficit_from } => {
            Some((*years, *own_lending_below, *bad_debt_above, *deficit_from))
        }
        _ => None,
    });
    let Some((rule, (years_of_law, own_lending_below, bad_debt_above, deficit_from))) = parts else {
        return Vec::new();
    };
    let minimum = rules.pick(|body| if let Body::LegalMinimumCapital(minimum) = body { Some(*minimum) } else { None });
    let little_lent = |capital: &Capital| {
        let limit = own_lending_below.ceiling_of(capital.actual_charter());
        (capital.outstanding < limit).then_some((capital.outstanding, limit))
    };
    let deficit = |capital: &Capital| {
        let deficit = Money::ZERO.checked_sub(capital.accumulated_result)?;
        let limit = deficit_from.ceiling_of(capital.actual_charter().max(Money::ZERO));
        (deficit.is_positive() && deficit >= limit).then_some((deficit, limit))
    };
    let below = |capital: &Capital| {
        let (_, minimum) = minimum?;
        (capital.book_charter < minimum).then_some((capital.book_charter, minimum))
    };
    let bad = {
        let limit = bad_debt_above.floor_of(today.actual_charter().max(Money::ZERO));
        (bad_debt > limit).then_some((bad_debt, limit))
    };
    let in_a_row = |holds: &dyn Fn(&Capital) -> bool| {
        u32::try_from(year_ends.iter().take_while(|capital| holds(capital)).count()).unwrap_or(u32::MAX)
    };
    let found = [
        (Trigger::LittleLent, little_lent(today), Some(in_a_row(&|capital| little_lent(capital).is_some()))),
        (Trigger::BadDebt, bad, None),
        (Trigger::Deficit, deficit(today), Some(in_a_row(&|capital| deficit(capital).is_some()))),
        (Trigger::BelowMinimum, below(today), Some(in_a_row(&|capital| below(capital).is_some()))),
    ];
    let warning = |(trigger, held, years): (Trigger, Option<(Money, Money)>, Option<u32>)| {
        let (observed, limit) = held?;
        Some(EarlyWarning { trigger, observed, limit, years, years_of_law, rule: rule.id.clone() })
    };
    found.into_iter().filter_map(warning).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::Programme;

    fn rules(programme: Programme) -> RuleSet {
        crate::policy::rules().unwrap().in_force(programme, "2026-03-02".parse().unwrap())
    }

    fn capital(charter: i64, result: i64, outstanding: i64) -> Capital {
        let dong = |millions: i64| Money::dong(millions * 1_000_000);
        Capital {
            book_charter: dong(charter),
            accumulated_result: dong(result),
            outstanding: dong(outstanding),
            reserved: Money::ZERO,
        }
    }

    fn triggers(today: Capital, bad_debt: i64, year_ends: &[Capital]) -> Vec<(Trigger, Option<u32>)> {
        let found = early_warnings(&rules(Programme::A), &today, Money::dong(bad_debt * 1_000_000), year_ends);
        found.into_iter().map(|warning| (warning.trigger, warning.years)).collect()
    }

    #[test]
    fn each_trigger_at_its_limit_and_beside_it() {
        use Trigger::*;
        assert_eq!(triggers(capital(20_000, 0, 4_000), 10_000, &[]), []);
        assert_eq!(triggers(capital(20_000, 0, 3_999), 0, &[]), [(LittleLent, Some(0))]);
        assert_eq!(triggers(capital(20_000, 0, 10_001), 10_001, &[]), [(BadDebt, None)]);
        assert_eq!(triggers(capital(19_999, 0, 10_000), 0, &[]), [(BelowMinimum, Some(0))]);
        // A deficit d is 75 percent of what is left of c when d = 0.75 (c − d): of 35 000, 15 000.
        assert_eq!(triggers(capital(35_000, -15_000, 10_000), 0, &[]), [(Deficit, Some(0))]);
        assert_eq!(triggers(capital(35_000, -14_999, 10_000), 0, &[]), []);
    }

    #[test]
    fn the_years_before_count_as_long_as_they_are_in_a_row() {
        let (small, enough) = (capital(3_000, 0, 2_000), capital(20_000, 0, 10_000));
        assert_eq!(triggers(small, 0, &[small, small, enough, small]), [(Trigger::BelowMinimum, Some(2))]);
    }

    #[test]
    fn job_loans_have_no_such_rule() {
        assert_eq!(early_warnings(&rules(Programme::BNew), &capital(1, -1, 0), Money::dong(1), &[]), []);
    }
}
