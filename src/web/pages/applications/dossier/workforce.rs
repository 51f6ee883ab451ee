//! The workforce: how many work there, and by name those of priority groups.
use askama::Template;
use askama_web::WebTemplate;
use rocket::response::Redirect;
use rocket::{State, get, post};

use super::{LineField, Saving, case_with_part, line_field, saved_by};
use crate::access::{Reader, User, Witness};
use crate::actions::dossier::NAME_CHARACTERS_MAX;
use crate::actions::{FieldError, Office, Problem, Refusal, views};
use crate::domain::dossier::workforce::PEOPLE_MAX;
use crate::domain::dossier::{Part, Worker, Workforce};
use crate::domain::policy::PriorityGroup;
use crate::store::applications::Application;
use crate::text::format;
use crate::web::pages::applications::lines::Lines;
use crate::web::pages::applications::saved::{ByScript, Saved};
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// The people of the form: each group is a box to tick.
const PEOPLE: Lines = Lines {
    name: "people",
    parts: &[
        "name",
        "born",
        "disabled",
        "ethnic_minority",
        "ex_prisoner",
        "ex_compulsory_education",
        "ex_compulsory_detox",
    ],
};
/// The most workers that can be typed.
const WORKERS_MAX: i64 = 100_000;

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "applications/workforce.html")]
pub struct WorkforcePage {
    page: Page,
    crumbs: Vec<(String, String)>,
    found: Application,
    form: FormView,
    version: i64,
    people: Vec<PersonView>,
    more: bool,
    saved_by: String,
}

/// A person in the form.
pub struct PersonView {
    number: usize,
    name: LineField,
    born: LineField,
    /// Field, label, whether it is ticked.
    groups: Vec<(String, String, bool)>,
    groups_error: Option<String>,
}

fn stored(workforce: &Workforce) -> Fields {
    let mut fields = Fields::default();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    fields.set("workers", number(workforce.workers));
    fields.set("women", number(workforce.women));
    for (line, person) in workforce.people.iter().enumerate() {
        fields.set(&PEOPLE.field(line, "name"), person.name.clone());
        fields.set(&PEOPLE.field(line, "born"), person.born.map(|year| year.to_string()).unwrap_or_default());
        for group in &person.groups {
            fields.set(&PEOPLE.field(line, group.as_str()), "true");
        }
    }
    fields
}

/// What was typed, or every mistake in it.
fn read(fields: &Fields) -> Result<Workforce, Refusal> {
    let mut reading = fields.read();
    let count = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
    let workers = count(reading.number("workers", 0, WORKERS_MAX));
    let women = count(reading.number("women", 0, WORKERS_MAX));
    let mut people = Vec::new();
    for line in PEOPLE.numbers(fields) {
        let ticked = |group: &&PriorityGroup| !fields.get(&PEOPLE.field(line, group.as_str())).is_empty();
        let born = reading.number(&PEOPLE.field(line, "born"), 1900, 2100).and_then(|year| i32::try_from(year).ok());
        people.push(Worker {
            name: reading.required(&PEOPLE.field(line, "name"), NAME_CHARACTERS_MAX),
            born,
            groups: PriorityGroup::ALL.iter().filter(ticked).copied().collect(),
        });
    }
    reading.finish(Workforce { workers, women, people })
}

async fn workforce_view(
    page: Page,
    office: &Office,
    user: &User,
    id: &str,
    typed: Option<FormView>,
    one_more: bool,
) -> Answer<WorkforcePage> {
    let t = page.t;
    let (case, kept) = case_with_part(office, user, id, Part::Workforce).await?;
    let workforce = case.dossier.workforce.clone().unwrap_or_default();
    let form = typed.unwrap_or_else(|| FormView::new(t, stored(&workforce)));
    let mut numbers = PEOPLE.numbers(&form.fields);
    if one_more && numbers.len() < PEOPLE_MAX {
        numbers.insert(numbers.last().map_or(0, |last| last + 1));
    }
    let title = t.part_workforce();
    Ok(WorkforcePage {
        page: page.titled(title),
        crumbs: crate::web::pages::applications::crumbs(t, &case.found),
        people: numbers.iter().map(|number| person(&form, *number)).collect(),
        more: numbers.len() < PEOPLE_MAX,
        version: kept.as_ref().map_or(0, |row| row.version),
        saved_by: saved_by(t, kept.as_ref()),
        form,
        found: case.found,
    })
}

fn person(form: &FormView, number: usize) -> PersonView {
    let box_of = |group: &PriorityGroup| {
        let name = PEOPLE.field(number, group.as_str());
        let ticked = form.checked(&name);
        (name, format::capitalised(form.t.priority_group(*group)), ticked)
    };
    PersonView {
        number,
        name: line_field(form, &PEOPLE, number, "name"),
        born: line_field(form, &PEOPLE, number, "born"),
        groups: PriorityGroup::ALL.iter().map(box_of).collect(),
        groups_error: form.error(&PEOPLE.field(number, "groups")),
    }
}

/// The workforce as it is stored; `line` asks for one more person.
#[get("/applications/<id>/workforce?<line>")]
pub async fn workforce(
    page: Page,
    reader: Reader,
    id: &str,
    line: Option<&str>,
    office: &State<Office>,
) -> Answer<Result<WorkforcePage, Redirect>> {
    let shown = workforce_view(page, office, reader.user(), id, None, line.is_some()).await?;
    if !shown.found.status.is_editable() {
        return Ok(Err(Redirect::to(format!("/applications/{id}"))));
    }
    views::note_view(office, reader.user(), "application", id).await;
    Ok(Ok(shown))
}

/// Saves it.
#[post("/applications/<id>/workforce", data = "<posted>")]
pub async fn save_workforce(
    page: Page,
    reader: Reader,
    id: &str,
    by_script: ByScript,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Saved<WorkforcePage>> {
    let (t, user) = (page.t, reader.user());
    let (fields, count) = PEOPLE.renumbered(&posted.0, posted.0.get("remove").parse().ok());
    let (read, one_more) = (read(&fields), fields.get("do") == "line");
    let next_line = Some(PEOPLE.field(count, "name"));
    let saving = Saving { t, office, user, id, by_script, fields, next_line };
    let again = async |form| workforce_view(page, office, user, id, Some(form), one_more).await;
    saving.of(read, at_the_first_box, again).await
}

/// A person without a group is told so in the words of boxes: none is ticked.
fn at_the_first_box(refusal: Refusal) -> Refusal {
    let Refusal::Invalid(errors) = refusal else { return refusal };
    let said = |error: FieldError| match error.pointer.ends_with("/groups") {
        true => FieldError { problem: Problem::NotAChoice, ..error },
        false => error,
    };
    Refusal::Invalid(errors.into_iter().map(said).collect())
}
