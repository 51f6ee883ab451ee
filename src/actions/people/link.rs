//! One-time links: password reset, invitation, the first administrator.
use chrono::TimeDelta;
use serde_json::json;

use super::password::{changed_letter, check_password, hash_password};
use super::session::acting;
use super::{fold_email, new_person, new_secret};
use crate::access::{Duty, Grant, secret_id};
use crate::actions::{Deed, Error, Office, Op, Refusal};
use crate::mail::{About, Letter};
use crate::store::directory;
use crate::store::users::{self, Person};
use crate::text::Lang;

/// How long a link to set a new password works; its letter says so.
pub const RESET_HOURS: i64 = 1;

/// How many of them one account gets in that time: nobody's mailbox is filled by a stranger.
const RESETS_MAX: i64 = 3;

/// Sends a link to set a new password. Answers alike whether the account exists or not, and whether another is sent.
pub async fn request_reset(office: &Office, email: &str, address: &str) -> Result<(), Error> {
    let email = fold_email(email);
    let secret = new_secret();
    let since = office.clock.now() - TimeDelta::hours(RESET_HOURS);
    let found = office
        .store
        .read(async |tx| {
            let Some(person) = users::find_by_email(tx, &email).await? else { return Ok(None) };
            let sent = directory::count_links(tx, "password_reset", &person.id, since).await?;
            Ok::<_, Error>(Some(person).filter(|person| person.active && sent < RESETS_MAX))
        })
        .await?;
    let Some(person) = found else { return Ok(()) };
    let user = acting(&person, Some(address.to_owned()));
    office
        .act(Deed::new(Some(&user), "user.reset_request", "user", &person.id), async |op| {
            let now = op.now;
            users::add_link(
                op,
                &secret_id(&secret),
                "password_reset",
                Some(&person.id),
                now,
                now + TimeDelta::hours(RESET_HOURS),
            )
            .await?;
            let letter = Letter::PasswordReset { link: link(office, &secret) };
            op.mail(letter.to(person.recipient(), About::default(), None)).await?;
            op.audit("user", &person.id, json!(null), json!(null)).await?;
            Ok(())
        })
        .await
}

pub(super) fn link(office: &Office, secret: &str) -> String {
    office.url(&format!("/links/{secret}"))
}

/// What a one-time link leads to.
#[derive(Debug, Clone)]
pub struct LinkView {
    pub purpose: String,
    pub person: Option<Person>,
}

/// Looks at a link without using it up.
pub async fn look_at_link(office: &Office, secret: &str) -> Result<LinkView, Error> {
    let now = office.clock.now();
    office
        .store
        .read(async |tx| {
            let link = users::find_link(tx, &secret_id(secret), now).await?.ok_or(Refusal::DeadLink)?;
            let person = match &link.user_id {
                Some(id) => users::find(tx, id).await?,
                None => None,
            };
            Ok(LinkView { purpose: link.purpose, person })
        })
        .await
}

/// Uses a link: sets the password it allows to set; the other links of the account end with it. The first administrator's link also makes the account.
pub async fn use_link(
    office: &Office,
    secret: &str,
    newcomer: Option<(&str, &str)>,
    password: &str,
    address: &str,
) -> Result<(), Error> {
    check_password(password)?;
    let hash = hash_password(password.to_owned()).await?;
    office
        .act(Deed::new(None, "user.link_used", "link", secret_id(secret)).from_network(address), async |op| {
            let now = op.now;
            let link = users::use_link(op, &secret_id(secret), now).await?.ok_or(Refusal::DeadLink)?;
            let user_id = match (link.user_id, newcomer) {
                (Some(id), _) => id,
                (None, Some((email, name))) => first_administrator(op, email, name).await?,
                (None, None) => return Err(Refusal::DeadLink.into()),
            };
            let before = users::find(op, &user_id).await?.ok_or(Refusal::DeadLink)?;
            users::set_password(op, &user_id, &hash).await?;
            users::void_links(op, &user_id, now).await?;
            changed_letter(op, &before).await?;
            users::end_sessions(op, &user_id, now).await?;
            op.audit("user", &user_id, json!(null), json!({ "purpose": link.purpose })).await?;
            Ok(())
        })
        .await
}

async fn first_administrator(op: &mut Op<'_, '_>, email: &str, name: &str) -> Result<String, Error> {
    let person = new_person(email, name, Lang::Vi)?;
    let now = op.now;
    // Two processes may have printed a link each: one person claims the office, whoever is first.
    if !users::nobody_yet(op).await? || !directory::claim_first(op, &person.id).await? {
        return Err(Refusal::DeadLink.into());
    }
    users::insert(op, &person, now).await?;
    let everywhere = |duty| Grant::staff(duty, None);
    users::grant(op, &person.id, &everywhere(Duty::Administrator), "system", now).await?;
    Ok(person.id)
}

/// Makes the link for the first administrator, when nobody is here yet. The secret is shown once.
pub async fn first_administrator_link(office: &Office) -> Result<Option<String>, Error> {
    let secret = new_secret();
    office
        .act(Deed::new(None, "user.first_link", "link", secret_id(&secret)), async |op| {
            let now = op.now;
            if !users::nobody_yet(op).await? {
                op.audit("link", "none", json!(null), json!("somebody is here already")).await?;
                return Ok(None);
            }
            users::add_link(op, &secret_id(&secret), "first_administrator", None, now, now + TimeDelta::hours(24))
                .await?;
            op.audit("link", &secret_id(&secret), json!(null), json!(null)).await?;
            Ok(Some(link(office, &secret)))
        })
        .await
}
