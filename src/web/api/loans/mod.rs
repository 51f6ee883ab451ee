//! Loans for programs: read by their cooperative and the fund's people, carried by the cashier.
mod account;
mod view;

use chrono::NaiveDate;
use rocket::response::content::RawJson;
use rocket::response::status::Created;
use rocket::serde::json::Json;
use rocket::{Route, State, get, post, routes};
use utoipa::OpenApi;

use super::openapi::{Changed, Refusals, WriteRefusals};
use super::{
    Listing, Nothing, PageQuery, RecordId, Shown, Typed, Untold, created, query_choice, query_date, query_text,
};
use crate::access::{Cashier, Reader, Witness};
use crate::actions::classification::share_groups;
use crate::actions::loan::{self, DisbursementInput, SignInput};
use crate::actions::repay::{self, PrepaymentInput, RepaymentInput, ReversalInput};
use crate::actions::{self, Office, release};
use crate::domain::loan::State as LoanState;
use crate::store::loans;
use crate::web::Answer;
use crate::web::guards::{IdempotencyKey, IfMatch};
use view::{Booked, Line, Loan, show};

pub fn routes() -> Vec<Route> {
    let deeds = routes![sign, cancel, close_drawing, disburse, repay_, prepay, reverse];
    [routes![list, one], account::routes(), deeds].concat()
}

#[derive(OpenApi)]
#[openapi(paths(list, one, sign, cancel, close_drawing, disburse, repay_, prepay, reverse))]
pub struct Doc;

pub use account::Doc as AccountDoc;

/// The loans one may read, by number. `status` and `fund` (a code) narrow the list.
#[utoipa::path(tag = "loans", params(PageQuery), responses((status = 200, body = Listing<Line>), Refusals))]
#[get("/loans?<status>&<fund>&<paging..>")]
async fn list(
    by: Reader,
    status: Option<&str>,
    fund: Option<&str>,
    paging: PageQuery<'_>,
    office: &State<Office>,
) -> Answer<Json<Listing<Line>>> {
    let paging = paging.read()?;
    let filter = loans::Filter {
        status: query_choice::<LoanState>("status", status)?,
        fund_code: query_text("fund", fund)?.map(str::to_owned),
        text: None,
        after: paging.after.clone(),
        limit: paging.rows_wanted(),
    };
    let mut rows = loans::list(&office.store, &by.user().id, &filter).await?;
    share_groups(&mut rows, office.clock.today());
    Ok(Json(paging.page(rows, |row| row.number.clone(), Line::from)))
}

/// A loan, with what it owes at the end of `as_of` (`YYYY-MM-DD`; today when not said).
#[utoipa::path(tag = "loans", responses((status = 200, body = Loan), Refusals))]
#[get("/loans/<id>?<as_of>")]
async fn one(by: Reader, id: RecordId, as_of: Option<&str>, office: &State<Office>) -> Answer<Json<Loan>> {
    let as_of: Option<NaiveDate> = query_date("as_of", as_of)?;
    Ok(Json(show(office, by.user(), id.as_str(), as_of).await?))
}

/// What is shown after a deed on a loan: the first time it is done, and whenever it is repeated.
async fn after(office: &Office, by: &Cashier, key: &IdempotencyKey, id: &str) -> Answer<Shown> {
    let look = async || show(office, by.user(), id, None).await;
    Ok(RawJson(office.first_answer(by.user(), key.0.as_deref(), look).await?))
}

/// The same after a booking.
async fn booked(
    office: &Office,
    by: &Cashier,
    key: &IdempotencyKey,
    id: &str,
    event: actions::loan::Booked,
) -> Answer<Created<Shown>> {
    let look = async || -> Result<_, actions::Error> {
        let loan = show(office, by.user(), id, None).await?;
        Ok(Booked { event: event.event_id.clone(), changes: event.changes.clone(), loan })
    };
    let shown = office.first_answer(by.user(), key.0.as_deref(), look).await?;
    Ok(created(format!("/loans/{id}"), shown))
}

/// Records the signed contract.
#[utoipa::path(tag = "loans", params(Changed), request_body = SignInput, responses((status = 200, body = Loan), WriteRefusals))]
#[post("/loans/<id>/sign", data = "<input>")]
async fn sign(
    by: Cashier,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<SignInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    loan::sign(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    after(office, &by, &key, id.as_str()).await
}

/// Cancels a loan of which nothing was drawn: its reserve is released.
#[utoipa::path(tag = "loans", params(Changed), request_body = Option<Nothing>, responses((status = 200, body = Loan), WriteRefusals))]
#[post("/loans/<id>/cancel", data = "<body>")]
async fn cancel(
    by: Cashier,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    body: Untold,
    office: &State<Office>,
) -> Answer<Shown> {
    body.read()?;
    release::cancel(office, &by, id.as_str(), version.0, key.0.as_deref()).await?;
    after(office, &by, &key, id.as_str()).await
}

/// Closes the drawing: what was not drawn goes back to the fund.
#[utoipa::path(tag = "loans", params(Changed), request_body = Option<Nothing>, responses((status = 200, body = Loan), WriteRefusals))]
#[post("/loans/<id>/close-drawing", data = "<body>")]
async fn close_drawing(
    by: Cashier,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    body: Untold,
    office: &State<Office>,
) -> Answer<Shown> {
    body.read()?;
    release::close_drawing(office, &by, id.as_str(), version.0, key.0.as_deref()).await?;
    after(office, &by, &key, id.as_str()).await
}

/// Pays out a tranche. The first needs a proof that the borrower has no bad debt, of the time after signing.
#[utoipa::path(tag = "loans", params(Changed), request_body = DisbursementInput, responses((status = 201, body = Booked), WriteRefusals))]
#[post("/loans/<id>/disbursements", data = "<input>")]
async fn disburse(
    by: Cashier,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<DisbursementInput>,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    let event = loan::disburse(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    booked(office, &by, &key, id.as_str(), event).await
}

/// Books a payment. What is left after everything due waits for the next due day.
#[utoipa::path(tag = "loans", params(Changed), request_body = RepaymentInput, responses((status = 201, body = Booked), WriteRefusals))]
#[post("/loans/<id>/repayments", data = "<input>")]
async fn repay_(
    by: Cashier,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<RepaymentInput>,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    let event = repay::repay(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    booked(office, &by, &key, id.as_str(), event).await
}

/// Books a prepayment. What is left after everything due goes to principal not yet due; `effect` says to which.
#[utoipa::path(tag = "loans", params(Changed), request_body = PrepaymentInput, responses((status = 201, body = Booked), WriteRefusals))]
#[post("/loans/<id>/prepayments", data = "<input>")]
async fn prepay(
    by: Cashier,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<PrepaymentInput>,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    let event = repay::prepay(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    booked(office, &by, &key, id.as_str(), event).await
}

/// Takes a booking back: it is as if it had never been, and both stay to be seen.
#[utoipa::path(tag = "loans", params(Changed), request_body = ReversalInput, responses((status = 201, body = Booked), WriteRefusals))]
#[post("/loans/<id>/reversals", data = "<input>")]
async fn reverse(
    by: Cashier,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<ReversalInput>,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    let event = repay::reverse(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    booked(office, &by, &key, id.as_str(), event).await
}
