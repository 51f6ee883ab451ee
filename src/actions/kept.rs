//! A form that came after its session had ended is not lost: it is kept for an hour for who had typed it.
use chrono::TimeDelta;

use super::people::new_secret;
use super::{Error, Office, Refusal};
use crate::access::{User, secret_id};
use crate::store::Doc;
use crate::store::kept_forms::{self, EarlierSession, KeptForm};

/// How long it is kept.
pub const KEPT_MINUTES: i64 = 60;

/// How long after the end of a session its forms are still kept: a page left open over a holiday, not a cookie found in an attic.
pub const SESSION_DAYS: i64 = 7;

/// How many are kept for one person (the oldest gives way), how many from one address of the network, and how many of everybody,
/// with what they may take together: beyond these nothing is kept.
const PER_PERSON: i64 = 5;
const PER_ADDRESS: i64 = 20;
const FORMS_MAX: i64 = 1_000;
const BYTES_MAX: i64 = 32 * 1024 * 1024;

/// Keeps a form for who had typed it; the secret of the page where it is found again, or `None` when too much is kept already.
///
/// # Errors
/// Those of the store.
pub async fn keep(
    office: &Office,
    session: &EarlierSession,
    address: &str,
    (path, fields): (&str, Vec<(String, String)>),
) -> Result<Option<String>, Error> {
    let (secret, now) = (new_secret(), office.clock.now());
    let size = path.len() + fields.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>();
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let form = KeptForm { user_id: session.user_id.clone(), path: path.to_owned(), fields: Doc(fields) };
    let until = now + TimeDelta::minutes(KEPT_MINUTES);
    let kept = office
        .store
        .write(async |tx| {
            kept_forms::forget(tx, now).await?;
            let taken = kept_forms::taken(tx, &form.user_id, address, now).await?;
            if taken.bytes.saturating_add(size) > BYTES_MAX {
                return Ok(false);
            }
            // Who has their share already changes one for another: that takes no more room.
            if taken.of_user >= PER_PERSON {
                kept_forms::give_way(tx, &form.user_id).await?;
            } else if taken.from_address >= PER_ADDRESS || taken.forms >= FORMS_MAX {
                return Ok(false);
            }
            kept_forms::keep(tx, &secret_id(&secret), &form, (address, size), (now, until)).await?;
            Ok::<_, Error>(true)
        })
        .await?;
    Ok(kept.then_some(secret))
}

/// The form somebody had typed.
///
/// # Errors
/// `DeadLink` when there is none of theirs any more.
pub async fn find(office: &Office, user: &User, secret: &str) -> Result<KeptForm, Error> {
    let now = office.clock.now();
    let found = office.store.read(async |tx| kept_forms::find(tx, &secret_id(secret), &user.id, now).await).await?;
    found.ok_or_else(|| Refusal::DeadLink.into())
}
