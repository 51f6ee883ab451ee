//! Applications, what is offered as security, and the papers that come with them.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use super::documents::{Document, add_document, document, documents, remove_document};
use super::{Doc, StoreError, Tx, new_id, spells};
use crate::access::Duty;
use crate::args;
use crate::domain::application::State;
use crate::domain::money::Money;

/// An application as stored, with the names a page shows beside its ids.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Application {
    pub id: String,
    pub number: String,
    pub fund_id: String,
    pub fund_code: String,
    pub fund_name_vi: String,
    pub fund_name_en: String,
    pub cooperative_id: String,
    pub cooperative_name: String,
    pub status: State,
    pub amount: Option<Money>,
    pub purpose: Option<String>,
    pub project_cost: Option<Money>,
    pub own_capital: Option<Money>,
    pub term_months: Option<i64>,
    pub repay_every_months: Option<i64>,
    pub principal_grace_months: Option<i64>,
    pub method: Option<String>,
    pub jobs_supported: Option<i64>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub papers_needed: Option<Doc<Vec<String>>>,
    pub papers_until: Option<NaiveDate>,
    pub recommendation: Option<String>,
    pub recommended_amount: Option<Money>,
    pub recommended_term_months: Option<i64>,
    pub recommended_rate_percent: Option<String>,
    pub appraisal_note: Option<String>,
    pub appraised_by: Option<String>,
    pub appraised_by_name: Option<String>,
    pub appraised_at: Option<DateTime<Utc>>,
    pub decided_by: Option<String>,
    pub decided_by_name: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_note: Option<String>,
    /// The eligibility sheet the decision was made on, frozen with it.
    pub decision_sheet: Option<Doc<serde_json::Value>>,
    pub loan_id: Option<String>,
    pub created_by: String,
    pub created_by_name: String,
    /// An officer of the fund began it for the cooperative.
    pub on_behalf: bool,
    pub created_at: DateTime<Utc>,
    pub status_since: DateTime<Utc>,
    pub version: i64,
}

/// What is asked for: the part of an application its writer fills in. Nothing is required of a draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    pub amount: Option<Money>,
    pub purpose: Option<String>,
    pub project_cost: Option<Money>,
    pub own_capital: Option<Money>,
    pub term_months: Option<i64>,
    pub repay_every_months: Option<i64>,
    pub principal_grace_months: Option<i64>,
    pub method: Option<String>,
    pub jobs_supported: Option<i64>,
}

impl Application {
    /// An officer's own hand wrote it for the cooperative.
    pub fn was_written_by(&self, user_id: &str) -> bool {
        self.on_behalf && self.created_by == user_id
    }

    pub fn wanted(&self) -> Wanted {
        Wanted {
            amount: self.amount,
            purpose: self.purpose.clone(),
            project_cost: self.project_cost,
            own_capital: self.own_capital,
            term_months: self.term_months,
            repay_every_months: self.repay_every_months,
            principal_grace_months: self.principal_grace_months,
            method: self.method.clone(),
            jobs_supported: self.jobs_supported,
        }
    }
}

/// Something offered as security.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, sqlx::FromRow)]
#[serde(deny_unknown_fields)]
pub struct Collateral {
    pub kind: String,
    pub description: String,
    pub value: Money,
}

/// A line of a list of applications.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Line {
    pub id: String,
    pub number: String,
    pub fund_code: String,
    pub fund_name_vi: String,
    pub fund_name_en: String,
    pub cooperative_name: String,
    pub status: State,
    pub amount: Option<Money>,
    pub papers_until: Option<NaiveDate>,
    pub status_since: DateTime<Utc>,
}

/// The user reads it: its own cooperative's, or of a fund they have a duty for.
pub async fn find_for_reader(tx: &mut Tx, user_id: &str, id: &str) -> Result<Option<Application>, StoreError> {
    tx.optional(
        "SELECT a.* FROM application_pages a
         WHERE a.id = $2 AND EXISTS (SELECT 1 FROM application_readers r WHERE r.user_id = $1 AND r.application_id = a.id)",
        args![user_id, id],
    )
    .await
}

/// The user acts on it with this staff duty, which covers its fund.
pub async fn find_for_duty(
    tx: &mut Tx,
    user_id: &str,
    duty: Duty,
    id: &str,
) -> Result<Option<Application>, StoreError> {
    tx.optional(
        "SELECT a.* FROM application_pages a
         WHERE a.id = $3 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL AND d.duty = $2
             AND (d.fund_id IS NULL OR d.fund_id = a.fund_id))",
        args![user_id, duty, id],
    )
    .await
}

/// The user writes it: somebody of its cooperative, or an appraiser of its fund who does so on behalf of the cooperative.
pub async fn find_for_writer(tx: &mut Tx, user_id: &str, id: &str) -> Result<Option<Application>, StoreError> {
    tx.optional(
        "SELECT a.* FROM application_pages a
         WHERE a.id = $2 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL
             AND (d.cooperative_id = a.cooperative_id OR (a.on_behalf AND d.duty = 'appraiser' AND (d.fund_id IS NULL OR d.fund_id = a.fund_id))))",
        args![user_id, id],
    )
    .await
}

