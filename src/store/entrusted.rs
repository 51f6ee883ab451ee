//! Money that others entrusted to a fund: beside its own capital, never in it.
use chrono::{DateTime, NaiveDate, Utc};

use super::{StoreError, Tx, new_id};
use crate::args;
use crate::domain::capital::EntrustedKind;
use crate::domain::money::Money;

crate::stored_as_text!(EntrustedKind);

/// A movement about to be recorded.
#[derive(Debug, Clone)]
pub struct NewMovement<'a> {
    pub kind: EntrustedKind,
    pub on_date: NaiveDate,
    /// Above 0 dong.
    pub amount: Money,
    pub entruster: &'a str,
    pub document: &'a str,
    pub document_date: NaiveDate,
    pub by: &'a str,
}

#[derive(sqlx::FromRow)]
struct Last {
    seq: i64,
    balance: Money,
}

/// Adds a movement; its number and what the fund then holds of all entrusters. The caller holds the fund's lock and has seen that
/// the entruster has as much.
///
/// # Errors
/// `Inconsistent` when the balance does not fit.
pub async fn insert(
    tx: &mut Tx,
    fund_id: &str,
    movement: &NewMovement<'_>,
    now: DateTime<Utc>,
) -> Result<(i64, Money), StoreError> {
    let last: Option<Last> = tx
        .optional(
            "SELECT seq, balance FROM entrusted_movements WHERE fund_id = $1 ORDER BY seq DESC LIMIT 1",
            args![fund_id],
        )
        .await?;
    let last = last.unwrap_or(Last { seq: 0, balance: Money::ZERO });
    let m = movement;
    let balance = match m.kind {
        EntrustedKind::Received => last.balance.checked_add(m.amount),
        EntrustedKind::Returned => last.balance.checked_sub(m.amount),
    };
    let balance = balance.ok_or_else(|| StoreError::Inconsistent {
        table: "entrusted_movements",
        id: fund_id.to_owned(),
        what: "the balance does not fit".into(),
    })?;
    let seq = last.seq + 1;
    tx.execute_one(
        "INSERT INTO entrusted_movements (id, fund_id, seq, kind, on_date, amount, entruster, document, document_date, balance, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![new_id(), fund_id, seq, m.kind, m.on_date, m.amount, m.entruster, m.document, m.document_date, balance, m.by, now],
    )
    .await?;
    Ok((seq, balance))
}

/// What each day changed of what one entruster has with a fund, newest first.
pub async fn changes(tx: &mut Tx, fund_id: &str, entruster: &str) -> Result<Vec<(NaiveDate, Money)>, StoreError> {
    tx.all(
        "SELECT on_date, CAST(SUM(CASE WHEN kind = 'received' THEN amount ELSE -amount END) AS BIGINT) FROM entrusted_movements
         WHERE fund_id = $1 AND entruster = $2 GROUP BY on_date ORDER BY on_date DESC",
        args![fund_id, entruster],
    )
    .await
}

/// What each entruster has with a fund at the end of a day, by name; those with nothing are left out.
pub async fn balances(tx: &mut Tx, fund_id: &str, as_of: NaiveDate) -> Result<Vec<(String, Money)>, StoreError> {
    let mut all: Vec<(String, Money)> = tx
        .all(
            "SELECT entruster, CAST(SUM(CASE WHEN kind = 'received' THEN amount ELSE -amount END) AS BIGINT) FROM entrusted_movements
             WHERE fund_id = $1 AND on_date <= $2 GROUP BY entruster ORDER BY entruster",
            args![fund_id, as_of],
        )
        .await?;
    all.retain(|(_, balance)| !balance.is_zero());
    Ok(all)
}
