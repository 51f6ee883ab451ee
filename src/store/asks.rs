//! What cooperatives ask on running loans, the papers that come with it, and their answers to offers.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Doc, StoreError, Tx, new_id};
use crate::args;
use crate::domain::ask::{Kind, State};
use crate::domain::money::Money;

crate::stored_as_text!(Kind, State);

/// What belongs to the kind.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Detail {
    /// Who the tranche is to be paid to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payee: Option<String>,
    /// What the tranche is for; why more time is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The bank's reference of a payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What a prepayment is to do: `shorter`, `lower` or `next`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// How the cooperative would pay instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
}

/// A request with the names that stand beside its ids.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Ask {
    pub id: String,
    pub number: String,
    pub loan_id: String,
    pub loan_number: String,
    pub fund_id: String,
    pub fund_name_vi: String,
    pub fund_name_en: String,
    pub cooperative_id: String,
    pub cooperative_name: String,
    pub kind: Kind,
    pub status: State,
    pub amount: Option<Money>,
    pub on_date: Option<NaiveDate>,
    pub detail: Doc<Detail>,
    pub made_by: String,
    pub made_by_name: String,
    pub made_at: DateTime<Utc>,
    pub closed_by_name: Option<String>,
    pub closed_at: Option<DateTime<Utc>>,
    pub answer: Option<String>,
    pub event_id: Option<String>,
    pub restructuring_id: Option<String>,
    pub restructuring_number: Option<String>,
}

/// A request about to be made.
pub struct NewAsk<'a> {
    pub id: &'a str,
    pub number: &'a str,
    pub loan_id: &'a str,
    pub kind: Kind,
    pub amount: Option<Money>,
    pub on_date: Option<NaiveDate>,
    pub detail: &'a Doc<Detail>,
    pub by: &'a str,
}

/// Records a request.
pub async fn insert(tx: &mut Tx, ask: &NewAsk<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let a = ask;
    tx.execute_one(
        "INSERT INTO asks (id, number, loan_id, kind, status, amount, on_date, detail, made_by, made_at)
         VALUES ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9)",
        args![a.id, a.number, a.loan_id, a.kind, a.amount, a.on_date, a.detail, a.by, now],
    )
    .await
}

/// A request, for those who may read its loan.
pub async fn find_for_reader(tx: &mut Tx, user_id: &str, id: &str) -> Result<Option<Ask>, StoreError> {
    tx.optional(
        "SELECT k.* FROM ask_pages k
         WHERE k.id = $2 AND EXISTS (SELECT 1 FROM loan_readers r WHERE r.user_id = $1 AND r.loan_id = k.loan_id)",
        args![user_id, id],
    )
    .await
}

/// A request of this user's own cooperative.
pub async fn find_own(tx: &mut Tx, user_id: &str, id: &str) -> Result<Option<Ask>, StoreError> {
    tx.optional(
        "SELECT k.* FROM ask_pages k
         WHERE k.id = $2 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL AND d.cooperative_id = k.cooperative_id)",
        args![user_id, id],
    )
    .await
}

/// A request that this user may answer: the cashier what is about money, the appraiser what is about time.
pub async fn find_for_answer(tx: &mut Tx, user_id: &str, id: &str) -> Result<Option<Ask>, StoreError> {
    tx.optional(
        "SELECT k.* FROM ask_pages k
         WHERE k.id = $2 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL
             AND d.duty = CASE k.kind WHEN 'more_time' THEN 'appraiser' ELSE 'cashier' END AND (d.fund_id IS NULL OR d.fund_id = k.fund_id))",
        args![user_id, id],
    )
    .await
}

/// A request of a loan, for actions that have found the loan for their actor before.
pub async fn find_of_loan(tx: &mut Tx, loan_id: &str, id: &str) -> Result<Option<Ask>, StoreError> {
    tx.optional("SELECT k.* FROM ask_pages k WHERE k.id = $2 AND k.loan_id = $1", args![loan_id, id]).await
}

/// The requests of a loan, the newest first, for those who may read it.
pub async fn of_loan(tx: &mut Tx, user_id: &str, loan_id: &str) -> Result<Vec<Ask>, StoreError> {
    tx.all(
        "SELECT k.* FROM ask_pages k
         WHERE k.loan_id = $2 AND EXISTS (SELECT 1 FROM loan_readers r WHERE r.user_id = $1 AND r.loan_id = k.loan_id) ORDER BY k.id DESC LIMIT 200",
        args![user_id, loan_id],
    )
    .await
}

/// Every request of a cooperative, oldest first, for itself.
pub async fn of_cooperative(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<Ask>, StoreError> {
    tx.all("SELECT k.* FROM ask_pages k WHERE k.cooperative_id = $1 ORDER BY k.id", args![cooperative_id]).await
}

/// How many requests of a loan nobody has answered.
pub async fn open_of(tx: &mut Tx, loan_id: &str) -> Result<i64, StoreError> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM asks WHERE loan_id = $1 AND status = 'open'";
    let row: (i64,) = tx.one(sql, args![loan_id]).await?;
    Ok(row.0)
}

