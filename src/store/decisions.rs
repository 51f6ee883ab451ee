//! By which authority of the fund an application was decided, and the papers of the decision.
use chrono::{DateTime, NaiveDate, Utc};

use super::{Doc, StoreError, Tx};
use crate::args;
use crate::domain::money::Money;
use crate::domain::regulation::Authority;

/// A decision's row.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Decision {
    /// `approved` or `rejected`.
    pub outcome: String,
    /// What was granted, or was refused, in dong: the level was found for it.
    pub amount: Money,
    /// `None` where the fund has no levels of its own.
    pub authority: Option<Authority>,
    /// How many had to be present, for a council.
    pub quorum: Option<i64>,
    /// Number, date and clause of the regulation that says so.
    pub document: Option<String>,
    pub document_date: Option<NaiveDate>,
    pub clause: Option<String>,
    /// Of the decision's own paper.
    pub paper_number: Option<String>,
    pub paper_date: NaiveDate,
    pub signed_by: String,
    /// Of the council's meeting.
    pub minutes_number: Option<String>,
    pub minutes_date: Option<NaiveDate>,
    pub minutes_present: Option<Doc<Vec<String>>>,
}

impl Decision {
    /// The names of those present at the council's meeting.
    pub fn present(&self) -> &[String] {
        self.minutes_present.as_ref().map_or(&[], |present| &present.0)
    }
}

/// The decision on an application; `None` while there is none, and of those made before levels were recorded.
pub async fn find(tx: &mut Tx, application_id: &str) -> Result<Option<Decision>, StoreError> {
    tx.optional(
        "SELECT outcome, amount, authority, quorum, document, document_date, clause, paper_number, paper_date, signed_by, minutes_number,
             minutes_date, minutes_present
         FROM decisions WHERE application_id = $1",
        args![application_id],
    )
    .await
}

/// Records a decision, with it.
pub async fn insert(
    tx: &mut Tx,
    application_id: &str,
    decision: &Decision,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let d = decision;
    let present = d.minutes_present.as_ref().map(|present| super::json_text(&present.0));
    tx.execute_one(
        "INSERT INTO decisions (application_id, outcome, amount, authority, quorum, document, document_date, clause, paper_number, paper_date,
             signed_by, minutes_number, minutes_date, minutes_present, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        args![
            application_id, &d.outcome, d.amount, d.authority.map(Authority::as_str), d.quorum, &d.document, d.document_date, &d.clause,
            &d.paper_number, d.paper_date, &d.signed_by, &d.minutes_number, d.minutes_date, present, by, now
        ],
    )
    .await
}
