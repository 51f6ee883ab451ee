//! What an appraiser says of a paper: accepted, until when, or refused and why.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, State, get, post};

use super::case::Case;
use super::papers::{PaperView, paper_views};
use crate::access::{Appraiser, User, Witness};
use crate::actions::documents::{self, Review};
use crate::actions::{Office, Problem, Refusal, views};
use crate::store::applications::Application;
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "applications/review.html")]
pub struct ReviewPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    found: Application,
    paper: PaperView,
    form: FormView,
    verdicts: Vec<(&'static str, &'static str)>,
}

async fn review_view(
    page: Page,
    office: &Office,
    user: &User,
    (id, paper): (&str, &str),
    form: FormView,
) -> Answer<ReviewPage> {
    let (t, today) = (page.t, office.clock.today());
    let case = office.store.read(async |tx| Case::for_reader(tx, user, id, today).await).await?;
    let shown = paper_views(t, &case.documents, today).into_iter().find(|shown| shown.id == paper);
    let title = t.paper_review();
    Ok(ReviewPage {
        page: page.titled(title),
        crumbs: super::crumbs(t, &case.found),
        paper: shown.ok_or(Refusal::NotFound)?,
        form,
        verdicts: vec![("accepted", t.paper_accept()), ("refused", t.paper_refuse())],
        found: case.found,
    })
}

/// The paper and the form for a word on it.
#[get("/applications/<id>/papers/<paper>/review")]
pub async fn review(
    page: Page,
    appraiser: Appraiser,
    id: &str,
    paper: &str,
    office: &State<Office>,
) -> Answer<ReviewPage> {
    let form = FormView::new(page.t, Fields::default());
    let shown = review_view(page, office, appraiser.user(), (id, paper), form).await?;
    views::note_view(office, appraiser.user(), "application", id).await;
    Ok(shown)
}

/// Takes it.
#[post("/applications/<id>/papers/<paper>/review", data = "<posted>")]
pub async fn reviewed(
    page: Page,
    appraiser: Appraiser,
    id: &str,
    paper: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, ReviewPage)>> {
    let fields = posted.0;
    let mut reading = fields.read();
    let verdict = reading.choice("verdict", &["accepted", "refused"]);
    let valid_until = reading.date("valid_until");
    if verdict.is_none() && fields.get("verdict").is_empty() {
        reading.fail("verdict", Problem::NotAChoice);
    }
    let input = Review { accepted: verdict == Some("accepted"), note: fields.get("note").to_owned(), valid_until };
    let said = match reading.finish(input) {
        Ok(input) => documents::review(office, &appraiser, id, paper, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(said)? {
        Ok(()) => Ok(Either::Left(done(format!("/applications/{id}#papers"), page.t.paper_reviewed()))),
        Err(refusal) => {
            let form = FormView::refused(page.t, fields, &refusal);
            let again = review_view(page, office, appraiser.user(), (id, paper), form).await?;
            Ok(Either::Right((status_of(&refusal), again)))
        }
    }
}
