//! The plan: costs line by line, and the questions on which cooperatives fail.
use askama::Template;
use askama_web::WebTemplate;
use rocket::response::Redirect;
use rocket::{State, get, post};

use super::{LineField, Saving, case_with_part, line_field, saved_by};
use crate::access::{Reader, User, Witness};
use crate::actions::dossier::{NAME_CHARACTERS_MAX, TEXT_CHARACTERS_MAX};
use crate::actions::{Office, Refusal, views};
use crate::domain::dossier::plan::COST_LINES_MAX;
use crate::domain::dossier::{CostLine, Part, Plan};
use crate::store::applications::Application;
use crate::text::format;
use crate::web::pages::applications::lines::Lines;
use crate::web::pages::applications::saved::{ByScript, Saved};
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// The cost lines of the form.
const COSTS: Lines = Lines { name: "cost_lines", parts: &["what", "amount"] };
/// The texts, by the names of their fields.
const TEXTS: [&str; 5] = ["buyers", "inputs", "preservation", "risks", "succession"];

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "applications/plan.html")]
pub struct PlanPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    found: Application,
    form: FormView,
    version: i64,
    lines: Vec<(usize, LineField, LineField)>,
    more_lines: bool,
    /// Of the lines as they are stored.
    total: String,
    /// Field, label, hint.
    questions: Vec<(&'static str, &'static str, &'static str)>,
    saved_by: String,
}

fn stored(plan: &Plan) -> Fields {
    let mut fields = Fields::default();
    for (number, line) in plan.cost_lines.iter().enumerate() {
        fields.set(&COSTS.field(number, "what"), line.what.clone());
        fields.set(&COSTS.field(number, "amount"), line.amount.to_string());
    }
    for (name, text) in plan.texts() {
        fields.set(name, text);
    }
    fields
}

/// What was typed, or every mistake in it.
fn read(fields: &Fields) -> Result<Plan, Refusal> {
    let mut reading = fields.read();
    let cost_lines = COSTS.numbers(fields).into_iter().map(|line| CostLine {
        what: reading.required(&COSTS.field(line, "what"), NAME_CHARACTERS_MAX),
        amount: reading.required_money(&COSTS.field(line, "amount")),
    });
    let cost_lines = cost_lines.collect();
    let mut text = |name: &str| reading.text(name, TEXT_CHARACTERS_MAX).unwrap_or_default();
    let plan = Plan {
        cost_lines,
        buyers: text("buyers"),
        inputs: text("inputs"),
        preservation: text("preservation"),
        risks: text("risks"),
        succession: text("succession"),
    };
    reading.finish(plan)
}

async fn plan_view(
    page: Page,
    office: &Office,
    user: &User,
    id: &str,
    typed: Option<FormView>,
    one_more: bool,
) -> Answer<PlanPage> {
    let t = page.t;
    let (case, kept) = case_with_part(office, user, id, Part::Plan).await?;
    let plan = case.dossier.plan.clone().unwrap_or_default();
    let form = typed.unwrap_or_else(|| FormView::new(t, stored(&plan)));
    let mut numbers = COSTS.numbers(&form.fields);
    if (one_more || numbers.is_empty()) && numbers.len() < COST_LINES_MAX {
        numbers.insert(numbers.last().map_or(0, |last| last + 1));
    }
    let title = t.part_plan();
    Ok(PlanPage {
        page: page.titled(title),
        crumbs: crate::web::pages::applications::crumbs(t, &case.found),
        lines: numbers
            .iter()
            .map(|n| (*n, line_field(&form, &COSTS, *n, "what"), line_field(&form, &COSTS, *n, "amount")))
            .collect(),
        more_lines: numbers.len() < COST_LINES_MAX,
        total: plan.total().map(format::dong).unwrap_or_default(),
        questions: TEXTS
            .map(|name| {
                let (label, hint) = t.plan_question(name);
                (name, label, hint)
            })
            .to_vec(),
        version: kept.as_ref().map_or(0, |row| row.version),
        saved_by: saved_by(t, kept.as_ref()),
        form,
        found: case.found,
    })
}

/// The plan as it is stored; `line` asks for one more empty line.
#[get("/applications/<id>/plan?<line>")]
pub async fn plan(
    page: Page,
    reader: Reader,
    id: &str,
    line: Option<&str>,
    office: &State<Office>,
) -> Answer<Result<PlanPage, Redirect>> {
    let shown = plan_view(page, office, reader.user(), id, None, line.is_some()).await?;
    if !shown.found.status.is_editable() {
        return Ok(Err(Redirect::to(format!("/applications/{id}"))));
    }
    views::note_view(office, reader.user(), "application", id).await;
    Ok(Ok(shown))
}

/// Saves it.
#[post("/applications/<id>/plan", data = "<posted>")]
pub async fn save_plan(
    page: Page,
    reader: Reader,
    id: &str,
    by_script: ByScript,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Saved<PlanPage>> {
    let (t, user) = (page.t, reader.user());
    let (fields, count) = COSTS.renumbered(&posted.0, posted.0.get("remove").parse().ok());
    let (read, one_more) = (read(&fields), fields.get("do") == "line");
    let next_line = Some(COSTS.field(count, "what"));
    let saving = Saving { t, office, user, id, by_script, fields, next_line };
    saving.of(read, |refusal| refusal, async |form| plan_view(page, office, user, id, Some(form), one_more).await).await
}
