//! The register of cooperatives for programs.
use chrono::NaiveDate;
use rocket::response::status::Created;
use rocket::serde::json::Json;
use rocket::{Route, State, get, patch, post, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::openapi::{Changed, Refusals, WriteRefusals};
use super::{Listing, PageQuery, RecordId, Shown, Typed, created, query_choice, query_text};
use crate::access::{Reader, Staff, Witness};
use crate::actions::cooperative::{self, CooperativeInput};
use crate::actions::{Error, Office, Refusal};
use crate::domain::cooperative::Standing;
use crate::store::{StoreError, cooperatives};
use crate::web::Answer;
use crate::web::guards::{IdempotencyKey, IfMatch};

pub fn routes() -> Vec<Route> {
    routes![enter, list, one, change]
}

#[derive(OpenApi)]
#[openapi(paths(enter, list, one, change))]
pub struct Doc;

/// A cooperative as it stands in the register.
#[derive(Serialize, ToSchema)]
struct Cooperative {
    id: String,
    /// The tax code: 10, 12 or 13 digits.
    code: String,
    /// Its check digit is wrong, as on some old certificates: to be looked at.
    code_suspect: bool,
    old_registration: Option<String>,
    /// `cooperative`, `cooperative_union` or `cooperative_group`.
    kind: &'static str,
    name: String,
    address: Option<String>,
    commune: String,
    province: String,
    /// `crops`, `livestock`, `forestry`, `fishery`, `crafts`, `trade_services` or `other`.
    sector: String,
    founded: Option<NaiveDate>,
    members: Option<i64>,
    /// `micro`, `small`, `medium` or `large`.
    size_class: Option<&'static str>,
    representative: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    /// `active`, `ceased` or `dissolved`.
    status: &'static str,
    status_since: Option<NaiveDate>,
    note: Option<String>,
    /// For `If-Match`.
    version: i64,
}

impl From<cooperatives::Cooperative> for Cooperative {
    fn from(found: cooperatives::Cooperative) -> Cooperative {
        Cooperative {
            id: found.id,
            code: found.code,
            code_suspect: found.code_suspect,
            old_registration: found.old_registration,
            kind: found.kind.as_str(),
            name: found.name,
            address: found.address,
            commune: found.commune,
            province: found.province,
            sector: found.sector,
            founded: found.founded,
            members: found.members,
            size_class: found.size_class.map(|class| class.as_str()),
            representative: found.representative,
            email: found.email,
            phone: found.phone,
            status: found.status.as_str(),
            status_since: found.status_since,
            note: found.note,
            version: found.version,
        }
    }
}

/// A line of the register.
#[derive(Serialize, ToSchema)]
struct Line {
    id: String,
    code: String,
    name: String,
    commune: String,
    sector: String,
    members: Option<i64>,
    /// `active`, `ceased` or `dissolved`.
    status: &'static str,
}

impl From<cooperatives::Line> for Line {
    fn from(line: cooperatives::Line) -> Line {
        Line {
            id: line.id,
            code: line.code,
            name: line.name,
            commune: line.commune,
            sector: line.sector,
            members: line.members,
            status: line.status.as_str(),
        }
    }
}

async fn show(office: &Office, user_id: &str, id: &str) -> Result<Cooperative, Error> {
    let found = office.store.read(async |tx| cooperatives::find_for(tx, user_id, id).await).await?;
    Ok(found.ok_or(Refusal::NotFound)?.into())
}

/// Enters a cooperative. For appraisers and administrators.
#[utoipa::path(tag = "cooperatives", request_body = CooperativeInput, responses((status = 201, body = Cooperative), WriteRefusals))]
#[post("/cooperatives", data = "<input>")]
async fn enter(
    by: Staff,
    key: IdempotencyKey,
    input: Typed<CooperativeInput>,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    let (by, key) = (by.user(), key.0.as_deref());
    let id = cooperative::enter(office, by, &input.read()?, key).await?;
    let shown = office.first_answer(by, key, async || show(office, &by.id, &id).await).await?;
    Ok(created(format!("/cooperatives/{id}"), shown))
}

/// The register by code. `search` finds words of code, name, commune, province or representative, with or without diacritics.
#[utoipa::path(tag = "cooperatives", params(PageQuery), responses((status = 200, body = Listing<Line>), Refusals))]
#[get("/cooperatives?<search>&<status>&<paging..>")]
async fn list(
    _staff: Staff,
    search: Option<&str>,
    status: Option<&str>,
    paging: PageQuery<'_>,
    office: &State<Office>,
) -> Answer<Json<Listing<Line>>> {
    let paging = paging.read()?;
    let filter = cooperatives::Filter {
        text: query_text("search", search)?.unwrap_or_default().to_owned(),
        status: query_choice::<Standing>("status", status)?,
        after: paging.after.clone(),
        limit: paging.rows_wanted(),
    };
    let rows = office.store.read(async |tx| -> Result<_, StoreError> { cooperatives::list(tx, &filter).await }).await?;
    Ok(Json(paging.page(rows, |row| row.code.clone(), Line::from)))
}

/// A cooperative, by id or code: one's own, or any for staff.
#[utoipa::path(tag = "cooperatives", responses((status = 200, body = Cooperative), Refusals))]
#[get("/cooperatives/<id>")]
async fn one(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<Cooperative>> {
    Ok(Json(show(office, &by.user().id, id.as_str()).await?))
}

/// Changes a record: an absent field stays, a null one is emptied. Appraisers and administrators change anything; the cooperative
/// itself address, representative, email, phone and members.
#[utoipa::path(tag = "cooperatives", params(Changed), request_body = CooperativeInput, responses((status = 200, body = Cooperative), WriteRefusals))]
#[patch("/cooperatives/<id>", data = "<input>")]
async fn change(
    by: Reader,
    id: RecordId,
    version: IfMatch,
    input: Typed<CooperativeInput>,
    office: &State<Office>,
) -> Answer<Json<Cooperative>> {
    let id = cooperative::change(office, by.user(), id.as_str(), version.0, &input.read()?).await?;
    Ok(Json(show(office, &by.user().id, &id).await?))
}
