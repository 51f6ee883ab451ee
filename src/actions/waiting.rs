//! Whose turn an application is, and by when: the working days the fund's own regulation gives to each step (Decree 45/2021
//! Art 31(2)), counted over every time it was that step's turn. While papers are awaited the appraisal's clock stands, and the
//! decision's while capital is.
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::Office;
use crate::clock::business_date;
use crate::domain::application::State;
use crate::domain::calendar::Calendar;
use crate::domain::deadline::{Clock, Run, clock};
use crate::domain::regulation::Regulation;
use crate::domain::state::Turn;
use crate::store::applications::{Application, PageLine};
use crate::store::spells::{self, Spell, Stop};
use crate::store::{StoreError, Tx, funds};

/// Who has to act next, by when, and whether that day is past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub turn: Turn,
    /// The last day of the step; none where the regulation sets none, its clock stands or nobody has to act.
    pub until: Option<NaiveDate>,
    pub overdue: bool,
    /// Of the fund's appraisal or decision; while papers are awaited the appraisal's, which stands.
    pub clock: Option<Clock>,
}

/// Where an application stands, as far as its clock goes.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    pub id: &'a str,
    pub fund_id: &'a str,
    pub status: State,
    pub since: DateTime<Utc>,
    /// By when papers are due, where they were asked for.
    pub papers_until: Option<NaiveDate>,
}

impl<'a> File<'a> {
    /// Of an application that was read as a whole.
    pub fn of(found: &'a Application) -> File<'a> {
        File {
            id: &found.id,
            fund_id: &found.fund_id,
            status: found.status,
            since: found.status_since,
            papers_until: found.papers_until,
        }
    }

    /// Of a line of a list.
    pub fn of_line(line: &'a PageLine) -> File<'a> {
        File {
            id: &line.id,
            fund_id: &line.fund_id,
            status: line.status,
            since: line.status_since,
            papers_until: line.papers_until,
        }
    }
}

/// What happened to an application: its states, and its times on the waiting list.
#[derive(Debug, Clone, Default)]
pub struct Past {
    pub spells: Vec<Spell>,
    pub stops: Vec<Stop>,
}

impl Past {
    /// Of one application.
    ///
    /// # Errors
    /// Of the store.
    pub async fn of(tx: &mut Tx, application_id: &str) -> Result<Past, StoreError> {
        Ok(Past {
            spells: spells::of_application(tx, application_id).await?,
            stops: spells::stops_of(tx, application_id).await?,
        })
    }

    /// The times an application was in a state under its fund; the present state where nothing older is known.
    fn runs(&self, file: File<'_>, state: State) -> Vec<Run> {
        let ends = self.spells.iter().skip(1).map(|next| Some(business_date(next.since))).chain([None]);
        let runs = self.spells.iter().zip(ends);
        let mut runs: Vec<Run> = runs
            .filter(|(spell, _)| spell.status == state && spell.fund_id == file.fund_id)
            .map(|(spell, to)| Run { from: business_date(spell.since), to })
            .collect();
        if runs.is_empty() && file.status == state {
            runs.push(Run { from: business_date(file.since), to: None });
        }
        runs
    }

    /// The same without the times on the waiting list.
    fn runs_but_for_stops(&self, file: File<'_>, state: State) -> Vec<Run> {
        let mut runs = self.runs(file, state);
        for stop in &self.stops {
            let (since, until) = (business_date(stop.since), stop.until.map(business_date));
            let Some(last) = runs.last_mut().filter(|run| run.from <= since && run.to.is_none_or(|to| since <= to))
            else {
                continue;
            };
            let to = last.to.replace(since);
            if let Some(from) = until {
                runs.push(Run { from, to });
            }
        }
        runs
    }
}

/// Who has to act on an application. Papers are due by the date the appraiser named.
pub fn waiting(file: File<'_>, past: &Past, regulation: &Regulation, calendar: &Calendar, today: NaiveDate) -> Waiting {
    let of = |limit: Option<u32>, runs: Vec<Run>| limit.and_then(|limit| clock(limit, &runs, calendar, today));
    let clock = match file.status {
        State::Submitted | State::Returned => of(regulation.appraisal_days(), past.runs(file, State::Submitted)),
        State::Appraised => of(regulation.decision_days(), past.runs_but_for_stops(file, State::Appraised)),
        _ => None,
    };
    let until = match file.status {
        State::Returned => file.papers_until,
        _ => clock.and_then(Clock::until),
    };
    Waiting { turn: file.status.whose_turn(), until, overdue: until.is_some_and(|until| until < today), clock }
}

/// What is known of a fund's open files, read once.
struct Known {
    regulation: Regulation,
    past: BTreeMap<String, Past>,
}

/// Whose turn each of many applications is.
pub struct Turns<'a> {
    office: &'a Office,
    known: BTreeMap<String, Known>,
}

impl<'a> Turns<'a> {
    /// For lists of applications of several funds.
    pub fn new(office: &'a Office) -> Turns<'a> {
        Turns { office, known: BTreeMap::new() }
    }

    /// Of one of them.
    ///
    /// # Errors
    /// Of the store.
    pub async fn of(&mut self, tx: &mut Tx, file: File<'_>) -> Result<Waiting, StoreError> {
        let today = self.office.clock.today();
        if !self.known.contains_key(file.fund_id) {
            let regulation = funds::regulation(tx, file.fund_id, today).await?;
            let mut past: BTreeMap<String, Past> = BTreeMap::new();
            for spell in spells::of_fund(tx, file.fund_id).await? {
                past.entry(spell.application_id.clone()).or_default().spells.push(spell);
            }
            for stop in spells::stops_of_fund(tx, file.fund_id).await? {
                past.entry(stop.application_id.clone()).or_default().stops.push(stop);
            }
            self.known.insert(file.fund_id.to_owned(), Known { regulation, past });
        }
        let none = Past::default();
        let Some(known) = self.known.get(file.fund_id) else {
            return Ok(waiting(file, &none, &Regulation::default(), &self.office.calendar(), today));
        };
        let past = known.past.get(file.id).unwrap_or(&none);
        Ok(waiting(file, past, &known.regulation, &self.office.calendar(), today))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::regulation::{Setting, SettingSource, SettingValue};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        format!("{text}:00:00Z").parse().unwrap()
    }

    fn regulation() -> Regulation {
        let source = SettingSource { document: "01/QĐ".into(), dated: date("2026-01-01"), clause: "1".into() };
        let setting = |value| Setting { value, source: source.clone(), from: date("2026-01-01"), example: false };
        let settings = [setting(SettingValue::AppraisalDays(5)), setting(SettingValue::DecisionDays(3))];
        Regulation::in_force(settings, date("2026-03-02"))
    }

    fn file(status: State, since: &str) -> File<'static> {
        File { id: "a", fund_id: "f", status, since: at(since), papers_until: Some(date("2026-03-20")) }
    }

