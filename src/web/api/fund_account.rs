//! Where a fund's borrowers pay, for those who keep its account.
use chrono::{DateTime, NaiveDate, Utc};
use rocket::response::content::RawJson;
use rocket::serde::json::Json;
use rocket::{Route, State, get, post, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::openapi::{Refusals, WriteRefusals};
use super::{RecordId, Shown, Typed};
use crate::access::{Administrator, User, Witness};
use crate::actions::pay_to::{self, Input};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::store::fund_accounts::{self, FundAccount};
use crate::store::funds;
use crate::web::Answer;
use crate::web::guards::IdempotencyKey;

pub fn routes() -> Vec<Route> {
    routes![accounts, set_account]
}

#[derive(OpenApi)]
#[openapi(paths(accounts, set_account))]
pub struct Doc;

/// An account, from a day on until another is in force.
#[derive(Serialize, ToSchema)]
#[schema(as = FundAccount)]
struct AccountView {
    /// The bank's code (BIN), or `treasury`.
    bank: String,
    number: String,
    holder: String,
    from: NaiveDate,
    recorded_by: String,
    recorded_at: DateTime<Utc>,
}

impl From<FundAccount> for AccountView {
    fn from(account: FundAccount) -> AccountView {
        AccountView {
            bank: account.bank,
            number: account.number,
            holder: account.holder,
            from: account.in_force_from,
            recorded_by: account.recorded_by_name,
            recorded_at: account.recorded_at,
        }
    }
}

async fn all(office: &Office, user: &User, code: &str) -> Result<Vec<AccountView>, ActionError> {
    let found = office
        .store
        .read(async |tx| {
            let fund = funds::find_administered(tx, &user.id, code).await?.ok_or(Refusal::NotFound)?;
            Ok::<_, ActionError>(fund_accounts::of_fund(tx, &fund.id).await?)
        })
        .await?;
    Ok(found.into_iter().map(AccountView::from).collect())
}

/// The accounts of a fund, the one that begins last first.
#[utoipa::path(tag = "funds", params(("fund", description = "The fund's code")), responses((status = 200, body = Vec<AccountView>), Refusals))]
#[get("/funds/<fund>/account")]
async fn accounts(by: Administrator, fund: RecordId, office: &State<Office>) -> Answer<Json<Vec<AccountView>>> {
    Ok(Json(all(office, by.user(), fund.as_str()).await?))
}

/// Gives the fund another account, from today or a later day on; what was there before is kept.
#[utoipa::path(tag = "funds", params(("fund", description = "The fund's code")), request_body = Input, responses((status = 200, body = Vec<AccountView>), WriteRefusals))]
#[post("/funds/<fund>/account", data = "<input>")]
async fn set_account(
    by: Administrator,
    fund: RecordId,
    key: IdempotencyKey,
    input: Typed<Input>,
    office: &State<Office>,
) -> Answer<Shown> {
    let key = key.0.as_deref();
    pay_to::set(office, &by, fund.as_str(), &input.read()?, key).await?;
    let look = async || all(office, by.user(), fund.as_str()).await;
    Ok(RawJson(office.first_answer(by.user(), key, look).await?))
}
