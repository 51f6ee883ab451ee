//! Every deed leaves its trace, and goes through the one door for writes.
use coopfund::text::{Lang, Texts};

use super::rules::judge;
use super::source::{Function, sources};

/// Whether a literal is the code of a deed: `loan.use_waiting_money`.
fn is_deed(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    text.split_once('.').is_some_and(|(noun, verb)| plain(noun) && plain(verb))
}

#[test]
fn every_deed_has_a_name_in_both_languages() {
    let files = sources("src")
        .filter(|source| source.tokens.windows(3).any(|run| run[0].text == "Deed" && run[2].text == "new"));
    let mut deeds: Vec<String> = files
        .flat_map(|source| source.tokens.iter().filter_map(|token| token.string()))
        .filter(|text| is_deed(text))
        .collect();
    deeds.sort();
    deeds.dedup();
    assert!(deeds.len() > 40, "only {} deeds were found: has their shape changed?", deeds.len());
    let nameless =
        |deed: &&String| [Lang::Vi, Lang::En].into_iter().any(|lang| Texts::new(lang).deed(deed) == deed.as_str());
    judge(
        "every deed has its words in text/audit.rs",
        "an auditor reads what was done, not a program's word for it",
        &deeds.iter().filter(nameless).cloned().collect::<Vec<_>>(),
    );
}

#[test]
fn every_deed_audits() {
    let mut sins = Vec::new();
    for source in sources("src/actions") {
        let name = |function: &'static Function| function.name.rsplit("::").next().unwrap_or_default();
        let bodies: Vec<(&'static str, &'static str)> =
            source.functions.iter().map(|function| (name(function), function.body.as_str())).collect();
        for (name, body) in bodies.iter().filter(|(_, body)| body.contains(" Deed :: new (")) {
            if !audits(body, &bodies, &mut vec![name]) {
                sins.push(format!("{} {name}", source.path));
            }
        }
    }
    judge(
        "a function that makes a Deed calls op.audit, itself or in a function of its file",
        "what left no trace did not happen, as far as an auditor can tell",
        &sins,
    );
}

/// Whether a body audits, or calls a function of the file that does.
fn audits(body: &str, bodies: &[(&'static str, &'static str)], seen: &mut Vec<&'static str>) -> bool {
    if body.contains(" . audit (") {
        return true;
    }
    let words: Vec<&str> = body.split(' ').collect();
    bodies.iter().any(|(name, called)| {
        let calls = words.windows(2).any(|pair| pair[0] == *name && pair[1] == "(");
        if !calls || seen.contains(name) {
            return false;
        }
        seen.push(name);
        audits(called, bodies, seen)
    })
}

/// Who may write without the door, and why.
const WRITES_WITHOUT_A_DEED: [(&str, &str, &str); 15] = [
    ("src/actions/kept.rs", "keep", "nothing was done: what was typed waits until its writer has signed in again"),
    ("src/actions/mod.rs", "Office::act", "it is the door"),
    ("src/actions/mod.rs", "Office::record_refusal", "it is the door's other side"),
    ("src/actions/answers.rs", "Office::first_answer", "it keeps what was shown of a deed that is in the trail"),
    ("src/actions/answers.rs", "Office::first_answer_to", "a question changes nothing; its key alone is kept"),
    ("src/actions/people/session.rs", "sign_in", "a failed attempt is counted; its refusal is audited beside it"),
    ("src/actions/people/password.rs", "insist", "a failed attempt is counted; its refusal is audited beside it"),
    ("src/actions/views.rs", "note_view", "reading changes nothing: the note itself is the trace"),
    ("src/actions/end_of_day/mod.rs", "close_day", "it only claims the date; each part of the work is a deed"),
    ("src/actions/uploads.rs", "begin", "pieces are nothing yet: the deed is the paper they become"),
    ("src/actions/uploads.rs", "append", "pieces are nothing yet: the deed is the paper they become"),
    ("src/actions/uploads.rs", "complete", "it sweeps the pieces away; the paper was added by its deed"),
    ("src/actions/uploads.rs", "sweep", "pieces of nothing are swept away"),
    ("src/actions/sweep.rs", "sweep", "codes that ran out prove nothing and open nothing"),
    ("src/mail/delivery.rs", "send_due", "the message's own row says what became of it"),
];

#[test]
fn every_write_goes_through_the_door() {
    let mut sins = Vec::new();
    for source in sources("src").filter(|source| !source.path.starts_with("src/store/")) {
        for function in source.functions.iter().filter(|function| function.body.contains(" . write ( async ")) {
            let known =
                WRITES_WITHOUT_A_DEED.iter().any(|(path, name, _)| source.path == *path && function.name == *name);
            sins.extend((!known).then(|| format!("{}:{} {}", source.path, function.first_line, function.name)));
        }
    }
    judge(
        "writes go through office.act(Deed::new(…)), or stand in WRITES_WITHOUT_A_DEED with their reason",
        "audit, idempotency and all-or-nothing are properties of the door",
        &sins,
    );
}
