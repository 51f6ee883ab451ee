//! Who asked for a new password, for the limits of that door.
use chrono::{DateTime, Utc};

use super::{StoreError, Tx, new_id};
use crate::args;

/// How many asked since an instant: for this address of mail, and from this address of the network.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Asked {
    pub for_email: i64,
    pub from_address: i64,
}

/// See [`Asked`]. The address of mail is given as its hash.
pub async fn asked(tx: &mut Tx, asked_for: &str, address: &str, since: DateTime<Utc>) -> Result<Asked, StoreError> {
    tx.one(
        "SELECT CAST(COUNT(*) FILTER (WHERE asked_for = $1) AS BIGINT) AS for_email, CAST(COUNT(*) FILTER (WHERE address = $2) AS BIGINT) AS from_address
         FROM password_requests WHERE (asked_for = $1 OR address = $2) AND asked_at > $3",
        args![asked_for, address, since],
    )
    .await
}

/// Notes that somebody asked.
pub async fn insert(tx: &mut Tx, asked_for: &str, address: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO password_requests (id, asked_for, address, asked_at) VALUES ($1, $2, $3, $4)",
        args![new_id(), asked_for, address, now],
    )
    .await
}

/// Forgets who asked before an instant; how many.
pub async fn forget(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM password_requests WHERE asked_at < $1", args![before]).await
}
