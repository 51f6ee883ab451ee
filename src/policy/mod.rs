//! Policy data shipped as readable files, checked at start.
mod holidays;
mod rules;

pub use holidays::{calendar, holidays};
pub use rules::{PolicyError, read_rules, rules};
