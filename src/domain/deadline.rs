//! How many working days a step has, over every time it was somebody's turn: while papers or capital are awaited its clock stands,
//! and the last day moves by the working days waited.

use chrono::NaiveDate;

use crate::domain::calendar::Calendar;

/// A time the clock runs: the first day is not counted (Civil Code 147(2)), the last is; without a last day it runs still.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub struct Run {
    /// The day it begins.
    pub from: NaiveDate,
    /// The day it stops.
    pub to: Option<NaiveDate>,
}

/// How a step stands. `left` is in working days after the day asked about; below 0, so many too many were used.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub enum Clock {
    /// It runs.
    Running {
        /// The last day.
        until: NaiveDate,
        /// Working days left.
        left: i64,
    },
    /// It stands since a day.
    Stopped {
        /// The day it stopped.
        since: NaiveDate,
        /// Working days left for when it goes on.
        left: i64,
    },
}

impl Clock {
    /// The last day, while it runs.
    pub const fn until(self) -> Option<NaiveDate> {
        match self {
            Clock::Running { until, .. } => Some(until),
            Clock::Stopped { .. } => None,
        }
    }

    /// Working days left.
    pub const fn left(self) -> i64 {
        match self {
            Clock::Running { left, .. } | Clock::Stopped { left, .. } => left,
        }
    }

    /// Whether the last day is over.
    pub fn is_late(self, today: NaiveDate) -> bool {
        self.until().is_some_and(|until| until < today)
    }
}

