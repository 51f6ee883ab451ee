//! The papers that come with an application: their rows. The files are kept by their hash, outside the database.
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::{StoreError, Tx, new_id};
use crate::args;

/// A paper that was handed in.
#[derive(Default, Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Document {
    pub id: String,
    pub application_id: String,
    pub kind: String,
    pub file_name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub sha256: String,
    pub uploaded_at: DateTime<Utc>,
    /// The item of the fund's list that it answers.
    pub paper: Option<String>,
    /// What an officer said last: `accepted` or `refused`.
    pub verdict: Option<String>,
    pub verdict_note: Option<String>,
    /// The last day on which an accepted paper proves anything.
    pub valid_until: Option<NaiveDate>,
}

/// The papers of an application that were not taken off again, as they were handed in.
pub async fn documents(tx: &mut Tx, application_id: &str) -> Result<Vec<Document>, StoreError> {
    tx.all(
        "SELECT d.id, d.application_id, d.kind, d.file_name, d.media_type, d.size_bytes, d.sha256, d.uploaded_at, d.paper,
             r.verdict, r.note AS verdict_note, r.valid_until
         FROM documents d LEFT JOIN document_reviews r ON r.document_id = d.id
             AND r.id = (SELECT MAX(n.id) FROM document_reviews n WHERE n.document_id = d.id)
         WHERE d.application_id = $1 AND d.removed_at IS NULL ORDER BY d.id",
        args![application_id],
    )
    .await
}

/// One of them.
pub async fn document(tx: &mut Tx, application_id: &str, id: &str) -> Result<Option<Document>, StoreError> {
    tx.optional(
        "SELECT d.id, d.application_id, d.kind, d.file_name, d.media_type, d.size_bytes, d.sha256, d.uploaded_at, d.paper,
             r.verdict, r.note AS verdict_note, r.valid_until
         FROM documents d LEFT JOIN document_reviews r ON r.document_id = d.id
             AND r.id = (SELECT MAX(n.id) FROM document_reviews n WHERE n.document_id = d.id)
         WHERE d.application_id = $1 AND d.id = $2 AND d.removed_at IS NULL",
        args![application_id, id],
    )
    .await
}

/// Adds a paper to an application.
pub async fn add_document(tx: &mut Tx, document: &Document, by: &str) -> Result<(), StoreError> {
    let d = document;
    tx.execute_one(
        "INSERT INTO documents (id, application_id, kind, file_name, media_type, size_bytes, sha256, uploaded_by, uploaded_at, paper)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![&d.id, &d.application_id, &d.kind, &d.file_name, &d.media_type, d.size_bytes, &d.sha256, by, d.uploaded_at, &d.paper],
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

/// Writes down a word on a paper: verdict, note, and until when it proves anything.
pub async fn insert_review(
    tx: &mut Tx,
    document_id: &str,
    (verdict, note, valid_until): (&str, &str, Option<NaiveDate>),
    (by, now): (&str, DateTime<Utc>),
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO document_reviews (id, document_id, verdict, note, valid_until, reviewed_by, reviewed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![new_id(), document_id, verdict, note, valid_until, by, now],
    )
    .await
}
