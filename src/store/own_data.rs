//! Everything kept about a person and their cooperative, for themselves.
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value as Json;

use super::{Doc, StoreError, Tx};
use crate::args;
use crate::domain::money::Money;

/// A session there was.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Session {
    pub address: Option<String>,
    pub browser: Option<String>,
    pub began_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// All sessions of a person, oldest first.
pub async fn sessions(tx: &mut Tx, user_id: &str) -> Result<Vec<Session>, StoreError> {
    tx.all(
        "SELECT address, agent AS browser, created_at AS began_at, expires_at, ended_at FROM sessions WHERE user_id = $1 ORDER BY created_at, id",
        args![user_id],
    )
    .await
}

/// A duty there is or was.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct HeldDuty {
    pub duty: String,
    pub position: Option<String>,
    pub fund: Option<String>,
    pub cooperative: Option<String>,
    pub granted_at: DateTime<Utc>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// All duties of a person, oldest first.
pub async fn duties(tx: &mut Tx, user_id: &str) -> Result<Vec<HeldDuty>, StoreError> {
    tx.all(
        "SELECT d.duty, d.position, f.code AS fund, c.code AS cooperative, d.granted_at, d.withdrawn_at FROM duties d
         LEFT JOIN funds f ON f.id = d.fund_id LEFT JOIN cooperatives c ON c.id = d.cooperative_id WHERE d.user_id = $1 ORDER BY d.id",
        args![user_id],
    )
    .await
}

/// An application as it stands.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnApplication {
    pub id: String,
    pub number: String,
    pub fund: String,
    pub status: String,
    pub amount: Option<Money>,
    pub purpose: Option<String>,
    pub project_cost: Option<Money>,
    pub own_capital: Option<Money>,
    pub term_months: Option<i64>,
    pub repay_every_months: Option<i64>,
    pub principal_grace_months: Option<i64>,
    pub method: Option<String>,
    pub jobs_supported: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_note: Option<String>,
    pub decision_sheet: Option<Doc<Json>>,
}

/// The applications of a cooperative, oldest first.
pub async fn applications(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<OwnApplication>, StoreError> {
    tx.all(
        "SELECT a.id, a.number, f.code AS fund, a.status, a.amount, a.purpose, a.project_cost, a.own_capital, a.term_months, a.repay_every_months,
             a.principal_grace_months, a.method, a.jobs_supported, a.created_at, a.submitted_at, a.decided_at, a.decision_note, a.decision_sheet
         FROM applications a JOIN funds f ON f.id = a.fund_id WHERE a.cooperative_id = $1 ORDER BY a.id",
        args![cooperative_id],
    )
    .await
}

/// A paper that was handed in: what it is, not its contents.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnPaper {
    pub application: String,
    pub kind: String,
    pub file_name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub sha256: String,
    pub uploaded_at: DateTime<Utc>,
    pub removed_at: Option<DateTime<Utc>>,
}

/// The papers of a cooperative's applications, oldest first.
pub async fn papers(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<OwnPaper>, StoreError> {
    tx.all(
        "SELECT a.number AS application, d.kind, d.file_name, d.media_type, d.size_bytes, d.sha256, d.uploaded_at, d.removed_at
         FROM documents d JOIN applications a ON a.id = d.application_id WHERE a.cooperative_id = $1 ORDER BY d.id",
        args![cooperative_id],
    )
    .await
}

/// Something offered as security.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnCollateral {
    pub application: String,
    pub kind: String,
    pub description: String,
    pub value: Money,
}

/// What a cooperative offered as security.
pub async fn collateral(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<OwnCollateral>, StoreError> {
    tx.all(
        "SELECT a.number AS application, c.kind, c.description, c.value FROM collateral c JOIN applications a ON a.id = c.application_id
         WHERE a.cooperative_id = $1 ORDER BY a.id, c.position",
        args![cooperative_id],
    )
    .await
}

/// A loan as it stands.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnLoan {
    pub id: String,
    pub number: String,
    pub fund: String,
    pub status: String,
    pub amount: Money,
    pub annual_rate_percent: String,
    pub term_months: i64,
    pub method: String,
    pub contract_number: Option<String>,
    pub approved_on: NaiveDate,
    pub signed_on: Option<NaiveDate>,
    pub settled_on: Option<NaiveDate>,
    pub disbursed: Money,
}

/// The loans of a cooperative, oldest first.
pub async fn loans(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<OwnLoan>, StoreError> {
    tx.all(
        "SELECT l.id, l.number, f.code AS fund, l.status, l.amount, l.annual_rate_percent, l.term_months, l.method, l.contract_number, l.approved_on,
             l.signed_on, l.settled_on, l.disbursed FROM loans l JOIN funds f ON f.id = l.fund_id WHERE l.cooperative_id = $1 ORDER BY l.id",
        args![cooperative_id],
    )
    .await
}

/// A dated fact of a loan.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnEvent {
    pub loan: String,
    pub seq: i64,
    pub kind: String,
    pub value_date: NaiveDate,
    pub amount: Option<Money>,
    pub detail: Doc<Json>,
    pub recorded_at: DateTime<Utc>,
}

/// The facts of a cooperative's loans.
pub async fn events(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<OwnEvent>, StoreError> {
    tx.all(
        "SELECT l.number AS loan, e.seq, e.kind, e.value_date, e.amount, e.detail, e.recorded_at FROM loan_events e JOIN loans l ON l.id = e.loan_id
         WHERE l.cooperative_id = $1 ORDER BY l.id, e.seq",
        args![cooperative_id],
    )
    .await
}

/// A part of an application beside the loan itself: the plan, the workforce, the statements.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnPart {
    pub application: String,
    pub part: String,
    pub content: Doc<Json>,
    pub saved_by: String,
    pub saved_at: DateTime<Utc>,
}

