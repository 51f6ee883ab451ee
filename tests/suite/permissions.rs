//! Who may knock at which door: every mounted route × every role × a record of the role's own fund or cooperative and a
//! foreign one, as one table (`golden/permissions.txt`).
//!
//! A new route makes this test fail until somebody has looked at its lines: `BLESS=1 cargo test permissions` writes the table
//! anew, the review reads the difference. A parameter in a path is replaced by `Records::value_of`.
//!
//! What the cells say: a status, or where a page is left for: `in` is the way to sign in, `done` another redirect after a deed.
//! Pages are asked with a session, doors (`/api/v1`) with a token. The application is withdrawn and the loan cancelled, and
//! what is sent is readable (`FIELDS`, `body_of`): so that `409` means "you may, but no longer", `404` "not yours", `403` "not
//! your duty", and nothing changes from one line to the next.
use std::collections::BTreeMap;
use std::fmt::Write as _;

use rocket::Route;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use coopfund::access::Duty;

use crate::world::{Answer, Lending, PASSWORD, Person, World, staff};

/// Routes that do not ask who somebody is but something else, and what.
const LEFT_OUT: [(&str, &str); 2] =
    [("/metrics", "the caller's address"), ("/sign-in", "a password, and not too often")];

/// What every form is sent: what a form does not know it does not read.
const FIELDS: [(&str, &str); 9] = [
    ("amount", "1000000"),
    ("date", "2026-03-02"),
    ("until", "2026-03-20"),
    ("number", "1/HĐTD"),
    ("reason", "Thử quyền"),
    ("note", "Thử quyền"),
    ("recommendation", "reject"),
    ("effect", "shorter"),
    ("needed", "Báo cáo tài chính"),
];

/// A readable body for the doors that look at it before they look for the record.
fn body_of(route: &str) -> Json {
    let payment = json!({ "date": "2026-03-02", "amount": 1_000_000, "reference": "FT 1" });
    match route.rsplit('/').next().unwrap_or_default() {
        "return" => json!({ "needed": ["Báo cáo tài chính"], "until": "2026-03-20" }),
        "appraise" => json!({ "recommendation": "reject", "note": "Thử quyền" }),
        "reject" => json!({ "reason": "Thử quyền" }),
        "refer" => json!({ "number": "1/CV", "date": "2026-03-02", "note": "Thử quyền" }),
        "outcome" => json!({ "granted": false, "number": "1/QĐ", "date": "2026-03-02", "reason": "Thử quyền" }),
        "balances" => json!({ "as_of": "2026-03-02", "balance": 1, "document": "Thử quyền" }),
        "book-closes" => json!({ "closed_to": "2026-03-01", "reason": "Thử quyền" }),
        "review" => json!({ "accepted": true }),
        "account" => json!({ "bank": "970403", "number": "1", "holder": "Thử quyền", "from": "2026-03-02" }),
        "requests" => json!({ "kind": "more_time", "purpose": "Thử quyền", "plan": "Thử quyền" }),
        "refuse" => json!({ "reason": "Thử quyền" }),
        "answer" => json!({ "answer": "Thử quyền" }),
        "accept" => json!({ "declared": true }),
        "decline" => json!({ "reason": "Thử quyền" }),
        "sign" => json!({ "number": "1/HĐTD", "date": "2026-03-02" }),
        "disbursements" => json!({ "date": "2026-03-02", "amount": 1_000_000, "payee": "A", "evidence": "B" }),
        "repayments" => payment,
        "prepayments" => json!({ "date": "2026-03-02", "amount": 1_000_000, "effect": "shorter" }),
        "restructure" => json!({ "kind": "rate", "annual_rate_percent": "5", "reason": "Thử quyền" }),
        "reversals" => json!({ "event": NOWHERE, "reason": "Thử quyền" }),
        _ => json!({}),
    }
}

/// An id that exists nowhere.
const NOWHERE: &str = "00000000-0000-7000-8000-000000000000";

