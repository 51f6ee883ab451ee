//! Taking a booking back, with a reason.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{Either, Route, State as Managed, get, post, routes};

use super::deeds::{Done, version};
use super::history::{self, Happening};
use super::{Head, Standing, book_for_cashier, insist_on_state};
use crate::access::Cashier;
use crate::actions::book::Book;
use crate::actions::repay::{self as deed, ReversalInput};
use crate::actions::{Office, Refusal};
use crate::domain::loan::State;
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted, RecordId};

pub fn routes() -> Vec<Route> {
    routes![reverse_page, reverse]
}

const REASON_CHARACTERS_MAX: usize = 1000;

#[derive(Template, WebTemplate)]
#[template(path = "loans/reverse.html")]
struct ReversePage {
    page: Page,
    head: Head,
    form: FormView,
    wrong: Happening,
    deed: &'static str,
}

fn reverse_view(page: Page, office: &Office, book: &Book, form: FormView, event: &str) -> Answer<ReversePage> {
    insist_on_state(&book.loan, &[State::Active, State::Settled, State::WrittenOff])?;
    let (t, today) = (page.t, office.clock.today());
    let standing = Standing::of(office, book, today)?;
    let happenings = history::of(t, book, &standing, today, false)?;
    let wrong = happenings.into_iter().find(|one| !one.id.is_empty() && one.id == event).ok_or(Refusal::NotFound)?;
    Ok(ReversePage {
        head: Head::of(t, &book.loan, true),
        form,
        wrong,
        deed: "reverse",
        page: page.titled(t.loan_deed_reverse()),
    })
}

#[get("/loans/<id>/reverse?<event>")]
async fn reverse_page(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    event: Option<&str>,
    office: &Managed<Office>,
) -> Answer<ReversePage> {
    let book = book_for_cashier(office, &cashier, &id.0).await?;
    let form = FormView::new(page.t, Fields::default());
    reverse_view(page, office, &book, form, event.unwrap_or_default())
}

fn read_reversal(fields: &Fields) -> Result<ReversalInput, Refusal> {
    let mut read = fields.read();
    let reason = read.required("reason", REASON_CHARACTERS_MAX);
    read.finish(ReversalInput { event: fields.get("event").to_owned(), reason })
}

#[post("/loans/<id>/reverse", data = "<posted>")]
async fn reverse(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    posted: Posted,
    office: &Managed<Office>,
) -> Answer<Done<ReversePage>> {
    let fields = posted.0;
    let result = match read_reversal(&fields) {
        Ok(input) => deed::reverse(office, &cashier, &id.0, version(&fields), &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(result)? {
        Ok(booked) => {
            let changed = page.t.changes_in_a_line(&booked.changes);
            let plain = || page.t.loan_reversal_done().to_owned();
            let said = if changed.is_empty() { plain() } else { page.t.change_reversed(changed) };
            Ok(Either::Left(done(format!("/loans/{}", id.0), said)))
        }
        Err(refusal) => {
            let book = book_for_cashier(office, &cashier, &id.0).await?;
            let event = fields.get("event").to_owned();
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), reverse_view(page, office, &book, form, &event)?)))
        }
    }
}
