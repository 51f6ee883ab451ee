//! The due dates of a loan.

use chrono::{Datelike, NaiveDate};

use super::{DueDays, Every, MOST_DAYS, Method, PlannedPart, Terms};
use crate::domain::{
    calendar::{Calendar, add_days, add_months, days_by_months_of_thirty},
    refusal::Refusal,
};

/// One due date and the length of the period before it.
#[derive(Copy, Clone, Debug)]
pub(in crate::domain) struct DueDate {
    /// The day of payment, moved to a working day where the terms say so.
    pub due: NaiveDate,
    /// Days since the start of the loan.
    pub day: i64,
    /// The period in days of months of thirty: 30·k for k months, 7·w for w weeks, d for d days.
    pub nominal_days: i64,
}

impl Terms {
    /// The due dates in order, strictly rising, after the start, at most a hundred years from it.
    pub(in crate::domain) fn due_dates(&self, calendar: &Calendar) -> Result<Vec<DueDate>, Refusal> {
        let input = self.input();
        if let (Method::Plan, Some(plan)) = (input.method, &input.plan) {
            return self.planned_dates(plan, input.start, calendar, "/plan");
        }
        let (Some(first), Some(every)) = (input.first_due, input.every) else {
            return Err(Refusal::at("missing_field", "/first_due", "required with this method"));
        };
        let nominal_days = match every {
            Every::Months(k) => 30 * i64::from(k),
            Every::Weeks(w) => 7 * i64::from(w),
            Every::Days(d) => i64::from(d),
        };
        let mut dates = Vec::with_capacity(self.instalments as usize);
        let mut last = input.start;
        for number in 0..self.instalments {
            let due = self.nth(first, every, number).map(|date| self.payment_day(date, calendar));
            let due = due.ok_or_else(|| too_long("/instalments"))?;
            let day = day_within_bounds(input.start, due).ok_or_else(|| too_long("/instalments"))?;
            if due <= last {
                let detail = format!("instalments {number} and {} fall on the same working day {due}", number + 1);
                return Err(Refusal::at("due_dates_collide", "/every", detail));
            }
            last = due;
            dates.push(DueDate { due, day, nominal_days });
        }
        Ok(dates)
    }

    /// The due dates of a plan whose first period begins on `from`.
    pub(in crate::domain) fn planned_dates(
        &self,
        plan: &[PlannedPart],
        from: NaiveDate,
        calendar: &Calendar,
        pointer: &str,
    ) -> Result<Vec<DueDate>, Refusal> {
        let mut last = from;
        let mut dates = Vec::with_capacity(plan.len());
        for (place, part) in plan.iter().enumerate() {
            let due = self.payment_day(part.due, calendar);
            let pointer = || format!("{pointer}/{place}/due");
            let day = day_within_bounds(self.start(), due).ok_or_else(|| too_long(&pointer()))?;
            if due <= last {
                return Err(Refusal::at(
                    "due_dates_collide",
                    pointer(),
                    format!("falls on the working day {last} too"),
                ));
            }
            dates.push(DueDate { due, day, nominal_days: days_by_months_of_thirty(last, due) });
            last = due;
        }
        Ok(dates)
    }

    /// Checks what needs no calendar: that all dates exist and that nothing is drawn when the last date has come.
    pub(super) fn check_dates(&self) -> Result<(), Refusal> {
        let as_dated = match (&self.input.plan, self.input.first_due, self.input.every) {
            (Some(plan), ..) => plan.last().map(|part| part.due),
            (None, Some(first), Some(every)) => self.nth(first, every, self.instalments - 1),
            _ => None,
        };
        let pointer = if self.method() == Method::Plan { "/plan" } else { "/instalments" };
        let last = as_dated.filter(|&date| day_within_bounds(self.start(), date).is_some());
        let last = last.ok_or_else(|| too_long(pointer))?;
        match self.draws.iter().position(|draw| draw.date >= last) {
            Some(place) => {
                let pointer = match self.input.disbursements {
                    Some(_) => format!("/disbursements/{place}/date"),
                    None => "/start".to_owned(),
                };
                Err(Refusal::at("draw_after_end", pointer, format!("must be before the last due date {last}")))
            }
            None => Ok(()),
        }
    }

    fn nth(&self, first: NaiveDate, every: Every, number: u32) -> Option<NaiveDate> {
        if number == 0 {
            // The first due date is as written, whatever day of the month follows it.
            return Some(first);
        }
        match every {
            Every::Months(k) => add_months(first, k.checked_mul(number)?, self.input.due_day.unwrap_or(first.day())),
            Every::Weeks(w) => add_days(first, 7 * u64::from(w) * u64::from(number)),
            Every::Days(d) => add_days(first, u64::from(d) * u64::from(number)),
        }
    }

    fn payment_day(&self, date: NaiveDate, calendar: &Calendar) -> NaiveDate {
        match self.input.due_days {
            DueDays::AsDated => date,
            DueDays::NextWorkingDay => calendar.next_working_day(date),
        }
    }
}

/// Days from the start, where they are few enough and the date can be written.
fn day_within_bounds(start: NaiveDate, date: NaiveDate) -> Option<i64> {
    let day = (date - start).num_days();
    (day <= MOST_DAYS && date.year() <= 9999).then_some(day)
}

fn too_long(pointer: &str) -> Refusal {
    Refusal::at("too_long", pointer, "the loan must end within a hundred years and before the year 10000")
}
