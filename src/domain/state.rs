//! What the two life cycles share: the refusal of a deed that does not fit the state, and whose turn it is.

use serde::{Deserialize, Serialize};

/// A deed was asked for in a state that does not allow it.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the state is {is:?}, the deed needs one of {needed:?}")]
pub struct WrongState<S: std::fmt::Debug + 'static> {
    /// The state found.
    pub is: S,
    /// The states from which the deed is allowed, in the order of the life cycle.
    pub needed: &'static [S],
}

/// A text that names no state, or nothing else that has its names by [`named_states`].
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{0}` is not a state")]
pub struct UnknownState(pub String);

/// Who has to act next.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// The cooperative: to finish, to bring papers, to pay.
    Cooperative,
    /// The appraiser of the fund.
    Appraiser,
    /// The approver of the fund.
    Approver,
    /// The cashier of the fund.
    Cashier,
    /// Nobody: the matter is closed.
    Nobody,
}

impl Turn {
    /// The name in the database and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Turn::Cooperative => "cooperative",
            Turn::Appraiser => "appraiser",
            Turn::Approver => "approver",
            Turn::Cashier => "cashier",
            Turn::Nobody => "nobody",
        }
    }
}

/// The new state if the old one is among those needed.
pub(crate) fn from_one_of<S: Copy + PartialEq + std::fmt::Debug>(
    is: S,
    needed: &'static [S],
    then: S,
) -> Result<S, WrongState<S>> {
    if needed.contains(&is) { Ok(then) } else { Err(WrongState { is, needed }) }
}

/// Gives a state enum its names: `as_str`, `ALL`, `Display`, and reading back from text owned or borrowed.
macro_rules! named_states {
    ($type:ident { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every state, in the order of the life cycle.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// The name in the database, in JSON and in the contract.
            pub const fn as_str(self) -> &'static str {
                match self { $($type::$variant => $name),+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl TryFrom<&str> for $type {
            type Error = $crate::domain::state::UnknownState;

            fn try_from(name: &str) -> Result<$type, Self::Error> {
                match name {
                    $($name => Ok($type::$variant),)+
                    _ => Err($crate::domain::state::UnknownState(name.to_owned())),
                }
            }
        }

        impl TryFrom<String> for $type {
            type Error = $crate::domain::state::UnknownState;

            fn try_from(name: String) -> Result<$type, Self::Error> {
                $type::try_from(name.as_str())
            }
        }
    };
}
pub(crate) use named_states;
