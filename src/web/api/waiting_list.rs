//! Who waits for capital in a fund, for programs.
use chrono::{DateTime, NaiveDate, Utc};
use rocket::serde::json::Json;
use rocket::{Route, State, get, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::RecordId;
use super::openapi::Refusals;
use crate::access::{Staff, Witness};
use crate::actions::wait::{Entry, line_of};
use crate::actions::{Error, Office, Refusal};
use crate::domain::money::Money;
use crate::store::funds;
use crate::web::Answer;

pub fn routes() -> Vec<Route> {
    routes![of_fund]
}

#[derive(OpenApi)]
#[openapi(paths(of_fund))]
pub struct Doc;

/// Somebody who waits.
#[derive(Serialize, ToSchema)]
struct WaitingView {
    /// From 1.
    place: usize,
    /// The application's id.
    id: String,
    number: String,
    cooperative_name: String,
    /// As appraised.
    amount: Money,
    /// When it was last sent in complete: the order.
    complete_since: DateTime<Utc>,
    waits_since: DateTime<Utc>,
    /// Capital is there for it now, after those before it got theirs.
    fits_now: bool,
    /// When the cooperative was told so.
    offered_at: Option<DateTime<Utc>>,
}

impl From<Entry> for WaitingView {
    fn from(entry: Entry) -> WaitingView {
        let row = entry.row;
        WaitingView {
            place: entry.place,
            id: row.application_id,
            number: row.number,
            cooperative_name: row.cooperative_name,
            amount: row.amount,
            complete_since: row.completed_at,
            waits_since: row.put_at,
            fits_now: entry.reached,
            offered_at: row.offered_at,
        }
    }
}

/// Who waits, in order.
#[derive(Serialize, ToSchema)]
struct WaitingList {
    as_of: NaiveDate,
    available: Money,
    waiting: Vec<WaitingView>,
}

/// Who waits for capital, in the order in which the applications were last sent in complete, then by number.
#[utoipa::path(tag = "funds", params(("fund", description = "The fund's code")), responses((status = 200, body = WaitingList), Refusals))]
#[get("/funds/<fund>/waiting-list")]
async fn of_fund(staff: Staff, fund: RecordId, office: &State<Office>) -> Answer<Json<WaitingList>> {
    let (available, line) = office
        .store
        .read(async |tx| -> Result<_, Error> {
            let fund = funds::find_for_staff(tx, &staff.user().id, fund.as_str()).await?.ok_or(Refusal::NotFound)?;
            Ok((fund.capital().available(), line_of(tx, &fund).await?))
        })
        .await?;
    let waiting = line.into_iter().map(WaitingView::from).collect();
    Ok(Json(WaitingList { as_of: office.clock.today(), available, waiting }))
}
