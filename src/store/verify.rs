//! What `coopfund verify` reads: the proofs as they stand, row by row, taking nothing in them for granted.
use chrono::{DateTime, NaiveDate, Utc};

use super::loans::PositionRow;
use super::{Doc, StoreError, Tx, audit};
use crate::args;
use crate::domain::money::Money;

/// A row of the trail as it stands, its JSON not yet read: an altered one may not be JSON any more.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RawAudit {
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
    pub before: Option<String>,
    pub after: Option<String>,
    pub address: Option<String>,
    pub previous_hash: String,
    pub hash: String,
}

impl RawAudit {
    /// The hash the row ought to have; `None` when what it says cannot even be read.
    pub fn expected_hash(&self) -> Option<String> {
        let read = |text: &Option<String>| text.as_deref().map(serde_json::from_str).transpose().ok();
        let row = audit::Row {
            chain: self.chain.clone(),
            seq: self.seq,
            id: self.id.clone(),
            at: self.at,
            actor_id: self.actor_id.clone(),
            actor_name: self.actor_name.clone(),
            action: self.action.clone(),
            outcome: self.outcome.clone(),
            object_kind: self.object_kind.clone(),
            object_id: self.object_id.clone(),
            before: read(&self.before)?.map(Doc),
            after: read(&self.after)?.map(Doc),
            address: self.address.clone(),
            previous_hash: self.previous_hash.clone(),
            hash: String::new(),
        };
        Some(row.expected_hash())
    }
}

/// Every row of every chain, chain by chain, each in order.
pub async fn each_audit<E: From<StoreError>>(
    tx: &mut Tx,
    visit: impl FnMut(RawAudit) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(
        "SELECT chain, seq, id, at, actor_id, actor_name, action, outcome, object_kind, object_id, before, after, address, previous_hash, hash
         FROM audit ORDER BY chain, seq",
        args![],
        visit,
    )
    .await
}

/// The last number and hash of a chain as its next row will build on them.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Head {
    pub chain: String,
    pub seq: i64,
    pub hash: String,
}

pub async fn audit_heads(tx: &mut Tx) -> Result<Vec<Head>, StoreError> {
    tx.all("SELECT chain, seq, hash FROM audit_heads ORDER BY chain", args![]).await
}

/// A closed day whose record of the chain's head is not what stands there now.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct LostAnchor {
    pub fund_code: String,
    pub business_date: NaiveDate,
    pub audit_seq: i64,
    pub anchored: Option<String>,
    pub found: Option<String>,
}

pub async fn each_lost_anchor<E: From<StoreError>>(
    tx: &mut Tx,
    visit: impl FnMut(LostAnchor) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(
        "SELECT f.code AS fund_code, c.business_date, c.audit_seq, c.audit_hash AS anchored, a.hash AS found
         FROM closings c JOIN funds f ON f.id = c.fund_id LEFT JOIN audit a ON a.chain = c.fund_id AND a.seq = c.audit_seq
         WHERE c.done_at IS NOT NULL AND c.audit_seq > 0 AND (a.hash IS NULL OR c.audit_hash IS NULL OR a.hash <> c.audit_hash)
         ORDER BY c.fund_id, c.business_date",
        args![],
        visit,
    )
    .await
}

/// A row of money of which the trail tells nothing: whose it is, and its number there.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Untraced {
    pub owner: String,
    pub seq: i64,
}

/// Every movement of capital without a row in its fund's trail from the same second: what moved money left one.
pub async fn each_untraced_movement<E: From<StoreError>>(
    tx: &mut Tx,
    visit: impl FnMut(Untraced) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(
        "SELECT f.code AS owner, m.seq FROM capital_movements m JOIN funds f ON f.id = m.fund_id
         LEFT JOIN (SELECT DISTINCT chain, at FROM audit WHERE outcome = 'done') t ON t.chain = m.fund_id AND t.at = m.recorded_at
         WHERE t.chain IS NULL ORDER BY f.code, m.seq",
        args![],
        visit,
    )
    .await
}

/// Every fact of a loan without such a row about the loan.
pub async fn each_untraced_event<E: From<StoreError>>(
    tx: &mut Tx,
    visit: impl FnMut(Untraced) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(
        "SELECT l.number AS owner, e.seq FROM loan_events e JOIN loans l ON l.id = e.loan_id
         LEFT JOIN (SELECT DISTINCT object_id, at FROM audit WHERE object_kind = 'loan' AND outcome = 'done') t ON t.object_id = e.loan_id AND t.at = e.recorded_at
         WHERE t.object_id IS NULL ORDER BY l.number, e.seq",
        args![],
        visit,
    )
    .await
}

/// A movement as it stands: its kind a plain text, since it may be one that no program wrote.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RawMovement {
    pub fund_id: String,
    pub fund_code: String,
    pub seq: i64,
    pub kind: String,
    pub amount: Money,
    /// The fund of the loan it names, if it names one.
    pub loan_fund_id: Option<String>,
    pub charter_delta: Money,
    pub result_delta: Money,
    pub outstanding_delta: Money,
    pub reserved_delta: Money,
    pub book_charter: Money,
    pub accumulated_result: Money,
    pub outstanding: Money,
    pub reserved: Money,
    pub available: Money,
}

/// Every movement, fund by fund, each in order.
pub async fn each_movement<E: From<StoreError>>(
    tx: &mut Tx,
    visit: impl FnMut(RawMovement) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(
        "SELECT m.fund_id, f.code AS fund_code, m.seq, m.kind, m.amount, l.fund_id AS loan_fund_id, m.charter_delta, m.result_delta,
             m.outstanding_delta, m.reserved_delta, m.book_charter, m.accumulated_result, m.outstanding, m.reserved, m.available
         FROM capital_movements m JOIN funds f ON f.id = m.fund_id LEFT JOIN loans l ON l.id = m.loan_id ORDER BY m.fund_id, m.seq",
        args![],
        visit,
    )
    .await
}

