//! The capital of a fund, and the movements that are the only way to change it.
//!
//! `available = actual charter capital − outstanding − reserved`, and it never goes below zero: a promise of capital is a
//! movement like any other (reserve → post | release), so two promises cannot be made of the same dong.

use serde::{Deserialize, Serialize};

use crate::domain::money::Money;
use crate::domain::state::named_states;

/// The four figures of a fund's capital at one moment, in dong.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capital {
    /// Charter capital in the books, 0 or more.
    pub book_charter: Money,
    /// Accumulated undistributed profit, or loss where negative.
    pub accumulated_result: Money,
    /// Principal lent and not yet back, 0 or more.
    pub outstanding: Money,
    /// Principal promised and not yet paid out, 0 or more.
    pub reserved: Money,
}

/// What a movement adds to each figure (negative: takes away), in dong.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Deltas {
    /// To the charter capital in the books.
    pub charter: Money,
    /// To the accumulated result.
    pub result: Money,
    /// To the outstanding principal.
    pub outstanding: Money,
    /// To the reserve.
    pub reserved: Money,
}

/// What a movement of capital is.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// Charter capital paid in.
    Contribution,
    /// Charter capital taken out.
    Withdrawal,
    /// Accumulated result changed: the amount is signed, a loss is negative.
    Result,
    /// Approval of a loan.
    Reserve,
    /// A promise given up: cancelled, lapsed, or the rest not drawn.
    Release,
    /// A tranche paid out: from reserved to outstanding.
    Post,
    /// The reversal of a tranche: from outstanding back to reserved.
    Unpost,
    /// Principal paid back.
    Collect,
    /// The reversal of a repayment of principal.
    Uncollect,
    /// Principal taken off the books as lost: the result bears it, so no capital becomes available.
    WriteOff,
    /// The reversal of a write-off.
    Reinstate,
    /// Principal written off that came back after all.
    Recovery,
    /// The reversal of a recovery.
    Unrecover,
}

named_states!(MovementKind {
    Contribution = "contribution",
    Withdrawal = "withdrawal",
    Result = "result",
    Reserve = "reserve",
    Release = "release",
    Post = "post",
    Unpost = "unpost",
    Collect = "collect",
    Uncollect = "uncollect",
    WriteOff = "write_off",
    Reinstate = "reinstate",
    Recovery = "recovery",
    Unrecover = "unrecover",
});

/// One movement. The amount is more than 0 dong, except that a [`MovementKind::Result`] may be a loss.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Movement {
    /// What happens.
    pub kind: MovementKind,
    /// Of how much, in dong.
    pub amount: Money,
}

/// Why a movement is refused. The amounts say how much there is and how much the movement needs.
#[derive(Copy, Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum CapitalRefusal {
    /// The amount is zero, or negative where it may not be.
    #[error("a {0} needs an amount above zero")]
    NotAnAmount(MovementKind),
    /// Less is available than the movement takes.
    #[error("{available} dong are available, {needed} are needed")]
    NotAvailable {
        /// Free before the movement.
        available: Money,
        /// What the movement takes of it.
        needed: Money,
    },
    /// Less is reserved than the movement takes.
    #[error("{reserved} dong are reserved, {needed} are needed")]
    NotReserved {
        /// Reserved before the movement.
        reserved: Money,
        /// What the movement takes of it.
        needed: Money,
    },
    /// Less is outstanding than the movement takes.
    #[error("{outstanding} dong are outstanding, {needed} are needed")]
    NotOutstanding {
        /// Outstanding before the movement.
        outstanding: Money,
        /// What the movement takes of it.
        needed: Money,
    },
    /// The charter capital in the books is less than what would be taken out.
    #[error("the charter capital is {charter} dong, {needed} would be withdrawn")]
    NotInCharter {
        /// Charter capital before the movement.
        charter: Money,
        /// What would be withdrawn.
        needed: Money,
    },
    /// A figure would not fit.
    #[error("the figures are too large")]
    TooLarge,
}

impl Capital {
    /// Vốn điều lệ thực có: charter capital in the books with the accumulated result (Decree 45/2021 Art 2(3)). Saturates at
    /// the ends of the number range, which [`Capital::apply`] never reaches.
    pub const fn actual_charter(&self) -> Money {
        actual_charter(self.book_charter, self.accumulated_result)
    }

    /// What may still be promised. Negative only in figures that did not come through [`Capital::apply`].
    pub const fn available(&self) -> Money {
        Money::dong(
            self.actual_charter()
                .as_dong()
                .saturating_sub(self.outstanding.as_dong())
                .saturating_sub(self.reserved.as_dong()),
        )
    }

