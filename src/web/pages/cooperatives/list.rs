//! The register, searched and paged.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{State, get};

use crate::access::{Staff, Witness};
use crate::actions::{Error as ActionError, Office};
use crate::domain::cooperative::Standing;
use crate::store::cooperatives::{self, Filter};
use crate::web::{Answer, Page};

/// How many lines a page has.
const PAGE_LINES: usize = 50;

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "cooperatives/list.html")]
pub struct ListPage {
    page: Page,
    q: String,
    status: String,
    statuses: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    may_enter: bool,
    more: Option<String>,
    first: Option<String>,
}

/// A cooperative as the list shows it.
pub struct Line {
    id: String,
    code: String,
    name: String,
    commune: String,
    sector: String,
    members: String,
    /// The tag's class and word.
    status: (&'static str, String),
}

/// The tag's class for a standing.
pub fn tag_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => "active",
        Standing::Ceased => "lapsed",
        Standing::Dissolved => "cancelled",
    }
}

fn address(q: &str, status: &str, after: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("q", q), ("status", status), ("after", after.unwrap_or_default())] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { "/cooperatives".to_owned() } else { format!("/cooperatives?{query}") }
}

/// The register, for those who work for a fund.
#[get("/cooperatives?<q>&<status>&<after>")]
pub async fn list(
    page: Page,
    staff: Staff,
    q: Option<&str>,
    status: Option<&str>,
    after: Option<&str>,
    office: &State<Office>,
) -> Answer<ListPage> {
    let t = page.t;
    let q: String = q.unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
    let standing = status.and_then(|status| Standing::try_from(status).ok());
    let filter = Filter {
        text: q.clone(),
        status: standing,
        after: after.unwrap_or_default().chars().filter(|c| !c.is_control()).take(20).collect(),
        limit: i64::try_from(PAGE_LINES + 1).unwrap_or(i64::MAX),
    };
    let mut found = office.store.read(async |tx| Ok::<_, ActionError>(cooperatives::list(tx, &filter).await?)).await?;
    let more = (found.len() > PAGE_LINES).then(|| found.get(PAGE_LINES - 1).map(|line| line.code.clone())).flatten();
    found.truncate(PAGE_LINES);
    let chosen = standing.map(Standing::as_str).unwrap_or_default();
    let title = t.coop_title();
    Ok(ListPage {
        page: page.titled(title),
        more: more.map(|code| address(&q, chosen, Some(&code))),
        first: after.map(|_| address(&q, chosen, None)),
        q,
        status: chosen.to_owned(),
        statuses: Standing::ALL.iter().map(|one| (one.as_str(), t.cooperative_status(one.as_str()))).collect(),
        lines: found
            .into_iter()
            .map(|line| Line {
                id: line.id,
                code: line.code,
                name: line.name,
                commune: line.commune,
                sector: t.sector(&line.sector),
                members: line.members.map(|members| members.to_string()).unwrap_or_default(),
                status: (tag_of(line.status), t.cooperative_status(line.status.as_str())),
            })
            .collect(),
        may_enter: super::form::keeps_register(staff.user()),
    })
}
