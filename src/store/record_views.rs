//! The log of who looked at whose record.
use chrono::{DateTime, Utc};

use super::{StoreError, Tx, new_id};
use crate::args;

/// Notes that a user looked at an object, by its kind (`cooperative`, `application`, `document`) and id.
pub async fn insert(
    tx: &mut Tx,
    user_id: &str,
    object_kind: &str,
    object_id: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO record_views (id, user_id, object_kind, object_id, at) VALUES ($1, $2, $3, $4, $5)",
        args![new_id(), user_id, object_kind, object_id, now],
    )
    .await
}
