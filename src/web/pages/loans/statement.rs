//! The statement of a loan on a day, for paper.
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::{Route, State as Managed, get, routes};

use super::history::{self, Happening};
use super::owed::Owed;
use super::papers::{outstanding_before, period};
use super::table::Table;
use super::terms::{self, Rows};
use super::view::classified;
use super::{Head, Standing, book_for_reader};
use crate::access::{Reader, Witness};
use crate::actions::book::Book;
use crate::actions::{Office, Refusal};
use crate::text::{Texts, format};
use crate::web::{Answer, Fields, FormView, Page, RecordId};

pub fn routes() -> Vec<Route> {
    routes![statement]
}

#[derive(Template, WebTemplate)]
#[template(path = "loans/statement.html")]
struct StatementPage {
    page: Page,
    head: Head,
    as_of: String,
    made_at: String,
    agreed: Rows,
    computed: Rows,
    people: Rows,
    table: Table,
    history: Vec<Happening>,
    owed: Option<Owed>,
    outstanding: String,
    outstanding_words: String,
    total_words: String,
    /// What was owed before the period, where it does not begin with the loan: words and amount.
    opening: Option<(String, String)>,
    form: FormView,
    /// Where the same is a file.
    pdf: String,
}

#[get("/loans/<id>/statement?<as_of>&<from>")]
async fn statement(
    page: Page,
    reader: Reader,
    id: RecordId,
    as_of: Option<&str>,
    from: Option<&str>,
    office: &Managed<Office>,
) -> Answer<StatementPage> {
    let book = book_for_reader(office, &reader, &id.0).await?;
    let (t, today) = (page.t, office.clock.today());
    let (from, day) = period(&book.loan, as_of, from, today).map_err(|error| Refusal::Invalid(vec![error]))?;
    let mut form = FormView::new(t, Fields::default());
    form.fields.set("as_of", day.to_string());
    form.fields.set("from", from.map(|from| from.to_string()).unwrap_or_default());
    let standing = Standing::of(office, &book, day)?;
    let owed = classified(t, office, reader.user(), &book, standing.position(), None).await?;
    let outstanding = standing.position().map(|position| position.principal_outstanding).unwrap_or_default();
    Ok(StatementPage {
        as_of: format::date(day),
        made_at: format::instant(office.clock.now()),
        agreed: terms::agreed(t, &book.loan),
        computed: terms::computed(t, &book.loan.conditions.0),
        people: terms::people(t, &book.loan),
        table: Table::of(t, &book, &standing, day, None),
        history: since(history::of(t, &book, &standing, day, false)?, from),
        opening: opening(t, &book, from)?,
        pdf: file(&book, from, day),
        form,
        outstanding: format::dong(outstanding),
        outstanding_words: t.loan_amount_in_words(outstanding),
        total_words: t.loan_amount_in_words(owed.as_ref().map(|owed| owed.total_amount).unwrap_or_default()),
        owed,
        head: Head::of(t, &book.loan, true),
        page: page.titled(t.loan_statement()),
    })
}

/// What happened from a day on.
fn since(all: Vec<Happening>, from: Option<NaiveDate>) -> Vec<Happening> {
    let first = from.map(|from| from.to_string()).unwrap_or_default();
    all.into_iter().filter(|one| one.date_iso >= first).collect()
}

fn opening(t: Texts, book: &Book, from: Option<NaiveDate>) -> Answer<Option<(String, String)>> {
    let Some(from) = from else { return Ok(None) };
    Ok(Some((t.paper_statement_opening(format::date(from)), format::dong(outstanding_before(book, from)?))))
}

fn file(book: &Book, from: Option<NaiveDate>, to: NaiveDate) -> String {
    let from = from.map(|from| format!("&from={from}")).unwrap_or_default();
    format!("/loans/{}/statement.pdf?as_of={to}{from}", book.loan.id)
}
