//! `/registrations`: who keeps the register compares what somebody states with their certificate, and confirms or refuses.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::{ContentType, Status};
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use super::registration::{claim_rows, decided};
use crate::access::{Position, Registrar, Witness};
use crate::actions::registration::{self, Confirmed};
use crate::actions::{Error as ActionError, Office, Problem, Refusal, views};
use crate::store::cooperative_links::{self, CoopLink, LinkPaper};
use crate::store::cooperatives::{self, Cooperative};
use crate::store::members::{self, Member};
use crate::text::{Texts, format};
use crate::web::download::Attachment;
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted, RecordId};

pub fn routes() -> Vec<Route> {
    routes![list, view, confirm, refuse, paper]
}

const LINES: i64 = 200;

struct Line {
    id: String,
    person: String,
    email: String,
    cooperative: String,
    code: String,
    asked_at: String,
    papers: i64,
}

#[derive(Template, WebTemplate)]
#[template(path = "registration/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
}

#[get("/registrations")]
async fn list(page: Page, _by: Registrar, office: &State<Office>) -> Answer<ListPage> {
    let waiting = office.store.read(async |tx| cooperative_links::waiting(tx, LINES).await).await?;
    let line = |link: CoopLink| Line {
        id: link.id,
        person: link.user_name,
        email: link.user_email,
        cooperative: link.name,
        code: link.code,
        asked_at: format::instant(link.asked_at),
        papers: link.papers,
    };
    let title = page.t.links_title();
    Ok(ListPage { lines: waiting.into_iter().map(line).collect(), page: page.titled(title) })
}

/// A row of the comparison: what is stated, what stands in the register, and whether they are the same.
struct Compared {
    name: &'static str,
    stated: String,
    registered: Option<(String, bool)>,
}

#[derive(Template, WebTemplate)]
#[template(path = "registration/view.html")]
struct ViewPage {
    page: Page,
    form: FormView,
    link: CoopLink,
    rows: Vec<Compared>,
    registered: Option<Cooperative>,
    papers: Vec<LinkPaper>,
    others: Vec<Member>,
    /// The names of the chairs who are there already.
    chairs: Option<String>,
    positions: Vec<(&'static str, &'static str, &'static str)>,
    decided: Option<String>,
    state: String,
}

async fn shown(page: Page, office: &Office, id: &str, form: FormView) -> Answer<ViewPage> {
    let (link, registered, papers, others) = office
        .store
        .read(async |tx| {
            let link = cooperative_links::find(tx, id).await?.ok_or(Refusal::NotFound)?;
            let registered = cooperatives::find_by_id_or_code(tx, &link.code).await?;
            let others = match &registered {
                Some(found) => members::list(tx, &found.id).await?,
                None => Vec::new(),
            };
            Ok::<_, ActionError>((link, registered, cooperative_links::papers(tx, id).await?, others))
        })
        .await?;
    let t = page.t;
    let chairs = others.iter().filter(|other| other.accepted && other.position == Some(Position::Chair));
    let chairs: Vec<&str> = chairs.map(|chair| chair.name.as_str()).collect();
    let positions = vec![
        (Position::Chair.as_str(), t.position_chair(), t.position_chair_text()),
        (Position::Accountant.as_str(), t.position_accountant(), t.position_accountant_text()),
    ];
    Ok(ViewPage {
        rows: compared(t, &link, registered.as_ref()),
        decided: decided(t, &link),
        state: t.state(&format!("link_{}", link.outcome.as_deref().unwrap_or("waiting"))),
        page: page.titled(t.link_view_title()),
        form,
        link,
        registered,
        papers,
        chairs: (!chairs.is_empty()).then(|| chairs.join(", ")),
        others,
        positions,
    })
}

fn compared(t: Texts, link: &CoopLink, registered: Option<&Cooperative>) -> Vec<Compared> {
    let stands = registered.map(|found| {
        [
            found.code.clone(),
            found.name.clone(),
            t.cooperative_kind(found.kind).to_owned(),
            found.commune.clone(),
            found.province.clone(),
            t.sector(&found.sector),
            found.representative.clone().unwrap_or_default(),
        ]
    });
    let fold = crate::domain::cooperative::fold_for_search;
    let row = |(at, (name, stated)): (usize, (&'static str, String))| {
        let registered = stands.as_ref().map(|stands| (stands[at].clone(), fold(&stands[at]) == fold(&stated)));
        Compared { name, stated, registered }
    };
    claim_rows(t, link).into_iter().enumerate().map(row).collect()
}

#[get("/registrations/<id>")]
async fn view(page: Page, by: Registrar, id: RecordId, office: &State<Office>) -> Answer<ViewPage> {
    let mut fields = Fields::default();
    fields.set("position", Position::Chair.as_str());
    let form = FormView::new(page.t, fields);
    let shown = shown(page, office, &id.0, form).await?;
    views::note_view(office, by.user(), "coop_link", &id.0).await;
    Ok(shown)
}

#[post("/registrations/<id>/confirm", data = "<posted>")]
async fn confirm(
    page: Page,
    by: Registrar,
    id: RecordId,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, ViewPage)>> {
    let fields = &posted.0;
    let mut reading = fields.read();
    let names = Position::ALL.map(Position::as_str);
    let position = reading.choice("position", &names).and_then(Position::named);
    let position =
        reading.finish(position).and_then(|found| found.ok_or(Refusal::field("/position", Problem::Required)));
    let decided = match position {
        Ok(position) => {
            let input = Confirmed { position, named: !fields.get("named").is_empty() };
            registration::confirm(office, &by, &id.0, input).await.map(drop)
        }
        Err(refusal) => Err(ActionError::Refused(refusal)),
    };
    answered(page, office, &id.0, fields, decided, Texts::link_confirmed_done).await
}

#[post("/registrations/<id>/refuse", data = "<posted>")]
async fn refuse(
    page: Page,
    by: Registrar,
    id: RecordId,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, ViewPage)>> {
    let decided = registration::refuse(office, &by, &id.0, posted.0.get("reason")).await;
    answered(page, office, &id.0, &posted.0, decided, Texts::link_refused_done).await
}

async fn answered(
    page: Page,
    office: &Office,
    id: &str,
    fields: &Fields,
    decided: Result<(), ActionError>,
    said: fn(Texts) -> &'static str,
) -> Answer<Either<Flash<Redirect>, (Status, ViewPage)>> {
    match redisplayable(decided)? {
        Ok(()) => Ok(Either::Left(done("/registrations", said(page.t)))),
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), shown(page, office, id, form).await?)))
        }
    }
}

#[get("/registrations/<id>/papers/<paper>")]
async fn paper(by: Registrar, id: RecordId, paper: RecordId, office: &State<Office>) -> Answer<Attachment> {
    let (paper, contents) = registration::open_paper(office, &by, &id.0, &paper.0).await?;
    views::note_view(office, by.user(), "link_paper", &paper.id).await;
    let kind = ContentType::parse_flexible(&paper.media_type).unwrap_or(ContentType::Binary);
    Ok(Attachment::new(contents, kind, &paper.file_name))
}
