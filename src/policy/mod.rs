//! Policy data shipped as readable files, checked at start.
mod holidays;
mod rules;
mod scales;

pub use holidays::{calendar, holidays};
pub use rules::{PolicyError, read_rules, rules};
pub use scales::scales;
