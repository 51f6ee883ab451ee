//! The level of equal instalments: the multiple of the unit that brings the last total closest to it.
//!
//! Raising the level can only lower every balance after it (rounding is monotonic), so "last total less level" strictly falls
//! as the level rises, and the level sought is one of the two multiples between which it changes sign. An estimate in binary
//! fixed point finds the neighbourhood; the exact table, computed once or a few times, decides. The estimate can only cost
//! time, never change the answer.

use super::{exact, rate::Rounding};

/// The interest of one period as a function of the balance in it: `(base + balance × per_dong) / denominator` dong, rounded,
/// less what was collected of it before.
#[derive(Copy, Clone, Debug)]
pub(super) struct Row {
    /// Accrued before the balance became what it is.
    pub base: i128,
    /// What a dong of balance adds.
    pub per_dong: i64,
    /// Common to both, positive.
    pub denominator: i128,
    /// Dong collected already.
    pub collected: i64,
}

impl Row {
    /// The interest still to come with this balance, or `None` where it does not fit.
    #[inline]
    pub fn interest(&self, balance: i64, rounding: Rounding) -> Option<i64> {
        let numerator = self.base.checked_add(i128::from(balance) * i128::from(self.per_dong))?;
        exact::divide(numerator, self.denominator, rounding.mode)?.checked_sub(self.collected)
    }
}

/// What a trial of one level found.
struct Trial {
    /// Last total less level.
    gap: i64,
    /// The smallest principal part but the last.
    least_part: i64,
}

/// The level for `balance` over `rows` (one per instalment with principal, at least one); the parts of principal are left in
/// `parts`. `None` where the figures do not fit.
pub(super) fn find(balance: i64, rows: &[Row], rounding: Rounding, parts: &mut Vec<i64>) -> Option<i64> {
    let unit = rounding.unit;
    let (guess, growth) = estimate(balance, rows).unwrap_or((0, u64::MAX));
    let level = guess / unit * unit;
    let trial = spread(balance, rows, rounding, level, parts)?;
    if settles(&trial, level, rows.len(), growth, unit) {
        return Some(level);
    }
    search(balance, rows, rounding, (level, trial.gap), parts)
}

/// The parts of principal when every total is `level` until the balance is used up and the last takes what is left.
/// A part is never negative: where interest alone exceeds the level, the total is that interest.
pub(super) fn parts_at(balance: i64, rows: &[Row], rounding: Rounding, level: i64, parts: &mut Vec<i64>) -> Option<()> {
    spread(balance, rows, rounding, level, parts).map(|_| ())
}

fn spread(balance: i64, rows: &[Row], rounding: Rounding, level: i64, parts: &mut Vec<i64>) -> Option<Trial> {
    parts.clear();
    let (last, others) = rows.split_last()?;
    let mut left = balance;
    let mut least_part = i64::MAX;
    for row in others {
        let part = level.checked_sub(row.interest(left, rounding)?)?.clamp(0, left);
        least_part = least_part.min(part);
        left -= part;
        parts.push(part);
    }
    parts.push(left);
    let total = left.checked_add(last.interest(left, rounding)?)?;
    Some(Trial { gap: total.checked_sub(level)?, least_part })
}

/// Whether the trial alone proves its level the closest.
///
/// A level one unit up lowers the gap by at least unit × instalments, one down raises it by as much, as long as no part meets
/// a bound. The parts of two neighbouring levels differ by at most unit × growth + instalments in all.
fn settles(trial: &Trial, level: i64, instalments: usize, growth: u64, unit: i64) -> bool {
    let step = i128::from(unit) * instalments as i128;
    let gap = i128::from(trial.gap);
    let away_from_bounds = i128::from(trial.least_part) > i128::from(unit) * i128::from(growth) + instalments as i128;
    away_from_bounds && 2 * gap.abs() < step && i128::from(level) > step
}

/// The closest level from a known one, by steps that double and then halve.
fn search(balance: i64, rows: &[Row], rounding: Rounding, known: (i64, i64), parts: &mut Vec<i64>) -> Option<i64> {
    let unit = rounding.unit;
    let mut gap_at = |level: i64| spread(balance, rows, rounding, level, parts).map(|trial| trial.gap);
    // Invariant once bracketed: gap(low) >= 0 > gap(high), both multiples of the unit. The gap at 0 is the whole last total.
    let (mut low, mut high) = (known, known);
    let mut step = unit;
    while high.1 >= 0 {
        low = high;
        let level = high.0.checked_add(step)?;
        high = (level, gap_at(level)?);
        step = step.checked_mul(2)?;
    }
    step = unit;
    while low.1 < 0 {
        high = low;
        let level = low.0.saturating_sub(step).max(0);
        low = (level, gap_at(level)?);
        step = step.checked_mul(2)?;
    }
    while high.0 - low.0 > unit {
        let middle = low.0 + (high.0 - low.0) / unit / 2 * unit;
        let gap = gap_at(middle)?;
        if gap >= 0 {
            low = (middle, gap);
        } else {
            high = (middle, gap);
        }
    }
    let closer = low.1.cmp(&-high.1).then_with(|| nearer_to_annuity(balance, rows, low.0, unit));
    let level = if closer.is_le() { low.0 } else { high.0 };
    gap_at(level)?;
    Some(level)
}

