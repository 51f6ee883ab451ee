//! Dates: months counted from the original day, and the days on which offices work.
//!
//! Which days are off is data with a source (Labour Code 45/2019 Articles 111, 112; the Prime Minister's yearly decisions),
//! never a formula. Source of the shift: Civil Code Article 148(5).

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Why a date is an exception from the weekly rhythm.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// A public holiday of Labour Code 45/2019 Article 112 or a later law.
    Statutory,
    /// A day off because a holiday fell on a weekly rest day (Article 111(3)).
    Compensatory,
    /// A working day given off against another day.
    SwapOff,
    /// A rest day worked for one given off.
    SwapWork,
}

/// One dated exception, with the document it comes from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// Off or worked, and why.
    pub kind: HolidayKind,
    /// What it is, in Vietnamese, as printed on calendars.
    pub name: String,
    /// The law, notice or decision it follows from.
    pub source: String,
    /// Whether the decision itself has been seen; an expected date is not.
    pub confirmed: bool,
}

/// Which days are worked: Monday to Friday, but for the exceptions handed in.
///
/// A holiday of the law counts even while its exact date is unconfirmed; a swap only once it is decided, because until then
/// it is a proposal to work on another day. Written as JSON it is its exceptions: `{"2026-05-01": false}`.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Calendar {
    worked: BTreeMap<NaiveDate, bool>,
}

impl Calendar {
    /// The weekly rhythm with these exceptions. A day given twice follows the later entry.
    pub fn new<'a>(holidays: impl IntoIterator<Item = &'a Holiday>) -> Calendar {
        let mut worked = BTreeMap::new();
        for holiday in holidays {
            match holiday.kind {
                HolidayKind::Statutory | HolidayKind::Compensatory => worked.insert(holiday.date, false),
                HolidayKind::SwapOff if holiday.confirmed => worked.insert(holiday.date, false),
                HolidayKind::SwapWork if holiday.confirmed => worked.insert(holiday.date, true),
                HolidayKind::SwapOff | HolidayKind::SwapWork => None,
            };
        }
        Calendar { worked }
    }

    /// The same with these days too, worked or off; they go before what it had of the same dates.
    pub fn with(mut self, days: impl IntoIterator<Item = (NaiveDate, bool)>) -> Calendar {
        self.worked.extend(days);
        self
    }

    /// Its exceptions from a day on, that day among them.
    pub fn since(&self, day: NaiveDate) -> Calendar {
        Calendar { worked: self.worked.range(day..).map(|(date, worked)| (*date, *worked)).collect() }
    }

    /// Whether offices work on that day.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        self.worked.get(&date).copied().unwrap_or(!weekend)
    }

    /// The day itself if it is worked, else the next one that is. The last day of the calendar system stays as it is.
    pub fn next_working_day(&self, date: NaiveDate) -> NaiveDate {
        let mut day = date;
        while !self.is_working_day(day) {
            match day.succ_opt() {
                Some(next) => day = next,
                None => return date,
            }
        }
        day
    }

    /// How many working days follow `from` up to and including `to`: the first day is not counted (Civil Code 147(2)).
    /// Nothing when `to` is not after `from`.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let days = from.iter_days().skip(1).take_while(|&day| day <= to);
        days.filter(|&day| self.is_working_day(day)).map(|_| 1).sum()
    }

    /// The day on which `count` working days have passed since `from`, the first day not counted; `from` itself for none.
    /// `None` where the calendar system ends.
    pub fn add_working_days(&self, from: NaiveDate, count: u32) -> Option<NaiveDate> {
        let mut day = from;
        let mut left = count;
        while left > 0 {
            day = day.succ_opt()?;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        Some(day)
    }
}

/// The date `months` after the month of `from`, on day `day` of the month or on the month's last one (Civil Code 148(3)).
///
/// `day` is the ORIGINAL day: 31 January, 28 February, 31 March, never 28 March. `None` past the year 9999.
pub fn add_months(from: NaiveDate, months: u32, day: u32) -> Option<NaiveDate> {
    let month0 = from.month0().checked_add(months)?;
    let year = from.year().checked_add(i32::try_from(month0 / 12).ok()?)?;
    if year > 9999 {
        return None;
    }
    let month = month0 % 12 + 1;
    NaiveDate::from_ymd_opt(year, month, day.min(days_in_month(year, month)))
}

