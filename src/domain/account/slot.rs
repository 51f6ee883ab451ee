//! One instalment of a running loan, and how the nights of its period are counted.

use chrono::NaiveDate;

use crate::domain::{
    calendar::leap_days_before,
    terms::{Basis, InterestMode, Terms},
};

/// One instalment, before and after it falls due. Amounts in dong.
#[derive(Clone, Debug)]
pub(in crate::domain) struct Slot {
    pub from: NaiveDate,
    pub due: NaiveDate,
    /// The period before it in days of months of thirty.
    pub nominal_days: i64,
    /// Days of the period.
    pub days: i64,
    /// The numerator of the whole period's share of the year.
    pub share: i64,
    /// What interest numerators of this period are over: 100 × 10^scale of the rate × the share of the year.
    pub denominator: i128,
    /// Without principal.
    pub free: bool,
    /// Interest is held for a later instalment.
    pub holds: bool,
    /// Planned, and once it has fallen due what fell due.
    pub principal: i64,
    /// What fell due, less what was waived.
    pub interest: i64,
    pub waived: i64,
    pub paid_principal: i64,
    pub paid_interest: i64,
    pub settled_on: Option<NaiveDate>,
    /// Principal in term once it has fallen due.
    pub balance: i64,
}

impl Slot {
    pub fn unpaid(&self) -> i64 {
        self.principal - self.paid_principal + self.interest - self.paid_interest
    }
}

/// How a night's share of the year is counted.
#[derive(Copy, Clone)]
pub(super) enum DayCount {
    /// One over so many days.
    Fixed(i64),
    /// One over the days of the year in which it begins.
    OwnYear,
    /// An equal share of the period's days of months of thirty, over 360.
    OfPeriod,
}

impl DayCount {
    pub fn of(terms: &Terms) -> DayCount {
        let interest = terms.input().interest;
        match (interest.mode, interest.basis) {
            (InterestMode::Periodic, _) | (_, Basis::Thirty360) => DayCount::OfPeriod,
            (_, Basis::ActualActual) => DayCount::OwnYear,
            (_, Basis::Actual365) => DayCount::Fixed(365),
            (_, Basis::Actual360) => DayCount::Fixed(360),
            (_, Basis::Actual364) => DayCount::Fixed(364),
        }
    }

    /// The denominator, in a period of so many days.
    pub fn per_year(self, days: i64) -> i64 {
        match self {
            DayCount::Fixed(year) => year,
            DayCount::OwnYear => 365 * 366,
            DayCount::OfPeriod => 360 * days,
        }
    }

    /// The numerator of the nights from `from` to `to`, frozen or not, in a period of so many nominal days.
    pub fn share(self, nominal_days: i64, from: NaiveDate, to: NaiveDate) -> i64 {
        self.whole(nominal_days, (to - from).num_days(), from, to)
    }

    /// The same where the nights are counted already.
    pub fn whole(self, nominal_days: i64, nights: i64, from: NaiveDate, to: NaiveDate) -> i64 {
        match self {
            DayCount::Fixed(_) => nights,
            DayCount::OfPeriod => nominal_days * nights,
            DayCount::OwnYear => {
                let leap = leap_days_before(to) - leap_days_before(from);
                leap * 365 + (nights - leap) * 366
            }
        }
    }
}
