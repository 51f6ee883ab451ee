//! The officer's side: whoever keeps the register compares the claim with the certificate.
use serde_json::json;

use crate::access::{Grant, Position, Registrar, Witness};
use crate::actions::cooperative::{claimed_record, taken_meanwhile};
use crate::actions::input::text_problem;
use crate::actions::people::grant_in_op;
use crate::actions::{Deed, Error, Office, Op, Refusal};
use crate::mail::{About, Letter};
use crate::store::cooperative_links::{self, Claimed, CoopLink, Found};
use crate::store::outbox::Recipient;
use crate::store::{cooperatives, users};
use crate::text::registration;

const REASON_CHARACTERS_MAX: usize = 1000;

/// Confirms a link: the person acts for the cooperative from now on. A cooperative that is not in the register is entered as it was
/// typed. The cooperative's id.
///
/// # Errors
/// `NotFound`; `WrongState` when it is decided already; `Invalid` when no certificate was handed in.
pub async fn confirm(office: &Office, by: &Registrar, id: &str, position: Position) -> Result<String, Error> {
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
            grant_in_op(op, &link.user_id, &Grant::of_cooperative(cooperative_id.clone(), position)).await?;
            let (outcome, by) = ("confirmed", by.user().id.as_str());
            let found = Found { outcome, cooperative_id: Some(&cooperative_id), reason: None, by };
            if !cooperative_links::decide(op, id, &found, now).await? {
                return Err(Refusal::Stale.into());
            }
            let letter = Letter::LinkConfirmed { link: office.url("/") };
            write_to(op, &link, &letter, Some(&cooperative_id)).await?;
            let after = json!({ "cooperative": cooperative_id, "position": position, "entered": entered });
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

/// A link that waits, the person and the officer locked.
async fn waiting(op: &mut Op<'_, '_>, by: &Registrar, id: &str) -> Result<CoopLink, Error> {
    let link = cooperative_links::find(op, id).await?.ok_or(Refusal::NotFound)?;
    users::lock_both(op, &by.user().id, &link.user_id).await?;
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
