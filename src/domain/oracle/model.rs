//! The state of the model, its nights, and how it plans.

use chrono::{Datelike, Days, NaiveDate};

use super::fraction::{Fraction, decimal, fraction, whole};
use crate::domain::{
    calendar::Calendar,
    rate::RoundingMode,
    terms::{Basis, DueDays, Every, InterestMode, Method, PlannedPart, TermsInput},
};

#[derive(Clone, Debug)]
pub struct Part {
    pub begin: NaiveDate,
    pub due: NaiveDate,
    pub nominal: i64,
    pub planned: i64,
    pub interest: i64,
    pub paid_principal: i64,
    pub paid_interest: i64,
    pub fallen: bool,
    pub without_principal: bool,
    pub holds: bool,
}

pub struct Model<'a> {
    pub terms: &'a TermsInput,
    pub calendar: &'a Calendar,
    pub parts: Vec<Part>,
    pub rate: Fraction,
    pub in_term: i64,
    pub accrued: Fraction,
    pub collected: i64,
    pub held: i64,
    pub overdue: Fraction,
    pub overdue_paid: i64,
    pub late: Fraction,
    pub late_paid: i64,
    pub waiting: i64,
    pub level: i64,
    pub restructured: bool,
    pub written_off: bool,
    pub freezes: Vec<(NaiveDate, NaiveDate)>,
}

fn after(date: NaiveDate, days: u64) -> NaiveDate {
    date + Days::new(days)
}

/// Month arithmetic by walking back from day 31 until the date exists.
fn month_after(first: NaiveDate, months: u32, day: u32) -> NaiveDate {
    let count = first.year() * 12 + first.month0() as i32 + months as i32;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u32 + 1);
    (1..=day).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day)).unwrap()
}

fn thirty_day_months(from: NaiveDate, to: NaiveDate) -> i64 {
    let day = |date: NaiveDate| if after(date, 1).day() == 1 { 30 } else { i64::from(date.day()) };
    let months = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month());
    (months(to) - months(from)) * 30 + day(to) - day(from)
}

