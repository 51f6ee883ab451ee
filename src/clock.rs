//! The only place that may ask what time it is.
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, TimeDelta, Utc};

/// Vietnam has been at UTC+7 without daylight saving since 1975, so a fixed offset is the whole of `Asia/Ho_Chi_Minh`.
const VIETNAM_OFFSET_SECONDS: i32 = 7 * 3600;

/// The system's time, or a time that stands still until a test moves it.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands still.
    pub fn fixed(at: DateTime<Utc>) -> Clock {
        Clock::Fixed(Arc::new(Mutex::new(at)))
    }

    /// Now, in whole seconds: both databases keep that exactly.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this is the one place")]
            Clock::System => Utc::now().trunc_subsecs(0),
            Clock::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// The business date.
    pub fn today(&self) -> NaiveDate {
        business_date(self.now())
    }

    /// Moves a fixed clock; a system clock cannot be moved.
    pub fn advance(&self, by: TimeDelta) {
        if let Clock::Fixed(at) = self {
            *at.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }
}

/// An instant as people in Vietnam read it.
pub fn in_vietnam(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    // The offset is a constant within a day, which is all `east_opt` asks.
    FixedOffset::east_opt(VIETNAM_OFFSET_SECONDS).map_or_else(|| at.fixed_offset(), |offset| at.with_timezone(&offset))
}

/// The first instant after a business date; `None` at the end of all dates.
pub fn end_of(date: NaiveDate) -> Option<DateTime<Utc>> {
    let midnight = date.succ_opt()?.and_time(chrono::NaiveTime::MIN).and_utc();
    midnight.checked_sub_signed(TimeDelta::seconds(i64::from(VIETNAM_OFFSET_SECONDS)))
}

/// The date in Vietnam at that instant.
pub fn business_date(at: DateTime<Utc>) -> NaiveDate {
    in_vietnam(at).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_business_date_ends_at_midnight_in_vietnam() {
        let date = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
        let end = end_of(date).unwrap();
        assert_eq!(end.to_rfc3339(), "2026-06-30T17:00:00+00:00");
        assert_eq!(business_date(end - TimeDelta::seconds(1)), date);
        assert_eq!(business_date(end), date.succ_opt().unwrap());
        assert_eq!(end_of(NaiveDate::MAX), None);
    }
}
