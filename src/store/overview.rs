//! The few sums of the overview, for every fund of a member of staff at once.
use super::{StoreError, Tx};
use crate::args;
use crate::domain::money::Money;

/// What is outstanding in one debt group of a fund, by the cached positions. Every loan of a cooperative counts in the worst
/// group of any of them (CLS-07), as in the portfolio; the status scale names each by itself.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct GroupSum {
    pub fund_id: String,
    /// Of each loan by its own facts: `1` to `5`, or `in_term`, `overdue`, `frozen`.
    pub debt_group: String,
    /// The worst of what their borrowers owe this fund; nothing for loans on which nothing is owed.
    pub worst_group: Option<String>,
    pub loans: i64,
    pub outstanding: Money,
}

/// The running loans of the user's funds by debt group: their own, and within it the worst of their borrower's.
pub async fn by_group(tx: &mut Tx, user_id: &str) -> Result<Vec<GroupSum>, StoreError> {
    tx.all(
        "SELECT g.fund_id, g.debt_group, g.worst_group, CAST(COUNT(*) AS BIGINT) AS loans,
             CAST(SUM(g.principal_outstanding) AS BIGINT) AS outstanding
         FROM (SELECT l.fund_id, p.debt_group, p.principal_outstanding, CASE WHEN p.principal_outstanding > 0 THEN
                 MAX(CASE WHEN p.principal_outstanding > 0 THEN p.debt_group END) OVER (PARTITION BY l.fund_id, l.cooperative_id) END AS worst_group
             FROM positions p JOIN loans l ON l.id = p.loan_id WHERE l.status = 'active') g
         WHERE EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty <> 'applicant' AND d.withdrawn_at IS NULL
             AND (d.fund_id IS NULL OR d.fund_id = g.fund_id))
         GROUP BY g.fund_id, g.debt_group, g.worst_group ORDER BY g.fund_id, g.debt_group, g.worst_group",
        args![user_id],
    )
    .await
}

/// How many applications of a fund are in a state.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StateCount {
    pub fund_id: String,
    pub status: String,
    pub applications: i64,
}

/// The applications of the user's funds by state; a draft is its writer's own and not counted.
pub async fn by_state(tx: &mut Tx, user_id: &str) -> Result<Vec<StateCount>, StoreError> {
    tx.all(
        "SELECT a.fund_id, a.status, CAST(COUNT(*) AS BIGINT) AS applications FROM applications a
         WHERE a.status <> 'draft' AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty <> 'applicant' AND d.withdrawn_at IS NULL
             AND (d.fund_id IS NULL OR d.fund_id = a.fund_id))
         GROUP BY a.fund_id, a.status ORDER BY a.fund_id, a.status",
        args![user_id],
    )
    .await
}
