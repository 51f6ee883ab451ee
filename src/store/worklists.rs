//! Lists of applications for people at work: by fund and state, with what a queue needs to say by when.
use chrono::{DateTime, NaiveDate, Utc};

use super::funds::Fund;
use super::{StoreError, Tx, loans};
use crate::args;
use crate::domain::application::State;
use crate::domain::loan::State as LoanState;
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
    /// An officer of the fund wrote it for the cooperative.
    pub on_behalf: bool,
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
        "SELECT a.id, a.number, a.fund_id, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name, a.status, a.on_behalf, a.amount,
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

/// What waits for this user as appraiser or approver, the longest waiting first. Of what they appraised or
/// wrote for the cooperative somebody else decides; what waits for capital has a list of its own.
pub async fn waiting_for(tx: &mut Tx, user_id: &str, limit: i64) -> Result<Vec<Row>, StoreError> {
    tx.all(
        "SELECT a.id, a.number, a.fund_id, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name, a.status, a.on_behalf, a.amount,
             a.papers_until, a.status_since
         FROM applications a JOIN funds f ON f.id = a.fund_id JOIN cooperatives c ON c.id = a.cooperative_id
         WHERE (a.status = 'submitted' OR (a.status = 'appraised' AND a.appraised_by <> $1 AND NOT (a.on_behalf AND a.created_by = $1)
                 AND NOT EXISTS (SELECT 1 FROM waiting_list w WHERE w.application_id = a.id AND w.left_at IS NULL)))
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL AND (d.fund_id IS NULL OR d.fund_id = a.fund_id)
                 AND d.duty = CASE a.status WHEN 'submitted' THEN 'appraiser' ELSE 'approver' END)
         ORDER BY a.status_since, a.id LIMIT $2",
        args![user_id, limit],
    )
    .await
}

/// A loan whose contract waits for a signature or whose money waits to be paid out.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct LoanTask {
    pub id: String,
    pub number: String,
    pub fund_name_vi: String,
    pub fund_name_en: String,
    pub cooperative_name: String,
    pub status: LoanState,
    pub amount: Money,
    /// The last day an approval may be signed on.
    pub lapses_on: NaiveDate,
}

/// What waits for this user as cashier, the first to lapse first: of what they appraised or approved somebody else handles the
/// money, and an approval past its day is nobody's work any more.
pub async fn loans_waiting_for(
    tx: &mut Tx,
    user_id: &str,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<LoanTask>, StoreError> {
    tx.all(
        "SELECT l.id, l.number, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name, l.status, l.amount, l.lapses_on
         FROM loans l JOIN funds f ON f.id = l.fund_id JOIN cooperatives c ON c.id = l.cooperative_id
         WHERE (l.status = 'signed' OR (l.status = 'approved' AND l.lapses_on >= $2)) AND l.appraised_by <> $1 AND l.approved_by <> $1
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty = 'cashier' AND d.withdrawn_at IS NULL
                 AND (d.fund_id IS NULL OR d.fund_id = l.fund_id))
         ORDER BY l.lapses_on, l.number LIMIT $3",
        args![user_id, today, limit],
    )
    .await
}

/// A running loan with an instalment late or soon due, by the cached positions.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DueLoan {
    pub id: String,
    pub number: String,
    pub cooperative_name: String,
    pub outstanding: Money,
    pub days_past_due: i64,
    pub next_due: Option<NaiveDate>,
}

/// The loans of the user's funds that are late, the latest first, then those due up to a day.
pub async fn due_loans(tx: &mut Tx, user_id: &str, until: NaiveDate, limit: i64) -> Result<Vec<DueLoan>, StoreError> {
    tx.all(
        "SELECT l.id, l.number, c.name AS cooperative_name, p.principal_outstanding AS outstanding, p.days_past_due, p.next_due
         FROM positions p JOIN loans l ON l.id = p.loan_id JOIN cooperatives c ON c.id = l.cooperative_id
         WHERE l.status = 'active' AND (p.days_past_due > 0 OR p.next_due <= $2)
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty IN ('appraiser', 'approver', 'cashier') AND d.withdrawn_at IS NULL
                 AND (d.fund_id IS NULL OR d.fund_id = l.fund_id))
         ORDER BY p.days_past_due DESC, p.next_due NULLS LAST, l.number LIMIT $3",
        args![user_id, until, limit],
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
        "SELECT a.id, a.number, a.fund_id, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name, a.status, a.on_behalf, a.amount,
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
        "SELECT l.id, l.number, f.code AS fund_code, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name, l.status, l.amount, p.principal_outstanding AS outstanding,
             p.principal_overdue AS overdue, p.days_past_due, p.debt_group, CAST(NULL AS TEXT) AS worst_group, p.next_due
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
