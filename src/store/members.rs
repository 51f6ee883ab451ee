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

/// The names of those with an account who bind the cooperative.
pub async fn chairs(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<String>, StoreError> {
    let members = list(tx, cooperative_id).await?.into_iter();
    let chairs = members.filter(|member| member.accepted && member.position == Some(Position::Chair));
    Ok(chairs.map(|member| member.name).collect())
}

/// Whether somebody with an account binds the cooperative.
pub async fn has_chair(tx: &mut Tx, cooperative_id: &str) -> Result<bool, StoreError> {
    Ok(!chairs(tx, cooperative_id).await?.is_empty())
}

/// Whether somebody acted for the cooperative before, or does.
pub async fn acted(tx: &mut Tx, cooperative_id: &str, user_id: &str) -> Result<bool, StoreError> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM duties WHERE cooperative_id = $1 AND user_id = $2";
    let row: (i64,) = tx.one(sql, args![cooperative_id, user_id]).await?;
    Ok(row.0 > 0)
}

/// How many invitations a cooperative has sent since an instant.
pub async fn invited_since(tx: &mut Tx, cooperative_id: &str, since: DateTime<Utc>) -> Result<i64, StoreError> {
    let row: (i64,) = tx
        .one(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM audit
             WHERE object_kind = 'cooperative' AND object_id = $1 AND action = 'member.invite' AND outcome = 'done' AND at > $2",
            args![cooperative_id, since],
        )
        .await?;
    Ok(row.0)
}

/// The people who act for a cooperative, to be written to: who has not accepted the invitation is a stranger so far.
pub async fn recipients(tx: &mut Tx, cooperative_id: &str) -> Result<Vec<Recipient>, StoreError> {
    let people: Vec<Person> = tx
        .all(
            "SELECT u.id, u.email, u.name, u.language, u.password_hash, u.active, u.version FROM users u
             JOIN duties d ON d.user_id = u.id WHERE d.cooperative_id = $1 AND d.withdrawn_at IS NULL
                 AND u.active AND u.password_hash IS NOT NULL ORDER BY u.email",
            args![cooperative_id],
        )
        .await?;
    Ok(people.iter().map(Person::recipient).collect())
}
