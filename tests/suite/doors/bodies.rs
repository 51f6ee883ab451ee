//! What no body may hold: every door answers with a pointer and a sentence, and nothing changes.
use rocket::http::Method;
use serde_json::{Value as Json, json};

use crate::world::dump::difference;
use crate::world::team::{Team, tranche};
use crate::world::{Answer, Person, World};

/// A door that takes a body: who knocks, where, and what would be right there.
struct Door<'t> {
    by: &'t Person,
    method: Method,
    path: String,
    good: Json,
}

fn door<'t>(by: &'t Person, path: &str, good: Json) -> Door<'t> {
    Door { by, method: Method::Post, path: format!("/api/v1/{path}"), good }
}

/// The doors of related persons.
fn relations(team: &Team, today: chrono::NaiveDate) -> [Door<'_>; 2] {
    [
        door(
            &team.appraiser,
            &format!("cooperatives/{}/related", team.cooperative),
            json!({ "kind": "owner", "name": "Lò Văn Hặc", "identifier": "011085000123", "from": today, "document": "Bản khai" }),
        ),
        door(
            &team.appraiser,
            &format!("cooperatives/{}/related-statement", team.cooperative),
            json!({ "date": today, "document": "Bản khai" }),
        ),
    ]
}

/// The doors of a cooperative after the decision, and those that answer it.
async fn borrowers<'t>(world: &World, team: &'t Team, approved: &str, active: &str) -> Vec<Door<'t>> {
    let today = world.today();
    let ask = |body: Json| door(&team.applicant, &format!("loans/{active}/requests"), body);
    let more_time = json!({ "kind": "more_time", "purpose": "Lũ", "plan": "Lùi một kỳ" });
    let made = team.deed(&team.applicant, &format!("loans/{active}/requests"), &more_time).await.is(201).json();
    let at = |end: &str| format!("requests/{}/{end}", made["id"].as_str().expect("an id"));
    for kind in ["ask_made", "ask_received"] {
        world.expect_mails(kind).await;
    }
    vec![
        ask(json!({ "kind": "payment", "amount": 1_000_000, "date": today, "reference": "R", "again": false })),
        ask(json!({ "kind": "prepayment", "amount": 1_000_000, "date": today, "effect": "next" })),
        ask(json!({ "kind": "more_time", "purpose": "Hạn", "plan": "Giãn nợ" })),
        door(&team.appraiser, &at("refuse"), json!({ "reason": "Không" })),
        door(&team.appraiser, &at("answer"), json!({ "answer": "Được" })),
        door(&team.applicant, &at("withdraw"), json!({})),
        door(&team.applicant, &format!("loans/{approved}/offer/accept"), json!({ "declared": true })),
        door(&team.applicant, &format!("loans/{approved}/offer/decline"), json!({ "reason": "Không vay" })),
    ]
}

