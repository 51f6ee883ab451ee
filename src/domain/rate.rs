//! Rates in percent a year, penalty factors and rounding, each exactly as written.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// The highest rate that is computed, in percent a year.
pub const LARGEST_PERCENT: i64 = 1000;
/// The highest penalty factor on the contract rate that is computed.
pub const LARGEST_FACTOR: i64 = 10;
const RATE_DECIMALS: u32 = 8;
const FACTOR_DECIMALS: u32 = 4;

/// Percent a year, from 0 to 1000 with at most eight decimals, exactly as written: `"7.9248"`.
///
/// Kept as a whole number over a power of ten without trailing zeros, so that `"6.0"` equals `"6"`.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Rate(Digits);

/// What the contract rate is multiplied by for overdue principal, from 0 to 10 with at most four decimals: `"1.5"`.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Factor(Digits);

/// `digits / 10^scale`, with no trailing zero in `digits`.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
struct Digits {
    digits: i64,
    scale: u32,
}

/// Why a text is not a rate.
#[derive(Copy, Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RateError {
    /// Not plain decimal digits with at most one point.
    #[error("not a plain decimal number such as \"7.9248\"")]
    NotANumber,
    /// More decimals than are kept; rounding it silently would change the contract.
    #[error("too many decimals")]
    TooPrecise,
    /// Beyond the largest that is computed.
    #[error("too large")]
    TooLarge,
}

impl Digits {
    fn parse(text: &str, most_decimals: u32, largest: i64) -> Result<Digits, RateError> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(decimals) {
            return Err(RateError::NotANumber);
        }
        let whole = whole.trim_start_matches('0');
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > most_decimals as usize {
            return Err(RateError::TooPrecise);
        }
        if whole.len() > 9 {
            return Err(RateError::TooLarge);
        }
        let number = Decimal::from_str_exact(&format!("0{whole}.{decimals}0")).map_err(|_| RateError::NotANumber)?;
        if number > Decimal::from(largest) {
            return Err(RateError::TooLarge);
        }
        let number = number.normalize();
        let digits = i64::try_from(number.mantissa()).map_err(|_| RateError::TooLarge)?;
        Ok(Digits { digits, scale: number.scale() })
    }

    /// The number as `result / 10^scale`; `scale` must not be below its own.
    fn over(self, scale: u32) -> i64 {
        self.digits * 10_i64.pow(scale - self.scale)
    }

    fn decimal(self) -> Decimal {
        Decimal::new(self.digits, self.scale)
    }
}

impl Rate {
    /// No interest.
    pub const ZERO: Rate = Rate(Digits { digits: 0, scale: 0 });

    /// Reads percent a year, `0` to `1000`, at most eight decimals, digits and one point only.
    ///
    /// # Errors
    /// [`RateError`] for anything else: signs, exponents, blanks, more decimals.
    pub fn parse(text: &str) -> Result<Rate, RateError> {
        Digits::parse(text, RATE_DECIMALS, LARGEST_PERCENT).map(Rate)
    }

    /// The percent a year as a decimal, for the edges.
    pub fn percent(self) -> Decimal {
        self.0.decimal()
    }

    /// How many decimals it has.
    pub(super) fn scale(self) -> u32 {
        self.0.scale
    }

    /// Percent × 10^scale; `scale` at least [`Rate::scale`], at most eight.
    pub(super) fn over(self, scale: u32) -> i64 {
        self.0.over(scale)
    }
}

impl Factor {
    /// Reads a factor, `0` to `10`, at most four decimals, digits and one point only.
    ///
    /// # Errors
    /// [`RateError`] for anything else.
    pub fn parse(text: &str) -> Result<Factor, RateError> {
        Digits::parse(text, FACTOR_DECIMALS, LARGEST_FACTOR).map(Factor)
    }

    /// The factor as a decimal, for the edges.
    pub fn value(self) -> Decimal {
        self.0.decimal()
    }

    pub(super) fn digits(self) -> i64 {
        self.0.digits
    }

    pub(super) fn scale(self) -> u32 {
        self.0.scale
    }
}

macro_rules! written_as_text {
    ($($name:ident)*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0.decimal(), f)
            }
        }

        impl FromStr for $name {
            type Err = RateError;

            fn from_str(text: &str) -> Result<$name, RateError> {
                $name::parse(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                $name::parse(&text).map_err(D::Error::custom)
            }
        }
    )*};
}

written_as_text!(Rate Factor);

/// Where a fraction of a dong goes.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// To the nearest, halves up.
    #[default]
    HalfUp,
    /// To the nearest, halves to the even neighbour.
    HalfEven,
    /// Any fraction up.
    Up,
    /// Any fraction dropped.
    Down,
}

/// How a contract rounds: interest to the dong by `mode`, the equal part of an instalment to a multiple of `unit` dong.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Rounding {
    /// Dong, at least 1.
    #[serde(default = "one_dong")]
    pub unit: i64,
    /// Where a fraction of a dong of interest goes.
    #[serde(default)]
    pub mode: RoundingMode,
}

super::object::only_objects!(Rounding);

fn one_dong() -> i64 {
    1
}

impl Default for Rounding {
    fn default() -> Rounding {
        Rounding { unit: 1, mode: RoundingMode::HalfUp }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_exactly_what_is_written() {
        assert_eq!(Rate::parse("6.0"), Rate::parse("6"));
        let rate = Rate::parse("7.9248").unwrap();
        assert_eq!(
            (rate.over(4), rate.over(6), rate.scale(), rate.to_string()),
            (79248, 7_924_800, 4, "7.9248".into())
        );
        assert_eq!(Rate::parse("0").unwrap(), Rate::ZERO);
        assert_eq!(Rate::parse("1000").unwrap().to_string(), "1000");
        assert_eq!(Factor::parse("1.30").unwrap().to_string(), "1.3");
    }

    #[test]
    fn what_would_have_to_be_guessed_or_rounded_is_refused() {
        for text in ["", " 6", "6 ", "-1", "+1", "1e2", "6,5", ".5", "6.", "6.5.1", "NaN", "６", "0x6"] {
            assert_eq!(Rate::parse(text), Err(RateError::NotANumber), "{text}");
        }
        assert_eq!(Rate::parse("6.123456789"), Err(RateError::TooPrecise));
        assert_eq!(Rate::parse("1000.00000001"), Err(RateError::TooLarge));
        assert_eq!(Rate::parse("99999999999999999999999999999999"), Err(RateError::TooLarge));
        assert_eq!(Factor::parse("10.1"), Err(RateError::TooLarge));
        assert_eq!(Factor::parse("1.00001"), Err(RateError::TooPrecise));
    }
}
