//! Loans, their dated facts, and the cache of what they owe.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use super::booked::{Booked, booked, exposure, job_exposure};
use super::{Doc, Store, StoreError, Tx, new_id};
use crate::access::Duty;
use crate::args;
use crate::domain::calendar::Calendar;
use crate::domain::cooperative::fold_for_search;
use crate::domain::loan::State;
use crate::domain::money::Money;
use crate::domain::rate::Rounding;
use crate::domain::terms::{Allocation, Classification, DueDays, Interest, Overdue};

/// The fund's regulation as it stood at the decision: it goes with the loan to its end.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Conditions {
    pub interest: Interest,
    pub rounding: Rounding,
    pub due_days: DueDays,
    /// On overdue principal (Decree 45/2021 Art 25(1)(b): at most 1.5 times the contract rate) and on unpaid interest.
    pub overdue: Overdue,
    pub allocation: Allocation,
    pub classification: Classification,
    /// The days off its due dates move off, as they were known when the contract was signed; none where they stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
}

/// A loan as stored, with the names a page shows beside its ids.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Loan {
    pub id: String,
    pub number: String,
    pub fund_id: String,
    pub fund_code: String,
    pub fund_name_vi: String,
    pub fund_name_en: String,
    pub cooperative_id: String,
    pub cooperative_name: String,
    pub application_id: String,
    pub application_number: String,
    pub status: State,
    pub amount: Money,
    pub annual_rate_percent: String,
    pub term_months: i64,
    pub repay_every_months: i64,
    pub principal_grace_months: i64,
    pub method: String,
    pub conditions: Doc<Conditions>,
    pub appraised_by: String,
    pub appraised_by_name: String,
    pub approved_by: String,
    pub approved_by_name: String,
    pub approved_on: NaiveDate,
    pub lapses_on: NaiveDate,
    pub contract_number: Option<String>,
    pub signed_on: Option<NaiveDate>,
    pub signed_by: Option<String>,
    pub signed_by_name: Option<String>,
    pub first_drawn_on: Option<NaiveDate>,
    pub drawing_closed_on: Option<NaiveDate>,
    pub settled_on: Option<NaiveDate>,
    pub disbursed: Money,
    pub events: i64,
    pub version: i64,
}

/// A dated fact of a loan.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct LoanEvent {
    pub id: String,
    pub loan_id: String,
    pub seq: i64,
    pub kind: String,
    pub value_date: NaiveDate,
    pub amount: Option<Money>,
    pub reverses: Option<String>,
    /// What else belongs to it: payee, evidence, reference, effect, reason.
    pub detail: Doc<serde_json::Value>,
    pub recorded_by: String,
    pub recorded_by_name: String,
    pub recorded_at: DateTime<Utc>,
}

impl LoanEvent {
    /// A text of its detail: `payee`, `reference`, `reason` …
    pub fn text(&self, name: &str) -> &str {
        self.detail.0.get(name).and_then(|value| value.as_str()).unwrap_or_default()
    }
}

/// A line of a list of loans: read from the cache, so that a list is one statement.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Line {
    pub id: String,
    pub number: String,
    pub fund_code: String,
    pub fund_name_vi: String,
    pub fund_name_en: String,
    pub cooperative_name: String,
    pub status: State,
    pub amount: Money,
    pub outstanding: Option<Money>,
    pub overdue: Option<Money>,
    pub days_past_due: Option<i64>,
    /// By its own facts alone, as cached.
    pub debt_group: Option<String>,
    /// The worst of what its borrower owes this fund, as cached; nothing where it owes nothing itself.
    pub worst_group: Option<String>,
    pub next_due: Option<NaiveDate>,
}

/// The user reads it: its own cooperative's, or of a fund they have a duty for.
pub async fn find_for_reader(tx: &mut Tx, user_id: &str, id: &str) -> Result<Option<Loan>, StoreError> {
    tx.optional(
        "SELECT l.* FROM loan_pages l
         WHERE l.id = $2 AND EXISTS (SELECT 1 FROM loan_readers r WHERE r.user_id = $1 AND r.loan_id = l.id)",
        args![user_id, id],
    )
    .await
}

