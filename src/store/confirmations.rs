//! That a cooperative stands by what its application says.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{StoreError, Tx, new_id};
use crate::args;

/// One confirmation, of what the application said at that moment.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Confirmation {
    /// SHA-256 of what was confirmed, in hex.
    pub content_sha256: String,
    /// The signed form; none where the chair sent the application.
    pub document_id: Option<String>,
    /// It still counts: its signed form was neither taken off the application nor refused by who reviewed it.
    pub holds: bool,
    /// The chair, or who took the signed form in.
    pub recorded_by: String,
    pub recorded_by_name: String,
    pub recorded_at: DateTime<Utc>,
}

/// Those of an application, the newest first.
pub async fn of_application(tx: &mut Tx, application_id: &str) -> Result<Vec<Confirmation>, StoreError> {
    tx.all(
        "SELECT c.content_sha256, c.document_id, c.recorded_by, u.name AS recorded_by_name, c.recorded_at,
             (d.removed_at IS NULL AND (r.verdict IS NULL OR r.verdict <> 'refused')) AS holds
         FROM application_confirmations c JOIN users u ON u.id = c.recorded_by
         LEFT JOIN documents d ON d.id = c.document_id
         LEFT JOIN document_reviews r ON r.id = (SELECT MAX(n.id) FROM document_reviews n WHERE n.document_id = d.id)
         WHERE c.application_id = $1 ORDER BY c.id DESC",
        args![application_id],
    )
    .await
}

/// Writes one down.
pub async fn insert(
    tx: &mut Tx,
    application_id: &str,
    content_sha256: &str,
    document_id: Option<&str>,
    (by, now): (&str, DateTime<Utc>),
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO application_confirmations (id, application_id, content_sha256, document_id, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![new_id(), application_id, content_sha256, document_id, by, now],
    )
    .await
}

/// What became of a letter by which a confirmation was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, sqlx::FromRow, utoipa::ToSchema)]
#[schema(as = ConfirmationLetter)]
pub struct Letter {
    /// `waiting`, `sent`, `failed`, or `dropped` where it was no longer true.
    pub status: String,
    pub written_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
}

/// The letters to a cooperative whose keys begin so, oldest first. No key has a character that `LIKE` takes for more than itself.
pub async fn letters(tx: &mut Tx, cooperative_id: &str, once_key: &str) -> Result<Vec<Letter>, StoreError> {
    tx.all(
        "SELECT status, created_at AS written_at, sent_at FROM outbox
         WHERE cooperative_id = $1 AND kind = 'confirmation_wanted' AND once_key LIKE $2 ORDER BY id",
        args![cooperative_id, format!("{once_key}/%")],
    )
    .await
}
