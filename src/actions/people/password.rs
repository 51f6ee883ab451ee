//! Passwords: how they are kept, which are accepted, and changing one's own.
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::TimeDelta;
use serde_json::json;

use super::session::{ATTEMPTS_MINUTES, wait_seconds};
use crate::access::User;
use crate::actions::{Deed, Error, Office, Op, Problem, Refusal};
use crate::mail::{About, Letter};
use crate::store::users::{self, Person};
use crate::store::{StoreError, audit};

pub const PASSWORD_CHARACTERS_MIN: usize = 10;
pub(super) const PASSWORD_CHARACTERS_MAX: usize = 200;

/// Argon2id with the parameters OWASP names first (19 MiB, 2 passes).
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// Hashes a password away from the server's threads: it takes tens of milliseconds on purpose.
pub async fn hash_password(password: String) -> Result<String, Error> {
    let hashed =
        tokio::task::spawn_blocking(move || argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()));
    match hashed.await {
        Ok(Ok(hash)) => Ok(hash),
        Ok(Err(error)) => Err(broken(error.to_string())),
        Err(error) => Err(broken(error.to_string())),
    }
}

fn broken(what: String) -> Error {
    Error::Store(StoreError::Inconsistent { table: "users", id: String::new(), what })
}

/// Whether the password fits. Without a stored hash the same work is done, so that time does not tell who exists.
pub(super) async fn password_fits(stored: Option<String>, password: String) -> Result<bool, Error> {
    let Some(stored) = stored else {
        hash_password(password).await?;
        return Ok(false);
    };
    let verified = tokio::task::spawn_blocking(move || {
        let parsed = PasswordHash::new(&stored)?;
        argon2().verify_password(password.as_bytes(), &parsed)
    });
    verified.await.map(|result| result.is_ok()).map_err(|error| broken(error.to_string()))
}

/// A password is a matter of length; the few everybody tries first are refused.
pub fn check_password(password: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < PASSWORD_CHARACTERS_MIN {
        return Err(Refusal::field("/password", Problem::TooShort { min: PASSWORD_CHARACTERS_MIN }));
    }
    if length > PASSWORD_CHARACTERS_MAX {
        return Err(Refusal::field("/password", Problem::TooLong { max: PASSWORD_CHARACTERS_MAX }));
    }
    let folded = password.to_lowercase();
    let first = folded.chars().next();
    let runs = ["1234567890", "0123456789", "password12", "matkhau123", "qwertyuiop", "abcdefghij", "coopfund12"];
    if folded.chars().all(|c| Some(c) == first) || runs.iter().any(|run| folded.starts_with(run)) {
        return Err(Refusal::field("/password", Problem::PasswordTooCommon));
    }
    Ok(())
}

/// Asks for the account's password again before a deed. Wrong ones are slowed down like attempts to sign in. The account as it
/// was looked at.
///
/// # Errors
/// `Invalid` at the pointer; `TooManyRequests`.
pub(super) async fn insist(
    office: &Office,
    user: &User,
    deed: &Deed<'_>,
    (pointer, password): (&str, &str),
) -> Result<Person, Error> {
    let (now, address) = (office.clock.now(), user.address.as_deref().unwrap_or("unknown"));
    let since = now - TimeDelta::minutes(ATTEMPTS_MINUTES);
    let (failures, person) = office
        .store
        .read(async |tx| {
            let person = users::find(tx, &user.id).await?.ok_or(Refusal::NotFound)?;
            Ok::<_, Error>((users::failures(tx, &person.email, address, since).await?, person))
        })
        .await?;
    let refusal = if let Some(wait_seconds) = wait_seconds(&failures, now) {
        Refusal::TooManyRequests { wait_seconds }
    } else {
        let typed = password.chars().take(PASSWORD_CHARACTERS_MAX).collect();
        if password_fits(person.password_hash.clone(), typed).await? {
            return Ok(person);
        }
        office.store.write(async |tx| users::note_attempt(tx, &person.email, address, false, now).await).await?;
        Refusal::field(pointer, Problem::WrongPassword)
    };
    office.record_refusal(deed, audit::SYSTEM, &refusal, now).await?;
    Err(refusal.into())
}

/// Tells somebody that the password they had is no longer theirs; a first one is no news.
pub(super) async fn changed_letter(op: &mut Op<'_, '_>, before: &Person) -> Result<(), Error> {
    if before.password_hash.is_some() {
        let letter = Letter::PasswordChanged { at: op.now };
        op.mail(letter.to(before.recipient(), About::default(), None)).await?;
    }
    Ok(())
}

/// Changes one's own password: the old one is needed, every other session and every link that was sent ends. API tokens stay; they are revoked one by
/// one. Wrong old passwords are slowed down like attempts to sign in.
///
/// # Errors
/// `Invalid` at `/old_password` or `/password`; `TooManyRequests`; `Stale` when it was changed meanwhile.
pub async fn change_password(
    office: &Office,
    user: &User,
    session_id: &str,
    old: &str,
    new: &str,
) -> Result<(), Error> {
    let deed = Deed::new(Some(user), "user.password", "user", &user.id);
    if let Err(refusal) = check_password(new) {
        office.record_refusal(&deed, audit::SYSTEM, &refusal, office.clock.now()).await?;
        return Err(refusal.into());
    }
    let person = insist(office, user, &deed, ("/old_password", old)).await?;
    let hash = hash_password(new.to_owned()).await?;
    office
        .act(deed.clone(), async |op| {
            let now = op.now;
            let meanwhile = users::find(op, &user.id).await?.ok_or(Refusal::NotFound)?;
            if meanwhile.password_hash != person.password_hash {
                return Err(Refusal::Stale.into());
            }
            users::set_password(op, &user.id, &hash).await?;
            users::void_links(op, &user.id, now).await?;
            changed_letter(op, &meanwhile).await?;
            let ended = users::end_other_sessions(op, &user.id, session_id, now).await?;
            op.audit("user", &user.id, json!(null), json!({ "sessions_ended": ended })).await?;
            Ok(())
        })
        .await
}
