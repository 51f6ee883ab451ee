//! Which module may know which.
use super::rules::judge;
use super::source::{Source, Token, sources};

/// A module, what it may not use of ours, and why. The arrows are those of the module map in `src/lib.rs`.
const ARROWS: [(&str, &[&str], &str); 8] = [
    (
        "domain",
        &[
            "access", "actions", "cli", "clock", "config", "mail", "policy", "reports", "server", "store", "text",
            "web", "worker",
        ],
        "the domain decides from facts alone: no I/O, no clock, no language, no database",
    ),
    (
        "policy",
        &["access", "actions", "cli", "clock", "config", "mail", "reports", "server", "store", "web", "worker"],
        "policy is data with dates: whoever applies it brings the date and the facts",
    ),
    ("text", &["cli", "config", "mail", "server", "web", "worker"], "text only words what others know"),
    (
        "store",
        &["actions", "cli", "config", "mail", "policy", "reports", "server", "web", "worker"],
        "the store keeps and finds; deciding is for those who call it",
    ),
    (
        "actions",
        &["cli", "mail::delivery", "server", "web", "worker"],
        "a deed is the same by page, door, command and night run",
    ),
    ("reports", &["cli", "mail", "server", "web", "worker"], "a report is the same by page, door and command"),
    ("mail", &["cli", "web"], "a message is written without a request around it"),
    ("access", &["cli", "mail", "server", "web", "worker"], "who may do what does not depend on how they ask"),
];

/// An outside crate, where it may be used, and why nowhere else.
const CRATES: [(&str, &[&str], &str); 5] = [
    (
        "rocket",
        &[
            "src/web/",
            "src/server.rs",
            "src/worker.rs",
            "src/worker/",
            "src/cli/",
            "src/main.rs",
            "src/config.rs",
            "src/lib.rs",
        ],
        "Rocket is how requests come in; a deed works without one",
    ),
    ("sqlx", &["src/store/"], "the seam is the only place that knows there are two databases"),
    ("askama", &["src/web/", "src/mail.rs", "src/mail/"], "pages and mails are the only things with templates"),
    ("lettre", &["src/mail.rs", "src/mail/", "src/worker.rs", "src/worker/", "src/config.rs"], "only mail knows mail"),
    ("clap", &["src/cli/", "src/main.rs"], "only the command line knows its arguments"),
];

/// Every `crate::a::b` in a file with its line; `crate::{a::b, c::{d, e}}` is opened.
fn own_paths(source: &Source) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for at in 0..source.tokens.len() {
        if source.tokens[at].text == "crate" && source.tokens.get(at + 1).is_some_and(|next| next.text == "::") {
            open_path(&source.tokens, at + 2, "", &mut found);
        }
    }
    found
}

/// Reads a path, or a group of them, that begins at a token; where it ends.
fn open_path(tokens: &[Token], mut at: usize, prefix: &str, found: &mut Vec<(String, usize)>) -> usize {
    let mut path = prefix.to_owned();
    while let Some(token) = tokens.get(at) {
        if token.text == "{" {
            at += 1;
            while tokens.get(at).is_some_and(|token| token.text != "}") {
                at = open_path(tokens, at, &format!("{path}::"), found);
                at += usize::from(tokens.get(at).is_some_and(|token| token.text == ","));
            }
            return at + 1;
        }
        path = if path.is_empty() || path.ends_with("::") {
            path + token.text.as_str()
        } else {
            format!("{path}::{}", token.text)
        };
        at += 1;
        if tokens.get(at).is_none_or(|next| next.text != "::") {
            break;
        }
        at += 1;
    }
    // `a as b` in a group.
    while tokens.get(at).is_some_and(|token| !prefix.is_empty() && !matches!(token.text.as_str(), "," | "}")) {
        at += 1;
    }
    found.push((path.trim_start_matches(':').to_owned(), tokens.get(at).map_or(0, |token| token.line)));
    at
}

#[test]
fn arrows_point_one_way() {
    let sources: Vec<_> = sources("src").collect();
    for (module, forbidden, reason) in ARROWS {
        let mut sins = Vec::new();
        for source in sources.iter().filter(|source| source.module() == module) {
            for (path, line) in own_paths(source) {
                let hit = forbidden.iter().find(|name| path == **name || path.starts_with(&format!("{name}::")));
                sins.extend(
                    hit.map(|name| format!("{}:{line} uses crate::{path} ({name} is not for {module})", source.path)),
                );
            }
        }
        judge(&format!("src/{module} uses nothing of: {}", forbidden.join(", ")), reason, &sins);
    }
}

