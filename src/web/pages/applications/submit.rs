//! Checking the answers, sending the application in, and taking it back.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, State, get, post};

use super::asked::Asked;
use super::behalf::{Confirming, Mark};
use super::case::{Case, Seat};
use super::dossier::shown::DossierView;
use super::papers::{PaperView, paper_views};
use super::sheet::Panel;
use super::tasks::still_open;
use crate::access::{Reader, User, Witness};
use crate::actions::dossier::objections;
use crate::actions::submit::missing_fields;
use crate::actions::{Error as ActionError, FieldError, Office, Problem, Refusal, submit, views};
use crate::domain::application::State as Stage;
use crate::store::applications::Application;
use crate::store::users;
use crate::text::Texts;
use crate::web::error::{redisplayable, status_of};
use crate::web::page::{done, not_done};
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// All answers on one page, the declaration, and the button.
#[derive(Template, WebTemplate)]
#[template(path = "applications/submit.html")]
pub struct SubmitPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    found: Application,
    form: FormView,
    asked: Asked,
    papers: Vec<PaperView>,
    dossier: DossierView,
    writes: bool,
    /// Binds the cooperative or sends on its behalf; others prepare.
    sends: bool,
    /// The fingerprint of what stands on the page.
    content: String,
    panel: Panel,
    mark: Option<Mark>,
    /// For an officer: whether and how the cooperative confirms it.
    confirming: Option<Confirming>,
    /// What is declared by sending it, and what that means.
    declaration: (&'static str, &'static str),
    /// What keeps it from being sent: the address of its field and a sentence.
    missing: Vec<(String, String)>,
    /// What it can be sent without, though the fund may ask for it.
    open: Vec<(String, String)>,
}

/// Whether this person sends it in and takes it back: of its cooperative the chair alone.
pub(super) fn sends(user: &User, found: &Application) -> bool {
    !user.acts_for(&found.cooperative_id) || user.chairs(&found.cooperative_id)
}

pub(super) async fn submit_view(
    page: Page,
    office: &Office,
    user: &User,
    id: &str,
    form: FormView,
) -> Answer<SubmitPage> {
    let (t, today) = (page.t, office.clock.today());
    let (case, preview, confirming) = office
        .store
        .read(async |tx| {
            let case = Case::for_sender(tx, user, id, today).await?;
            let preview = case.preview(tx, office).await?;
            let confirming = Confirming::of(tx, t, &case, user).await?;
            Ok::<_, ActionError>((case, preview, confirming))
        })
        .await?;
    let title = t.app_submit_title();
    Ok(SubmitPage {
        missing: missing(t, &case),
        open: still_open(t, &case, Seat::of(user, &case.found), &preview, today),
        content: case.fingerprint(),
        mark: Mark::of(t, &case, Seat::of(user, &case.found)),
        declaration: match confirming {
            None => (t.app_declaration(), t.app_declaration_hint()),
            Some(_) => (t.behalf_declaration(), t.behalf_declaration_hint()),
        },
        confirming,
        page: page.titled(title),
        crumbs: super::crumbs(t, &case.found),
        form,
        asked: Asked::of(t, &case),
        papers: paper_views(t, &case.documents, today),
        dossier: DossierView::of(t, &case.dossier, true),
        writes: true,
        sends: sends(user, &case.found),
        panel: Panel::of(t, &preview, today, !Seat::of(user, &case.found).own),
        found: case.found,
    })
}

/// What keeps it from being sent, each with the way to where it is mended.
fn missing(t: Texts, case: &Case) -> Vec<(String, String)> {
    let id = &case.found.id;
    let wanted = case.found.wanted();
    let required = |pointer: &str| FieldError { pointer: pointer.to_owned(), problem: Problem::Required };
    let fields = missing_fields(&wanted).into_iter().map(|pointer| {
        let sentence = format!("{}: {}", super::edit::label(t, pointer), t.problem(&required(pointer)));
        (format!("/applications/{id}/edit#{}", pointer.trim_start_matches('/')), sentence)
    });
    let objections = objections(&case.dossier, wanted.project_cost).into_iter().map(|error| {
        let part = if error.pointer == "/statements" { "statements" } else { "plan" };
        (format!("/applications/{id}/{part}"), t.problem(&error))
    });
    fields.chain(objections).collect()
}

