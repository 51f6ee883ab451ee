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
use crate::actions::rules::{current, rules_of};
use crate::actions::standing::{self, Parts};
use crate::actions::{Error, Office, Problem, Refusal, book_closes, capital as deeds, entrusted};
use crate::domain::capital::{Capital, CapitalSource, MovementKind};
use crate::domain::early_warning::EarlyWarning;
use crate::domain::money::Money;
use crate::domain::policy::{Programme, RuleSet};
use crate::domain::regulation::Regulation;
use crate::store::capital::MovementRow;
use crate::store::funds::Fund;
use crate::store::{capital, funds};
use crate::text::{Lang, Texts};
use crate::web::Answer;
use crate::web::guards::{IdempotencyKey, SignedIn};

pub fn routes() -> Vec<Route> {
    routes![list, one, capital_of, movements, move_capital, entrust, close_books]
}

#[derive(OpenApi)]
#[openapi(paths(list, one, capital_of, movements, move_capital, entrust, close_books))]
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
    let (all, rules) =
        office.store.read(async |tx| Ok::<_, Error>((funds::list(tx).await?, current(tx).await?))).await?;
    let later = all.iter().filter(|fund| fund.code > paging.after);
    let lines: Vec<FundLine> = later.map(|fund| line(fund, &rules.in_force(fund.programme, today))).collect();
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
            let rules = rules_of(tx, &fund, today).await?;
            Ok((fund, rules, regulation))
        })
        .await?;
    Ok(Json(view(&found.0, &found.1, &found.2)))
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

/// Charter capital of a source and a year.
#[derive(Serialize, ToSchema)]
struct SourceView {
    /// Null for what was recorded without one.
    #[schema(value_type = Option<String>)]
    source: Option<CapitalSource>,
    year: i64,
    amount: Money,
}

/// The accumulated result of a year.
#[derive(Serialize, ToSchema)]
struct ResultView {
    year: i64,
    recorded: Money,
    /// By write-offs and recoveries.
    risk: Money,
}

/// What an entruster has with the fund.
#[derive(Serialize, ToSchema)]
struct EntrustedView {
    entruster: String,
    balance: Money,
}

/// A fund's capital and the parts it is made of.
#[derive(Serialize, ToSchema)]
struct WholeCapitalView {
    #[serde(flatten)]
    capital: CapitalView,
    /// Sums to `book_charter`.
    charter_by_source: Vec<SourceView>,
    /// Sums to `accumulated_result`.
    result_by_year: Vec<ResultView>,
    /// Beside the fund's own capital: in none of the figures above.
    entrusted: Vec<EntrustedView>,
    /// The early warnings of the law that hold today, in both languages.
    warnings: Vec<Names>,
}

fn whole(capital: CapitalView, parts: Parts, warnings: &[EarlyWarning]) -> WholeCapitalView {
    let in_both = |warning: &EarlyWarning| Names {
        vi: Texts::new(Lang::Vi).early_warning(warning),
        en: Texts::new(Lang::En).early_warning(warning),
    };
    WholeCapitalView {
        capital,
        charter_by_source: parts
            .charter
            .into_iter()
            .map(|((source, year), amount)| SourceView { source, year, amount })
            .collect(),
        result_by_year: parts
            .results
            .into_iter()
            .map(|(year, r)| ResultView { year, recorded: r.recorded, risk: r.risk })
            .collect(),
        entrusted: parts
            .entrusted
            .into_iter()
            .map(|(entruster, balance)| EntrustedView { entruster, balance })
            .collect(),
        warnings: warnings.iter().map(in_both).collect(),
    }
}

/// The fund's capital at the end of a day, today when none is named: everything with a value date up to then.
#[utoipa::path(tag = "funds", params(("fund", description = "The fund's code")), responses((status = 200, body = WholeCapitalView), Refusals))]
#[get("/funds/<fund>/capital?<as_of>")]
async fn capital_of(
    staff: Staff,
    fund: RecordId,
    as_of: Option<&str>,
    office: &State<Office>,
) -> Answer<Json<WholeCapitalView>> {
    let today = office.clock.today();
    let as_of = query_as_of(as_of, today)?;
    let (capital, parts, warnings) = office
        .store
        .read(async |tx| -> Result<_, Error> {
            let fund = funds::find_for_staff(tx, &staff.user().id, fund.as_str()).await?.ok_or(Refusal::NotFound)?;
            let warnings = standing::warnings_for(tx, &staff.user().id, &fund, today).await?;
            let parts = standing::parts(tx, &fund.id, as_of).await?;
            Ok((capital::as_of(tx, &fund.id, as_of).await?, parts, warnings))
        })
        .await?;
    Ok(Json(whole(capital_view(as_of, &capital), parts, &warnings)))
}

