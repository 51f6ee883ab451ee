//! A person's own data in one file: what is kept about them and about the cooperative they act for. Taking it is itself written down
//! (Law 91/2025; law.md PDP-05, PDP-08).
use serde_json::{Value as Json, json};

use super::{Deed, Error, Office, Op, Refusal};
use crate::access::User;
use crate::store::{asks, consents, cooperative_links, cooperatives, own_data, signed_parties, users};

/// Everything, as JSON.
///
/// # Errors
/// Those of the store.
pub async fn download(office: &Office, user: &User) -> Result<Json, Error> {
    office
        .act(Deed::new(Some(user), "user.data", "user", &user.id), async |op| {
            let person = users::find(op, &user.id).await?.ok_or(Refusal::NotFound)?;
            let duties = own_data::duties(op, &user.id).await?;
            let held = users::duties_of(op, &user.id).await?;
            let cooperative = held.iter().find_map(|row| row.cooperative_id.clone());
            let of_cooperative = match &cooperative {
                Some(id) => of_cooperative(op, id).await?,
                None => json!(null),
            };
            let whole = json!({
                "made_at": op.now,
                "account": { "id": person.id, "name": person.name, "email": person.email, "language": person.language, "active": person.active },
                "duties": duties,
                "sessions": own_data::sessions(op, &user.id).await?,
                "consents": consents::all_of(op, &user.id).await?,
                "links": links(op, user).await?,
                "tokens": own_data::tokens(op, &user.id).await?,
                "letters": own_data::letters(op, (&user.id, &person.email), cooperative.as_deref()).await?,
                "deeds": own_data::deeds(op, &user.id).await?,
                "cooperative": of_cooperative,
            });
            op.audit("user", &user.id, json!(null), json!({ "cooperative": cooperative })).await?;
            Ok(whole)
        })
        .await
}

async fn links(op: &mut Op<'_, '_>, user: &User) -> Result<Vec<Json>, Error> {
    let mut all = Vec::new();
    for link in cooperative_links::all_of(op, &user.id).await? {
        let papers = cooperative_links::papers(op, &link.id).await?;
        all.push(json!({ "link": link, "papers": papers }));
    }
    Ok(all)
}

async fn of_cooperative(op: &mut Op<'_, '_>, id: &str) -> Result<Json, Error> {
    Ok(json!({
        "record": cooperatives::find(op, id).await?,
        "members": own_data::members(op, id).await?,
        "applications": own_data::applications(op, id).await?,
        "parts": own_data::parts(op, id).await?,
        "confirmations": own_data::confirmations(op, id).await?,
        "collateral": own_data::collateral(op, id).await?,
        "papers": own_data::papers(op, id).await?,
        "loans": own_data::loans(op, id).await?,
        "offer_answers": own_data::offer_answers(op, id).await?,
        "events": own_data::events(op, id).await?,
        "signed_parties": signed_parties::of_cooperative(op, id).await?,
        "requests": asks::of_cooperative(op, id).await?,
        "views": own_data::views(op, id).await?,
    }))
}