    /// The capital after a movement.
    ///
    /// # Errors
    /// A [`CapitalRefusal`] if the amount is none, or if available, reserved, outstanding or charter capital would go below
    /// zero. A figure already below zero refuses only what would take it further down, so that bad figures can be mended.
    pub fn apply(&self, movement: Movement) -> Result<Capital, CapitalRefusal> {
        let deltas = movement.deltas()?;
        let after = self.plus(deltas).ok_or(CapitalRefusal::TooLarge)?;
        let short = |before: Money, after: Money| {
            let needed = before.checked_sub(after).unwrap_or(Money::dong(i64::MAX));
            (after.is_negative() && after < before).then_some(needed)
        };
        if let Some(needed) = short(self.reserved, after.reserved) {
            let reserved = self.reserved;
            return Err(CapitalRefusal::NotReserved { reserved, needed });
        }
        if let Some(needed) = short(self.outstanding, after.outstanding) {
            let outstanding = self.outstanding;
            return Err(CapitalRefusal::NotOutstanding { outstanding, needed });
        }
        if let Some(needed) = short(self.book_charter, after.book_charter) {
            let charter = self.book_charter;
            return Err(CapitalRefusal::NotInCharter { charter, needed });
        }
        if let Some(needed) = short(self.available(), after.available()) {
            let available = self.available();
            return Err(CapitalRefusal::NotAvailable { available, needed });
        }
        Ok(after)
    }

    /// The figures with the deltas added, or `None` where a figure, or what is derived from them, does not fit.
    fn plus(&self, deltas: Deltas) -> Option<Capital> {
        let after = Capital {
            book_charter: self.book_charter.checked_add(deltas.charter)?,
            accumulated_result: self.accumulated_result.checked_add(deltas.result)?,
            outstanding: self.outstanding.checked_add(deltas.outstanding)?,
            reserved: self.reserved.checked_add(deltas.reserved)?,
        };
        let actual = after.book_charter.checked_add(after.accumulated_result)?;
        actual.checked_sub(after.outstanding)?.checked_sub(after.reserved)?;
        Some(after)
    }
}

/// Charter capital in the books with the accumulated result (Decree 45/2021 Art 2(3)), saturating.
pub const fn actual_charter(book_charter: Money, accumulated_result: Money) -> Money {
    Money::dong(book_charter.as_dong().saturating_add(accumulated_result.as_dong()))
}