/// The user acts on it with this staff duty, which covers its fund.
pub async fn find_for_duty(tx: &mut Tx, user_id: &str, duty: Duty, id: &str) -> Result<Option<Loan>, StoreError> {
    tx.optional(
        "SELECT l.* FROM loan_pages l
         WHERE l.id = $3 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL AND d.duty = $2
             AND (d.fund_id IS NULL OR d.fund_id = l.fund_id))",
        args![user_id, duty, id],
    )
    .await
}

/// Without a question who asks: for the worker, reports, and actions that have found it for their actor before.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Loan>, StoreError> {
    tx.optional(
        "SELECT l.* FROM loan_pages l
         WHERE l.id = $1",
        args![id],
    )
    .await
}

/// What a list of loans is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub status: Option<State>,
    pub fund_code: Option<String>,
    /// Part of a number, as it stands or as a bank passes it on, or of a cooperative's name.
    pub text: Option<String>,
    /// The number after which the page begins.
    pub after: String,
    pub limit: i64,
}

/// A text as a pattern of numbers and one of names. Banks drop the hyphens of a number; what `LIKE` would take for more than itself
/// is escaped: a name may have it.
fn patterns(text: &str) -> (String, String) {
    let number: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = fold_for_search(text).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let number = if number.is_empty() { "?".to_owned() } else { number.to_ascii_uppercase() };
    (format!("%{number}%"), format!("%{}%", name.trim()))
}

/// The loans the user may read, by number: one statement, what stands in `loan_readers` written out so that the loan is not
/// looked up a second time for each line.
pub async fn list(store: &Store, user_id: &str, filter: &Filter) -> Result<Vec<Line>, StoreError> {
    let (number, name) = filter.text.as_deref().map(patterns).unzip();
    store
        .list(
            "SELECT l.id, l.number, f.code AS fund_code, f.name_vi AS fund_name_vi, f.name_en AS fund_name_en, c.name AS cooperative_name, l.status, l.amount, p.principal_outstanding AS outstanding,
                 p.principal_overdue AS overdue, p.days_past_due, p.debt_group, p.next_due,
                 CASE WHEN l.status = 'active' AND p.principal_outstanding > 0 THEN
                     (SELECT MAX(s.debt_group) FROM loans o JOIN positions s ON s.loan_id = o.id WHERE o.cooperative_id = l.cooperative_id
                         AND o.fund_id = l.fund_id AND o.status = 'active' AND s.principal_outstanding > 0) END AS worst_group
             FROM loans l JOIN funds f ON f.id = l.fund_id JOIN cooperatives c ON c.id = l.cooperative_id LEFT JOIN positions p ON p.loan_id = l.id
             WHERE l.number > $4 AND (CAST($2 AS TEXT) IS NULL OR l.status = $2) AND (CAST($3 AS TEXT) IS NULL OR f.code = $3)
                 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL
                     AND (d.cooperative_id = l.cooperative_id OR (d.duty <> 'applicant' AND (d.fund_id IS NULL OR d.fund_id = l.fund_id))))
                 AND (CAST($6 AS TEXT) IS NULL OR REPLACE(l.number, '-', '') LIKE $6 OR c.search LIKE $7 ESCAPE '\\')
             ORDER BY l.number LIMIT $5",
            args![user_id, filter.status.map(State::as_str), &filter.fund_code, &filter.after, filter.limit, number, name],
        )
        .await
}

/// Id and number of a fund's loans with money out, by number, for work that goes through all of them in portions.
pub async fn running_of_fund(
    tx: &mut Tx,
    fund_id: &str,
    after_number: &str,
    limit: i64,
) -> Result<Vec<(String, String)>, StoreError> {
    tx.all(
        "SELECT id, number FROM loans WHERE fund_id = $1 AND number > $2 AND status IN ('active', 'written_off') ORDER BY number LIMIT $3",
        args![fund_id, after_number, limit],
    )
    .await
}

