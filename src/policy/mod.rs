//! Policy data shipped as readable files, checked at start.
mod holidays;
#[cfg(test)]
mod limits;
mod rules;
mod scales;

pub use holidays::{calendar, holidays};
pub use rules::{PolicyError, key_of, read_rule, read_rules, rules, written};
pub use scales::scales;
