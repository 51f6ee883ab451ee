//! Who counts together with a borrower (người có liên quan, Decree 45/2021 Art 2(5) and 23(2)(b), by the Law on Credit
//! Institutions).
use serde::{Deserialize, Serialize};

use crate::domain::state::named_states;

/// In which way somebody is related to a cooperative.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Parent and subsidiary, or subsidiaries of one parent; a union and its member.
    Group,
    /// Manages or controls it: director, board, controllers.
    Manager,
    /// May appoint those who manage it.
    Appointer,
    /// Holds 5 percent or more of its capital.
    Owner,
    /// Close family of somebody who manages or owns it.
    Family,
    /// Represents a share of its capital for somebody else.
    Representative,
    /// Related otherwise, with a risk to the fund.
    Other,
}

named_states!(RelationKind {
    Group = "group",
    Manager = "manager",
    Appointer = "appointer",
    Owner = "owner",
    Family = "family",
    Representative = "representative",
    Other = "other",
});
