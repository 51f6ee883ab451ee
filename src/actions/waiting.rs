//! Whose turn an application is, and by when: the working days the fund's own regulation gives to each step.
use chrono::{DateTime, NaiveDate, Utc};

use crate::clock::business_date;
use crate::domain::application::State;
use crate::domain::calendar::Calendar;
use crate::domain::regulation::Regulation;
use crate::domain::state::Turn;

/// Who has to act next, by when, and whether that day is past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub turn: Turn,
    /// The last day of the step; none where the regulation sets none or nobody has to act.
    pub until: Option<NaiveDate>,
    pub overdue: bool,
}

/// Who has to act on an application that has been in a state since an instant. Papers are due by the date the appraiser
/// named; appraisal and decision within the working days of the fund's regulation (Decree 45/2021 Art 31(2)).
pub fn waiting(
    status: State,
    since: DateTime<Utc>,
    papers_until: Option<NaiveDate>,
    regulation: &Regulation,
    calendar: &Calendar,
    today: NaiveDate,
) -> Waiting {
    let within = |days: Option<u32>| days.and_then(|days| calendar.add_working_days(business_date(since), days));
    let until = match status {
        State::Submitted => within(regulation.appraisal_days()),
        State::Appraised => within(regulation.decision_days()),
        State::Returned => papers_until,
        _ => None,
    };
    Waiting { turn: status.whose_turn(), until, overdue: until.is_some_and(|until| until < today) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::regulation::{Setting, SettingSource, SettingValue};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_step_is_counted_in_working_days_from_the_day_after() {
        let source = SettingSource { document: "01/QĐ".into(), dated: date("2026-01-01"), clause: "1".into() };
        let setting =
            Setting { value: SettingValue::AppraisalDays(5), source, from: date("2026-01-01"), example: false };
        let regulation = Regulation::in_force([setting], date("2026-03-02"));
        // Friday evening in Vietnam is still Friday in UTC: five working days later is the next Friday.
        let since: DateTime<Utc> = "2026-03-06T10:00:00Z".parse().unwrap();
        let calendar = Calendar::default();
        let at = |today| waiting(State::Submitted, since, None, &regulation, &calendar, date(today));
        assert_eq!(
            at("2026-03-13"),
            Waiting { turn: Turn::Appraiser, until: Some(date("2026-03-13")), overdue: false }
        );
        assert!(at("2026-03-14").overdue);
        let returned =
            waiting(State::Returned, since, Some(date("2026-03-20")), &regulation, &calendar, date("2026-03-21"));
        assert!(returned.overdue && returned.turn == Turn::Cooperative);
        let decided = waiting(State::Appraised, since, None, &regulation, &calendar, date("2026-03-21"));
        assert_eq!((decided.turn, decided.until), (Turn::Approver, None));
    }
}