const ROLES: [&str; 9] = [
    "anonymous",
    "applicant",
    "other applicant",
    "appraiser",
    "approver",
    "cashier",
    "auditor",
    "administrator",
    "staff elsewhere",
];

/// The people of the roles. "Own" is of the fund and cooperative of all but the two named otherwise.
struct Cast {
    people: Vec<(&'static str, Person)>,
}

impl Cast {
    fn of(world: &World, own: &Lending<'_>, foreign: &Lending<'_>) -> Cast {
        let people = [
            world.stranger(),
            own.applicant.clone(),
            foreign.applicant.clone(),
            own.appraiser.clone(),
            own.approver.clone(),
            own.cashier.clone(),
            own.auditor.clone(),
            own.administrator.clone(),
            foreign.appraiser.clone(),
        ];
        Cast { people: ROLES.into_iter().zip(people).collect() }
    }
}

/// Ids to put into paths: one of each kind, all of one fund and cooperative.
struct Records {
    by_place: BTreeMap<&'static str, String>,
}

impl Records {
    async fn of(world: &World, lending: &Lending<'_>) -> Records {
        // Somebody nobody in the cast is: the administrator closes this account on the way.
        let bystander =
            world.account(&format!("Bystander {}", lending.code), &[staff(Duty::Auditor, &lending.fund)]).await;
        let by_place = BTreeMap::from([
            ("fund", lending.code.clone()),
            ("cooperative", lending.cooperative.clone()),
            ("application", lending.withdrawn().await),
            ("loan", lending.cancelled().await),
            ("restructuring", lending.withdrawn_proposal().await),
            ("ask", lending.withdrawn_ask().await),
            ("user", bystander.id),
        ]);
        Records { by_place }
    }

    /// What stands for a parameter of a route. An unknown one gets an id that exists nowhere: the table then shows 404s, which
    /// its reviewer asks about.
    fn value_of(&self, route: &str, parameter: &str) -> String {
        let nouns = [
            ("/applications/", "application"),
            ("/loans/", "loan"),
            ("/asks/", "ask"),
            ("/requests/", "ask"),
            ("/restructurings/", "restructuring"),
            ("/cooperatives/", "cooperative"),
            ("/people/", "user"),
            ("/users/", "user"),
            ("/funds/", "fund"),
        ];
        let place = match parameter {
            "fund" | "code" => Some("fund"),
            // The noun nearest before the parameter.
            "id" => {
                let before = route.split("<id>").next().unwrap_or_default();
                nouns
                    .iter()
                    .filter_map(|(noun, place)| before.rfind(noun).map(|at| (at, *place)))
                    .max()
                    .map(|(_, place)| place)
            }
            _ => None,
        };
        match (place, parameter) {
            (Some(place), _) => self.by_place[place].clone(),
            (None, "name") if route.starts_with("/static/") => "app.css".to_owned(),
            (None, "name") => "portfolio".to_owned(),
            (None, "kind") => "more_time".to_owned(),
            (None, "_") => "index.html".to_owned(),
            (None, _) => NOWHERE.to_owned(),
        }
    }

