//! Applications for programs: written by the cooperative or an appraiser on its behalf, carried by the fund's officers.
mod papers;
mod parts;
pub mod referral;
mod view;

use rocket::response::content::RawJson;
use rocket::response::status::Created;
use rocket::serde::json::Json;
use rocket::{Route, State, get, patch, post, routes};
use utoipa::OpenApi;

use super::openapi::{Changed, Refusals, WriteRefusals};
use super::{Listing, Nothing, PageQuery, RecordId, Shown, Typed, Untold, created, query_choice, query_text};
use crate::access::{Applicant, Appraiser, Approver, Reader, User, Witness, Writer};
use crate::actions::Office;
use crate::actions::appraise::{self, AppraisalInput, ReturnInput};
use crate::actions::decide::{self, ApprovalInput, RejectionInput};
use crate::actions::draft::{self, DraftInput};
use crate::actions::wait::{self, WaitInput};
use crate::actions::waiting::{File, Turns};
use crate::actions::{confirmation, submit};
use crate::domain::application::State as ApplicationState;
use crate::store::{StoreError, applications};
use crate::web::Answer;
use crate::web::guards::{IdempotencyKey, IfMatch};
use view::{Application, Line, show};

pub fn routes() -> Vec<Route> {
    [
        routes![
            begin,
            list,
            one,
            save,
            submit_,
            ask_confirmation,
            withdraw,
            return_,
            appraise_,
            approve,
            reject,
            wait_
        ],
        papers::routes(),
        parts::routes(),
    ]
    .concat()
}

#[derive(OpenApi)]
#[openapi(paths(
    begin,
    list,
    one,
    save,
    submit_,
    ask_confirmation,
    withdraw,
    return_,
    appraise_,
    approve,
    reject,
    wait_
))]
pub struct Doc;
pub use papers::Doc as PapersDoc;
pub use parts::Doc as PartsDoc;

/// What is shown after a deed on an application: the first time it is done, and whenever it is repeated.
async fn after(office: &Office, user: &User, key: &IdempotencyKey, id: &str) -> Answer<Shown> {
    let shown = office.first_answer(user, key.0.as_deref(), async || show(office, user, id).await).await?;
    Ok(RawJson(shown))
}

/// Begins an application: a draft, nothing of which is needed yet but the fund. An applicant's is for their own cooperative; an
/// appraiser names the cooperative.
#[utoipa::path(tag = "applications", request_body = DraftInput, responses((status = 201, body = Application), WriteRefusals))]
#[post("/applications", data = "<input>")]
async fn begin(
    by: Writer,
    key: IdempotencyKey,
    input: Typed<DraftInput>,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    let id = draft::begin(office, by.user(), &input.read()?, key.0.as_deref()).await?;
    let RawJson(shown) = after(office, by.user(), &key, &id).await?;
    Ok(created(format!("/applications/{id}"), shown))
}

/// The applications one may read, in the order they were begun. `status` and `fund` (a code) narrow the list.
#[utoipa::path(tag = "applications", params(PageQuery), responses((status = 200, body = Listing<Line>), Refusals))]
#[get("/applications?<status>&<fund>&<paging..>")]
async fn list(
    by: Reader,
    status: Option<&str>,
    fund: Option<&str>,
    paging: PageQuery<'_>,
    office: &State<Office>,
) -> Answer<Json<Listing<Line>>> {
    let paging = paging.read()?;
    let filter = applications::Filter {
        status: query_choice::<ApplicationState>("status", status)?,
        fund_code: query_text("fund", fund)?.map(str::to_owned),
        after: paging.after.clone(),
        limit: paging.rows_wanted(),
    };
    let rows = office
        .store
        .read(async |tx| -> Result<_, StoreError> {
            let (mut turns, mut lines) = (Turns::new(office), Vec::new());
            for row in applications::page(tx, &by.user().id, &filter).await? {
                let turn = turns.of(tx, File::of_line(&row)).await?;
                lines.push((row, turn));
            }
            Ok(lines)
        })
        .await?;
    Ok(Json(paging.page(rows, |(row, _)| row.id.clone(), Line::from)))
}

