//! Letters: what is said to whom, put into words when it is sent.
mod kinds;

pub use kinds::{About, Letter, ScheduleLine};
