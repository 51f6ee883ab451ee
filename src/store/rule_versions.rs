//! Later versions of the shipped rules, and figures of provinces, with who proposed and who confirmed them.
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value as Json;

use super::{Doc, StoreError, Tx, new_id};
use crate::args;

/// A version with the names of its people.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RuleVersion {
    pub id: String,
    /// `CF-27`
    pub rule_id: String,
    /// The province whose own figure it is; `None` for a version of the law.
    pub province: Option<String>,
    /// As it would stand in the file of rules.
    pub rule: Doc<Json>,
    pub in_force_from: NaiveDate,
    pub reason: String,
    /// `proposed`, `confirmed`, `rejected`, `withdrawn`.
    pub status: String,
    pub proposed_by: String,
    pub proposed_by_name: String,
    pub proposed_at: DateTime<Utc>,
    pub closed_by_name: Option<String>,
    pub closed_at: Option<DateTime<Utc>>,
    pub note: Option<String>,
}

/// What was confirmed, in the order it was.
pub async fn confirmed(tx: &mut Tx) -> Result<Vec<RuleVersion>, StoreError> {
    tx.all(
        "SELECT v.id, v.rule_id, v.province, v.rule, v.in_force_from, v.reason, v.status, v.proposed_by, up.name AS proposed_by_name, v.proposed_at,
             uc.name AS closed_by_name, v.closed_at, v.note
         FROM rule_versions v JOIN users up ON up.id = v.proposed_by LEFT JOIN users uc ON uc.id = v.closed_by
         WHERE v.status = 'confirmed' ORDER BY v.seq",
        args![],
    )
    .await
}

/// Whether anything of a family of rules (`CLS-`) was confirmed.
pub async fn any_confirmed(tx: &mut Tx, family: &str) -> Result<bool, StoreError> {
    let row: (i64,) = tx
        .one(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM rule_versions WHERE status = 'confirmed' AND rule_id LIKE $1",
            args![format!("{family}%")],
        )
        .await?;
    Ok(row.0 > 0)
}

/// Every row, the newest first.
pub async fn all(tx: &mut Tx) -> Result<Vec<RuleVersion>, StoreError> {
    tx.all(
        "SELECT v.id, v.rule_id, v.province, v.rule, v.in_force_from, v.reason, v.status, v.proposed_by, up.name AS proposed_by_name, v.proposed_at,
             uc.name AS closed_by_name, v.closed_at, v.note
         FROM rule_versions v JOIN users up ON up.id = v.proposed_by LEFT JOIN users uc ON uc.id = v.closed_by ORDER BY v.id DESC",
        args![],
    )
    .await
}

/// One row.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<RuleVersion>, StoreError> {
    tx.optional(
        "SELECT v.id, v.rule_id, v.province, v.rule, v.in_force_from, v.reason, v.status, v.proposed_by, up.name AS proposed_by_name, v.proposed_at,
             uc.name AS closed_by_name, v.closed_at, v.note
         FROM rule_versions v JOIN users up ON up.id = v.proposed_by LEFT JOIN users uc ON uc.id = v.closed_by WHERE v.id = $1",
        args![id],
    )
    .await
}

/// A proposal about to be kept.
pub struct NewVersion<'a> {
    pub rule_id: &'a str,
    pub province: Option<&'a str>,
    pub rule: &'a Doc<Json>,
    pub in_force_from: NaiveDate,
    pub reason: &'a str,
    pub by: &'a str,
}

/// Keeps a proposal; its id.
pub async fn insert(tx: &mut Tx, new: &NewVersion<'_>, now: DateTime<Utc>) -> Result<String, StoreError> {
    let id = new_id();
    tx.execute_one(
        "INSERT INTO rule_versions (id, rule_id, province, rule, in_force_from, reason, status, proposed_by, proposed_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8)",
        args![&id, new.rule_id, new.province, new.rule, new.in_force_from, new.reason, new.by, now],
    )
    .await?;
    Ok(id)
}

/// Closes a proposal that is open: `confirmed`, `rejected` or `withdrawn`; whether it was open.
pub async fn close(
    tx: &mut Tx,
    id: &str,
    to: &str,
    by: &str,
    note: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let rows = tx
        .execute(
            "UPDATE rule_versions SET status = $2, closed_by = $3, closed_at = $4, note = $5,
                 seq = CASE WHEN $2 = 'confirmed' THEN (SELECT COALESCE(MAX(o.seq), 0) + 1 FROM rule_versions o) ELSE NULL END
             WHERE id = $1 AND status = 'proposed'",
            args![id, to, by, now, note],
        )
        .await?;
    Ok(rows == 1)
}