/// Every door, at records in whose state it would open.
async fn doors<'t>(world: &World, team: &'t Team) -> Vec<Door<'t>> {
    let (draft, submitted) = (team.begin(50_000_000).await, team.submitted(50_000_000).await);
    let (appraised, approved) = (team.appraised(50_000_000).await, team.approved(50_000_000).await);
    let (signed, active) = (team.signed(world, 50_000_000).await, team.active(world, 50_000_000).await);
    let today = world.today();
    let appraisal = json!({ "recommendation": "approve", "amount": 50_000_000, "term_months": 36, "annual_rate_percent": "6", "note": "Khả thi" });
    let cooperative = json!({ "code": "5600123452", "name": "HTX Mới", "commune": "Mường Thanh", "province": "Điện Biên", "sector": "crops", "founded": "2022-05-01", "members": 9 });
    let movement = json!({ "date": today, "kind": "contribution", "amount": 1_000_000, "document": "QĐ 1" });
    let facts = json!({ "fund": team.fund, "on": today, "province": "Điện Biên", "request": { "amount": 1_000_000, "annual_rate_percent": "6", "term_months": 12 } });
    let mut all = vec![
        door(&team.applicant, "applications", team.wanted(50_000_000)),
        door(&team.applicant, &format!("applications/{draft}/submit"), json!({})),
        door(&team.applicant, &format!("applications/{draft}/withdraw"), json!({})),
        door(
            &team.appraiser,
            &format!("applications/{submitted}/return"),
            json!({ "needed": ["Giấy tờ"], "until": "2026-04-01" }),
        ),
        door(&team.appraiser, &format!("applications/{submitted}/appraise"), appraisal),
        door(
            &team.approver,
            &format!("applications/{appraised}/approve"),
            json!({ "amount": 50_000_000, "annual_rate_percent": "6", "note": "Đồng ý" }),
        ),
        door(&team.approver, &format!("applications/{appraised}/reject"), json!({ "reason": "Không" })),
        door(&team.cashier, &format!("loans/{approved}/sign"), json!({ "number": "9", "date": today })),
        door(&team.cashier, &format!("loans/{approved}/cancel"), json!({})),
        door(&team.cashier, &format!("loans/{signed}/disbursements"), tranche(world, 50_000_000)),
        door(&team.cashier, &format!("loans/{active}/close-drawing"), json!({})),
        door(
            &team.cashier,
            &format!("loans/{active}/repayments"),
            json!({ "date": today, "amount": 1_000_000, "reference": "R" }),
        ),
        door(
            &team.cashier,
            &format!("loans/{active}/prepayments"),
            json!({ "date": today, "amount": 1_000_000, "reference": "R", "effect": "next" }),
        ),
        door(
            &team.appraiser,
            &format!("loans/{active}/restructure"),
            json!({ "kind": "rate", "annual_rate_percent": "5", "reason": "Ưu đãi", "date": today, "request": { "by": "HTX", "on": today, "document": "Đơn" } }),
        ),
        door(&team.cashier, &format!("loans/{active}/reversals"), json!({ "event": "x", "reason": "Nhầm" })),
        door(&team.appraiser, "cooperatives", cooperative.clone()),
        door(&team.applicant, "eligibility", facts),
        door(&team.administrator, &format!("funds/{}/capital-movements", team.fund), movement),
    ];
    all.extend(relations(team, today));
    all.extend(borrowers(world, team, &approved, &active).await);
    let entrusted = json!({ "date": today, "kind": "received", "amount": 1_000_000, "entruster": "Quỹ", "document": "HĐ", "document_date": today });
    all.push(door(&team.administrator, &format!("funds/{}/entrusted-movements", team.fund), entrusted));
    let change = |by: &'t Person, path: String, good| Door { by, method: Method::Patch, path, good };
    all.push(change(&team.applicant, format!("/api/v1/applications/{draft}"), team.wanted(60_000_000)));
    all.push(change(&team.appraiser, format!("/api/v1/cooperatives/{}", team.cooperative), cooperative));
    all
}

impl Door<'_> {
    async fn send(&self, kind: &str, body: &[u8]) -> Answer {
        let bearer = format!("Bearer {}", self.by.api_token().await);
        let mut headers = vec![("Authorization", bearer.as_str())];
        if !kind.is_empty() {
            headers.push(("Content-Type", kind));
        }
        self.by.send(self.method, &self.path, &headers, body).await
    }
}

const JSON: &str = "application/json";

#[track_caller]
fn refused(what: &str, answer: Answer, statuses: &[u16]) -> Json {
    assert!(statuses.contains(&answer.status), "{} with {what}: {} {}", answer.asked, answer.status, answer.text());
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{} with {what}", answer.asked);
    let problem = answer.json();
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "{what}: {problem}");
    assert_eq!(problem["status"], answer.status);
    problem
}

