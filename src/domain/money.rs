//! Whole dong, and nothing smaller.
//!
//! The dong has no subdivision in use, so an amount is an `i64` and a float never touches it. There are no operators: an
//! addition that can overflow must be looked at where it happens, and a division must name its rounding
//! (see [`crate::domain::rate::Rounding`]).

use std::fmt;

use serde::{Deserialize, Serialize};

/// The largest amount the system takes from a person or a program, in dong: 10^15, a thousand times a large fund.
pub const LARGEST_AMOUNT: i64 = 1_000_000_000_000_000;

/// An amount in whole dong. It may be negative as a difference; what a person may enter is decided by [`Money::parse`].
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

/// Why a text is not an amount.
#[derive(Copy, Clone, Eq, PartialEq, Hash, Debug, thiserror::Error)]
pub enum MoneyError {
    /// Nothing but blanks or a currency sign.
    #[error("the amount is empty")]
    Empty,
    /// Letters, exponents, signs, or digits other than 0 to 9.
    #[error("the amount is not a number")]
    NotANumber,
    /// A minus sign in front.
    #[error("the amount is negative")]
    Negative,
    /// A part of a dong: `1,5`, `10.00`, `1.000,5`.
    #[error("the amount has a fraction; dong have none")]
    Fraction,
    /// More than [`LARGEST_AMOUNT`].
    #[error("the amount is larger than 1.000.000.000.000.000")]
    TooLarge,
    /// Separators that do not stand before groups of three, or two kinds of them.
    #[error("the digits are not grouped in threes")]
    BadGrouping,
}

impl Money {
    /// No dong at all.
    pub const ZERO: Money = Money(0);

    /// This many whole dong.
    pub const fn dong(amount: i64) -> Money {
        Money(amount)
    }

    /// The number of whole dong.
    pub const fn as_dong(self) -> i64 {
        self.0
    }

    /// The sum, or `None` where it does not fit.
    pub const fn checked_add(self, other: Money) -> Option<Money> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Money(sum)),
            None => None,
        }
    }

    /// The difference, or `None` where it does not fit.
    pub const fn checked_sub(self, other: Money) -> Option<Money> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Money(difference)),
            None => None,
        }
    }

    /// So many times the amount, or `None` where it does not fit.
    pub const fn checked_mul(self, times: i64) -> Option<Money> {
        match self.0.checked_mul(times) {
            Some(product) => Some(Money(product)),
            None => None,
        }
    }

    /// Whether it is exactly zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is more than zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it is less than zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The sum of all, or `None` where it does not fit.
    pub fn try_sum(amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
        amounts.into_iter().try_fold(Money::ZERO, Money::checked_add)
    }

    /// Reads an amount as people type it: `1000000`, `1.000.000`, `1 000 000` or `1,000,000`, with or without `₫`, `đ`,
    /// `đồng` or `VND` behind it, from 0 to [`LARGEST_AMOUNT`].
    ///
    /// # Errors
    /// A [`MoneyError`] saying which rule the text breaks. What could be read in two ways is refused, never guessed.
    pub fn parse(text: &str) -> Result<Money, MoneyError> {
        let digits = without_currency(text.trim());
        if digits.is_empty() {
            return Err(MoneyError::Empty);
        }
        if digits.starts_with(['-', '\u{2212}']) {
            return Err(MoneyError::Negative);
        }
        check_characters(digits)?;
        check_grouping(digits)?;
        let mut amount: i64 = 0;
        for digit in digits.bytes().filter(u8::is_ascii_digit) {
            amount = amount * 10 + i64::from(digit - b'0');
            if amount > LARGEST_AMOUNT {
                return Err(MoneyError::TooLarge);
            }
        }
        Ok(Money(amount))
    }
}

/// The text before a currency sign, if one stands behind it.
fn without_currency(text: &str) -> &str {
    // The fifth is "đồng" as keyboards that type the accents apart send it.
    const SIGNS: [&str; 12] =
        ["₫", "đồng", "Đồng", "ĐỒNG", "đo\u{302}\u{300}ng", "VND", "VNĐ", "vnd", "vnđ", "Vnđ", "đ", "Đ"];
    let bare = SIGNS.iter().find_map(|sign| text.strip_suffix(sign));
    bare.map_or(text, str::trim_end)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn check_characters(text: &str) -> Result<(), MoneyError> {
    let known = |c: char| c.is_ascii_digit() || c == '.' || c == ',' || is_blank(c);
    let bounded = text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with(|c: char| c.is_ascii_digit());
    if bounded && text.chars().all(known) { Ok(()) } else { Err(MoneyError::NotANumber) }
}

/// Groups must be of three digits behind one kind of separator.
fn check_grouping(text: &str) -> Result<(), MoneyError> {
    let kind = |c: char| if is_blank(c) { ' ' } else { c };
    let separators: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).map(kind).collect();
    let Some(&last) = separators.last() else {
        return Ok(());
    };
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    let (first, rest) = (groups[0], &groups[1..]);
    // One comma or point behind everything else reads as a decimal separator, unless it can be a thousands separator.
    let once = separators.iter().filter(|&&c| c == last).count() == 1;
    let may_be_decimal = last != ' ' && once;
    let one_kind = separators.iter().all(|&c| c == last);
    let threes = rest.iter().all(|group| group.len() == 3) && (1..=3).contains(&first.len());
    if one_kind && threes && !first.starts_with('0') {
        Ok(())
    } else if may_be_decimal && !(one_kind && threes && first.len() > 1) {
        Err(MoneyError::Fraction)
    } else {
        Err(MoneyError::BadGrouping)
    }
}

