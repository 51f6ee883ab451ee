//! Consent given and withdrawn: rows that are only added.
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{StoreError, Tx, new_id};
use crate::args;
use crate::text::Lang;

/// A fact about consent.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Consent {
    pub purpose: String,
    pub given: bool,
    /// What was on the page.
    pub wording: String,
    pub wording_version: i64,
    pub language: Lang,
    pub at: DateTime<Utc>,
}

/// A fact about to be added.
pub struct NewConsent<'a> {
    pub user_id: &'a str,
    pub purpose: &'static str,
    pub given: bool,
    pub wording: &'a str,
    pub wording_version: i64,
    pub language: Lang,
    pub address: Option<&'a str>,
}

/// Adds a fact.
pub async fn insert(tx: &mut Tx, consent: &NewConsent<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let c = consent;
    tx.execute_one(
        "INSERT INTO consents (id, user_id, purpose, given, wording, wording_version, language, address, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![new_id(), c.user_id, c.purpose, c.given, c.wording, c.wording_version, c.language, c.address, now],
    )
    .await
}

/// What holds for a purpose.
pub async fn latest(tx: &mut Tx, user_id: &str, purpose: &str) -> Result<Option<Consent>, StoreError> {
    tx.optional(
        "SELECT purpose, given, wording, wording_version, language, at FROM consents WHERE user_id = $1 AND purpose = $2 ORDER BY id DESC LIMIT 1",
        args![user_id, purpose],
    )
    .await
}

/// Every fact of a person, oldest first.
pub async fn all_of(tx: &mut Tx, user_id: &str) -> Result<Vec<Consent>, StoreError> {
    tx.all(
        "SELECT purpose, given, wording, wording_version, language, at FROM consents WHERE user_id = $1 ORDER BY id",
        args![user_id],
    )
    .await
}

/// When somebody who acts for a cooperative last withdrew their consent for a purpose and did not give it again.
pub async fn withdrawn(tx: &mut Tx, cooperative_id: &str, purpose: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    let row: Option<(DateTime<Utc>,)> = tx
        .optional(
            "SELECT c.at FROM consents c JOIN duties d ON d.user_id = c.user_id AND d.cooperative_id = $1 AND d.withdrawn_at IS NULL
             WHERE c.purpose = $2 AND NOT c.given
                 AND NOT EXISTS (SELECT 1 FROM consents later WHERE later.user_id = c.user_id AND later.purpose = c.purpose AND later.id > c.id)
             ORDER BY c.id DESC LIMIT 1",
            args![cooperative_id, purpose],
        )
        .await?;
    Ok(row.map(|row| row.0))
}
