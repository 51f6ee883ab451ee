//! The papers that come with an application: their rows. The files are kept by their hash, outside the database.
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{StoreError, Tx};
use crate::args;

/// A paper that was handed in.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Document {
    pub id: String,
    pub application_id: String,
    pub kind: String,
    pub file_name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub sha256: String,
    pub uploaded_at: DateTime<Utc>,
}

/// The papers of an application that were not taken off again, as they were handed in.
pub async fn documents(tx: &mut Tx, application_id: &str) -> Result<Vec<Document>, StoreError> {
    tx.all(
        "SELECT id, application_id, kind, file_name, media_type, size_bytes, sha256, uploaded_at FROM documents
         WHERE application_id = $1 AND removed_at IS NULL ORDER BY id",
        args![application_id],
    )
    .await
}

/// One of them.
pub async fn document(tx: &mut Tx, application_id: &str, id: &str) -> Result<Option<Document>, StoreError> {
    tx.optional(
        "SELECT id, application_id, kind, file_name, media_type, size_bytes, sha256, uploaded_at FROM documents
         WHERE application_id = $1 AND id = $2 AND removed_at IS NULL",
        args![application_id, id],
    )
    .await
}

/// Adds a paper to an application.
pub async fn add_document(tx: &mut Tx, document: &Document, by: &str) -> Result<(), StoreError> {
    let d = document;
    tx.execute_one(
        "INSERT INTO documents (id, application_id, kind, file_name, media_type, size_bytes, sha256, uploaded_by, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![&d.id, &d.application_id, &d.kind, &d.file_name, &d.media_type, d.size_bytes, &d.sha256, by, d.uploaded_at],
    )
    .await
}

/// Takes a paper off the list; the file stays, for it may be proof.
pub async fn remove_document(
    tx: &mut Tx,
    application_id: &str,
    id: &str,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE documents SET removed_at = $3 WHERE application_id = $1 AND id = $2 AND removed_at IS NULL",
        args![application_id, id, now],
    )
    .await
}
