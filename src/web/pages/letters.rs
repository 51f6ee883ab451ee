//! Every letter that was written to a cooperative, for the cooperative: also those that never reached a mailbox.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{Route, State, get, routes};

use crate::access::{Applicant, Witness};
use crate::actions::{Office, Refusal};
use crate::clock::business_date;
use crate::mail::{Letter, Setting, render};
use crate::store::outbox::{self, Written};
use crate::text::{Texts, format};
use crate::web::forms::findable;
use crate::web::{Answer, Page, RecordId};

/// Lines of a page.
const LINES: i64 = 50;

pub fn routes() -> Vec<Route> {
    routes![list, read]
}

/// A letter as the list shows it.
struct Line {
    id: String,
    subject: String,
    when: String,
    to: String,
    state: (&'static str, String),
}

#[derive(Template, WebTemplate)]
#[template(path = "letters/list.html")]
struct LettersPage {
    page: Page,
    lines: Vec<Line>,
    older: Option<String>,
    newest: Option<String>,
}

fn state(t: Texts, written: &Written) -> (&'static str, String) {
    match written.status.as_str() {
        "sent" => ("done", written.sent_at.map(|at| t.letters_sent(format::instant(at))).unwrap_or_default()),
        "failed" => ("overdue", t.letters_failed().to_owned()),
        "dropped" => ("withdrawn", t.letters_dropped().to_owned()),
        _ => ("review", t.letters_waiting().to_owned()),
    }
}

/// Subject and text as they went out: in the recipient's language, on the day of its sending.
fn words(written: &Written, cooperative: &str) -> Option<(String, String)> {
    let letter = Letter::read(&written.kind, &written.data.0).ok()?;
    let t = Texts::new(written.language);
    let today = business_date(written.sent_at.unwrap_or(written.created_at));
    let sender = match (&written.fund_name_vi, &written.fund_name_en) {
        (Some(vi), Some(en)) => t.pick(vi, en),
        _ => t.product_name(),
    };
    let setting = Setting { t, today, cooperative: Some(cooperative) };
    let rendered = render(&letter, setting, &written.recipient_name, sender).ok()?;
    Some((rendered.subject, rendered.text))
}

#[get("/letters?<before>")]
async fn list(page: Page, by: Applicant, before: Option<&str>, office: &State<Office>) -> Answer<LettersPage> {
    let before = findable(before).unwrap_or_default().to_owned();
    let (user, cooperative) = (&by.user().id, by.cooperative());
    let found =
        office.store.read(async |tx| outbox::written_to(tx, user, cooperative, &before, LINES + 1).await).await?;
    let t = page.t;
    let shown = usize::try_from(LINES).unwrap_or(usize::MAX);
    let older = found.get(shown).and_then(|_| found.get(shown - 1)).map(|last| format!("/letters?before={}", last.id));
    let line = |written: &Written| Line {
        subject: words(written, &written.cooperative_name)
            .map_or_else(|| t.letter_kind(&written.kind).to_owned(), |(subject, _)| subject),
        when: format::instant(written.created_at),
        to: written.recipient.clone(),
        state: state(t, written),
        id: written.id.clone(),
    };
    Ok(LettersPage {
        lines: found.iter().take(shown).map(line).collect(),
        older,
        newest: (!before.is_empty()).then(|| "/letters".to_owned()),
        page: page.titled(t.letters_title()),
    })
}

#[derive(Template, WebTemplate)]
#[template(path = "letters/letter.html")]
struct LetterPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    text: String,
    when: String,
    to: String,
    state: (&'static str, String),
}

#[get("/letters/<id>")]
async fn read(page: Page, by: Applicant, id: RecordId, office: &State<Office>) -> Answer<LetterPage> {
    let (user, cooperative) = (&by.user().id, by.cooperative());
    let found = office.store.read(async |tx| outbox::written_one(tx, user, cooperative, &id.0).await).await?;
    let written = found.ok_or(Refusal::NotFound)?;
    let (subject, text) = words(&written, &written.cooperative_name).ok_or(Refusal::NotFound)?;
    let t = page.t;
    Ok(LetterPage {
        crumbs: vec![("/letters".to_owned(), t.letters_title().to_owned())],
        text,
        when: format::instant(written.created_at),
        to: written.recipient.clone(),
        state: state(t, &written),
        page: page.titled(subject),
    })
}
