//! The people an administrator sees: everybody for one of all funds, else those with a duty for a fund they administer.
use chrono::{DateTime, Utc};

use super::outbox::Recipient;
use super::users::{DutyRow, Person};
use super::{StoreError, Tx};
use crate::access::Duty;
use crate::args;
use crate::text::Lang;

/// A person in the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Listed {
    pub id: String,
    pub email: String,
    pub name: String,
    /// `active`, `invited` (no password yet) or `closed`.
    pub standing: String,
    /// When they last signed in.
    pub last_seen: Option<DateTime<Utc>>,
}

/// The people this administrator sees, by mail address, after that of the page before; all that `limit` allows.
pub async fn list(tx: &mut Tx, admin_id: &str, after: &str, limit: i64) -> Result<Vec<Listed>, StoreError> {
    tx.all(
        "SELECT u.id, u.email, u.name, (SELECT MAX(s.created_at) FROM sessions s WHERE s.user_id = u.id) AS last_seen,
             CASE WHEN NOT u.active THEN 'closed' WHEN u.password_hash IS NULL THEN 'invited' ELSE 'active' END AS standing
         FROM users u WHERE u.email > $2 AND EXISTS (SELECT 1 FROM duties a WHERE a.user_id = $1 AND a.duty = 'administrator' AND a.withdrawn_at IS NULL
             AND (a.fund_id IS NULL OR EXISTS (SELECT 1 FROM duties d WHERE d.user_id = u.id AND d.withdrawn_at IS NULL AND d.fund_id = a.fund_id)))
         ORDER BY u.email LIMIT $3",
        args![admin_id, after, limit],
    )
    .await
}

/// One of them.
pub async fn find(tx: &mut Tx, admin_id: &str, id: &str) -> Result<Option<Person>, StoreError> {
    tx.optional(
        "SELECT u.id, u.email, u.name, u.language, u.password_hash, u.active, u.version FROM users u
         WHERE u.id = $2 AND EXISTS (SELECT 1 FROM duties a WHERE a.user_id = $1 AND a.duty = 'administrator' AND a.withdrawn_at IS NULL
             AND (a.fund_id IS NULL OR EXISTS (SELECT 1 FROM duties d WHERE d.user_id = u.id AND d.withdrawn_at IS NULL AND d.fund_id = a.fund_id)))",
        args![admin_id, id],
    )
    .await
}

/// How many of them have an open account, and how many of those have not accepted their invitation.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Count {
    pub active: i64,
    pub invited: i64,
}

/// See [`Count`].
pub async fn count(tx: &mut Tx, admin_id: &str) -> Result<Count, StoreError> {
    tx.one(
        "SELECT CAST(COUNT(*) AS BIGINT) AS active, CAST(COUNT(*) FILTER (WHERE u.password_hash IS NULL) AS BIGINT) AS invited
         FROM users u WHERE u.active AND EXISTS (SELECT 1 FROM duties a WHERE a.user_id = $1 AND a.duty = 'administrator' AND a.withdrawn_at IS NULL
             AND (a.fund_id IS NULL OR EXISTS (SELECT 1 FROM duties d WHERE d.user_id = u.id AND d.withdrawn_at IS NULL AND d.fund_id = a.fund_id)))",
        args![admin_id],
    )
    .await
}

/// The duties in force of the people whose addresses come after `after`, up to and with `last`.
pub async fn duties(tx: &mut Tx, after: &str, last: &str) -> Result<Vec<DutyRow>, StoreError> {
    tx.all(
        "SELECT d.id, d.user_id, d.duty, d.fund_id, f.code AS fund_code, d.cooperative_id, c.name AS cooperative_name, c.code AS cooperative_code, d.position
         FROM duties d JOIN users u ON u.id = d.user_id LEFT JOIN funds f ON f.id = d.fund_id LEFT JOIN cooperatives c ON c.id = d.cooperative_id
         WHERE d.withdrawn_at IS NULL AND u.email > $1 AND u.email <= $2 ORDER BY d.user_id, d.id",
        args![after, last],
    )
    .await
}

/// Makes this person the first of this database; `false` when somebody else was faster.
pub async fn claim_first(tx: &mut Tx, user_id: &str) -> Result<bool, StoreError> {
    let claim = "INSERT INTO facts (name, value) VALUES ('first_administrator', $1) ON CONFLICT (name) DO NOTHING";
    Ok(tx.execute(claim, args![user_id]).await? == 1)
}

/// Everybody with a duty for a fund but two people, by address: for letters to staff.
pub async fn recipients_of_duty(
    tx: &mut Tx,
    fund_id: &str,
    duty: Duty,
    but: [&str; 2],
) -> Result<Vec<Recipient>, StoreError> {
    let people: Vec<(String, String, Lang)> = tx
        .all(
            "SELECT u.email, u.name, u.language FROM users u
             WHERE u.active AND u.id <> $3 AND u.id <> $4 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = u.id AND d.duty = $2
                 AND d.withdrawn_at IS NULL AND (d.fund_id IS NULL OR d.fund_id = $1)) ORDER BY u.email",
            args![fund_id, duty, but[0], but[1]],
        )
        .await?;
    Ok(people.into_iter().map(|(email, name, lang)| Recipient { email, name, lang }).collect())
}
