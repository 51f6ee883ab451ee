//! Related persons for programs.
use chrono::NaiveDate;
use rocket::response::content::RawJson;
use rocket::response::status::Created;
use rocket::serde::json::Json;
use rocket::{Route, State, get, post, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::openapi::{Refusals, WriteRefusals};
use super::{RecordId, Shown, Typed, created};
use crate::access::{Appraiser, Staff, Witness};
use crate::actions::relation::{self, EndInput, RelationInput, StatementInput};
use crate::actions::{Error, Office, Refusal};
use crate::domain::relation::RelationKind;
use crate::store::{cooperatives, relations};
use crate::web::Answer;
use crate::web::guards::IdempotencyKey;

pub fn routes() -> Vec<Route> {
    routes![list, record, end, state]
}

#[derive(OpenApi)]
#[openapi(paths(list, record, end, state))]
pub struct Doc;

/// A relation, as it was recorded.
#[derive(Serialize, ToSchema)]
struct RelationView {
    id: String,
    /// The cooperative it was recorded for.
    cooperative: String,
    /// The code of the related cooperative; null for somebody outside the register.
    other: Option<String>,
    name: String,
    identifier: Option<String>,
    #[schema(value_type = String)]
    kind: RelationKind,
    from: NaiveDate,
    /// The first day on which it no longer holds.
    until: Option<NaiveDate>,
    document: String,
    end_reason: Option<String>,
}

/// The related persons of a cooperative.
#[derive(Serialize, ToSchema)]
struct RelationsView {
    /// Recorded for it or for the other side, ended ones too, the oldest first.
    items: Vec<RelationView>,
    /// When it last stated that there is nobody else.
    stated_on: Option<NaiveDate>,
}

async fn show(office: &Office, user_id: &str, id: &str) -> Result<RelationsView, Error> {
    let today = office.clock.today();
    office
        .store
        .read(async |tx| {
            let found = cooperatives::find_for(tx, user_id, id).await?.ok_or(Refusal::NotFound)?;
            let rows = relations::of_cooperative(tx, &found.id).await?;
            let stated = relations::statement(tx, &found.id, today).await?;
            let view = |row: relations::Relation| RelationView {
                id: row.id,
                cooperative: row.cooperative_code,
                other: row.other_code,
                name: row.name,
                identifier: row.identifier,
                kind: row.kind,
                from: row.from_date,
                until: row.until_date,
                document: row.document,
                end_reason: row.end_reason,
            };
            Ok(RelationsView { items: rows.into_iter().map(view).collect(), stated_on: stated.map(|s| s.on_date) })
        })
        .await
}

async fn after(office: &Office, by: &Appraiser, key: &IdempotencyKey, id: &str) -> Answer<String> {
    let user = by.user();
    Ok(office.first_answer(user, key.0.as_deref(), async || show(office, &user.id, id).await).await?)
}

/// Who is related to a cooperative, by id or code. For staff.
#[utoipa::path(tag = "cooperatives", responses((status = 200, body = RelationsView), Refusals))]
#[get("/cooperatives/<id>/related")]
async fn list(by: Staff, id: RecordId, office: &State<Office>) -> Answer<Json<RelationsView>> {
    Ok(Json(show(office, &by.user().id, id.as_str()).await?))
}

/// Records somebody related to it.
#[utoipa::path(tag = "cooperatives", request_body = RelationInput, responses((status = 201, body = RelationsView), WriteRefusals))]
#[post("/cooperatives/<id>/related", data = "<input>")]
async fn record(
    by: Appraiser,
    id: RecordId,
    key: IdempotencyKey,
    input: Typed<RelationInput>,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    relation::record(office, &by, id.as_str(), &input.read()?, key.0.as_deref()).await?;
    let shown = after(office, &by, &key, id.as_str()).await?;
    Ok(created(format!("/cooperatives/{}/related", id.as_str()), shown))
}

/// Says from which day a relation no longer holds.
#[utoipa::path(tag = "cooperatives", request_body = EndInput, responses((status = 200, body = RelationsView), WriteRefusals))]
#[post("/cooperatives/<id>/related/<relation>/end", data = "<input>")]
async fn end(
    by: Appraiser,
    id: RecordId,
    relation: RecordId,
    key: IdempotencyKey,
    input: Typed<EndInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    relation::end(office, &by, id.as_str(), relation.as_str(), &input.read()?, key.0.as_deref()).await?;
    Ok(RawJson(after(office, &by, &key, id.as_str()).await?))
}

/// Records its statement that there is nobody beside those recorded.
#[utoipa::path(tag = "cooperatives", request_body = StatementInput, responses((status = 200, body = RelationsView), WriteRefusals))]
#[post("/cooperatives/<id>/related-statement", data = "<input>")]
async fn state(
    by: Appraiser,
    id: RecordId,
    key: IdempotencyKey,
    input: Typed<StatementInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    relation::state(office, &by, id.as_str(), &input.read()?, key.0.as_deref()).await?;
    Ok(RawJson(after(office, &by, &key, id.as_str()).await?))
}
