//! Dates as `YYYY-MM-DD` and in no other way.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// How a date that is none is told.
pub const NOT_A_DATE: &str = "not a date of the form YYYY-MM-DD";

/// Reads `YYYY-MM-DD`, years 0001 to 9999.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !shaped || text.starts_with("0000") {
        return None;
    }
    text.parse().ok()
}

/// For `#[serde(with)]`.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom(NOT_A_DATE))
}

/// For `#[serde(with)]`.
pub fn serialize<S: serde::Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    date.serialize(serializer)
}

/// The same for a date that may be absent.
pub mod optional {
    use super::*;

    #[derive(Deserialize)]
    struct Written(#[serde(with = "super")] NaiveDate);

    /// For `#[serde(with)]`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
        Ok(Option::<Written>::deserialize(deserializer)?.map(|written| written.0))
    }

    /// For `#[serde(with)]`.
    pub fn serialize<S: serde::Serializer>(date: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
        date.serialize(serializer)
    }
}
