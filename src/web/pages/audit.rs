//! The audit trail and the check of the books, for auditors.
use askama::Template;
use askama_web::WebTemplate;
use rocket::form::FromForm;
use rocket::{Route, State, get, post, routes};
use serde_json::Value as Json;
use url::form_urlencoded::Serializer;

use crate::access::{Auditor, Witness};
use crate::actions::Office;
use crate::reports::verify::{Verified, verify};
use crate::store::audit::{Filter, NamedRow, SYSTEM, history};
use crate::store::{StoreError, funds};
use crate::text::{Texts, format};
use crate::web::forms::findable;
use crate::web::{Answer, Page, Posted};

/// So many rows a page.
const ROWS: usize = 50;

pub fn routes() -> Vec<Route> {
    routes![trail, verify_page, verify_now]
}

/// What the page is narrowed to, as it stands in the address.
#[derive(Debug, Clone, FromForm)]
struct Asked {
    /// A fund's code, or `system`.
    fund: Option<String>,
    /// The kind and id of one object.
    kind: Option<String>,
    object: Option<String>,
    before: Option<String>,
}

impl Asked {
    fn of_fund_only(&self) -> Asked {
        Asked { fund: self.fund.clone(), kind: None, object: None, before: None }
    }

    /// The address of this page with another beginning.
    fn address(&self, before: Option<&str>) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in [("fund", self.fund.as_deref()), ("kind", self.kind.as_deref())] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                query.append_pair(name, value);
            }
        }
        for (name, value) in [("object", self.object.as_deref()), ("before", before)] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                query.append_pair(name, value);
            }
        }
        format!("/audit?{}", query.finish())
    }
}

/// A row as it is shown.
struct RowView {
    at: String,
    when: String,
    who: String,
    what: String,
    refused: bool,
    kind: String,
    object: String,
    /// Where the object itself is shown.
    href: Option<String>,
    /// This page with only the rows about the object.
    only: String,
    changes: Vec<Change>,
    place: String,
    address: Option<String>,
    hash: String,
    previous_hash: String,
}

/// A field of what stood before and after.
struct Change {
    field: String,
    before: String,
    after: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "audit/trail.html")]
struct TrailPage {
    page: Page,
    funds: Vec<(String, String)>,
    fund: String,
    /// The one object the rows are about, and the address without that.
    only: Option<(String, String)>,
    rows: Vec<RowView>,
    newest: Option<String>,
    older: Option<String>,
}

#[get("/audit?<asked..>")]
async fn trail(page: Page, auditor: Auditor, asked: Asked, office: &State<Office>) -> Answer<TrailPage> {
    let t = page.t;
    let user = auditor.user();
    let (mut rows, all) = office
        .store
        .read(async |tx| -> Result<_, StoreError> {
            let all = funds::list_for_staff(tx, &user.id).await?;
            let code = findable(asked.fund.as_deref());
            // A fund that is not the auditor's is a chain without rows, like one that is not there.
            let chain =
                code.map(|code| all.iter().find(|fund| fund.code == code).map_or(code, |fund| &fund.id).to_owned());
            let object_id = findable(asked.object.as_deref()).map(str::to_owned);
            let before = findable(asked.before.as_deref()).map(str::to_owned);
            let filter = Filter { chain, object_id, before, limit: ROWS as i64 + 1 };
            Ok((history(tx, &user.id, &filter).await?, all))
        })
        .await?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let older = more.then(|| rows.last().map(|last| asked.address(Some(&last.row.id)))).flatten();
    let newest = asked.before.is_some().then(|| asked.address(None));
    let name = |row: &NamedRow| row.object_name.clone().unwrap_or_else(|| row.row.object_id.clone());
    let only = asked.object.as_deref().filter(|id| !id.is_empty()).map(|id| {
        let named = rows.first().map_or_else(|| id.to_owned(), name);
        let kind = asked.kind.as_deref().map(|kind| t.object_kind(kind).to_owned()).unwrap_or_default();
        (format!("{kind} {named}"), asked.of_fund_only().address(None))
    });
    let mut choices: Vec<(String, String)> =
        all.iter().map(|fund| (fund.code.clone(), t.pick(&fund.name_vi, &fund.name_en).to_owned())).collect();
    choices.push((SYSTEM.to_owned(), t.audit_system_chain().to_owned()));
    let chain_name = |chain: &str| {
        all.iter().find(|fund| fund.id == chain).map_or_else(|| chain.to_owned(), |fund| fund.code.clone())
    };
    let rows = rows.into_iter().map(|row| show(t, &asked, &chain_name, row)).collect();
    let fund = asked.fund.clone().unwrap_or_default();
    Ok(TrailPage { page: page.titled(t.audit_title()), funds: choices, fund, only, rows, newest, older })
}

