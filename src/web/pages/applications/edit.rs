//! The form: saved as one goes, with eligibility and schedule beside it.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{State, get, post};

use super::case::{Case, Seat};
use super::fields::{self, OTHER, RHYTHMS};
use super::saved::{ByScript, Saved, word};
use super::sheet::Panel;
use crate::access::{Reader, User, Witness};
use crate::actions::dossier::cost_of_lines;
use crate::actions::draft::{self, COLLATERAL_KINDS, COLLATERAL_MAX, METHODS};
use crate::actions::input::Patch;
use crate::actions::{Error as ActionError, FieldError, Office, Refusal, views};
use crate::store::applications::Application;
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// The form and what stands beside it.
#[derive(Template, WebTemplate)]
#[template(path = "applications/edit.html")]
pub struct EditPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    found: Application,
    fund_name: String,
    form: FormView,
    version: i64,
    /// The typed state of the record differs from the stored one, which is worth a look.
    stale: bool,
    lines: Vec<Line>,
    more_lines: bool,
    kinds: Vec<(&'static str, String)>,
    rhythms: Vec<(&'static str, &'static str)>,
    methods: Vec<(&'static str, String, &'static str)>,
    panel: Panel,
    /// The page asks for the security, not for the loan.
    security: bool,
    /// The cost is the sum of the lines of the plan: it is shown, not asked for.
    cost_of_lines: Option<String>,
}

/// A line of security in the form.
pub struct Line {
    number: usize,
    kind: String,
    description: String,
    value: String,
    kind_name: String,
    description_name: String,
    value_name: String,
}

fn line(form: &FormView, number: usize) -> Line {
    let name = |part| fields::COLLATERAL.field(number, part);
    Line {
        number,
        kind: form.value(&name("kind")),
        description: form.value(&name("description")),
        value: form.value(&name("value")),
        kind_name: name("kind"),
        description_name: name("description"),
        value_name: name("value"),
    }
}

/// How the form is shown: what stands in it, with how many lines of security.
struct Shown {
    form: FormView,
    lines: usize,
    stale: bool,
}

async fn edit_view(
    page: Page,
    office: &Office,
    user: &User,
    (id, security): (&str, bool),
    shown: Option<Shown>,
) -> Answer<EditPage> {
    let (t, today) = (page.t, office.clock.today());
    let (case, preview, shown) = office
        .store
        .read(async |tx| {
            let case = Case::for_writer(tx, user, id, today).await?;
            let shown = shown.unwrap_or_else(|| Shown {
                form: FormView::new(t, fields::stored(&case.found, &case.collateral)),
                lines: case.collateral.len(),
                stale: false,
            });
            let (input, _) = fields::read(&shown.form.fields);
            let (wanted, collateral) = typed(&case, &input)?;
            let preview = case.preview_of(tx, office, &wanted, &collateral, case.written()).await?;
            Ok::<_, ActionError>((case, preview, shown))
        })
        .await?;
    let staff = !Seat::of(user, &case.found).own;
    let title = if security { t.app_section_collateral() } else { t.app_section_loan() };
    Ok(EditPage {
        security,
        cost_of_lines: cost_of_lines(&case.dossier).map(format::dong),
        page: page.titled(title),
        crumbs: super::crumbs(t, &case.found),
        fund_name: t.pick(&case.fund.name_vi, &case.fund.name_en).to_owned(),
        version: case.found.version,
        stale: shown.stale,
        lines: (0..shown.lines).map(|number| line(&shown.form, number)).collect(),
        more_lines: shown.lines < COLLATERAL_MAX,
        kinds: COLLATERAL_KINDS.map(|kind| (kind, t.collateral_kind(kind))).to_vec(),
        rhythms: rhythms(t),
        methods: METHODS.map(|method| (method, t.method(method), t.method_hint(method))).to_vec(),
        panel: Panel::of(t, &preview, today, staff),
        form: shown.form,
        found: case.found,
    })
}

