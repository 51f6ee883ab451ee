//! Schedule and statement of a loan, as the command line prints them (contract section 2).
use chrono::NaiveDate;
use rocket::serde::json::Json;
use rocket::{Route, State, get, routes};
use utoipa::{OpenApi, ToSchema};

use super::view::open;
use crate::access::{Reader, Witness};
use crate::actions::book::{Book, not_computable};
use crate::actions::{Office, Problem, Refusal};
use crate::domain::account::Position;
use crate::domain::schedule::{self, Schedule};
use crate::web::Answer;
use crate::web::api::openapi::Refusals;
use crate::web::api::{RecordId, query_date};

pub fn routes() -> Vec<Route> {
    routes![schedule_, statement]
}

#[derive(OpenApi)]
#[openapi(paths(schedule_, statement))]
pub struct Doc;

/// What falls due when every instalment is paid on its day.
#[derive(ToSchema)]
#[schema(as = Schedule)]
#[expect(dead_code, reason = "describes what domain::schedule writes")]
struct ScheduleShown {
    instalments: Vec<InstalmentShown>,
    total_principal: i64,
    total_interest: i64,
    total: i64,
}

/// One instalment, amounts in dong.
#[derive(ToSchema)]
#[schema(as = Instalment)]
#[expect(dead_code, reason = "describes what domain::schedule writes")]
struct InstalmentShown {
    number: u32,
    due: NaiveDate,
    /// The days of the period before it.
    days: i64,
    principal: i64,
    interest: i64,
    total: i64,
    /// Principal left after it.
    balance: i64,
}

/// What a loan owes at the end of a day, and how every payment was used. Amounts in dong.
#[derive(ToSchema)]
#[schema(as = Statement)]
#[expect(dead_code, reason = "describes what domain::account writes")]
struct StatementShown {
    as_of: NaiveDate,
    principal_outstanding: i64,
    principal_in_term: i64,
    principal_overdue: i64,
    interest_due: i64,
    interest_accrued: i64,
    overdue_interest: i64,
    late_interest: i64,
    unallocated: i64,
    total_to_settle: i64,
    days_past_due: i64,
    /// 1 to 5, or `in_term`, `overdue`, `frozen`.
    #[schema(value_type = Object)]
    debt_group: serde_json::Value,
    /// The rule that put it there: `CLS-04`.
    group_rule: String,
    next_due: Option<NaiveDate>,
    instalments: Vec<PaidInstalmentShown>,
    entries: Vec<EntryShown>,
}

/// One instalment with what was paid of it.
#[derive(ToSchema)]
#[schema(as = PaidInstalment)]
#[expect(dead_code, reason = "describes what domain::account writes")]
struct PaidInstalmentShown {
    number: u32,
    due: NaiveDate,
    days: i64,
    principal: i64,
    interest: i64,
    total: i64,
    balance: i64,
    paid_principal: i64,
    paid_interest: i64,
    settled_on: Option<NaiveDate>,
}

/// What one payment, waiver or recovery was used for.
#[derive(ToSchema)]
#[schema(as = Entry)]
#[expect(dead_code, reason = "describes what domain::account writes")]
struct EntryShown {
    date: NaiveDate,
    /// Its place among the bookings that stand, draws not counted, from 0; null where waiting money was used on a due date.
    event: Option<usize>,
    principal: i64,
    interest: i64,
    overdue_interest: i64,
    late_interest: i64,
    unallocated: i64,
}

/// The repayment schedule as drawn; before the first draw, as if all of it were drawn today.
#[utoipa::path(tag = "loans", responses((status = 200, body = ScheduleShown), Refusals))]
#[get("/loans/<id>/schedule")]
async fn schedule_(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<Schedule>> {
    let book = open(office, by.user(), id.as_str()).await?;
    let terms = match book.terms()? {
        Some(terms) => terms,
        None => book.terms_if_drawn_on(office.clock.today())?,
    };
    Ok(Json(schedule::plan(&terms, book.calendar(&office.calendar())).map_err(|refusal| not_computable(&refusal))?))
}

/// The statement at the end of `as_of` (`YYYY-MM-DD`; today when not said), out of the facts recorded until now.
#[utoipa::path(tag = "loans", responses((status = 200, body = StatementShown), Refusals))]
#[get("/loans/<id>/statement?<as_of>")]
async fn statement(by: Reader, id: RecordId, as_of: Option<&str>, office: &State<Office>) -> Answer<Json<Position>> {
    let as_of = query_date("as_of", as_of)?;
    let book = open(office, by.user(), id.as_str()).await?;
    let as_of = as_of.unwrap_or_else(|| office.clock.today());
    match book.position(as_of)? {
        Some(position) => Ok(Json(position)),
        None => Err(nothing_drawn(&book, office.clock.today()).into()),
    }
}

/// There is nothing to state of the time before the first draw.
fn nothing_drawn(book: &Book, today: NaiveDate) -> Refusal {
    match book.draws().first() {
        Some(draw) => Refusal::field("/as_of", Problem::DateOutOfRange { from: draw.date, to: today }),
        None => Refusal::WrongState { is: book.loan.status.to_string() },
    }
}