fn show(t: Texts, asked: &Asked, chain_name: &impl Fn(&str) -> String, named: NamedRow) -> RowView {
    let NamedRow { row, object_name } = named;
    let href = match row.object_kind.as_str() {
        "application" | "loan" | "cooperative" if object_name.is_some() => {
            Some(format!("/{}s/{}", row.object_kind, row.object_id))
        }
        _ => None,
    };
    let about = Asked {
        fund: asked.fund.clone(),
        kind: Some(row.object_kind.clone()),
        object: Some(row.object_id.clone()),
        before: None,
    };
    let who = if row.actor_id.is_none() && row.actor_name == SYSTEM { t.audit_system().into() } else { row.actor_name };
    RowView {
        at: row.at.to_rfc3339(),
        when: format::instant(row.at),
        who,
        what: t.deed(&row.action).to_owned(),
        refused: row.outcome == "refused",
        kind: t.object_kind(&row.object_kind).to_owned(),
        object: object_name.unwrap_or_else(|| shortened(&row.object_id)),
        href,
        only: about.address(None),
        changes: changes(row.before.as_ref().map(|doc| &doc.0), row.after.as_ref().map(|doc| &doc.0)),
        place: format!("{}/{}", chain_name(&row.chain), row.seq),
        address: row.address,
        hash: row.hash,
        previous_hash: row.previous_hash,
    }
}

/// An identifier or address short enough for a line; what was cut stands in the row's details.
fn shortened(id: &str) -> String {
    const CHARACTERS_MAX: usize = 60;
    match id.char_indices().nth(CHARACTERS_MAX) {
        Some((cut, _)) => format!("{}…", &id[..cut]),
        None => id.to_owned(),
    }
}

/// Before and after, field by field; what is not an object is one nameless field.
fn changes(before: Option<&Json>, after: Option<&Json>) -> Vec<Change> {
    let fields = |doc: Option<&Json>| match doc {
        Some(Json::Object(map)) => map.iter().map(|(name, value)| (name.clone(), words(value))).collect(),
        None | Some(Json::Null) => Vec::new(),
        Some(other) => vec![(String::new(), words(other))],
    };
    let (before, after) = (fields(before), fields(after));
    let find = |side: &[(String, String)], name: &str| {
        side.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let mut names: Vec<&String> = before.iter().chain(&after).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    let change = |name: &String| Change { field: name.clone(), before: find(&before, name), after: find(&after, name) };
    names.into_iter().map(change).collect()
}

fn words(value: &Json) -> String {
    match value {
        Json::Null => "–".to_owned(),
        Json::String(text) => text.clone(),
        Json::Object(_) | Json::Array(_) => serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string()),
        other => other.to_string(),
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "audit/verify.html")]
struct VerifyPage {
    page: Page,
    /// `None` before the button was pressed.
    seen: Option<Verified>,
}

#[get("/audit/verify")]
fn verify_page(page: Page, _auditor: Auditor) -> VerifyPage {
    let title = page.t.verify_title();
    VerifyPage { page: page.titled(title), seen: None }
}

/// Changes nothing, but reads everything: by a button, not by every robot that follows a link.
#[post("/audit/verify", data = "<_posted>")]
async fn verify_now(page: Page, _auditor: Auditor, _posted: Posted, office: &State<Office>) -> Answer<VerifyPage> {
    let title = page.t.verify_title();
    Ok(VerifyPage { seen: Some(verify(office).await?), page: page.titled(title) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn before_and_after_stand_side_by_side() {
        let told: Vec<_> = changes(Some(&json!({"a": 1, "b": "x"})), Some(&json!({"b": "y", "c": null})))
            .into_iter()
            .map(|change| (change.field, change.before, change.after))
            .collect();
        let told: Vec<_> = told.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(told, [("a", "1", ""), ("b", "x", "y"), ("c", "", "–")]);
        assert!(changes(None, Some(&Json::Null)).is_empty());
    }

    #[test]
    fn the_filter_survives_turning_the_page() {
        let asked = Asked { fund: Some("điện".into()), kind: None, object: Some("a&b".into()), before: None };
        assert_eq!(asked.address(Some("x")), "/audit?fund=%C4%91i%E1%BB%87n&object=a%26b&before=x");
    }
}