/// The user may add papers to it and send it on: who writes it, and once it was sent in, any appraiser of its fund, to whom
/// papers are brought by hand.
pub async fn find_for_sender(tx: &mut Tx, user_id: &str, id: &str) -> Result<Option<Application>, StoreError> {
    tx.optional(
        "SELECT a.* FROM application_pages a
         WHERE a.id = $2 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL
             AND (d.cooperative_id = a.cooperative_id
                  OR ((a.on_behalf OR a.status <> 'draft') AND d.duty = 'appraiser' AND (d.fund_id IS NULL OR d.fund_id = a.fund_id))))",
        args![user_id, id],
    )
    .await
}

/// Holds an application as it was found until the transaction ends: what it says can then neither change nor be sent meanwhile.
/// `Conflict` when it moved on.
pub async fn hold(tx: &mut Tx, found: &Application) -> Result<(), StoreError> {
    let rows = tx
        .execute(
            "UPDATE applications SET status = status WHERE id = $1 AND version = $2 AND status = $3",
            args![&found.id, found.version, found.status],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Without a question who asks: for the worker and for actions that have found it for its actor before.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Application>, StoreError> {
    tx.optional(
        "SELECT a.* FROM application_pages a
         WHERE a.id = $1",
        args![id],
    )
    .await
}

/// What the user may read, newest change first; drafts only to those who write them. `before` pages on.
pub async fn list(
    tx: &mut Tx,
    user_id: &str,
    status: Option<State>,
    before: Option<(DateTime<Utc>, String)>,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let (since, id) = before.map_or((None, None), |(since, id)| (Some(since), Some(id)));
    tx.all(
        "SELECT a.id, a.number, f.code AS fund_code, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name, a.status, a.amount,
             a.papers_until, a.status_since
         FROM applications a JOIN funds f ON f.id = a.fund_id JOIN cooperatives c ON c.id = a.cooperative_id
         WHERE EXISTS (SELECT 1 FROM application_readers r WHERE r.user_id = $1 AND r.application_id = a.id)
             AND (CAST($2 AS TEXT) IS NULL OR a.status = $2)
             AND (CAST($3 AS TIMESTAMPTZ) IS NULL OR a.status_since < $3 OR (a.status_since = $3 AND a.id < $4))
         ORDER BY a.status_since DESC, a.id DESC LIMIT $5",
        args![user_id, status.map(State::as_str), since, id, limit],
    )
    .await
}

/// What a list for programs is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub status: Option<State>,
    pub fund_code: Option<String>,
    /// The id after which the page begins.
    pub after: String,
    pub limit: i64,
}

/// What the user may read, in the order it was begun: a page that does not move while states do.
pub async fn page(tx: &mut Tx, user_id: &str, filter: &Filter) -> Result<Vec<PageLine>, StoreError> {
    tx.all(
        "SELECT a.id, a.number, a.fund_id, f.code AS fund_code, a.cooperative_id, c.name AS cooperative_name, a.status, a.amount, a.papers_until, a.status_since
         FROM applications a JOIN funds f ON f.id = a.fund_id JOIN cooperatives c ON c.id = a.cooperative_id
         WHERE a.id > $4 AND (CAST($2 AS TEXT) IS NULL OR a.status = $2) AND (CAST($3 AS TEXT) IS NULL OR f.code = $3)
             AND EXISTS (SELECT 1 FROM application_readers r WHERE r.user_id = $1 AND r.application_id = a.id)
         ORDER BY a.id LIMIT $5",
        args![user_id, filter.status.map(State::as_str), &filter.fund_code, &filter.after, filter.limit],
    )
    .await
}

/// A line of that page.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PageLine {
    pub id: String,
    pub number: String,
    pub fund_id: String,
    pub fund_code: String,
    pub cooperative_id: String,
    pub cooperative_name: String,
    pub status: State,
    pub amount: Option<Money>,
    pub papers_until: Option<NaiveDate>,
    pub status_since: DateTime<Utc>,
}

/// Returned applications whose papers were due before a date: they lapse.
pub async fn overdue_papers(tx: &mut Tx, fund_id: &str, before: NaiveDate) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = tx
        .all(
            "SELECT id FROM applications WHERE fund_id = $1 AND status = 'returned' AND papers_until < $2 ORDER BY id",
            args![fund_id, before],
        )
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A draft about to be stored.
pub struct NewDraft<'a> {
    pub id: &'a str,
    pub number: &'a str,
    pub fund_id: &'a str,
    pub cooperative_id: &'a str,
    pub wanted: &'a Wanted,
    pub created_by: &'a str,
    pub on_behalf: bool,
}

