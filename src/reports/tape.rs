//! Goes through a fund's loans in portions: a few hundred books in memory, however many loans there are.
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::actions::book::Book;
use crate::actions::classification::{Classified, Classifier};
use crate::actions::rules::scales;
use crate::domain::account::Position;
use crate::store::loans::LoanEvent;
use crate::store::tape::{Security, TapeRow, events_between, loans_after, securities_between};
use crate::store::{StoreError, Tx};

/// So many loans are in memory at once.
const PORTION: i64 = 200;

/// A loan with its facts and its borrower.
#[derive(Debug)]
pub struct TapeLoan {
    pub book: Book,
    pub row: TapeRow,
    pub securities: Vec<Security>,
}

impl TapeLoan {
    /// What it owes at the end of a day; `None` before its first draw.
    ///
    /// # Errors
    /// `Inconsistent` for facts that no account can be made of: they went in past this program.
    pub fn position(&self, as_of: NaiveDate) -> Result<Option<Position>, StoreError> {
        self.book.recorded_position(as_of)
    }
}

impl TapeLoan {
    /// What it is classified as on the day of the classifier, by its position of that day.
    ///
    /// # Errors
    /// The store fails; `Inconsistent` as [`TapeLoan::position`], also for another loan of the same borrower.
    pub async fn classified(
        &self,
        tx: &mut Tx,
        classifier: &mut Classifier,
        position: &Position,
    ) -> Result<Classified, StoreError> {
        classifier.classify(tx, &self.book, position, &self.securities, self.row.drawn_loans < 2).await
    }
}

/// Where the going-through stands.
#[derive(Debug)]
pub struct Tape<'f> {
    fund_id: &'f str,
    approved_until: NaiveDate,
    after: String,
}

impl<'f> Tape<'f> {
    /// From the beginning: the loans approved on a day or before.
    pub fn new(fund_id: &'f str, approved_until: NaiveDate) -> Tape<'f> {
        Tape { fund_id, approved_until, after: String::new() }
    }

    /// The next loans, by number; empty at the end.
    ///
    /// # Errors
    /// The store fails.
    pub async fn next(&mut self, tx: &mut Tx) -> Result<Vec<TapeLoan>, StoreError> {
        let rows = loans_after(tx, self.fund_id, self.approved_until, &self.after, PORTION).await?;
        let Some(last) = rows.last().map(|row| row.loan.number.clone()) else { return Ok(Vec::new()) };
        let mut events: HashMap<String, Vec<LoanEvent>> = HashMap::new();
        for event in events_between(tx, self.fund_id, &self.after, &last).await? {
            events.entry(event.loan_id.clone()).or_default().push(event);
        }
        let mut securities: HashMap<String, Vec<Security>> = HashMap::new();
        for security in securities_between(tx, self.fund_id, &self.after, &last).await? {
            securities.entry(security.loan_id.clone()).or_default().push(security);
        }
        self.after = last;
        let scales = scales(tx).await?;
        let loan = |row: TapeRow| TapeLoan {
            book: Book {
                loan: row.loan.clone(),
                events: events.remove(&row.loan.id).unwrap_or_default(),
                scales: Arc::clone(&scales),
            },
            securities: securities.remove(&row.loan.id).unwrap_or_default(),
            row,
        };
        Ok(rows.into_iter().map(loan).collect())
    }
}
