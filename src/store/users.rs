//! People, their duties, their sessions, API tokens and one-time links.
use chrono::{DateTime, Utc};

pub use super::members::recipients as recipients_of_cooperative;
use super::{Store, StoreError, Tx, new_id};
use crate::access::{Duty, Grant, Position, User};
use crate::args;
use crate::text::Lang;

/// A person as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Person {
    pub id: String,
    pub email: String,
    pub name: String,
    pub language: Lang,
    pub password_hash: Option<String>,
    pub active: bool,
    pub version: i64,
}

impl Person {
    pub fn recipient(&self) -> super::outbox::Recipient {
        super::outbox::Recipient { email: self.email.clone(), name: self.name.clone(), lang: self.language }
    }
}

/// A duty in force, with the names a page shows.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DutyRow {
    pub id: String,
    pub user_id: String,
    pub duty: Duty,
    pub fund_id: Option<String>,
    pub fund_code: Option<String>,
    pub cooperative_id: Option<String>,
    pub cooperative_name: Option<String>,
    pub cooperative_code: Option<String>,
    /// For somebody of a cooperative.
    pub position: Option<Position>,
}

/// Who is behind a session or token, in one row, so that a request asks once.
#[derive(sqlx::FromRow)]
struct SignedIn {
    id: String,
    email: String,
    name: String,
    language: Lang,
    form_token: String,
    grants: Option<String>,
}

/// A session that is in force.
#[derive(Clone, Debug)]
pub struct Session {
    pub user: User,
    /// What every form of this session carries.
    pub form_token: String,
}

impl SignedIn {
    fn session(self) -> Result<Session, StoreError> {
        let text = |part: &str| (!part.is_empty()).then(|| part.to_owned());
        let grant = |row: &str| {
            let mut parts = row.split('|');
            let duty = Duty::try_from(parts.next().unwrap_or_default().to_owned());
            let duty = duty.map_err(|what| StoreError::Inconsistent { table: "duties", id: self.id.clone(), what })?;
            let (fund, cooperative) = (parts.next().and_then(text), parts.next().and_then(text));
            Ok(Grant { duty, fund, cooperative, position: parts.next().and_then(Position::named) })
        };
        let grants = self.grants.as_deref().unwrap_or_default();
        let grants = grants.split(',').filter(|row| !row.is_empty()).map(grant).collect::<Result<_, StoreError>>()?;
        let user = User { id: self.id, email: self.email, name: self.name, lang: self.language, grants, address: None };
        Ok(Session { user, form_token: self.form_token })
    }
}

impl Store {
    /// The session with this id (the hash of the cookie's secret), if it is in force.
    pub async fn session(&self, id: &str, now: DateTime<Utc>) -> Result<Option<Session>, StoreError> {
        let row: Option<SignedIn> = self
            .glance(
                "SELECT u.id, u.email, u.name, u.language, s.form_token,
                     (SELECT string_agg(d.duty || '|' || COALESCE(d.fund_id, '') || '|' || COALESCE(d.cooperative_id, '') || '|' || COALESCE(d.position, ''), ',')
                      FROM duties d WHERE d.user_id = u.id AND d.withdrawn_at IS NULL) AS grants
                 FROM sessions s JOIN users u ON u.id = s.user_id
                 WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND u.active",
                args![id, now],
            )
            .await?;
        row.map(SignedIn::session).transpose()
    }

    /// The user behind an API token (its hash), if it is in force.
    pub async fn token_holder(&self, id: &str, now: DateTime<Utc>) -> Result<Option<Session>, StoreError> {
        let row: Option<SignedIn> = self
            .glance(
                "SELECT u.id, u.email, u.name, u.language, '' AS form_token,
                     (SELECT string_agg(d.duty || '|' || COALESCE(d.fund_id, '') || '|' || COALESCE(d.cooperative_id, '') || '|' || COALESCE(d.position, ''), ',')
                      FROM duties d WHERE d.user_id = u.id AND d.withdrawn_at IS NULL) AS grants
                 FROM api_tokens s JOIN users u ON u.id = s.user_id
                 WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND u.active",
                args![id, now],
            )
            .await?;
        row.map(SignedIn::session).transpose()
    }
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Person>, StoreError> {
    tx.optional("SELECT id, email, name, language, password_hash, active, version FROM users WHERE id = $1", args![id])
        .await
}

/// By mail address, as folded by `crate::actions::people::fold_email`.
pub async fn find_by_email(tx: &mut Tx, email: &str) -> Result<Option<Person>, StoreError> {
    tx.optional(
        "SELECT id, email, name, language, password_hash, active, version FROM users WHERE email = $1",
        args![email],
    )
    .await
}

pub async fn all(tx: &mut Tx) -> Result<Vec<Person>, StoreError> {
    tx.all("SELECT id, email, name, language, password_hash, active, version FROM users ORDER BY email", args![]).await
}

pub async fn insert(tx: &mut Tx, person: &Person, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO users (id, email, name, language, password_hash, active, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)",
        args![&person.id, &person.email, &person.name, person.language, &person.password_hash, person.active, now],
    )
    .await
}

