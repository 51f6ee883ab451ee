//! The audit trail: one hash chain a fund, and one called `system`.
use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::{Doc, StoreError, Tx};
use crate::access::User;
use crate::args;

/// The chain of what belongs to no fund.
pub const SYSTEM: &str = "system";
/// What the first row of a chain builds on.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What happened, about to be written.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// A fund's id, or `SYSTEM`.
    pub chain: &'a str,
    pub actor: Option<&'a User>,
    pub action: &'a str,
    pub refused: bool,
    pub object_kind: &'a str,
    pub object_id: &'a str,
    pub before: Json,
    pub after: Json,
    /// Where the request came from.
    pub address: Option<&'a str>,
}

/// A row of the trail, as it stands.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub chain: String,
    pub seq: i64,
    pub id: String,
    pub at: DateTime<Utc>,
    pub actor_id: Option<String>,
    pub actor_name: String,
    pub action: String,
    pub outcome: String,
    pub object_kind: String,
    pub object_id: String,
    pub before: Option<Doc<Json>>,
    pub after: Option<Doc<Json>>,
    pub address: Option<String>,
    pub previous_hash: String,
    pub hash: String,
}

impl Row {
    /// The hash this row ought to have: over everything it says and the hash before it.
    pub fn expected_hash(&self) -> String {
        let body = json!([
            self.chain,
            self.seq,
            self.id,
            self.at.timestamp(),
            self.actor_id,
            self.actor_name,
            self.action,
            self.outcome,
            self.object_kind,
            self.object_id,
            self.before.as_ref().map(|doc| &doc.0),
            self.after.as_ref().map(|doc| &doc.0),
            self.address,
            self.previous_hash,
        ]);
        hex::encode(Sha256::digest(body.to_string()))
    }
}

#[derive(sqlx::FromRow)]
struct Head {
    seq: i64,
    hash: String,
}

/// Adds a row to its chain. Taking the head is the lock: rows of one chain are written one after the other.
pub async fn record(tx: &mut Tx, entry: Entry<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO audit_heads (chain, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (chain) DO NOTHING",
        args![entry.chain, GENESIS],
    )
    .await?;
    let head: Head =
        tx.one("UPDATE audit_heads SET seq = seq + 1 WHERE chain = $1 RETURNING seq, hash", args![entry.chain]).await?;
    let present = |value: Json| (!value.is_null()).then_some(Doc(value));
    let mut row = Row {
        chain: entry.chain.to_owned(),
        seq: head.seq,
        id: super::new_id(),
        at: now,
        actor_id: entry.actor.map(|user| user.id.clone()),
        actor_name: entry.actor.map_or_else(|| SYSTEM.to_owned(), |user| user.name.clone()),
        action: entry.action.to_owned(),
        outcome: if entry.refused { "refused" } else { "done" }.to_owned(),
        object_kind: entry.object_kind.to_owned(),
        object_id: entry.object_id.to_owned(),
        before: present(entry.before),
        after: present(entry.after),
        address: entry.address.map(str::to_owned),
        previous_hash: head.hash,
        hash: String::new(),
    };
    row.hash = row.expected_hash();
    tx.execute_one("UPDATE audit_heads SET hash = $2 WHERE chain = $1", args![entry.chain, &row.hash]).await?;
    insert(tx, &row).await
}

async fn insert(tx: &mut Tx, row: &Row) -> Result<(), StoreError> {
    let text = |doc: &Option<Doc<Json>>| doc.as_ref().map(|doc| doc.0.to_string());
    tx.execute_one(
        "INSERT INTO audit (chain, seq, id, at, actor_id, actor_name, action, outcome, object_kind, object_id, before, after, address, previous_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            &row.chain, row.seq, &row.id, row.at, &row.actor_id, &row.actor_name, &row.action, &row.outcome, &row.object_kind,
            &row.object_id, text(&row.before), text(&row.after), &row.address, &row.previous_hash, &row.hash
        ],
    )
    .await
}

/// The rows after `after_id` (all chains, oldest first) that this user may read: an auditor of all funds reads every chain,
/// one of a single fund that fund's.
pub async fn page(tx: &mut Tx, user_id: &str, after_id: &str, limit: i64) -> Result<Vec<Row>, StoreError> {
    tx.all(
        "SELECT * FROM audit WHERE id > $2 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty IN ('auditor') AND d.withdrawn_at IS NULL
             AND (d.fund_id IS NULL OR d.fund_id = audit.chain)) ORDER BY id LIMIT $3",
        args![user_id, after_id, limit],
    )
    .await
}

/// What the auditor's page is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A fund's id, or `SYSTEM`.
    pub chain: Option<String>,
    pub object_id: Option<String>,
    /// The id before which the page begins, going back in time.
    pub before: Option<String>,
    pub limit: i64,
}

/// A row with the name of what it is about: a number, a name, a code.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct NamedRow {
    #[sqlx(flatten)]
    pub row: Row,
    pub object_name: Option<String>,
}

/// The rows this user may read, newest first.
pub async fn history(tx: &mut Tx, user_id: &str, filter: &Filter) -> Result<Vec<NamedRow>, StoreError> {
    tx.all(
        "SELECT r.*, COALESCE(a.number, l.number, c.name, f.code, u.name) AS object_name
         FROM audit r
         LEFT JOIN applications a ON r.object_kind = 'application' AND a.id = r.object_id
         LEFT JOIN loans l ON r.object_kind = 'loan' AND l.id = r.object_id
         LEFT JOIN cooperatives c ON r.object_kind = 'cooperative' AND c.id = r.object_id
         LEFT JOIN funds f ON r.object_kind = 'fund' AND (f.id = r.object_id OR f.code = r.object_id)
         LEFT JOIN users u ON r.object_kind = 'user' AND u.id = r.object_id
         WHERE (CAST($2 AS TEXT) IS NULL OR r.chain = $2) AND (CAST($3 AS TEXT) IS NULL OR r.object_id = $3)
             AND (CAST($4 AS TEXT) IS NULL OR r.id < $4)
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty = 'auditor' AND d.withdrawn_at IS NULL
                 AND (d.fund_id IS NULL OR d.fund_id = r.chain))
         ORDER BY r.id DESC LIMIT $5",
        args![user_id, &filter.chain, &filter.object_id, &filter.before, filter.limit],
    )
    .await
}

/// What happened to one object, oldest first.
pub async fn of_object(tx: &mut Tx, object_kind: &str, object_id: &str) -> Result<Vec<Row>, StoreError> {
    tx.all("SELECT * FROM audit WHERE object_kind = $1 AND object_id = $2 ORDER BY id", args![object_kind, object_id])
        .await
}

/// The chain of what happens to a loan or an application: its fund's. `None` for anything else, or where there is no such record.
pub async fn chain_of(tx: &mut Tx, object_kind: &str, object_id: &str) -> Result<Option<String>, StoreError> {
    let sql = match object_kind {
        "loan" => "SELECT fund_id FROM loans WHERE id = $1",
        "application" => "SELECT fund_id FROM applications WHERE id = $1",
        _ => return Ok(None),
    };
    let row: Option<(String,)> = tx.optional(sql, args![object_id]).await?;
    Ok(row.map(|row| row.0))
}