/// The Vietnamese way: `1.234.567`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.unsigned_abs().to_string();
        let mut grouped = String::with_capacity(digits.len() + 8);
        if self.0 < 0 {
            grouped.push('-');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        f.pad(&grouped)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_million_in_every_usual_way_of_typing_it() {
        for text in [
            "1000000",
            "1.000.000",
            "1 000 000",
            "1,000,000",
            "1\u{a0}000\u{a0}000",
            "1\u{202f}000 000",
            " 1000000 ",
            "1.000.000 ₫",
            "1.000.000đ",
            "1000000 đồng",
            "1 000 000 VND",
            "1.000.000\u{a0}₫",
            "0001000000",
            "1.000.000 đo\u{302}\u{300}ng",
        ] {
            assert_eq!(Money::parse(text), Ok(Money::dong(1_000_000)), "{text}");
        }
        assert_eq!(Money::parse("0"), Ok(Money::ZERO));
        assert_eq!(Money::parse("1.000.000.000.000.000"), Ok(Money::dong(LARGEST_AMOUNT)));
    }

    #[test]
    fn what_is_not_an_amount_is_refused_with_its_reason() {
        use MoneyError::*;
        for (text, reason) in [
            ("", Empty),
            (" \u{a0}", Empty),
            ("đồng", Empty),
            ("-5", Negative),
            ("−5", Negative),
            ("1.000,5", Fraction),
            ("1.5", Fraction),
            ("10.00", Fraction),
            ("1,5", Fraction),
            ("0.5", Fraction),
            ("0,500", Fraction),
            ("1,000.50", Fraction),
            ("1e6", NotANumber),
            ("abc", NotANumber),
            ("１０００", NotANumber),
            ("١٠٠", NotANumber),
            ("+5", NotANumber),
            ("1.", NotANumber),
            (".5", NotANumber),
            ("1'000", NotANumber),
            ("1_000", NotANumber),
            ("0x10", NotANumber),
            ("NaN", NotANumber),
            ("1 đ đ", NotANumber),
            ("1.00.000", BadGrouping),
            ("10.000.00", BadGrouping),
            ("1 00", BadGrouping),
            ("1..000", BadGrouping),
            ("1.000 000,000.000", BadGrouping),
            ("1.000.000.000.000.001", TooLarge),
            ("9223372036854775808", TooLarge),
            ("99999999999999999999999999", TooLarge),
        ] {
            assert_eq!(Money::parse(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn it_prints_with_points_and_a_minus() {
        assert_eq!(Money::dong(1_234_567).to_string(), "1.234.567");
        assert_eq!(Money::dong(-1_234).to_string(), "-1.234");
        assert_eq!(Money::dong(999).to_string(), "999");
        assert_eq!(Money::dong(i64::MIN).to_string(), "-9.223.372.036.854.775.808");
        assert_eq!(format!("{:>9}", Money::dong(1_000)), "    1.000");
    }

    #[test]
    fn arithmetic_that_does_not_fit_is_none() {
        let largest = Money::dong(i64::MAX);
        assert_eq!(largest.checked_add(Money::dong(1)), None);
        assert_eq!(Money::dong(i64::MIN).checked_sub(Money::dong(1)), None);
        assert_eq!(largest.checked_mul(2), None);
        assert_eq!(Money::try_sum([largest, largest]), None);
        assert_eq!(Money::try_sum([Money::dong(2), Money::dong(3)]), Some(Money::dong(5)));
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(amount in 0..=LARGEST_AMOUNT) {
            prop_assert_eq!(Money::parse(&Money::dong(amount).to_string()), Ok(Money::dong(amount)));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,24}") {
            if let Ok(amount) = Money::parse(&text) {
                prop_assert!(!amount.is_negative() && amount.as_dong() <= LARGEST_AMOUNT);
            }
        }
    }
}