/// The date `days` later; `None` past the year 9999.
pub fn add_days(from: NaiveDate, days: u64) -> Option<NaiveDate> {
    from.checked_add_days(Days::new(days)).filter(|date| date.year() <= 9999)
}

/// The number of days of a month, 28 to 31; `month` from 1 to 12.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether the year has 366 days.
pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many of the days before `date`, counted from 1 January of year 1, lie in leap years. The difference of two dates is
/// the number of nights between them that begin in a leap year.
pub(super) fn leap_days_before(date: NaiveDate) -> i64 {
    let past = i64::from(date.year()) - 1;
    let leap_years = past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400);
    leap_years * 366 + if is_leap(date.year()) { i64::from(date.ordinal0()) } else { 0 }
}

/// Days between two dates by months of thirty: the last day of any month counts as the thirtieth.
pub(super) fn days_by_months_of_thirty(from: NaiveDate, to: NaiveDate) -> i64 {
    let day = |date: NaiveDate| {
        let last = date.day() == days_in_month(date.year(), date.month());
        if last { 30 } else { i64::from(date.day()) }
    };
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    months * 30 + day(to) - day(from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn off(day: &str, kind: HolidayKind, confirmed: bool) -> Holiday {
        Holiday { date: date(day), kind, name: String::new(), source: String::new(), confirmed }
    }

    #[test]
    fn months_are_clamped_from_the_original_day() {
        let start = date("2026-01-31");
        let months: Vec<_> = (0..4).map(|k| add_months(start, k, 31).unwrap().to_string()).collect();
        assert_eq!(months, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
        assert_eq!(add_months(date("2027-11-30"), 3, 30), Some(date("2028-02-29")));
        assert_eq!(add_months(date("9999-12-01"), 1, 1), None);
    }

    #[test]
    fn working_days_follow_the_data() {
        let calendar = Calendar::new(&[
            off("2026-11-24", HolidayKind::Statutory, true),
            off("2026-11-23", HolidayKind::SwapOff, false),
            off("2026-08-31", HolidayKind::SwapOff, true),
            off("2026-08-22", HolidayKind::SwapWork, true),
        ]);
        assert_eq!(calendar.next_working_day(date("2026-11-21")), date("2026-11-23"));
        assert_eq!(calendar.next_working_day(date("2026-11-24")), date("2026-11-25"));
        assert_eq!(calendar.next_working_day(date("2026-08-29")), date("2026-09-01"));
        assert!(calendar.is_working_day(date("2026-08-22")));
        assert_eq!(calendar.working_days_between(date("2026-11-20"), date("2026-11-25")), 2);
        assert_eq!(calendar.add_working_days(date("2026-11-20"), 2), Some(date("2026-11-25")));
        assert_eq!(calendar.add_working_days(date("2026-11-21"), 0), Some(date("2026-11-21")));
    }

    #[test]
    fn thirty_day_months_count_whole_months_whole() {
        let count = |a, b| days_by_months_of_thirty(date(a), date(b));
        assert_eq!(count("2026-01-15", "2026-04-15"), 90);
        assert_eq!([count("2026-01-31", "2026-02-28"), count("2026-02-28", "2026-03-31")], [30, 30]);
        assert_eq!(count("2026-01-15", "2026-01-25"), 10);
    }

    proptest! {
        #[test]
        fn leap_nights_are_those_that_begin_in_a_leap_year(from in 0_u64..40_000, nights in 0_u64..800) {
            let first = date("1899-06-01") + Days::new(from);
            let last = first + Days::new(nights);
            let leap = first.iter_days().take_while(|&d| d < last).filter(|d| is_leap(d.year())).count();
            prop_assert_eq!(leap_days_before(last) - leap_days_before(first), leap as i64);
        }

        #[test]
        fn adding_and_counting_working_days_agree(from in 0_u64..3000, count in 1_u32..40) {
            let calendar = Calendar::new(&[off("2026-11-24", HolidayKind::Statutory, true)]);
            let day = date("2020-01-01") + Days::new(from);
            let end = calendar.add_working_days(day, count).unwrap();
            prop_assert_eq!(calendar.working_days_between(day, end), count);
        }
    }
}