pub async fn insert_draft(tx: &mut Tx, draft: &NewDraft<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let w = draft.wanted;
    tx.execute_one(
        "INSERT INTO applications (id, number, fund_id, cooperative_id, status, amount, purpose, project_cost, own_capital, term_months,
             repay_every_months, principal_grace_months, method, jobs_supported, created_by, on_behalf, created_at, status_since, version)
         VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $16, $15, $15, 1)",
        args![
            draft.id, draft.number, draft.fund_id, draft.cooperative_id, w.amount, &w.purpose, w.project_cost, w.own_capital, w.term_months,
            w.repay_every_months, w.principal_grace_months, &w.method, w.jobs_supported, draft.created_by, now,
            draft.on_behalf
        ],
    )
    .await?;
    spells::note(tx, draft.id).await
}

/// Saves what is asked for; `Conflict` when it was changed since `version` or can no longer be edited.
pub async fn save_wanted(tx: &mut Tx, id: &str, version: i64, wanted: &Wanted) -> Result<(), StoreError> {
    let w = wanted;
    let rows = tx
        .execute(
            "UPDATE applications SET amount = $3, purpose = $4, project_cost = $5, own_capital = $6, term_months = $7, repay_every_months = $8,
                 principal_grace_months = $9, method = $10, jobs_supported = $11, version = version + 1
             WHERE id = $1 AND version = $2 AND status IN ('draft', 'returned')",
            args![
                id, version, w.amount, &w.purpose, w.project_cost, w.own_capital, w.term_months, w.repay_every_months, w.principal_grace_months,
                &w.method, w.jobs_supported
            ],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Moves an application from the state it was found in to the next; `Conflict` when it is no longer in that state.
pub async fn move_to(tx: &mut Tx, found: &Application, to: State, now: DateTime<Utc>) -> Result<(), StoreError> {
    let rows = tx
        .execute(
            "UPDATE applications SET status = $4, status_since = $5, version = version + 1,
                 submitted_at = CASE WHEN $4 = 'submitted' THEN COALESCE(submitted_at, $5) ELSE submitted_at END,
                 completed_at = CASE WHEN $4 = 'submitted' THEN $5 ELSE completed_at END
             WHERE id = $1 AND version = $2 AND status = $3",
            args![&found.id, found.version, found.status, to, now],
        )
        .await?;
    if rows == 1 { spells::note(tx, &found.id).await } else { Err(StoreError::Conflict) }
}

pub async fn set_papers(tx: &mut Tx, id: &str, needed: &Doc<Vec<String>>, until: NaiveDate) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE applications SET papers_needed = $2, papers_until = $3 WHERE id = $1",
        args![id, needed, until],
    )
    .await
}

/// What the appraiser found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Appraisal {
    /// `approve` or `reject`.
    pub recommendation: String,
    pub amount: Option<Money>,
    pub term_months: Option<i64>,
    pub annual_rate_percent: Option<String>,
    pub note: String,
}

pub async fn set_appraisal(
    tx: &mut Tx,
    id: &str,
    appraisal: &Appraisal,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE applications SET recommendation = $2, recommended_amount = $3, recommended_term_months = $4, recommended_rate_percent = $5,
             appraisal_note = $6, appraised_by = $7, appraised_at = $8 WHERE id = $1",
        args![
            id, &appraisal.recommendation, appraisal.amount, appraisal.term_months, &appraisal.annual_rate_percent, &appraisal.note, by, now
        ],
    )
    .await
}

/// The decision with the sheet it was made on. Set before the state moves, since an approved application has one.
pub async fn set_decision(
    tx: &mut Tx,
    id: &str,
    by: &str,
    note: &str,
    sheet: Option<&Doc<serde_json::Value>>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sheet = sheet.map(|sheet| sheet.0.to_string());
    tx.execute_one(
        "UPDATE applications SET decided_by = $2, decision_note = $3, decision_sheet = $4, decided_at = $5 WHERE id = $1",
        args![id, by, note, sheet, now],
    )
    .await
}

pub async fn collateral(tx: &mut Tx, application_id: &str) -> Result<Vec<Collateral>, StoreError> {
    tx.all(
        "SELECT kind, description, value FROM collateral WHERE application_id = $1 ORDER BY position",
        args![application_id],
    )
    .await
}

/// Replaces the list of what is offered as security.
pub async fn set_collateral(tx: &mut Tx, application_id: &str, list: &[Collateral]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM collateral WHERE application_id = $1", args![application_id]).await?;
    for (position, item) in (1_i64..).zip(list) {
        tx.execute_one(
            "INSERT INTO collateral (id, application_id, position, kind, description, value) VALUES ($1, $2, $3, $4, $5, $6)",
            args![new_id(), application_id, position, &item.kind, &item.description, item.value],
        )
        .await?;
    }
    Ok(())
}

/// The next number of a series: `HS-2026` → 1, 2, 3 … Unique whatever number of processes ask.
pub async fn next_number(tx: &mut Tx, series: &str) -> Result<i64, StoreError> {
    let row: (i64,) = tx
        .one("INSERT INTO counters (name, value) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value", args![series])
        .await?;
    Ok(row.0)
}