fn rhythms(t: Texts) -> Vec<(&'static str, &'static str)> {
    let names = [t.app_rhythm_1(), t.app_rhythm_3(), t.app_rhythm_6(), t.app_rhythm_12()];
    RHYTHMS.into_iter().zip(names).chain([(OTHER, t.app_rhythm_other())]).collect()
}

/// What is wanted and offered as typed; what was not understood is as stored.
fn typed(
    case: &Case,
    input: &draft::DraftInput,
) -> Result<(crate::store::applications::Wanted, Vec<crate::store::applications::Collateral>), ActionError> {
    let wanted = input.applied_to(case.found.wanted())?;
    let collateral = match &input.collateral {
        Patch::Keep => case.collateral.clone(),
        Patch::Clear => Vec::new(),
        Patch::Set(list) => list.clone(),
    };
    Ok((wanted, collateral))
}

/// The loan as it is stored.
#[get("/applications/<id>/edit")]
pub async fn edit(page: Page, reader: Reader, id: &str, office: &State<Office>) -> Answer<Result<EditPage, Redirect>> {
    stored_form(page, office, reader.user(), (id, false), false).await
}

/// The security as it is stored; `line` asks for one more empty line.
#[get("/applications/<id>/collateral?<line>")]
pub async fn collateral(
    page: Page,
    reader: Reader,
    id: &str,
    line: Option<&str>,
    office: &State<Office>,
) -> Answer<Result<EditPage, Redirect>> {
    stored_form(page, office, reader.user(), (id, true), line.is_some()).await
}

async fn stored_form(
    page: Page,
    office: &Office,
    user: &User,
    which: (&str, bool),
    one_more: bool,
) -> Answer<Result<EditPage, Redirect>> {
    let mut shown = edit_view(page, office, user, which, None).await?;
    if !shown.found.status.is_editable() {
        return Ok(Err(Redirect::to(format!("/applications/{}", which.0))));
    }
    if one_more || shown.lines.is_empty() {
        let number = shown.lines.len();
        shown.lines.push(line(&shown.form, number));
    }
    views::note_view(office, user, "application", which.0).await;
    Ok(Ok(shown))
}