    /// A route's path with its parameters filled in, without its query.
    fn path(&self, route: &str) -> String {
        let path = route.split('?').next().unwrap_or(route);
        let fill = |part: &str| match part.strip_prefix('<').and_then(|part| part.strip_suffix('>')) {
            Some(parameter) => self.value_of(route, parameter.trim_end_matches("..")),
            None => part.to_owned(),
        };
        path.split('/').map(fill).collect::<Vec<_>>().join("/")
    }
}

/// One cell.
fn cell(answer: &Answer) -> String {
    match (answer.status, answer.header("location")) {
        (301..=308, Some(to)) if to.starts_with("/sign-in?back=") => "in".to_owned(),
        (301..=308, Some(_)) => "done".to_owned(),
        (status, _) => status.to_string(),
    }
}

async fn knock(person: &Person, method: Method, path: &str, body: &Json) -> Answer {
    let anonymous = person.id.is_empty();
    if path.starts_with("/api/v1") {
        return match (anonymous, method) {
            (false, _) => person.api(method, path, body).await,
            (true, Method::Get) => person.get(path).await,
            (true, _) => person.send(method, path, &[("Content-Type", "application/json")], b"{}").await,
        };
    }
    match method {
        Method::Get => person.get(path).await,
        _ => {
            let answer = person.post(path, &FIELDS).await;
            if !anonymous && person.cookie("session").is_none() {
                person.sign_in(PASSWORD).await.is(303);
            }
            answer
        }
    }
}

/// What a route needs in its query to be asked for a record.
fn query_of(route: &str, records: &Records) -> String {
    let asked = route.split_once('?').map_or("", |(_, query)| query);
    if asked.contains("<fund>") {
        format!("?fund={}&as_of=2026-03-02&format=json", records.by_place["fund"])
    } else {
        String::new()
    }
}

/// Whose records a route can be about: without a parameter there is only one line.
fn lines_of(route: &str) -> &'static [&'static str] {
    let path = route.split('?').next().unwrap_or(route);
    let about_a_record = (path.contains('<') || route.contains("<fund>")) && !path.starts_with("/static/");
    if about_a_record && !path.contains("<_..>") { &["own", "foreign"] } else { &[""] }
}

fn mounted(world: &World) -> Vec<(Method, String)> {
    let describe = |route: &Route| (route.method, route.uri.to_string());
    let mut routes: Vec<_> = world.rocket().routes().map(describe).collect();
    routes.sort_by(|a, b| (&a.1, a.0.as_str()).cmp(&(&b.1, b.0.as_str())));
    routes.dedup();
    routes.retain(|(_, uri)| !LEFT_OUT.iter().any(|(path, _)| uri.split('?').next() == Some(path)));
    routes
}

async fn table(world: &World) -> String {
    let (own, foreign) = (world.lending("quy-a").await, world.lending("quy-b").await);
    let cast = Cast::of(world, &own, &foreign);
    let (own, foreign) = (Records::of(world, &own).await, Records::of(world, &foreign).await);
    let mut table = String::new();
    let _ = writeln!(table, "{:<56}{:<9}{}", "", "", ROLES.map(|role| format!("{role:<16}")).concat().trim_end());
    for (method, uri) in mounted(world) {
        for line in lines_of(&uri) {
            let records = if *line == "foreign" { &foreign } else { &own };
            let (path, body) = (records.path(&uri) + query_of(&uri, records).as_str(), body_of(&uri));
            let mut cells = String::new();
            for (_, person) in &cast.people {
                let answer = knock(person, method, &path, &body).await;
                assert!(answer.status < 500, "{}: {}", answer.asked, answer.words());
                let _ = write!(cells, "{:<16}", cell(&answer));
            }
            let _ = writeln!(table, "{:<56}{line:<9}{}", format!("{method} {uri}"), cells.trim_end());
        }
    }
    table
}

story! {
    /// See the module's comment.
    async fn every_door_knows_who_may_come_in(world: &World) {
        let is = table(world).await;
        for kind in world.mailbox().await {
            world.expect_mails(&kind.kind).await;
        }
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/golden/permissions.txt");
        if std::env::var("BLESS").is_ok() {
            std::fs::write(&path, &is).expect("the table can be written");
        }
        let was = std::fs::read_to_string(&path).unwrap_or_default();
        let changed: Vec<_> = is.lines().filter(|line| !was.lines().any(|known| known == *line)).map(|line| format!("+ {line}"))
            .chain(was.lines().filter(|line| !is.lines().any(|known| known == *line)).map(|line| format!("- {line}"))).collect();
        assert!(is == was, "who may knock where has changed. Read each line; if it is as it should be, BLESS=1 cargo test permissions\n{}", changed.join("\n"));
    }
}
