//! What nobody types and some program sends: every form answers with a sentence, changes nothing and never breaks.
use coopfund::access::Duty;
use rocket::http::Method;

use crate::world::{Answer, Person, World, everywhere};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// Values for any text field. A story posts each into each field.
pub fn nasty_texts() -> Vec<(&'static str, String)> {
    vec![
        ("NUL", "a\0b@example.vn".into()),
        ("emoji", "👩🏽‍🌾🌾@example.vn".into()),
        ("right-to-left marks", "\u{202e}nv.elpmaxe@a\u{202c}\u{200f}".into()),
        ("100 000 letters", "đ".repeat(100_000)),
        // Compresses badly: what a database can hide of a long repetition, it cannot hide of this.
        (
            "100 000 different characters",
            (0..20_000_u32).map(|n| format!("{:05x}", n.wrapping_mul(2_654_435_761) % 1_048_576)).collect(),
        ),
        ("control characters", "a\u{1b}[31m\u{7f}\u{85}b".into()),
        ("the mark of broken UTF-8", "\u{fffd}\u{fffd}".into()),
        ("combining marks", format!("a{}", "\u{301}".repeat(500))),
        ("SQL", "' OR 1=1; DROP TABLE users; --".into()),
        ("HTML", "<script>alert(1)</script>\"'><img src=x>".into()),
        ("a template", "{{ 7 * 7 }}{% raw %}".into()),
        ("lines", "a\r\nSet-Cookie: x=y\r\n\r\n".into()),
        ("spaces", " \t\u{a0}\u{3000} ".into()),
        ("a number", "1000000000000000000000000000000000000000".into()),
        ("nothing", String::new()),
    ]
}

/// The answer is a refusal (4xx) with a sentence, and does not give the input back as markup.
#[track_caller]
pub fn refused(what: &str, answer: Answer) -> Answer {
    assert!(
        (400..500).contains(&answer.status),
        "{} with {what} answered {}: {}",
        answer.asked,
        answer.status,
        answer.words()
    );
    assert!(
        answer.words().contains('.'),
        "{} with {what} ({}) says no sentence: {}",
        answer.asked,
        answer.status,
        answer.words()
    );
    answer.is_silent_about("<script>alert")
}

/// What does not depend on a form's fields: no form at all, another kind of body, one too large, one that is not UTF-8.
pub async fn broken_bodies(person: &Person, path: &str) {
    let token = person.form_token().await;
    let with_token = |rest: &[u8]| [format!("token={token}&").as_bytes(), rest].concat();
    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", "application/unknown", "%%%", ""]
    {
        refused(kind, person.send(Method::Post, path, &[("Content-Type", kind)], &with_token(b"a=b")).await);
    }
    refused("no content type", person.send(Method::Post, path, &[], &with_token(b"a=b")).await);
    let large = with_token("email=".bytes().chain(std::iter::repeat_n(b'a', 300_000)).collect::<Vec<_>>().as_slice());
    refused("300 kB", person.send(Method::Post, path, &[FORM], &large).await.is(413));
    for bytes in [b"%ff%fe=%c3%28".as_slice(), b"\xff\xfe\xc3\x28", b"&&&===%%%", b"token=&token=", b"\0\0\0"] {
        refused("broken bytes", person.send(Method::Post, path, &[FORM], bytes).await);
    }
}

/// Posts each nasty value into each of the fields, the others as given, and hands each answer to `expect`.
pub async fn each_field(person: &Person, path: &str, good: &[(&str, &str)], expect: impl Fn(&str, Answer)) {
    for (what, value) in nasty_texts() {
        for at in 0..good.len() {
            let mut fields = good.to_vec();
            fields[at].1 = &value;
            expect(&format!("{what} in {}", fields[at].0), person.post(path, &fields).await);
        }
    }
}

/// An answer that is no failure: a refusal with a sentence, or a page of ours.
fn not_broken(what: &str, answer: Answer) {
    match answer.status {
        303 => {
            assert!(answer.location().starts_with('/'), "{} with {what} leads to {}", answer.asked, answer.location())
        }
        _ => drop(refused(what, answer)),
    }
}

async fn accounts(world: &World) -> i64 {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM users";
    let row: Option<(i64,)> = world.office().store.glance(sql, vec![]).await.expect("counted");
    row.expect("a row").0
}

