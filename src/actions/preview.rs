//! What would come of an application as it stands: the eligibility sheet and the repayment schedule. Nothing is saved.
use chrono::NaiveDate;

use super::book::{Rhythm, not_computable};
use super::decide::conditions_of;
use super::eligibility::{Examined, Found, examine};
use super::{Error, Refusal};
use crate::domain::calendar::Calendar;
use crate::domain::percent::Percent;
use crate::domain::schedule::{self, Schedule};
use crate::domain::terms::Disbursement;
use crate::store::Tx;
use crate::store::applications::{Collateral, Wanted};
use crate::store::cooperatives::Cooperative;
use crate::store::funds::Fund;

/// The sheet, and the schedule or why there is none.
#[derive(Debug, Clone)]
pub struct Preview {
    pub examined: Examined,
    pub plan: Plan,
}

/// The schedule as if all of the loan were paid out on the day of the preview.
#[derive(Debug, Clone)]
pub enum Plan {
    /// Amount, term, rhythm or method is not given yet.
    Incomplete,
    /// The fund offers no rate for the term.
    NoRate,
    /// The figures give no schedule; the fields at fault.
    NotComputable(Refusal),
    /// Computed at this rate, percent a year.
    Made { schedule: Schedule, annual_rate_percent: Percent },
}

/// Examines and plans what a cooperative wants from a fund, as of a day.
///
/// # Errors
/// Those of the store.
pub async fn preview(
    tx: &mut Tx,
    (fund, cooperative): (&Fund, &Cooperative),
    (wanted, collateral): (&Wanted, &[Collateral]),
    found: Found,
    (on, calendar): (NaiveDate, &Calendar),
) -> Result<Preview, Error> {
    let examined = examine(tx, fund, cooperative, wanted, collateral, found, on).await?;
    let plan = plan(fund, &examined, wanted, on, calendar)?;
    Ok(Preview { examined, plan })
}

fn plan(fund: &Fund, examined: &Examined, wanted: &Wanted, on: NaiveDate, calendar: &Calendar) -> Result<Plan, Error> {
    let (Some(amount), Some(term_months), Some(repay_every_months), Some(method)) =
        (wanted.amount, wanted.term_months, wanted.repay_every_months, wanted.method.as_deref())
    else {
        return Ok(Plan::Incomplete);
    };
    let Some(rate) = examined.annual_rate_percent else { return Ok(Plan::NoRate) };
    let conditions = conditions_of(fund, &examined.regulation, &examined.rules);
    let rhythm = Rhythm {
        amount,
        annual_rate_percent: &rate.to_string(),
        term_months,
        repay_every_months,
        principal_grace_months: wanted.principal_grace_months.unwrap_or(0),
        method,
        conditions: &conditions,
    };
    made(&rhythm, rate, on, calendar)
}

/// The schedule of a rhythm as if all were paid out on a day.
///
/// # Errors
/// Those that are not a refusal of the figures.
pub fn made(rhythm: &Rhythm<'_>, rate: Percent, on: NaiveDate, calendar: &Calendar) -> Result<Plan, Error> {
    let terms = rhythm.terms(vec![Disbursement { date: on, amount: rhythm.amount }]);
    match terms.and_then(|terms| schedule::plan(&terms, calendar)) {
        Ok(schedule) => Ok(Plan::Made { schedule, annual_rate_percent: rate }),
        Err(refusal) => match not_computable(&refusal) {
            Error::Refused(refusal) => Ok(Plan::NotComputable(refusal)),
            failed => Err(failed),
        },
    }
}