/// What is wrong whatever the door: no JSON, another kind, too much of it.
async fn broken(door: &Door<'_>) {
    let good = door.good.to_string();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "%%%",
        "",
    ] {
        refused(kind, door.send(kind, good.as_bytes()).await, &[415]);
    }
    let large = format!("{{\"note\": \"{}\"}}", "a".repeat(2_000_000));
    assert_eq!(refused("2 MB", door.send(JSON, large.as_bytes()).await, &[413])["code"], "too_large");
    let deep = format!("{{\"note\": {}", "[".repeat(100_000));
    let wide = format!("{{\"note\": [{}0]}}", "[],".repeat(100_000));
    let bodies: [(&str, &[u8]); 12] = [
        ("broken UTF-8", b"{\"note\": \"\xff\xfe\"}"),
        ("a NUL", b"{\"note\": \"\\u0000\"}"),
        ("a raw NUL", b"{\"note\": \"\0\"}"),
        ("a bidi mark", "{\"note\": \"\u{202e}\"}".as_bytes()),
        ("half a surrogate", b"{\"note\": \"\\ud800\"}"),
        ("an array", b"[]"),
        ("a number", b"1"),
        ("half an object", b"{\"note\": "),
        ("two objects", b"{} {}"),
        ("a field twice", b"{\"note\": \"a\", \"note\": \"a\"}"),
        ("an unknown field", b"{\"colour\": \"red\"}"),
        ("white space", b"  "),
    ];
    for (what, body) in bodies.into_iter().chain([("a JSON bomb", deep.as_bytes()), ("a wide bomb", wide.as_bytes())]) {
        let problem = refused(what, door.send(JSON, body).await, &[422]);
        assert!(problem["errors"][0]["pointer"].is_string(), "{what}: {problem}");
    }
}

/// Values no field of ours takes, put into each field in turn.
async fn each_field(door: &Door<'_>) {
    let nasty = [
        json!(1.5),
        json!(-5),
        json!(1_000_000_000_000_000_000_i64),
        json!(1e300),
        json!({ "a": 1 }),
        json!([[1]]),
        json!("2026-02-30"),
        json!("+12026-02-03"),
        json!("0000-00-00"),
        json!("20260230"),
        json!("99999999999-01-01"),
        json!("\u{200f}"),
        json!("a\u{0}b"),
        json!("1e6"),
        json!("đ".repeat(100_000)),
    ];
    for name in door.good.as_object().expect("an object").keys() {
        for value in &nasty {
            let mut body = door.good.clone();
            body[name] = value.clone();
            let what = format!("{name}: {:.60}", value.to_string());
            let free_text = matches!(
                name.as_str(),
                "purpose"
                    | "plan"
                    | "answer"
                    | "note"
                    | "reason"
                    | "number"
                    | "payee"
                    | "evidence"
                    | "reference"
                    | "document"
                    | "identifier"
                    | "entruster"
                    | "name"
                    | "commune"
                    | "province"
            );
            if free_text && value.as_str().is_some_and(|text| text.len() < 30 && !text.contains(['\u{0}', '\u{200f}']))
            {
                continue;
            }
            let answer = door.send(JSON, body.to_string().as_bytes()).await;
            let pointer = format!("/{name}");
            let problem = refused(&what, answer, &[422]);
            let told = problem["errors"][0]["pointer"].as_str().unwrap_or_default();
            assert!(told.starts_with(&pointer), "{} with {what} points to {told}: {problem}", door.path);
        }
    }
}

story! {
    /// Bodies that are no JSON of ours.
    async fn a_broken_body_opens_no_door(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let doors = doors(world, &team).await;
        for door in &doors {
            door.by.api_token().await;
        }
        let before = world.dump_but_audit().await;
        for door in &doors {
            broken(door).await;
        }
        assert_eq!(difference(&before, &world.dump_but_audit().await), Vec::<String>::new(), "nothing changes");
        for kind in ["receipt", "approved", "disbursed"] {
            world.expect_mails(kind).await;
        }
    }

    /// Values that no field takes.
    async fn a_wrong_value_opens_no_door(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let doors = doors(world, &team).await;
        for door in &doors {
            door.by.api_token().await;
        }
        let before = world.dump_but_audit().await;
        for door in &doors {
            each_field(door).await;
        }
        assert_eq!(difference(&before, &world.dump_but_audit().await), Vec::<String>::new(), "nothing changes");
        for kind in ["receipt", "approved", "disbursed"] {
            world.expect_mails(kind).await;
        }
    }
}
