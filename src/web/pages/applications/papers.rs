//! Papers: sent one by one, taken off again, opened by those who may see the application.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::{ContentType, Header, Status};
use rocket::response::{Flash, Redirect};
use rocket::{Either, Responder, State, get, post};

use super::case::Case;
use crate::access::{Reader, User, Witness};
use crate::actions::documents::{self, FILE_BYTES_MAX, KINDS};
use crate::actions::{Error as ActionError, Office, Problem, Refusal, views};
use crate::store::applications::{Application, Document};
use crate::text::{Texts, format};
use crate::web::error::status_of;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted, PostedFile};

/// A paper as a page lists it.
#[derive(Debug, Clone)]
pub struct PaperView {
    pub id: String,
    pub kind: String,
    pub name: String,
    pub size: String,
    pub on: String,
}

/// The papers of an application, ready to be shown.
pub fn paper_views(t: Texts, documents: &[Document]) -> Vec<PaperView> {
    let view = |document: &Document| PaperView {
        id: document.id.clone(),
        kind: t.paper_kind(&document.kind),
        name: document.file_name.clone(),
        size: size(document.size_bytes),
        on: format::date(crate::clock::business_date(document.uploaded_at)),
    };
    documents.iter().map(view).collect()
}

/// `1,2 MB` or `340 kB`, whole tenths rounded up: nobody needs more.
pub fn size(bytes: i64) -> String {
    const MEGABYTE: i64 = 1_000_000;
    if bytes < MEGABYTE {
        return format!("{}\u{a0}kB", (bytes + 999) / 1000);
    }
    let tenths = (bytes * 10 + MEGABYTE - 1) / MEGABYTE;
    format!("{},{}\u{a0}MB", tenths / 10, tenths % 10)
}

/// The papers and the form for one more.
#[derive(Template, WebTemplate)]
#[template(path = "applications/papers.html")]
pub struct PapersPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    found: Application,
    form: FormView,
    asked: Vec<String>,
    papers: Vec<PaperView>,
    kinds: Vec<(&'static str, String)>,
}

async fn papers_view(page: Page, office: &Office, user: &User, id: &str, form: FormView) -> Answer<PapersPage> {
    let today = office.clock.today();
    let case = office.store.read(async |tx| Case::for_writer(tx, user, id, today).await).await?;
    let t = page.t;
    let asked = match &case.found.papers_needed {
        Some(needed) if !needed.0.is_empty() => needed.0.clone(),
        _ => case.regulation.papers().to_vec(),
    };
    let title = t.app_papers();
    Ok(PapersPage {
        page: page.titled(title),
        crumbs: super::crumbs(t, &case.found),
        form,
        asked,
        papers: paper_views(t, &case.documents),
        kinds: KINDS.map(|kind| (kind, t.paper_kind(kind))).to_vec(),
        found: case.found,
    })
}

/// The papers of an application that can still be changed.
#[get("/applications/<id>/papers")]
pub async fn papers(
    page: Page,
    reader: Reader,
    id: &str,
    office: &State<Office>,
) -> Answer<Result<PapersPage, Redirect>> {
    let form = FormView::new(page.t, Fields::default());
    let shown = papers_view(page, office, reader.user(), id, form).await?;
    if !shown.found.status.is_editable() {
        return Ok(Err(Redirect::to(format!("/applications/{id}"))));
    }
    views::note_view(office, reader.user(), "application", id).await;
    Ok(Ok(shown))
}

/// Takes a file.
#[post("/applications/<id>/papers", data = "<posted>")]
pub async fn add_paper(
    page: Page,
    reader: Reader,
    id: &str,
    posted: PostedFile,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, PapersPage)>> {
    let user = reader.user();
    let PostedFile { kind, name, contents, too_large } = posted;
    let added = if too_large {
        Err(ActionError::Refused(Refusal::TooLarge { limit_bytes: FILE_BYTES_MAX }))
    } else if contents.is_empty() {
        Err(ActionError::Refused(Refusal::field("/file", Problem::Required)))
    } else {
        documents::add(office, user, id, &kind, &name, contents).await
    };
    match added {
        Ok(_) => Ok(Either::Left(done(format!("/applications/{id}/papers"), page.t.app_paper_added(name)))),
        Err(ActionError::Refused(refusal @ (Refusal::NotFound | Refusal::Forbidden(_)))) => Err(refusal.into()),
        Err(ActionError::Refused(refusal)) => {
            let fields = Fields::new(vec![("kind".into(), kind)]);
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), papers_view(page, office, user, id, form).await?)))
        }
        Err(failed) => Err(failed.into()),
    }
}

/// Takes a paper off the application.
#[post("/applications/<id>/papers/<paper>/remove", data = "<_posted>")]
pub async fn remove_paper(
    page: Page,
    reader: Reader,
    id: &str,
    paper: &str,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    documents::remove(office, reader.user(), id, paper).await?;
    Ok(done(format!("/applications/{id}/papers"), page.t.app_paper_removed()))
}

/// A file to be kept, never to be shown inside our pages: it may hold anything.
#[derive(Responder)]
pub struct Attachment {
    contents: Vec<u8>,
    kind: ContentType,
    disposition: Header<'static>,
    no_sniffing: Header<'static>,
}

impl Attachment {
    /// A kept file under its own name.
    pub fn of(name: &str, media_type: &str, contents: Vec<u8>) -> Attachment {
        let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        let disposition = format!("attachment; filename*=UTF-8''{}", name.replace('+', "%20"));
        Attachment {
            contents,
            kind: ContentType::parse_flexible(media_type).unwrap_or(ContentType::Binary),
            disposition: Header::new("Content-Disposition", disposition),
            no_sniffing: Header::new("X-Content-Type-Options", "nosniff"),
        }
    }
}

/// A paper, for those who may see the application.
#[get("/applications/<id>/papers/<paper>")]
pub async fn paper(reader: Reader, id: &str, paper: &str, office: &State<Office>) -> Answer<Attachment> {
    let (document, contents) = documents::open(office, reader.user(), id, paper).await?;
    views::note_view(office, reader.user(), "document", &document.id).await;
    Ok(Attachment::of(&document.file_name, &document.media_type, contents))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(size(1), "1\u{a0}kB");
        assert_eq!(size(340_001), "341\u{a0}kB");
        assert_eq!(size(1_200_000), "1,2\u{a0}MB");
        assert_eq!(size(9_950_001), "10,0\u{a0}MB");
    }
}