    fn past(spells: &[(State, &str, &str)], stops: &[(&str, Option<&str>)]) -> Past {
        let spell = |&(status, since, fund): &(State, &str, &str)| Spell {
            application_id: "a".into(),
            status,
            fund_id: fund.into(),
            since: at(since),
        };
        let stop = |&(since, until): &(&str, Option<&str>)| Stop {
            application_id: "a".into(),
            since: at(since),
            until: until.map(at),
        };
        Past { spells: spells.iter().map(spell).collect(), stops: stops.iter().map(stop).collect() }
    }

    fn told(file: File<'_>, past: &Past, today: &str) -> Waiting {
        waiting(file, past, &regulation(), &Calendar::default(), date(today))
    }

    #[test]
    fn a_step_is_counted_in_working_days_from_the_day_after() {
        // Friday evening in Vietnam is still Friday in UTC: five working days later is the next Friday.
        let submitted = file(State::Submitted, "2026-03-06T10");
        let on = |today| told(submitted, &Past::default(), today);
        let clock = Clock::Running { until: date("2026-03-13"), left: 0 };
        assert_eq!(
            on("2026-03-13"),
            Waiting { turn: Turn::Appraiser, until: clock.until(), overdue: false, clock: Some(clock) }
        );
        assert!(on("2026-03-14").overdue);
        let draft = told(file(State::Draft, "2026-03-06T10"), &Past::default(), "2026-03-21");
        assert_eq!((draft.turn, draft.until, draft.clock), (Turn::Cooperative, None, None));
    }

    #[test]
    fn it_stands_while_papers_are_awaited() {
        use State::{Draft, Returned, Submitted};
        let mut spells =
            vec![(Draft, "2026-03-01T02", "f"), (Submitted, "2026-03-02T02", "f"), (Returned, "2026-03-04T02", "f")];
        let returned = told(file(Returned, "2026-03-04T02"), &past(&spells, &[]), "2026-03-21");
        assert_eq!(returned.clock, Some(Clock::Stopped { since: date("2026-03-04"), left: 3 }));
        assert_eq!(
            (returned.turn, returned.until, returned.overdue),
            (Turn::Cooperative, Some(date("2026-03-20")), true)
        );
        spells.push((Submitted, "2026-03-16T02", "f"));
        let again = told(file(Submitted, "2026-03-16T02"), &past(&spells, &[]), "2026-03-17");
        assert_eq!(again.clock, Some(Clock::Running { until: date("2026-03-19"), left: 2 }));
        // Under another fund it is looked at anew.
        let mut moved = file(Submitted, "2026-03-17T02");
        moved.fund_id = "g";
        spells.push((Submitted, "2026-03-17T02", "g"));
        let anew = told(moved, &past(&spells, &[]), "2026-03-17");
        assert_eq!(anew.clock, Some(Clock::Running { until: date("2026-03-24"), left: 5 }));
    }

    #[test]
    fn the_decision_stands_while_capital_is_awaited() {
        use State::{Appraised, Submitted};
        let spells = [(Submitted, "2026-03-02T02", "f"), (Appraised, "2026-03-03T02", "f")];
        let appraised = file(Appraised, "2026-03-03T02");
        let waits = told(appraised, &past(&spells, &[("2026-03-04T02", None)]), "2026-05-04");
        assert_eq!(waits.clock, Some(Clock::Stopped { since: date("2026-03-04"), left: 2 }));
        assert_eq!((waits.until, waits.overdue), (None, false));
        // Told on Monday 16 March that there is enough: two working days are left.
        let offered = [("2026-03-04T02", Some("2026-03-16T02"))];
        let goes_on = told(appraised, &past(&spells, &offered), "2026-03-16");
        assert_eq!(goes_on.clock, Some(Clock::Running { until: date("2026-03-18"), left: 2 }));
    }
}
