//! The days off, and rest days worked instead, that administrators added to those the program ships with.
use chrono::{DateTime, NaiveDate, Utc};

use super::{Store, StoreError, Tx, new_id};
use crate::args;

/// A row with who added and who withdrew it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub id: String,
    pub on_date: NaiveDate,
    /// A rest day that is worked; else a day off.
    pub worked: bool,
    pub name: String,
    /// The decision or notice it follows from.
    pub document: String,
    pub added_by_name: String,
    pub added_at: DateTime<Utc>,
    pub withdrawn_by_name: Option<String>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// How often the table was changed: it counts up with every addition and every withdrawal.
pub async fn changes(store: &Store) -> Result<i64, StoreError> {
    let row: Option<(i64,)> =
        store.glance("SELECT CAST(COUNT(*) + COUNT(withdrawn_at) AS BIGINT) FROM holidays", args![]).await?;
    Ok(row.map_or(0, |row| row.0))
}

/// The same, in a transaction.
pub async fn changes_seen(tx: &mut Tx) -> Result<i64, StoreError> {
    let row: (i64,) = tx.one("SELECT CAST(COUNT(*) + COUNT(withdrawn_at) AS BIGINT) FROM holidays", args![]).await?;
    Ok(row.0)
}

/// What stands: the days, and whether they are worked.
pub async fn standing(tx: &mut Tx) -> Result<Vec<(NaiveDate, bool)>, StoreError> {
    tx.all("SELECT on_date, worked FROM holidays WHERE withdrawn_at IS NULL ORDER BY on_date", args![]).await
}

/// Every row from one date to another, both included, in their order; withdrawn ones too.
pub async fn between(tx: &mut Tx, from: NaiveDate, to: NaiveDate) -> Result<Vec<Row>, StoreError> {
    tx.all(
        "SELECT h.id, h.on_date, h.worked, h.name, h.document, ua.name AS added_by_name, h.added_at, uw.name AS withdrawn_by_name, h.withdrawn_at
         FROM holidays h JOIN users ua ON ua.id = h.added_by LEFT JOIN users uw ON uw.id = h.withdrawn_by
         WHERE h.on_date >= $1 AND h.on_date <= $2 ORDER BY h.on_date, h.id",
        args![from, to],
    )
    .await
}

/// One row.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Row>, StoreError> {
    tx.optional(
        "SELECT h.id, h.on_date, h.worked, h.name, h.document, ua.name AS added_by_name, h.added_at, uw.name AS withdrawn_by_name, h.withdrawn_at
         FROM holidays h JOIN users ua ON ua.id = h.added_by LEFT JOIN users uw ON uw.id = h.withdrawn_by
         WHERE h.id = $1",
        args![id],
    )
    .await
}

/// A row about to be added.
pub struct NewRow<'a> {
    pub on_date: NaiveDate,
    pub worked: bool,
    pub name: &'a str,
    pub document: &'a str,
    pub by: &'a str,
}

/// Adds a row; its id. `Duplicate` where the date has one that stands.
pub async fn insert(tx: &mut Tx, row: &NewRow<'_>, now: DateTime<Utc>) -> Result<String, StoreError> {
    let id = new_id();
    tx.execute_one(
        "INSERT INTO holidays (id, on_date, worked, name, document, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![&id, row.on_date, row.worked, row.name, row.document, row.by, now],
    )
    .await?;
    Ok(id)
}

/// Withdraws a row that stands; whether it did.
pub async fn withdraw(tx: &mut Tx, id: &str, by: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let rows = tx
        .execute(
            "UPDATE holidays SET withdrawn_by = $2, withdrawn_at = $3 WHERE id = $1 AND withdrawn_at IS NULL",
            args![id, by, now],
        )
        .await?;
    Ok(rows == 1)
}
