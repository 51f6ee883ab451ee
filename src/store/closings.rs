//! Closed business dates. The row is the claim to close its date; done, it keeps the head of the fund's audit chain.
use chrono::{DateTime, NaiveDate, Utc};

use super::{StoreError, Tx};
use crate::args;

/// A fund and how far its business dates are closed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Closed {
    pub fund_id: String,
    pub code: String,
    pub created_at: DateTime<Utc>,
    /// The last date that is done; `None` when none is.
    pub last: Option<NaiveDate>,
}

/// Every fund, by code.
pub async fn of_funds(tx: &mut Tx) -> Result<Vec<Closed>, StoreError> {
    tx.all(
        "SELECT f.id AS fund_id, f.code, f.created_at,
             (SELECT MAX(c.business_date) FROM closings c WHERE c.fund_id = f.id AND c.done_at IS NOT NULL) AS last
         FROM funds f ORDER BY f.code",
        args![],
    )
    .await
}

/// A date somebody has begun to close: nobody else's until then.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub fund_id: String,
    pub date: NaiveDate,
    pub until: DateTime<Utc>,
}

/// Claims a date; false when it is done, or somebody else is at it and their claim has not run out.
pub async fn claim(tx: &mut Tx, claim: &Claim, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let rows = tx
        .execute(
            "INSERT INTO closings (fund_id, business_date, claimed_until, loans) VALUES ($1, $2, $3, 0)
             ON CONFLICT (fund_id, business_date) DO UPDATE SET claimed_until = excluded.claimed_until
                 WHERE closings.done_at IS NULL AND closings.claimed_until <= $4",
            args![&claim.fund_id, claim.date, claim.until, now],
        )
        .await?;
    Ok(rows == 1)
}

/// Holds a claim for longer, in the transaction that does a part of the work.
///
/// # Errors
/// `Conflict` when it ran out and somebody else took the date over: they do the part again.
pub async fn extend(tx: &mut Tx, claim: &Claim, until: DateTime<Utc>) -> Result<(), StoreError> {
    let rows = tx
        .execute(
            "UPDATE closings SET claimed_until = $4 WHERE fund_id = $1 AND business_date = $2 AND claimed_until = $3 AND done_at IS NULL",
            args![&claim.fund_id, claim.date, claim.until, until],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Marks a date as closed, with the number of loans gone through and the head of the fund's audit chain.
///
/// # Errors
/// `Conflict` as for `extend`.
pub async fn finish(tx: &mut Tx, claim: &Claim, loans: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
    let rows = tx
        .execute(
            "UPDATE closings SET done_at = $4, loans = $5, audit_seq = (SELECT h.seq FROM audit_heads h WHERE h.chain = $1),
                 audit_hash = (SELECT h.hash FROM audit_heads h WHERE h.chain = $1)
             WHERE fund_id = $1 AND business_date = $2 AND claimed_until = $3 AND done_at IS NULL",
            args![&claim.fund_id, claim.date, claim.until, now, loans],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// The last day the end of day has gone through for a fund.
pub async fn last_of(tx: &mut Tx, fund_id: &str) -> Result<Option<NaiveDate>, StoreError> {
    let row: Option<(Option<NaiveDate>,)> = tx
        .optional("SELECT MAX(business_date) FROM closings WHERE fund_id = $1 AND done_at IS NOT NULL", args![fund_id])
        .await?;
    Ok(row.and_then(|row| row.0))
}
