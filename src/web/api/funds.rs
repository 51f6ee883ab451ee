//! Funds, their rules, their capital.
use chrono::NaiveDate;
use rocket::http::Status;
use rocket::serde::json::Json;
use rocket::{Route, State, get, post, routes};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::{OpenApi, ToSchema};

use super::openapi::{Refusals, WriteRefusals};
use super::{Listing, PageQuery, RecordId, Typed, query_as_of};
use crate::access::{Administrator, Staff, Witness};
use crate::actions::eligibility::rules_of;
use crate::actions::{Error, Office, Refusal, capital as deeds};
use crate::domain::capital::Capital;
use crate::domain::money::Money;
use crate::domain::policy::{Programme, RuleSet};
use crate::domain::regulation::Regulation;
use crate::store::funds::Fund;
use crate::store::{capital, funds};
use crate::web::Answer;
use crate::web::guards::{IdempotencyKey, SignedIn};

pub fn routes() -> Vec<Route> {
    routes![list, one, capital_of, move_capital]
}

#[derive(OpenApi)]
#[openapi(paths(list, one, capital_of, move_capital))]
pub struct Doc;

/// The same in both languages.
#[derive(Serialize, ToSchema)]
struct Names {
    vi: String,
    en: String,
}

/// A fund in the list.
#[derive(Serialize, ToSchema)]
struct FundLine {
    /// What the other doors call it.
    code: String,
    #[schema(value_type = String, example = "A")]
    programme: Programme,
    name: Names,
    province: String,
    /// Whether it takes new applications.
    open: bool,
    /// The ids of the rules of law in force for its programme today.
    rules: Vec<String>,
}

/// A fund with the rules it lends by.
#[derive(Serialize, ToSchema)]
struct FundView {
    #[serde(flatten)]
    fund: FundLine,
    /// The rules of law in force today, each with its figures and where it is written.
    #[schema(value_type = Vec<Object>)]
    rules_in_force: Vec<Value>,
    /// The fund's own regulation in force today: each setting with the document it is written in.
    #[schema(value_type = Vec<Object>)]
    regulation: Vec<Value>,
}

fn line(fund: &Fund, rules: &RuleSet) -> FundLine {
    FundLine {
        code: fund.code.clone(),
        programme: fund.programme,
        name: Names { vi: fund.name_vi.clone(), en: fund.name_en.clone() },
        province: fund.province.clone(),
        open: fund.open,
        rules: rules.iter().map(|rule| rule.id.clone()).collect(),
    }
}

fn view(fund: &Fund, rules: &RuleSet, regulation: &Regulation) -> FundView {
    let rules_in_force = rules.iter().map(|rule| {
        json!({
            "rule": rule.id, "kind": rule.kind, "demands": rule.body, "legal_basis": rule.legal_basis,
            "in_force": rule.in_force, "contracts_signed": rule.signed, "confidence": rule.confidence,
        })
    });
    let regulation = regulation.iter().map(|setting| json!(setting));
    FundView { fund: line(fund, rules), rules_in_force: rules_in_force.collect(), regulation: regulation.collect() }
}

/// Every fund, by code.
#[utoipa::path(tag = "funds", responses((status = 200, body = Listing<FundLine>), Refusals))]
#[get("/funds?<paging..>")]
async fn list(_user: SignedIn, paging: PageQuery<'_>, office: &State<Office>) -> Answer<Json<Listing<FundLine>>> {
    let paging = paging.read()?;
    let today = office.clock.today();
    let all = office.store.read(async |tx| funds::list(tx).await).await?;
    let mut lines = Vec::new();
    for fund in all.iter().filter(|fund| fund.code > paging.after) {
        lines.push(line(fund, &rules_of(fund, today)?));
    }
    Ok(Json(paging.page(lines, |line| line.code.clone(), |line| line)))
}

/// One fund, with the rules of law and its own regulation as they are in force today.
#[utoipa::path(tag = "funds", params(("fund", description = "The fund's code")), responses((status = 200, body = FundView), Refusals))]
#[get("/funds/<fund>")]
async fn one(_user: SignedIn, fund: RecordId, office: &State<Office>) -> Answer<Json<FundView>> {
    let today = office.clock.today();
    let found = office
        .store
        .read(async |tx| -> Result<_, Error> {
            let fund = funds::find_by_code(tx, fund.as_str()).await?.ok_or(Refusal::NotFound)?;
            let regulation = funds::regulation(tx, &fund.id, today).await?;
            Ok((fund, regulation))
        })
        .await?;
    Ok(Json(view(&found.0, &rules_of(&found.0, today)?, &found.1)))
}

/// A fund's capital at the end of a day.
#[derive(Serialize, ToSchema)]
struct CapitalView {
    as_of: NaiveDate,
    book_charter: Money,
    /// Undistributed profit, or loss where negative.
    accumulated_result: Money,
    /// Both: what the limits of the law are measured by.
    actual_charter: Money,
    outstanding: Money,
    /// Promised and not yet paid out.
    reserved: Money,
    /// What may still be promised.
    available: Money,
}

fn capital_view(as_of: NaiveDate, capital: &Capital) -> CapitalView {
    CapitalView {
        as_of,
        book_charter: capital.book_charter,
        accumulated_result: capital.accumulated_result,
        actual_charter: capital.actual_charter(),
        outstanding: capital.outstanding,
        reserved: capital.reserved,
        available: capital.available(),
    }
}

/// The fund's capital at the end of a day, today when none is named: everything with a value date up to then.
#[utoipa::path(tag = "funds", params(("fund", description = "The fund's code")), responses((status = 200, body = CapitalView), Refusals))]
#[get("/funds/<fund>/capital?<as_of>")]
async fn capital_of(
    staff: Staff,
    fund: RecordId,
    as_of: Option<&str>,
    office: &State<Office>,
) -> Answer<Json<CapitalView>> {
    let as_of = query_as_of(as_of, office.clock.today())?;
    let capital = office
        .store
        .read(async |tx| -> Result<_, Error> {
            let fund = funds::find_for_staff(tx, &staff.user().id, fund.as_str()).await?.ok_or(Refusal::NotFound)?;
            Ok(capital::as_of(tx, &fund.id, as_of).await?)
        })
        .await?;
    Ok(Json(capital_view(as_of, &capital)))
}

/// A movement that was recorded.
#[derive(Serialize, ToSchema)]
struct RecordedView {
    /// Its number in the fund.
    seq: i64,
    /// What stands after it.
    capital: CapitalView,
}

/// Records capital paid in or taken out, or a result. A withdrawal of what is lent or promised is refused.
#[utoipa::path(
    tag = "funds", params(("fund", description = "The fund's code")),
    request_body = deeds::Input, responses((status = 201, body = RecordedView), WriteRefusals)
)]
#[post("/funds/<fund>/capital-movements", data = "<movement>")]
async fn move_capital(
    administrator: Administrator,
    fund: RecordId,
    movement: Typed<deeds::Input>,
    key: IdempotencyKey,
    office: &State<Office>,
) -> Answer<(Status, Json<RecordedView>)> {
    let input = movement.read()?;
    let done = deeds::record(office, &administrator, fund.as_str(), &input, key.0.as_deref()).await?;
    let capital = capital_view(office.clock.today(), &done.capital);
    Ok((Status::Created, Json(RecordedView { seq: done.seq, capital })))
}
