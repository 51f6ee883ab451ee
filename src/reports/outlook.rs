//! What falls due in the coming months, by the schedules of all running loans of a fund.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{Datelike, Months, NaiveDate};

use super::Error;
use super::tape::Tape;
use crate::domain::loan::State;
use crate::domain::money::Money;
use crate::store::funds::Fund;
use crate::store::{StoreError, Tx};

/// So many calendar months, the running one the first.
const MONTHS: u32 = 12;

/// What falls due in a calendar month if everything is paid on its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    pub principal: Money,
    pub interest: Money,
}

/// The outlooks already computed. Every deed on a loan takes its fund's lock, which counts up the fund's version: as long as
/// that and the day are the same, so is the outlook.
#[derive(Debug, Default)]
pub struct Outlooks(Mutex<HashMap<String, Known>>);

#[derive(Clone, Debug)]
struct Known {
    version: i64,
    today: NaiveDate,
    months: Vec<Month>,
}

impl Outlooks {
    /// The coming months of a fund read in this transaction.
    ///
    /// # Errors
    /// The store fails.
    pub async fn of(&self, tx: &mut Tx, fund: &Fund, today: NaiveDate) -> Result<Vec<Month>, Error> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&fund.id).cloned();
        if let Some(known) = known.filter(|known| known.version == fund.version && known.today == today) {
            return Ok(known.months);
        }
        let months = compute(tx, fund, today).await?;
        let known = Known { version: fund.version, today, months: months.clone() };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(fund.id.clone(), known);
        Ok(months)
    }
}

/// The first days of the months, from the running one.
fn months_from(today: NaiveDate) -> Vec<Month> {
    let first = today.with_day(1).unwrap_or(today);
    let month = |ahead| {
        let first = first.checked_add_months(Months::new(ahead)).unwrap_or(first);
        Month { first, principal: Money::ZERO, interest: Money::ZERO }
    };
    (0..MONTHS).map(month).collect()
}

async fn compute(tx: &mut Tx, fund: &Fund, today: NaiveDate) -> Result<Vec<Month>, Error> {
    let mut months = months_from(today);
    let mut tape = Tape::new(&fund.id, today);
    loop {
        let portion = tape.next(tx).await?;
        if portion.is_empty() {
            return Ok(months);
        }
        for loan in portion.iter().filter(|loan| loan.book.loan.status == State::Active) {
            let Some(position) = loan.position(today)? else { continue };
            let coming = position.instalments.iter().filter(|instalment| instalment.due > today);
            for to_pay in coming.filter_map(|instalment| position.to_pay(instalment.number)) {
                let this = |month: &&mut Month| {
                    (month.first.year(), month.first.month()) == (to_pay.due.year(), to_pay.due.month())
                };
                if let Some(month) = months.iter_mut().find(this) {
                    month.principal = plus(month.principal, to_pay.principal, fund)?;
                    month.interest = plus(month.interest, to_pay.interest, fund)?;
                }
            }
        }
    }
}

fn plus(a: Money, b: Money, fund: &Fund) -> Result<Money, StoreError> {
    a.checked_add(b).ok_or_else(|| StoreError::Inconsistent {
        table: "loans",
        id: fund.code.clone(),
        what: "the amounts due do not fit".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_months_from_any_day() {
        let months = months_from(NaiveDate::from_ymd_opt(2026, 1, 31).unwrap());
        let firsts: Vec<String> = months.iter().map(|month| month.first.to_string()).collect();
        assert_eq!((firsts.len(), firsts[0].as_str(), firsts[11].as_str()), (12, "2026-01-01", "2026-12-01"));
    }
}
