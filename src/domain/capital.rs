//! The capital of a fund, and the movements that are the only way to change it.
//!
//! `available = actual charter capital − outstanding − reserved`, and it never goes below zero: a promise of capital is a
//! movement like any other (reserve → post | release), so two promises cannot be made of the same dong.

use chrono::NaiveDate;
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

/// Where charter capital comes from.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CapitalSource {
    /// Of the State's central budget.
    CentralBudget,
    /// Of the province's.
    ProvincialBudget,
    /// Paid by the members of a fund in the form of a cooperative.
    Members,
    /// Aid, sponsorship, gifts.
    Aid,
    /// Out of the fund's own profit or its development fund.
    Profit,
    /// Any other lawful source.
    Other,
}

named_states!(CapitalSource {
    CentralBudget = "central_budget",
    ProvincialBudget = "provincial_budget",
    Members = "members",
    Aid = "aid",
    Profit = "profit",
    Other = "other",
});

/// A movement of money entrusted to the fund.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntrustedKind {
    /// It came in.
    Received,
    /// It went back to its owner.
    Returned,
}

named_states!(EntrustedKind { Received = "received", Returned = "returned" });

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
    /// At the end of a past day less was available than the movement takes.
    #[error("on {on} only {available} dong were available, {needed} are needed")]
    NotAvailableOn {
        /// The leanest day from its value date on.
        on: NaiveDate,
        /// Free at the end of that day; nothing where less than nothing was.
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

/// What the movements of one value date changed together, in dong.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub struct DayChange {
    /// The value date.
    pub on: NaiveDate,
    /// Of the charter capital in the books.
    pub charter: Money,
    /// Of what is available.
    pub available: Money,
}

/// The day from `from` on at whose end a figure was smallest, the first of several alike, and the figure. `now` is what it is
/// after everything; `later` what changed it after `from`, newest first.
pub fn leanest_day(
    now: Money,
    later: impl IntoIterator<Item = (NaiveDate, Money)>,
    from: NaiveDate,
) -> (NaiveDate, Money) {
    let mut figure = now;
    let mut least: Option<(NaiveDate, Money)> = None;
    for (on, change) in later {
        if least.is_none_or(|(_, least)| figure <= least) {
            least = Some((on, figure));
        }
        figure = Money::dong(figure.as_dong().saturating_sub(change.as_dong()));
    }
    match least {
        Some(least) if least.1 < figure => least,
        _ => (from, figure),
    }
}

/// Refuses a movement dated in the past that takes more than there was at the end of any day since: `later` is what the days
/// after its value date changed, newest first, and `now` the figures before it.
///
/// # Errors
/// `NotAvailableOn` with the leanest day; `NotInCharter` with the least charter capital.
pub fn insist_on_every_day(
    now: &Capital,
    movement: Movement,
    on: NaiveDate,
    later: &[DayChange],
) -> Result<(), CapitalRefusal> {
    let deltas = movement.deltas()?;
    let taken = deltas.available().ok_or(CapitalRefusal::TooLarge)?;
    let short = |least: Money, taken: Money| taken.is_positive() && least < taken;
    let needed = Money::ZERO.checked_sub(taken).ok_or(CapitalRefusal::TooLarge)?;
    let (day, available) = leanest_day(now.available(), later.iter().map(|day| (day.on, day.available)), on);
    if short(available, needed) {
        return Err(CapitalRefusal::NotAvailableOn { on: day, available: available.max(Money::ZERO), needed });
    }
    let needed = Money::ZERO.checked_sub(deltas.charter).ok_or(CapitalRefusal::TooLarge)?;
    let (_, charter) = leanest_day(now.book_charter, later.iter().map(|day| (day.on, day.charter)), on);
    if short(charter, needed) {
        return Err(CapitalRefusal::NotInCharter { charter: charter.max(Money::ZERO), needed });
    }
    Ok(())
}

impl Deltas {
    /// What is added to what is available; `None` where it does not fit.
    pub fn available(&self) -> Option<Money> {
        self.charter.checked_add(self.result)?.checked_sub(self.outstanding)?.checked_sub(self.reserved)
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
mod tests;
