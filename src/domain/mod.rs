//! The rules of lending, pure: no I/O, no clock, no database, no language, no configuration.
pub mod account;
pub mod allocation;
pub mod application;
pub mod arrears;
pub mod calendar;
pub mod capital;
pub mod cooperative;
pub mod eligibility;
pub mod exact;
pub mod identity;
mod level;
pub mod loan;
pub mod money;
pub(crate) mod object;
#[cfg(test)]
mod oracle;
pub mod percent;
pub mod policy;
pub mod provision;
pub mod rate;
pub mod refusal;
pub mod regulation;
pub mod relation;
pub mod restructuring;
pub mod schedule;
pub mod state;
pub mod terms;
pub mod words;
