//! The loans of a fund in portions, with everything a report needs of each: three statements a portion, whatever it holds.
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::loans::{Loan, LoanEvent};
use super::{Doc, StoreError, Tx};
use crate::args;
use crate::domain::money::Money;

/// A loan with what stands about its borrower in the register.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TapeRow {
    #[sqlx(flatten)]
    pub loan: Loan,
    pub cooperative_code: String,
    pub commune: String,
    pub sector: String,
    pub size_class: Option<String>,
    /// The day its reserve was released, if it was cancelled.
    pub cancelled_on: Option<NaiveDate>,
    /// How many loans of this fund the cooperative has drawn, this one among them.
    pub drawn_loans: i64,
}

/// The next loans of a fund after a number, by number, approved on a day or before.
pub async fn loans_after(
    tx: &mut Tx,
    fund_id: &str,
    approved_until: NaiveDate,
    after_number: &str,
    limit: i64,
) -> Result<Vec<TapeRow>, StoreError> {
    tx.all(
        "SELECT l.*, c.code AS cooperative_code, c.commune, c.sector, c.size_class,
             (SELECT MAX(m.on_date) FROM capital_movements m WHERE m.loan_id = l.id AND m.kind = 'release' AND l.status = 'cancelled') AS cancelled_on,
             (SELECT CAST(COUNT(*) AS BIGINT) FROM loans s WHERE s.cooperative_id = l.cooperative_id AND s.fund_id = l.fund_id
                 AND s.first_drawn_on IS NOT NULL) AS drawn_loans
         FROM loan_pages l JOIN cooperatives c ON c.id = l.cooperative_id
         WHERE l.fund_id = $1 AND l.approved_on <= $2 AND l.number > $3 ORDER BY l.number LIMIT $4",
        args![fund_id, approved_until, after_number, limit],
    )
    .await
}

/// Every fact of the fund's loans whose number lies after `from` and not after `to`, loan by loan as recorded.
pub async fn events_between(tx: &mut Tx, fund_id: &str, from: &str, to: &str) -> Result<Vec<LoanEvent>, StoreError> {
    tx.all(
        "SELECT e.id, e.loan_id, e.seq, e.kind, e.value_date, e.amount, e.reverses, e.detail, e.recorded_by, u.name AS recorded_by_name, e.recorded_at
         FROM loan_events e JOIN users u ON u.id = e.recorded_by JOIN loans l ON l.id = e.loan_id
         WHERE l.fund_id = $1 AND l.number > $2 AND l.number <= $3 ORDER BY l.number, e.seq",
        args![fund_id, from, to],
    )
    .await
}

/// A security of a loan, as its application names it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Security {
    pub loan_id: String,
    pub kind: String,
    pub value: Money,
}

/// The securities of the same loans.
pub async fn securities_between(tx: &mut Tx, fund_id: &str, from: &str, to: &str) -> Result<Vec<Security>, StoreError> {
    tx.all(
        "SELECT l.id AS loan_id, s.kind, s.value FROM collateral s JOIN loans l ON l.application_id = s.application_id
         WHERE l.fund_id = $1 AND l.number > $2 AND l.number <= $3 ORDER BY l.number, s.position",
        args![fund_id, from, to],
    )
    .await
}

/// The securities of one loan, as its application names them.
pub async fn securities_of(tx: &mut Tx, application_id: &str, loan_id: &str) -> Result<Vec<Security>, StoreError> {
    tx.all(
        "SELECT CAST($2 AS TEXT) AS loan_id, s.kind, s.value FROM collateral s WHERE s.application_id = $1 ORDER BY s.position",
        args![application_id, loan_id],
    )
    .await
}

/// What the register says of a borrower in a report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Borrower {
    pub code: String,
    pub name: String,
    pub commune: String,
    pub sector: String,
    pub size_class: Option<String>,
}

/// A change of the register: whose record, and what stood in it before.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct BorrowerChange {
    pub cooperative_id: String,
    pub before: Doc<Borrower>,
}

/// The changes since an instant to the records of a fund's borrowers, by the trail, oldest first: loans numbered from `first`
/// to `last`, both among them.
pub async fn borrower_changes_since(
    tx: &mut Tx,
    fund_id: &str,
    first: &str,
    last: &str,
    since: DateTime<Utc>,
) -> Result<Vec<BorrowerChange>, StoreError> {
    tx.all(
        "SELECT a.object_id AS cooperative_id, a.before FROM audit a
         WHERE a.object_kind = 'cooperative' AND a.action = 'cooperative.change' AND a.outcome = 'done' AND a.before IS NOT NULL AND a.at >= $4
             AND a.object_id IN (SELECT l.cooperative_id FROM loans l WHERE l.fund_id = $1 AND l.number >= $2 AND l.number <= $3)
         ORDER BY a.id",
        args![fund_id, first, last, since],
    )
    .await
}

/// The ids, by number, of the loans of this fund that a cooperative has drawn.
pub async fn drawn_by(tx: &mut Tx, fund_id: &str, cooperative_id: &str) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = tx
        .all(
            "SELECT id FROM loans WHERE fund_id = $1 AND cooperative_id = $2 AND first_drawn_on IS NOT NULL ORDER BY number",
            args![fund_id, cooperative_id],
        )
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
