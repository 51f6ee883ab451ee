//! Until which day a fund's books are closed.
use chrono::{DateTime, NaiveDate, Utc};

use super::{StoreError, Tx, new_id};
use crate::args;

/// A decision on how far the books are closed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct BookClose {
    /// The last day that is closed.
    pub closed_to: NaiveDate,
    pub reason: String,
    pub decided_by_name: String,
    pub decided_at: DateTime<Utc>,
}

/// The decisions of a fund, the newest first: that one holds.
pub async fn of_fund(tx: &mut Tx, fund_id: &str, limit: i64) -> Result<Vec<BookClose>, StoreError> {
    tx.all(
        "SELECT b.closed_to, b.reason, u.name AS decided_by_name, b.decided_at
         FROM book_closes b JOIN users u ON u.id = b.decided_by WHERE b.fund_id = $1 ORDER BY b.id DESC LIMIT $2",
        args![fund_id, limit],
    )
    .await
}

/// The last day that is closed; `None` while none is.
pub async fn closed_to(tx: &mut Tx, fund_id: &str) -> Result<Option<NaiveDate>, StoreError> {
    let row: Option<(NaiveDate,)> = tx
        .optional("SELECT closed_to FROM book_closes WHERE fund_id = $1 ORDER BY id DESC LIMIT 1", args![fund_id])
        .await?;
    Ok(row.map(|row| row.0))
}

/// Records a decision.
pub async fn insert(
    tx: &mut Tx,
    fund_id: &str,
    closed_to: NaiveDate,
    reason: &str,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO book_closes (id, fund_id, closed_to, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![new_id(), fund_id, closed_to, reason, by, now],
    )
    .await
}
