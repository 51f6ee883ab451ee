//! The running state of one loan: what is in term, what is due, and the exact interest since the last due date.
//!
//! Time passes in intervals between dates on which something happens, never night by night: within one, every balance stands
//! still, so the interest of its nights is one product.

use chrono::NaiveDate;

use super::{
    explain::{Figure, Log, Run},
    replan,
    slot::{DayCount, Slot},
};
use crate::domain::{
    calendar::Calendar,
    exact::Exact,
    rate::Rate,
    refusal::Refusal,
    terms::{DueDate, Method, Terms},
};

/// The state of a loan at the end of `today`, or in the middle of its events.
pub(in crate::domain) struct Book<'a> {
    pub terms: &'a Terms,
    calendar: &'a Calendar,
    pub slots: Vec<Slot>,
    /// The first slot that has not fallen due.
    pub next: usize,
    pub today: NaiveDate,
    pub rate: Rate,
    /// Decimals that hold every rate of the loan.
    scale: u32,
    rate_digits: i64,
    day_count: DayCount,
    /// 100 × 10^scale.
    hundred: i128,
    /// Principal that has not fallen due.
    pub in_term: i64,
    /// Interest of the current period, exact.
    pub accrued: Exact,
    /// What was collected of it by prepayments.
    pub collected: i64,
    /// Interest held by an interest grace, rounded by period.
    pub held: i64,
    /// Principal that has fallen due and is unpaid.
    pub unpaid_principal: i64,
    /// Interest that has fallen due and is unpaid.
    pub unpaid_interest: i64,
    /// Whole-life sums; both count 365 days in every year.
    overdue_numerator: i128,
    overdue_denominator: i128,
    late_numerator: i128,
    late_denominator: i128,
    /// The penalty factor and the late rate without their decimals, which the denominators hold.
    factor: i64,
    late_digits: i64,
    pub overdue_paid: i64,
    pub late_paid: i64,
    pub unallocated: i64,
    /// The level of equal instalments, as last planned.
    pub level: Option<i64>,
    pub restructurings: u32,
    pub waived_for_inability: bool,
    /// Nights without interest, from the first date to the last, in order and apart.
    pub freezes: Vec<(NaiveDate, NaiveDate)>,
    pub written_off: bool,
    /// Slots before these have no unpaid principal, no unpaid interest.
    pub first_unpaid: (usize, usize),
    pub log: Option<Log>,
    /// Work space of the re-planning.
    pub scratch: replan::Scratch,
}

