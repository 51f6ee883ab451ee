//! The capital ledger of a fund: movements are added, never changed, each with what stood after it.
use chrono::{DateTime, NaiveDate, Utc};

use super::funds::Fund;
use super::{StoreError, Tx, new_id};
use crate::args;
use crate::domain::capital::{Capital, CapitalRefusal, DayChange, Movement, MovementKind, insist_on_every_day};
use crate::domain::money::Money;

crate::stored_as_text!(MovementKind);

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
    document: Option<&str>,
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
    let seq = fund.movements + 1;
    tx.execute_one(
        "INSERT INTO capital_movements (id, fund_id, seq, kind, on_date, amount, loan_id, document, charter_delta, result_delta, outstanding_delta,
             reserved_delta, book_charter, accumulated_result, outstanding, reserved, available, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        args![
            new_id(), &fund.id, seq, kind, on_date, amount, loan_id, document, deltas.charter, deltas.result, deltas.outstanding, deltas.reserved,
            after.book_charter, after.accumulated_result, after.outstanding, after.reserved, after.available(), by, now
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

/// A movement as the history shows it, with the names of the loan and of who recorded it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MovementRow {
    pub id: String,
    /// Its number in the fund, from 1.
    pub seq: i64,
    pub kind: MovementKind,
    pub on_date: NaiveDate,
    pub amount: Money,
    pub loan_id: Option<String>,
    pub loan_number: Option<String>,
    pub document: Option<String>,
    /// What stood after it.
    pub book_charter: Money,
    pub accumulated_result: Money,
    pub outstanding: Money,
    pub reserved: Money,
    pub available: Money,
    /// Who recorded it; `system` when nobody signed in did.
    pub recorded_by_name: String,
    pub recorded_at: DateTime<Utc>,
}

/// The movements recorded before number `before` (`None`: from the newest), newest first, at most `limit`.
pub async fn history(
    tx: &mut Tx,
    fund_id: &str,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<MovementRow>, StoreError> {
    tx.all(
        "SELECT m.id, m.seq, m.kind, m.on_date, m.amount, m.loan_id, l.number AS loan_number, m.document, m.book_charter, m.accumulated_result,
             m.outstanding, m.reserved, m.available, COALESCE(u.name, m.recorded_by) AS recorded_by_name, m.recorded_at
         FROM capital_movements m LEFT JOIN loans l ON l.id = m.loan_id LEFT JOIN users u ON u.id = m.recorded_by
         WHERE m.fund_id = $1 AND m.seq < $2 ORDER BY m.seq DESC LIMIT $3",
        args![fund_id, before.unwrap_or(i64::MAX), limit],
    )
    .await
}
