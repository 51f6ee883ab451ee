//! Shares and yearly rates in percent, compared with amounts exactly: no division, hence no rounding to argue about.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::money::Money;
use crate::domain::rate::{Factor, Rate, RateError};

/// A percentage from 0 to 99 999 999 with at most eight digits behind the point. In JSON a decimal string: `"7.9248"`.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct Percent(Decimal);

/// Digits before and behind the point: with these every product below fits an `i128`.
const MOST_WHOLE_DIGITS: usize = 8;
const MOST_FRACTION_DIGITS: usize = 8;

/// A text that is no percentage.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a percentage is digits with at most eight behind a point, such as \"7.9248\"")]
pub struct NotAPercent;

impl Percent {
    /// So many whole percent.
    pub fn whole(percent: u16) -> Percent {
        Percent(Decimal::from(percent))
    }

    /// Reads `20` or `7.9248`; a sign, an exponent, a comma or blanks are refused.
    ///
    /// # Errors
    /// [`NotAPercent`].
    pub fn parse(text: &str) -> Result<Percent, NotAPercent> {
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let sound = digits(whole, MOST_WHOLE_DIGITS) && fraction.is_none_or(|part| digits(part, MOST_FRACTION_DIGITS));
        if !sound {
            return Err(NotAPercent);
        }
        let number: Decimal = text.parse().map_err(|_| NotAPercent)?;
        Ok(Percent(number.normalize()))
    }

    /// The number as a decimal, for the calculation of interest.
    pub const fn as_decimal(self) -> Decimal {
        self.0
    }

    /// This percentage of that one, exactly: 127 % of 6.24 % is 7.9248 %. `None` where it needs too many digits.
    pub fn of_percent(self, other: Percent) -> Option<Percent> {
        let product = self.0.checked_mul(other.0)?.checked_div(Decimal::from(100))?;
        Percent::parse(&product.normalize().to_string()).ok()
    }

    /// The largest whole amount that is at most this share of `whole`; 0 for a whole below zero.
    pub fn floor_of(self, whole: Money) -> Money {
        let (top, bottom) = self.share_of(whole);
        clamped(top / bottom)
    }

    /// The smallest whole amount that is at least this share of `whole`; 0 for a whole below zero.
    pub fn ceiling_of(self, whole: Money) -> Money {
        let (top, bottom) = self.share_of(whole);
        clamped((top + bottom - 1) / bottom)
    }

    /// This share of `whole`, rounded to the dong with halves up; of a whole below zero, 0. `None` where it does not fit.
    pub fn half_up_of(self, whole: Money) -> Option<Money> {
        let (top, bottom) = self.share_of(whole);
        i64::try_from((2 * top + bottom) / (2 * bottom)).ok().map(Money::dong)
    }

    /// The share as a fraction, neither part below zero.
    fn share_of(self, whole: Money) -> (i128, i128) {
        let (mantissa, scale) = self.fraction();
        let whole = i128::from(whole.as_dong().max(0));
        (whole * mantissa, 100 * scale)
    }

    /// Whether `part` of `whole` things reaches this share; exact, and false for a whole of nothing.
    pub fn is_reached_by(self, part: u64, whole: u64) -> bool {
        let (mantissa, scale) = self.fraction();
        whole > 0 && i128::from(part) * 100 * scale >= mantissa * i128::from(whole)
    }

    fn fraction(self) -> (i128, i128) {
        (self.0.mantissa(), 10_i128.pow(self.0.scale()))
    }
}

fn clamped(amount: i128) -> Money {
    Money::dong(i64::try_from(amount).unwrap_or(i64::MAX))
}

/// `7.9248`, without zeros behind.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.normalize().to_string())
    }
}

/// As the rate of a contract.
impl TryFrom<Percent> for Rate {
    type Error = RateError;

    fn try_from(percent: Percent) -> Result<Rate, RateError> {
        Rate::parse(&percent.to_string())
    }
}

/// As the factor on overdue principal, for settings that say `"1.5"`.
impl TryFrom<Percent> for Factor {
    type Error = RateError;

    fn try_from(percent: Percent) -> Result<Factor, RateError> {
        Factor::parse(&percent.to_string())
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Percent, D::Error> {
        let text = String::deserialize(deserializer)?;
        Percent::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> Percent {
        Percent::parse(text).unwrap()
    }

    #[test]
    fn only_plain_decimals_are_percentages() {
        assert_eq!(percent("20.00"), Percent::whole(20));
        assert_eq!(percent("7.92480").to_string(), "7.9248");
        for text in ["", ".5", "5.", "-1", "+1", "1e2", "1,5", " 1", "٢", "123456789", "0.123456789", "1.2.3", "NaN"] {
            assert_eq!(Percent::parse(text), Err(NotAPercent), "{text}");
        }
        assert!(serde_json::from_str::<Percent>("6.0").is_err());
    }

    #[test]
    fn a_percentage_is_a_rate_and_a_factor_too() {
        assert_eq!(Rate::try_from(percent("7.9248")), Rate::parse("7.9248"));
        assert_eq!(Factor::try_from(percent("1.5")), Factor::parse("1.5"));
        assert!(Rate::try_from(percent("99999999")).is_err());
    }

    #[test]
    fn shares_are_exact_to_the_dong() {
        assert_eq!(percent("15").floor_of(Money::dong(152_000_000_007)), Money::dong(22_800_000_001));
        assert_eq!(percent("20").ceiling_of(Money::dong(1_000_001)), Money::dong(200_001));
        assert_eq!(percent("20").ceiling_of(Money::dong(1_000_000)), Money::dong(200_000));
        assert_eq!(percent("15").floor_of(Money::dong(-5)), Money::ZERO);
        assert_eq!(percent("0.5").half_up_of(Money::dong(100)), Some(Money::dong(1)));
        assert_eq!(percent("0.5").half_up_of(Money::dong(99)), Some(Money::ZERO));
        assert_eq!(percent("200").half_up_of(Money::dong(i64::MAX)), None);
        assert_eq!(percent("99999999.99999999").floor_of(Money::dong(i64::MAX)), Money::dong(i64::MAX));
    }

    #[test]
    fn a_share_of_people_is_reached_exactly() {
        let third = percent("30");
        assert!(third.is_reached_by(3, 10) && !third.is_reached_by(29, 97 + 3));
        assert!(!third.is_reached_by(2, 7) && third.is_reached_by(u64::MAX, u64::MAX));
        assert!(!third.is_reached_by(0, 0));
    }

    #[test]
    fn the_rates_of_the_job_loans_come_out_exactly() {
        let normal = percent("127").of_percent(percent("6.24")).unwrap();
        assert_eq!(normal, percent("7.9248"));
        assert_eq!(percent("130").of_percent(normal), Some(percent("10.30224")));
        assert_eq!(percent("130").of_percent(percent("6.24")), Some(percent("8.112")));
    }
}
