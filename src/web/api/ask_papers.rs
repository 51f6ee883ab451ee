//! What comes with a request of a cooperative: invoices, receipts.
use chrono::{DateTime, Utc};
use rocket::response::status::Created;
use rocket::serde::json::Json;
use rocket::{Route, State, get, post, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::files::FileBody;
use super::openapi::{Refusals, WriteRefusals};
use super::{RecordId, Shown, created};
use crate::access::{Applicant, Reader, User, Witness};
use crate::actions::{Error as ActionError, Office, Refusal, ask, views};
use crate::store::asks::{self, AskPaper};
use crate::web::Answer;
use crate::web::guards::IdempotencyKey;
use crate::web::pages::applications::Attachment;

pub fn routes() -> Vec<Route> {
    routes![list, add, open]
}

#[derive(OpenApi)]
#[openapi(paths(list, add, open))]
pub struct Doc;

/// A paper of a request.
#[derive(Serialize, ToSchema)]
#[schema(as = AskPaper)]
struct PaperView {
    id: String,
    file_name: String,
    media_type: String,
    size_bytes: i64,
    sha256: String,
    uploaded_at: DateTime<Utc>,
}

impl From<AskPaper> for PaperView {
    fn from(paper: AskPaper) -> PaperView {
        let AskPaper { id, file_name, media_type, size_bytes, sha256, uploaded_at, .. } = paper;
        PaperView { id, file_name, media_type, size_bytes, sha256, uploaded_at }
    }
}

async fn all(office: &Office, user: &User, id: &str) -> Result<Vec<PaperView>, ActionError> {
    let found = office
        .store
        .read(async |tx| {
            asks::find_for_reader(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            Ok::<_, ActionError>(asks::papers(tx, id).await?)
        })
        .await?;
    Ok(found.into_iter().map(PaperView::from).collect())
}

/// What came with a request.
#[utoipa::path(tag = "requests", responses((status = 200, body = Vec<PaperView>), Refusals))]
#[get("/requests/<id>/papers")]
async fn list(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<Vec<PaperView>>> {
    Ok(Json(all(office, by.user(), id.as_str()).await?))
}

/// Adds a paper to an open request: the body is the file itself, a PDF, JPEG or PNG of at most 10 MB. The same file once more is
/// the paper that is there. An `Idempotency-Key` is bound to the name and the contents of the file.
#[utoipa::path(
    tag = "requests",
    params(("name" = Option<String>, Query, description = "What the file is called")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = PaperView), WriteRefusals)
)]
#[post("/requests/<id>/papers?<name>", data = "<body>")]
async fn add(
    by: Applicant,
    id: RecordId,
    name: Option<&str>,
    key: IdempotencyKey,
    body: FileBody,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    let key = key.0.as_deref();
    let paper = ask::add_paper(office, &by, id.as_str(), body.named(name), key).await?;
    let look = async || {
        let found = all(office, by.user(), id.as_str()).await?.into_iter().find(|found| found.id == paper);
        Ok(found.ok_or(Refusal::NotFound)?)
    };
    let shown = office.first_answer(by.user(), key, look).await?;
    Ok(created(format!("/requests/{}/papers/{paper}", id.as_str()), shown))
}

/// The file itself.
#[utoipa::path(tag = "requests", responses((status = 200, content_type = "application/octet-stream"), Refusals))]
#[get("/requests/<id>/papers/<paper>")]
async fn open(by: Reader, id: RecordId, paper: RecordId, office: &State<Office>) -> Answer<Attachment> {
    let (found, contents) = ask::open_paper(office, by.user(), id.as_str(), paper.as_str()).await?;
    views::note_view(office, by.user(), "ask", id.as_str()).await;
    Ok(Attachment::of(&found.file_name, &found.media_type, contents))
}
