//! The rules of lending, pure: no I/O, no clock, no database, no language, no configuration.
pub mod money;
