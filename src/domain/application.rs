//! The life of an application: `draft` → `submitted` → (`returned` → `submitted`)* → `appraised` → `approved` | `rejected`;
//! `withdrawn` and `lapsed` from any of them before `approved`. Nothing here but the states and who may follow whom.

use serde::{Deserialize, Serialize};

use crate::domain::state::{Turn, WrongState, from_one_of, named_states};

/// Where an application stands.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being written by the cooperative.
    Draft,
    /// Sent in, with the fund.
    Submitted,
    /// Sent back for more papers.
    Returned,
    /// Appraised, waiting for the decision.
    Appraised,
    /// Granted: capital is reserved and a loan exists.
    Approved,
    /// Refused, with a reason.
    Rejected,
    /// Taken back by the cooperative.
    Withdrawn,
    /// Ended because a date passed.
    Lapsed,
}

named_states!(State {
    Draft = "draft",
    Submitted = "submitted",
    Returned = "returned",
    Appraised = "appraised",
    Approved = "approved",
    Rejected = "rejected",
    Withdrawn = "withdrawn",
    Lapsed = "lapsed",
});

/// The states an application can still be taken back or lapse from.
const OPEN: &[State] = &[State::Draft, State::Submitted, State::Returned, State::Appraised];

type Step = Result<State, WrongState<State>>;

impl State {
    /// The cooperative sends it in, for the first time or again with the papers asked for.
    ///
    /// # Errors
    /// [`WrongState`] unless it is a draft or was returned.
    pub fn submit(self) -> Step {
        from_one_of(self, &[State::Draft, State::Returned], State::Submitted)
    }

    /// The appraiser asks for more papers.
    ///
    /// # Errors
    /// [`WrongState`] unless it is submitted.
    pub fn return_(self) -> Step {
        from_one_of(self, &[State::Submitted], State::Returned)
    }

    /// The appraiser recommends.
    ///
    /// # Errors
    /// [`WrongState`] unless it is submitted.
    pub fn appraise(self) -> Step {
        from_one_of(self, &[State::Submitted], State::Appraised)
    }

    /// The approver grants it.
    ///
    /// # Errors
    /// [`WrongState`] unless it is appraised.
    pub fn approve(self) -> Step {
        from_one_of(self, &[State::Appraised], State::Approved)
    }

    /// The approver refuses it.
    ///
    /// # Errors
    /// [`WrongState`] unless it is appraised.
    pub fn reject(self) -> Step {
        from_one_of(self, &[State::Appraised], State::Rejected)
    }

    /// The cooperative takes it back.
    ///
    /// # Errors
    /// [`WrongState`] once it is decided or ended.
    pub fn withdraw(self) -> Step {
        from_one_of(self, OPEN, State::Withdrawn)
    }

    /// A date passed: the papers did not come, the draft was left.
    ///
    /// # Errors
    /// [`WrongState`] once it is decided or ended.
    pub fn lapse(self) -> Step {
        from_one_of(self, OPEN, State::Lapsed)
    }

    /// Whether the cooperative may still change what it says.
    pub const fn is_editable(self) -> bool {
        matches!(self, State::Draft | State::Returned)
    }

    /// Whether nothing was decided yet and it can still be taken back.
    pub fn is_open(self) -> bool {
        OPEN.contains(&self)
    }

    /// Who has to act next. After `approved` it is the cashier's turn, on the loan.
    pub const fn whose_turn(self) -> Turn {
        match self {
            State::Draft | State::Returned => Turn::Cooperative,
            State::Submitted => Turn::Appraiser,
            State::Appraised => Turn::Approver,
            State::Approved => Turn::Cashier,
            State::Rejected | State::Withdrawn | State::Lapsed => Turn::Nobody,
        }
    }
}

/// See [`State::whose_turn`].
pub const fn whose_turn(state: State) -> Turn {
    state.whose_turn()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_read_back_from_its_name() {
        for &state in State::ALL {
            assert_eq!(State::try_from(state.as_str()), Ok(state));
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{state}\""));
        }
        assert!(State::try_from("Draft").is_err());
        assert!(State::try_from(String::new()).is_err());
    }

    #[test]
    fn only_the_steps_of_the_contract_exist() {
        use State::*;
        type Deed = fn(State) -> Step;
        let deeds: [(&str, Deed, &[State], State); 7] = [
            ("submit", State::submit, &[Draft, Returned], Submitted),
            ("return", State::return_, &[Submitted], Returned),
            ("appraise", State::appraise, &[Submitted], Appraised),
            ("approve", State::approve, &[Appraised], Approved),
            ("reject", State::reject, &[Appraised], Rejected),
            ("withdraw", State::withdraw, OPEN, Withdrawn),
            ("lapse", State::lapse, OPEN, Lapsed),
        ];
        for (name, deed, from, to) in deeds {
            for &state in State::ALL {
                match deed(state) {
                    Ok(new) => assert!(from.contains(&state) && new == to, "{name} from {state}"),
                    Err(wrong) => {
                        assert!(!from.contains(&state), "{name} from {state}");
                        assert_eq!((wrong.is, wrong.needed), (state, from));
                    }
                }
            }
        }
    }

    #[test]
    fn a_closed_application_is_nobodys_turn() {
        for &state in State::ALL {
            let closed = matches!(state, State::Rejected | State::Withdrawn | State::Lapsed);
            assert_eq!(whose_turn(state) == Turn::Nobody, closed, "{state}");
        }
    }
}
