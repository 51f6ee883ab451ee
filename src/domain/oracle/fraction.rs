//! Exact fractions for the model, always in lowest terms; a model that does not fit 128 bits fails its test.

use std::ops::{Add, Mul, Sub};

use crate::domain::rate::RoundingMode;

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Fraction {
    top: i128,
    bottom: i128,
}

pub fn fraction(top: i128, bottom: i128) -> Fraction {
    let (mut a, mut b) = (top.abs(), bottom);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Fraction { top: top / a.max(1), bottom: bottom / a.max(1) }
}

pub fn whole(number: i64) -> Fraction {
    fraction(number.into(), 1)
}

/// Reads a plain decimal number.
pub fn decimal(text: &str) -> Fraction {
    let (units, decimals) = text.split_once('.').unwrap_or((text, ""));
    fraction(format!("{units}{decimals}").parse().unwrap(), 10_i128.pow(decimals.len() as u32))
}

impl Fraction {
    pub fn round(self, mode: RoundingMode) -> i64 {
        let floor = self.top.div_euclid(self.bottom);
        let rest = self.top.rem_euclid(self.bottom) * 2;
        let up = match mode {
            RoundingMode::Down => false,
            RoundingMode::Up => rest > 0,
            RoundingMode::HalfUp => rest >= self.bottom,
            RoundingMode::HalfEven => rest > self.bottom || (rest == self.bottom && floor % 2 != 0),
        };
        i64::try_from(floor + i128::from(up)).unwrap()
    }
}

impl Add for Fraction {
    type Output = Fraction;
    fn add(self, other: Fraction) -> Fraction {
        let left = self.top.checked_mul(other.bottom).unwrap();
        let right = other.top.checked_mul(self.bottom).unwrap();
        fraction(left.checked_add(right).unwrap(), self.bottom.checked_mul(other.bottom).unwrap())
    }
}

impl Sub for Fraction {
    type Output = Fraction;
    fn sub(self, other: Fraction) -> Fraction {
        self + fraction(-other.top, other.bottom)
    }
}

impl Mul for Fraction {
    type Output = Fraction;
    fn mul(self, other: Fraction) -> Fraction {
        let (a, b) = (fraction(self.top, other.bottom), fraction(other.top, self.bottom));
        fraction(a.top.checked_mul(b.top).unwrap(), a.bottom.checked_mul(b.bottom).unwrap())
    }
}
