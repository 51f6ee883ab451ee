//! Closing business dates: each once, in order, fund by fund, whatever number of processes runs it. The office never waits
//! for it: what a loan owes is computed when it is asked, so a late run delays reminders and lists, not money.
mod lapses;
mod loans;
mod moves;
mod offers;
mod reminders;

pub use reminders::still_to_pay;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde_json::json;

use super::{Deed, Error, Office, Problem, Refusal};
use crate::clock::business_date;
use crate::store::StoreError;
use crate::store::closings::{self, Claim};
use crate::store::funds;

/// How long a date claimed is nobody else's; each part of the work begins it anew.
const CLAIM_MINUTES: i64 = 10;
/// A reminder that was missed by more than this is not sent any more.
const REMIND_LATE_DAYS_MAX: i64 = 7;

/// One date of one fund, being closed.
struct Night {
    claim: Claim,
    code: String,
    /// The day after the date: what is due on it, or so many days off, is reminded of.
    morning: NaiveDate,
    /// The days before and after a due date on which the fund reminds, in order.
    steps: Vec<i64>,
    /// The newest date of this run: positions are brought up to today once, not once a missed date.
    newest: bool,
}

/// What was done, for the trail.
#[derive(Debug, Default)]
struct Tally {
    loans: i64,
    reminders: i64,
    lapsed: i64,
    /// Loans whose facts contradict themselves, with the reason: they are passed over and not silently.
    passed_over: Vec<(String, String)>,
}

/// Closes every date up to `through` that is not closed: what it closed, as pairs of fund code and date. One fund's trouble
/// does not keep the others waiting.
///
/// # Errors
/// A refusal when `through` lies in the future; the first fund's trouble otherwise, after the others were closed.
pub async fn close_through(office: &Office, through: NaiveDate) -> Result<Vec<(String, NaiveDate)>, Error> {
    let today = office.clock.today();
    if through > today {
        let from = NaiveDate::from_yo_opt(2000, 1).unwrap_or_default();
        return Err(Refusal::field("/date", Problem::DateOutOfRange { from, to: today }).into());
    }
    let funds = office.store.read(async |tx| closings::of_funds(tx).await).await?;
    let (mut done, mut trouble) = (Vec::new(), None);
    for fund in funds {
        let first = fund.last.map_or_else(|| business_date(fund.created_at), |last| last + Days::new(1));
        for date in first.iter_days().take_while(|date| *date <= through) {
            match close_day(office, &fund.fund_id, &fund.code, date, date == through).await {
                Ok(true) => done.push((fund.code.clone(), date)),
                // Another process is at this date; the later ones are its matter too.
                Ok(false) => break,
                Err(error) => {
                    tracing::error!(fund = fund.code, %date, %error, "a business date could not be closed");
                    trouble.get_or_insert(error);
                    break;
                }
            }
        }
    }
    trouble.map_or(Ok(done), Err)
}

/// Closes one date; false when another process is at it, or took it over.
async fn close_day(office: &Office, fund_id: &str, code: &str, date: NaiveDate, newest: bool) -> Result<bool, Error> {
    let now = office.clock.now();
    let claim = Claim { fund_id: fund_id.to_owned(), date, until: later(now) };
    let claimed = office
        .store
        .write(async |tx| {
            if !closings::claim(tx, &claim, now).await? {
                return Ok(None);
            }
            Ok::<_, StoreError>(Some(funds::regulation(tx, fund_id, date).await?))
        })
        .await?;
    let Some(regulation) = claimed else { return Ok(false) };
    let steps = regulation.reminders().steps();
    let night = Night { claim, code: code.to_owned(), morning: date + Days::new(1), steps, newest };
    match work(office, night).await {
        Err(Error::Refused(Refusal::Stale)) => Ok(false),
        done => done.map(|()| true),
    }
}

async fn work(office: &Office, mut night: Night) -> Result<(), Error> {
    let today = office.clock.today();
    let mut tally = Tally::default();
    let reminds = (today - night.morning).num_days() <= REMIND_LATE_DAYS_MAX;
    if reminds || night.newest {
        loans::go_through(office, &mut night, &mut tally, reminds).await?;
    }
    lapses::end(office, &night, &mut tally).await?;
    moves::go(office, &night).await?;
    offers::tell(office, &night).await?;
    finish(office, &night, &tally).await
}

/// Until when a claim made or extended now holds.
fn later(now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::minutes(CLAIM_MINUTES)
}

/// The last transaction of a date: the trail says what was done, and the closing keeps the trail's head.
async fn finish(office: &Office, night: &Night, tally: &Tally) -> Result<(), Error> {
    let Claim { fund_id, date, .. } = &night.claim;
    let object = format!("{}/{date}", night.code);
    office
        .act(Deed::new(None, "day.close", "closing", &object), async |op| {
            op.in_fund(fund_id);
            let done = json!({
                "date": date, "loans": tally.loans, "reminders": tally.reminders, "lapsed": tally.lapsed,
                "passed_over": tally.passed_over,
            });
            op.audit("closing", &object, json!(null), done).await?;
            let now = op.now;
            closings::finish(op, &night.claim, tally.loans, now).await?;
            Ok(())
        })
        .await
}
