//! Lists of applications for people at work: by fund and state, with what a queue needs to say by when.
use chrono::{DateTime, NaiveDate, Utc};

use super::funds::Fund;
use super::{StoreError, Tx, loans};
use crate::args;
use crate::domain::application::State;
use crate::domain::money::Money;

/// A line of a list of applications.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub id: String,
    pub number: String,
    pub fund_id: String,
    pub fund_name_vi: String,
    pub fund_name_en: String,
    pub cooperative_name: String,
    pub status: State,
    /// Dong; not said yet in some drafts.
    pub amount: Option<Money>,
    pub papers_until: Option<NaiveDate>,
    pub status_since: DateTime<Utc>,
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Narrow {
    pub status: Option<State>,
    pub fund_code: Option<String>,
    /// The instant and id of the last line of the page before.
    pub before: Option<(DateTime<Utc>, String)>,
    pub limit: i64,
}

/// What the user may read, the newest change first.
pub async fn page(tx: &mut Tx, user_id: &str, narrow: &Narrow) -> Result<Vec<Row>, StoreError> {
    let (since, id) = narrow.before.clone().map_or((None, None), |(since, id)| (Some(since), Some(id)));
    tx.all(
        "SELECT a.id, a.number, a.fund_id, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name, a.status, a.amount,
             a.papers_until, a.status_since
         FROM applications a JOIN funds f ON f.id = a.fund_id JOIN cooperatives c ON c.id = a.cooperative_id
         WHERE EXISTS (SELECT 1 FROM application_readers r WHERE r.user_id = $1 AND r.application_id = a.id)
             AND (CAST($2 AS TEXT) IS NULL OR a.status = $2) AND (CAST($3 AS TEXT) IS NULL OR f.code = $3)
             AND (CAST($4 AS TIMESTAMPTZ) IS NULL OR a.status_since < $4 OR (a.status_since = $4 AND a.id < $5))
         ORDER BY a.status_since DESC, a.id DESC LIMIT $6",
        args![user_id, narrow.status.map(State::as_str), &narrow.fund_code, since, id, narrow.limit],
    )
    .await
}

/// How many applications of each state the user may read, in one fund or in all.
pub async fn counts(tx: &mut Tx, user_id: &str, fund_code: Option<&str>) -> Result<Vec<(State, i64)>, StoreError> {
    tx.all(
        "SELECT a.status, CAST(COUNT(*) AS BIGINT) FROM applications a JOIN funds f ON f.id = a.fund_id
         WHERE EXISTS (SELECT 1 FROM application_readers r WHERE r.user_id = $1 AND r.application_id = a.id)
             AND (CAST($2 AS TEXT) IS NULL OR f.code = $2)
         GROUP BY a.status",
        args![user_id, fund_code],
    )
    .await
}

/// What waits for this user as appraiser or approver, the longest waiting first. Of what they appraised themselves somebody
/// else decides.
pub async fn waiting_for(tx: &mut Tx, user_id: &str, limit: i64) -> Result<Vec<Row>, StoreError> {
    tx.all(
        "SELECT a.id, a.number, a.fund_id, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name, a.status, a.amount,
             a.papers_until, a.status_since
         FROM applications a JOIN funds f ON f.id = a.fund_id JOIN cooperatives c ON c.id = a.cooperative_id
         WHERE (a.status = 'submitted' OR (a.status = 'appraised' AND a.appraised_by <> $1))
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL AND (d.fund_id IS NULL OR d.fund_id = a.fund_id)
                 AND d.duty = CASE a.status WHEN 'submitted' THEN 'appraiser' ELSE 'approver' END)
         ORDER BY a.status_since, a.id LIMIT $2",
        args![user_id, limit],
    )
    .await
}

/// The applications of one cooperative that the user may read, the newest first.
pub async fn of_cooperative(
    tx: &mut Tx,
    user_id: &str,
    cooperative_id: &str,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    tx.all(
        "SELECT a.id, a.number, a.fund_id, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name, a.status, a.amount,
             a.papers_until, a.status_since
         FROM applications a JOIN funds f ON f.id = a.fund_id JOIN cooperatives c ON c.id = a.cooperative_id
         WHERE a.cooperative_id = $2 AND EXISTS (SELECT 1 FROM application_readers r WHERE r.user_id = $1 AND r.application_id = a.id)
         ORDER BY a.status_since DESC, a.id DESC LIMIT $3",
        args![user_id, cooperative_id, limit],
    )
    .await
}

/// The loans of one cooperative that the user may read, the newest first.
pub async fn loans_of_cooperative(
    tx: &mut Tx,
    user_id: &str,
    cooperative_id: &str,
    limit: i64,
) -> Result<Vec<loans::Line>, StoreError> {
    tx.all(
        "SELECT l.id, l.number, f.code AS fund_code, c.name AS cooperative_name, l.status, l.amount, p.principal_outstanding AS outstanding,
             p.principal_overdue AS overdue, p.days_past_due, p.debt_group, p.next_due
         FROM loans l JOIN funds f ON f.id = l.fund_id JOIN cooperatives c ON c.id = l.cooperative_id LEFT JOIN positions p ON p.loan_id = l.id
         WHERE l.cooperative_id = $2 AND EXISTS (SELECT 1 FROM loan_readers r WHERE r.user_id = $1 AND r.loan_id = l.id)
         ORDER BY l.number DESC LIMIT $3",
        args![user_id, cooperative_id, limit],
    )
    .await
}

/// The funds a member of staff has a duty for, by code.
pub async fn funds_of(tx: &mut Tx, user_id: &str) -> Result<Vec<Fund>, StoreError> {
    tx.all(
        "SELECT id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved,
             movements, bank_account FROM funds f
         WHERE EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty <> 'applicant' AND d.withdrawn_at IS NULL
             AND (d.fund_id IS NULL OR d.fund_id = f.id)) ORDER BY code",
        args![user_id],
    )
    .await
}
