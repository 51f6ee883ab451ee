//! Messages promised in the transaction that made them necessary.
use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::{Doc, StoreError, Tx};
use crate::args;
use crate::text::Lang;

/// Who a message goes to.
#[derive(Debug, Clone)]
pub struct Recipient {
    pub email: String,
    pub name: String,
    pub lang: Lang,
}

/// A message to be sent after the transaction has committed.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// Which text: `receipt`, `returned`, `approved` … (src/mail.rs knows them).
    pub kind: &'a str,
    /// A second message with the same key is not queued: `reminder/LOAN/INSTALMENT/STEP`.
    pub once_key: Option<String>,
    pub to: Recipient,
    pub fund_id: Option<&'a str>,
    pub cooperative_id: Option<&'a str>,
    pub loan_id: Option<&'a str>,
    /// The facts the text needs: names, amounts, dates.
    pub data: Json,
}

/// Queues a message; the row keeps whose it is by today's addresses. False when one with its `once_key` is already there.
pub async fn push(tx: &mut Tx, message: Message<'_>, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let rows = tx
        .execute(
            "INSERT INTO outbox (id, kind, once_key, recipient, recipient_name, language, fund_id, cooperative_id, loan_id, data, status, attempts, next_attempt_at, created_at,
                 user_id, to_cooperative)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', 0, $11, $11, (SELECT u.id FROM users u WHERE u.email = $4),
                 EXISTS (SELECT 1 FROM cooperatives c WHERE c.id = $8 AND c.email = $4)
                     OR EXISTS (SELECT 1 FROM duties d JOIN users u ON u.id = d.user_id WHERE u.email = $4 AND d.cooperative_id = $8))
             ON CONFLICT DO NOTHING",
            args![
                super::new_id(), message.kind, message.once_key, &message.to.email, &message.to.name, message.to.lang,
                message.fund_id, message.cooperative_id, message.loan_id, message.data.to_string(), now
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// A message taken to be sent, with the names its text needs.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Claimed {
    pub id: String,
    pub kind: String,
    pub recipient: String,
    pub recipient_name: String,
    pub language: Lang,
    pub fund_name_vi: Option<String>,
    pub fund_name_en: Option<String>,
    pub cooperative_name: Option<String>,
    pub loan_id: Option<String>,
    pub data: Doc<Json>,
    /// How often it was taken, this time included.
    pub attempts: i64,
    pub created_at: DateTime<Utc>,
    /// Until when it is nobody else's: also how the one who took it is known again.
    pub claimed_until: DateTime<Utc>,
}

/// Takes the message that has been due longest; `None` when none is due, or another process was faster.
pub async fn claim(tx: &mut Tx, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<Option<Claimed>, StoreError> {
    tx.optional(
        "UPDATE outbox SET claimed_until = $2, attempts = attempts + 1
         WHERE id = (SELECT id FROM outbox WHERE status = 'waiting' AND next_attempt_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
                     ORDER BY next_attempt_at, id LIMIT 1)
             AND status = 'waiting' AND (claimed_until IS NULL OR claimed_until <= $1)
         RETURNING id, kind, recipient, recipient_name, language, loan_id, data, attempts, created_at, claimed_until,
             (SELECT f.name_vi FROM funds f WHERE f.id = outbox.fund_id) AS fund_name_vi,
             (SELECT f.name_en FROM funds f WHERE f.id = outbox.fund_id) AS fund_name_en,
             (SELECT c.name FROM cooperatives c WHERE c.id = outbox.cooperative_id) AS cooperative_name",
        args![now, until],
    )
    .await
}

/// How a message left the hands of the one who took it.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The mail server has it.
    Sent,
    /// No longer true: the instalment is paid, the link used.
    Dropped,
    /// Not this time; again at that instant.
    Retry { at: DateTime<Utc>, error: String },
    /// Not any more.
    Failed { error: String },
}

