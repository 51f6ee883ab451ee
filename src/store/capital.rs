//! The capital ledger of a fund: movements are added, never changed, each with what stood after it.
use chrono::{DateTime, NaiveDate, Utc};

use super::funds::Fund;
use super::{StoreError, Tx, new_id};
use crate::args;
use crate::domain::capital::{
    Capital, CapitalRefusal, CapitalSource, DayChange, Movement, MovementKind, insist_on_every_day,
};
use crate::domain::money::Money;

crate::stored_as_text!(MovementKind);
crate::stored_as_text!(CapitalSource);

/// What a movement is proved by, and of charter capital where it comes from. A bare document is one too.
#[derive(Debug, Clone, Copy, Default)]
pub struct Proof<'a> {
    pub document: Option<&'a str>,
    pub document_date: Option<NaiveDate>,
    pub source: Option<CapitalSource>,
    /// The budget or financial year it counts for.
    pub year: Option<i64>,
}

impl<'a> From<Option<&'a str>> for Proof<'a> {
    fn from(document: Option<&'a str>) -> Proof<'a> {
        Proof { document, ..Proof::default() }
    }
}

/// Why a movement was not posted. `actions::Error` is made of it by `?`: too little available becomes `InsufficientCapital`.
#[derive(Debug, thiserror::Error)]
pub enum NotPosted {
    /// The arithmetic of capital refuses it.
    #[error(transparent)]
    Refused(#[from] CapitalRefusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds a movement to a fund whose lock is held (`funds::lock` in this transaction), and brings the fund, stored and in hand,
/// to what stands after it. `amount` in dong, above 0 except for a result; `on_date` is the value date, which the figures as
/// of a past day follow, while the running totals follow the order of recording.
///
/// # Errors
/// `Refused` when a figure would go below zero, now or at the end of any day since `on_date`; `Conflict` when the fund in hand is not as locked.
#[expect(clippy::too_many_arguments, reason = "a row of the ledger: each is a column, and the types tell them apart")]
pub async fn post(
    tx: &mut Tx,
    fund: &mut Fund,
    kind: MovementKind,
    amount: Money,
    on_date: NaiveDate,
    loan_id: Option<&str>,
    proof: impl Into<Proof<'_>>,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), NotPosted> {
    let movement = Movement { kind, amount };
    let deltas = movement.deltas()?;
    let after = fund.capital().apply(movement)?;
    if after.available() < fund.capital().available() {
        let later = changes_after(tx, &fund.id, on_date).await?;
        insist_on_every_day(&fund.capital(), movement, on_date, &later)?;
    }
    let (seq, proof) = (fund.movements + 1, proof.into());
    tx.execute_one(
        "INSERT INTO capital_movements (id, fund_id, seq, kind, on_date, amount, loan_id, document, charter_delta, result_delta, outstanding_delta,
             reserved_delta, book_charter, accumulated_result, outstanding, reserved, available, recorded_by, recorded_at, document_date,
             source, year)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
        args![
            new_id(), &fund.id, seq, kind, on_date, amount, loan_id, proof.document, deltas.charter, deltas.result, deltas.outstanding, deltas.reserved,
            after.book_charter, after.accumulated_result, after.outstanding, after.reserved, after.available(), by, now, proof.document_date,
            proof.source.map(CapitalSource::as_str), proof.year
        ],
    )
    .await?;
    let rows = tx
        .execute(
            "UPDATE funds SET book_charter = $3, accumulated_result = $4, outstanding = $5, reserved = $6, movements = movements + 1
             WHERE id = $1 AND movements = $2",
            args![
                &fund.id, fund.movements, after.book_charter, after.accumulated_result, after.outstanding, after.reserved
            ],
        )
        .await?;
    if rows != 1 {
        return Err(StoreError::Conflict.into());
    }
    fund.book_charter = after.book_charter;
    fund.accumulated_result = after.accumulated_result;
    fund.outstanding = after.outstanding;
    fund.reserved = after.reserved;
    fund.movements = seq;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct DaySum {
    on_date: NaiveDate,
    charter: Money,
    available: Money,
}

/// What each value date after a day changed, newest first.
async fn changes_after(tx: &mut Tx, fund_id: &str, date: NaiveDate) -> Result<Vec<DayChange>, StoreError> {
    let days: Vec<DaySum> = tx
        .all(
            "SELECT on_date, CAST(SUM(charter_delta) AS BIGINT) AS charter,
                 CAST(SUM(charter_delta + result_delta - outstanding_delta - reserved_delta) AS BIGINT) AS available
             FROM capital_movements WHERE fund_id = $1 AND on_date > $2 GROUP BY on_date ORDER BY on_date DESC",
            args![fund_id, date],
        )
        .await?;
    Ok(days
        .into_iter()
        .map(|DaySum { on_date: on, charter, available }| DayChange { on, charter, available })
        .collect())
}

/// The day of the oldest movement of capital, by its value date.
pub async fn first_movement(tx: &mut Tx, fund_id: &str) -> Result<Option<NaiveDate>, StoreError> {
    let row: (Option<NaiveDate>,) =
        tx.one("SELECT MIN(on_date) FROM capital_movements WHERE fund_id = $1", args![fund_id]).await?;
    Ok(row.0)
}

/// The value date of the fund's first contribution of charter capital.
pub async fn first_contribution(tx: &mut Tx, fund_id: &str) -> Result<Option<NaiveDate>, StoreError> {
    let row: (Option<NaiveDate>,) = tx
        .one("SELECT MIN(on_date) FROM capital_movements WHERE fund_id = $1 AND kind = 'contribution'", args![fund_id])
        .await?;
    Ok(row.0)
}

#[derive(sqlx::FromRow)]
struct Sums {
    book_charter: Money,
    accumulated_result: Money,
    outstanding: Money,
    reserved: Money,
}

/// The fund's capital at the end of a day: everything with a value date up to then, whenever it was recorded.
pub async fn as_of(tx: &mut Tx, fund_id: &str, date: NaiveDate) -> Result<Capital, StoreError> {
    let sums: Sums = tx
        .one(
            "SELECT CAST(COALESCE(SUM(charter_delta), 0) AS BIGINT) AS book_charter, CAST(COALESCE(SUM(result_delta), 0) AS BIGINT) AS accumulated_result,
                 CAST(COALESCE(SUM(outstanding_delta), 0) AS BIGINT) AS outstanding, CAST(COALESCE(SUM(reserved_delta), 0) AS BIGINT) AS reserved
             FROM capital_movements WHERE fund_id = $1 AND on_date <= $2",
            args![fund_id, date],
        )
        .await?;
    Ok(Capital {
        book_charter: sums.book_charter,
        accumulated_result: sums.accumulated_result,
        outstanding: sums.outstanding,
        reserved: sums.reserved,
    })
}

/// What the movements of one kind, source, year and value date changed of the fund's own capital.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OwnSum {
    pub kind: MovementKind,
    pub source: Option<CapitalSource>,
    pub year: Option<i64>,
    pub on_date: NaiveDate,
    pub charter: Money,
    pub result: Money,
}

/// What changed charter capital and result up to a day.
pub async fn own_sums(tx: &mut Tx, fund_id: &str, as_of: NaiveDate) -> Result<Vec<OwnSum>, StoreError> {
    tx.all(
        "SELECT kind, source, year, on_date, CAST(SUM(charter_delta) AS BIGINT) AS charter, CAST(SUM(result_delta) AS BIGINT) AS result
         FROM capital_movements WHERE fund_id = $1 AND on_date <= $2 AND (charter_delta <> 0 OR result_delta <> 0)
         GROUP BY kind, source, year, on_date ORDER BY on_date",
        args![fund_id, as_of],
    )
    .await
}

/// A movement as the history shows it, with the names of the loan and of who recorded it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MovementRow {
    /// Its place by value date, from 1.
    pub place: i64,
    /// Its number in the fund, by the order of recording, from 1.
    pub seq: i64,
    pub kind: MovementKind,
    pub on_date: NaiveDate,
    pub amount: Money,
    pub loan_id: Option<String>,
    pub loan_number: Option<String>,
    pub document: Option<String>,
    pub document_date: Option<NaiveDate>,
    pub source: Option<CapitalSource>,
    pub year: Option<i64>,
    /// What is available after it, by the value dates: the last of a day is what the figures of that day say.
    pub available: Money,
    /// Who recorded it; `system` when nobody signed in did.
    pub recorded_by_name: String,
    pub recorded_at: DateTime<Utc>,
}

