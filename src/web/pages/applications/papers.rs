//! Papers: sent one by one, taken off again, opened by those who may see the application.
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::http::{ContentType, Header, Status};
use rocket::response::{Flash, Redirect};
use rocket::{Either, Responder, State, get, post};

use super::case::Case;
use crate::access::{Reader, User, Witness};
use crate::actions::confirmation::SIGNED_FORM;
use crate::actions::documents::{self, KINDS, Sent};
use crate::actions::{Office, views};
use crate::domain::application::State as Stage;
use crate::store::applications::{Application, Document};
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::{Message, done};
use crate::web::{Answer, Fields, FormView, Page, Posted, PostedFile};

/// A paper as a page lists it.
#[derive(Debug, Clone)]
pub struct PaperView {
    pub id: String,
    pub kind: String,
    pub name: String,
    pub size: String,
    pub on: String,
    /// The tag's class and word: what was said of it, or that nothing was yet.
    pub state: (&'static str, &'static str),
    /// Until when it holds.
    pub until: Option<String>,
    /// Why it was refused, until when it holds.
    pub said: String,
}

/// What stands of an item of the fund's list.
#[derive(Debug, Clone)]
pub struct ItemView {
    pub name: String,
    pub state: (&'static str, &'static str),
    /// Its number in the list, for the way to the form.
    pub number: usize,
    /// The appraiser asked for it.
    pub asked: bool,
    pub papers: Vec<PaperView>,
}

/// The papers of an application, ready to be shown.
pub fn paper_views(t: Texts, documents: &[Document], today: NaiveDate) -> Vec<PaperView> {
    documents.iter().map(|document| paper_view(t, document, today)).collect()
}

fn paper_view(t: Texts, document: &Document, today: NaiveDate) -> PaperView {
    let expired = document.valid_until.is_some_and(|until| until < today);
    let state = match document.verdict.as_deref() {
        Some("accepted") if expired => ("overdue", t.paper_expired()),
        Some("accepted") => ("done", t.paper_accepted()),
        Some(_) => ("fail", t.paper_refused()),
        None => ("review", t.paper_unread()),
    };
    let until = document.valid_until.map(|until| t.paper_valid_until(format::date(until)));
    let note = document.verdict_note.clone().filter(|note| !note.is_empty());
    PaperView {
        id: document.id.clone(),
        kind: document.paper.clone().unwrap_or_else(|| t.paper_kind(&document.kind)),
        name: document.file_name.clone(),
        size: size(document.size_bytes),
        on: format::date(crate::clock::business_date(document.uploaded_at)),
        state,
        until: until.clone(),
        said: [note, until].into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}

/// What was asked for and the fund's list, each item with the papers that answer it; the best of them says how it stands. While
/// it is returned, only what came since answers what was asked for.
pub fn items(t: Texts, case: &Case, today: NaiveDate) -> Vec<ItemView> {
    let standing = ["done", "review", "overdue", "fail"];
    let since = (case.found.status == Stage::Returned).then_some(case.found.status_since);
    let asked = case.asked().len();
    let item = |(number, name): (usize, String)| {
        let since = since.filter(|_| number < asked);
        let of_it = case.documents.iter().filter(|document| document.paper.as_ref() == Some(&name));
        let (new, old): (Vec<_>, Vec<_>) =
            of_it.partition(|document| since.is_none_or(|since| document.uploaded_at >= since));
        let shown = |document: &Document| paper_view(t, document, today);
        let answers: Vec<PaperView> = new.into_iter().map(shown).collect();
        let best =
            answers.iter().map(|paper| paper.state).min_by_key(|state| standing.iter().position(|s| *s == state.0));
        let papers = answers.into_iter().chain(old.into_iter().map(shown)).collect();
        ItemView { state: best.unwrap_or(("missing", t.paper_missing())), asked: number < asked, name, number, papers }
    };
    case.papers_wanted().into_iter().enumerate().map(item).collect()
}

/// The kinds that a fund with a list of its own leaves to be named beside it.
const BESIDE_A_LIST: [&str; 3] = ["security", "credit_report", "other"];

/// What a file can be said to be.
fn kinds(t: Texts, case: &Case) -> Vec<(String, String)> {
    let wanted = case.papers_wanted();
    let beside = match wanted.is_empty() {
        true => KINDS.to_vec(),
        false => BESIDE_A_LIST.to_vec(),
    };
    // What was signed comes in where it is confirmed, with its code.
    let beside = beside.into_iter().filter(|kind| *kind != SIGNED_FORM);
    let named = wanted.into_iter().map(|paper| (paper.clone(), paper));
    named.chain(beside.map(|kind| (kind.to_owned(), t.paper_kind(kind)))).collect()
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
    /// What the appraiser asked for, where the application was returned.
    asked: Vec<ItemView>,
    items: Vec<ItemView>,
    /// Papers beside the fund's list.
    papers: Vec<PaperView>,
    kinds: Vec<(String, String)>,
}

async fn papers_view(page: Page, office: &Office, user: &User, id: &str, form: FormView) -> Answer<PapersPage> {
    let today = office.clock.today();
    let case = office.store.read(async |tx| Case::for_sender(tx, user, id, today).await).await?;
    let t = page.t;
    let (asked, items) = items(t, &case, today).into_iter().partition(|item| item.asked);
    let title = t.app_papers();
    Ok(PapersPage {
        page: page.titled(title),
        crumbs: super::crumbs(t, &case.found),
        form,
        asked,
        items,
        papers: paper_views(t, &case.other_papers(), today),
        kinds: kinds(t, &case),
        found: case.found,
    })
}

/// The papers of an application that can still be changed; `item` of the fund's list is chosen in the form, `sent` that a file in
/// pieces has just become whole.
#[get("/applications/<id>/papers?<item>&<sent>")]
pub async fn papers(
    page: Page,
    reader: Reader,
    id: &str,
    item: Option<usize>,
    sent: Option<u32>,
    office: &State<Office>,
) -> Answer<Result<PapersPage, Redirect>> {
    let form = FormView::new(page.t, Fields::default());
    let mut shown = papers_view(page, office, reader.user(), id, form).await?;
    let chosen = shown.asked.iter().chain(&shown.items).find(|shown| Some(shown.number) == item);
    if let Some(name) = chosen.map(|item| item.name.clone()) {
        shown.form.fields.set("kind", name);
    }
    if sent.is_some() {
        shown.page.message = Some(Message { kind: "success".into(), text: shown.page.t.app_paper_whole().into() });
    }
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
    let name = posted.name();
    let PostedFile { kind, files, too_large, .. } = posted;
    match redisplayable(
        documents::add(office, user, id, Sent { kind: kind.clone(), files, too_large, ..Sent::default() }).await,
    )? {
        Ok(_) => Ok(Either::Left(done(format!("/applications/{id}/papers"), page.t.app_paper_added(name)))),
        Err(refusal) => {
            let fields = Fields::new(vec![("kind".into(), kind)]);
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), papers_view(page, office, user, id, form).await?)))
        }
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
    documents::remove(office, reader.user(), id, paper, None).await?;
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
