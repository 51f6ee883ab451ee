//! What is changed of a running loan by decision: proposed by one person, decided by another. Which changes there are, the
//! life of a proposal, what law and regulation allow, and how the loan stands before and after.

mod allowed;
mod compare;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use allowed::{Bounds, Case, Objection, check};
pub use compare::{Comparison, Figures, Line};

use crate::domain::account::Event;
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::rate::Rate;
use crate::domain::state::{WrongState, from_one_of, named_states};
use crate::domain::terms::PlannedPart;

/// What kind of change. The names are those of the facts they become.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Other due dates inside the term (Decree 45/2021 Art 27(1)).
    TermAdjustment,
    /// Due dates past the term (Decree 45/2021 Art 27(2)).
    Extension,
    /// Another contract rate.
    Rate,
    /// Interest due is given up (Decree 45/2021 Art 25(2)).
    InterestWaiver,
    /// A time without interest, where the programme's law has it (Decision 50/2010/QĐ-TTg).
    Freeze,
    /// The debt leaves the books (Decree 45/2021 Art 28(3)).
    WriteOff,
}

named_states!(Kind {
    TermAdjustment = "term_adjustment",
    Extension = "extension",
    Rate = "rate",
    InterestWaiver = "interest_waiver",
    Freeze = "freeze",
    WriteOff = "write_off",
});

impl Kind {
    /// Whether it is a plan that replaces all outstanding principal, and so counts as a restructuring of the debt.
    pub const fn plans(self) -> bool {
        matches!(self, Kind::TermAdjustment | Kind::Extension)
    }

    /// Whether it is the fund's own matter, of which the borrower is told nothing: the debt is owed as before.
    pub const fn is_internal(self) -> bool {
        matches!(self, Kind::WriteOff)
    }
}

/// Where a proposal stands.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waiting for its decision.
    Proposed,
    /// Decided and booked.
    Approved,
    /// Decided against.
    Rejected,
    /// Taken back by its proposer.
    Withdrawn,
}

named_states!(State {
    Proposed = "proposed",
    Approved = "approved",
    Rejected = "rejected",
    Withdrawn = "withdrawn",
});

impl State {
    /// It is closed in this way.
    ///
    /// # Errors
    /// [`WrongState`] unless it is still proposed.
    pub fn close(self, to: State) -> Result<State, WrongState<State>> {
        from_one_of(self, &[State::Proposed], to)
    }
}

/// The change itself, with everything the fact needs but its day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// All outstanding principal is due by this plan, inside the term.
    TermAdjustment {
        /// In date order.
        plan: Vec<PlannedPart>,
    },
    /// All outstanding principal is due by this plan, past the term.
    Extension {
        /// In date order.
        plan: Vec<PlannedPart>,
    },
    /// Another contract rate from the night after the day.
    Rate {
        /// Percent a year.
        annual_rate_percent: Rate,
    },
    /// Interest due is given up, oldest first.
    InterestWaiver {
        /// Dong, more than zero.
        amount: Money,
        /// Because the customer cannot pay (Circular 14/2024/TT-NHNN: group 3).
        inability: bool,
    },
    /// Nothing accrues from the day to this one.
    Freeze {
        /// The last day.
        to: NaiveDate,
        /// The loss of the borrower in percent of the capital lent.
        loss_percent: Percent,
    },
    /// Nothing accrues any more, and what comes in is a recovery.
    WriteOff {},
}

impl Change {
    /// What kind it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Change::TermAdjustment { .. } => Kind::TermAdjustment,
            Change::Extension { .. } => Kind::Extension,
            Change::Rate { .. } => Kind::Rate,
            Change::InterestWaiver { .. } => Kind::InterestWaiver,
            Change::Freeze { .. } => Kind::Freeze,
            Change::WriteOff {} => Kind::WriteOff,
        }
    }

    /// The fact it becomes on a day.
    pub fn event(&self, date: NaiveDate) -> Event {
        match self {
            Change::TermAdjustment { plan } => Event::TermAdjustment { date, plan: plan.clone() },
            Change::Extension { plan } => Event::Extension { date, plan: plan.clone() },
            Change::Rate { annual_rate_percent } => {
                Event::Rate { from: date, annual_rate_percent: *annual_rate_percent }
            }
            Change::InterestWaiver { amount, inability } => {
                Event::InterestWaiver { date, amount: *amount, inability: *inability }
            }
            Change::Freeze { to, .. } => Event::Freeze { from: date, to: *to },
            Change::WriteOff {} => Event::WriteOff { date },
        }
    }

    /// The plan, where it is one.
    pub fn plan(&self) -> Option<&[PlannedPart]> {
        match self {
            Change::TermAdjustment { plan } | Change::Extension { plan } => Some(plan),
            _ => None,
        }
    }

    /// The amount, where it has one.
    pub const fn amount(&self) -> Option<Money> {
        match self {
            Change::InterestWaiver { amount, .. } => Some(*amount),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
