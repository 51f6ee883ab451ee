//! `/admin/people`: who is here, and what each may do.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{Route, State, get, routes};

use super::{duty_in_words, standing_tag};
use crate::access::{Administrator, Witness};
use crate::actions::{Error, Office};
use crate::domain::cooperative::fold_for_search;
use crate::store::directory::{self, Listed};
use crate::store::users::DutyRow;
use crate::text::{Texts, format};
use crate::web::forms::findable;
use crate::web::{Answer, Page};

/// People on one page.
const PAGE_LENGTH: usize = 50;
/// People looked through by a search: more than any fund has.
const SEARCHED_MAX: i64 = 20_000;

pub fn routes() -> Vec<Route> {
    routes![people]
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/people.html")]
struct PeoplePage {
    page: Page,
    query: String,
    rows: Vec<Row>,
    /// A search found more than are shown.
    cut: bool,
    /// Where the list goes on.
    next: Option<String>,
}

struct Row {
    id: String,
    email: String,
    name: String,
    tag: &'static str,
    standing: &'static str,
    duties: Vec<String>,
    last_seen: String,
}

impl Row {
    fn new(t: Texts, person: Listed, duties: &[DutyRow]) -> Row {
        let held = duties.iter().filter(|row| row.user_id == person.id);
        Row {
            duties: held.map(|row| duty_in_words(t, row)).collect(),
            tag: standing_tag(&person.standing),
            standing: t.standing(&person.standing),
            last_seen: person.last_seen.map_or_else(|| t.person_never().to_owned(), format::instant),
            id: person.id,
            email: person.email,
            name: person.name,
        }
    }
}

#[get("/admin/people?<q>&<after>")]
async fn people(
    page: Page,
    by: Administrator,
    q: Option<&str>,
    after: Option<&str>,
    office: &State<Office>,
) -> Answer<PeoplePage> {
    let query: String = q.unwrap_or_default().trim().chars().take(100).collect();
    let words: Vec<String> = fold_for_search(&query).split_whitespace().map(str::to_owned).collect();
    let limit = if words.is_empty() { PAGE_LENGTH as i64 + 1 } else { SEARCHED_MAX };
    let by = &by.user().id;
    let after = findable(after).filter(|_| words.is_empty()).unwrap_or_default();
    let (mut found, duties) = office
        .store
        .read(async |tx| {
            let mut found = directory::list(tx, by, after, limit).await?;
            found.retain(|person| matches(person, &words));
            found.truncate(PAGE_LENGTH + 1);
            let last = found.last().map(|person| person.email.clone()).unwrap_or_default();
            let duties = directory::duties(tx, after, &last).await?;
            Ok::<_, Error>((found, duties))
        })
        .await?;
    let more = found.len() > PAGE_LENGTH;
    found.truncate(PAGE_LENGTH);
    let next = found.last().filter(|_| more && words.is_empty()).map(|person| {
        let after: String = url::form_urlencoded::byte_serialize(person.email.as_bytes()).collect();
        format!("/admin/people?after={after}")
    });
    let t = page.t;
    let rows = found.into_iter().map(|person| Row::new(t, person, &duties)).collect();
    Ok(PeoplePage { cut: more && next.is_none(), page: page.titled(t.admin_people()), query, rows, next })
}

/// Whether every word stands in the name or the address.
fn matches(person: &Listed, words: &[String]) -> bool {
    let text = fold_for_search(&format!("{} {}", person.name, person.email));
    words.iter().all(|word| text.contains(word.as_str()))
}
