//! Files on their way over a bad line.
use chrono::{DateTime, Utc};

use super::{Doc, StoreError, Tx};
use crate::args;

/// A file of an upload, or a piece that is kept: its name and how many bytes it has.
pub type Piece = (String, i64);

/// An upload as far as it has come.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Upload {
    pub id: String,
    pub application_id: String,
    pub kind: String,
    pub files: Doc<Vec<Piece>>,
    pub size_bytes: i64,
    pub received_bytes: i64,
    pub pieces: Doc<Vec<Piece>>,
}

/// Begins one.
pub async fn insert(tx: &mut Tx, upload: &Upload, by: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let u = upload;
    tx.execute_one(
        "INSERT INTO uploads (id, application_id, user_id, kind, files, size_bytes, received_bytes, pieces, begun_at, touched_at)
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $8)",
        args![&u.id, &u.application_id, by, &u.kind, &u.files, u.size_bytes, &u.pieces, now],
    )
    .await
}

/// Somebody's own upload to an application.
pub async fn find(tx: &mut Tx, user_id: &str, application_id: &str, id: &str) -> Result<Option<Upload>, StoreError> {
    tx.optional(
        "SELECT id, application_id, kind, files, size_bytes, received_bytes, pieces FROM uploads
         WHERE id = $3 AND user_id = $1 AND application_id = $2",
        args![user_id, application_id, id],
    )
    .await
}

/// Notes a piece that came in behind the bytes known so far; `grown` is the upload with it. False when another came first.
pub async fn advance(tx: &mut Tx, from: i64, grown: &Upload, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let rows = tx
        .execute(
            "UPDATE uploads SET received_bytes = $3, pieces = $4, touched_at = $5 WHERE id = $1 AND received_bytes = $2",
            args![&grown.id, from, grown.received_bytes, &grown.pieces, now],
        )
        .await?;
    Ok(rows == 1)
}

/// Takes a whole upload for oneself until an instant; false when somebody else has it.
pub async fn claim(tx: &mut Tx, id: &str, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<bool, StoreError> {
    let rows = tx
        .execute(
            "UPDATE uploads SET claimed_until = $3
             WHERE id = $1 AND received_bytes = size_bytes AND (claimed_until IS NULL OR claimed_until <= $2)",
            args![id, now, until],
        )
        .await?;
    Ok(rows == 1)
}

/// Gives a claim up again.
pub async fn release(tx: &mut Tx, id: &str) -> Result<u64, StoreError> {
    tx.execute("UPDATE uploads SET claimed_until = NULL WHERE id = $1", args![id]).await
}

/// Forgets those of somebody that nobody is making a paper of, but for so many that were gone on with last; what was forgotten.
pub async fn give_way(tx: &mut Tx, user_id: &str, kept: i64, now: DateTime<Utc>) -> Result<Vec<Upload>, StoreError> {
    tx.all(
        "DELETE FROM uploads WHERE user_id = $1 AND (claimed_until IS NULL OR claimed_until <= $3) AND id NOT IN
           (SELECT id FROM uploads WHERE user_id = $1 ORDER BY touched_at DESC, id DESC LIMIT $2)
         RETURNING id, application_id, kind, files, size_bytes, received_bytes, pieces",
        args![user_id, kept, now],
    )
    .await
}

/// Forgets some of those that nobody went on with since an instant; what was forgotten.
pub async fn forget_idle(tx: &mut Tx, since: DateTime<Utc>, limit: i64) -> Result<Vec<Upload>, StoreError> {
    tx.all(
        "DELETE FROM uploads WHERE touched_at < $1 AND id IN
           (SELECT id FROM uploads WHERE touched_at < $1 ORDER BY touched_at LIMIT $2)
         RETURNING id, application_id, kind, files, size_bytes, received_bytes, pieces",
        args![since, limit],
    )
    .await
}

/// Forgets one that is whole.
pub async fn delete(tx: &mut Tx, id: &str) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM uploads WHERE id = $1", args![id]).await
}
