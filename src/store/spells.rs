//! The states an application went through, and when it stood still for want of capital.
use chrono::{DateTime, Utc};

use super::{StoreError, Tx};
use crate::args;
use crate::domain::application::State;

/// A state an application went into.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Spell {
    pub application_id: String,
    pub status: State,
    /// Of that time: under another fund the file is looked at anew.
    pub fund_id: String,
    pub since: DateTime<Utc>,
}

/// A time on the waiting list, to the day the cooperative was told of capital or left the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Stop {
    pub application_id: String,
    pub since: DateTime<Utc>,
    pub until: Option<DateTime<Utc>>,
}

/// Writes down the state an application is in now; with every change of it.
pub async fn note(tx: &mut Tx, application_id: &str) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO application_spells (application_id, seq, status, fund_id, since)
         SELECT a.id, (SELECT COALESCE(MAX(s.seq), 0) + 1 FROM application_spells s WHERE s.application_id = a.id), a.status, a.fund_id, a.status_since
         FROM applications a WHERE a.id = $1",
        args![application_id],
    )
    .await
}

/// Of one application, in order.
pub async fn of_application(tx: &mut Tx, id: &str) -> Result<Vec<Spell>, StoreError> {
    tx.all(
        "SELECT application_id, status, fund_id, since FROM application_spells WHERE application_id = $1 ORDER BY seq",
        args![id],
    )
    .await
}

/// Of every application of a fund that somebody there has to act on or waits for, each in order.
pub async fn of_fund(tx: &mut Tx, fund_id: &str) -> Result<Vec<Spell>, StoreError> {
    tx.all(
        "SELECT s.application_id, s.status, s.fund_id, s.since FROM application_spells s JOIN applications a ON a.id = s.application_id
         WHERE a.fund_id = $1 AND a.status IN ('submitted', 'returned', 'appraised') ORDER BY s.application_id, s.seq",
        args![fund_id],
    )
    .await
}

/// When one application stood on the waiting list, in order.
pub async fn stops_of(tx: &mut Tx, application_id: &str) -> Result<Vec<Stop>, StoreError> {
    tx.all(
        "SELECT application_id, put_at AS since, COALESCE(offered_at, left_at) AS until FROM waiting_list WHERE application_id = $1 ORDER BY put_at, id",
        args![application_id],
    )
    .await
}

/// The same of every appraised application of a fund.
pub async fn stops_of_fund(tx: &mut Tx, fund_id: &str) -> Result<Vec<Stop>, StoreError> {
    tx.all(
        "SELECT w.application_id, w.put_at AS since, COALESCE(w.offered_at, w.left_at) AS until FROM waiting_list w
             JOIN applications a ON a.id = w.application_id
         WHERE a.fund_id = $1 AND a.status = 'appraised' ORDER BY w.application_id, w.put_at, w.id",
        args![fund_id],
    )
    .await
}
