//! Reports on the screen and as files.
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::{Route, State, get, routes};
use url::form_urlencoded::Serializer;

use crate::access::{Staff, Witness};
use crate::actions::{Error, Office, Problem, Refusal};
use crate::reports::{Cell, Column, Format, Glance, Groups, Kind, Report, glance};
use crate::store::funds::{self, Fund};
use crate::text::{Texts, format};
use crate::web::api::reports::download;
use crate::web::api::{query_as_of, query_text};
use crate::web::download::Download;
use crate::web::forms::parse_date;
use crate::web::{Answer, Fields, FormView, Page};

/// So many rows on the screen; the file has all of them.
const ROWS_SHOWN: usize = 50;

pub fn routes() -> Vec<Route> {
    routes![choose, file]
}

/// The class of a cell: `num`, `when` (one line), `long` (a name, which needs its width) or none.
type Look = &'static str;

/// A table as it is shown.
struct TableView {
    caption: String,
    head: Vec<(&'static str, Look)>,
    rows: Vec<Vec<(String, Look)>>,
    totals: Vec<(String, Look)>,
    note: String,
    groups: Option<GroupsView>,
    downloads: Vec<(String, String)>,
}

#[derive(Template, WebTemplate)]
#[template(path = "reports/choose.html")]
struct ReportsPage {
    page: Page,
    form: FormView,
    reports: Vec<(&'static str, &'static str)>,
    funds: Vec<(String, String)>,
    table: Option<TableView>,
}

#[get("/reports?<report>&<fund>&<as_of>")]
async fn choose(
    page: Page,
    staff: Staff,
    report: Option<&str>,
    fund: Option<&str>,
    as_of: Option<&str>,
    office: &State<Office>,
) -> Answer<ReportsPage> {
    let (t, today) = (page.t, office.clock.today());
    let all = office.store.read(async |tx| funds::list_for_staff(tx, &staff.user().id).await).await?;
    let mut typed = Fields::default();
    let default_fund = all.first().filter(|_| all.len() == 1).map(|only| only.code.as_str());
    typed.set("report", report.unwrap_or(Report::Portfolio.as_str()));
    typed.set("fund", fund.or(default_fund).unwrap_or_default());
    typed.set("as_of", as_of.map_or_else(|| today.to_string(), str::to_owned));
    let asked = fund.is_some().then(|| read(&typed, &all, today)).transpose();
    let (form, table) = match asked {
        Ok(None) => (FormView::new(t, typed), None),
        Ok(Some((report, fund, as_of))) => {
            let seen = glance(office, report, fund, as_of, ROWS_SHOWN).await.map_err(Error::from)?;
            (FormView::new(t, typed), Some(table(t, report, fund, as_of, seen)))
        }
        Err(refusal) => (FormView::refused(t, typed, &refusal), None),
    };
    let funds = all.iter().map(|fund| (fund.code.clone(), t.pick(&fund.name_vi, &fund.name_en).to_owned())).collect();
    let reports = Report::ALL.iter().map(|report| (report.as_str(), t.report(*report))).collect();
    Ok(ReportsPage { page: page.titled(t.reports_title()), form, reports, funds, table })
}

/// The three choices, or what is wrong with each.
fn read<'f>(typed: &Fields, all: &'f [Fund], today: NaiveDate) -> Result<(Report, &'f Fund, NaiveDate), Refusal> {
    let mut reading = typed.read();
    let report = Report::named(typed.get("report"));
    let fund = all.iter().find(|fund| fund.code == typed.get("fund"));
    let as_of = parse_date(typed.get("as_of"));
    if report.is_none() {
        reading.fail("report", Problem::NotAChoice);
    }
    if fund.is_none() {
        reading.fail("fund", Problem::NotAChoice);
    }
    match as_of {
        None => reading.fail("as_of", Problem::NotADate),
        Some(date) if date > today => {
            reading.fail("as_of", Problem::DateOutOfRange { from: NaiveDate::default(), to: today });
        }
        Some(_) => {}
    }
    let (report, fund, as_of) = reading.finish((report, fund, as_of))?;
    match (report, fund, as_of) {
        (Some(report), Some(fund), Some(as_of)) => Ok((report, fund, as_of)),
        _ => Err(Refusal::NotFound),
    }
}

fn table(t: Texts, report: Report, fund: &Fund, as_of: NaiveDate, seen: Glance) -> TableView {
    let columns = report.columns();
    // The fund is the same in every row and stands in the caption; the number comes first and stays in sight.
    let shown: Vec<usize> = (0..columns.len()).filter(|place| columns[*place].name != "fund").collect();
    let show = |row: &Vec<Cell>| {
        let cell = |place: &usize| (words(t, &columns[*place], &row[*place]), look(&columns[*place]));
        shown.iter().map(cell).collect()
    };
    let total = |place: &usize| match columns[*place].kind {
        Kind::Money => (grouped(seen.totals.sums[*place]), "num"),
        _ => (String::new(), ""),
    };
    let rows: Vec<Vec<(String, Look)>> = seen.first.iter().map(show).collect();
    let note = match seen.totals.rows {
        all if all > rows.len() as u64 => t.report_rows(rows.len(), all),
        all => t.report_all_rows(all),
    };
    let name = t.pick(&fund.name_vi, &fund.name_en);
    TableView {
        caption: format!("{} – {name} – {}", t.report(report), format::date(as_of)),
        head: shown.iter().map(|place| (t.column(columns[*place].name), look(&columns[*place]))).collect(),
        rows,
        totals: shown.iter().skip(1).map(total).collect(),
        note,
        groups: seen.groups.as_ref().map(|groups| GroupsView::of(t, report, groups)),
        downloads: Format::ALL
            .iter()
            .map(|format| (t.download(*format), address(report, fund, as_of, *format)))
            .collect(),
    }
}

