//! The people who act for a cooperative.
use chrono::{DateTime, Utc};

use super::outbox::Recipient;
use super::users::Person;
use super::{StoreError, Tx};
use crate::access::Position;
use crate::args;

/// Somebody of a cooperative, by the duty that makes them so.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Member {
    pub duty_id: String,
    pub user_id: String,
    pub name: String,
    pub email: String,
    pub position: Option<Position>,
    pub granted_at: DateTime<Utc>,
    /// They have set their password.
    pub accepted: bool,
}

/// Those whose accounts are open, the longest there first.
pub async fn list(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<Member>, StoreError> {
    tx.all(
        "SELECT d.id AS duty_id, u.id AS user_id, u.name, u.email, d.position, d.granted_at, (u.password_hash IS NOT NULL) AS accepted
         FROM duties d JOIN users u ON u.id = d.user_id WHERE d.cooperative_id = $1 AND d.withdrawn_at IS NULL AND u.active ORDER BY d.granted_at, d.id",
        args![cooperative_id],
    )
    .await
}

/// The people who act for a cooperative, to be written to.
pub async fn recipients(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<Recipient>, StoreError> {
    let people: Vec<Person> = tx
        .all(
            "SELECT u.id, u.email, u.name, u.language, u.password_hash, u.active, u.version FROM users u
             JOIN duties d ON d.user_id = u.id WHERE d.cooperative_id = $1 AND d.withdrawn_at IS NULL AND u.active ORDER BY u.email",
            args![cooperative_id],
        )
        .await?;
    Ok(people.iter().map(Person::recipient).collect())
}