/// Approvals that were neither signed nor drawn by their date.
pub async fn past_their_date(tx: &mut Tx, fund_id: &str, today: NaiveDate) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = tx
        .all(
            "SELECT id FROM loans WHERE fund_id = $1 AND status IN ('approved', 'signed') AND first_drawn_on IS NULL AND lapses_on < $2 ORDER BY number",
            args![fund_id, today],
        )
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A loan about to be made by an approval.
pub struct NewLoan<'a> {
    pub id: &'a str,
    pub number: &'a str,
    pub fund_id: &'a str,
    pub cooperative_id: &'a str,
    pub application_id: &'a str,
    pub amount: Money,
    pub annual_rate_percent: &'a str,
    pub term_months: i64,
    pub repay_every_months: i64,
    pub principal_grace_months: i64,
    pub method: &'a str,
    pub conditions: &'a Doc<Conditions>,
    pub appraised_by: &'a str,
    pub approved_by: &'a str,
    pub approved_on: NaiveDate,
    pub lapses_on: NaiveDate,
}

pub async fn insert(tx: &mut Tx, loan: &NewLoan<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let l = loan;
    tx.execute_one(
        "INSERT INTO loans (id, number, fund_id, cooperative_id, application_id, status, amount, annual_rate_percent, term_months, repay_every_months,
             principal_grace_months, method, conditions, appraised_by, approved_by, approved_on, lapses_on, disbursed, events, created_at, version)
         VALUES ($1, $2, $3, $4, $5, 'approved', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, 0, $17, 1)",
        args![
            l.id, l.number, l.fund_id, l.cooperative_id, l.application_id, l.amount, l.annual_rate_percent, l.term_months, l.repay_every_months,
            l.principal_grace_months, l.method, l.conditions, l.appraised_by, l.approved_by, l.approved_on, l.lapses_on, now
        ],
    )
    .await
}

