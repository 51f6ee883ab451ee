//! The days off, as dated data with their sources.

use crate::domain::calendar::{Calendar, Holiday};

const HOLIDAYS: &str = include_str!("holidays.json");

/// The days off and the days worked instead that the program knows, by date (Labour Code 45/2019 Articles 111 and 112).
///
/// # Errors
/// The data's mistake, if the table built into the program cannot be read.
pub fn holidays() -> Result<Vec<Holiday>, serde_json::Error> {
    serde_json::from_str(HOLIDAYS)
}

/// The working days of offices by the shipped holidays. The file is checked by a test; were it broken all the same, only
/// Saturdays and Sundays would be off.
pub fn calendar() -> &'static Calendar {
    static CALENDAR: std::sync::LazyLock<Calendar> =
        std::sync::LazyLock::new(|| Calendar::new(&holidays().unwrap_or_default()));
    &CALENDAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holiday_table_reads_and_is_in_order() {
        let holidays = holidays().unwrap();
        assert!(holidays.windows(2).all(|pair| pair[0].date < pair[1].date));
        assert!(holidays.iter().all(|holiday| !holiday.source.is_empty() && !holiday.name.is_empty()));
    }

    #[test]
    fn known_working_days_come_out() {
        let calendar = Calendar::new(&holidays().unwrap());
        let next = |text: &str| calendar.next_working_day(text.parse().unwrap()).to_string();
        assert_eq!(next("2025-05-01"), "2025-05-05");
        assert_eq!(next("2025-01-25"), "2025-02-03");
        assert_eq!(next("2026-01-01"), "2026-01-05");
        assert_eq!(next("2026-02-14"), "2026-02-23");
        assert_eq!(next("2026-04-25"), "2026-04-28");
        assert_eq!(next("2026-08-29"), "2026-09-03");
        assert_eq!(next("2025-11-24"), "2025-11-24");
        assert_eq!(next("2026-11-24"), "2026-11-25");
        // A swap that is only proposed moves nothing.
        assert_eq!(next("2026-11-23"), "2026-11-23");
        assert_eq!(next("2026-08-22"), "2026-08-22");
    }
}
