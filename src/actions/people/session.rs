//! Signing in and out. Attempts are slowed per account and per address.
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::password::{PASSWORD_CHARACTERS_MAX, password_fits};
use super::{fold_email, new_secret};
use crate::access::{User, secret_id};
use crate::actions::{Deed, Error, Office, Refusal};
use crate::store::users::{self, NewSession, Person};
use crate::text::Lang;

const SESSION_HOURS: i64 = 12;
/// Failed attempts looked at, and how many of an account or an address are free before each further one has to wait.
pub(super) const ATTEMPTS_MINUTES: i64 = 15;
const FREE_ATTEMPTS_ACCOUNT: i64 = 5;
const FREE_ATTEMPTS_ADDRESS: i64 = 30;

/// A session that has just begun: the secret goes into the cookie and nowhere else.
#[derive(Debug, Serialize, Deserialize)]
pub struct Begun {
    pub secret: String,
}

/// Signs in by mail and password. Attempts are slowed per account and per address.
pub async fn sign_in(
    office: &Office,
    email: &str,
    password: &str,
    address: &str,
    agent: Option<&str>,
) -> Result<Begun, Error> {
    let email = fold_email(email);
    let now = office.clock.now();
    let since = now - TimeDelta::minutes(ATTEMPTS_MINUTES);
    let (failures, person) = office
        .store
        .read(async |tx| {
            Ok::<_, Error>((
                users::failures(tx, &email, address, since).await?,
                users::find_by_email(tx, &email).await?,
            ))
        })
        .await?;
    let account = person.as_ref().map_or("unknown", |person| person.id.as_str()).to_owned();
    let deed = Deed::new(None, "session.begin", "user", account).from_network(address);
    if let Some(wait_seconds) = wait_seconds(&failures, now) {
        let refusal = Refusal::TooManyRequests { wait_seconds };
        office.record_refusal(&deed, crate::store::audit::SYSTEM, &refusal, now).await?;
        return Err(refusal.into());
    }
    let stored = person.as_ref().filter(|person| person.active).and_then(|person| person.password_hash.clone());
    let fits = password_fits(stored, password.chars().take(PASSWORD_CHARACTERS_MAX).collect()).await?;
    let Some(person) = person.filter(|_| fits) else {
        office.store.write(async |tx| users::note_attempt(tx, &email, address, false, now).await).await?;
        office.record_refusal(&deed, crate::store::audit::SYSTEM, &Refusal::BadCredentials, now).await?;
        return Err(Refusal::BadCredentials.into());
    };
    begin_session(office, &person, &email, address, agent).await
}

/// Each failure beyond the free ones doubles the pause, from 2 seconds up to 15 minutes.
pub(super) fn wait_seconds(failures: &users::Failures, now: chrono::DateTime<chrono::Utc>) -> Option<i64> {
    let beyond = (failures.by_account - FREE_ATTEMPTS_ACCOUNT).max(failures.by_address - FREE_ATTEMPTS_ADDRESS);
    let latest = failures.latest.filter(|_| beyond >= 0)?;
    let pause = 2_i64.saturating_pow(u32::try_from(beyond.min(20) + 1).unwrap_or(1)).min(ATTEMPTS_MINUTES * 60);
    let left = pause - (now - latest).num_seconds();
    (left > 0).then_some(left)
}

async fn begin_session(
    office: &Office,
    person: &Person,
    account: &str,
    address: &str,
    agent: Option<&str>,
) -> Result<Begun, Error> {
    let (secret, form_token) = (new_secret(), new_secret());
    let user = acting(person, Some(address.to_owned()));
    office
        .act(Deed::new(Some(&user), "session.begin", "user", &person.id), async |op| {
            let now = op.now;
            users::note_attempt(op, account, address, true, now).await?;
            let session = NewSession {
                id: &secret_id(&secret),
                user_id: &person.id,
                form_token: &form_token,
                address: Some(address),
                agent,
                expires_at: now + TimeDelta::hours(SESSION_HOURS),
            };
            users::begin_session(op, &session, now).await?;
            op.audit("user", &person.id, json!(null), json!({ "agent": agent })).await?;
            Ok(Begun { secret: secret.clone() })
        })
        .await
}

/// Somebody as an actor, for deeds done before a session exists.
pub(super) fn acting(person: &Person, address: Option<String>) -> User {
    User {
        id: person.id.clone(),
        email: person.email.clone(),
        name: person.name.clone(),
        lang: person.language,
        grants: Vec::new(),
        address,
    }
}

/// Ends one session: by its secret at signing out, or by its id from the list of one's own sessions.
pub async fn end_session(office: &Office, user: &User, session_id: &str) -> Result<(), Error> {
    office
        .act(Deed::new(Some(user), "session.end", "user", &user.id), async |op| {
            let now = op.now;
            if !users::end_session(op, &user.id, session_id, now).await? {
                return Err(Refusal::NotFound.into());
            }
            op.audit("user", &user.id, json!(null), json!(null)).await?;
            Ok(())
        })
        .await
}

/// Ends every session of one's own but this one; how many there were.
pub async fn end_other_sessions(office: &Office, user: &User, session_id: &str) -> Result<u64, Error> {
    office
        .act(Deed::new(Some(user), "session.end_others", "user", &user.id), async |op| {
            let now = op.now;
            let ended = users::end_other_sessions(op, &user.id, session_id, now).await?;
            op.audit("user", &user.id, json!(null), json!({ "sessions_ended": ended })).await?;
            Ok(ended)
        })
        .await
}

/// Changes one's own language: pages and mails follow it.
pub async fn set_language(office: &Office, user: &User, lang: Lang) -> Result<(), Error> {
    office
        .act(Deed::new(Some(user), "user.language", "user", &user.id), async |op| {
            users::set_language(op, &user.id, lang).await?;
            op.audit("user", &user.id, json!(user.lang), json!(lang)).await?;
            Ok(())
        })
        .await
}
