//! The financial statements: typed line by line or read from a spreadsheet, with what does not add up beside them.
use std::collections::BTreeMap;

use askama::Template;
use askama_web::WebTemplate;
use chrono::Datelike;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, State, get, post};

use super::{Outcome, Saving, case_with_part, keep, refused_form, saved_by};
use crate::access::{Reader, User, Witness};
use crate::actions::documents::one_at_a_time;
use crate::actions::spreadsheet::{SHEET_BYTES_MAX, read_into, signed};
use crate::actions::{Office, PartProblem, Problem, Refusal, views};
use crate::domain::dossier::statements::{Form, Line, POSITION, RESULT};
use crate::domain::dossier::{Part, Statements};
use crate::domain::money::Money;
use crate::store::StoreError;
use crate::store::applications::Application;
use crate::text::Texts;
use crate::web::download::Download;
use crate::web::error::status_of;
use crate::web::page::done;
use crate::web::pages::applications::saved::{ByScript, Saved};
use crate::web::{Answer, Fields, FormView, Page, Posted, PostedFile};

/// The forms to choose from, by name.
const FORMS: [&str; 3] = ["circular71", "circular24", "circular133"];
/// Totals, which stand out in the table.
const TOTALS: [&str; 10] = ["150", "160", "200", "300", "400", "500", "10", "20", "50", "60"];

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "applications/statements.html")]
pub struct StatementsPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    found: Application,
    form: FormView,
    version: i64,
    forms: Vec<(&'static str, &'static str)>,
    position: Vec<Row>,
    result: Vec<Row>,
    mismatches: Vec<String>,
    /// Something is stored, and all of it comes out.
    sound: bool,
    saved_by: String,
}

/// A line of a form with its two cells: field, value, what is wrong.
pub struct Row {
    code: &'static str,
    name: String,
    total: bool,
    this_year: (String, String, Option<String>),
    last_year: (String, String, Option<String>),
}

fn field(column: &str, code: &str) -> String {
    format!("{column}/{code}")
}

fn stored(statements: &Statements, year: i32) -> Fields {
    let mut fields = Fields::default();
    fields.set("year", statements.year.unwrap_or(year).to_string());
    fields.set("form", statements.form.as_str());
    for (code, line) in statements.position.iter().chain(&statements.result) {
        for (column, amount) in [("this", line.this_year), ("last", line.last_year)] {
            if let Some(amount) = amount {
                fields.set(&field(column, code), amount.to_string());
            }
        }
    }
    fields
}

/// What was typed, or every mistake in it.
fn read(fields: &Fields) -> Result<Statements, Refusal> {
    let mut reading = fields.read();
    let year = reading.number("year", 1900, 2200).and_then(|year| i32::try_from(year).ok());
    let form = reading.choice("form", &FORMS).and_then(|name| Form::try_from(name).ok()).unwrap_or_default();
    let mut lines = |codes: &[&'static str]| {
        let mut form = BTreeMap::new();
        for code in codes {
            let mut amount = |column: &str| -> Option<Money> {
                let name = field(column, code);
                let typed = fields.get(&name);
                if typed.is_empty() {
                    return None;
                }
                let amount = signed(typed);
                if amount.is_none() {
                    reading.fail(&name, Problem::Part(PartProblem::NotWholeDong));
                }
                amount
            };
            let line = Line { this_year: amount("this"), last_year: amount("last") };
            if !line.is_empty() {
                form.insert((*code).to_owned(), line);
            }
        }
        form
    };
    let statements = Statements { year, form, position: lines(&POSITION), result: lines(&RESULT) };
    reading.finish(statements)
}

