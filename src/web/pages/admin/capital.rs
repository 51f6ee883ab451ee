//! `/admin/funds/CODE`: a fund's capital, its movements, and recording one.
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use crate::access::{Administrator, Witness};
use crate::actions::capital::{Input, OwnMovement, Recorded, record};
use crate::actions::standing::{self, Parts};
use crate::actions::{Error as ActionError, Office, Problem, Refusal, entrusted};
use crate::domain::capital::{CapitalSource, EntrustedKind};
use crate::domain::money::Money;
use crate::store::capital::{self, MovementRow};
use crate::store::funds::{self, Fund};
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::forms::parse_date;
use crate::web::page::done;
use crate::web::pages::dashboard::{Part, capital_in_words, capital_parts};
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// Movements on one page.
const PAGE_LENGTH: usize = 25;

pub fn routes() -> Vec<Route> {
    routes![fund, movement, entrust]
}

struct MovementLine {
    seq: i64,
    kind: &'static str,
    source: Option<&'static str>,
    year: Option<i64>,
    date: String,
    amount: String,
    loan: Option<(String, String)>,
    document: String,
    available: String,
    by: String,
    at: String,
}

impl MovementLine {
    fn new(t: Texts, row: MovementRow) -> MovementLine {
        let by = match row.recorded_by_name.as_str() {
            crate::store::audit::SYSTEM => t.movement_by_system().to_owned(),
            _ => row.recorded_by_name,
        };
        MovementLine {
            seq: row.seq,
            kind: t.movement(row.kind),
            source: row.source.map(|source| t.capital_source_name(Some(source))),
            year: row.year,
            date: format::date(row.on_date),
            amount: format::dong(row.amount),
            // A promise given up is proved by the loan itself: its number stands there once.
            document: document(t, row.document.filter(|it| row.loan_number.as_ref() != Some(it)), row.document_date),
            loan: row.loan_id.zip(row.loan_number),
            available: format::dong(row.available),
            by,
            at: format::instant(row.recorded_at),
        }
    }
}

fn document(t: Texts, document: Option<String>, date: Option<NaiveDate>) -> String {
    let document = document.unwrap_or_default();
    match date {
        Some(date) => t.document_dated(document, format::date(date)),
        None => document,
    }
}

