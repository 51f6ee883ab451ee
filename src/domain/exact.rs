//! Sums of interest as exact fractions, rounded once.
//!
//! # Why an `i128` suffices
//! A night's interest is balance × rate × share. With the largest input of every kind the numerator of a sum is at most
//! 10^15 (dong) × 10^11 (1000 % to eight decimals) × 36 525 (days of a hundred years) × 18 000 (30/360 days of a period)
//! ≈ 6.6 × 10^34, or × 366 instead of 18 000 for actual/actual, or × 10^5 (a factor of ten to four decimals) ≈ 3.7 × 10^35
//! for overdue interest; an `i128` holds 1.7 × 10^38. All nights of one period share a denominator, so sums do not grow it.
//! Only a re-plan in the middle of a 30/360 period brings two denominators together; they meet in their least common
//! multiple. Every step is checked all the same, and a sum that did not fit would be refused.

use std::fmt;

use super::rate::RoundingMode;

/// A sum of interest in dong: a fraction, never negative, not necessarily reduced.
#[derive(Copy, Clone, Debug)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

impl Exact {
    /// Nothing.
    pub const ZERO: Exact = Exact { numerator: 0, denominator: 1 };

    /// `numerator / denominator` dong; the denominator must be positive and the numerator not negative.
    pub(super) const fn new(numerator: i128, denominator: i128) -> Exact {
        debug_assert!(numerator >= 0 && denominator > 0);
        Exact { numerator, denominator }
    }

    /// The numerator over [`Exact::denominator`], as kept.
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator, positive.
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// Whether nothing has been added yet.
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The exact sum, or `None` where it does not fit.
    #[inline]
    pub fn checked_add(self, other: Exact) -> Option<Exact> {
        if self.denominator == other.denominator {
            return Some(Exact { numerator: self.numerator.checked_add(other.numerator)?, ..self });
        }
        if other.numerator == 0 {
            return Some(self);
        }
        if self.numerator == 0 {
            return Some(other);
        }
        let (a, b) = (self.reduced(), other.reduced());
        let divisor = gcd(a.denominator, b.denominator);
        let (to_a, to_b) = (b.denominator / divisor, a.denominator / divisor);
        let left = a.numerator.checked_mul(to_a)?;
        let right = b.numerator.checked_mul(to_b)?;
        Some(Exact { numerator: left.checked_add(right)?, denominator: a.denominator.checked_mul(to_a)? })
    }

    /// The whole dong by `mode`, or `None` where they do not fit an `i64`.
    #[inline]
    pub fn round(self, mode: RoundingMode) -> Option<i64> {
        if self.numerator == 0 {
            return Some(0);
        }
        divide(self.numerator, self.denominator, mode)
    }

    /// The same fraction in lowest terms.
    pub fn reduced(self) -> Exact {
        let divisor = gcd(self.numerator, self.denominator);
        Exact { numerator: self.numerator / divisor, denominator: self.denominator / divisor }
    }
}

/// Equal as numbers, however they are written.
impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        let (a, b) = (self.reduced(), other.reduced());
        (a.numerator, a.denominator) == (b.numerator, b.denominator)
    }
}

impl Eq for Exact {}

/// The exact number: `1234567/365`, or the whole number alone.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Exact { numerator, denominator } = self.reduced();
        if denominator == 1 { write!(f, "{numerator}") } else { write!(f, "{numerator}/{denominator}") }
    }
}

impl serde::Serialize for Exact {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// `numerator / denominator` rounded by `mode`; both not negative, the denominator positive.
#[inline]
pub(super) fn divide(numerator: i128, denominator: i128, mode: RoundingMode) -> Option<i64> {
    // Nearly every figure fits 64 bits, where the division is several times faster.
    if let (Ok(n), Ok(d)) = (u64::try_from(numerator), u64::try_from(denominator)) {
        let (quotient, rest) = (n / d, n % d);
        return i64::try_from(quotient + u64::from(goes_up(rest.into(), d.into(), quotient & 1 == 1, mode))).ok();
    }
    let (quotient, rest) = (numerator / denominator, numerator % denominator);
    let up = goes_up(rest.unsigned_abs(), denominator.unsigned_abs(), quotient & 1 == 1, mode);
    i64::try_from(quotient.checked_add(i128::from(up))?).ok()
}

#[inline]
fn goes_up(rest: u128, divisor: u128, odd: bool, mode: RoundingMode) -> bool {
    let beyond = divisor - rest;
    match mode {
        RoundingMode::HalfUp => rest >= beyond,
        RoundingMode::HalfEven => rest > beyond || (rest == beyond && odd),
        RoundingMode::Up => rest > 0,
        RoundingMode::Down => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_where_the_mode_says() {
        use RoundingMode::*;
        let round = |n, d, mode| Exact::new(n, d).round(mode).unwrap();
        assert_eq!([round(5, 2, HalfUp), round(5, 2, HalfEven), round(7, 2, HalfEven)], [3, 2, 4]);
        assert_eq!([round(9, 4, Up), round(11, 4, Down), round(8, 4, Up)], [3, 2, 2]);
        assert_eq!(round(i128::from(u64::MAX) * 3, 10, HalfUp), 5_534_023_222_112_865_485);
        assert_eq!(Exact::new(i128::MAX, 2).round(HalfUp), None);
    }

    #[test]
    fn sums_over_different_denominators_are_exact_or_refused() {
        let sum = Exact::new(1, 3).checked_add(Exact::new(1, 6)).unwrap();
        assert_eq!((sum.to_string(), sum), ("1/2".into(), Exact::new(2, 4)));
        assert_eq!(Exact::new(i128::MAX, 1).checked_add(Exact::new(1, 1)), None);
        assert_eq!(Exact::new(i128::MAX, 3).checked_add(Exact::new(i128::MAX, 5)), None);
    }
}
