//! The audit trail for programs.
use chrono::{DateTime, Utc};
use rocket::serde::json::Json;
use rocket::{Route, State, get, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::openapi::Refusals;
use super::{Listing, PageQuery};
use crate::access::{Auditor, Witness};
use crate::actions::Office;
use crate::store::{StoreError, audit};
use crate::web::Answer;

pub fn routes() -> Vec<Route> {
    routes![events]
}

#[derive(OpenApi)]
#[openapi(paths(events))]
pub struct Doc;

/// An event of the trail.
#[derive(Serialize, ToSchema)]
struct Event {
    id: String,
    /// The fund's id, or `system`.
    chain: String,
    /// The place in its chain, from 1 without gaps.
    seq: i64,
    at: DateTime<Utc>,
    actor_id: Option<String>,
    actor_name: String,
    /// The deed: `application.approve`.
    action: String,
    /// `done` or `refused`.
    outcome: String,
    object_kind: String,
    object_id: String,
    #[schema(value_type = Option<Object>)]
    before: Option<serde_json::Value>,
    #[schema(value_type = Option<Object>)]
    after: Option<serde_json::Value>,
    /// Where the request came from.
    address: Option<String>,
    /// The hash of the event before it in the chain.
    previous_hash: String,
    /// SHA-256 over the JSON array of everything above it, `at` in seconds, in this order: chain, seq, id, at, actor_id, actor_name, action,
    /// outcome, object_kind, object_id, before, after, address, previous_hash.
    hash: String,
}

impl From<audit::Row> for Event {
    fn from(row: audit::Row) -> Event {
        Event {
            id: row.id,
            chain: row.chain,
            seq: row.seq,
            at: row.at,
            actor_id: row.actor_id,
            actor_name: row.actor_name,
            action: row.action,
            outcome: row.outcome,
            object_kind: row.object_kind,
            object_id: row.object_id,
            before: row.before.map(|doc| doc.0),
            after: row.after.map(|doc| doc.0),
            address: row.address,
            previous_hash: row.previous_hash,
            hash: row.hash,
        }
    }
}

/// The events the auditor may see, oldest first, each with its place in the hash chain.
#[utoipa::path(tag = "audit", responses((status = 200, body = Listing<Event>), Refusals))]
#[get("/audit?<paging..>")]
async fn events(auditor: Auditor, paging: PageQuery<'_>, office: &State<Office>) -> Answer<Json<Listing<Event>>> {
    let paging = paging.read()?;
    let rows = office
        .store
        .read(async |tx| -> Result<_, StoreError> {
            audit::page(tx, &auditor.user().id, &paging.after, paging.rows_wanted()).await
        })
        .await?;
    Ok(Json(paging.page(rows, |row| row.id.clone(), Event::from)))
}