/// The clock of a step that may take so many working days, on a day. `runs` in order of time; `None` where it never began.
///
/// Who was late before it stopped stays late: that last day does not move.
pub fn clock(limit: u32, runs: &[Run], calendar: &Calendar, today: NaiveDate) -> Option<Clock> {
    let (mut used, mut passed) = (0_u32, None);
    let left = |used: u32| i64::from(limit) - i64::from(used);
    for run in runs {
        let rest = limit.saturating_sub(used);
        let last = calendar.add_working_days(run.from, rest)?;
        match run.to {
            None => {
                let now = used.saturating_add(calendar.working_days_between(run.from, today));
                return Some(Clock::Running { until: passed.unwrap_or(last), left: left(now) });
            }
            Some(to) => {
                let days = calendar.working_days_between(run.from, to);
                if days > rest && passed.is_none() {
                    passed = Some(last);
                }
                used = used.saturating_add(days);
            }
        }
    }
    let since = runs.last()?.to?;
    Some(Clock::Stopped { since, left: left(used) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::calendar::{Holiday, HolidayKind};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 30 April and 1 May 2026 off, Saturday 9 May worked.
    fn calendar() -> Calendar {
        let day = |date: &str, kind| Holiday {
            date: day(date),
            kind,
            name: String::new(),
            source: String::new(),
            confirmed: true,
        };
        Calendar::new(&[
            day("2026-04-30", HolidayKind::Statutory),
            day("2026-05-01", HolidayKind::Statutory),
            day("2026-05-09", HolidayKind::SwapWork),
        ])
    }

    /// `2026-04-20..2026-04-22` or, still running, `2026-04-20..`.
    fn runs(text: &str) -> Vec<Run> {
        let run = |run: &str| {
            let (from, to) = run.split_once("..").unwrap();
            Run { from: day(from), to: (!to.is_empty()).then(|| day(to)) }
        };
        text.split(' ').map(run).collect()
    }

    #[test]
    fn the_working_days_of_every_turn_count_and_no_others() {
        // Five working days; what the clock says on that day, and whether it is late.
        for (spells, today, expected, late) in [
            // Monday to the next Monday; the first day is not counted.
            ("2026-04-20..", "2026-04-20", "until 2026-04-27, 5 left", false),
            ("2026-04-20..", "2026-04-24", "until 2026-04-27, 1 left", false),
            // Exactly at the limit, one over, and the weekend between.
            ("2026-04-20..", "2026-04-27", "until 2026-04-27, 0 left", false),
            ("2026-04-20..", "2026-04-28", "until 2026-04-27, -1 left", true),
            ("2026-04-17..", "2026-04-25", "until 2026-04-24, 0 left", true),
            // Over the holidays: Monday 27 April, then 28, 29, 4, 5, 6 May.
            ("2026-04-27..", "2026-05-05", "until 2026-05-06, 1 left", false),
            // The Saturday that is worked counts: Monday 4 May, then 5, 6, 7, 8, 9.
            ("2026-05-04..", "2026-05-09", "until 2026-05-09, 0 left", false),
            ("2026-05-04..", "2026-05-10", "until 2026-05-09, 0 left", true),
            // Begun on a Saturday that is not worked.
            ("2026-04-18..", "2026-04-20", "until 2026-04-24, 4 left", false),
            // Two days used; it stands, also over days that would count.
            ("2026-04-20..2026-04-22", "2026-04-22", "since 2026-04-22, 3 left", false),
            ("2026-04-20..2026-04-22", "2026-06-01", "since 2026-04-22, 3 left", false),
            // Goes on after two working days of waiting: Monday 27 April becomes Wednesday 29.
            ("2026-04-20..2026-04-22 2026-04-24..", "2026-04-24", "until 2026-04-29, 3 left", false),
            ("2026-04-20..2026-04-22 2026-04-24..", "2026-04-29", "until 2026-04-29, 0 left", false),
            ("2026-04-20..2026-04-22 2026-04-24..", "2026-05-04", "until 2026-04-29, -1 left", true),
            // Back and forth on one day changes nothing.
            (
                "2026-04-20..2026-04-22 2026-04-22..2026-04-22 2026-04-22..",
                "2026-04-22",
                "until 2026-04-27, 3 left",
                false,
            ),
            // Returned on the last day: the day it comes back is the last.
            ("2026-04-20..2026-04-27 2026-05-04..", "2026-05-04", "until 2026-05-04, 0 left", false),
            ("2026-04-20..2026-04-27 2026-05-04..", "2026-05-05", "until 2026-05-04, -1 left", true),
            // Returned a day too late stays late.
            ("2026-04-20..2026-04-28", "2026-05-04", "since 2026-04-28, -1 left", false),
            ("2026-04-20..2026-04-28 2026-05-04..", "2026-05-04", "until 2026-04-27, -1 left", true),
        ] {
            let clock = clock(5, &runs(spells), &calendar(), day(today)).unwrap();
            let told = match clock {
                Clock::Running { until, left } => format!("until {until}, {left} left"),
                Clock::Stopped { since, left } => format!("since {since}, {left} left"),
            };
            assert_eq!((told.as_str(), clock.is_late(day(today))), (expected, late), "{spells} on {today}");
        }
        assert_eq!(clock(5, &[], &calendar(), day("2026-05-04")), None);
        let none = clock(0, &runs("2026-04-20.."), &calendar(), day("2026-04-20")).unwrap();
        assert_eq!(none, Clock::Running { until: day("2026-04-20"), left: 0 });
    }

    proptest! {
        /// Waiting moves the last day by exactly the working days waited, wherever it falls.
        #[test]
        fn the_last_day_moves_by_the_working_days_waited(first in 0_u64..60, before in 0_u64..10, waited in 0_u64..30, limit in 10_u32..40) {
            let calendar = calendar();
            let from = day("2026-04-01") + chrono::Days::new(first);
            let stop = from + chrono::Days::new(before);
            let again = stop + chrono::Days::new(waited);
            let spells = [Run { from, to: Some(stop) }, Run { from: again, to: None }];
            let with = clock(limit, &spells, &calendar, again).unwrap();
            let without = clock(limit, &[Run { from, to: None }], &calendar, stop).unwrap();
            prop_assert_eq!(with.left(), without.left());
            let moved = calendar.add_working_days(without.until().unwrap(), calendar.working_days_between(stop, again));
            prop_assert_eq!(with.until(), moved);
        }
    }
}
