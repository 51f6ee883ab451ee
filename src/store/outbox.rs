//! Messages promised in the transaction that made them necessary.
use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::{StoreError, Tx};
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

/// Queues a message; false when one with its `once_key` is already there.
pub async fn push(tx: &mut Tx, message: Message<'_>, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let rows = tx
        .execute(
            "INSERT INTO outbox (id, kind, once_key, recipient, recipient_name, language, fund_id, cooperative_id, loan_id, data, status, attempts, next_attempt_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', 0, $11, $11) ON CONFLICT DO NOTHING",
            args![
                super::new_id(), message.kind, message.once_key, &message.to.email, &message.to.name, message.to.lang,
                message.fund_id, message.cooperative_id, message.loan_id, message.data.to_string(), now
            ],
        )
        .await?;
    Ok(rows == 1)
}