/// Saves what was typed. Which button was pressed says what comes next: another line of security, one line less, or the
/// check before sending.
#[post("/applications/<id>", data = "<posted>")]
pub async fn save(
    page: Page,
    reader: Reader,
    id: &str,
    by_script: ByScript,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Saved<EditPage>> {
    let user = reader.user();
    let removed = posted.0.get("remove").parse().ok();
    let (fields, lines) = fields::COLLATERAL.renumbered(&posted.0, removed);
    let version = fields.get("version").parse().unwrap_or(0);
    let (input, errors) = fields::read(&fields);
    if by_script.0 {
        return save_quietly(page.t, office, user, id, version, (&input, &errors)).await;
    }
    let refusal = if errors.is_empty() {
        match redisplayable(draft::save(office, user, id, Some(version), &input).await)? {
            Ok(()) => return Ok(Saved::Went(onward(page.t, id, &fields, removed.is_some(), lines))),
            Err(refusal) => refusal,
        }
    } else {
        Refusal::Invalid(errors)
    };
    let more = usize::from(fields.get("do") == "line");
    let security = fields.get("section") == fields::SECURITY;
    let shown = refused_form(page.t, fields, &refusal, lines + more);
    let again = edit_view(page, office, user, (id, security), Some(shown)).await?;
    Ok(Saved::Again((status_of(&refusal), Box::new(again))))
}

fn refused_form(t: Texts, fields: Fields, refusal: &Refusal, lines: usize) -> Shown {
    let mut form = FormView::refused(t, fields, refusal);
    match refusal {
        Refusal::Stale => form.refusal = Some(t.app_stale().to_owned()),
        Refusal::WrongState { .. } => form.refusal = Some(t.app_not_editable().to_owned()),
        _ => {}
    }
    Shown { form, lines, stale: matches!(refusal, Refusal::Stale | Refusal::WrongState { .. }) }
}

/// Where each button leads once everything is saved.
fn onward(t: Texts, id: &str, fields: &Fields, removed: bool, lines: usize) -> Flash<Redirect> {
    let (pressed, security) = (fields.get("do"), fields.get("section") == fields::SECURITY);
    let section = if security { "collateral" } else { "edit" };
    let to = match pressed {
        "line" => format!("/applications/{id}/collateral?line=1#collateral/{lines}/kind"),
        "preview" => format!("/applications/{id}/{section}#preview"),
        "continue" => format!("/applications/{id}#tasks"),
        _ if removed => format!("/applications/{id}/collateral"),
        _ => format!("/applications/{id}/{section}"),
    };
    done(to, t.app_saved())
}

/// Saving as one goes keeps what is right and says what is not.
async fn save_quietly(
    t: Texts,
    office: &Office,
    user: &User,
    id: &str,
    version: i64,
    (input, errors): (&draft::DraftInput, &[FieldError]),
) -> Answer<Saved<EditPage>> {
    match redisplayable(draft::save(office, user, id, Some(version), input).await)? {
        Ok(()) if errors.is_empty() => Ok(word(Status::Ok, String::new(), version + 1)),
        Ok(()) => Ok(word(Status::Ok, t.app_autosave_partly(labels(t, errors)), version + 1)),
        Err(refusal) => Ok(word(status_of(&refusal), t.refusal(&refusal), version)),
    }
}

/// The labels of the fields at fault, each once.
fn labels(t: Texts, errors: &[FieldError]) -> String {
    let mut labels: Vec<&str> = errors.iter().map(|error| label(t, &error.pointer)).collect();
    labels.dedup();
    labels.join(", ")
}

/// The label of the field a pointer names.
pub fn label(t: Texts, pointer: &str) -> &'static str {
    match pointer.trim_start_matches('/') {
        "amount" => t.app_amount(),
        "purpose" => t.app_purpose(),
        "project_cost" => t.app_project_cost(),
        "own_capital" => t.app_own_capital(),
        "term_months" => t.app_term(),
        "repay_every_months" | "repay_every_other" => t.app_rhythm(),
        "principal_grace_months" => t.app_grace(),
        "method" => t.app_method(),
        "jobs_supported" => t.app_jobs(),
        _ => t.app_section_collateral(),
    }
}

/// The panel alone.
#[derive(Template, WebTemplate)]
#[template(path = "applications/panel.html")]
pub struct PanelFragment {
    page: Page,
    panel: Panel,
}

/// The panel for what is typed, without saving anything.
#[post("/applications/<id>/preview", data = "<posted>")]
pub async fn live_preview(
    page: Page,
    reader: Reader,
    id: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<(Status, PanelFragment)> {
    let (t, today, user) = (page.t, office.clock.today(), reader.user());
    let (fields, _) = fields::COLLATERAL.renumbered(&posted.0, None);
    let (input, errors) = fields::read(&fields);
    let (preview, own) = office
        .store
        .read(async |tx| {
            let case = Case::for_writer(tx, user, id, today).await?;
            let (wanted, collateral) = typed(&case, &input)?;
            let preview = case.preview_of(tx, office, &wanted, &collateral, case.written()).await?;
            Ok::<_, ActionError>((preview, Seat::of(user, &case.found).own))
        })
        .await?;
    let mut panel = Panel::of(t, &preview, today, !own);
    panel.problems = errors.iter().map(|error| format!("{}: {}", label(t, &error.pointer), t.problem(error))).collect();
    let status = if errors.is_empty() { Status::Ok } else { Status::UnprocessableEntity };
    Ok((status, PanelFragment { page, panel }))
}
