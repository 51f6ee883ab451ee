//! The loan as it was approved, for the cooperative to accept or decline.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State as Managed, get, post, routes};

use super::table::Table;
use super::terms::{self, Rows};
use super::{Again, Head, Standing, book_for_reader};
use crate::access::{Applicant, Reader, User, Witness};
use crate::actions::book::Book;
use crate::actions::offer::{self as deeds, AcceptInput, DeclineInput};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::store::asks::{self, OfferAnswer};
use crate::text::{Texts, format};
use crate::web::error::status_of;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted, RecordId};

pub fn routes() -> Vec<Route> {
    routes![read, accept, decline]
}

/// How the offer stands, for the loan's own page.
pub struct Offered {
    pub said: String,
    /// This reader may answer it.
    pub may_answer: bool,
}

impl Offered {
    /// `None` where nobody answered and nobody can any more.
    pub fn of(
        t: Texts,
        user: &User,
        book: &Book,
        answer: Option<&OfferAnswer>,
        today: chrono::NaiveDate,
    ) -> Option<Offered> {
        let loan = &book.loan;
        let open = deeds::is_open(loan, answer.is_some(), today);
        let said = match answer {
            Some(answer) => said(t, answer),
            None if open => t.offer_open().to_owned(),
            None => return None,
        };
        Some(Offered { said, may_answer: open && user.acts_for(&loan.cooperative_id) })
    }
}

fn said(t: Texts, answer: &OfferAnswer) -> String {
    let (by, at) = (&answer.answered_by_name, format::instant(answer.answered_at));
    match &answer.reason {
        None => t.offer_accepted_by(by, at),
        Some(reason) => t.offer_declined_by(by, at, reason),
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "loans/offer.html")]
struct OfferPage {
    page: Page,
    head: Head,
    form: FormView,
    intro: String,
    amount: String,
    in_words: String,
    agreed: Rows,
    computed: Rows,
    lapses: String,
    table: Table,
    offered: Option<Offered>,
}

async fn shown(page: Page, office: &Office, reader: &Reader, id: &str, form: Option<FormView>) -> Answer<OfferPage> {
    let book = book_for_reader(office, reader, id).await?;
    let answer = office.store.read(async |tx| asks::offer_answer(tx, id).await).await?;
    let (t, today, loan) = (page.t, office.clock.today(), &book.loan);
    let standing = Standing::of(office, &book, today)?;
    // What is paid out is told by the loan's own page.
    let mut agreed = terms::agreed(t, loan);
    agreed.retain(|(label, _)| {
        ![t.loan_amount_approved(), t.loan_amount_drawn(), t.loan_amount_undrawn()].contains(label)
    });
    agreed.push((t.offer_fees(), t.offer_no_fees().to_owned()));
    Ok(OfferPage {
        head: Head::of(t, loan, true),
        form: form.unwrap_or_else(|| FormView::new(t, Fields::default())),
        intro: t.offer_intro(t.pick(&loan.fund_name_vi, &loan.fund_name_en)),
        amount: format::dong(loan.amount),
        in_words: t.loan_amount_in_words(loan.amount),
        agreed,
        computed: terms::computed(t, &loan.conditions.0),
        lapses: format::date(loan.lapses_on),
        table: Table::of(t, &book, &standing, today, None),
        offered: Offered::of(t, reader.user(), &book, answer.as_ref(), today),
        page: page.titled(t.offer_title()),
    })
}

#[get("/loans/<id>/offer")]
async fn read(page: Page, reader: Reader, id: RecordId, office: &Managed<Office>) -> Answer<OfferPage> {
    shown(page, office, &reader, &id.0, None).await
}

type Answered = Answer<Either<Flash<Redirect>, Again<OfferPage>>>;

async fn answered(
    page: Page,
    office: &Office,
    by: &Applicant,
    id: &str,
    fields: Fields,
    (result, said): (Result<(), ActionError>, &'static str),
) -> Answered {
    match result {
        Ok(()) => Ok(Either::Left(done(format!("/loans/{id}"), said))),
        Err(ActionError::Refused(refusal @ Refusal::Invalid(_))) => {
            let form = FormView::refused(page.t, fields, &refusal);
            let reader = Reader::check(by.user()).map_err(|lacks| Refusal::Forbidden(lacks.0))?;
            let status: Status = status_of(&refusal);
            Ok(Either::Right((status, shown(page, office, &reader, id, Some(form)).await?)))
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/loans/<id>/offer/accept", data = "<posted>")]
async fn accept(page: Page, by: Applicant, id: RecordId, posted: Posted, office: &Managed<Office>) -> Answered {
    let fields = posted.0;
    let input = AcceptInput { declared: !fields.get("declared").is_empty() };
    let result = deeds::accept(office, &by, &id.0, &input, fields.key()).await;
    let said = page.t.offer_accepted();
    answered(page, office, &by, &id.0, fields, (result, said)).await
}

#[post("/loans/<id>/offer/decline", data = "<posted>")]
async fn decline(page: Page, by: Applicant, id: RecordId, posted: Posted, office: &Managed<Office>) -> Answered {
    let fields = posted.0;
    let input = DeclineInput { reason: fields.get("reason").to_owned() };
    let result = deeds::decline(office, &by, &id.0, &input, fields.key()).await;
    let said = page.t.offer_declined();
    answered(page, office, &by, &id.0, fields, (result, said)).await
}
