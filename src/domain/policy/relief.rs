//! What a job loan in trouble may be granted: how long it is extended, how long it is frozen.

use serde::{Deserialize, Serialize};

use crate::domain::percent::Percent;

/// How long a loan may be extended after its term.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionLimit {
    /// Terms of so many months or fewer are short.
    pub short_term_to: u32,
    /// Most months after a short term.
    pub short: u32,
    /// After a longer one, percent of the term.
    pub longer_percent: Percent,
}

/// How long a debt may be frozen from a loss of so much of the capital lent.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreezeCase {
    /// The smallest loss, percent; the case with the largest that is reached holds.
    pub loss_from: Percent,
    /// Most months.
    pub months: u32,
}