/// The movements up to a day before the one at place `before` (`None`: from the latest), the latest value date first, at most
/// `limit`.
pub async fn history(
    tx: &mut Tx,
    fund_id: &str,
    as_of: NaiveDate,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<MovementRow>, StoreError> {
    tx.all(
        "WITH placed AS (
             SELECT seq, kind, on_date, amount, loan_id, document, document_date, source, year, recorded_by, recorded_at,
                 ROW_NUMBER() OVER (ORDER BY on_date, seq) AS place,
                 CAST(SUM(charter_delta + result_delta - outstanding_delta - reserved_delta) OVER (ORDER BY on_date, seq) AS BIGINT) AS available
             FROM capital_movements WHERE fund_id = $1 AND on_date <= $2)
         SELECT m.place, m.seq, m.kind, m.on_date, m.amount, m.loan_id, l.number AS loan_number, m.document, m.document_date, m.source, m.year,
             m.available, COALESCE(u.name, m.recorded_by) AS recorded_by_name, m.recorded_at
         FROM placed m LEFT JOIN loans l ON l.id = m.loan_id LEFT JOIN users u ON u.id = m.recorded_by
         WHERE m.place < $3 ORDER BY m.place DESC LIMIT $4",
        args![fund_id, as_of, before.unwrap_or(i64::MAX), limit],
    )
    .await
}
