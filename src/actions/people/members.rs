//! Who acts for a cooperative: its chair invites others and withdraws them again.
use chrono::TimeDelta;
use serde::Serialize;
use serde_json::json;

use super::duty::{INVITATION_DAYS, grant_in_op};
use super::link::link;
use super::{new_person, new_secret};
use crate::access::{Chair, Grant, Position, Witness, secret_id};
use crate::actions::{Deed, Error, Office, Problem, Refusal};
use crate::mail::{About, Letter};
use crate::store::{members, users};
use crate::text::{Lang, people};

/// Somebody the chair asks to join.
#[derive(Debug, Clone, Serialize)]
pub struct Invited<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub language: Lang,
    pub position: Position,
}

/// How many people may act for one cooperative.
const MEMBERS_MAX: usize = 20;

/// Invites somebody to act for the chair's cooperative: they get a mail with a link to set their password. The person's id.
///
/// # Errors
/// `Invalid`, also for an address that has an account; `NotChair` when that ended meanwhile.
pub async fn invite(office: &Office, by: &Chair, invited: &Invited<'_>, key: Option<&str>) -> Result<String, Error> {
    let person = new_person(invited.email, invited.name, invited.language)?;
    let secret = new_secret();
    let deed = Deed::new(Some(by.user()), "member.invite", "cooperative", by.cooperative()).keyed(key, invited);
    office
        .act(deed, async |op| {
            let (now, cooperative) = (op.now, by.cooperative());
            still_chair(op, by).await?;
            if members::list(op, cooperative).await?.len() >= MEMBERS_MAX {
                return Err(Refusal::field("/email", people::too_many_members(MEMBERS_MAX)).into());
            }
            if users::find_by_email(op, &person.email).await?.is_some() {
                return Err(Refusal::field("/email", Problem::Taken).into());
            }
            users::insert(op, &person, now).await?;
            let grant = Grant::of_cooperative(cooperative.to_owned(), invited.position);
            grant_in_op(op, &person.id, &grant).await?;
            let until = now + TimeDelta::days(INVITATION_DAYS);
            users::add_link(op, &secret_id(&secret), "invitation", Some(&person.id), now, until).await?;
            let letter = Letter::Invitation { link: link(office, &secret) };
            // Of no cooperative: others of it read its letters, and the link is for one person alone.
            op.mail(letter.to(person.recipient(), About::default(), None)).await?;
            let after = json!({ "cooperative": cooperative, "position": invited.position, "email": person.email });
            op.audit("user", &person.id, json!(null), after).await?;
            Ok(person.id.clone())
        })
        .await
}

/// Ends somebody's acting for the chair's cooperative, at once, also where they are signed in.
///
/// # Errors
/// `NotFound` for whom is not of it; `Invalid` for the chair themselves.
pub async fn withdraw(office: &Office, by: &Chair, duty_id: &str) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "member.withdraw", "cooperative", by.cooperative()), async |op| {
            let now = op.now;
            still_chair(op, by).await?;
            let found = members::list(op, by.cooperative()).await?;
            let found = found.into_iter().find(|member| member.duty_id == duty_id).ok_or(Refusal::NotFound)?;
            if found.user_id == by.user().id {
                return Err(Refusal::field("/member", people::not_oneself()).into());
            }
            users::withdraw(op, duty_id, &by.user().id, now).await?;
            let before = json!({ "cooperative": by.cooperative(), "position": found.position });
            op.audit("user", &found.user_id, before, json!(null)).await?;
            Ok(())
        })
        .await
}

/// The duty may have ended since the request began.
async fn still_chair(op: &mut crate::actions::Op<'_, '_>, by: &Chair) -> Result<(), Error> {
    users::lock_both(op, &by.user().id, &by.user().id).await?;
    let held = users::duties_of(op, &by.user().id).await?;
    let chairs = held
        .iter()
        .any(|row| row.position == Some(Position::Chair) && row.cooperative_id.as_deref() == Some(by.cooperative()));
    if chairs { Ok(()) } else { Err(Refusal::NotChair.into()) }
}
