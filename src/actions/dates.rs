//! Dates in JSON from outside: written `YYYY-MM-DD`, of a year somebody may mean.
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, de};

use super::Problem;
use super::input::{Patch, YEARS};

pub(super) const NOT_A_DATE: &str = "not a date";
pub(super) const DATE_OUT_OF_RANGE: &str = "a year nobody means";

/// What a date of another year is refused with.
pub(super) fn years() -> Problem {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    Problem::DateOutOfRange { from: day(*YEARS.start(), 1, 1), to: day(*YEARS.end(), 12, 31) }
}

/// For `#[serde(deserialize_with)]`: a date written `YYYY-MM-DD`, of a year somebody may mean.
///
/// # Errors
/// Told as `not_a_date`.
pub fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    meant(&String::deserialize(deserializer)?)
}

/// The date, or why it is none that somebody may mean.
fn meant<E: de::Error>(text: &str) -> Result<NaiveDate, E> {
    let impossible = || if written_date(text).is_some() { DATE_OUT_OF_RANGE } else { NOT_A_DATE };
    exact_date(text).ok_or_else(|| E::custom(impossible()))
}

/// As `date`, for a field that may be left out (`#[serde(default)]`) or null.
///
/// # Errors
/// Told as `not_a_date`.
pub fn optional_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| meant(&text)).transpose()
}

/// As `date`, for a field of a change.
///
/// # Errors
/// Told as `not_a_date`.
pub fn patched_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Patch<NaiveDate>, D::Error> {
    Ok(Patch::typed(optional_date(deserializer)?))
}

/// `YYYY-MM-DD` and nothing else, of a year somebody may mean.
pub fn exact_date(text: &str) -> Option<NaiveDate> {
    written_date(text).filter(|date| YEARS.contains(&date.year()))
}

fn written_date(text: &str) -> Option<NaiveDate> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    shape.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}
