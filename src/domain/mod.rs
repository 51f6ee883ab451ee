//! The rules of lending, pure: no I/O, no clock, no database, no language, no configuration.
pub mod application;
pub mod capital;
pub mod loan;
pub mod money;
pub mod percent;
pub mod policy;
pub mod regulation;
pub mod state;