fn rows(t: Texts, form: &FormView, codes: &[&'static str]) -> Vec<Row> {
    let cell = |column: &str, code: &str| {
        let name = field(column, code);
        (name.clone(), form.value(&name), form.error(&name))
    };
    codes
        .iter()
        .map(|code| Row {
            code,
            name: t.statement_line(code),
            total: TOTALS.contains(code),
            this_year: cell("this", code),
            last_year: cell("last", code),
        })
        .collect()
}

/// The sentences for what does not add up.
pub fn mismatches(t: Texts, statements: &Statements) -> Vec<String> {
    statements.mismatches().iter().map(|found| t.mismatch(found, statements.year)).collect()
}

async fn statements_view(
    page: Page,
    office: &Office,
    user: &User,
    id: &str,
    typed: Option<FormView>,
) -> Answer<StatementsPage> {
    let t = page.t;
    let (case, kept) = case_with_part(office, user, id, Part::Statements).await?;
    let statements = case.dossier.statements.clone().unwrap_or_default();
    // Unless somebody says otherwise, the statements are those of the year before this one.
    let year = office.clock.today().year() - 1;
    let form = typed.unwrap_or_else(|| FormView::new(t, stored(&statements, year)));
    let title = t.part_statements();
    let mismatches = mismatches(t, &statements);
    Ok(StatementsPage {
        page: page.titled(title),
        crumbs: crate::web::pages::applications::crumbs(t, &case.found),
        version: kept.as_ref().map_or(0, |row| row.version),
        forms: Form::ALL.iter().map(|form| (form.as_str(), t.statement_form(*form))).collect(),
        position: rows(t, &form, &POSITION),
        result: rows(t, &form, &RESULT),
        sound: mismatches.is_empty() && !statements.is_empty(),
        mismatches,
        saved_by: saved_by(t, kept.as_ref()),
        form,
        found: case.found,
    })
}

/// The statements as they are stored.
#[get("/applications/<id>/statements")]
pub async fn statements(
    page: Page,
    reader: Reader,
    id: &str,
    office: &State<Office>,
) -> Answer<Result<StatementsPage, Redirect>> {
    let shown = statements_view(page, office, reader.user(), id, None).await?;
    if !shown.found.status.is_editable() {
        return Ok(Err(Redirect::to(format!("/applications/{id}"))));
    }
    views::note_view(office, reader.user(), "application", id).await;
    Ok(Ok(shown))
}

/// Saves them; what does not add up is said, and keeps nobody from saving.
#[post("/applications/<id>/statements", data = "<posted>")]
pub async fn save_statements(
    page: Page,
    reader: Reader,
    id: &str,
    by_script: ByScript,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Saved<StatementsPage>> {
    let (t, user, fields) = (page.t, reader.user(), posted.0);
    let read = read(&fields);
    let saving = Saving { t, office, user, id, by_script, fields, next_line: None };
    saving.of(read, at_the_cells, async |form| statements_view(page, office, user, id, Some(form)).await).await
}

/// The action names a cell `/lines/110/this_year`, the form `this/110`.
fn at_the_cells(refusal: Refusal) -> Refusal {
    let Refusal::Invalid(mut errors) = refusal else { return refusal };
    for error in &mut errors {
        if let Some((code, column)) = error.pointer.strip_prefix("/lines/").and_then(|rest| rest.split_once('/')) {
            error.pointer = format!("/{}/{code}", column.trim_end_matches("_year"));
        }
    }
    Refusal::Invalid(errors)
}

/// Reads a spreadsheet over what stands there, if that is still what the page showed.
#[post("/applications/<id>/statements/import", data = "<posted>")]
pub async fn import(
    page: Page,
    reader: Reader,
    id: &str,
    posted: PostedFile,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, StatementsPage)>> {
    let (t, user) = (page.t, reader.user());
    let (case, _) = case_with_part(office, user, id, Part::Statements).await?;
    let mut statements = case.dossier.statements.unwrap_or_default();
    let fallback = office.clock.today().year() - 1;
    statements.year = statements.year.or(Some(fallback));
    let mut fields = Fields::default();
    fields.set("version", posted.version.clone());
    let read = match posted.one(SHEET_BYTES_MAX as u64) {
        _ if !case.found.status.is_editable() => Err(Refusal::WrongState { is: case.found.status.to_string() }),
        Ok((_, contents)) => read_sheet(statements, contents).await,
        // Nobody photographs a spreadsheet again.
        Err(Refusal::TooLarge { .. }) => Err(Refusal::field("/file", Problem::Part(PartProblem::SheetTooLarge))),
        Err(refusal) => Err(refusal),
    };
    let (lines, read) = match read {
        Ok((lines, statements)) => (lines, Ok(statements)),
        Err(refusal) => (0, Err(refusal)),
    };
    match keep(office, user, id, &fields, read).await? {
        Outcome::Kept(_) => {
            Ok(Either::Left(done(format!("/applications/{id}/statements"), t.statements_imported(lines))))
        }
        Outcome::Refused(refusal) => {
            let again = statements_view(page, office, user, id, None).await?;
            let form = refused_form(t, again.form.fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), StatementsPage { form, ..again })))
        }
    }
}

/// Reading a spreadsheet is work: it is done beside the tasks that answer.
async fn read_sheet(mut statements: Statements, contents: Vec<u8>) -> Result<(usize, Statements), Refusal> {
    let read = one_at_a_time(move || {
        let lines = read_into(&mut statements, &contents)?;
        Ok((lines, statements))
    });
    read.await.unwrap_or_else(|| Err(Refusal::field("/file", Problem::Part(PartProblem::NotASheet))))
}

/// An empty spreadsheet with the lines of both forms.
#[get("/statements-form.xlsx")]
pub async fn template(page: Page, _reader: Reader) -> Answer<Download> {
    let t = page.t;
    let names = |codes: &[&'static str]| codes.iter().map(|code| (*code, t.statement_line(code))).collect::<Vec<_>>();
    let headings = [t.statements_code(), t.statements_item(), t.statements_this_year(), t.statements_last_year()];
    let sheets = [("B01-HTX", names(&POSITION)), ("B02-HTX", names(&RESULT))];
    let file = crate::reports::statements_form::write(headings, &sheets).map_err(StoreError::from)?;
    Ok(Download {
        file,
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        name: "B01-B02-HTX.xlsx".to_owned(),
    })
}
