//! The parts of an application beside the loan itself, each written on its own.
use chrono::{DateTime, Utc};
use rocket::serde::json::Json;
use rocket::{Route, State, get, put, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::super::openapi::{Changed, Refusals, WriteRefusals};
use super::super::{RecordId, Typed};
use crate::access::{Duty, Reader, User, Witness, Writer};
use crate::actions::dossier::{self, Content};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::domain::dossier::{Part as PartName, Plan, Statements, Workforce};
use crate::store::dossiers::Kept;
use crate::store::{applications, dossiers};
use crate::text::{Lang, Texts};
use crate::web::Answer;
use crate::web::guards::IfMatch;

pub fn routes() -> Vec<Route> {
    routes![parts, put_plan, put_workforce, put_statements]
}

#[derive(OpenApi)]
#[openapi(paths(parts, put_plan, put_workforce, put_statements))]
pub struct Doc;

/// A part that was written.
#[derive(Debug, Serialize, ToSchema)]
struct Part {
    /// `cooperative`, `plan`, `workforce` or `statements`.
    part: &'static str,
    /// As it is put.
    content: serde_json::Value,
    /// For `If-Match`.
    version: i64,
    /// A name.
    saved_by: String,
    saved_at: DateTime<Utc>,
    /// What does not come out in financial statements, in Vietnamese.
    mismatches: Vec<String>,
}

/// A part as its reader may see it: the people of priority groups are named to those alone who write or decide.
fn shown(id: &str, mut row: Kept, named: bool) -> Result<Part, ActionError> {
    if row.part == PartName::Workforce && !named {
        row.content.0["people"] = serde_json::json!([]);
    }
    let written = dossiers::dossier(id, std::slice::from_ref(&row))?;
    let say = |statements: Statements| {
        let sentence = |found| Texts::new(Lang::Vi).mismatch(found, statements.year);
        statements.mismatches().iter().map(sentence).collect()
    };
    Ok(Part {
        part: row.part.as_str(),
        content: row.content.0,
        version: row.version,
        saved_by: row.saved_by_name,
        saved_at: row.saved_at,
        mismatches: written.statements.map(say).unwrap_or_default(),
    })
}

async fn all(office: &Office, user: &User, id: &str) -> Answer<Json<Vec<Part>>> {
    let (found, rows) = office
        .store
        .read(async |tx| {
            let found = applications::find_for_reader(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            Ok::<_, ActionError>((found, dossiers::all(tx, id).await?))
        })
        .await?;
    let own = user.acts_for(&found.cooperative_id);
    let named = own || [Duty::Appraiser, Duty::Approver].into_iter().any(|duty| user.has(duty, &found.fund_id));
    Ok(Json(rows.into_iter().map(|row| shown(id, row, named)).collect::<Result<_, _>>()?))
}

async fn put<T: Content>(
    office: &Office,
    by: &Writer,
    id: &RecordId,
    version: IfMatch,
    input: Typed<T>,
) -> Answer<Json<Vec<Part>>> {
    dossier::save(office, by.user(), id.as_str(), version.0, &input.read()?).await?;
    all(office, by.user(), id.as_str()).await
}

/// The parts of an application that were written.
#[utoipa::path(tag = "applications", responses((status = 200, body = Vec<Part>), Refusals))]
#[get("/applications/<id>/parts")]
async fn parts(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<Vec<Part>>> {
    all(office, by.user(), id.as_str()).await
}

/// Writes the plan: `cost_lines` of `what` and `amount`, whose sum is the cost of the project, and the texts `buyers`, `inputs`,
/// `preservation`, `risks`, `succession`. `If-Match: 0` where it must not have been written yet.
#[utoipa::path(tag = "applications", params(Changed), request_body = serde_json::Value, responses((status = 200, body = Vec<Part>), WriteRefusals))]
#[put("/applications/<id>/plan", data = "<input>")]
async fn put_plan(
    by: Writer,
    id: RecordId,
    version: IfMatch,
    input: Typed<Plan>,
    office: &State<Office>,
) -> Answer<Json<Vec<Part>>> {
    put(office, &by, &id, version, input).await
}

/// Writes the workforce: `workers` and `women` in all, and `people` of priority groups, each with `name`, `born` and `groups`
/// (`disabled`, `ethnic_minority`, `ex_prisoner`, `ex_compulsory_education`, `ex_compulsory_detox`).
#[utoipa::path(tag = "applications", params(Changed), request_body = serde_json::Value, responses((status = 200, body = Vec<Part>), WriteRefusals))]
#[put("/applications/<id>/workforce", data = "<input>")]
async fn put_workforce(
    by: Writer,
    id: RecordId,
    version: IfMatch,
    input: Typed<Workforce>,
    office: &State<Office>,
) -> Answer<Json<Vec<Part>>> {
    put(office, &by, &id, version, input).await
}

/// Writes the financial statements: `year`, `form` (`circular71`, `circular24`, `circular133`), and by code the lines of B01
/// (`position`) and B02 (`result`), each with `this_year` and `last_year` in dong. What does not add up is answered in words and
/// keeps the application from being sent.
#[utoipa::path(tag = "applications", params(Changed), request_body = serde_json::Value, responses((status = 200, body = Vec<Part>), WriteRefusals))]
#[put("/applications/<id>/statements", data = "<input>")]
async fn put_statements(
    by: Writer,
    id: RecordId,
    version: IfMatch,
    input: Typed<Statements>,
    office: &State<Office>,
) -> Answer<Json<Vec<Part>>> {
    put(office, &by, &id, version, input).await
}