/// `Less` when the lower of two neighbouring levels is nearer the exact annuity (or both are equally near), else `Greater`.
fn nearer_to_annuity(balance: i64, rows: &[Row], low: i64, unit: i64) -> std::cmp::Ordering {
    // The exact balance left at the level halfway between the two: positive when the annuity lies above that level.
    // Counted in units of 2^-48 dong, far below what two candidate levels that tie to the dong can differ by.
    const ONE: i128 = 1 << 48;
    let halfway = i128::from(low) * ONE + i128::from(unit) * ONE / 2;
    let mut left = i128::from(balance) * ONE;
    for row in rows {
        let Some(product) = left.checked_mul(i128::from(row.per_dong)) else { return std::cmp::Ordering::Less };
        let base = row.base / row.denominator * ONE + row.base % row.denominator * ONE / row.denominator;
        left += product / row.denominator + base - i128::from(row.collected) * ONE - halfway;
    }
    // Truncation loses less than two such units a period; within that the two are equally near.
    if left > 4 * rows.len() as i128 { std::cmp::Ordering::Greater } else { std::cmp::Ordering::Less }
}

/// The exact annuity within a dong or so, and an upper bound of how much a dong of level lowers the last balance.
/// `None` where growth is beyond the fixed point.
fn estimate(balance: i64, rows: &[Row]) -> Option<(i64, u64)> {
    const BITS: u32 = 40;
    const ONE: u64 = 1 << BITS;
    let first = rows.first()?;
    let (mut denominator, mut reciprocal) = (0_i128, 0_u64);
    let (mut of_balance, mut of_level) = (ONE, 0_u64);
    let product = |a: u64, b: u64, bits: u32| u64::try_from((u128::from(a) * u128::from(b)) >> bits).ok();
    for row in rows {
        if row.denominator != denominator {
            denominator = row.denominator;
            reciprocal = u64::MAX / u64::try_from(denominator).ok()?;
        }
        let growth = ONE.checked_add(product(row.per_dong.unsigned_abs(), reciprocal, 64 - BITS)?)?;
        of_balance = product(of_balance, growth, BITS)?;
        of_level = product(of_level, growth, BITS)?.checked_add(ONE)?;
    }
    let accrued = if first.base == 0 { 0 } else { i64::try_from(first.base / first.denominator).ok()? };
    let owed = u128::from(balance.checked_add(accrued)?.unsigned_abs()) * u128::from(of_balance);
    let level = match u64::try_from(owed) {
        Ok(owed) => owed / of_level,
        Err(_) => u64::try_from(owed / u128::from(of_level)).ok()?,
    };
    Some((i64::try_from(level).ok()?, (of_level >> BITS) + 2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::rate::RoundingMode;

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        (prop::collection::vec(0_i64..40, 1..60), 0_i64..20_000_000, 0_u32..7, 0_i64..1_000_000).prop_map(
            |(days, rate, scale, base)| {
                let row = |(place, days): (usize, i64)| Row {
                    base: if place == 0 { i128::from(base) * 1_000_000 } else { 0 },
                    per_dong: days * rate,
                    denominator: 36_500 * 10_i128.pow(scale),
                    collected: 0,
                };
                days.into_iter().enumerate().map(row).collect()
            },
        )
    }

    fn modes() -> impl Strategy<Value = RoundingMode> {
        use RoundingMode::*;
        prop::sample::select(vec![HalfUp, HalfEven, Up, Down])
    }

    proptest! {
        #[test]
        fn no_neighbouring_level_is_closer(
            balance in prop_oneof![1_i64..1_000, 1_i64..2_000_000_000, 1_i64..=1_000_000_000_000_000],
            rows in rows(),
            unit in prop::sample::select(vec![1_i64, 7, 1000, 100_000]),
            mode in modes(),
        ) {
            let rounding = Rounding { unit, mode };
            let mut parts = Vec::new();
            // Beyond what fits it may refuse, never answer wrong.
            let Some(level) = find(balance, &rows, rounding, &mut parts) else { return Ok(()) };
            prop_assert_eq!(parts.iter().sum::<i64>(), balance);
            prop_assert!(level % unit == 0 && level >= 0 && parts.iter().all(|&part| part >= 0));
            let mut gap = |level| spread(balance, &rows, rounding, level, &mut parts).map(|trial| trial.gap.abs());
            let least = gap(level).unwrap();
            for steps in [1, 2, 3, 10] {
                prop_assert!(gap(level + steps * unit).is_none_or(|other| other >= least));
                if level >= steps * unit {
                    prop_assert!(gap(level - steps * unit).is_none_or(|other| other >= least));
                }
            }
        }
    }
}
