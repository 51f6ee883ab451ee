//! The rules of the law as they stand: those the program ships, and the versions that administrators confirmed since.
//!
//! A version is proposed by one administrator and confirmed by another, with the document it stands in. It begins on a day to
//! come: what was judged before stays as it was judged, and every decision keeps the versions it was made under.
mod change;
mod standing;

pub use change::{Input, REASON_CHARACTERS_MAX, confirm, propose, reject, withdraw};
pub use standing::{current, parsed, rules_of, scales};
