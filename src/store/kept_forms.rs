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
    /// A session by its id, also one that has ended.
    pub async fn earlier_session(&self, id: &str) -> Result<Option<EarlierSession>, StoreError> {
        self.glance("SELECT user_id, form_token FROM sessions WHERE id = $1", args![id]).await
    }
}

/// Keeps a form; those whose time is over go.
pub async fn keep(
    tx: &mut Tx,
    id: &str,
    form: &KeptForm,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM kept_forms WHERE expires_at <= $1", args![now]).await?;
    tx.execute_one(
        "INSERT INTO kept_forms (id, user_id, path, fields, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![id, &form.user_id, &form.path, &form.fields, now, until],
    )
    .await
}

/// A form of this person that is still kept.
pub async fn find(tx: &mut Tx, id: &str, user_id: &str, now: DateTime<Utc>) -> Result<Option<KeptForm>, StoreError> {
    tx.optional(
        "SELECT user_id, path, fields FROM kept_forms WHERE id = $1 AND user_id = $2 AND expires_at > $3",
        args![id, user_id, now],
    )
    .await
}