/// A movement in the history.
#[derive(Serialize, ToSchema)]
struct MovementView {
    /// Its place by value date, from 1.
    place: i64,
    /// Its number by the order of recording.
    seq: i64,
    #[schema(value_type = String)]
    kind: MovementKind,
    date: NaiveDate,
    amount: Money,
    loan: Option<String>,
    document: Option<String>,
    document_date: Option<NaiveDate>,
    #[schema(value_type = Option<String>)]
    source: Option<CapitalSource>,
    year: Option<i64>,
    /// What is available after it by the value dates.
    available: Money,
}

impl From<MovementRow> for MovementView {
    fn from(row: MovementRow) -> MovementView {
        let MovementRow { place, seq, kind, on_date, amount, document, document_date, source, year, available, .. } =
            row;
        MovementView {
            place,
            seq,
            kind,
            date: on_date,
            amount,
            loan: row.loan_number,
            document,
            document_date,
            source,
            year,
            available,
        }
    }
}

/// The movements with a value date up to a day, the latest first. `available` of the last of a day is that of the day's figures.
#[utoipa::path(tag = "funds", params(("fund", description = "The fund's code"), PageQuery), responses((status = 200, body = Listing<MovementView>), Refusals))]
#[get("/funds/<fund>/capital-movements?<as_of>&<paging..>")]
async fn movements(
    staff: Staff,
    fund: RecordId,
    as_of: Option<&str>,
    paging: PageQuery<'_>,
    office: &State<Office>,
) -> Answer<Json<Listing<MovementView>>> {
    let (as_of, paging) = (query_as_of(as_of, office.clock.today())?, paging.read()?);
    let before = match paging.after.as_str() {
        "" => None,
        place => Some(place.parse().map_err(|_| Refusal::field("/after", Problem::NotANumber))?),
    };
    let rows = office
        .store
        .read(async |tx| -> Result<_, Error> {
            let fund = funds::find_for_staff(tx, &staff.user().id, fund.as_str()).await?.ok_or(Refusal::NotFound)?;
            Ok(capital::history(tx, &fund.id, as_of, before, paging.rows_wanted()).await?)
        })
        .await?;
    Ok(Json(paging.page(rows, |row| row.place.to_string(), MovementView::from)))
}

/// How far the books are closed.
#[derive(Serialize, ToSchema)]
struct BooksView {
    /// The last closed day.
    closed_to: NaiveDate,
}

/// Closes the books up to a day: nothing is booked with a value date up to then. An earlier day than before opens them again.
#[utoipa::path(
    tag = "funds", params(("fund", description = "The fund's code")),
    request_body = book_closes::Input, responses((status = 201, body = BooksView), WriteRefusals)
)]
#[post("/funds/<fund>/book-closes", data = "<asked>")]
async fn close_books(
    administrator: Administrator,
    fund: RecordId,
    asked: Typed<book_closes::Input>,
    key: IdempotencyKey,
    office: &State<Office>,
) -> Answer<(Status, Json<BooksView>)> {
    let input = asked.read()?;
    book_closes::close(office, &administrator, fund.as_str(), &input, key.0.as_deref()).await?;
    Ok((Status::Created, Json(BooksView { closed_to: input.closed_to })))
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

/// Records money entrusted to the fund or given back. It is in none of the fund's own figures.
#[utoipa::path(
    tag = "funds", params(("fund", description = "The fund's code")),
    request_body = entrusted::Input, responses((status = 201, body = entrusted::Recorded), WriteRefusals)
)]
#[post("/funds/<fund>/entrusted-movements", data = "<movement>")]
async fn entrust(
    administrator: Administrator,
    fund: RecordId,
    movement: Typed<entrusted::Input>,
    key: IdempotencyKey,
    office: &State<Office>,
) -> Answer<(Status, Json<entrusted::Recorded>)> {
    let input = movement.read()?;
    let done = entrusted::record(office, &administrator, fund.as_str(), &input, key.0.as_deref()).await?;
    Ok((Status::Created, Json(done)))
}