impl<'a> Model<'a> {
    pub fn new(terms: &'a TermsInput, calendar: &'a Calendar) -> Model<'a> {
        let mut model = Model {
            terms,
            calendar,
            parts: Vec::new(),
            rate: decimal(&terms.annual_rate_percent.to_string()),
            in_term: 0,
            accrued: whole(0),
            collected: 0,
            held: 0,
            overdue: whole(0),
            overdue_paid: 0,
            late: whole(0),
            late_paid: 0,
            waiting: 0,
            level: 0,
            restructured: false,
            written_off: false,
            freezes: Vec::new(),
        };
        match &terms.plan {
            Some(plan) => model.add_plan(plan, terms.start, false),
            None => model.add_rhythm(),
        }
        model
    }

    pub fn payment_day(&self, date: NaiveDate) -> NaiveDate {
        match self.terms.due_days {
            DueDays::AsDated => date,
            DueDays::NextWorkingDay => date.iter_days().find(|&day| self.calendar.is_working_day(day)).unwrap(),
        }
    }

    pub fn add_part(&mut self, begin: NaiveDate, due: NaiveDate, nominal: i64, planned: i64) {
        self.parts.push(Part {
            begin,
            due,
            nominal,
            planned,
            interest: 0,
            paid_principal: 0,
            paid_interest: 0,
            fallen: false,
            without_principal: false,
            holds: false,
        });
    }

    pub fn add_rhythm(&mut self) {
        let first = self.terms.first_due.unwrap();
        let mut begin = self.terms.start;
        for k in 0..self.terms.instalments.unwrap() {
            let (date, nominal) = match self.terms.every.unwrap() {
                Every::Months(m) if k == 0 => (first, 30 * m),
                Every::Months(m) => (month_after(first, m * k, self.terms.due_day.unwrap_or(first.day())), 30 * m),
                Every::Weeks(w) => (after(first, u64::from(7 * w * k)), 7 * w),
                Every::Days(d) => (after(first, u64::from(d * k)), d),
            };
            let due = self.payment_day(date);
            self.add_part(begin, due, nominal.into(), 0);
            let part = self.parts.last_mut().unwrap();
            part.without_principal = k < self.terms.principal_grace;
            part.holds = k < self.terms.interest_grace;
            begin = due;
        }
    }

    pub fn add_plan(&mut self, plan: &[PlannedPart], mut begin: NaiveDate, with_principal: bool) {
        for (k, part) in plan.iter().enumerate() {
            let due = self.payment_day(part.due);
            let planned = if with_principal { part.principal.as_dong() } else { 0 };
            self.add_part(begin, due, thirty_day_months(begin, due), planned);
            self.parts.last_mut().unwrap().holds = !with_principal && (k as u32) < self.terms.interest_grace;
            begin = due;
        }
    }

    /// The part of a year that the night before `day` is, in the period of `part`; nothing while frozen.
    pub fn night(&self, part: &Part, day: NaiveDate) -> Fraction {
        let before = day.pred_opt().unwrap();
        if self.freezes.iter().any(|&(from, to)| from <= before && day <= to) {
            return whole(0);
        }
        let by_period = fraction(part.nominal.into(), i128::from((part.due - part.begin).num_days()) * 360);
        match (self.terms.interest.mode, self.terms.interest.basis) {
            (InterestMode::Periodic, _) | (_, Basis::Thirty360) => by_period,
            (_, Basis::Actual365) => fraction(1, 365),
            (_, Basis::Actual360) => fraction(1, 360),
            (_, Basis::Actual364) => fraction(1, 364),
            (_, Basis::ActualActual) => fraction(1, if before.leap_year() { 366 } else { 365 }),
        }
    }

    pub fn percent(&self) -> Fraction {
        self.rate * fraction(1, 100)
    }

    pub fn unpaid_principal(&self) -> i64 {
        self.parts.iter().filter(|part| part.fallen).map(|part| part.planned - part.paid_principal).sum()
    }

    pub fn unpaid_interest(&self) -> i64 {
        self.parts.iter().filter(|part| part.fallen).map(|part| part.interest - part.paid_interest).sum()
    }

    pub fn pass_night(&mut self, day: NaiveDate) {
        let frozen = self.freezes.iter().any(|&(from, to)| from < day && day <= to);
        if self.written_off || frozen {
            return;
        }
        if let Some(part) = self.parts.iter().find(|part| !part.fallen) {
            self.accrued = self.accrued + whole(self.in_term) * self.percent() * self.night(part, day);
        }
        let factor = decimal(&self.terms.overdue.factor.to_string());
        let late = decimal(&self.terms.overdue.late_interest_percent.to_string());
        self.overdue = self.overdue + whole(self.unpaid_principal()) * self.percent() * factor * fraction(1, 365);
        self.late = self.late + whole(self.unpaid_interest()) * late * fraction(1, 36_500);
    }

    pub fn mode(&self) -> RoundingMode {
        self.terms.rounding.mode
    }

    pub fn fall_due(&mut self, day: NaiveDate) -> bool {
        let net = self.accrued.round(self.mode()) - self.collected;
        let Some(part) = self.parts.iter_mut().find(|part| !part.fallen && part.due == day) else { return false };
        self.held += net;
        if !part.holds {
            part.interest = std::mem::take(&mut self.held);
        }
        part.fallen = true;
        self.in_term -= part.planned;
        self.accrued = whole(0);
        self.collected = 0;
        true
    }

    /// The first part that has not fallen due.
    pub fn next(&self) -> usize {
        self.parts.iter().position(|part| !part.fallen).unwrap()
    }

    /// Interest of every part to come as (what has accrued, what each dong adds).
    pub fn coming(&self, today: NaiveDate) -> Vec<(usize, Fraction, Fraction, i64)> {
        let next = self.next();
        let of = |place: usize| {
            let part = &self.parts[place];
            let begin = if place == next { today } else { part.begin };
            let nights = begin.iter_days().skip(1).take_while(|&day| day <= part.due);
            let share = nights.fold(whole(0), |sum, day| sum + self.night(part, day));
            let first = place == next;
            let (accrued, collected) = if first { (self.accrued, self.collected) } else { (whole(0), 0) };
            (place, accrued, self.percent() * share, collected)
        };
        (next..self.parts.len()).filter(|&place| !self.parts[place].without_principal).map(of).collect()
    }

    /// Principal parts at a level, and the last total.
    pub fn at_level(&self, coming: &[(usize, Fraction, Fraction, i64)], level: i64) -> (Vec<i64>, i64) {
        let mut left = self.in_term;
        let mut parts = Vec::new();
        let mut total = 0;
        for (k, &(_, accrued, per_dong, collected)) in coming.iter().enumerate() {
            let interest = (accrued + whole(left) * per_dong).round(self.mode()) - collected;
            let last = k + 1 == coming.len();
            let part = if last { left } else { (level - interest).max(0).min(left) };
            left -= part;
            total = part + interest;
            parts.push(part);
        }
        (parts, total)
    }

    pub fn find_level(&self, coming: &[(usize, Fraction, Fraction, i64)]) -> i64 {
        let unit = self.terms.rounding.unit;
        let most = self.at_level(coming, 0).1 / unit + 1;
        let distance = |level: i64| (self.at_level(coming, level).1 - level).abs();
        let least = (0..=most).map(|k| distance(k * unit)).min().unwrap();
        let best: Vec<i64> = (0..=most).map(|k| k * unit).filter(|&level| distance(level) == least).collect();
        if best.len() == 1 {
            return best[0];
        }
        // A tie: what the exact annuity is nearer to, in billionths of a dong; the lower one where it is nearer to neither.
        let middle = (best[0] + best[1]) as i128 * 500_000_000;
        let mut left = i128::from(self.in_term) * 1_000_000_000;
        for &(_, accrued, per_dong, collected) in coming {
            let interest = accrued * whole(1_000_000_000) + fraction(left, 1) * per_dong;
            left += i128::from(interest.round(RoundingMode::HalfEven)) - i128::from(collected) * 1_000_000_000 - middle;
        }
        if left > 2_000 { best[1] } else { best[0] }
    }

    pub fn replan(&mut self, today: NaiveDate) {
        let next = self.next();
        let unit = self.terms.rounding.unit;
        let last = self.parts.len() - 1;
        match self.terms.method {
            Method::Bullet => {
                (next..=last).for_each(|k| self.parts[k].planned = if k == last { self.in_term } else { 0 })
            }
            Method::EqualPrincipal => {
                let count = self.parts[next..].iter().filter(|part| !part.without_principal).count() as i64;
                let equal = self.in_term / count / unit * unit;
                for part in &mut self.parts[next..] {
                    part.planned = if part.without_principal { 0 } else { equal };
                }
                self.parts[last].planned = self.in_term - equal * (count - 1);
            }
            Method::EqualInstalment => {
                let coming = self.coming(today);
                self.level = self.find_level(&coming);
                self.set_level(&coming);
            }
            Method::Plan => {
                let plan = self.terms.plan.as_ref().unwrap();
                let mut left = self.in_term;
                for (part, planned) in self.parts.iter_mut().zip(plan).skip(next) {
                    part.planned = planned.principal.as_dong().min(left);
                    left -= part.planned;
                }
                self.parts[last].planned += left;
            }
        }
    }

    pub fn set_level(&mut self, coming: &[(usize, Fraction, Fraction, i64)]) {
        let next = self.next();
        self.parts[next..].iter_mut().for_each(|part| part.planned = 0);
        let (parts, _) = self.at_level(coming, self.level);
        for (item, part) in coming.iter().zip(parts) {
            self.parts[item.0].planned = part;
        }
    }

    pub fn draw(&mut self, amount: i64, today: NaiveDate) {
        self.in_term += amount;
        if self.restructured {
            self.parts.last_mut().unwrap().planned += amount;
        } else {
            self.replan(today);
        }
    }
}
