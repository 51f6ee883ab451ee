//! What an application says beside the loan itself, part by part: each is written, saved and checked on its own.
pub mod plan;
pub mod statements;
pub mod workforce;

use serde::{Deserialize, Serialize};

use crate::domain::state::named_states;

pub use plan::{CostLine, Plan};
pub use statements::{Mismatch, Statements};
pub use workforce::{Headcount, Worker, Workforce};

/// A part of an application.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What the register knows of the cooperative, looked at and found right.
    Cooperative,
    /// What the money is for, what it costs, who buys, what may go wrong.
    Plan,
    /// Who works there and who of them belongs to a priority group; asked for by job-creation credit.
    Workforce,
    /// B01 and B02 of two years (Circular 71/2024/TT-BTC Annex IV).
    Statements,
}

named_states!(Part {
    Cooperative = "cooperative",
    Plan = "plan",
    Workforce = "workforce",
    Statements = "statements",
});

/// That the facts of the register were looked at and found right, and which version of them.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The version of the cooperative's record.
    pub register_version: i64,
}

/// What stands in the parts of one application; a part that was not written yet is `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Dossier {
    /// See [`Part::Cooperative`].
    pub cooperative: Option<Confirmation>,
    /// See [`Part::Plan`].
    pub plan: Option<Plan>,
    /// See [`Part::Workforce`].
    pub workforce: Option<Workforce>,
    /// See [`Part::Statements`].
    pub statements: Option<Statements>,
}
