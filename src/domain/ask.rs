//! What a cooperative asks of the fund on a running loan, or tells it, and where that stands.
use serde::{Deserialize, Serialize};

use crate::domain::state::{WrongState, from_one_of, named_states};

/// What is asked or told.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// That money is paid out.
    Tranche,
    /// That money was paid in: it waits to be matched.
    Payment,
    /// To pay before it is due.
    Prepayment,
    /// To pay later.
    MoreTime,
}

named_states!(Kind {
    Tranche = "tranche",
    Payment = "payment",
    Prepayment = "prepayment",
    MoreTime = "more_time",
});

/// Where it stands.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has answered.
    Open,
    /// Paid out, matched, booked or answered.
    Done,
    /// Refused, with a reason.
    Refused,
    /// Taken back by the cooperative.
    Withdrawn,
}

named_states!(State { Open = "open", Done = "done", Refused = "refused", Withdrawn = "withdrawn" });

impl State {
    /// It is answered, refused or taken back: each once.
    ///
    /// # Errors
    /// [`WrongState`] unless it is open.
    pub fn close(self, then: State) -> Result<State, WrongState<State>> {
        from_one_of(self, &[State::Open], then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_stays_closed() {
        for then in [State::Done, State::Refused, State::Withdrawn] {
            assert_eq!(State::Open.close(then), Ok(then));
            assert!(then.close(State::Done).is_err());
        }
        assert_eq!(Kind::try_from("more_time"), Ok(Kind::MoreTime));
        assert!(State::try_from("paid").is_err());
    }
}
