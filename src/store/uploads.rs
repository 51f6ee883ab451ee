//! Files on their way over a bad line.
use chrono::{DateTime, Utc};

use super::{Doc, StoreError, Tx};
use crate::args;

/// A file of an upload: its name and how many bytes it has.
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
    pub pieces: i64,
}

/// Begins one.
pub async fn insert(tx: &mut Tx, upload: &Upload, by: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let u = upload;
    tx.execute_one(
        "INSERT INTO uploads (id, application_id, user_id, kind, files, size_bytes, received_bytes, pieces, begun_at)
         VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7)",
        args![&u.id, &u.application_id, by, &u.kind, &u.files, u.size_bytes, now],
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

/// Notes a piece that came in behind the bytes known so far; `Conflict` when another came first.
pub async fn advance(tx: &mut Tx, upload: &Upload, bytes: i64) -> Result<(), StoreError> {
    let rows = tx
        .execute(
            "UPDATE uploads SET received_bytes = received_bytes + $3, pieces = pieces + 1 WHERE id = $1 AND received_bytes = $2",
            args![&upload.id, upload.received_bytes, bytes],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Those begun before an instant, which nobody goes on with.
pub async fn begun_before(tx: &mut Tx, before: DateTime<Utc>, limit: i64) -> Result<Vec<Upload>, StoreError> {
    tx.all(
        "SELECT id, application_id, kind, files, size_bytes, received_bytes, pieces FROM uploads
         WHERE begun_at < $1 ORDER BY begun_at LIMIT $2",
        args![before, limit],
    )
    .await
}

/// Forgets one that is whole or given up.
pub async fn delete(tx: &mut Tx, id: &str) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM uploads WHERE id = $1", args![id]).await
}
