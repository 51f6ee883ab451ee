//! Files sent on to who decides on them, what was decided there, and what is owed there as reported.
use chrono::{DateTime, NaiveDate, Utc};

use super::{StoreError, Tx, new_id};
use crate::args;
use crate::domain::money::Money;

/// A file sent on, and the decision once it is recorded.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Referral {
    pub application_id: String,
    /// Of the letter it went with.
    pub number: String,
    pub on_date: NaiveDate,
    pub note: String,
    pub referred_by: String,
    pub referred_by_name: String,
    /// `granted` or `refused`; `None` while it is not decided.
    pub outcome: Option<String>,
    pub decision_number: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub amount: Option<Money>,
    pub term_months: Option<i64>,
    pub annual_rate_percent: Option<String>,
    /// One of the four of Law 74/2025; `None` for the central fund's own capital.
    pub capital_source: Option<String>,
    pub reason: Option<String>,
    pub recorded_by_name: Option<String>,
}

/// What is owed there on a day, in dong.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Balance {
    pub as_of: NaiveDate,
    pub balance: Money,
    /// The part of it that is past due.
    pub overdue: Money,
    pub document: String,
    pub reported_by_name: String,
}

/// The referral of an application.
pub async fn find(tx: &mut Tx, application_id: &str) -> Result<Option<Referral>, StoreError> {
    tx.optional(
        "SELECT r.application_id, r.number, r.on_date, r.note, r.referred_by, ur.name AS referred_by_name, r.outcome, r.decision_number, r.decided_on,
             r.amount, r.term_months, r.annual_rate_percent, r.capital_source, r.reason, uc.name AS recorded_by_name
         FROM referrals r JOIN users ur ON ur.id = r.referred_by LEFT JOIN users uc ON uc.id = r.recorded_by WHERE r.application_id = $1",
        args![application_id],
    )
    .await
}

/// Sends a file on.
pub async fn insert(
    tx: &mut Tx,
    application_id: &str,
    (number, on_date, note): (&str, NaiveDate, &str),
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO referrals (application_id, number, on_date, note, referred_by, referred_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![application_id, number, on_date, note, by, now],
    )
    .await
}

/// What was decided.
#[derive(Debug)]
pub struct Decision<'a> {
    pub outcome: &'a str,
    pub number: &'a str,
    pub on: NaiveDate,
    pub amount: Option<Money>,
    pub term_months: Option<i64>,
    pub annual_rate_percent: Option<&'a str>,
    pub capital_source: Option<&'a str>,
    pub reason: Option<&'a str>,
}

/// Records the decision on a file that waits for it; `RowsAffected` when it has one.
pub async fn decide(
    tx: &mut Tx,
    application_id: &str,
    decision: &Decision<'_>,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let d = decision;
    tx.execute_one(
        "UPDATE referrals SET outcome = $2, decision_number = $3, decided_on = $4, amount = $5, term_months = $6, annual_rate_percent = $7,
             capital_source = $8, reason = $9, recorded_by = $10, recorded_at = $11 WHERE application_id = $1 AND outcome IS NULL",
        args![
            application_id, d.outcome, d.number, d.on, d.amount, d.term_months, d.annual_rate_percent, d.capital_source, d.reason, by, now
        ],
    )
    .await
}

/// Records a reported balance.
pub async fn report(
    tx: &mut Tx,
    application_id: &str,
    (as_of, balance, overdue, document): (NaiveDate, Money, Money, &str),
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO referral_balances (id, application_id, as_of, balance, overdue, document, reported_by, reported_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![new_id(), application_id, as_of, balance, overdue, document, by, now],
    )
    .await
}

/// The balances reported, the latest day first; of one day the last report first.
pub async fn balances(tx: &mut Tx, application_id: &str) -> Result<Vec<Balance>, StoreError> {
    tx.all(
        "SELECT b.as_of, b.balance, b.overdue, b.document, u.name AS reported_by_name
         FROM referral_balances b JOIN users u ON u.id = b.reported_by WHERE b.application_id = $1 ORDER BY b.as_of DESC, b.id DESC",
        args![application_id],
    )
    .await
}

/// What a cooperative owes on job loans that the bank granted: as last reported, else all that was granted.
pub async fn job_debt(tx: &mut Tx, cooperative_id: &str) -> Result<Money, StoreError> {
    let row: (Money,) = tx
        .one(
            "SELECT CAST(COALESCE(SUM(COALESCE(
                 (SELECT b.balance FROM referral_balances b WHERE b.application_id = r.application_id ORDER BY b.as_of DESC, b.id DESC LIMIT 1),
                 r.amount)), 0) AS BIGINT)
             FROM referrals r JOIN applications a ON a.id = r.application_id JOIN funds f ON f.id = a.fund_id
             WHERE r.outcome = 'granted' AND f.programme = 'B-new' AND a.cooperative_id = $1",
            args![cooperative_id],
        )
        .await?;
    Ok(row.0)
}

/// The files of a fund that were sent in and are not decided, by number.
pub async fn pending_files(tx: &mut Tx, fund_id: &str) -> Result<Vec<(String,)>, StoreError> {
    tx.all(
        "SELECT id FROM applications WHERE fund_id = $1 AND status IN ('submitted', 'returned', 'appraised') ORDER BY number",
        args![fund_id],
    )
    .await
}

/// Puts a file under another fund, to be looked at anew: what was found of it under the old one is in the trail.
pub async fn move_file(
    tx: &mut Tx,
    id: &str,
    version: i64,
    fund_id: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let rows = tx
        .execute(
            "UPDATE applications SET fund_id = $3, status = CASE WHEN status = 'appraised' THEN 'submitted' ELSE status END, recommendation = NULL,
                 recommended_amount = NULL, recommended_term_months = NULL, recommended_rate_percent = NULL, appraisal_note = NULL,
                 appraised_by = NULL, appraised_at = NULL, status_since = $4, version = version + 1
             WHERE id = $1 AND version = $2 AND status IN ('submitted', 'returned', 'appraised')",
            args![id, version, fund_id, now],
        )
        .await?;
    if rows == 1 { super::spells::note(tx, id).await } else { Err(StoreError::Conflict) }
}
