//! The statement of a loan on a day, for paper.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{Route, State as Managed, get, routes};

use super::history::{self, Happening};
use super::owed::Owed;
use super::table::Table;
use super::terms::{self, Rows};
use super::view::classified;
use super::{Head, Standing, book_for_reader, day_of_address};
use crate::access::{Reader, Witness};
use crate::actions::{Office, Refusal};
use crate::domain::money::Money;
use crate::domain::words::{ZeroTens, in_words};
use crate::text::{Texts, format};
use crate::web::{Answer, Page, RecordId};

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
}

#[get("/loans/<id>/statement?<as_of>")]
async fn statement(
    page: Page,
    reader: Reader,
    id: RecordId,
    as_of: Option<&str>,
    office: &Managed<Office>,
) -> Answer<StatementPage> {
    let book = book_for_reader(office, &reader, &id.0).await?;
    let (t, today) = (page.t, office.clock.today());
    let day = day_of_address("as_of", as_of, &book.loan, today).map_err(|error| Refusal::Invalid(vec![error]))?;
    let day = day.unwrap_or(today);
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
        history: history::of(t, &book, &standing, day, false)?,
        outstanding: format::dong(outstanding),
        outstanding_words: words(t, outstanding),
        total_words: words(t, owed.as_ref().map(|owed| owed.total_amount).unwrap_or_default()),
        owed,
        head: Head::of(t, &book.loan, true),
        page: page.titled(t.loan_statement()),
    })
}

/// An amount in words, in Vietnamese in both languages: a statement is a Vietnamese document.
fn words(t: Texts, amount: Money) -> String {
    t.loan_in_words(in_words(amount, ZeroTens::Linh))
}
