//! `/admin/mail`: messages that failed or wait, and the button to try again.
use askama::Template;
use askama_web::WebTemplate;
use rocket::response::{Flash, Redirect};
use rocket::{Route, State, get, post, routes};

use crate::access::{Administrator, Witness};
use crate::actions::{Error as ActionError, Office, resend};
use crate::store::outbox::{self, Counts, QueuedRow};
use crate::text::{Texts, format};
use crate::web::forms::findable;
use crate::web::page::{done, not_done};
use crate::web::{Answer, Page, Posted};

/// Messages on one page.
const PAGE_LENGTH: i64 = 50;
const HERE: &str = "/admin/mail";

pub fn routes() -> Vec<Route> {
    routes![queue, again, all_again]
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/mail.html")]
struct QueuePage {
    page: Page,
    failed: bool,
    counts: Counts,
    rows: Vec<Line>,
    /// Where the list goes on.
    older: Option<String>,
}

/// A message as the list shows it.
struct Line {
    id: String,
    kind: String,
    recipient: String,
    name: String,
    created: String,
    attempts: i64,
    next: String,
    error: String,
}

impl Line {
    fn new(t: Texts, row: QueuedRow) -> Line {
        Line {
            kind: t.letter_kind(&row.kind).to_owned(),
            created: format::instant(row.created_at),
            next: format::instant(row.next_attempt_at),
            error: row.last_error.unwrap_or_default(),
            id: row.id,
            recipient: row.recipient,
            name: row.recipient_name,
            attempts: row.attempts,
        }
    }
}

#[get("/admin/mail?<status>&<before>")]
async fn queue(
    administrator: Administrator,
    page: Page,
    status: Option<&str>,
    before: Option<&str>,
    office: &State<Office>,
) -> Answer<QueuePage> {
    let by = &administrator.user().id;
    let failed = status != Some("waiting");
    let wanted = if failed { "failed" } else { "waiting" };
    let (counts, mut rows) = office
        .store
        .read(async |tx| {
            let counts = outbox::counts(tx, by).await?;
            let rows = outbox::list(tx, by, wanted, findable(before).unwrap_or_default(), PAGE_LENGTH + 1).await?;
            Ok::<_, ActionError>((counts, rows))
        })
        .await?;
    let more = rows.len() > PAGE_LENGTH as usize;
    rows.truncate(PAGE_LENGTH as usize);
    let older = rows.last().filter(|_| more).map(|last| format!("{HERE}?status={wanted}&before={}", last.id));
    let (t, title) = (page.t, page.t.mail_queue_title());
    let rows = rows.into_iter().map(|row| Line::new(t, row)).collect();
    Ok(QueuePage { page: page.titled(title), failed, counts, rows, older })
}

#[post("/admin/mail/<id>/again", data = "<_posted>")]
async fn again(
    administrator: Administrator,
    page: Page,
    id: &str,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    match resend::resend(office, &administrator, id).await {
        Ok(()) => Ok(done(HERE, page.t.mail_again_done())),
        Err(ActionError::Refused(refusal @ crate::actions::Refusal::WrongState { .. })) => {
            Ok(not_done(HERE, page.t.refusal(&refusal)))
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/admin/mail/again", data = "<_posted>")]
async fn all_again(
    administrator: Administrator,
    page: Page,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let count = resend::resend_failed(office, &administrator).await?;
    Ok(done(HERE, page.t.mail_all_again_done(count)))
}
