//! What the capital ledger has of loans: each one's, and what one borrower owes and is promised.
use super::{StoreError, Tx};
use crate::args;
use crate::domain::money::Money;

/// What the capital ledger has for a loan: its share of the fund's outstanding principal and of what is reserved.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Booked {
    pub outstanding: Money,
    pub reserved: Money,
    /// Less than nothing where principal was written off and not recovered.
    pub result: Money,
}

/// See [`Booked`]; nothing of a loan without movements.
pub async fn booked(tx: &mut Tx, loan_id: &str) -> Result<Booked, StoreError> {
    tx.one(
        "SELECT CAST(COALESCE(SUM(outstanding_delta), 0) AS BIGINT) AS outstanding, CAST(COALESCE(SUM(reserved_delta), 0) AS BIGINT) AS reserved,
             CAST(COALESCE(SUM(result_delta), 0) AS BIGINT) AS result
         FROM capital_movements WHERE loan_id = $1",
        args![loan_id],
    )
    .await
}

/// What one cooperative owes a fund and is promised by it, beside one application.
pub async fn exposure(tx: &mut Tx, fund_id: &str, cooperative_id: &str) -> Result<Money, StoreError> {
    let row: (Money,) = tx
        .one(
            "SELECT CAST(COALESCE(SUM(m.outstanding_delta + m.reserved_delta), 0) AS BIGINT) FROM capital_movements m JOIN loans l ON l.id = m.loan_id
             WHERE m.fund_id = $1 AND l.cooperative_id = $2",
            args![fund_id, cooperative_id],
        )
        .await?;
    Ok(row.0)
}

/// What one cooperative owes and is promised on all job loans (programme B), whatever fund.
pub async fn job_exposure(tx: &mut Tx, cooperative_id: &str) -> Result<Money, StoreError> {
    let row: (Money,) = tx
        .one(
            "SELECT CAST(COALESCE(SUM(m.outstanding_delta + m.reserved_delta), 0) AS BIGINT) FROM capital_movements m JOIN loans l ON l.id = m.loan_id
             JOIN funds f ON f.id = m.fund_id WHERE f.programme IN ('B-old', 'B-new') AND l.cooperative_id = $1",
            args![cooperative_id],
        )
        .await?;
    Ok(row.0)
}