/// What the open requests for a payment out of a loan want together.
pub async fn tranches_wanted(tx: &mut Tx, loan_id: &str) -> Result<Money, StoreError> {
    let sql = "SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM asks WHERE loan_id = $1 AND status = 'open' AND kind = 'tranche'";
    let row: (Money,) = tx.one(sql, args![loan_id]).await?;
    Ok(row.0)
}

/// A request of the same kind and amount.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Alike {
    pub number: String,
    pub on_date: Option<NaiveDate>,
    pub detail: Doc<Detail>,
}

/// The requests of a loan of the same kind and amount that were neither refused nor taken back, the newest first.
pub async fn alike(tx: &mut Tx, ask: &NewAsk<'_>) -> Result<Vec<Alike>, StoreError> {
    tx.all(
        "SELECT number, on_date, detail FROM asks
         WHERE loan_id = $1 AND kind = $2 AND amount IS NOT DISTINCT FROM $3 AND status IN ('open', 'done') ORDER BY id DESC",
        args![ask.loan_id, ask.kind, ask.amount],
    )
    .await
}

/// What waits for this user, the longest waiting first; of what they appraised or approved another cashier handles the money.
pub async fn waiting_for(tx: &mut Tx, user_id: &str, limit: i64) -> Result<Vec<Ask>, StoreError> {
    tx.all(
        "SELECT k.* FROM ask_pages k JOIN loans l ON l.id = k.loan_id
         WHERE k.status = 'open' AND (k.kind = 'more_time' OR (l.appraised_by <> $1 AND l.approved_by <> $1))
             AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.withdrawn_at IS NULL AND (d.fund_id IS NULL OR d.fund_id = k.fund_id)
                 AND d.duty = CASE k.kind WHEN 'more_time' THEN 'appraiser' ELSE 'cashier' END)
         ORDER BY k.id LIMIT $2",
        args![user_id, limit],
    )
    .await
}

/// How a request ends.
#[derive(Debug, Clone, Copy)]
pub struct Close<'a> {
    pub to: State,
    pub by: &'a str,
    pub answer: Option<&'a str>,
    pub event_id: Option<&'a str>,
    pub restructuring_id: Option<&'a str>,
}

/// Ends an open request; `Conflict` when somebody else did.
pub async fn close(tx: &mut Tx, id: &str, close: &Close<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let c = close;
    let rows = tx
        .execute(
            "UPDATE asks SET status = $2, closed_by = $3, closed_at = $4, answer = $5, event_id = $6, restructuring_id = $7
             WHERE id = $1 AND status = 'open'",
            args![id, c.to, c.by, now, c.answer, c.event_id, c.restructuring_id],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// A paper of a request.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AskPaper {
    pub id: String,
    pub ask_id: String,
    pub file_name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub sha256: String,
    pub uploaded_at: DateTime<Utc>,
}

/// The papers of a request, as they came.
pub async fn papers(tx: &mut Tx, ask_id: &str) -> Result<Vec<AskPaper>, StoreError> {
    tx.all(
        "SELECT id, ask_id, file_name, media_type, size_bytes, sha256, uploaded_at FROM ask_papers WHERE ask_id = $1 ORDER BY id",
        args![ask_id],
    )
    .await
}

/// Adds a paper to a request.
pub async fn add_paper(tx: &mut Tx, paper: &AskPaper, by: &str) -> Result<(), StoreError> {
    let p = paper;
    tx.execute_one(
        "INSERT INTO ask_papers (id, ask_id, file_name, media_type, size_bytes, sha256, uploaded_by, uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![&p.id, &p.ask_id, &p.file_name, &p.media_type, p.size_bytes, &p.sha256, by, p.uploaded_at],
    )
    .await
}

/// What a cooperative answered to an offer.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OfferAnswer {
    /// `accepted` or `declined`.
    pub answer: String,
    pub reason: Option<String>,
    pub answered_by_name: String,
    pub answered_at: DateTime<Utc>,
}

/// The answer to the offer of a loan.
pub async fn offer_answer(tx: &mut Tx, loan_id: &str) -> Result<Option<OfferAnswer>, StoreError> {
    tx.optional(
        "SELECT o.answer, o.reason, u.name AS answered_by_name, o.answered_at
         FROM offer_answers o JOIN users u ON u.id = o.answered_by WHERE o.loan_id = $1",
        args![loan_id],
    )
    .await
}

/// Records the answer to an offer: with a reason it is declined.
pub async fn answer_offer(
    tx: &mut Tx,
    loan_id: &str,
    reason: Option<&str>,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let answer = if reason.is_some() { "declined" } else { "accepted" };
    tx.execute_one(
        "INSERT INTO offer_answers (id, loan_id, answer, reason, answered_by, answered_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![new_id(), loan_id, answer, reason, by, now],
    )
    .await
}
