//! The list: one statement for the rows, and nothing else asked of the database.
use std::collections::BTreeMap;

use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::{Route, State as Managed, get, routes};
use url::form_urlencoded;

use crate::access::{Reader, Witness};
use crate::actions::Office;
use crate::actions::classification::share_groups;
use crate::domain::loan::State;
use crate::domain::money::Money;
use crate::store::loans::{self, Filter, Line};
use crate::text::{Texts, format};
use crate::web::{Answer, Page};

pub fn routes() -> Vec<Route> {
    routes![list]
}

/// Lines on a page.
const LINES: i64 = 50;
/// Numbers and fund codes are shorter; anything longer is no address of ours.
const WORD_BYTES_MAX: usize = 60;

#[derive(Template, WebTemplate)]
#[template(path = "loans/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    statuses: Vec<(&'static str, &'static str)>,
    status: &'static str,
    /// The funds of the lines: what the list can be narrowed to.
    funds: Vec<(String, String)>,
    fund: String,
    q: String,
    first: Option<String>,
    next: Option<String>,
}

#[get("/loans?<status>&<fund>&<q>&<after>")]
async fn list(
    page: Page,
    reader: Reader,
    status: Option<&str>,
    fund: Option<&str>,
    q: Option<&str>,
    after: Option<&str>,
    office: &Managed<Office>,
) -> Answer<ListPage> {
    let t = page.t;
    let filter = Filter {
        status: status.and_then(|name| State::try_from(name).ok()),
        fund_code: fund.and_then(word),
        text: q.and_then(searched),
        after: after.and_then(word).unwrap_or_default(),
        limit: LINES + 1,
    };
    let mut lines = loans::list(&office.store, &reader.user().id, &filter).await?;
    let more = lines.len() > LINES as usize;
    lines.truncate(LINES as usize);
    share_groups(&mut lines, office.clock.today());
    let last = lines.last().filter(|_| more).map(|line| line.number.clone());
    Ok(ListPage {
        page: page.titled(t.nav_loans()),
        statuses: State::ALL.iter().map(|state| (state.as_str(), t.loan_state(*state))).collect(),
        status: filter.status.map_or("", State::as_str),
        funds: funds_of(t, &lines, filter.fund_code.as_deref()),
        first: (!filter.after.is_empty()).then(|| address(&filter, "")),
        next: last.map(|last| address(&filter, &last)),
        fund: filter.fund_code.unwrap_or_default(),
        q: filter.text.unwrap_or_default(),
        lines,
    })
}

/// A word of an address: letters, digits, hyphens.
fn word(text: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    Some(text.trim())
        .filter(|text| !text.is_empty() && text.len() <= WORD_BYTES_MAX && text.chars().all(plain))
        .map(str::to_owned)
}

/// What somebody looks for: nobody types more.
fn searched(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_control()).take(WORD_BYTES_MAX).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// By name; a fund that was chosen and has no line here, by its code.
fn funds_of(t: Texts, lines: &[Line], chosen: Option<&str>) -> Vec<(String, String)> {
    let mut names: BTreeMap<&str, &str> = chosen.into_iter().map(|code| (code, code)).collect();
    names.extend(lines.iter().map(|line| (line.fund_code.as_str(), fund_name(&t, line))));
    names.into_iter().map(|(code, name)| (code.to_owned(), name.to_owned())).collect()
}

fn address(filter: &Filter, after: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let said = [
        ("status", filter.status.map(State::as_str)),
        ("fund", filter.fund_code.as_deref()),
        ("q", filter.text.as_deref()),
        ("after", Some(after)),
    ];
    for (name, value) in said {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            query.append_pair(name, value);
        }
    }
    format!("/loans?{}", query.finish()).trim_end_matches('?').to_owned()
}

// A template hands references to what it calls.

/// The group of a debt as a tag: its class and its word. Nothing where nothing is owed.
fn group(t: &Texts, line: &Line) -> Option<(&'static str, &'static str)> {
    let owes = line.outstanding.is_some_and(Money::is_positive) || line.days_past_due.is_some_and(|days| days > 0);
    line.debt_group.as_deref().filter(|_| owes).map(|name| super::owed::group_tag(*t, name))
}

fn fund_name<'l>(t: &Texts, line: &'l Line) -> &'l str {
    t.pick(&line.fund_name_vi, &line.fund_name_en)
}

fn state(t: &Texts, line: &Line) -> &'static str {
    t.loan_state(line.status)
}

fn day(date: &NaiveDate) -> String {
    format::date(*date)
}
