//! The few figures by which whoever runs the program sees from outside how it does, and whether it can serve at all.
use chrono::{DateTime, NaiveDate, Utc};

use super::{Store, StoreError};
use crate::args;

/// So many loans in a state.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct LoansIn {
    pub status: String,
    pub loans: i64,
}

/// The last business date a fund has closed; `None` when it has closed none.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ClosedTo {
    pub fund_code: String,
    pub business_date: Option<NaiveDate>,
    pub fund_made_at: DateTime<Utc>,
}

/// The messages that are not out yet.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Unsent {
    pub waiting: i64,
    pub failed: i64,
    /// When the one that waits longest was promised.
    pub waiting_since: Option<DateTime<Utc>>,
}

impl Store {
    /// Whether the database answers and is in the shape this program expects.
    pub async fn is_ready(&self) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = self
            .glance("SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM _sqlx_migrations WHERE success", args![])
            .await?;
        Ok(row.is_some_and(|row| row.0 == self.newest_migration()))
    }

    /// How many loans are in each state; states without loans are left out.
    pub async fn loans_by_status(&self) -> Result<Vec<LoansIn>, StoreError> {
        self.list(
            "SELECT status, CAST(COUNT(*) AS BIGINT) AS loans FROM loans GROUP BY status ORDER BY status",
            args![],
        )
        .await
    }

    /// How far each fund is closed.
    pub async fn closed_to(&self) -> Result<Vec<ClosedTo>, StoreError> {
        self.list(
            "SELECT f.code AS fund_code, f.created_at AS fund_made_at, MAX(c.business_date) AS business_date
             FROM funds f LEFT JOIN closings c ON c.fund_id = f.id AND c.done_at IS NOT NULL GROUP BY f.code, f.created_at ORDER BY f.code",
            args![],
        )
        .await
    }

    /// What waits in the outbox, and what could not be sent.
    pub async fn unsent(&self) -> Result<Unsent, StoreError> {
        let row = self
            .glance(
                "SELECT CAST(COUNT(*) FILTER (WHERE status = 'waiting') AS BIGINT) AS waiting,
                     CAST(COUNT(*) FILTER (WHERE status = 'failed') AS BIGINT) AS failed,
                     MIN(created_at) FILTER (WHERE status = 'waiting') AS waiting_since
                 FROM outbox WHERE status = 'waiting' OR status = 'failed'",
                args![],
            )
            .await?;
        Ok(row.unwrap_or(Unsent { waiting: 0, failed: 0, waiting_since: None }))
    }
}
