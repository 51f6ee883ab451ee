//! The list of applications, by state and fund.
use askama::Template;
use askama_web::WebTemplate;
use chrono::{DateTime, NaiveDate, Utc};
use rocket::{State, get};

use crate::access::{Reader, User, Witness};
use crate::actions::waiting::{File, Turns};
use crate::actions::{Error as ActionError, Office};
use crate::domain::application::State as Stage;
use crate::store::Tx;
use crate::store::worklists::{self, Narrow, Row};
use crate::text::{Texts, format};
use crate::web::forms::findable;
use crate::web::{Answer, Page};

/// How many lines a page has.
const PAGE_LINES: usize = 30;

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "applications/list.html")]
pub struct ListPage {
    page: Page,
    tabs: Vec<Tab>,
    funds: Vec<(String, String)>,
    fund: String,
    status: String,
    lines: Vec<Line>,
    staff: bool,
    may_begin: bool,
    older: Option<String>,
    first: Option<String>,
}

/// A state with how many there are.
pub struct Tab {
    href: String,
    name: String,
    count: i64,
    current: bool,
}

/// A line of a list of applications, as the start page shows it too.
#[derive(Debug, Clone)]
pub struct Line {
    pub id: String,
    pub number: String,
    pub cooperative: String,
    pub fund: String,
    pub status: &'static str,
    pub state: String,
    pub amount: String,
    pub since: String,
    pub turn: String,
    pub until: String,
    pub due: Option<NaiveDate>,
    /// Working days left, or since when the clock stands.
    pub left: String,
    pub overdue: bool,
}

/// The lines of these rows, each with whose turn it is by its fund's regulation.
pub async fn lines(tx: &mut Tx, t: Texts, office: &Office, rows: &[Row]) -> Result<Vec<Line>, ActionError> {
    let mut turns = Turns::new(office);
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let file = File {
            id: &row.id,
            fund_id: &row.fund_id,
            status: row.status,
            since: row.status_since,
            papers_until: row.papers_until,
        };
        let waits = turns.of(tx, file).await?;
        lines.push(Line {
            id: row.id.clone(),
            number: row.number.clone(),
            cooperative: row.cooperative_name.clone(),
            fund: t.pick(&row.fund_name_vi, &row.fund_name_en).to_owned(),
            status: row.status.as_str(),
            state: t.state(row.status.as_str()),
            amount: row.amount.map_or_else(|| t.app_amount_open().to_owned(), format::dong),
            since: format::date(crate::clock::business_date(row.status_since)),
            turn: if row.status.is_open() { format::capitalised(t.turn(waits.turn)) } else { String::new() },
            until: waits.until.map(format::date).unwrap_or_default(),
            due: waits.until,
            left: waits.clock.map(|clock| t.clock_short(clock, waits.overdue)).unwrap_or_default(),
            overdue: waits.overdue,
        });
    }
    Ok(lines)
}

/// The last line of a page as a key for the next, and back.
fn key_of(row: &Row) -> String {
    format!("{}_{}", row.status_since.timestamp(), row.id)
}

fn read_key(key: &str) -> Option<(DateTime<Utc>, String)> {
    let (at, id) = key.split_once('_')?;
    Some((DateTime::from_timestamp(at.parse().ok()?, 0)?, id.to_owned()))
}

/// The address of the list, narrowed.
fn address(status: &str, fund: &str, before: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("status", status), ("fund", fund), ("before", before.unwrap_or_default())] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { "/applications".to_owned() } else { format!("/applications?{query}") }
}

/// The applications the user may read.
#[get("/applications?<status>&<fund>&<before>")]
pub async fn list(
    page: Page,
    reader: Reader,
    status: Option<&str>,
    fund: Option<&str>,
    before: Option<&str>,
    office: &State<Office>,
) -> Answer<ListPage> {
    let (user, t) = (reader.user(), page.t);
    let status = status.and_then(|status| Stage::try_from(status).ok());
    let fund = findable(fund).unwrap_or_default();
    let narrow = Narrow {
        status,
        fund_code: Some(fund.to_owned()).filter(|fund| !fund.is_empty()),
        before: before.and_then(read_key),
        limit: i64::try_from(PAGE_LINES + 1).unwrap_or(i64::MAX),
    };
    let (counts, funds, lines, more) = office
        .store
        .read(async |tx| {
            let counts = worklists::counts(tx, &user.id, narrow.fund_code.as_deref()).await?;
            let funds = worklists::funds_of(tx, &user.id).await?;
            let mut rows = worklists::page(tx, &user.id, &narrow).await?;
            let more = (rows.len() > PAGE_LINES).then(|| rows.get(PAGE_LINES - 1).map(key_of)).flatten();
            rows.truncate(PAGE_LINES);
            let lines = lines(tx, t, office, &rows).await?;
            Ok::<_, ActionError>((counts, funds, lines, more))
        })
        .await?;
    let chosen = status.map(Stage::as_str).unwrap_or_default();
    let title = t.app_list_title();
    Ok(ListPage {
        page: page.titled(title),
        tabs: tabs(t, &counts, chosen, fund),
        funds: funds.iter().map(|one| (one.code.clone(), t.pick(&one.name_vi, &one.name_en).to_owned())).collect(),
        fund: fund.to_owned(),
        status: chosen.to_owned(),
        staff: user.cooperative().is_none(),
        may_begin: may_begin(user),
        older: more.map(|key| address(chosen, fund, Some(&key))),
        first: before.map(|_| address(chosen, fund, None)),
        lines,
    })
}

/// Whether the user may begin an application for somebody.
pub fn may_begin(user: &User) -> bool {
    user.cooperative().is_some() || user.has_any(crate::access::Duty::Appraiser)
}

/// All, then each state there is something in.
fn tabs(t: Texts, counts: &[(Stage, i64)], chosen: &str, fund: &str) -> Vec<Tab> {
    let count = |stage: Stage| counts.iter().find(|(known, _)| *known == stage).map_or(0, |(_, count)| *count);
    let all = Tab {
        href: address("", fund, None),
        name: t.app_all().to_owned(),
        count: counts.iter().map(|(_, count)| count).sum(),
        current: chosen.is_empty(),
    };
    let stages = Stage::ALL.iter().filter(|stage| count(**stage) > 0 || stage.as_str() == chosen);
    let tab = |stage: &Stage| Tab {
        href: address(stage.as_str(), fund, None),
        name: t.state(stage.as_str()),
        count: count(*stage),
        current: stage.as_str() == chosen,
    };
    std::iter::once(all).chain(stages.map(tab)).collect()
}
