//! Random loans and chains of facts from a seed.

use chrono::{Days, NaiveDate};

use crate::domain::{
    account::{self, Effect, Event},
    calendar::{Calendar, Holiday, HolidayKind},
    money::Money,
    rate::{Factor, Rate, Rounding, RoundingMode},
    terms::{
        Allocation, Basis, Disbursement, DueDays, Every, Interest, InterestMode, Method, Overdue, PlannedPart, Share,
        Terms, TermsInput,
    },
};
use crate::policy;

/// A small generator (splitmix64): the same seed gives the same loan for ever.
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `least` to `most`, both included.
    pub fn number(&mut self, least: i64, most: i64) -> i64 {
        least + (self.roll() % (most - least + 1) as u64) as i64
    }

    fn one_in(&mut self, count: i64) -> bool {
        self.number(1, count) == 1
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.number(0, from.len() as i64 - 1) as usize]
    }

    fn day(&mut self, from: NaiveDate, least: i64, most: i64) -> NaiveDate {
        from + Days::new(self.number(least, most) as u64)
    }
}

pub fn calendar() -> Calendar {
    let holiday = |text: &str| Holiday {
        date: text.parse().unwrap(),
        kind: HolidayKind::Statutory,
        name: String::new(),
        source: String::new(),
        confirmed: true,
    };
    Calendar::new(&["2023-01-23", "2023-01-24", "2023-05-01", "2023-09-04", "2024-02-12", "2024-04-30"].map(holiday))
}

const RATES: [&str; 8] = ["0", "3.96", "6", "6.24", "7.9248", "9.125", "24", "100"];

fn shares(dice: &mut Dice) -> [Share; 2] {
    if dice.one_in(2) { [Share::Interest, Share::Principal] } else { [Share::Principal, Share::Interest] }
}

fn plan_of(dice: &mut Dice, total: i64, after: NaiveDate) -> Vec<PlannedPart> {
    let count = dice.number(1, 4);
    let mut left = total;
    let mut due = after;
    let mut plan = Vec::new();
    for k in 1..=count {
        due = dice.day(due, 5, 70);
        let principal = if k == count { left } else { dice.number(0, left) };
        left -= principal;
        plan.push(PlannedPart { due, principal: Money::dong(principal) });
    }
    plan
}

fn two_draws(dice: &mut Dice, amount: i64, start: NaiveDate, near: NaiveDate) -> Vec<Disbursement> {
    let first = dice.number(1, amount - 1);
    let last = dice.day(start, 0, ((near - start).num_days() + 40).max(1));
    let begin = dice.day(start, 0, (last - start).num_days());
    let draw = |date, amount| Disbursement { date, amount: Money::dong(amount) };
    vec![draw(begin, first), draw(last, amount - first)]
}

