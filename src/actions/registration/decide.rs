//! The officer's side: whoever keeps the register compares the claim with the certificate.
use serde_json::json;

use crate::access::{Duty, Grant, Position, Registrar, Witness};
use crate::actions::cooperative::{claimed_record, taken_meanwhile};
use crate::actions::input::text_problem;
use crate::actions::letters;
use crate::actions::people::grant_in_op;
use crate::actions::scope::Scope;
use crate::actions::{Deed, Error, Office, Op, Refusal};
use crate::mail::{About, Letter};
use crate::store::cooperative_links::{self, Claimed, CoopLink, Found};
use crate::store::outbox::Recipient;
use crate::store::{cooperatives, members, users};
use crate::text::registration;

const REASON_CHARACTERS_MAX: usize = 1000;

/// Who somebody is confirmed as.
#[derive(Debug, Clone, Copy)]
pub struct Confirmed {
    pub position: Position,
    /// The officer says that the certificate names this person, where the cooperative has a chair with an account.
    pub named: bool,
}

/// Confirms a link: the person acts for the cooperative from now on, and those who did so before are told. A cooperative that is not
/// in the register is entered as it was typed. The cooperative's id.
///
/// # Errors
/// `NotFound`; `Forbidden` when the officer's duty ended meanwhile; `WrongState` when it is decided already; `Invalid` when no
/// certificate was handed in, and at `/named` when a chair is there and nobody says that the certificate names the new one.
pub async fn confirm(office: &Office, by: &Registrar, id: &str, input: Confirmed) -> Result<String, Error> {
    let position = input.position;
    office
        .act(Deed::new(Some(by.user()), "link.confirm", "coop_link", id), async |op| {
            let now = op.now;
            let link = waiting(op, by, id).await?;
            if link.papers == 0 {
                return Err(Refusal::field("/position", registration::no_certificate()).into());
            }
            let (cooperative_id, entered) = match cooperatives::find_by_id_or_code(op, &link.code).await? {
                Some(found) => (found.id, None),
                None => {
                    let record = claimed_record(&claimed(&link), &link.user_email, op.today)?;
                    cooperatives::insert(op, &record, now).await.map_err(taken_meanwhile)?;
                    (record.id.clone(), Some(record))
                }
            };
            let chairs = members::chairs(op, &cooperative_id).await?;
            if position == Position::Chair && !chairs.is_empty() && !input.named {
                return Err(Refusal::field("/named", registration::chair_there(&chairs.join(", "))).into());
            }
            grant_in_op(op, &link.user_id, &Grant::of_cooperative(cooperative_id.clone(), position)).await?;
            let joined = Letter::MemberJoined {
                name: link.user_name.clone(),
                position: position.as_str().to_owned(),
                by: by.user().name.clone(),
                granted: false,
                link: office.url("/members"),
            };
            letters::to_all_of(op, &joined, &cooperative_id, &link.user_email).await?;
            let (outcome, by) = ("confirmed", by.user().id.as_str());
            let found = Found { outcome, cooperative_id: Some(&cooperative_id), reason: None, by };
            if !cooperative_links::decide(op, id, &found, now).await? {
                return Err(Refusal::Stale.into());
            }
            let letter = Letter::LinkConfirmed { link: office.url("/") };
            write_to(op, &link, &letter, Some(&cooperative_id)).await?;
            let after = json!({
                "cooperative": cooperative_id, "position": position, "entered": entered, "chairs": chairs, "named": input.named,
            });
            op.audit("coop_link", id, json!(claimed(&link)), after).await?;
            Ok(cooperative_id)
        })
        .await
}

/// Refuses a link with the reason, which goes to the person; they may ask again.
///
/// # Errors
/// `NotFound`; `WrongState` when it is decided already; `Invalid` at `/reason`.
pub async fn refuse(office: &Office, by: &Registrar, id: &str, reason: &str) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "link.refuse", "coop_link", id), async |op| {
            let now = op.now;
            let link = waiting(op, by, id).await?;
            let reason = reason.trim();
            if let Some(problem) = text_problem(reason, REASON_CHARACTERS_MAX) {
                return Err(Refusal::field("/reason", problem).into());
            }
            let by = by.user().id.as_str();
            let found = Found { outcome: "refused", cooperative_id: None, reason: Some(reason), by };
            if !cooperative_links::decide(op, id, &found, now).await? {
                return Err(Refusal::Stale.into());
            }
            let letter = Letter::LinkRefused {
                name: link.name.clone(),
                reason: reason.to_owned(),
                link: office.url("/registration"),
            };
            write_to(op, &link, &letter, None).await?;
            op.audit("coop_link", id, json!(claimed(&link)), json!({ "reason": reason })).await?;
            Ok(())
        })
        .await
}

/// A link that waits, the person and the officer locked, whose duty may have ended since the request began.
async fn waiting(op: &mut Op<'_, '_>, by: &Registrar, id: &str) -> Result<CoopLink, Error> {
    let link = cooperative_links::find(op, id).await?.ok_or(Refusal::NotFound)?;
    users::lock_both(op, &by.user().id, &link.user_id).await?;
    let held = users::duties_of(op, &by.user().id).await?;
    let administers = Scope::of_duties(&held).is_some_and(|scope| scope.is_everywhere());
    if !administers && !held.iter().any(|row| row.duty == Duty::Appraiser) {
        return Err(Refusal::Forbidden(Duty::Appraiser).into());
    }
    let link = cooperative_links::find(op, id).await?.ok_or(Refusal::NotFound)?;
    match link.outcome {
        Some(is) => Err(Refusal::WrongState { is: format!("link_{is}") }.into()),
        None => Ok(link),
    }
}

fn claimed(link: &CoopLink) -> Claimed {
    Claimed {
        code: link.code.clone(),
        kind: link.kind,
        name: link.name.clone(),
        commune: link.commune.clone(),
        province: link.province.clone(),
        sector: link.sector.clone(),
        representative: link.representative.clone(),
    }
}

async fn write_to(
    op: &mut Op<'_, '_>,
    link: &CoopLink,
    letter: &Letter,
    cooperative_id: Option<&str>,
) -> Result<(), Error> {
    let person = users::find(op, &link.user_id).await?.ok_or(Refusal::NotFound)?;
    let to = Recipient { email: person.email, name: person.name, lang: person.language };
    let about = About { cooperative_id, ..About::default() };
    op.mail(letter.to(to, about, None)).await?;
    Ok(())
}
