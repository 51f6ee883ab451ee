//! Rules a machine can keep, each with its reason. A failure names the place, the rule and why it stands.
//!
//! Some lists are ratchets (`golden/ratchet_*.txt`): what stood there before a rule was made may stay, may shrink, and never
//! grows. A run that finds less writes the shorter list; commit it.
mod audits;
mod docs;
mod layers;
mod lengths;
mod routes;
mod rules;
mod source;
mod sql;
mod texts;
mod words;
