//! Who acts for a cooperative: its chair invites others and withdraws them again.
use chrono::TimeDelta;
use serde::Serialize;
use serde_json::json;

use super::duty::{INVITATION_DAYS, grant_in_op};
use super::link::link;
use super::{new_person, new_secret};
use crate::access::{Chair, Grant, Position, Witness, secret_id};
use crate::actions::{Deed, Error, Office, Op, Refusal, letters};
use crate::mail::{About, Letter};
use crate::store::users::{self, Person};
use crate::store::{cooperatives, members};
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

/// How many invitations a cooperative sends in a day: nobody's mailbox is filled in its name.
const INVITATIONS_A_DAY: i64 = 10;

/// Invites somebody to act for the chair's cooperative: they get a mail with a link to set their password. Who acted for it before
/// does so again; who has another account is told by mail what they can do, and the chair's answer does not tell.
///
/// # Errors
/// `Invalid`, also for somebody who acts for the cooperative already; `NotChair` when that ended meanwhile.
pub async fn invite(office: &Office, by: &Chair, invited: &Invited<'_>, key: Option<&str>) -> Result<(), Error> {
    let person = new_person(invited.email, invited.name, invited.language)?;
    let deed = Deed::new(Some(by.user()), "member.invite", "cooperative", by.cooperative()).keyed(key, invited);
    office
        .act(deed, async |op| {
            let (since, cooperative) = (op.now - TimeDelta::days(1), by.cooperative());
            still_chair(op, by).await?;
            if members::list(op, cooperative).await?.len() >= MEMBERS_MAX {
                return Err(Refusal::field("/email", people::too_many_members(MEMBERS_MAX)).into());
            }
            if members::invited_since(op, cooperative, since).await? >= INVITATIONS_A_DAY {
                return Err(Refusal::field("/email", people::too_many_invitations(INVITATIONS_A_DAY)).into());
            }
            match users::find_by_email(op, &person.email).await? {
                None => {
                    let now = op.now;
                    users::insert(op, &person, now).await?;
                    send_link(op, office, by, &person, invited.position).await?;
                }
                Some(there) => invite_there(op, office, by, &there, invited.position).await?,
            }
            let after = json!({ "email": person.email, "position": invited.position });
            op.audit("cooperative", cooperative, json!(null), after).await?;
            Ok(())
        })
        .await
}

/// Lets somebody in who has no password yet, by a link that ends the earlier ones.
async fn send_link(
    op: &mut Op<'_, '_>,
    office: &Office,
    by: &Chair,
    person: &Person,
    position: Position,
) -> Result<(), Error> {
    let (now, until, secret) = (op.now, op.now + TimeDelta::days(INVITATION_DAYS), new_secret());
    if users::duties_of(op, &person.id).await?.is_empty() {
        grant_in_op(op, &person.id, &Grant::of_cooperative(by.cooperative().to_owned(), position)).await?;
    }
    users::void_links(op, &person.id, now).await?;
    users::add_link(op, &secret_id(&secret), "invitation", Some(&person.id), now, until).await?;
    let cooperative = cooperatives::find(op, by.cooperative()).await?.map(|found| found.name);
    let letter = Letter::Invitation { link: link(office, &secret), by: Some(by.user().name.clone()), cooperative };
    // Of no cooperative: others of it read its letters, and the link is for one person alone.
    op.mail(letter.to(person.recipient(), About::default(), None)).await?;
    Ok(())
}

/// Invites the holder of an account. Only whom the chair knows as one of theirs comes in by it.
async fn invite_there(
    op: &mut Op<'_, '_>,
    office: &Office,
    by: &Chair,
    there: &Person,
    position: Position,
) -> Result<(), Error> {
    let held = users::duties_of(op, &there.id).await?;
    let free = there.active && held.iter().all(|row| row.cooperative_id.as_deref() == Some(by.cooperative()));
    if free && there.password_hash.is_none() {
        return send_link(op, office, by, there, position).await;
    }
    if held.iter().any(|row| row.cooperative_id.as_deref() == Some(by.cooperative())) {
        return Err(Refusal::field("/email", people::acts_already()).into());
    }
    let back = free && members::acted(op, by.cooperative(), &there.id).await?;
    if back {
        grant_in_op(op, &there.id, &Grant::of_cooperative(by.cooperative().to_owned(), position)).await?;
    }
    if let Some(cooperative) = cooperatives::find(op, by.cooperative()).await?.filter(|_| there.active) {
        let (by, link) = (by.user().name.clone(), office.url(if back { "/" } else { "/registration" }));
        let letter = Letter::InvitedThere { by, cooperative: cooperative.name, back, link };
        op.mail(letter.to(there.recipient(), About::default(), None)).await?;
    }
    Ok(())
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
            withdrawn_letters(op, office, &found.user_id, by.cooperative()).await?;
            let before = json!({ "cooperative": by.cooperative(), "position": found.position });
            op.audit("user", &found.user_id, before, json!(null)).await?;
            Ok(())
        })
        .await
}

/// Tells those who act for a cooperative that an administrator let somebody act for it as well.
pub(super) async fn joined_letters(
    op: &mut Op<'_, '_>,
    office: &Office,
    person: &Person,
    grant: &Grant,
) -> Result<(), Error> {
    let Some((cooperative, position)) = grant.cooperative.as_deref().zip(grant.position) else { return Ok(()) };
    let joined = Letter::MemberJoined {
        name: person.name.clone(),
        position: position.as_str().to_owned(),
        by: op.actor.map(|user| user.name.clone()).unwrap_or_default(),
        granted: true,
        link: office.url("/members"),
    };
    letters::to_all_of(op, &joined, cooperative, &person.email).await
}

/// Tells somebody that they no longer act for a cooperative, and the cooperative too.
pub(super) async fn withdrawn_letters(
    op: &mut Op<'_, '_>,
    office: &Office,
    user_id: &str,
    cooperative_id: &str,
) -> Result<(), Error> {
    let by = op.actor.map(|user| user.name.clone()).unwrap_or_default();
    let (person, cooperative) = (users::find(op, user_id).await?, cooperatives::find(op, cooperative_id).await?);
    let Some((person, cooperative)) = person.zip(cooperative) else { return Ok(()) };
    let left = Letter::MemberLeft { name: person.name.clone(), by: by.clone(), link: office.url("/members") };
    letters::to_all_of(op, &left, cooperative_id, &person.email).await?;
    if person.active {
        let letter = Letter::MemberWithdrawn { cooperative: cooperative.name, by };
        op.mail(letter.to(person.recipient(), About::default(), None)).await?;
    }
    Ok(())
}

/// The duty may have ended since the request began: of two chairs who withdraw each other at once, one stays.
async fn still_chair(op: &mut Op<'_, '_>, by: &Chair) -> Result<(), Error> {
    cooperatives::hold(op, by.cooperative()).await?;
    users::lock_both(op, &by.user().id, &by.user().id).await?;
    let held = users::duties_of(op, &by.user().id).await?;
    let chairs = held
        .iter()
        .any(|row| row.position == Some(Position::Chair) && row.cooperative_id.as_deref() == Some(by.cooperative()));
    if chairs { Ok(()) } else { Err(Refusal::NotChair.into()) }
}