pub async fn set_password(tx: &mut Tx, id: &str, hash: &str) -> Result<(), StoreError> {
    tx.execute_one("UPDATE users SET password_hash = $2, version = version + 1 WHERE id = $1", args![id, hash]).await
}

/// Gives an account another address, folded.
pub async fn set_email(tx: &mut Tx, id: &str, email: &str) -> Result<(), StoreError> {
    tx.execute_one("UPDATE users SET email = $2, version = version + 1 WHERE id = $1", args![id, email]).await
}

/// Gives an account another name.
pub async fn set_name(tx: &mut Tx, id: &str, name: &str) -> Result<(), StoreError> {
    tx.execute_one("UPDATE users SET name = $2, version = version + 1 WHERE id = $1", args![id, name]).await
}

pub async fn set_language(tx: &mut Tx, id: &str, language: Lang) -> Result<(), StoreError> {
    tx.execute_one("UPDATE users SET language = $2, version = version + 1 WHERE id = $1", args![id, language]).await
}

pub async fn set_active(tx: &mut Tx, id: &str, active: bool) -> Result<(), StoreError> {
    tx.execute_one("UPDATE users SET active = $2, version = version + 1 WHERE id = $1", args![id, active]).await
}

/// Whether anybody is here yet.
pub async fn nobody_yet(tx: &mut Tx) -> Result<bool, StoreError> {
    let row: (i64,) = tx.one("SELECT CAST(COUNT(*) AS BIGINT) FROM users", args![]).await?;
    Ok(row.0 == 0)
}

pub async fn duties_of(tx: &mut Tx, user_id: &str) -> Result<Vec<DutyRow>, StoreError> {
    tx.all(
        "SELECT d.id, d.user_id, d.duty, d.fund_id, f.code AS fund_code, d.cooperative_id, c.name AS cooperative_name, c.code AS cooperative_code, d.position
         FROM duties d LEFT JOIN funds f ON f.id = d.fund_id LEFT JOIN cooperatives c ON c.id = d.cooperative_id
         WHERE d.user_id = $1 AND d.withdrawn_at IS NULL ORDER BY d.id",
        args![user_id],
    )
    .await
}

/// Every duty in force, for the administrator's list of people.
pub async fn all_duties(tx: &mut Tx) -> Result<Vec<DutyRow>, StoreError> {
    tx.all(
        "SELECT d.id, d.user_id, d.duty, d.fund_id, f.code AS fund_code, d.cooperative_id, c.name AS cooperative_name, c.code AS cooperative_code, d.position
         FROM duties d LEFT JOIN funds f ON f.id = d.fund_id LEFT JOIN cooperatives c ON c.id = d.cooperative_id
         WHERE d.withdrawn_at IS NULL ORDER BY d.user_id, d.id",
        args![],
    )
    .await
}

pub async fn grant(
    tx: &mut Tx,
    user_id: &str,
    grant: &Grant,
    by: &str,
    now: DateTime<Utc>,
) -> Result<String, StoreError> {
    let id = new_id();
    tx.execute_one(
        "INSERT INTO duties (id, user_id, duty, fund_id, cooperative_id, position, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![&id, user_id, grant.duty, &grant.fund, &grant.cooperative, grant.position.map(Position::as_str), by, now],
    )
    .await?;
    Ok(id)
}

/// Locks two people, whoever they are, always in the same order: what is read of them afterwards holds until the end.
pub async fn lock_both(tx: &mut Tx, one: &str, other: &str) -> Result<(), StoreError> {
    for id in [one.min(other), one.max(other)] {
        tx.execute("UPDATE users SET version = version + 1 WHERE id = $1", args![id]).await?;
    }
    Ok(())
}

/// Withdraws a duty in force; how many rows it touched (0: it was not in force).
pub async fn withdraw(tx: &mut Tx, duty_id: &str, by: &str, now: DateTime<Utc>) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE duties SET withdrawn_by = $2, withdrawn_at = $3 WHERE id = $1 AND withdrawn_at IS NULL",
        args![duty_id, by, now],
    )
    .await
}

/// A session about to begin.
pub struct NewSession<'a> {
    pub id: &'a str,
    pub user_id: &'a str,
    pub form_token: &'a str,
    pub address: Option<&'a str>,
    pub agent: Option<&'a str>,
    pub expires_at: DateTime<Utc>,
}

pub async fn begin_session(tx: &mut Tx, session: &NewSession<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO sessions (id, user_id, form_token, address, agent, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![session.id, session.user_id, session.form_token, session.address, session.agent, now, session.expires_at],
    )
    .await
}

