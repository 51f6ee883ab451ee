//! Who the parties of a loan's papers were when those were signed. Written once, never changed.
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::cooperatives::Cooperative;
use super::fund_accounts::FundAccount;
use super::funds::Fund;
use super::{StoreError, Tx, new_id};
use crate::args;

/// The parties of one paper.
#[derive(Debug, Clone, PartialEq, Serialize, sqlx::FromRow)]
pub struct Parties {
    /// The tranche whose acknowledgement it is; none for the contract.
    pub event_id: Option<String>,
    pub fund_name_vi: String,
    pub fund_name_en: String,
    pub fund_province: String,
    /// Where the fund is paid to: a code of `domain::vietqr::BANKS`.
    pub bank: Option<String>,
    pub account_number: Option<String>,
    pub account_holder: Option<String>,
    pub name: String,
    pub code: String,
    pub address: Option<String>,
    pub commune: String,
    pub province: String,
    pub representative: Option<String>,
    pub phone: Option<String>,
}

impl Parties {
    /// As the registers have them.
    pub fn of(fund: &Fund, account: Option<&FundAccount>, cooperative: &Cooperative) -> Parties {
        let c = cooperative.clone();
        Parties {
            event_id: None,
            fund_name_vi: fund.name_vi.clone(),
            fund_name_en: fund.name_en.clone(),
            fund_province: fund.province.clone(),
            bank: account.map(|account| account.bank.clone()),
            account_number: account.map(|account| account.number.clone()),
            account_holder: account.map(|account| account.holder.clone()),
            name: c.name,
            code: c.code,
            address: c.address,
            commune: c.commune,
            province: c.province,
            representative: c.representative,
            phone: c.phone,
        }
    }

    /// Bank, number and holder, where the fund has an account.
    pub fn account(&self) -> Option<(&str, &str, &str)> {
        Some((self.bank.as_deref()?, self.account_number.as_deref()?, self.account_holder.as_deref()?))
    }
}

/// Those of every paper of a loan that was signed since they are kept.
pub async fn of_loan(tx: &mut Tx, loan_id: &str) -> Result<Vec<Parties>, StoreError> {
    tx.all(
        "SELECT event_id, fund_name_vi, fund_name_en, fund_province, bank, account_number, account_holder, name, code, address, commune, province,
             representative, phone FROM signed_parties WHERE loan_id = $1 ORDER BY id",
        args![loan_id],
    )
    .await
}

/// Those of one paper of a loan, by the loan's number.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OfPaper {
    pub loan: String,
    #[sqlx(flatten)]
    #[serde(flatten)]
    pub parties: Parties,
}

/// Those of every signed paper of a cooperative, oldest first.
pub async fn of_cooperative(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<OfPaper>, StoreError> {
    tx.all(
        "SELECT l.number AS loan, p.event_id, p.fund_name_vi, p.fund_name_en, p.fund_province, p.bank, p.account_number, p.account_holder, p.name, p.code,
             p.address, p.commune, p.province, p.representative, p.phone
         FROM signed_parties p JOIN loans l ON l.id = p.loan_id WHERE l.cooperative_id = $1 ORDER BY p.id",
        args![cooperative_id],
    )
    .await
}

/// Keeps those of the contract, or of the tranche they name.
pub async fn insert(tx: &mut Tx, loan_id: &str, parties: &Parties, now: DateTime<Utc>) -> Result<(), StoreError> {
    let p = parties;
    tx.execute_one(
        "INSERT INTO signed_parties (id, loan_id, event_id, fund_name_vi, fund_name_en, fund_province, bank, account_number, account_holder, name, code,
             address, commune, province, representative, phone, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        args![
            new_id(), loan_id, &p.event_id, &p.fund_name_vi, &p.fund_name_en, &p.fund_province, &p.bank, &p.account_number, &p.account_holder,
            &p.name, &p.code, &p.address, &p.commune, &p.province, &p.representative, &p.phone, now
        ],
    )
    .await
}
