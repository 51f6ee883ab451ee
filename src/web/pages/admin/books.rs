//! `/admin/funds/CODE/books`: how far the books of a fund are closed, by whom and why, and closing them further.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use crate::access::{Administrator, Witness};
use crate::actions::book_closes::{self as deeds, Input};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::store::book_closes::{self, BookClose};
use crate::store::closings;
use crate::store::funds::{self, Fund};
use crate::text::format;
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

/// Decisions that are shown.
const SHOWN: i64 = 50;

pub fn routes() -> Vec<Route> {
    routes![books, close]
}

/// A decision as it is shown.
struct Line {
    closed_to: String,
    reason: String,
    by: String,
    at: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "admin/books.html")]
struct BooksPage {
    page: Page,
    form: FormView,
    fund: Fund,
    state: String,
    /// The last day that can be closed.
    last: Option<String>,
    lines: Vec<Line>,
}

impl BooksPage {
    /// `typed` is the form as it was refused; without it the form proposes the last day that can be closed.
    async fn new(
        page: Page,
        by: &Administrator,
        office: &Office,
        code: &str,
        typed: Option<FormView>,
    ) -> Answer<BooksPage> {
        let t = page.t;
        let (fund, closes, last) = office
            .store
            .read(async |tx| {
                let fund = funds::find_administered(tx, &by.user().id, code).await?.ok_or(Refusal::NotFound)?;
                let closes = book_closes::of_fund(tx, &fund.id, SHOWN).await?;
                let last = closings::last_of(tx, &fund.id).await?;
                Ok::<_, ActionError>((fund, closes, last))
            })
            .await?;
        let closed_to = closes.first().map(|close| format::date(close.closed_to));
        let begin = || {
            let last = last.map(|last| last.to_string()).unwrap_or_default();
            FormView::new(t, Fields::new(vec![("closed_to".into(), last)]))
        };
        Ok(BooksPage {
            state: closed_to.map_or_else(|| t.books_open().to_owned(), |date| t.books_closed_to(date)),
            form: typed.unwrap_or_else(begin),
            last: last.map(format::date),
            lines: closes.into_iter().map(line).collect(),
            page: page.titled(t.pick(&fund.name_vi, &fund.name_en).to_owned()),
            fund,
        })
    }
}

fn line(close: BookClose) -> Line {
    Line {
        closed_to: format::date(close.closed_to),
        reason: close.reason,
        by: close.decided_by_name,
        at: format::instant(close.decided_at),
    }
}

#[get("/admin/funds/<code>/books")]
async fn books(page: Page, by: Administrator, code: &str, office: &State<Office>) -> Answer<BooksPage> {
    BooksPage::new(page, &by, office, code, None).await
}

#[post("/admin/funds/<code>/books", data = "<posted>")]
async fn close(
    page: Page,
    by: Administrator,
    code: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, BooksPage)>> {
    let fields = &posted.0;
    let mut reading = fields.read();
    let asked = Input {
        closed_to: reading.required_date("closed_to"),
        reason: reading.required("reason", deeds::REASON_CHARACTERS_MAX),
    };
    let closed = match reading.finish(asked) {
        Ok(input) => deeds::close(office, &by, code, &input, fields.key()).await.map(|()| input.closed_to),
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(closed)? {
        Ok(to) => Ok(Either::Left(done(format!("/admin/funds/{code}/books"), page.t.books_done(format::date(to))))),
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), BooksPage::new(page, &by, office, code, Some(form)).await?)))
        }
    }
}
