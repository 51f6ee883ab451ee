//! The papers of an application: handed in, taken off again, reviewed.
use chrono::{DateTime, NaiveDate, Utc};
use rocket::response::content::RawJson;
use rocket::response::status::Created;
use rocket::serde::json::Json;
use rocket::{FromForm, Route, State, get, post, routes};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::super::files::FileBody;
use super::super::openapi::{Refusals, WriteRefusals};
use super::super::{Nothing, RecordId, Shown, Typed, Untold, created};
use crate::access::{Appraiser, Reader, User, Witness, Writer};
use crate::actions::documents::{self, Review, Sent};
use crate::actions::{Error as ActionError, Office, Refusal, views};
use crate::store::applications::{self, Document};
use crate::web::Answer;
use crate::web::guards::IdempotencyKey;
use crate::web::pages::applications::Attachment;

pub fn routes() -> Vec<Route> {
    routes![papers, add_paper, paper, remove_paper, review_paper]
}

#[derive(OpenApi)]
#[openapi(paths(papers, add_paper, paper, remove_paper, review_paper))]
pub struct Doc;

/// A paper of an application.
#[derive(Serialize, ToSchema)]
#[schema(as = Paper)]
struct PaperView {
    id: String,
    /// `request`, `legal`, `financial`, `plan`, `security`, `credit_report`, `signed_form`, `other`; `listed` answers an item of the fund's list.
    kind: String,
    /// That item, in the fund's words.
    item: Option<String>,
    file_name: String,
    media_type: String,
    size_bytes: i64,
    sha256: String,
    uploaded_at: DateTime<Utc>,
    /// `accepted`, `refused`, or null while nobody looked.
    verdict: Option<String>,
    note: Option<String>,
    /// The last day on which it proves anything.
    valid_until: Option<NaiveDate>,
}

impl From<Document> for PaperView {
    fn from(paper: Document) -> PaperView {
        PaperView {
            id: paper.id,
            kind: paper.kind,
            item: paper.paper,
            file_name: paper.file_name,
            media_type: paper.media_type,
            size_bytes: paper.size_bytes,
            sha256: paper.sha256,
            uploaded_at: paper.uploaded_at,
            verdict: paper.verdict,
            note: paper.verdict_note,
            valid_until: paper.valid_until,
        }
    }
}

async fn all(office: &Office, user: &User, id: &str) -> Result<Vec<PaperView>, ActionError> {
    let found = office
        .store
        .read(async |tx| {
            applications::find_for_reader(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            Ok::<_, ActionError>(applications::documents(tx, id).await?)
        })
        .await?;
    Ok(found.into_iter().map(PaperView::from).collect())
}

async fn one(office: &Office, user: &User, id: &str, paper: &str) -> Result<PaperView, ActionError> {
    let found = all(office, user, id).await?.into_iter().find(|found| found.id == paper);
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// The papers of an application and what was said of each.
#[utoipa::path(tag = "applications", responses((status = 200, body = Vec<PaperView>), Refusals))]
#[get("/applications/<id>/papers")]
async fn papers(by: Reader, id: RecordId, office: &State<Office>) -> Answer<Json<Vec<PaperView>>> {
    Ok(Json(all(office, by.user(), id.as_str()).await?))
}

/// What the address says of a file that is its whole request.
#[derive(Debug, FromForm)]
struct Said<'r> {
    kind: Option<&'r str>,
    name: Option<&'r str>,
    code: Option<&'r str>,
}

/// Hands a paper in: the body is the file itself, a PDF, JPEG or PNG of at most 10 MB. `kind` is one of those of a paper, or an
/// item of the fund's list in its words. The same file of the same kind once more is the paper that is there. An `Idempotency-Key` is
/// bound to what is said of the file and to its contents.
#[utoipa::path(
    tag = "applications",
    params(("kind" = String, Query, description = "What it is"), ("name" = Option<String>, Query, description = "What the file is called"),
        ("code" = Option<String>, Query, description = "The code of the content that a `signed_form` carries")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = PaperView), WriteRefusals)
)]
#[post("/applications/<id>/papers?<said..>", data = "<body>")]
async fn add_paper(
    by: Writer,
    id: RecordId,
    said: Said<'_>,
    key: IdempotencyKey,
    body: FileBody,
    office: &State<Office>,
) -> Answer<Created<Shown>> {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let mut sent = Sent { kind: text(said.kind), code: text(said.code), key: key.0.clone(), ..Sent::default() };
    match body.named(said.name) {
        Ok(file) => sent.files.push(file),
        Err(refusal) => sent.too_large = matches!(refusal, Refusal::TooLarge { .. }),
    }
    let paper = documents::add(office, by.user(), id.as_str(), sent).await?;
    let look = async || one(office, by.user(), id.as_str(), &paper).await;
    let shown = office.first_answer(by.user(), key.0.as_deref(), look).await?;
    Ok(created(format!("/applications/{}/papers/{paper}", id.as_str()), shown))
}

/// The file itself.
#[utoipa::path(tag = "applications", responses((status = 200, content_type = "application/octet-stream"), Refusals))]
#[get("/applications/<id>/papers/<paper>")]
async fn paper(by: Reader, id: RecordId, paper: RecordId, office: &State<Office>) -> Answer<Attachment> {
    let (found, contents) = documents::open(office, by.user(), id.as_str(), paper.as_str()).await?;
    views::note_view(office, by.user(), "document", &found.id).await;
    Ok(Attachment::of(&found.file_name, &found.media_type, contents))
}

/// Takes a paper off an application that can still be changed; answers with those that are left.
#[utoipa::path(tag = "applications", request_body = Option<Nothing>, responses((status = 200, body = Vec<PaperView>), WriteRefusals))]
#[post("/applications/<id>/papers/<paper>/remove", data = "<body>")]
async fn remove_paper(
    by: Writer,
    id: RecordId,
    paper: RecordId,
    key: IdempotencyKey,
    body: Untold,
    office: &State<Office>,
) -> Answer<Shown> {
    body.read()?;
    let key = key.0.as_deref();
    documents::remove(office, by.user(), id.as_str(), paper.as_str(), key).await?;
    let look = async || all(office, by.user(), id.as_str()).await;
    Ok(RawJson(office.first_answer(by.user(), key, look).await?))
}

/// Says of a paper whether it holds, why not, and until when; the newest word counts.
#[utoipa::path(tag = "applications", request_body = Review, responses((status = 200, body = PaperView), WriteRefusals))]
#[post("/applications/<id>/papers/<paper>/review", data = "<input>")]
async fn review_paper(
    by: Appraiser,
    id: RecordId,
    paper: RecordId,
    key: IdempotencyKey,
    input: Typed<Review>,
    office: &State<Office>,
) -> Answer<Shown> {
    let key = key.0.as_deref();
    documents::review(office, &by, id.as_str(), paper.as_str(), &input.read()?, key).await?;
    let look = async || one(office, by.user(), id.as_str(), paper.as_str()).await;
    Ok(RawJson(office.first_answer(by.user(), key, look).await?))
}