story! {
    /// The sign-in form.
    async fn the_sign_in_form_takes_anything(world: &World) {
        let stranger = world.stranger();
        for (what, value) in nasty_texts() {
            // From an address of its own each, or it would be slowed down and never looked at.
            refused(what, stranger.post("/sign-in", &[("email", &value), ("password", "một câu dễ nhớ"), ("back", "/")]).await);
            world.advance(chrono::TimeDelta::minutes(16));
            refused(what, stranger.post("/sign-in", &[("email", "a@example.vn"), ("password", &value), ("back", &value)]).await);
            world.advance(chrono::TimeDelta::minutes(16));
        }
        broken_bodies(&stranger, "/sign-in").await;
    }

    /// The forms that answer alike whatever is typed, and the choice of a language.
    async fn forms_that_answer_alike_take_anything(world: &World) {
        let stranger = world.stranger();
        each_field(&stranger, "/forgotten-password", &[("email", "nobody@example.vn")], not_broken).await;
        each_field(&stranger, "/language", &[("lang", "vi"), ("back", "/sign-in")], not_broken).await;
        broken_bodies(&stranger, "/forgotten-password").await;
        broken_bodies(&stranger, "/language").await;
        let lan = world.person("Lan", &[]).await;
        each_field(&lan, "/language", &[("lang", "vi"), ("back", "/sign-in")], not_broken).await;
        broken_bodies(&lan, "/sign-out").await;
    }

    /// The form behind a one-time link.
    async fn the_form_of_a_link_takes_anything(world: &World) {
        let link = coopfund::actions::people::first_administrator_link(world.office()).await.expect("made").expect("a link");
        let link = url::Url::parse(&link).expect("a link").path().to_owned();
        let stranger = world.stranger();
        for (what, value) in nasty_texts().into_iter().filter(|(what, _)| !matches!(*what, "SQL" | "HTML" | "a template" | "a number" | "emoji" | "combining marks")) {
            refused(what, stranger.post(&link, &[("email", &value), ("name", "Quản"), ("password", "một câu dễ nhớ")]).await);
            refused(what, stranger.post(&link, &[("email", "quan@example.vn"), ("name", &value), ("password", "một câu dễ nhớ")]).await);
        }
        for password in ["", "ngắn", &"đ".repeat(201), &"d".repeat(100_000)] {
            refused("a password", stranger.post(&link, &[("email", "quan@example.vn"), ("name", "Quản"), ("password", password)]).await.is(422));
        }
        broken_bodies(&stranger, &link).await;
        assert_eq!(accounts(world).await, 0, "nothing was changed");
    }

    /// Every page and door that asks for something in its query takes anything there.
    async fn queries_take_anything(world: &World) {
        let fund = world.lending("dienbien-htx").await;
        let loan = fund.signed().await;
        let all = [Duty::Administrator, Duty::Appraiser, Duty::Approver, Duty::Cashier, Duty::Auditor].map(everywhere);
        let person = world.person("Mọi việc", &all).await;
        let (mut asked, mut broken) = (0, Vec::new());
        for route in world.rocket().routes().filter(|route| route.method == Method::Get) {
            let uri = route.uri.to_string();
            let Some((path, query)) = uri.split_once('?') else { continue };
            let path = match path {
                path if path.starts_with("/loans/") || path.contains("/loans/") => path.replace("<id>", &loan),
                path => path.replace("<code>", "dienbien-htx").replace("<fund>", "dienbien-htx").replace("<name>", "portfolio"),
            };
            let given = |name: &str| matches!(name, "fund" | "format" | "as_of" | "report");
            let names: Vec<&str> = query.split('&').map(|part| part.trim_matches(['<', '>', '.'])).collect();
            // A form of several fields shows only its own name: these are what ours are made of.
            let names = if names.contains(&"paging") || names.contains(&"asked") { [names, vec!["after", "limit", "before", "object", "kind"]].concat() } else { names };
            for name in &names {
                for value in ["%00", "%FF%FE", "%E2%80%AE", "%F0%9F%98%80", "'%20OR%201=1", "-1", "99999999999999999999", &"x".repeat(3_000), ""] {
                    let others = names.iter().filter(|other| *other != name && given(other)).map(|other| match *other {
                        "fund" => "fund=dienbien-htx",
                        "format" => "format=csv",
                        "as_of" => "as_of=2026-03-02",
                        _ => "report=portfolio",
                    });
                    let query: Vec<String> = others.map(str::to_owned).chain([format!("{name}={value}")]).collect();
                    let address = format!("{path}?{}", query.join("&"));
                    let answer = if path.starts_with("/api/") { person.api_get(&address).await } else { person.get(&address).await };
                    if answer.status >= 500 {
                        broken.push(answer.asked);
                    }
                    asked += 1;
                }
            }
        }
        assert_eq!(broken, Vec::<String>::new());
        assert!(asked > 300, "only {asked} questions: has the shape of the routes changed?");
        for mail in world.mailbox().await {
            world.expect_mails(&mail.kind).await;
        }
    }

    /// Beginning an application on behalf of a cooperative.
    async fn the_form_that_begins_takes_anything(world: &World) {
        let fund = world.lending("dienbien-htx").await;
        let good = [("fund", "dienbien-htx"), ("cooperative", "nowhere"), ("q", "son")];
        each_field(&fund.appraiser, "/applications", &good, |what, answer| drop(refused(what, answer))).await;
        broken_bodies(&fund.appraiser, "/applications").await;
    }

    /// Paths, methods and headers that no page of ours makes.
    async fn paths_and_headers_take_anything(world: &World) {
        let stranger = world.stranger();
        for path in ["/links/%00", "/links/%ff%fe", "/links/..%2f..%2fetc%2fpasswd", "/static/..%2fCargo.toml", "/static/%2e%2e/Cargo.toml", "/%E2%80%AE", "/nowhere", "/sign-in/", "//", "/sign-in?back=%00%ff", "/\u{1F33E}"] {
            let answer = stranger.get(path).await;
            assert!(answer.status < 500, "{path}: {}", answer.status);
            if answer.status >= 400 {
                refused(path, answer);
            }
        }
        refused("a long path", stranger.get(&format!("/links/{}", "a".repeat(100_000))).await);
        for method in [Method::Put, Method::Delete, Method::Patch, Method::Options] {
            refused("another method", stranger.send(method, "/sign-in", &[], b"x=1").await);
        }
        for (name, value) in [("Cookie", "session=\u{1F33E}; visitor=;;;=; lang=xx"), ("Accept-Language", "\u{1F33E}"), ("User-Agent", "\u{202e}"), ("If-None-Match", "*"), ("Accept-Encoding", "br;q=x")] {
            assert!(stranger.send(Method::Get, "/sign-in", &[(name, value)], b"").await.status < 400, "{name}: {value}");
        }
        for (name, value) in [("session", "invented"), ("visitor", "invented"), ("lang", "xx"), ("_flash", "7:successinvented")] {
            stranger.set_cookie(rocket::http::Cookie::new(name, value));
            stranger.get("/sign-in").await.is(200);
        }
    }
}
