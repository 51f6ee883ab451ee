//! The nights an interest figure is made of.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::slot::Slot;
use crate::domain::{
    exact::Exact,
    money::Money,
    rate::{Rate, RoundingMode},
    terms::{InterestMode, Terms},
};

/// Which figure nights belong to.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(in crate::domain) enum Figure {
    /// In-term interest of the period of that slot.
    Period(usize),
    /// Interest on overdue principal.
    Overdue,
    /// Interest on unpaid interest.
    Late,
}

/// Nights through which nothing changed.
#[derive(Clone, Debug)]
pub(in crate::domain) struct Run {
    pub figure: Figure,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub balance: i64,
    pub rate: Rate,
    pub exact: Exact,
}

/// What is noted while a loan is computed.
#[derive(Clone, Default, Debug)]
pub(in crate::domain) struct Log {
    pub runs: Vec<Run>,
    sums: Vec<(usize, Exact, i64, i64)>,
    /// What prepayments took of held interest, and while which slot's period ran.
    pub held_collected: Vec<(usize, i64)>,
}

impl Log {
    /// Notes that a period's sum was rounded: collected before, and still to pay.
    pub fn sum(&mut self, slot: usize, exact: Exact, collected: i64, net: i64) {
        self.sums.push((slot, exact, collected, net));
    }
}

/// Nights of equal balance and rate: `balance × rate × days` over the basis is `exact`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Nights {
    /// The day before the first night; it bears nothing itself.
    pub from: NaiveDate,
    /// The last day that is counted.
    pub to: NaiveDate,
    /// How many nights.
    pub days: i64,
    /// Dong that bear interest.
    pub balance: Money,
    /// Percent a year, the penalty factor included.
    pub annual_rate_percent: Decimal,
    /// `actual/365` and so on; `periodic` for interest by whole periods.
    pub basis: &'static str,
    /// Dong, an exact fraction.
    pub exact: Exact,
}

/// How one rounded sum came about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Sum {
    /// The number of the instalment whose period it is; absent for overdue and late interest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<u32>,
    /// The nights' sum in dong, an exact fraction.
    pub exact: Exact,
    /// How it was rounded.
    pub rounding: RoundingMode,
    /// What was paid of the rounded sum before.
    pub collected: Money,
    /// The rounded sum less what was paid of it.
    pub interest: Money,
}

/// How an interest figure came about: its nights, and their sums, of which there are several where interest was held.
/// The figure is the sum of `sums[].interest` less `held_collected` and `waived`.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize)]
pub struct Explained {
    /// The nights, in order.
    pub nights: Vec<Nights>,
    /// The rounded sums.
    pub sums: Vec<Sum>,
    /// What prepayments paid of interest that was held.
    #[serde(skip_serializing_if = "nothing")]
    pub held_collected: Money,
    /// What was waived.
    #[serde(skip_serializing_if = "nothing")]
    pub waived: Money,
}

fn nothing(amount: &Money) -> bool {
    amount.is_zero()
}

/// How the interest figures of a position came about that belong to no instalment yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Figures {
    /// Interest held and accrued.
    pub interest_accrued: Explained,
    /// Interest on overdue principal.
    pub overdue_interest: Explained,
    /// Interest on interest unpaid when due.
    pub late_interest: Explained,
}

/// Tells what a log knows.
pub(in crate::domain) struct Teller<'a> {
    terms: &'a Terms,
    log: &'a Log,
}

impl<'a> Teller<'a> {
    pub fn new(terms: &'a Terms, log: &'a Log) -> Teller<'a> {
        Teller { terms, log }
    }

    /// The interest that fell due with `slot`, periods held before it included.
    pub fn instalment(&self, slots: &[Slot], slot: usize) -> Explained {
        let mut explained = Explained { waived: Money::dong(slots[slot].waived), ..Explained::default() };
        if slots[slot].holds {
            return explained;
        }
        for period in held_before(slots, slot)..=slot {
            self.add_period(&mut explained, period);
        }
        explained.held_collected = self.held_collected(held_before(slots, slot), slot);
        explained
    }

    /// The interest held and accrued while the period of slot `next` runs.
    pub fn accrued(&self, slots: &[Slot], next: usize, accrued: Exact, collected: i64, net: i64) -> Explained {
        let mut explained = Explained::default();
        let first = held_before(slots, next);
        for period in first..next {
            self.add_period(&mut explained, period);
        }
        self.add(&mut explained, Figure::Period(next), accrued, collected, net);
        explained.held_collected = self.held_collected(first, next);
        explained
    }

    /// Overdue or late interest.
    pub fn whole_life(&self, figure: Figure, exact: Exact, paid: i64, owed: i64) -> Explained {
        let mut explained = Explained::default();
        self.add(&mut explained, figure, exact, paid, owed);
        explained
    }

    fn add_period(&self, explained: &mut Explained, period: usize) {
        if let Some(&(_, exact, collected, net)) = self.log.sums.iter().find(|sum| sum.0 == period) {
            self.add(explained, Figure::Period(period), exact, collected, net);
        }
    }

    fn add(&self, explained: &mut Explained, figure: Figure, exact: Exact, collected: i64, net: i64) {
        let runs = self.log.runs.iter().filter(|run| run.figure == figure);
        explained.nights.extend(runs.map(|run| self.nights(run)));
        explained.sums.push(Sum {
            period: match figure {
                Figure::Period(slot) => u32::try_from(slot + 1).ok(),
                Figure::Overdue | Figure::Late => None,
            },
            exact,
            rounding: self.terms.rounding().mode,
            collected: Money::dong(collected),
            interest: Money::dong(net),
        });
    }

    fn held_collected(&self, first: usize, last: usize) -> Money {
        let within = self.log.held_collected.iter().filter(|(slot, _)| (first..=last).contains(slot));
        Money::dong(within.map(|(_, amount)| amount).sum())
    }

    fn nights(&self, run: &Run) -> Nights {
        let input = self.terms.input();
        let contract = run.rate.percent();
        let (percent, basis) = match run.figure {
            Figure::Period(_) if input.interest.mode == InterestMode::Periodic => (contract, "periodic"),
            Figure::Period(_) => (contract, input.interest.basis.name()),
            Figure::Overdue => (contract * input.overdue.factor.value(), "actual/365"),
            Figure::Late => (input.overdue.late_interest_percent.percent(), "actual/365"),
        };
        Nights {
            from: run.from,
            to: run.to,
            days: (run.to - run.from).num_days(),
            balance: Money::dong(run.balance),
            annual_rate_percent: percent.normalize(),
            basis,
            exact: run.exact,
        }
    }
}

/// The first of the periods whose interest is held for `slot`.
fn held_before(slots: &[Slot], slot: usize) -> usize {
    slot - slots[..slot].iter().rev().take_while(|slot| slot.holds).count()
}