/// An application with what the rules say of it.
#[utoipa::path(tag = "applications", responses((status = 200, body = Application), Refusals))]
#[get("/applications/<id>")]
async fn one(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<Application>> {
    Ok(Json(show(office, by.user(), id.as_str()).await?))
}

/// Changes a draft, or an application returned for papers: an absent field stays, a null one is emptied. The fund and the
/// cooperative stay as they were.
#[utoipa::path(tag = "applications", params(Changed), request_body = DraftInput, responses((status = 200, body = Application), WriteRefusals))]
#[patch("/applications/<id>", data = "<input>")]
async fn save(
    by: Writer,
    id: RecordId,
    version: IfMatch,
    input: Typed<DraftInput>,
    office: &State<Office>,
) -> Answer<Json<Application>> {
    draft::save(office, by.user(), id.as_str(), version.0, &input.read()?).await?;
    Ok(Json(show(office, by.user(), id.as_str()).await?))
}

/// Sends it in. Everything must be there and no rule may fail; want of capital alone can wait.
#[utoipa::path(tag = "applications", request_body = Option<Nothing>, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/submit", data = "<body>")]
async fn submit_(
    by: Applicant,
    id: RecordId,
    key: IdempotencyKey,
    body: Untold,
    office: &State<Office>,
) -> Answer<Shown> {
    body.read()?;
    submit::submit(office, by.user(), id.as_str(), None, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Asks the cooperative's chair to look at what an officer wrote on its behalf, and to send it: only the chair can. Asked again about
/// the same content no other letter goes out: `confirmation_asked` says since when it is asked and what became of the letter.
#[utoipa::path(tag = "applications", request_body = Option<Nothing>, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/ask-confirmation", data = "<body>")]
async fn ask_confirmation(
    by: Appraiser,
    id: RecordId,
    key: IdempotencyKey,
    body: Untold,
    office: &State<Office>,
) -> Answer<Shown> {
    body.read()?;
    confirmation::ask(office, by.user(), id.as_str(), key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Takes it back, at any time before the decision.
#[utoipa::path(tag = "applications", request_body = Option<Nothing>, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/withdraw", data = "<body>")]
async fn withdraw(
    by: Applicant,
    id: RecordId,
    key: IdempotencyKey,
    body: Untold,
    office: &State<Office>,
) -> Answer<Shown> {
    body.read()?;
    submit::withdraw(office, by.user(), id.as_str(), None, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Sends it back for more papers.
#[utoipa::path(tag = "applications", params(Changed), request_body = ReturnInput, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/return", data = "<input>")]
async fn return_(
    by: Appraiser,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<ReturnInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    appraise::return_(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Appraises. To recommend approval no rule may fail, and `note` answers what is missing or to review.
#[utoipa::path(tag = "applications", params(Changed), request_body = AppraisalInput, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/appraise", data = "<input>")]
async fn appraise_(
    by: Appraiser,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<AppraisalInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    appraise::appraise(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Approves: every limit is checked again, the capital is reserved and the loan is made. By somebody else than the appraiser. Where
/// the fund's regulation leaves the amount to a council, `minutes` are needed: without them `minutes_required`, with too few present
/// `short_of_quorum`, with somebody twice `named_twice`.
#[utoipa::path(tag = "applications", params(Changed), request_body = ApprovalInput, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/approve", data = "<input>")]
async fn approve(
    by: Approver,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<ApprovalInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    decide::approve(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Rejects, with the reason the cooperative is told. By somebody else than the appraiser.
#[utoipa::path(tag = "applications", params(Changed), request_body = RejectionInput, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/reject", data = "<input>")]
async fn reject(
    by: Approver,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<RejectionInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    decide::reject(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}

/// Puts it on the waiting list, where nothing but capital is wanting. By somebody else than the appraiser; it stays appraised.
#[utoipa::path(tag = "applications", params(Changed), request_body = WaitInput, responses((status = 200, body = Application), WriteRefusals))]
#[post("/applications/<id>/wait", data = "<input>")]
async fn wait_(
    by: Approver,
    id: RecordId,
    key: IdempotencyKey,
    version: IfMatch,
    input: Typed<WaitInput>,
    office: &State<Office>,
) -> Answer<Shown> {
    wait::wait(office, &by, id.as_str(), version.0, &input.read()?, key.0.as_deref()).await?;
    after(office, by.user(), &key, id.as_str()).await
}