/// Writes down what became of a message, unless the claim ran out and somebody else took it. A one-time link or code is a secret:
/// it is forgotten as soon as it is sent or of no use.
pub async fn settle(tx: &mut Tx, claimed: &Claimed, outcome: &Outcome, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let (status, next, error, sent_at) = match outcome {
        Outcome::Sent => ("sent", now, None, Some(now)),
        Outcome::Dropped => ("dropped", now, None, None),
        Outcome::Retry { at, error } => ("waiting", *at, Some(error.as_str()), None),
        Outcome::Failed { error } => ("failed", now, Some(error.as_str()), None),
    };
    let rows = tx
        .execute(
            "UPDATE outbox SET status = $3, next_attempt_at = $4, last_error = $5, sent_at = $6, claimed_until = NULL,
                 data = CASE WHEN $7 AND kind IN ('invitation', 'password_reset', 'mail_code') THEN '{}' ELSE data END
             WHERE id = $1 AND status = 'waiting' AND claimed_until = $2",
            args![
                &claimed.id,
                claimed.claimed_until,
                status,
                next,
                error,
                sent_at,
                matches!(outcome, Outcome::Sent | Outcome::Dropped)
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// A message that waits or failed, as the administrator sees it. What it says is not shown: it may hold a one-time link.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct QueuedRow {
    pub id: String,
    pub kind: String,
    pub recipient: String,
    pub recipient_name: String,
    pub fund_id: Option<String>,
    pub status: String,
    pub attempts: i64,
    pub next_attempt_at: DateTime<Utc>,
    pub claimed_until: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// Messages with this status that this administrator answers for (of their fund, and of no fund), newest first, after
/// `before` (an id; everything when empty).
pub async fn list(
    tx: &mut Tx,
    administrator: &str,
    status: &str,
    before: &str,
    limit: i64,
) -> Result<Vec<QueuedRow>, StoreError> {
    tx.all(
        "SELECT o.id, o.kind, o.recipient, o.recipient_name, o.fund_id, o.status, o.attempts, o.next_attempt_at, o.claimed_until, o.last_error, o.created_at
         FROM outbox o WHERE o.status = $2 AND (CAST($3 AS TEXT) = '' OR o.id < $3)
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty = 'administrator' AND d.withdrawn_at IS NULL
                 AND (d.fund_id IS NULL OR o.fund_id IS NULL OR d.fund_id = o.fund_id))
         ORDER BY o.id DESC LIMIT $4",
        args![administrator, status, before, limit],
    )
    .await
}

/// How many messages of each status this administrator answers for.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Counts {
    pub waiting: i64,
    pub failed: i64,
}

/// See `Counts`.
pub async fn counts(tx: &mut Tx, administrator: &str) -> Result<Counts, StoreError> {
    tx.one(
        "SELECT CAST(COUNT(*) FILTER (WHERE o.status = 'waiting') AS BIGINT) AS waiting, CAST(COUNT(*) FILTER (WHERE o.status = 'failed') AS BIGINT) AS failed
         FROM outbox o WHERE o.status IN ('waiting', 'failed')
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty = 'administrator' AND d.withdrawn_at IS NULL
                 AND (d.fund_id IS NULL OR o.fund_id IS NULL OR d.fund_id = o.fund_id))",
        args![administrator],
    )
    .await
}

/// One message this administrator answers for.
pub async fn find(tx: &mut Tx, administrator: &str, id: &str) -> Result<Option<QueuedRow>, StoreError> {
    tx.optional(
        "SELECT o.id, o.kind, o.recipient, o.recipient_name, o.fund_id, o.status, o.attempts, o.next_attempt_at, o.claimed_until, o.last_error, o.created_at
         FROM outbox o WHERE o.id = $2
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty = 'administrator' AND d.withdrawn_at IS NULL
                 AND (d.fund_id IS NULL OR o.fund_id IS NULL OR d.fund_id = o.fund_id))",
        args![administrator, id],
    )
    .await
}

/// Lets a message that waits or failed begin again at once; 0 when it is being sent or is no longer there to send.
pub async fn begin_again(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE outbox SET status = 'waiting', attempts = 0, next_attempt_at = $2, claimed_until = NULL
         WHERE id = $1 AND status IN ('waiting', 'failed') AND (claimed_until IS NULL OR claimed_until <= $2)",
        args![id, now],
    )
    .await
}

/// A letter that was written to a cooperative, with the names its text needs.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Written {
    pub id: String,
    pub kind: String,
    pub recipient: String,
    pub recipient_name: String,
    pub language: Lang,
    pub fund_name_vi: Option<String>,
    pub fund_name_en: Option<String>,
    pub cooperative_name: String,
    pub data: Doc<Json>,
    pub status: String,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
}

/// The letters about a cooperative that went to its own people or its registered address, the newest first, before an id (all
/// when empty); for somebody who acts for it.
pub async fn written_to(
    tx: &mut Tx,
    user_id: &str,
    cooperative_id: &str,
    before: &str,
    limit: i64,
) -> Result<Vec<Written>, StoreError> {
    tx.all(
        "SELECT o.id, o.kind, o.recipient, o.recipient_name, o.language, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en,
             c.name AS cooperative_name, o.data, o.status, o.created_at, o.sent_at
         FROM outbox o JOIN cooperatives c ON c.id = o.cooperative_id LEFT JOIN funds f ON f.id = o.fund_id
         WHERE o.cooperative_id = $2 AND (CAST($3 AS TEXT) = '' OR o.id < $3)
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.cooperative_id = $2 AND d.withdrawn_at IS NULL)
             AND o.to_cooperative
         ORDER BY o.id DESC LIMIT $4",
        args![user_id, cooperative_id, before, limit],
    )
    .await
}

/// One of them.
pub async fn written_one(
    tx: &mut Tx,
    user_id: &str,
    cooperative_id: &str,
    id: &str,
) -> Result<Option<Written>, StoreError> {
    tx.optional(
        "SELECT o.id, o.kind, o.recipient, o.recipient_name, o.language, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en,
             c.name AS cooperative_name, o.data, o.status, o.created_at, o.sent_at
         FROM outbox o JOIN cooperatives c ON c.id = o.cooperative_id LEFT JOIN funds f ON f.id = o.fund_id
         WHERE o.cooperative_id = $2 AND o.id = $3
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.cooperative_id = $2 AND d.withdrawn_at IS NULL) AND o.to_cooperative",
        args![user_id, cooperative_id, id],
    )
    .await
}
