//! Forms that came after their session had ended, kept for an hour for who had typed them.
use chrono::{DateTime, Utc};

use super::{Doc, Store, StoreError, Tx};
use crate::args;

/// A form as it was sent: where to, and its fields in their order.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KeptForm {
    pub user_id: String,
    pub path: String,
    pub fields: Doc<Vec<(String, String)>>,
}

/// Whose session it was, and what its forms carried, whether or not it has ended.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct EarlierSession {
    pub user_id: String,
    pub form_token: String,
}

impl Store {
    /// A session by its id, also one that has ended, unless its time was over before `since`.
    pub async fn earlier_session(&self, id: &str, since: DateTime<Utc>) -> Result<Option<EarlierSession>, StoreError> {
        self.glance("SELECT user_id, form_token FROM sessions WHERE id = $1 AND expires_at > $2", args![id, since])
            .await
    }
}

/// What is kept already: of this person, from this address of the network, and of everybody together.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Taken {
    pub of_user: i64,
    pub from_address: i64,
    pub forms: i64,
    pub bytes: i64,
}

/// See [`Taken`].
pub async fn taken(tx: &mut Tx, user_id: &str, address: &str, now: DateTime<Utc>) -> Result<Taken, StoreError> {
    tx.one(
        "SELECT CAST(COUNT(*) FILTER (WHERE user_id = $1) AS BIGINT) AS of_user, CAST(COUNT(*) FILTER (WHERE address = $2) AS BIGINT) AS from_address,
             CAST(COUNT(*) AS BIGINT) AS forms, CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) AS bytes
         FROM kept_forms WHERE expires_at > $3",
        args![user_id, address, now],
    )
    .await
}

/// Keeps a form.
pub async fn keep(
    tx: &mut Tx,
    id: &str,
    form: &KeptForm,
    (address, size_bytes): (&str, i64),
    (now, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO kept_forms (id, user_id, path, fields, address, size_bytes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![id, &form.user_id, &form.path, &form.fields, address, size_bytes, now, until],
    )
    .await
}

/// Forgets this person's oldest: what is kept after it is what they typed last.
pub async fn give_way(tx: &mut Tx, user_id: &str) -> Result<(), StoreError> {
    tx.execute_one(
        "DELETE FROM kept_forms WHERE id = (SELECT id FROM kept_forms WHERE user_id = $1 ORDER BY created_at, id LIMIT 1)",
        args![user_id],
    )
    .await
}

/// Forgets those whose time is over; how many.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM kept_forms WHERE expires_at <= $1", args![now]).await
}

/// A form of this person that is still kept.
pub async fn find(tx: &mut Tx, id: &str, user_id: &str, now: DateTime<Utc>) -> Result<Option<KeptForm>, StoreError> {
    tx.optional(
        "SELECT user_id, path, fields FROM kept_forms WHERE id = $1 AND user_id = $2 AND expires_at > $3",
        args![id, user_id, now],
    )
    .await
}
