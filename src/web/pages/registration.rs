//! `/registration`: one's own link to a cooperative: what was stated, the certificate, and how far it is.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use crate::access::User;
use crate::actions::cooperative::SECTORS;
use crate::actions::documents::FILE_BYTES_MAX;
use crate::actions::registration::{self, Stated};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::domain::cooperative::CooperativeKind;
use crate::store::cooperative_links::{self, CoopLink, LinkPaper};
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::guards::SignedIn;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted, PostedFile};

pub fn routes() -> Vec<Route> {
    routes![view, again, paper]
}

/// The lists a claim is chosen from.
pub(super) struct Choices {
    pub(super) kinds: Vec<(&'static str, &'static str)>,
    pub(super) sectors: Vec<(&'static str, String)>,
}

impl Choices {
    pub(super) fn new(t: Texts) -> Choices {
        Choices {
            kinds: CooperativeKind::ALL.iter().map(|kind| (kind.as_str(), t.cooperative_kind(*kind))).collect(),
            sectors: SECTORS.map(|sector| (sector, t.sector(sector))).to_vec(),
        }
    }
}

/// What was typed of a cooperative. The action says what is wrong with it.
pub(super) fn stated(fields: &Fields) -> Stated {
    let text = |name: &str| fields.get(name).to_owned();
    Stated {
        code: text("code"),
        kind: text("kind"),
        name: text("name"),
        commune: text("commune"),
        province: text("province"),
        sector: text("sector"),
        representative: text("representative"),
    }
}

/// A claim as rows of name and value.
pub(super) fn claim_rows(t: Texts, link: &CoopLink) -> Vec<(&'static str, String)> {
    vec![
        (t.coop_code(), link.code.clone()),
        (t.coop_name(), link.name.clone()),
        (t.coop_kind(), t.cooperative_kind(link.kind).to_owned()),
        (t.coop_commune(), link.commune.clone()),
        (t.coop_province(), link.province.clone()),
        (t.coop_sector(), t.sector(&link.sector)),
        (t.coop_representative(), link.representative.clone()),
    ]
}

#[derive(Template, WebTemplate)]
#[template(path = "registration/own.html")]
struct OwnPage {
    page: Page,
    form: FormView,
    link: Option<CoopLink>,
    rows: Vec<(&'static str, String)>,
    papers: Vec<LinkPaper>,
    choices: Choices,
    /// A new claim can be sent.
    may_ask: bool,
}

async fn own(page: Page, office: &Office, user: &User, form: FormView) -> Answer<OwnPage> {
    let (link, papers) = office
        .store
        .read(async |tx| {
            let link = cooperative_links::latest_of(tx, &user.id).await?;
            let papers = match &link {
                Some(link) => cooperative_links::papers(tx, &link.id).await?,
                None => Vec::new(),
            };
            Ok::<_, ActionError>((link, papers))
        })
        .await?;
    let t = page.t;
    let waits = link.as_ref().is_some_and(|link| link.outcome.is_none());
    Ok(OwnPage {
        choices: Choices::new(t),
        rows: link.as_ref().map(|link| claim_rows(t, link)).unwrap_or_default(),
        may_ask: user.grants.is_empty() && !waits,
        page: page.titled(t.link_title()),
        form,
        link,
        papers,
    })
}

#[get("/registration")]
async fn view(page: Page, user: SignedIn, office: &State<Office>) -> Answer<OwnPage> {
    let latest = office.store.read(async |tx| cooperative_links::latest_of(tx, &user.0.id).await).await?;
    let mut fields = Fields::default();
    // What was stated stands in the form to be put right.
    if let Some(link) = latest {
        for (name, value) in [
            ("code", link.code),
            ("name", link.name),
            ("kind", link.kind.as_str().to_owned()),
            ("commune", link.commune),
            ("province", link.province),
            ("sector", link.sector),
            ("representative", link.representative),
        ] {
            fields.set(name, value);
        }
    }
    let form = FormView::new(page.t, fields);
    own(page, office, &user.0, form).await
}

#[post("/registration", data = "<posted>")]
async fn again(
    page: Page,
    user: SignedIn,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, OwnPage)>> {
    let fields = &posted.0;
    match registration::ask_again(office, &user.0, &stated(fields), fields.key()).await {
        Ok(_) => Ok(Either::Left(done("/registration", page.t.link_asked()))),
        Err(ActionError::Refused(refusal @ (Refusal::Invalid(_) | Refusal::WrongState { .. }))) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), own(page, office, &user.0, form).await?)))
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/registration/papers", data = "<posted>")]
async fn paper(
    page: Page,
    user: SignedIn,
    posted: PostedFile,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, OwnPage)>> {
    let name = posted.name();
    match redisplayable(registration::add_paper(office, &user.0, posted.one(FILE_BYTES_MAX)).await)? {
        Ok(_) => Ok(Either::Left(done("/registration", page.t.link_paper_added(name)))),
        Err(refusal) => {
            let form = FormView::refused(page.t, Fields::default(), &refusal);
            Ok(Either::Right((status_of(&refusal), own(page, office, &user.0, form).await?)))
        }
    }
}

/// When something was decided, and by whom.
pub(super) fn decided(t: Texts, link: &CoopLink) -> Option<String> {
    let (by, at) = link.decided_by_name.as_deref().zip(link.decided_at)?;
    Some(t.link_decided(by, format::instant(at)))
}