impl<'a> Book<'a> {
    /// An untouched loan on its first day. `scale` must hold the decimals of every rate to come.
    pub fn open(terms: &'a Terms, calendar: &'a Calendar, scale: u32, log: Option<Log>) -> Result<Book<'a>, Refusal> {
        let dates = terms.due_dates(calendar)?;
        let scale = scale.max(terms.rate().scale());
        let hundred = 100 * 10_i128.pow(scale);
        let overdue = terms.input().overdue;
        let late = overdue.late_interest_percent;
        let mut book = Book {
            terms,
            calendar,
            slots: Vec::with_capacity(dates.len()),
            next: 0,
            today: terms.start(),
            rate: terms.rate(),
            scale,
            rate_digits: terms.rate().over(scale),
            day_count: DayCount::of(terms),
            hundred,
            in_term: 0,
            accrued: Exact::ZERO,
            collected: 0,
            held: 0,
            unpaid_principal: 0,
            unpaid_interest: 0,
            overdue_numerator: 0,
            overdue_denominator: 365 * hundred * 10_i128.pow(overdue.factor.scale()),
            late_numerator: 0,
            late_denominator: 36_500 * 10_i128.pow(late.scale()),
            factor: overdue.factor.digits(),
            late_digits: late.over(late.scale()),
            overdue_paid: 0,
            late_paid: 0,
            unallocated: 0,
            level: None,
            restructurings: 0,
            waived_for_inability: false,
            freezes: Vec::new(),
            written_off: false,
            first_unpaid: (0, 0),
            log,
            scratch: replan::Scratch::default(),
        };
        book.append(&dates, terms.start());
        let input = terms.input();
        for (place, slot) in book.slots.iter_mut().enumerate() {
            slot.free = place < input.principal_grace as usize;
            slot.holds = place < input.interest_grace as usize;
        }
        Ok(book)
    }

    /// Adds slots for these due dates, the first period beginning on `from`.
    fn append(&mut self, dates: &[DueDate], mut from: NaiveDate) {
        let mut begin = (from - self.terms.start()).num_days();
        for date in dates {
            let days = date.day - begin;
            begin = date.day;
            self.slots.push(Slot {
                from,
                due: date.due,
                nominal_days: date.nominal_days,
                days,
                share: self.day_count.whole(date.nominal_days, days, from, date.due),
                denominator: self.hundred * i128::from(self.day_count.per_year(days)),
                free: false,
                holds: false,
                principal: 0,
                interest: 0,
                waived: 0,
                paid_principal: 0,
                paid_interest: 0,
                settled_on: None,
                balance: 0,
            });
            from = date.due;
        }
    }

    /// What a dong of balance bears over the unfrozen nights from `from` to `to`, over the slot's denominator: at most
    /// 10^11 × 36 525 × 18 000, which is refused where it exceeds 63 bits.
    #[inline]
    pub fn per_dong(&self, slot: &Slot, from: NaiveDate, to: NaiveDate) -> Option<i64> {
        let whole = from == slot.from && to == slot.due;
        let mut share = if whole { slot.share } else { self.day_count.share(slot.nominal_days, from, to) };
        for &(first, last) in &self.freezes {
            let (first, last) = (first.max(from), last.min(to));
            if first < last {
                share -= self.day_count.share(slot.nominal_days, first, last);
            }
        }
        share.checked_mul(self.rate_digits)
    }

    /// Lets the nights up to `to` pass. `None` where a sum does not fit.
    pub fn advance(&mut self, to: NaiveDate) -> Option<()> {
        if to <= self.today {
            return Some(());
        }
        let mut from = self.today;
        self.today = to;
        if self.written_off {
            return Some(());
        }
        for place in 0..self.freezes.len() {
            let (first, last) = self.freezes[place];
            if last > from && first < to {
                self.accrue(from, first.min(to))?;
                from = last.min(to);
            }
        }
        self.accrue(from, to)
    }

    fn accrue(&mut self, from: NaiveDate, to: NaiveDate) -> Option<()> {
        if to <= from {
            return Some(());
        }
        if self.in_term > 0 && self.next < self.slots.len() {
            let slot = &self.slots[self.next];
            let whole = from == slot.from && to == slot.due;
            let share = if whole { slot.share } else { self.day_count.share(slot.nominal_days, from, to) };
            // Two factors of 63 bits always fit a product of 127.
            let per_dong = share.checked_mul(self.rate_digits)?;
            let exact = Exact::new(i128::from(per_dong) * i128::from(self.in_term), slot.denominator);
            self.accrued = self.accrued.checked_add(exact)?;
            self.note(Figure::Period(self.next), from, to, self.in_term, exact);
        }
        if self.unpaid_principal > 0 {
            let numerator = self.late_nights(self.unpaid_principal, from, to, self.rate_digits, self.factor)?;
            self.overdue_numerator = self.overdue_numerator.checked_add(numerator)?;
            let exact = Exact::new(numerator, self.overdue_denominator);
            self.note(Figure::Overdue, from, to, self.unpaid_principal, exact);
        }
        if self.unpaid_interest > 0 {
            let numerator = self.late_nights(self.unpaid_interest, from, to, self.late_digits, 1)?;
            self.late_numerator = self.late_numerator.checked_add(numerator)?;
            let exact = Exact::new(numerator, self.late_denominator);
            self.note(Figure::Late, from, to, self.unpaid_interest, exact);
        }
        Some(())
    }

    fn late_nights(&self, balance: i64, from: NaiveDate, to: NaiveDate, rate: i64, factor: i64) -> Option<i128> {
        let nights = (to - from).num_days();
        (i128::from(balance) * i128::from(nights)).checked_mul(i128::from(rate) * i128::from(factor))
    }

    fn note(&mut self, figure: Figure, from: NaiveDate, to: NaiveDate, balance: i64, exact: Exact) {
        if let Some(log) = &mut self.log {
            log.runs.push(Run { figure, from, to, balance, rate: self.rate, exact });
        }
    }

    /// All overdue interest since the first day, exact.
    pub fn overdue_exact(&self) -> Exact {
        Exact::new(self.overdue_numerator, self.overdue_denominator)
    }

    /// All late interest since the first day, exact.
    pub fn late_exact(&self) -> Exact {
        Exact::new(self.late_numerator, self.late_denominator)
    }

    /// Overdue interest owed: the rounded total less what was paid of it.
    pub fn overdue_owed(&self) -> Option<i64> {
        self.overdue_exact().round(self.terms.rounding().mode)?.checked_sub(self.overdue_paid)
    }

    /// Late interest owed: the rounded total less what was paid of it.
    pub fn late_owed(&self) -> Option<i64> {
        self.late_exact().round(self.terms.rounding().mode)?.checked_sub(self.late_paid)
    }

    /// Interest of the current period if it were collected today: rounded, less what was collected.
    pub fn accrued_owed(&self) -> Option<i64> {
        self.accrued.round(self.terms.rounding().mode)?.checked_sub(self.collected)
    }

    /// Lets the next instalment fall due today: its period's exact sum is rounded, less what was collected of it.
    pub fn fall_due(&mut self) -> Option<()> {
        let net = self.accrued_owed()?;
        if let Some(log) = &mut self.log {
            let slot = self.next;
            log.sum(slot, self.accrued, self.collected, net);
        }
        self.accrued = Exact::ZERO;
        self.collected = 0;
        let slot = &mut self.slots[self.next];
        self.held = self.held.checked_add(net)?;
        if !slot.holds {
            slot.interest = std::mem::take(&mut self.held);
        }
        self.in_term -= slot.principal;
        slot.balance = self.in_term;
        self.unpaid_principal += slot.principal;
        self.unpaid_interest = self.unpaid_interest.checked_add(slot.interest)?;
        if slot.unpaid() == 0 {
            slot.settled_on = Some(slot.due);
        }
        self.next += 1;
        Some(())
    }

    /// Pays out `amount` today and re-plans what has not fallen due.
    pub fn draw(&mut self, amount: i64) -> Option<()> {
        self.in_term += amount;
        if self.restructurings > 0 {
            // A given plan stays as given; what is drawn later has nowhere to go but its end.
            self.slots.last_mut()?.principal += amount;
            return Some(());
        }
        replan::by_terms(self)
    }

    /// The contract rate is another one from tonight.
    pub fn set_rate(&mut self, rate: Rate) -> Option<()> {
        self.rate = rate;
        self.rate_digits = rate.over(self.scale);
        if self.restructurings == 0 && self.terms.method() == Method::EqualInstalment && self.in_term > 0 {
            replan::by_terms(self)?;
        }
        Some(())
    }

    /// Replaces all outstanding principal by the instalments of a plan: their due dates and principals.
    pub fn restructure(&mut self, dates: &[DueDate], principals: impl Iterator<Item = i64>, from: NaiveDate) {
        let today = self.today;
        for slot in &mut self.slots[..self.next] {
            slot.principal = slot.paid_principal;
            if slot.settled_on.is_none() && slot.unpaid() == 0 {
                slot.settled_on = Some(today);
            }
        }
        self.in_term += std::mem::take(&mut self.unpaid_principal);
        self.slots.truncate(self.next);
        self.append(dates, from);
        for (slot, principal) in self.slots[self.next..].iter_mut().zip(principals) {
            slot.principal = principal;
        }
        self.restructurings += 1;
    }

    /// Where the current period began: the last due date, or the start.
    pub fn period_start(&self) -> NaiveDate {
        self.next.checked_sub(1).map_or(self.terms.start(), |last| self.slots[last].due)
    }

    pub fn calendar(&self) -> &'a Calendar {
        self.calendar
    }

    /// Frozen nights between two dates.
    pub fn frozen_nights(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let overlap = |&(first, last): &(NaiveDate, NaiveDate)| (last.min(to) - first.max(from)).num_days().max(0);
        self.freezes.iter().map(overlap).sum()
    }
}
