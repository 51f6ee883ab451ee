//! A form that came after its session had ended is not lost: it is kept for an hour for who had typed it.
use chrono::TimeDelta;

use super::people::new_secret;
use super::{Error, Office, Refusal};
use crate::access::{User, secret_id};
use crate::store::Doc;
use crate::store::kept_forms::{self, EarlierSession, KeptForm};

/// How long it is kept.
pub const KEPT_MINUTES: i64 = 60;

/// Keeps a form for who had typed it; the secret of the page where it is found again.
///
/// # Errors
/// Those of the store.
pub async fn keep(
    office: &Office,
    session: &EarlierSession,
    path: &str,
    fields: Vec<(String, String)>,
) -> Result<String, Error> {
    let (secret, now) = (new_secret(), office.clock.now());
    let form = KeptForm { user_id: session.user_id.clone(), path: path.to_owned(), fields: Doc(fields) };
    let until = now + TimeDelta::minutes(KEPT_MINUTES);
    office.store.write(async |tx| kept_forms::keep(tx, &secret_id(&secret), &form, now, until).await).await?;
    Ok(secret)
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
