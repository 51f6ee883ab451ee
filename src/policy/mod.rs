//! Policy data shipped as readable files, checked at start.
mod rules;

pub use rules::{PolicyError, read_rules, rules};
