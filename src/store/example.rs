//! What only the filling of the example needs.
use chrono::{DateTime, NaiveDate, Utc};

use super::{StoreError, Tx};
use crate::args;

/// Whether nobody and nothing is here yet.
pub async fn is_empty(tx: &mut Tx) -> Result<bool, StoreError> {
    let row: (i64,) = tx
        .one(
            "SELECT CAST((SELECT COUNT(*) FROM users) + (SELECT COUNT(*) FROM funds) + (SELECT COUNT(*) FROM cooperatives) AS BIGINT)",
            args![],
        )
        .await?;
    Ok(row.0 == 0)
}

/// Claims the database for the example; `false` when another process claimed it in the meantime.
pub async fn claim(tx: &mut Tx) -> Result<bool, StoreError> {
    let claim = "INSERT INTO facts (name, value) VALUES ('example', 'filling') ON CONFLICT (name) DO NOTHING";
    Ok(tx.execute(claim, args![]).await? == 1)
}

/// Says that the filling came to its end.
pub async fn mark_filled(tx: &mut Tx) -> Result<(), StoreError> {
    tx.execute_one("UPDATE facts SET value = 'filled' WHERE name = 'example'", args![]).await
}

/// The letters of the past are not sent; they stay to be seen.
pub async fn drop_letters(tx: &mut Tx) -> Result<u64, StoreError> {
    tx.execute("UPDATE outbox SET status = 'dropped', last_error = 'example' WHERE status = 'waiting'", args![]).await
}

/// Every fund counts as closed through a date: the days of the made-up past are not gone through again.
pub async fn close_past(tx: &mut Tx, through: NaiveDate, now: DateTime<Utc>) -> Result<u64, StoreError> {
    tx.execute(
        "INSERT INTO closings (fund_id, business_date, claimed_until, done_at, loans, audit_seq, audit_hash)
         SELECT f.id, $1, $2, $2, 0, h.seq, h.hash FROM funds f LEFT JOIN audit_heads h ON h.chain = f.id",
        args![through, now],
    )
    .await
}