impl Movement {
    /// What the movement adds to each figure.
    ///
    /// # Errors
    /// [`CapitalRefusal::NotAnAmount`] for zero, and for a negative amount of anything but a result.
    pub fn deltas(self) -> Result<Deltas, CapitalRefusal> {
        use MovementKind::*;
        let more = self.amount;
        let signed = self.kind == Result;
        if more.is_zero() || (more.is_negative() && !signed) {
            return Err(CapitalRefusal::NotAnAmount(self.kind));
        }
        let less = Money::ZERO.checked_sub(more).ok_or(CapitalRefusal::TooLarge)?;
        let none = Money::ZERO;
        let (charter, result, outstanding, reserved) = match self.kind {
            Contribution => (more, none, none, none),
            Withdrawal => (less, none, none, none),
            Result | Recovery => (none, more, none, none),
            Unrecover => (none, less, none, none),
            Reserve => (none, none, none, more),
            Release => (none, none, none, less),
            Post => (none, none, more, less),
            Unpost => (none, none, less, more),
            Collect => (none, none, less, none),
            Uncollect => (none, none, more, none),
            WriteOff => (none, less, less, none),
            Reinstate => (none, more, more, none),
        };
        Ok(Deltas { charter, result, outstanding, reserved })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn movement(kind: MovementKind, amount: i64) -> Movement {
        Movement { kind, amount: Money::dong(amount) }
    }

    /// Contributed, lent and partly back: 3 000 of charter capital, 500 out, 200 promised.
    fn fund() -> Capital {
        Capital {
            book_charter: Money::dong(3_000),
            accumulated_result: Money::dong(-100),
            outstanding: Money::dong(500),
            reserved: Money::dong(200),
        }
    }

    #[test]
    fn a_loan_lives_on_reserve_post_collect_and_gives_the_capital_back() {
        let mut capital = fund();
        assert_eq!(capital.available(), Money::dong(2_200));
        for (kind, amount, available) in [
            (MovementKind::Reserve, 1_000, 1_200),
            (MovementKind::Post, 600, 1_200),
            (MovementKind::Release, 400, 1_600),
            (MovementKind::Collect, 250, 1_850),
            (MovementKind::Uncollect, 250, 1_600),
            (MovementKind::Collect, 600, 2_200),
        ] {
            capital = capital.apply(movement(kind, amount)).unwrap();
            assert_eq!(capital.available(), Money::dong(available), "{kind}");
        }
        assert_eq!(capital, fund());
    }

    #[test]
    fn the_last_dong_can_be_promised_and_not_one_more() {
        assert!(fund().apply(movement(MovementKind::Reserve, 2_200)).is_ok());
        let refusal = fund().apply(movement(MovementKind::Reserve, 2_201));
        let (available, needed) = (Money::dong(2_200), Money::dong(2_201));
        assert_eq!(refusal, Err(CapitalRefusal::NotAvailable { available, needed }));
    }

    #[test]
    fn nothing_goes_below_zero() {
        use MovementKind::*;
        let refused = |kind, amount| fund().apply(movement(kind, amount)).unwrap_err();
        assert!(matches!(refused(Withdrawal, 2_201), CapitalRefusal::NotAvailable { .. }));
        assert!(matches!(refused(Withdrawal, 3_001), CapitalRefusal::NotInCharter { .. }));
        assert!(matches!(refused(Result, -2_201), CapitalRefusal::NotAvailable { .. }));
        assert!(matches!(refused(Release, 201), CapitalRefusal::NotReserved { .. }));
        assert!(matches!(refused(Post, 201), CapitalRefusal::NotReserved { .. }));
        assert!(matches!(refused(Unpost, 501), CapitalRefusal::NotOutstanding { .. }));
        assert!(matches!(refused(Collect, 501), CapitalRefusal::NotOutstanding { .. }));
        assert!(matches!(refused(Uncollect, 2_201), CapitalRefusal::NotAvailable { .. }));
        assert!(matches!(refused(WriteOff, 501), CapitalRefusal::NotOutstanding { .. }));
        for &kind in MovementKind::ALL {
            assert_eq!(refused(kind, 0), CapitalRefusal::NotAnAmount(kind));
            if kind != Result {
                assert_eq!(refused(kind, -1), CapitalRefusal::NotAnAmount(kind));
            }
        }
        assert_eq!(refused(Contribution, i64::MAX), CapitalRefusal::TooLarge);
        assert_eq!(refused(Result, i64::MIN), CapitalRefusal::TooLarge);
    }

    #[test]
    fn a_write_off_frees_nothing_and_a_recovery_frees_what_came() {
        let after = fund().apply(movement(MovementKind::WriteOff, 500)).unwrap();
        assert_eq!(after.available(), fund().available());
        assert_eq!(after.accumulated_result, Money::dong(-600));
        let back = after.apply(movement(MovementKind::Recovery, 50)).unwrap();
        assert_eq!(back.available(), Money::dong(2_250));
        let again = after.apply(movement(MovementKind::Reinstate, 500)).unwrap();
        assert_eq!(again, fund());
    }

    fn any_movement() -> impl Strategy<Value = Movement> {
        let kind = proptest::sample::select(MovementKind::ALL);
        (kind, -2_000..6_000_i64).prop_map(|(kind, amount)| movement(kind, amount))
    }

    proptest! {
        #[test]
        fn no_order_of_movements_brings_a_figure_below_zero(movements in prop::collection::vec(any_movement(), 0..60)) {
            let mut capital = fund();
            let mut sum = Deltas::default();
            for movement in movements {
                if let Ok(after) = capital.apply(movement) {
                    let deltas = movement.deltas().unwrap();
                    sum.charter = sum.charter.checked_add(deltas.charter).unwrap();
                    sum.reserved = sum.reserved.checked_add(deltas.reserved).unwrap();
                    capital = after;
                }
                prop_assert!(!capital.available().is_negative());
                prop_assert!(!capital.reserved.is_negative());
                prop_assert!(!capital.outstanding.is_negative());
                prop_assert!(!capital.book_charter.is_negative());
            }
            prop_assert_eq!(capital.book_charter, fund().book_charter.checked_add(sum.charter).unwrap());
            prop_assert_eq!(capital.reserved, fund().reserved.checked_add(sum.reserved).unwrap());
        }

        #[test]
        fn a_movement_and_its_reversal_are_nothing(amount in 1..500_i64) {
            use MovementKind::*;
            for (deed, undo) in [(Post, Unpost), (Collect, Uncollect), (WriteOff, Reinstate), (Recovery, Unrecover), (Reserve, Release)] {
                if let Ok(after) = fund().apply(movement(deed, amount)) {
                    prop_assert_eq!(after.apply(movement(undo, amount)), Ok(fund()));
                }
            }
        }
    }
}