#[test]
fn outside_crates_stay_in_their_modules() {
    let sources: Vec<_> = sources("src").collect();
    for (name, places, reason) in CRATES {
        let mut sins = Vec::new();
        for source in sources.iter().filter(|source| !places.iter().any(|place| source.path.starts_with(place))) {
            sins.extend(source.lines_with(&[name, "::"]).iter().map(|line| format!("{}:{line}", source.path)));
        }
        judge(&format!("{name} is used only in {}", places.join(", ")), reason, &sins);
    }
}

#[test]
fn the_domain_is_pure() {
    let mut sins = Vec::new();
    for source in sources("src/domain") {
        for name in ["tokio", "sqlx", "rocket", "reqwest", "async", "await"] {
            sins.extend(source.lines_with(&[name]).iter().map(|line| format!("{}:{line} {name}", source.path)));
        }
        for run in [["std", "::", "fs"], ["std", "::", "env"], ["std", "::", "net"], ["std", "::", "process"]] {
            sins.extend(source.lines_with(&run).iter().map(|line| format!("{}:{line} {}", source.path, run.concat())));
        }
    }
    judge("src/domain is pure", "a rule that does no I/O is tested in microseconds and replayed for any date", &sins);
}

#[test]
fn the_domain_has_no_floats() {
    let mut sins = Vec::new();
    for source in sources("src/domain") {
        for token in &source.tokens {
            let float = matches!(token.text.as_str(), "f32" | "f64") || is_float_literal(&token.text);
            sins.extend(float.then(|| format!("{}:{} {}", source.path, token.line, token.text)));
        }
    }
    judge(
        "no f32, f64 or float literal in src/domain",
        "a float has no exact dong: money is an integer, a rate a decimal",
        &sins,
    );
}

fn is_float_literal(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && !text.starts_with("0x")
        && (text.contains('.') || text.ends_with("f32") || text.ends_with("f64"))
}

#[test]
fn the_clock_is_asked_in_one_place() {
    let mut sins = Vec::new();
    for source in sources("src").filter(|source| source.path != "src/clock.rs") {
        for run in [
            ["Utc", "::", "now"],
            ["Local", "::", "now"],
            ["SystemTime", "::", "now"],
            ["OffsetDateTime", "::", "now_utc"],
        ] {
            sins.extend(source.lines_with(&run).iter().map(|line| format!("{}:{line} {}", source.path, run.concat())));
        }
    }
    judge(
        "only src/clock.rs asks what time it is",
        "a story about the 31st at midnight needs a clock that can be moved",
        &sins,
    );
}

/// Where something may panic on purpose, and why it cannot happen or must stop the program.
const MAY_PANIC: [(&str, &str); 1] =
    [("src/domain/terms/input.rs", "two defaults are read from literals, which every test of the loans does")];

#[test]
fn nothing_panics_on_data() {
    let calls = [
        [".", "unwrap", "("],
        [".", "expect", "("],
        ["panic", "!", "("],
        ["todo", "!", "("],
        ["unimplemented", "!", "("],
        ["unreachable", "!", "("],
    ];
    let mut sins = Vec::new();
    for source in sources("src").filter(|source| !MAY_PANIC.iter().any(|(path, _)| source.path == *path)) {
        for window in source.tokens.windows(3).filter(|window| !window[0].constant) {
            let hit = calls.iter().any(|call| call.iter().zip(window).all(|(wanted, token)| *wanted == token.text));
            sins.extend(hit.then(|| format!("{}:{} {}", source.path, window[0].line, window[1].text)));
        }
    }
    judge(
        "no unwrap, expect or panic in src",
        "what cannot happen happens at month's end: an error can be answered, a panic cannot",
        &sins,
    );
}

#[test]
fn no_query_is_shrugged_off() {
    let mut sins = Vec::new();
    for source in sources("src") {
        for run in [
            &["await", ".", "ok", "("][..],
            &["await", "?", ".", "ok", "("],
            &["await", ".", "unwrap_or_default", "("],
            &["await", ".", "unwrap_or", "("],
        ] {
            sins.extend(source.lines_with(run).iter().map(|line| format!("{}:{line} {}", source.path, run.concat())));
        }
    }
    judge("no .await.ok() or .await.unwrap_or…", "an unreachable database is not an empty answer", &sins);
}