/// The tables of a fund's capital by where it comes from.
struct Tables {
    /// Source, year, amount.
    charter: Vec<(&'static str, i64, String)>,
    /// Year, recorded, by write-offs and recoveries.
    results: Vec<(i64, String, String)>,
    /// Entruster and balance.
    entrusted: Vec<(String, String)>,
}

impl Tables {
    fn new(t: Texts, parts: Parts) -> Tables {
        let charter = parts.charter.into_iter();
        let results = parts.results.into_iter();
        Tables {
            charter: charter
                .map(|((source, year), sum)| (t.capital_source_name(source), year, format::dong(sum)))
                .collect(),
            results: results.map(|(year, sum)| (year, format::dong(sum.recorded), format::dong(sum.risk))).collect(),
            entrusted: parts.entrusted.into_iter().map(|(name, balance)| (name, format::dong(balance))).collect(),
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/capital.html")]
struct CapitalPage {
    page: Page,
    form: FormView,
    fund: Fund,
    /// The day the figures are of, as a browser's date field takes it; empty for now.
    as_of: String,
    as_of_words: String,
    picture: String,
    bar: Vec<Part>,
    book_charter: String,
    result: String,
    actual_charter: String,
    tables: Tables,
    warnings: Vec<String>,
    kinds: Vec<(&'static str, &'static str)>,
    sources: Vec<(&'static str, &'static str)>,
    entrusted_kinds: Vec<(&'static str, &'static str)>,
    movements: Vec<MovementLine>,
    /// As a browser's date field takes it; empty where it is not recorded.
    founded_on: String,
    newer: Option<String>,
    older: Option<String>,
}

/// Which part of the page is asked for.
struct View {
    as_of: Option<NaiveDate>,
    before: Option<i64>,
}

impl CapitalPage {
    async fn new(
        page: Page,
        by: &Administrator,
        office: &Office,
        code: &str,
        view: View,
        form: FormView,
    ) -> Answer<CapitalPage> {
        let (t, today) = (page.t, office.clock.today());
        let on = view.as_of.unwrap_or(today);
        let (fund, founded_on, capital, parts, warnings, mut rows) = office
            .store
            .read(async |tx| {
                let fund = funds::find_administered(tx, &by.user().id, code).await?.ok_or(Refusal::NotFound)?;
                let capital = match view.as_of {
                    Some(date) => capital::as_of(tx, &fund.id, date).await?,
                    None => fund.capital(),
                };
                let rows = capital::history(tx, &fund.id, on, view.before, PAGE_LENGTH as i64 + 1).await?;
                let parts = standing::parts(tx, &fund.id, on).await?;
                let warnings = standing::warnings_for(tx, &by.user().id, &fund, today).await?;
                let founded_on = funds::founded_on(tx, &fund.id).await?;
                Ok::<_, ActionError>((fund, founded_on, capital, parts, warnings, rows))
            })
            .await?;
        let more = rows.len() > PAGE_LENGTH;
        rows.truncate(PAGE_LENGTH);
        let here = format!("/admin/funds/{code}");
        let dated = view.as_of.map(|date| format!("as_of={date}&")).unwrap_or_default();
        let older = rows.last().filter(|_| more).map(|row| format!("{here}?{dated}before={}#history", row.place));
        Ok(CapitalPage {
            founded_on: founded_on.map(|day| day.to_string()).unwrap_or_default(),
            picture: capital_in_words(t, &capital),
            bar: capital_parts(t, &capital),
            book_charter: format::dong(capital.book_charter),
            result: format::dong(capital.accumulated_result),
            actual_charter: format::dong(capital.actual_charter()),
            tables: Tables::new(t, parts),
            warnings: warnings.iter().map(|warning| t.early_warning(warning)).collect(),
            sources: CapitalSource::ALL.iter().map(|it| (it.as_str(), t.capital_source_name(Some(*it)))).collect(),
            entrusted_kinds: vec![("received", t.entrusted_received()), ("returned", t.entrusted_returned())],
            kinds: kinds(t).to_vec(),
            movements: rows.into_iter().map(|row| MovementLine::new(t, row)).collect(),
            newer: view.before.map(|_| format!("{here}?{dated}#history")),
            older,
            as_of: view.as_of.map(|date| date.to_string()).unwrap_or_default(),
            as_of_words: t.capital_as_of(format::date(on)),
            page: page.titled(t.pick(&fund.name_vi, &fund.name_en).to_owned()),
            form,
            fund,
        })
    }
}

/// The kinds on the form: a result is a profit or a loss there, so that nobody types a sign.
fn kinds(t: Texts) -> [(&'static str, &'static str); 4] {
    [
        ("contribution", t.movement_contribution()),
        ("withdrawal", t.movement_withdrawal()),
        ("profit", t.movement_profit()),
        ("loss", t.movement_loss()),
    ]
}

#[get("/admin/funds/<code>?<as_of>&<before>")]
async fn fund(
    page: Page,
    by: Administrator,
    code: &str,
    as_of: Option<&str>,
    before: Option<i64>,
    office: &State<Office>,
) -> Answer<CapitalPage> {
    let today = office.clock.today();
    let fields = Fields::new(vec![("kind".into(), "contribution".into()), ("date".into(), today.to_string())]);
    let form = FormView::new(page.t, fields);
    let view = View { as_of: as_of.and_then(parse_date), before };
    CapitalPage::new(page, &by, office, code, view, form).await
}

#[post("/admin/funds/<code>/movements", data = "<posted>")]
async fn movement(
    page: Page,
    by: Administrator,
    code: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, CapitalPage)>> {
    let fields = &posted.0;
    let recorded = match input(fields) {
        Ok(input) => record(office, &by, code, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(recorded)? {
        Ok(Recorded { capital, .. }) => {
            let said = page.t.movement_recorded(format::dong(capital.available()));
            Ok(Either::Left(done(format!("/admin/funds/{code}"), said)))
        }
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            let view = View { as_of: None, before: None };
            Ok(Either::Right((status_of(&refusal), CapitalPage::new(page, &by, office, code, view, form).await?)))
        }
    }
}

fn input(fields: &Fields) -> Result<Input, Refusal> {
    let mut reading = fields.read();
    let chosen = reading.choice("kind", &["contribution", "withdrawal", "profit", "loss"]);
    if fields.get("kind").is_empty() {
        reading.fail("kind", Problem::Required);
    }
    let date = reading.required_date("date");
    let amount = reading.required_money("amount");
    let document = reading.required("document", 200);
    let document_date = Some(reading.required_date("document_date"));
    let charter = matches!(chosen, Some("contribution" | "withdrawal"));
    let source = CapitalSource::try_from(fields.get("source")).ok().filter(|_| charter);
    if charter && source.is_none() {
        let empty = fields.get("source").is_empty();
        reading.fail("source", if empty { Problem::Required } else { Problem::NotAChoice });
    }
    let year = reading.number("year", 1990, 2200);
    let (kind, amount) = match chosen {
        Some("withdrawal") => (OwnMovement::Withdrawal, amount),
        Some("profit") => (OwnMovement::Result, amount),
        Some("loss") => (OwnMovement::Result, Money::ZERO.checked_sub(amount).unwrap_or_default()),
        _ => (OwnMovement::Contribution, amount),
    };
    reading.finish(Input { date, kind, amount, document, document_date, source, year })
}

/// The fields of the second form have names of their own, so that each mistake stands at its field.
#[post("/admin/funds/<code>/entrusted", data = "<posted>")]
async fn entrust(
    page: Page,
    by: Administrator,
    code: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, CapitalPage)>> {
    let fields = &posted.0;
    let recorded = match entrusted_input(fields) {
        Ok(input) => entrusted::record(office, &by, code, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(recorded)? {
        Ok(done_so) => {
            let said = page.t.entrusted_recorded(format::dong(done_so.balance));
            Ok(Either::Left(done(format!("/admin/funds/{code}"), said)))
        }
        Err(mut refusal) => {
            if let Refusal::Invalid(errors) = &mut refusal {
                for error in errors.iter_mut().filter(|error| !error.pointer.starts_with("/entrusted_")) {
                    error.pointer = error.pointer.replacen('/', "/entrusted_", 1);
                }
            }
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            let view = View { as_of: None, before: None };
            Ok(Either::Right((status_of(&refusal), CapitalPage::new(page, &by, office, code, view, form).await?)))
        }
    }
}

fn entrusted_input(fields: &Fields) -> Result<entrusted::Input, Refusal> {
    let mut reading = fields.read();
    let kind = EntrustedKind::try_from(fields.get("entrusted_kind"));
    if kind.is_err() {
        reading.fail("entrusted_kind", Problem::NotAChoice);
    }
    let input = entrusted::Input {
        date: reading.required_date("entrusted_date"),
        kind: kind.unwrap_or(EntrustedKind::Received),
        amount: reading.required_money("entrusted_amount"),
        entruster: reading.required("entrusted_entruster", 200),
        document: reading.required("entrusted_document", 200),
        document_date: reading.required_date("entrusted_document_date"),
    };
    reading.finish(input)
}