/// Random terms; not every roll makes terms that exist.
pub fn terms(dice: &mut Dice) -> Option<Terms> {
    let unit = dice.pick(&[1, 1, 10, 1000]);
    let amount = unit * dice.number(1, 300) + dice.number(0, unit - 1);
    let start = dice.day("2022-10-01".parse().unwrap(), 0, 800);
    let method = dice.pick(&[
        Method::EqualPrincipal,
        Method::EqualInstalment,
        Method::EqualInstalment,
        Method::Bullet,
        Method::Plan,
    ]);
    let instalments = dice.number(1, 9) as u32;
    let every = match dice.number(1, 5) {
        1 => Every::Weeks(dice.number(1, 6) as u32),
        2 => Every::Days(dice.number(4, 60) as u32),
        _ => Every::Months(dice.number(1, 4) as u32),
    };
    let first_due = dice.day(start, 3, 100);
    let mut input = TermsInput {
        principal: Money::dong(amount),
        annual_rate_percent: Rate::parse(dice.pick(&RATES)).unwrap(),
        start,
        method,
        interest: Interest {
            mode: if dice.one_in(5) { InterestMode::Periodic } else { InterestMode::Daily },
            basis: dice.pick(&[
                Basis::Actual365,
                Basis::Actual360,
                Basis::Actual364,
                Basis::ActualActual,
                Basis::Thirty360,
            ]),
        },
        rounding: Rounding {
            unit,
            mode: dice.pick(&[RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down]),
        },
        due_days: if dice.one_in(3) { DueDays::NextWorkingDay } else { DueDays::AsDated },
        overdue: Overdue {
            factor: Factor::parse(dice.pick(&["1", "1.3", "1.5"])).unwrap(),
            late_interest_percent: Rate::parse(dice.pick(&["0", "5", "10"])).unwrap(),
        },
        allocation: Allocation { in_term: shares(dice), overdue: shares(dice) },
        interest_grace: if dice.one_in(3) { dice.number(0, 3) as u32 } else { 0 },
        ..TermsInput::default()
    };
    let last = if method == Method::Plan {
        let plan = plan_of(dice, amount, start);
        let last = plan.last().unwrap().due;
        input.plan = Some(plan);
        last
    } else {
        input.instalments = Some(instalments);
        input.every = Some(every);
        input.first_due = Some(first_due);
        input.principal_grace = if dice.one_in(3) { dice.number(0, 3) as u32 } else { 0 };
        if matches!(every, Every::Months(_)) && dice.one_in(3) {
            input.due_day = Some(dice.number(28, 31) as u32);
        }
        first_due
    };
    if amount > 1 && dice.one_in(3) {
        input.disbursements = Some(two_draws(dice, amount, start, last));
    }
    Terms::new(input).ok()
}

fn event(dice: &mut Dice, terms: &Terms, events: &[Event], date: NaiveDate, calendar: &Calendar) -> Option<Event> {
    let amount = dice.number(1, terms.principal().as_dong() / 2 + 2);
    let amount = Money::dong(amount);
    if let Some(Event::WriteOff { .. }) = events.iter().rfind(|event| matches!(event, Event::WriteOff { .. })) {
        return Some(Event::Recovery { date, amount });
    }
    Some(match dice.number(1, 22) {
        1..=8 => Event::Repayment { date, amount },
        9..=12 => {
            Event::Prepayment { date, amount, effect: dice.pick(&[Effect::Shorter, Effect::Lower, Effect::Next]) }
        }
        13..=14 => Event::Rate { from: date, annual_rate_percent: Rate::parse(dice.pick(&RATES)).unwrap() },
        15..=17 => {
            let outstanding =
                account::replay(terms, events, date, calendar, policy::scales()).ok()?.principal_outstanding;
            if !outstanding.is_positive() {
                return None;
            }
            let plan = plan_of(dice, outstanding.as_dong(), date);
            if dice.one_in(2) { Event::TermAdjustment { date, plan } } else { Event::Extension { date, plan } }
        }
        18 => Event::InterestWaiver { date, amount, inability: dice.one_in(2) },
        19 if !events.is_empty() => {
            Event::Reversal { of: dice.number(0, events.len() as i64 - 1) as usize, date: Some(date) }
        }
        20 => Event::Freeze { from: date, to: dice.day(date, 1, 90) },
        21 if dice.one_in(3) => Event::WriteOff { date },
        _ => Event::Repayment { date, amount },
    })
}

/// A random loan with a chain of facts and a day; every chain can be replayed to that day.
pub fn loan(seed: u64) -> Option<(Terms, Vec<Event>, NaiveDate)> {
    let dice = &mut Dice(seed);
    let calendar = calendar();
    let terms = terms(dice)?;
    let mut date = terms.start();
    let mut events = Vec::new();
    let pace = dice.pick(&[10, 30, 60]);
    for _ in 0..dice.number(0, 12) {
        date = dice.day(date, 0, pace);
        if let Some(event) = event(dice, &terms, &events, date, &calendar) {
            events.push(event);
            // A plan that no longer sums after a reversal, freezes that overlap and the like: not a chain of facts.
            if account::replay(&terms, &events, date, &calendar, policy::scales()).is_err() {
                events.pop();
            }
        }
    }
    let as_of = dice.day(date, 0, 120);
    account::replay(&terms, &events, as_of, &calendar, policy::scales()).ok()?;
    Some((terms, events, as_of))
}
