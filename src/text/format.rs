//! Numbers, dates and instants as people here write them, the same in both languages.
use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::money::Money;

/// `31/12/2026`
pub fn date(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
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

/// A percentage as it is written here: a decimal comma.
pub fn percent(rate: &str) -> String {
    format!("{}\u{a0}%", rate.replace('.', ","))
}
