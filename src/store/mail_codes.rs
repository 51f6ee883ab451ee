//! Codes sent to an address that somebody typed, to prove that it is theirs.
use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::{Doc, StoreError, Tx};
use crate::args;

/// A code that can still be typed, or that was typed rightly and waits to be used.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MailCode {
    pub id: String,
    pub purpose: String,
    pub email: String,
    pub user_id: Option<String>,
    /// What was typed with the address.
    pub typed: Doc<Json>,
    pub attempts: i64,
    pub proved_at: Option<DateTime<Utc>>,
}

/// A code about to be sent.
pub struct NewMailCode<'a> {
    /// The hash of the secret in the address of the page.
    pub id: &'a str,
    pub purpose: &'static str,
    pub email: &'a str,
    pub user_id: Option<&'a str>,
    pub typed: &'a Json,
    /// The hash of what proves the address.
    pub proof: &'a str,
    /// Where the request came from.
    pub address: &'a str,
    pub expires_at: DateTime<Utc>,
}

/// Keeps a code.
pub async fn insert(tx: &mut Tx, code: &NewMailCode<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO mail_codes (id, purpose, email, user_id, typed, proof, address, attempts, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)",
        args![
            code.id,
            code.purpose,
            code.email,
            code.user_id,
            code.typed.to_string(),
            code.proof,
            code.address,
            now,
            code.expires_at
        ],
    )
    .await
}

/// How many codes were asked for since an instant: for this address of mail, and from this address of the network.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Asked {
    pub for_email: i64,
    pub from_address: i64,
}

/// See [`Asked`].
pub async fn asked(tx: &mut Tx, email: &str, address: &str, since: DateTime<Utc>) -> Result<Asked, StoreError> {
    tx.one(
        "SELECT CAST(COUNT(*) FILTER (WHERE email = $1) AS BIGINT) AS for_email, CAST(COUNT(*) FILTER (WHERE address = $2) AS BIGINT) AS from_address
         FROM mail_codes WHERE (email = $1 OR address = $2) AND created_at > $3",
        args![email, address, since],
    )
    .await
}

/// Forgets the codes that could last be typed before an instant, with what was typed beside them; how many.
pub async fn forget(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM mail_codes WHERE expires_at < $1", args![before]).await
}

/// A code that is neither used up nor too old.
pub async fn find(tx: &mut Tx, id: &str, most: i64, now: DateTime<Utc>) -> Result<Option<MailCode>, StoreError> {
    tx.optional(
        "SELECT id, purpose, email, user_id, typed, attempts, proved_at FROM mail_codes
         WHERE id = $1 AND used_at IS NULL AND expires_at > $3 AND (proved_at IS NOT NULL OR attempts < $2)",
        args![id, most, now],
    )
    .await
}

/// Tries what was typed: counted, right or wrong, and when it is right there is time until `until` to go on. `None` when there
/// is nothing to try any more.
pub async fn attempt(
    tx: &mut Tx,
    (id, proof): (&str, &str),
    most: i64,
    (now, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Option<MailCode>, StoreError> {
    tx.optional(
        "UPDATE mail_codes SET attempts = attempts + 1, proved_at = CASE WHEN proof = $2 THEN $4 ELSE NULL END,
             expires_at = CASE WHEN proof = $2 THEN $5 ELSE expires_at END
         WHERE id = $1 AND used_at IS NULL AND proved_at IS NULL AND expires_at > $4 AND attempts < $3
         RETURNING id, purpose, email, user_id, typed, attempts, proved_at",
        args![id, proof, most, now, until],
    )
    .await
}

/// Uses a proved code up; `None` when it no longer can be. Two at once: one wins.
pub async fn use_up(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<Option<MailCode>, StoreError> {
    tx.optional(
        "UPDATE mail_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND proved_at IS NOT NULL AND expires_at > $2
         RETURNING id, purpose, email, user_id, typed, attempts, proved_at",
        args![id, now],
    )
    .await
}
