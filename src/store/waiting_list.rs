//! Who waits for capital.
use chrono::{DateTime, Utc};

use super::{StoreError, Tx, new_id};
use crate::access::Duty;
use crate::args;
use crate::domain::money::Money;

/// An application that waits for capital.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub id: String,
    pub application_id: String,
    pub number: String,
    pub cooperative_name: String,
    /// As appraised, in dong.
    pub amount: Money,
    /// When it was last sent in complete: the order.
    pub completed_at: DateTime<Utc>,
    pub put_at: DateTime<Utc>,
    pub appraised_by: Option<String>,
    /// The officer who wrote it for the cooperative; nobody where it wrote itself.
    pub written_by: Option<String>,
    /// When the cooperative was told that there is enough.
    pub offered_at: Option<DateTime<Utc>>,
}

/// Who waits in a fund, in order.
pub async fn of_fund(tx: &mut Tx, fund_id: &str) -> Result<Vec<Row>, StoreError> {
    tx.all(
        "SELECT w.id, w.application_id, a.number, c.name AS cooperative_name,
             CAST(COALESCE(a.recommended_amount, a.amount, 0) AS BIGINT) AS amount, COALESCE(a.completed_at, a.created_at) AS completed_at,
             w.put_at, a.appraised_by, CASE WHEN a.on_behalf THEN a.created_by END AS written_by, w.offered_at
         FROM waiting_list w JOIN applications a ON a.id = w.application_id JOIN cooperatives c ON c.id = a.cooperative_id
         WHERE w.fund_id = $1 AND w.left_at IS NULL
         ORDER BY COALESCE(a.completed_at, a.created_at), a.number",
        args![fund_id],
    )
    .await
}

/// When an application was last sent in complete.
pub async fn completed_at(tx: &mut Tx, application_id: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    let row: Option<(DateTime<Utc>,)> = tx
        .optional(
            "SELECT COALESCE(completed_at, created_at) AS completed_at FROM applications WHERE id = $1",
            args![application_id],
        )
        .await?;
    Ok(row.map(|row| row.0))
}

/// The funds with somebody waiting for whom the user decides.
pub async fn funds_of(tx: &mut Tx, user_id: &str) -> Result<Vec<(String,)>, StoreError> {
    tx.all(
        "SELECT f.id FROM funds f WHERE EXISTS (SELECT 1 FROM waiting_list w WHERE w.fund_id = f.id AND w.left_at IS NULL)
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty = $2 AND d.withdrawn_at IS NULL
                 AND (d.fund_id IS NULL OR d.fund_id = f.id)) ORDER BY f.code",
        args![user_id, Duty::Approver],
    )
    .await
}

/// Puts an application on the list of its fund.
pub async fn put(
    tx: &mut Tx,
    (application_id, fund_id): (&str, &str),
    note: &str,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO waiting_list (id, application_id, fund_id, put_by, put_at, note) VALUES ($1, $2, $3, $4, $5, $6)",
        args![new_id(), application_id, fund_id, by, now, note],
    )
    .await
}

/// Notes that the cooperative is told; `RowsAffected` when it was.
pub async fn offer(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE waiting_list SET offered_at = $2 WHERE id = $1 AND left_at IS NULL AND offered_at IS NULL",
        args![id, now],
    )
    .await
}

/// Takes an application off the list, if it is there.
pub async fn leave(tx: &mut Tx, application_id: &str, why: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE waiting_list SET left_at = $3, left_why = $2 WHERE application_id = $1 AND left_at IS NULL",
        args![application_id, why, now],
    )
    .await?;
    Ok(())
}
