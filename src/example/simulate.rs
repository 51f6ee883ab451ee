//! A made-up portfolio of any size, for load tests: the same seed on the same day gives the same figures.
use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::FUND_A;
use super::plan::{Case, PURPOSES, Until};
use crate::domain::money::Money;

/// How many cooperatives there may be: the accounts of the example act for some of them, and more codes of the right form the
/// province's prefix does not have.
pub const COOPERATIVES: RangeInclusive<i64> = 20..=15_000;
/// How many loans there may be: their history is told deed by deed.
pub const LOANS: RangeInclusive<i64> = 0..=100_000;

const METHODS: [&str; 3] = ["equal_principal", "equal_instalment", "bullet"];
/// Of a hundred loans so many are late.
const LATE_PERCENT: u32 = 15;
/// Of a hundred loans so many are approved or signed, not yet drawn.
const UNDRAWN_PERCENT: u32 = 5;
const DAYS_TO_DRAW: u64 = 45;

/// The loans: 50 to 400 million, one to five years, begun in the last three years.
pub fn cases(today: NaiveDate, cooperatives: usize, loans: usize, seed: u64) -> Vec<Case> {
    let mut random = StdRng::seed_from_u64(seed);
    (0..loans).map(|_| case(&mut random, today, cooperatives)).collect()
}

fn case(random: &mut StdRng, today: NaiveDate, cooperatives: usize) -> Case {
    let every_months = [1, 3, 6][random.random_range(0..3)];
    let kind = random.random_range(0..100_u32);
    let (days_ago, until) = match kind {
        kind if kind < UNDRAWN_PERCENT => {
            (random.random_range(25..DAYS_TO_DRAW), [Until::Approved, Until::Signed][random.random_range(0..2)])
        }
        kind if kind < UNDRAWN_PERCENT + LATE_PERCENT => {
            (random.random_range(300..1_000), Until::Repaid { silent_days: random.random_range(5..250) })
        }
        _ => (random.random_range(DAYS_TO_DRAW + 5..1_000), Until::Repaid { silent_days: 0 }),
    };
    Case {
        fund: FUND_A,
        cooperative: random.random_range(0..cooperatives),
        million: random.random_range(5..=40) * 10,
        purpose: PURPOSES[random.random_range(0..PURPOSES.len())],
        term_months: random.random_range(2..=10) * 6,
        every_months,
        grace_months: 0,
        method: METHODS[random.random_range(0..METHODS.len())],
        rate: "6",
        jobs: None,
        begun: today - Days::new(days_ago),
        second_tranche: None,
        until,
    }
}

/// Charter capital that all of them together do not exhaust, nor one cooperative its share of it.
pub fn capital_for(cases: &[Case]) -> Money {
    const MILLION: i64 = 1_000_000;
    Money::dong(MILLION * (1 + cases.iter().map(|case| case.million).sum::<i64>()) * 10)
}

#[cfg(test)]
mod tests {
    use super::cases;

    #[test]
    fn the_same_seed_gives_the_same_portfolio() {
        let today = "2026-03-02".parse().unwrap_or_default();
        let told = |seed| format!("{:?}", cases(today, 30, 40, seed));
        assert_eq!(told(7), told(7));
        assert_ne!(told(7), told(8));
    }
}