/// A session in the list a person sees.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SessionRow {
    pub id: String,
    pub address: Option<String>,
    pub agent: Option<String>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

pub async fn sessions_of(tx: &mut Tx, user_id: &str, now: DateTime<Utc>) -> Result<Vec<SessionRow>, StoreError> {
    tx.all(
        "SELECT id, address, agent, created_at, expires_at FROM sessions
         WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id",
        args![user_id, now],
    )
    .await
}

/// Ends one session of a user; false when there was none.
pub async fn end_session(tx: &mut Tx, user_id: &str, id: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql = "UPDATE sessions SET ended_at = $3 WHERE user_id = $1 AND id = $2 AND ended_at IS NULL";
    Ok(tx.execute(sql, args![user_id, id, now]).await? == 1)
}

/// Ends every session of a user: after a new password, or when the account is closed.
pub async fn end_sessions(tx: &mut Tx, user_id: &str, now: DateTime<Utc>) -> Result<u64, StoreError> {
    tx.execute("UPDATE sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL", args![user_id, now]).await
}

/// Ends every session of a user but one; how many there were.
pub async fn end_other_sessions(tx: &mut Tx, user_id: &str, keep: &str, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let sql =
        "UPDATE sessions SET ended_at = $3 WHERE user_id = $1 AND id <> $2 AND ended_at IS NULL AND expires_at > $3";
    tx.execute(sql, args![user_id, keep, now]).await
}

pub async fn add_token(
    tx: &mut Tx,
    id: &str,
    user_id: &str,
    label: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO api_tokens (id, user_id, label, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        args![id, user_id, label, now, until],
    )
    .await
}

/// An API token in the list a person sees.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TokenRow {
    pub id: String,
    pub label: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// The tokens of a user that are in force, newest first.
pub async fn tokens_of(tx: &mut Tx, user_id: &str, now: DateTime<Utc>) -> Result<Vec<TokenRow>, StoreError> {
    tx.all(
        "SELECT id, label, created_at, expires_at FROM api_tokens
         WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id",
        args![user_id, now],
    )
    .await
}

/// Revokes a token of a user; its label, or `None` when there was none in force.
pub async fn revoke_token(
    tx: &mut Tx,
    user_id: &str,
    id: &str,
    now: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = tx
        .optional(
            "UPDATE api_tokens SET revoked_at = $3 WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING label",
            args![user_id, id, now],
        )
        .await?;
    Ok(row.map(|row| row.0))
}

/// What a one-time link is for.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Link {
    pub id: String,
    pub purpose: String,
    pub user_id: Option<String>,
}

pub async fn add_link(
    tx: &mut Tx,
    id: &str,
    purpose: &str,
    user_id: Option<&str>,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO links (id, purpose, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        args![id, purpose, user_id, now, until],
    )
    .await
}

/// A link that still works.
pub async fn find_link(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<Option<Link>, StoreError> {
    tx.optional(
        "SELECT id, purpose, user_id FROM links WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
        args![id, now],
    )
    .await
}

/// Uses a link up; `None` when it no longer works. Two at once: one wins.
pub async fn use_link(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<Option<Link>, StoreError> {
    tx.optional(
        "UPDATE links SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2 RETURNING id, purpose, user_id",
        args![id, now],
    )
    .await
}

/// Voids the links a user has not used: what was sent before opens the account no more.
pub async fn void_links(tx: &mut Tx, user_id: &str, now: DateTime<Utc>) -> Result<u64, StoreError> {
    tx.execute("UPDATE links SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL", args![user_id, now]).await
}

/// Failed attempts since an instant: for the account, and from the address.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Failures {
    pub by_account: i64,
    pub by_address: i64,
    pub latest: Option<DateTime<Utc>>,
}

pub async fn failures(tx: &mut Tx, account: &str, address: &str, since: DateTime<Utc>) -> Result<Failures, StoreError> {
    tx.one(
        "SELECT CAST(COUNT(*) FILTER (WHERE account = $1) AS BIGINT) AS by_account, CAST(COUNT(*) FILTER (WHERE address = $2) AS BIGINT) AS by_address,
             MAX(at) AS latest FROM sign_in_attempts WHERE (account = $1 OR address = $2) AND at > $3 AND NOT succeeded
             AND at > COALESCE((SELECT MAX(s.at) FROM sign_in_attempts s WHERE s.account = $1 AND s.succeeded), $3)",
        args![account, address, since],
    )
    .await
}

pub async fn note_attempt(
    tx: &mut Tx,
    account: &str,
    address: &str,
    succeeded: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO sign_in_attempts (id, account, address, succeeded, at) VALUES ($1, $2, $3, $4, $5)",
        args![new_id(), account, address, succeeded, now],
    )
    .await
}
