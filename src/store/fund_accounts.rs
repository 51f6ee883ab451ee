//! Where a fund's borrowers pay, as dated data.
use chrono::{DateTime, NaiveDate, Utc};

use super::{StoreError, Tx, new_id};
use crate::args;

/// An account, from a day on.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct FundAccount {
    /// A code of `domain::vietqr::BANKS`.
    pub bank: String,
    pub number: String,
    pub holder: String,
    pub in_force_from: NaiveDate,
    pub recorded_by_name: String,
    pub recorded_at: DateTime<Utc>,
}

/// The accounts of a fund, the one that begins last first.
pub async fn of_fund(tx: &mut Tx, fund_id: &str) -> Result<Vec<FundAccount>, StoreError> {
    tx.all(
        "SELECT a.bank, a.number, a.holder, a.in_force_from, u.name AS recorded_by_name, a.recorded_at
         FROM fund_accounts a JOIN users u ON u.id = a.recorded_by WHERE a.fund_id = $1 ORDER BY a.in_force_from DESC, a.id DESC LIMIT 100",
        args![fund_id],
    )
    .await
}

/// The account in force on a day.
pub async fn in_force(tx: &mut Tx, fund_id: &str, on: NaiveDate) -> Result<Option<FundAccount>, StoreError> {
    tx.optional(
        "SELECT a.bank, a.number, a.holder, a.in_force_from, u.name AS recorded_by_name, a.recorded_at
         FROM fund_accounts a JOIN users u ON u.id = a.recorded_by WHERE a.fund_id = $1 AND a.in_force_from <= $2
         ORDER BY a.in_force_from DESC, a.id DESC LIMIT 1",
        args![fund_id, on],
    )
    .await
}

/// An account about to be recorded.
pub struct NewAccount<'a> {
    pub fund_id: &'a str,
    pub bank: &'a str,
    pub number: &'a str,
    pub holder: &'a str,
    pub in_force_from: NaiveDate,
    pub by: &'a str,
}

/// Records an account.
pub async fn insert(tx: &mut Tx, account: &NewAccount<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let a = account;
    tx.execute_one(
        "INSERT INTO fund_accounts (id, fund_id, bank, number, holder, in_force_from, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![new_id(), a.fund_id, a.bank, a.number, a.holder, a.in_force_from, a.by, now],
    )
    .await
}