/// Moves a loan from the state it was found in to the next; `Conflict` when it was changed meanwhile.
pub async fn move_to(tx: &mut Tx, found: &Loan, to: State, settled_on: Option<NaiveDate>) -> Result<(), StoreError> {
    let rows = tx
        .execute(
            "UPDATE loans SET status = $4, settled_on = $5, version = version + 1 WHERE id = $1 AND version = $2 AND status = $3",
            args![&found.id, found.version, found.status, to, settled_on],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// The contract is signed, with the conditions that hold from then on. Set together with the state, which demands it.
pub async fn sign(
    tx: &mut Tx,
    found: &Loan,
    to: State,
    contract_number: &str,
    on: NaiveDate,
    by: &str,
    conditions: &Doc<Conditions>,
) -> Result<(), StoreError> {
    let rows = tx
        .execute(
            "UPDATE loans SET status = $3, contract_number = $4, signed_on = $5, signed_by = $6, conditions = $7, version = version + 1
             WHERE id = $1 AND version = $2",
            args![&found.id, found.version, to, contract_number, on, by, conditions],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Whether another loan of the fund has this contract number.
pub async fn contract_number_taken(tx: &mut Tx, fund_id: &str, id: &str, number: &str) -> Result<bool, StoreError> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM loans WHERE fund_id = $1 AND contract_number = $3 AND id <> $2";
    let row: (i64,) = tx.one(sql, args![fund_id, id, number]).await?;
    Ok(row.0 > 0)
}

/// Sets what is drawn in all, since when and until when. The CHECK refuses more than was approved.
pub async fn set_drawn(
    tx: &mut Tx,
    loan_id: &str,
    disbursed: Money,
    first_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE loans SET disbursed = $2, first_drawn_on = $3, drawing_closed_on = $4 WHERE id = $1",
        args![loan_id, disbursed, first_on, closed_on],
    )
    .await
}

/// A fact about to be recorded.
pub struct NewEvent<'a> {
    pub kind: &'a str,
    pub value_date: NaiveDate,
    pub amount: Option<Money>,
    pub reverses: Option<&'a str>,
    pub detail: &'a serde_json::Value,
    pub by: &'a str,
}

/// Records a fact as the loan's next; its id. Taking the number locks the loan.
pub async fn add_event(
    tx: &mut Tx,
    loan_id: &str,
    event: &NewEvent<'_>,
    now: DateTime<Utc>,
) -> Result<String, StoreError> {
    let row: (i64,) = tx
        .one(
            "UPDATE loans SET events = events + 1, version = version + 1 WHERE id = $1 RETURNING events",
            args![loan_id],
        )
        .await?;
    let id = new_id();
    tx.execute_one(
        "INSERT INTO loan_events (id, loan_id, seq, kind, value_date, amount, reverses, detail, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![&id, loan_id, row.0, event.kind, event.value_date, event.amount, event.reverses, event.detail.to_string(), event.by, now],
    )
    .await?;
    Ok(id)
}

/// Every fact of a loan in the order it was recorded.
pub async fn events(tx: &mut Tx, loan_id: &str) -> Result<Vec<LoanEvent>, StoreError> {
    tx.all(
        "SELECT e.id, e.loan_id, e.seq, e.kind, e.value_date, e.amount, e.reverses, e.detail, e.recorded_by, u.name AS recorded_by_name, e.recorded_at
         FROM loan_events e JOIN users u ON u.id = e.recorded_by WHERE e.loan_id = $1 ORDER BY e.seq",
        args![loan_id],
    )
    .await
}

/// The cached position of a loan.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct PositionRow {
    pub loan_id: String,
    pub as_of: NaiveDate,
    /// How many facts the loan had when it was computed.
    pub events: i64,
    pub principal_outstanding: Money,
    pub principal_overdue: Money,
    pub interest_due: Money,
    pub interest_accrued: Money,
    pub overdue_interest: Money,
    pub late_interest: Money,
    pub total_to_settle: Money,
    pub days_past_due: i64,
    /// `1` to `5`, or `in_term`, `overdue`, `frozen` on the status scale.
    pub debt_group: String,
    pub next_due: Option<NaiveDate>,
}

pub async fn position(tx: &mut Tx, loan_id: &str) -> Result<Option<PositionRow>, StoreError> {
    tx.optional("SELECT * FROM positions WHERE loan_id = $1", args![loan_id]).await
}

/// Keeps a position, unless the stored one was computed from more facts: then somebody booked something meanwhile.
pub async fn save_position(tx: &mut Tx, position: &PositionRow) -> Result<(), StoreError> {
    let p = position;
    tx.execute(
        "INSERT INTO positions (loan_id, as_of, events, principal_outstanding, principal_overdue, interest_due, interest_accrued, overdue_interest,
             late_interest, total_to_settle, days_past_due, debt_group, next_due)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (loan_id) DO UPDATE SET as_of = excluded.as_of, events = excluded.events, principal_outstanding = excluded.principal_outstanding,
             principal_overdue = excluded.principal_overdue, interest_due = excluded.interest_due, interest_accrued = excluded.interest_accrued,
             overdue_interest = excluded.overdue_interest, late_interest = excluded.late_interest, total_to_settle = excluded.total_to_settle,
             days_past_due = excluded.days_past_due, debt_group = excluded.debt_group, next_due = excluded.next_due
         WHERE positions.events <= excluded.events",
        args![
            &p.loan_id, p.as_of, p.events, p.principal_outstanding, p.principal_overdue, p.interest_due, p.interest_accrued, p.overdue_interest,
            p.late_interest, p.total_to_settle, p.days_past_due, &p.debt_group, p.next_due
        ],
    )
    .await?;
    Ok(())
}

pub async fn drop_position(tx: &mut Tx, loan_id: &str) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM positions WHERE loan_id = $1", args![loan_id]).await
}
