//! The office's calendar: the shipped holidays and what administrators added to them.
//!
//! A later row moves no due date of a loan that is signed: the contract's schedule is what both sides signed, so the days off
//! known on that day go with the loan ([`freeze`]). The new row counts for deadlines in working days and for loans signed from
//! then on.
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::input::required_text;
use super::scope::Scope;
use super::{Deed, Error, FieldError, Office, Problem, Refusal};
use crate::access::{Administrator, Duty, Witness};
use crate::domain::calendar::{Calendar, HolidayKind};
use crate::domain::terms::DueDays;
use crate::policy;
use crate::store::loans::Conditions;
use crate::store::{StoreError, Tx, holidays};

/// A name is printed on a calendar.
pub const NAME_CHARACTERS_MAX: usize = 120;
/// Number, date and office of a document.
pub const DOCUMENT_CHARACTERS_MAX: usize = 200;
/// Nobody decides on days off further ahead.
pub const YEARS_AHEAD_MAX: i32 = 5;

/// The calendar as last read, and after how many changes of the table.
#[derive(Debug)]
pub struct Known(RwLock<(i64, Arc<Calendar>)>);

impl Default for Known {
    fn default() -> Known {
        Known(RwLock::new((0, Arc::new(policy::calendar().clone()))))
    }
}

/// The calendar as it stands in this transaction.
///
/// # Errors
/// The store fails.
pub async fn calendar(tx: &mut Tx) -> Result<Calendar, StoreError> {
    Ok(policy::calendar().clone().with(holidays::standing(tx).await?))
}

impl Office {
    /// Working days and holidays: the shipped ones and those added here, as of the beginning of the request or round.
    pub fn calendar(&self) -> Arc<Calendar> {
        Arc::clone(&self.calendar.0.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// Looks whether somebody, in this process or another, changed the calendar since it was read.
    ///
    /// # Errors
    /// The store fails; the calendar stays as it was.
    pub async fn refresh_calendar(&self) -> Result<(), StoreError> {
        let known = self.calendar.0.read().unwrap_or_else(PoisonError::into_inner).0;
        if holidays::changes(&self.store).await? == known {
            return Ok(());
        }
        let read = self
            .store
            .read(async |tx| Ok::<_, StoreError>((holidays::changes_seen(tx).await?, Arc::new(calendar(tx).await?))));
        let newest = read.await?;
        let mut kept = self.calendar.0.write().unwrap_or_else(PoisonError::into_inner);
        // Two may have looked at once: the one that saw more stays.
        if newest.0 > kept.0 {
            *kept = newest;
        }
        Ok(())
    }
}

/// The days off that go with a loan from its signature on, where its due dates move off them.
pub fn freeze(conditions: &Conditions, calendar: &Calendar, signed_on: NaiveDate) -> Option<Calendar> {
    (conditions.due_days == DueDays::NextWorkingDay).then(|| calendar.since(signed_on))
}

/// A day as an administrator describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    pub date: NaiveDate,
    /// A rest day that is worked; else a day off.
    pub worked: bool,
    pub name: String,
    /// The decision or notice it follows from.
    pub document: String,
}

/// Adds a day to the calendar of all funds; the row's id.
///
/// # Errors
/// `Forbidden` for an administrator of single funds; `Invalid`.
pub async fn add(office: &Office, by: &Administrator, input: &Input, key: Option<&str>) -> Result<String, Error> {
    let deed = Deed::new(Some(by.user()), "holiday.add", "holiday", input.date.to_string()).keyed(key, input);
    let added = office
        .act(deed, async |op| {
            insist_on_all_funds(op, by).await?;
            let known = calendar(op).await?;
            let (name, document) = check(input, &known, op.today)?;
            let row = holidays::NewRow {
                on_date: input.date,
                worked: input.worked,
                name: &name,
                document: &document,
                by: &by.user().id,
            };
            let now = op.now;
            let id = match holidays::insert(op, &row, now).await {
                Err(StoreError::Duplicate(_)) => return Err(Refusal::field("/date", Problem::Taken).into()),
                inserted => inserted?,
            };
            op.audit("holiday", &id, json!(null), json!(input)).await?;
            Ok(id)
        })
        .await?;
    office.refresh_calendar().await?;
    Ok(added)
}

/// Takes back a row that was added here. It stays on record.
///
/// # Errors
/// `Forbidden` for an administrator of single funds; `NotFound`; `Stale` when it was withdrawn before.
pub async fn withdraw(office: &Office, by: &Administrator, id: &str) -> Result<NaiveDate, Error> {
    let date = office
        .act(Deed::new(Some(by.user()), "holiday.withdraw", "holiday", id), async |op| {
            insist_on_all_funds(op, by).await?;
            let row = holidays::find(op, id).await?.ok_or(Refusal::NotFound)?;
            let now = op.now;
            if !holidays::withdraw(op, id, &by.user().id, now).await? {
                return Err(Refusal::Stale.into());
            }
            let before = json!({ "date": row.on_date, "worked": row.worked, "name": row.name });
            op.audit("holiday", id, before, json!({ "withdrawn": true })).await?;
            Ok(row.on_date)
        })
        .await?;
    office.refresh_calendar().await?;
    Ok(date)
}

/// The calendar is that of all funds.
async fn insist_on_all_funds(tx: &mut Tx, by: &Administrator) -> Result<(), Error> {
    match Scope::of(tx, by).await? {
        Scope::Everywhere => Ok(()),
        Scope::Funds(_) => Err(Refusal::Forbidden(Duty::Administrator).into()),
    }
}

/// Everything wrong with it at once; else its name and document as they are kept.
fn check(input: &Input, known: &Calendar, today: NaiveDate) -> Result<(String, String), Refusal> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    if let Some(problem) = date_problem(input, known, today) {
        fail("/date", problem);
    }
    let mut text = |pointer: &str, text: &str, max| match required_text(text, max) {
        Ok(text) => text,
        Err(problem) => {
            fail(pointer, problem);
            String::new()
        }
    };
    let name = text("/name", &input.name, NAME_CHARACTERS_MAX);
    let document = text("/document", &input.document, DOCUMENT_CHARACTERS_MAX);
    if errors.is_empty() { Ok((name, document)) } else { Err(Refusal::Invalid(errors)) }
}

/// A day off must have been worked without the row, and the other way round; what the law has fixed stays off.
fn date_problem(input: &Input, known: &Calendar, today: NaiveDate) -> Option<Problem> {
    let from = NaiveDate::from_ymd_opt(today.year(), 1, 1)?;
    let to = NaiveDate::from_ymd_opt(today.year() + YEARS_AHEAD_MAX, 12, 31)?;
    if input.date < from || input.date > to {
        return Some(Problem::DateOutOfRange { from, to });
    }
    let works = known.is_working_day(input.date);
    match (input.worked, works) {
        (false, false) => Some(Problem::AlreadyOff),
        (true, true) => Some(Problem::AlreadyWorked),
        (true, false) if fixed_by_law(input.date) => Some(Problem::FixedHoliday),
        _ => None,
    }
}

/// Whether the shipped table has the date as a day off that is decided.
fn fixed_by_law(date: NaiveDate) -> bool {
    let shipped = policy::holidays().unwrap_or_default();
    shipped
        .iter()
        .any(|holiday| holiday.date == date && holiday.confirmed && !matches!(holiday.kind, HolidayKind::SwapWork))
}
