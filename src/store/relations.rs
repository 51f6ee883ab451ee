//! The register of related persons, and what the cooperatives among them owe a fund.
//!
//! Two cooperatives count together where either is recorded as related to the other, or both name the same person or
//! organisation outside the register by the same identifier. A name alone joins nobody: two people may bear it.
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::{StoreError, Tx, new_id};
use crate::args;
use crate::domain::money::Money;
use crate::domain::relation::RelationKind;

crate::stored_as_text!(RelationKind);

/// A relation as the register shows it, from whichever side.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Relation {
    pub id: String,
    /// The cooperative it was recorded for.
    pub cooperative_id: String,
    pub cooperative_code: String,
    pub cooperative_name: String,
    /// The cooperative of the register it names, if it names one.
    pub other_id: Option<String>,
    pub other_code: Option<String>,
    pub name: String,
    pub identifier: Option<String>,
    pub kind: RelationKind,
    pub from_date: NaiveDate,
    /// The first day on which it no longer holds.
    pub until_date: Option<NaiveDate>,
    pub document: String,
    pub recorded_by_name: String,
    pub recorded_at: DateTime<Utc>,
    pub ended_by_name: Option<String>,
    pub end_reason: Option<String>,
}

/// Every relation of a cooperative, recorded for it or for the other side, the oldest first.
pub async fn of_cooperative(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<Relation>, StoreError> {
    tx.all(
        "SELECT r.id, r.cooperative_id, c.code AS cooperative_code, c.name AS cooperative_name, r.other_id, o.code AS other_code,
             COALESCE(o.name, r.name) AS name, r.identifier, r.kind, r.from_date, r.until_date, r.document, ur.name AS recorded_by_name, r.recorded_at,
             ue.name AS ended_by_name, r.end_reason
         FROM relations r JOIN cooperatives c ON c.id = r.cooperative_id LEFT JOIN cooperatives o ON o.id = r.other_id
             JOIN users ur ON ur.id = r.recorded_by LEFT JOIN users ue ON ue.id = r.ended_by
         WHERE r.cooperative_id = $1 OR r.other_id = $1 ORDER BY r.from_date, r.id",
        args![cooperative_id],
    )
    .await
}

/// A relation about to be recorded.
#[derive(Debug, Clone)]
pub struct NewRelation<'a> {
    pub cooperative_id: &'a str,
    pub other_id: Option<&'a str>,
    pub name: &'a str,
    pub identifier: Option<&'a str>,
    pub kind: RelationKind,
    pub from_date: NaiveDate,
    pub document: &'a str,
    pub by: &'a str,
}

/// Records a relation; its id.
pub async fn insert(tx: &mut Tx, relation: &NewRelation<'_>, now: DateTime<Utc>) -> Result<String, StoreError> {
    let (id, r) = (new_id(), relation);
    tx.execute_one(
        "INSERT INTO relations (id, cooperative_id, other_id, name, identifier, kind, from_date, document, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![&id, r.cooperative_id, r.other_id, r.name, r.identifier, r.kind, r.from_date, r.document, r.by, now],
    )
    .await?;
    Ok(id)
}

/// Says from which day a relation that holds no longer does; whether it held.
pub async fn end(
    tx: &mut Tx,
    id: &str,
    until: NaiveDate,
    reason: &str,
    by: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let rows = tx
        .execute(
            "UPDATE relations SET until_date = $2, end_reason = $3, ended_by = $4, ended_at = $5 WHERE id = $1 AND until_date IS NULL",
            args![id, until, reason, by, now],
        )
        .await?;
    Ok(rows == 1)
}

/// The latest statement that there are no related persons beside those recorded.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Statement {
    pub on_date: NaiveDate,
    pub document: String,
    pub recorded_by_name: String,
}

/// The latest statement of a cooperative up to a day.
pub async fn statement(tx: &mut Tx, cooperative_id: &str, on: NaiveDate) -> Result<Option<Statement>, StoreError> {
    tx.optional(
        "SELECT s.on_date, s.document, u.name AS recorded_by_name FROM relation_statements s JOIN users u ON u.id = s.recorded_by
         WHERE s.cooperative_id = $1 AND s.on_date <= $2 ORDER BY s.on_date DESC, s.id DESC LIMIT 1",
        args![cooperative_id, on],
    )
    .await
}

/// Records such a statement.
pub async fn state(
    tx: &mut Tx,
    cooperative_id: &str,
    on: NaiveDate,
    document: &str,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO relation_statements (id, cooperative_id, on_date, document, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![new_id(), cooperative_id, on, document, by, now],
    )
    .await
}

/// A cooperative that counts together with a borrower, and what it owes a fund and is promised by it.
#[derive(Debug, Clone, PartialEq, Serialize, sqlx::FromRow)]
pub struct RelatedDebt {
    pub code: String,
    pub name: String,
    pub debt: Money,
}

/// Every cooperative related to this one on a day, with its debt to a fund, by code.
pub async fn debts(
    tx: &mut Tx,
    fund_id: &str,
    cooperative_id: &str,
    on: NaiveDate,
) -> Result<Vec<RelatedDebt>, StoreError> {
    tx.all(
        "WITH held AS (SELECT cooperative_id, other_id, identifier FROM relations WHERE from_date <= $3 AND (until_date IS NULL OR until_date > $3)),
         others AS (
             SELECT other_id AS id FROM held WHERE cooperative_id = $2 AND other_id IS NOT NULL
             UNION SELECT cooperative_id FROM held WHERE other_id = $2
             UNION SELECT b.cooperative_id FROM held a JOIN held b ON b.identifier = a.identifier
                 WHERE a.cooperative_id = $2 AND b.cooperative_id <> $2 AND a.other_id IS NULL AND b.other_id IS NULL)
         SELECT c.code, c.name, CAST(COALESCE((SELECT SUM(m.outstanding_delta + m.reserved_delta) FROM capital_movements m JOIN loans l ON l.id = m.loan_id
             WHERE m.fund_id = $1 AND l.cooperative_id = c.id), 0) AS BIGINT) AS debt
         FROM others o JOIN cooperatives c ON c.id = o.id ORDER BY c.code",
        args![fund_id, cooperative_id, on],
    )
    .await
}

/// What all of them together owe the fund; `None` where nobody ever asked: nothing is recorded of the cooperative, and it never
/// stated that there is nobody.
pub async fn exposure(
    tx: &mut Tx,
    fund_id: &str,
    cooperative_id: &str,
    on: NaiveDate,
) -> Result<Option<Money>, StoreError> {
    let related = debts(tx, fund_id, cooperative_id, on).await?;
    if related.is_empty()
        && statement(tx, cooperative_id, on).await?.is_none()
        && of_cooperative(tx, cooperative_id).await?.is_empty()
    {
        return Ok(None);
    }
    Ok(Some(
        related.iter().fold(Money::ZERO, |sum, other| sum.checked_add(other.debt).unwrap_or(Money::dong(i64::MAX))),
    ))
}
