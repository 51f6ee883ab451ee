//! The life of a loan: `approved` → `signed` → `active` → `settled` | `written_off`; `cancelled` before the first
//! disbursement. And the rule that three different people appraise, approve and pay out.

use serde::{Deserialize, Serialize};

use crate::domain::state::{Turn, WrongState, from_one_of, named_states};

/// Where a loan stands.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Granted, capital reserved, no contract yet.
    Approved,
    /// The contract is signed, nothing paid out yet.
    Signed,
    /// Something was paid out and something is owed.
    Active,
    /// Everything was paid back.
    Settled,
    /// Taken off the books as lost; recoveries are still booked.
    WrittenOff,
    /// Given up before the first disbursement; the reserve is released.
    Cancelled,
}

named_states!(State {
    Approved = "approved",
    Signed = "signed",
    Active = "active",
    Settled = "settled",
    WrittenOff = "written_off",
    Cancelled = "cancelled",
});

type Step = Result<State, WrongState<State>>;

impl State {
    /// The contract is signed.
    ///
    /// # Errors
    /// [`WrongState`] unless it is approved.
    pub fn sign(self) -> Step {
        from_one_of(self, &[State::Approved], State::Signed)
    }

    /// A tranche is paid out: the first or a later one.
    ///
    /// # Errors
    /// [`WrongState`] unless it is signed or active.
    pub fn disburse(self) -> Step {
        from_one_of(self, &[State::Signed, State::Active], State::Active)
    }

    /// The last dong was paid back.
    ///
    /// # Errors
    /// [`WrongState`] unless it is active.
    pub fn settle(self) -> Step {
        from_one_of(self, &[State::Active], State::Settled)
    }

    /// A reversal brings it back to life: of the payment that settled it, or of its write-off.
    ///
    /// # Errors
    /// [`WrongState`] unless it is settled or written off.
    pub fn reopen(self) -> Step {
        from_one_of(self, &[State::Settled, State::WrittenOff], State::Active)
    }

    /// A reversal took back its only disbursement: it is as if nothing had been paid out.
    ///
    /// # Errors
    /// [`WrongState`] unless it is active.
    pub fn undo_disbursement(self) -> Step {
        from_one_of(self, &[State::Active], State::Signed)
    }

    /// It is taken off the books as lost.
    ///
    /// # Errors
    /// [`WrongState`] unless it is active.
    pub fn write_off(self) -> Step {
        from_one_of(self, &[State::Active], State::WrittenOff)
    }

    /// It is given up before anything was paid out; also how an approval past its date ends.
    ///
    /// # Errors
    /// [`WrongState`] after the first disbursement.
    pub fn cancel(self) -> Step {
        from_one_of(self, &[State::Approved, State::Signed], State::Cancelled)
    }

    /// Who has to act next: the cashier until the money is out, then the cooperative until it is back.
    pub const fn whose_turn(self) -> Turn {
        match self {
            State::Approved | State::Signed => Turn::Cashier,
            State::Active => Turn::Cooperative,
            State::Settled | State::WrittenOff | State::Cancelled => Turn::Nobody,
        }
    }
}

/// See [`State::whose_turn`].
pub const fn whose_turn(state: State) -> Turn {
    state.whose_turn()
}

/// What one person did on a loan, of the three deeds that need three people.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
pub enum Deed {
    /// Appraised the application.
    Appraised,
    /// Approved or rejected it.
    Decided,
    /// Signed for the fund or moved money.
    Cashier,
}

/// One person would do two of the three deeds.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the same person would be {0:?} and {1:?} on this loan")]
pub struct SamePerson(pub Deed, pub Deed);

/// Appraiser, approver and cashier of one loan must be three people. `None` is a deed not yet done: it clashes with nobody.
///
/// # Errors
/// [`SamePerson`] naming the two deeds.
pub fn four_eyes<P: PartialEq>(
    appraiser: Option<P>,
    approver: Option<P>,
    cashier: Option<P>,
) -> Result<(), SamePerson> {
    let same = |one: &Option<P>, other: &Option<P>| one.is_some() && one == other;
    if same(&appraiser, &approver) {
        Err(SamePerson(Deed::Appraised, Deed::Decided))
    } else if same(&appraiser, &cashier) {
        Err(SamePerson(Deed::Appraised, Deed::Cashier))
    } else if same(&approver, &cashier) {
        Err(SamePerson(Deed::Decided, Deed::Cashier))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_read_back_from_its_name() {
        for &state in State::ALL {
            assert_eq!(State::try_from(state.as_str().to_owned()), Ok(state));
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{state}\""));
        }
        assert!(State::try_from("open").is_err());
    }

    #[test]
    fn only_the_steps_of_the_contract_exist() {
        use State::*;
        type Go = fn(State) -> Step;
        let deeds: [(&str, Go, &[State], State); 7] = [
            ("sign", State::sign, &[Approved], Signed),
            ("disburse", State::disburse, &[Signed, Active], Active),
            ("settle", State::settle, &[Active], Settled),
            ("reopen", State::reopen, &[Settled, WrittenOff], Active),
            ("undo_disbursement", State::undo_disbursement, &[Active], Signed),
            ("write_off", State::write_off, &[Active], WrittenOff),
            ("cancel", State::cancel, &[Approved, Signed], Cancelled),
        ];
        for (name, deed, from, to) in deeds {
            for &state in State::ALL {
                assert_eq!(deed(state).ok(), from.contains(&state).then_some(to), "{name} from {state}");
            }
        }
    }

    #[test]
    fn three_people_are_needed_and_a_deed_not_done_clashes_with_nobody() {
        assert_eq!(four_eyes(Some("a"), Some("b"), Some("c")), Ok(()));
        assert_eq!(four_eyes::<&str>(None, None, None), Ok(()));
        assert_eq!(four_eyes(Some("a"), None, Some("c")), Ok(()));
        let clash = |a, b, c| four_eyes(a, b, c).unwrap_err();
        assert_eq!(clash(Some(1), Some(1), None), SamePerson(Deed::Appraised, Deed::Decided));
        assert_eq!(clash(Some(1), Some(2), Some(1)), SamePerson(Deed::Appraised, Deed::Cashier));
        assert_eq!(clash(None, Some(2), Some(2)), SamePerson(Deed::Decided, Deed::Cashier));
    }
}