/// Everything once more before it is sent.
#[get("/applications/<id>/submit")]
pub async fn check(
    page: Page,
    reader: Reader,
    id: &str,
    office: &State<Office>,
) -> Answer<Result<SubmitPage, Redirect>> {
    let form = FormView::new(page.t, Fields::default());
    let shown = submit_view(page, office, reader.user(), id, form).await?;
    if !shown.found.status.is_editable() {
        return Ok(Err(Redirect::to(format!("/applications/{id}"))));
    }
    views::note_view(office, reader.user(), "application", id).await;
    Ok(Ok(shown))
}

/// Sends it in; the receipt number stands at the top of the next page.
#[post("/applications/<id>/submit", data = "<posted>")]
pub async fn send(
    page: Page,
    reader: Reader,
    id: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, SubmitPage)>> {
    let (fields, user) = (posted.0, reader.user());
    let read = Some(fields.get("content")).filter(|content| !content.is_empty());
    let sent = if fields.get("declared").is_empty() {
        Err(ActionError::Refused(Refusal::field("/declared", Problem::Required)))
    } else {
        submit::submit(office, user, id, read, fields.key()).await
    };
    match redisplayable(sent)? {
        Ok(receipt) => {
            let to = receipt_address(office, user, id).await?;
            let said = match to {
                Some(address) => page.t.app_submitted(receipt.number, address),
                None => page.t.app_submitted_no_mail(receipt.number),
            };
            Ok(Either::Left(done(format!("/applications/{id}"), said)))
        }
        Err(refusal) => {
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), submit_view(page, office, user, id, form).await?)))
        }
    }
}

/// Where the receipt goes by mail: to those who act for the cooperative, else to its address in the register.
async fn receipt_address(office: &Office, user: &User, id: &str) -> Answer<Option<String>> {
    let today = office.clock.today();
    let (case, people) = office
        .store
        .read(async |tx| {
            let case = Case::for_sender(tx, user, id, today).await?;
            let people = users::recipients_of_cooperative(tx, &case.found.cooperative_id).await?;
            Ok::<_, ActionError>((case, people))
        })
        .await?;
    let addresses: Vec<String> = people.into_iter().map(|person| person.email).collect();
    if addresses.is_empty() { Ok(case.cooperative.email) } else { Ok(Some(addresses.join(", "))) }
}

/// A question before what cannot be undone.
#[derive(Template, WebTemplate)]
#[template(path = "applications/withdraw.html")]
pub struct WithdrawPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    found: Application,
    form: FormView,
    /// An officer says how the cooperative asked for it.
    asks: bool,
}

async fn withdraw_view(page: Page, office: &Office, user: &User, id: &str, form: FormView) -> Answer<WithdrawPage> {
    let today = office.clock.today();
    let case = office.store.read(async |tx| Case::for_sender(tx, user, id, today).await).await?;
    let (title, crumbs) = (page.t.app_withdraw(), super::crumbs(page.t, &case.found));
    let asks = !Seat::of(user, &case.found).own && case.found.status != Stage::Draft;
    Ok(WithdrawPage { page: page.titled(title), crumbs, asks, form, found: case.found })
}

/// Asks whether it is meant.
#[get("/applications/<id>/withdraw")]
pub async fn withdraw_page(
    page: Page,
    reader: Reader,
    id: &str,
    office: &State<Office>,
) -> Answer<Result<WithdrawPage, Redirect>> {
    let form = FormView::new(page.t, Fields::default());
    let shown = withdraw_view(page, office, reader.user(), id, form).await?;
    if !shown.found.status.is_open() {
        return Ok(Err(Redirect::to(format!("/applications/{id}"))));
    }
    Ok(Ok(shown))
}

/// Takes it back.
#[post("/applications/<id>/withdraw", data = "<posted>")]
pub async fn withdraw(
    page: Page,
    reader: Reader,
    id: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, WithdrawPage)>> {
    let (to, user, today) = (format!("/applications/{id}"), reader.user(), office.clock.today());
    let number = office.store.read(async |tx| Case::for_sender(tx, user, id, today).await).await?.found.number;
    let fields = posted.0;
    match submit::withdraw(office, user, id, Some(fields.get("said")), fields.key()).await {
        Ok(()) => Ok(Either::Left(done(to, page.t.app_withdrawn(number)))),
        Err(ActionError::Refused(refusal @ Refusal::WrongState { .. })) => {
            Ok(Either::Left(not_done(to, page.t.refusal(&refusal))))
        }
        Err(ActionError::Refused(refusal @ Refusal::Invalid(_))) => {
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), withdraw_view(page, office, user, id, form).await?)))
        }
        Err(failed) => Err(failed.into()),
    }
}
