//! Numbers, dates and instants as people here write them: but for decimals the same in both languages.
use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::domain::exact::Exact;
use crate::domain::money::Money;
use crate::text::{Lang, Texts};

/// `31/12/2026`
pub fn date(date: NaiveDate) -> String {
    // Not by a format string: a list of fifty loans would read it a hundred times.
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `14:05 31/12/2026`, Vietnam's time.
pub fn instant(at: DateTime<Utc>) -> String {
    crate::clock::in_vietnam(at).format("%H:%M %d/%m/%Y").to_string()
}

/// `1.234.567 ₫`
pub fn dong(amount: Money) -> String {
    // A no-break space: an amount and its unit stay on one line.
    format!("{amount}\u{a0}₫")
}

/// A whole number, grouped once it has more than four digits: `1.000.000`, but `2026`.
pub fn number(number: i64) -> String {
    if number.abs() < 10_000 { number.to_string() } else { Money::dong(number).to_string() }
}

/// A name that elsewhere stands inside a sentence, at the beginning of a line.
pub fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A percentage as it is written here: a decimal comma.
pub fn percent(rate: &str) -> String {
    format!("{}\u{a0}%", rate.replace('.', ","))
}

impl Texts {
    /// A decimal number as the reader's language writes it: with a comma, or in English with a point.
    pub fn decimal(self, number: &str) -> String {
        match self.lang {
            Lang::Vi => number.replace('.', ","),
            Lang::En => number.to_owned(),
        }
    }

    /// A percentage as the reader's language writes it.
    pub fn percent(self, rate: &str) -> String {
        format!("{}\u{a0}%", self.decimal(rate))
    }
}

/// An English sentence whose percentages were written with the Vietnamese comma.
pub fn with_points(sentence: &str) -> String {
    let mut parts: Vec<String> = sentence.split("\u{a0}%").map(str::to_owned).collect();
    let before = parts.len() - 1;
    for part in &mut parts[..before] {
        let number = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',').len();
        let pointed = part[number..].replace(',', ".");
        part.replace_range(number.., &pointed);
    }
    parts.join("\u{a0}%")
}

/// Decimals of an exact sum that are written out.
const EXACT_DECIMALS: usize = 4;

/// An exact sum of interest with the first decimals, not rounded: `1.479.452,0547…`; whole dong alone.
pub fn exact(sum: Exact) -> String {
    let (numerator, denominator) = (sum.numerator(), sum.denominator());
    let whole = i64::try_from(numerator / denominator).map(Money::dong).unwrap_or_default();
    let mut rest = numerator % denominator;
    if rest == 0 {
        return format!("{whole}");
    }
    // A denominator has at most some thirty digits: ten times a rest stays far inside 128 bits.
    let mut decimals = String::with_capacity(EXACT_DECIMALS);
    for _ in 0..EXACT_DECIMALS {
        rest *= 10;
        decimals.push_str(&(rest / denominator).to_string());
        rest %= denominator;
    }
    if rest > 0 { format!("{whole},{decimals}…") } else { format!("{whole},{}", decimals.trim_end_matches('0')) }
}
