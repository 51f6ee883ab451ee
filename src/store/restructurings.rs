//! Proposals to change a running loan, and what became of them.
use chrono::{DateTime, NaiveDate, Utc};

use super::{Doc, StoreError, Tx};
use crate::access::Duty;
use crate::args;
use crate::domain::restructuring::{Change, Comparison, Kind, State};

crate::stored_as_text!(Kind, State);

/// A proposal with the names a page shows beside its ids.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Restructuring {
    pub id: String,
    pub number: String,
    pub loan_id: String,
    pub loan_number: String,
    pub fund_id: String,
    pub fund_name_vi: String,
    pub fund_name_en: String,
    pub cooperative_id: String,
    pub cooperative_name: String,
    pub status: State,
    pub kind: Kind,
    /// The day it takes effect.
    pub value_date: NaiveDate,
    pub change: Doc<Change>,
    /// Who asked for it; `None` where the fund acts on its own.
    pub requested_by: Option<String>,
    pub requested_on: Option<NaiveDate>,
    /// What the paper says.
    pub request: Option<String>,
    pub reason: String,
    /// As it was proposed.
    pub comparison: Doc<Comparison>,
    /// As it was approved.
    pub decided_comparison: Option<Doc<Comparison>>,
    /// How many facts the loan had when it was proposed.
    pub loan_events: i64,
    pub proposed_by: String,
    pub proposed_by_name: String,
    pub proposed_at: DateTime<Utc>,
    pub decided_by: Option<String>,
    pub decided_by_name: Option<String>,
    /// When it was decided or withdrawn.
    pub closed_at: Option<DateTime<Utc>>,
    pub decision_note: Option<String>,
    /// The fact it became.
    pub event_id: Option<String>,
    pub version: i64,
}

/// The user reads it.
pub async fn find_for_reader(tx: &mut Tx, user_id: &str, id: &str) -> Result<Option<Restructuring>, StoreError> {
    tx.optional(
        "SELECT r.* FROM restructuring_pages r
         WHERE r.id = $2 AND EXISTS (SELECT 1 FROM restructuring_readers p WHERE p.user_id = $1 AND p.restructuring_id = r.id)",
        args![user_id, id],
    )
    .await
}

/// The user acts on it with this staff duty, which covers its fund.
pub async fn find_for_duty(
    tx: &mut Tx,
    user_id: &str,
    duty: Duty,
    id: &str,
) -> Result<Option<Restructuring>, StoreError> {
    tx.optional(
        "SELECT r.* FROM restructuring_pages r
         WHERE r.id = $3 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL AND d.duty = $2
             AND (d.fund_id IS NULL OR d.fund_id = r.fund_id))",
        args![user_id, duty, id],
    )
    .await
}

/// Without a question who asks: for actions that have found it for their actor before.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Restructuring>, StoreError> {
    tx.optional("SELECT r.* FROM restructuring_pages r WHERE r.id = $1", args![id]).await
}

/// The proposal of a loan that waits for its decision: at most one.
pub async fn open_of(tx: &mut Tx, loan_id: &str) -> Result<Option<Restructuring>, StoreError> {
    tx.optional("SELECT r.* FROM restructuring_pages r WHERE r.loan_id = $1 AND r.status = 'proposed'", args![loan_id])
        .await
}

/// The proposals of a loan that the user may read, the newest first.
pub async fn of_loan(tx: &mut Tx, user_id: &str, loan_id: &str) -> Result<Vec<Restructuring>, StoreError> {
    tx.all(
        "SELECT r.* FROM restructuring_pages r
         WHERE r.loan_id = $2 AND EXISTS (SELECT 1 FROM restructuring_readers p WHERE p.user_id = $1 AND p.restructuring_id = r.id)
         ORDER BY r.id DESC",
        args![user_id, loan_id],
    )
    .await
}

/// The proposals this user may decide, the longest waiting first: as approver of the fund, who neither proposed it nor appraised
/// the loan nor signed for it.
pub async fn waiting_for(tx: &mut Tx, user_id: &str, limit: i64) -> Result<Vec<Restructuring>, StoreError> {
    tx.all(
        "SELECT r.* FROM restructuring_pages r
         WHERE r.status = 'proposed' AND r.proposed_by <> $1 AND r.appraised_by <> $1 AND (r.signed_by IS NULL OR r.signed_by <> $1)
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL AND d.duty = 'approver'
                 AND (d.fund_id IS NULL OR d.fund_id = r.fund_id))
         ORDER BY r.proposed_at, r.id LIMIT $2",
        args![user_id, limit],
    )
    .await
}

/// Whether the user proposed or decided anything on a loan: then somebody else is its cashier.
pub async fn acted_on(tx: &mut Tx, loan_id: &str, user_id: &str) -> Result<Option<Duty>, StoreError> {
    let row: Option<(bool,)> = tx
        .optional(
            "SELECT r.proposed_by = $2 FROM restructurings r WHERE r.loan_id = $1 AND (r.proposed_by = $2 OR r.decided_by = $2)
             ORDER BY r.id LIMIT 1",
            args![loan_id, user_id],
        )
        .await?;
    Ok(row.map(|(proposed,)| if proposed { Duty::Appraiser } else { Duty::Approver }))
}

/// A proposal about to be kept.
pub struct NewRestructuring<'a> {
    pub id: &'a str,
    pub number: &'a str,
    pub loan_id: &'a str,
    pub value_date: NaiveDate,
    pub change: &'a Doc<Change>,
    pub requested_by: Option<&'a str>,
    pub requested_on: Option<NaiveDate>,
    pub request: Option<&'a str>,
    pub reason: &'a str,
    pub comparison: &'a Doc<Comparison>,
    pub loan_events: i64,
    pub proposed_by: &'a str,
}

/// Keeps a proposal. A second open one of a loan is `Duplicate`.
pub async fn insert(tx: &mut Tx, new: &NewRestructuring<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let n = new;
    tx.execute_one(
        "INSERT INTO restructurings (id, number, loan_id, status, kind, value_date, change, requested_by, requested_on, request, reason, comparison,
             loan_events, proposed_by, proposed_at, version)
         VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)",
        args![
            n.id, n.number, n.loan_id, n.change.0.kind(), n.value_date, n.change, n.requested_by, n.requested_on, n.request, n.reason,
            n.comparison, n.loan_events, n.proposed_by, now
        ],
    )
    .await
}

/// How a proposal is closed.
#[derive(Debug, Default)]
pub struct Closing<'a> {
    /// Who decided; `None` for its proposer, who takes it back.
    pub by: Option<&'a str>,
    pub note: Option<&'a str>,
    /// The fact it became.
    pub event_id: Option<&'a str>,
    pub comparison: Option<&'a Doc<Comparison>>,
}

/// Closes a proposal found open; `Conflict` when it was closed meanwhile.
pub async fn close(
    tx: &mut Tx,
    found: &Restructuring,
    to: State,
    closing: &Closing<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let comparison = closing.comparison.map(|comparison| super::json_text(&comparison.0));
    let rows = tx
        .execute(
            "UPDATE restructurings SET status = $3, decided_by = $4, closed_at = $5, decision_note = $6, event_id = $7, decided_comparison = $8,
                 version = version + 1
             WHERE id = $1 AND version = $2 AND status = 'proposed'",
            args![&found.id, found.version, to, closing.by, now, closing.note, closing.event_id, comparison],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}
