//! The few sums of the overview, for every fund of a member of staff at once.
use super::{StoreError, Tx};
use crate::args;
use crate::domain::money::Money;

/// What is outstanding in one debt group of a fund, by the cached positions.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct GroupSum {
    pub fund_id: String,
    /// `1` to `5`, or `in_term`, `overdue`, `frozen`.
    pub debt_group: String,
    pub loans: i64,
    pub outstanding: Money,
}

/// The running loans of the user's funds by debt group.
pub async fn by_group(tx: &mut Tx, user_id: &str) -> Result<Vec<GroupSum>, StoreError> {
    tx.all(
        "SELECT l.fund_id, p.debt_group, CAST(COUNT(*) AS BIGINT) AS loans, CAST(SUM(p.principal_outstanding) AS BIGINT) AS outstanding
         FROM positions p JOIN loans l ON l.id = p.loan_id
         WHERE l.status = 'active' AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty <> 'applicant' AND d.withdrawn_at IS NULL
             AND (d.fund_id IS NULL OR d.fund_id = l.fund_id))
         GROUP BY l.fund_id, p.debt_group ORDER BY l.fund_id, p.debt_group",
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
