//! One-time links: password reset, invitation, the first administrator.
use chrono::TimeDelta;
use serde_json::json;

use super::password::{changed_letter, check_password, hash_password};
use super::session::acting;
use super::{fold_email, new_person, new_secret};
use crate::access::{Duty, Grant, secret_id};
use crate::actions::{Deed, Error, Office, Op, Refusal};
use crate::mail::{About, Letter};
use crate::store::users::{self, Person};
use crate::store::{directory, password_requests};
use crate::text::Lang;

/// How long a link to set a new password works; its letter says so.
pub const RESET_HOURS: i64 = 1;

/// How many of them go to one address of mail, and how many may be asked for from one address of the network, in that time: nobody's
/// mailbox is filled by a stranger, nor our books.
const PER_EMAIL: i64 = 3;
const PER_ADDRESS: i64 = 20;

/// Sends a link to set a new password. Answers alike whether the account exists or not, and whether another is sent; either way it is
/// one transaction with its row in the trail, so that the time it takes does not tell either.
///
/// # Errors
/// `TooManyRequests` when too many were asked for from this address of the network.
pub async fn request_reset(office: &Office, email: &str, address: &str) -> Result<(), Error> {
    let email = fold_email(email);
    let (asked_for, secret) = (secret_id(&email), new_secret());
    let found = office.store.read(async |tx| users::find_by_email(tx, &email).await).await?;
    let person = found.filter(|person| person.active);
    let user = person.as_ref().map(|person| acting(person, Some(address.to_owned())));
    let id = person.as_ref().map_or("unknown", |person| person.id.as_str());
    let deed = Deed::new(user.as_ref(), "user.reset_request", "user", id).from_network(address);
    office
        .act(deed, async |op| {
            let now = op.now;
            let window = TimeDelta::hours(RESET_HOURS);
            let asked = password_requests::asked(op, &asked_for, address, now - window).await?;
            if asked.from_address >= PER_ADDRESS {
                return Err(Refusal::TooManyRequests { wait_seconds: window.num_seconds() }.into());
            }
            password_requests::insert(op, &asked_for, address, now).await?;
            if let Some(person) = person.as_ref().filter(|_| asked.for_email < PER_EMAIL) {
                users::add_link(op, &secret_id(&secret), "password_reset", Some(&person.id), now, now + window).await?;
                let letter = Letter::PasswordReset { link: link(office, &secret) };
                op.mail(letter.to(person.recipient(), About::default(), None)).await?;
            }
            op.audit("user", id, json!(null), json!(null)).await?;
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