/// The parts of a cooperative's applications.
pub async fn parts(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<OwnPart>, StoreError> {
    tx.all(
        "SELECT a.number AS application, p.part, p.content, u.name AS saved_by, p.saved_at FROM application_parts p
         JOIN applications a ON a.id = p.application_id JOIN users u ON u.id = p.saved_by WHERE a.cooperative_id = $1 ORDER BY a.id, p.part",
        args![cooperative_id],
    )
    .await
}

/// That a cooperative stood by what an application said.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnConfirmation {
    pub application: String,
    pub content_sha256: String,
    pub on_paper: bool,
    pub recorded_by: String,
    pub recorded_at: DateTime<Utc>,
}

/// The confirmations of a cooperative's applications, oldest first.
pub async fn confirmations(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<OwnConfirmation>, StoreError> {
    tx.all(
        "SELECT a.number AS application, c.content_sha256, (c.document_id IS NOT NULL) AS on_paper, u.name AS recorded_by, c.recorded_at
         FROM application_confirmations c JOIN applications a ON a.id = c.application_id JOIN users u ON u.id = c.recorded_by
         WHERE a.cooperative_id = $1 ORDER BY c.id",
        args![cooperative_id],
    )
    .await
}

/// What was answered to the offer of a loan.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnAnswer {
    pub loan: String,
    pub answer: String,
    pub reason: Option<String>,
    pub answered_by: String,
    pub answered_at: DateTime<Utc>,
}

/// A cooperative's answers to offers, oldest first.
pub async fn offer_answers(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<OwnAnswer>, StoreError> {
    tx.all(
        "SELECT l.number AS loan, o.answer, o.reason, u.name AS answered_by, o.answered_at FROM offer_answers o
         JOIN loans l ON l.id = o.loan_id JOIN users u ON u.id = o.answered_by WHERE l.cooperative_id = $1 ORDER BY o.id",
        args![cooperative_id],
    )
    .await
}

/// Somebody who acts or acted for a cooperative.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnMember {
    pub name: String,
    pub email: String,
    pub position: Option<String>,
    pub since: DateTime<Utc>,
    pub until: Option<DateTime<Utc>>,
}

/// The people of a cooperative, the first ones first.
pub async fn members(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<OwnMember>, StoreError> {
    tx.all(
        "SELECT u.name, u.email, d.position, d.granted_at AS since, d.withdrawn_at AS until FROM duties d JOIN users u ON u.id = d.user_id
         WHERE d.cooperative_id = $1 ORDER BY d.id",
        args![cooperative_id],
    )
    .await
}

/// A token of a person: what it is called, never what it is.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnToken {
    pub label: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// All tokens of a person, oldest first.
pub async fn tokens(tx: &mut Tx, user_id: &str) -> Result<Vec<OwnToken>, StoreError> {
    tx.all(
        "SELECT label, created_at, expires_at, revoked_at FROM api_tokens WHERE user_id = $1 ORDER BY created_at, id",
        args![user_id],
    )
    .await
}

/// A letter that was written. What opens an account is not among its facts.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnLetter {
    pub kind: String,
    pub recipient: String,
    pub status: String,
    pub written_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub facts: Doc<Json>,
}

/// The letters to a person, whatever their address was, and to their cooperative; not those about it that went to staff.
pub async fn letters(
    tx: &mut Tx,
    (user_id, email): (&str, &str),
    cooperative_id: Option<&str>,
) -> Result<Vec<OwnLetter>, StoreError> {
    tx.all(
        "SELECT kind, recipient, status, created_at AS written_at, sent_at,
             CASE WHEN kind IN ('invitation', 'password_reset', 'mail_code') THEN '{}' ELSE data END AS facts
         FROM outbox WHERE user_id = $1 OR (user_id IS NULL AND recipient = $2) OR (to_cooperative AND cooperative_id = $3) ORDER BY id",
        args![user_id, email, cooperative_id],
    )
    .await
}

/// Somebody of a fund looked at a record.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct View {
    pub by: String,
    pub what: String,
    pub number: Option<String>,
    pub at: DateTime<Utc>,
}

/// Who looked at a cooperative's record, its applications, papers and loans, oldest first.
pub async fn views(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<View>, StoreError> {
    tx.all(
        "SELECT u.name AS by, v.object_kind AS what, COALESCE(a.number, da.number, l.number) AS number, v.at FROM record_views v
         JOIN users u ON u.id = v.user_id
         LEFT JOIN applications a ON v.object_kind = 'application' AND a.id = v.object_id
         LEFT JOIN documents d ON v.object_kind = 'document' AND d.id = v.object_id
         LEFT JOIN applications da ON da.id = d.application_id
         LEFT JOIN loans l ON v.object_kind = 'loan' AND l.id = v.object_id
         WHERE (v.object_kind = 'cooperative' AND v.object_id = $1) OR a.cooperative_id = $1 OR da.cooperative_id = $1 OR l.cooperative_id = $1
         ORDER BY v.id",
        args![cooperative_id],
    )
    .await
}

/// Something a person did, or was refused.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct OwnDeed {
    pub action: String,
    pub outcome: String,
    pub at: DateTime<Utc>,
    pub address: Option<String>,
}

/// What a person did, oldest first.
pub async fn deeds(tx: &mut Tx, user_id: &str) -> Result<Vec<OwnDeed>, StoreError> {
    tx.all("SELECT action, outcome, at, address FROM audit WHERE actor_id = $1 ORDER BY id", args![user_id]).await
}
