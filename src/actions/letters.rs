//! Who a cooperative's letters go to.
use super::{Error, Op};
use crate::access::Duty;
use crate::mail::{About, Letter};
use crate::store::outbox::Recipient;
use crate::store::{cooperatives, directory, members};
use crate::text::Lang;

/// Promises a letter to everybody who acts for a cooperative; when nobody can sign in, to its address in the register.
pub async fn to_cooperative(op: &mut Op<'_, '_>, letter: &Letter, about: About<'_>) -> Result<(), Error> {
    for recipient in recipients(op, about).await? {
        op.mail(letter.to(recipient, about, None)).await?;
    }
    Ok(())
}

/// The same, once for each key and recipient; how many were queued.
pub async fn to_cooperative_once(
    op: &mut Op<'_, '_>,
    letter: &Letter,
    about: About<'_>,
    once_key: &str,
) -> Result<i64, Error> {
    let mut queued = 0;
    for recipient in recipients(op, about).await? {
        let key = format!("{once_key}/{}", recipient.email);
        queued += i64::from(op.mail(letter.to(recipient, about, Some(key))).await?);
    }
    Ok(queued)
}

/// Promises a letter to everybody who acts for a cooperative and to its address in the register, but for one address: who may act for
/// it is told wherever somebody of it may read.
pub async fn to_all_of(op: &mut Op<'_, '_>, letter: &Letter, cooperative_id: &str, but: &str) -> Result<(), Error> {
    let mut recipients = members::recipients(op, cooperative_id).await?;
    let registered = registered_address(op, cooperative_id).await?;
    recipients.extend(registered.filter(|at| recipients.iter().all(|person| person.email != at.email)));
    let about = About { cooperative_id: Some(cooperative_id), ..About::default() };
    for recipient in recipients.into_iter().filter(|recipient| recipient.email != but) {
        op.mail(letter.to(recipient, about, None)).await?;
    }
    Ok(())
}

/// Promises a letter to everybody with a duty for the fund, but for those whom four eyes keep from acting on the loan.
pub async fn to_staff(
    op: &mut Op<'_, '_>,
    letter: &Letter,
    about: About<'_>,
    duty: Duty,
    but: [&str; 2],
) -> Result<(), Error> {
    let Some(fund_id) = about.fund_id else { return Ok(()) };
    // The appraiser of a loan answers for it later as well.
    let but = if duty == Duty::Cashier { but } else { ["", ""] };
    for recipient in directory::recipients_of_duty(op, fund_id, duty, but).await? {
        op.mail(letter.to(recipient, about, None)).await?;
    }
    Ok(())
}

async fn recipients(op: &mut Op<'_, '_>, about: About<'_>) -> Result<Vec<Recipient>, Error> {
    let Some(cooperative_id) = about.cooperative_id else { return Ok(Vec::new()) };
    let mut recipients = members::recipients(op, cooperative_id).await?;
    if recipients.is_empty() {
        recipients.extend(registered_address(op, cooperative_id).await?);
    }
    Ok(recipients)
}

async fn registered_address(op: &mut Op<'_, '_>, cooperative_id: &str) -> Result<Option<Recipient>, Error> {
    let found = cooperatives::find(op, cooperative_id).await?;
    Ok(found.and_then(|cooperative| {
        let name = cooperative.representative.unwrap_or(cooperative.name);
        cooperative.email.map(|email| Recipient { email, name, lang: Lang::Vi })
    }))
}
