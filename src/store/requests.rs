//! The record that answers a repeated request.
use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};

use super::value::json_text;
use super::{Store, StoreError, Tx};
use crate::args;

/// What a request's key says.
pub enum Claim<T> {
    /// Never seen: go ahead.
    First,
    /// Seen with the same inputs: this was the answer.
    Repeated(T),
    /// Seen with other inputs.
    OtherInputs,
}

#[derive(sqlx::FromRow)]
struct Known {
    action: String,
    inputs_hash: String,
    answer: Option<String>,
}

/// Claims the key for this transaction. Two at once: the second waits for the first to end.
pub async fn claim<T: DeserializeOwned>(
    tx: &mut Tx,
    actor: &str,
    key: &str,
    action: &str,
    inputs_hash: &str,
    now: DateTime<Utc>,
) -> Result<Claim<T>, StoreError> {
    let rows = tx
        .execute(
            "INSERT INTO requests (actor, key, action, inputs_hash, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            args![actor, key, action, inputs_hash, now],
        )
        .await?;
    if rows == 1 {
        return Ok(Claim::First);
    }
    let known: Known = tx
        .one("SELECT action, inputs_hash, answer FROM requests WHERE actor = $1 AND key = $2", args![actor, key])
        .await?;
    if known.action != action || known.inputs_hash != inputs_hash {
        return Ok(Claim::OtherInputs);
    }
    let inconsistent = |what: String| StoreError::Inconsistent { table: "requests", id: key.to_owned(), what };
    let answer = known.answer.ok_or_else(|| inconsistent("committed without an answer".into()))?;
    serde_json::from_str(&answer).map(Claim::Repeated).map_err(|error| inconsistent(error.to_string()))
}

/// Keeps the answer for the next time.
pub async fn answer<T: Serialize>(tx: &mut Tx, actor: &str, key: &str, answer: &T) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE requests SET answer = $3 WHERE actor = $1 AND key = $2",
        args![actor, key, json_text(answer)],
    )
    .await
}

impl Store {
    /// What a program was shown the first time it sent the request of this key; `None` when it was shown nothing yet.
    pub async fn shown(&self, actor: &str, key: &str) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> = self
            .glance("SELECT shown FROM requests WHERE actor = $1 AND key = $2 AND shown IS NOT NULL", args![actor, key])
            .await?;
        Ok(row.map(|row| row.0))
    }
}

/// Keeps what a program is about to be shown, unless it was shown something before; what it is to be shown.
pub async fn show_once(tx: &mut Tx, actor: &str, key: &str, shown: &str) -> Result<String, StoreError> {
    let row: (String,) = tx
        .one(
            "UPDATE requests SET shown = COALESCE(shown, $3) WHERE actor = $1 AND key = $2 RETURNING shown",
            args![actor, key, shown],
        )
        .await?;
    Ok(row.0)
}