/// A movement of entrusted money as it stands.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RawEntrusted {
    pub fund_code: String,
    pub seq: i64,
    pub kind: String,
    pub on_date: NaiveDate,
    pub amount: Money,
    pub entruster: String,
    /// What the fund holds of all entrusters after it.
    pub balance: Money,
}

/// Every movement of entrusted money, fund by fund, each in order.
pub async fn each_entrusted<E: From<StoreError>>(
    tx: &mut Tx,
    visit: impl FnMut(RawEntrusted) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(
        "SELECT f.code AS fund_code, m.seq, m.kind, m.on_date, m.amount, m.entruster, m.balance
         FROM entrusted_movements m JOIN funds f ON f.id = m.fund_id ORDER BY m.fund_id, m.seq",
        args![],
        visit,
    )
    .await
}

/// A day at whose end less than nothing was available.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DayBelowZero {
    pub fund_code: String,
    pub on_date: NaiveDate,
    pub available: Money,
}

/// Every such day, by the value dates of the movements.
pub async fn each_day_below_zero<E: From<StoreError>>(
    tx: &mut Tx,
    visit: impl FnMut(DayBelowZero) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(
        "WITH days AS (
             SELECT fund_id, on_date, SUM(charter_delta + result_delta - outstanding_delta - reserved_delta) AS change
             FROM capital_movements GROUP BY fund_id, on_date),
         ends AS (SELECT fund_id, on_date, CAST(SUM(change) OVER (PARTITION BY fund_id ORDER BY on_date) AS BIGINT) AS available FROM days)
         SELECT f.code AS fund_code, e.on_date, e.available FROM ends e JOIN funds f ON f.id = e.fund_id WHERE e.available < 0
         ORDER BY f.code, e.on_date",
        args![],
        visit,
    )
    .await
}

/// What a fund's loans promise and were paid, beside what the ledger has for them.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct LoanCapital {
    pub loan_number: String,
    /// Not yet drawn, of a loan that still may be.
    pub undrawn: Money,
    pub reserved: Money,
    /// Drawn and not reversed.
    pub drawn: Money,
    pub disbursed: Money,
}

/// Every loan whose reserve in the ledger is not what it may still draw, or whose draws do not sum to what it says.
pub async fn each_uneven_loan<E: From<StoreError>>(
    tx: &mut Tx,
    visit: impl FnMut(LoanCapital) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(
        "WITH loan_sums AS (
             SELECT l.number AS loan_number, l.disbursed,
                 CASE WHEN l.status IN ('approved', 'signed') OR (l.status = 'active' AND l.drawing_closed_on IS NULL) THEN l.amount - l.disbursed
                     ELSE CAST(0 AS BIGINT) END AS undrawn,
                 (SELECT CAST(COALESCE(SUM(m.reserved_delta), 0) AS BIGINT) FROM capital_movements m WHERE m.loan_id = l.id) AS reserved,
                 (SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM loan_events e WHERE e.loan_id = l.id AND e.kind = 'disbursement'
                     AND NOT EXISTS (SELECT 1 FROM loan_events r WHERE r.reverses = e.id)) AS drawn
             FROM loans l)
         SELECT loan_number, undrawn, reserved, drawn, disbursed FROM loan_sums WHERE undrawn <> reserved OR drawn <> disbursed ORDER BY loan_number",
        args![],
        visit,
    )
    .await
}

/// The cached positions of a fund's loans whose number lies after `from` and not after `to`.
pub async fn positions_between(
    tx: &mut Tx,
    fund_id: &str,
    from: &str,
    to: &str,
) -> Result<Vec<PositionRow>, StoreError> {
    tx.all(
        "SELECT p.* FROM positions p JOIN loans l ON l.id = p.loan_id WHERE l.fund_id = $1 AND l.number > $2 AND l.number <= $3 ORDER BY l.number",
        args![fund_id, from, to],
    )
    .await
}

/// What the capital ledger has outstanding for the same loans: id and dong.
pub async fn booked_between(
    tx: &mut Tx,
    fund_id: &str,
    from: &str,
    to: &str,
) -> Result<Vec<(String, Money)>, StoreError> {
    tx.all(
        "SELECT m.loan_id, CAST(SUM(m.outstanding_delta) AS BIGINT) FROM capital_movements m JOIN loans l ON l.id = m.loan_id
         WHERE l.fund_id = $1 AND l.number > $2 AND l.number <= $3 GROUP BY m.loan_id ORDER BY m.loan_id",
        args![fund_id, from, to],
    )
    .await
}

/// A paper that is still part of its application.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Paper {
    pub id: String,
    pub application_number: String,
    pub file_name: String,
    pub sha256: String,
}

/// The papers after an id, by id.
pub async fn papers_after(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<Paper>, StoreError> {
    tx.all(
        "SELECT d.id, a.number AS application_number, d.file_name, d.sha256 FROM documents d JOIN applications a ON a.id = d.application_id
         WHERE d.removed_at IS NULL AND d.id > $1
         UNION ALL
         SELECT p.id, k.number AS application_number, p.file_name, p.sha256 FROM ask_papers p JOIN asks k ON k.id = p.ask_id WHERE p.id > $1
         UNION ALL
         SELECT p.id, l.code AS application_number, p.file_name, p.sha256 FROM link_papers p JOIN cooperative_links l ON l.id = p.link_id WHERE p.id > $1
         ORDER BY 1 LIMIT $2",
        args![after, limit],
    )
    .await
}