/// The totals by group: what tells them apart, loans, sums of the money columns, and how much of all principal they are.
struct GroupsView {
    head: Vec<&'static str>,
    rows: Vec<(String, Vec<String>)>,
}

impl GroupsView {
    fn of(t: Texts, report: Report, groups: &Groups) -> GroupsView {
        let columns = report.columns();
        let summed: Vec<usize> = (0..columns.len()).filter(|place| columns[*place].kind == Kind::Money).collect();
        let mut head = vec![t.column(columns[groups.place()].name), t.report_loans()];
        head.extend(summed.iter().map(|place| t.column(columns[*place].name)));
        head.extend([t.report_share(), t.report_share_from()]);
        let principal = columns.iter().position(|column| column.name == "principal_outstanding").unwrap_or_default();
        let whole: i128 = groups.iter().map(|(_, totals)| totals.sums[principal]).sum();
        // The names of the status scale stand in no order of more and less.
        let ranked = groups.iter().all(|(cell, _)| matches!(cell, Cell::Integer(_)));
        let mut from_here = 0;
        let mut rows = Vec::new();
        for (cell, totals) in groups.iter().rev() {
            from_here += totals.sums[principal];
            let mut row = vec![totals.rows.to_string()];
            row.extend(summed.iter().map(|place| grouped(totals.sums[*place])));
            row.push(share(totals.sums[principal], whole));
            row.push(if ranked { share(from_here, whole) } else { "–".to_owned() });
            rows.push((group_name(t, report, cell), row));
        }
        rows.reverse();
        GroupsView { head, rows }
    }
}

/// `Nhóm 3`, or of an ageing `từ 10 ngày`: up to the next line.
fn group_name(t: Texts, report: Report, cell: &Cell) -> String {
    match (report, cell) {
        (Report::Arrears, Cell::Integer(0)) => t.report_not_late().to_owned(),
        (Report::Arrears, Cell::Integer(from)) => t.report_days_from(from),
        (_, cell) => t.debt_group_name(&cell.to_string()),
    }
}

/// A share of all principal, in percent with two decimals, halves up.
fn share(part: i128, whole: i128) -> String {
    if whole <= 0 {
        return "–".to_owned();
    }
    let hundredths = (part * 20_000 + whole) / (2 * whole);
    format!("{},{:02}\u{a0}%", hundredths / 100, hundredths % 100)
}

fn look(column: &Column) -> Look {
    match column.kind {
        Kind::Money | Kind::Integer | Kind::Decimal => "num",
        Kind::Text if column.name == "cooperative_name" => "long",
        _ => "when",
    }
}

fn address(report: Report, fund: &Fund, as_of: NaiveDate, format: Format) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("fund", &fund.code).append_pair("as_of", &as_of.to_string());
    format!("/reports/{}?{}", report.as_str(), query.append_pair("format", format.as_str()).finish())
}

/// A sum of any size, as amounts are written here.
fn grouped(sum: i128) -> String {
    i64::try_from(sum).map_or_else(|_| sum.to_string(), |sum| crate::domain::money::Money::dong(sum).to_string())
}

fn words(t: Texts, column: &Column, cell: &Cell) -> String {
    match cell {
        Cell::Empty => "–".to_owned(),
        Cell::Money(amount) => amount.to_string(),
        Cell::Date(date) => format::date(*date),
        Cell::Decimal(number) => number.replace('.', ","),
        Cell::Boolean(value) => if *value { t.yes() } else { t.no() }.to_owned(),
        Cell::Integer(number) => number.to_string(),
        Cell::Text(text) => t.report_value(column.name, text),
    }
}

#[get("/reports/<name>?<fund>&<as_of>&<format>")]
async fn file(
    staff: Staff,
    name: &str,
    fund: Option<&str>,
    as_of: Option<&str>,
    format: Option<&str>,
    office: &State<Office>,
) -> Answer<Download> {
    let today = office.clock.today();
    let report = Report::named(name).ok_or(Refusal::NotFound)?;
    let format = format.and_then(Format::named).ok_or(Refusal::field("/format", Problem::NotAChoice))?;
    let as_of = query_as_of(as_of, today)?;
    let code = query_text("fund", fund)?.unwrap_or_default();
    download(office, &staff, report, code, as_of, format).await
}
