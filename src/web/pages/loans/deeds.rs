//! A cashier's deeds before money comes back: signing, paying out, closing the drawing, cancelling.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State as Managed, get, post, routes};

use super::asked::{answers, fill, open_ask};
use super::terms::Rows;
use super::{Again, Head, book_for_cashier, insist_on_state};
use crate::access::Cashier;
use crate::actions::book::Book;
use crate::actions::loan::{self as deed, CreditCheck, DisbursementInput, SignInput, undrawn};
use crate::actions::{Error as ActionError, Office, Refusal, release};
use crate::domain::ask::Kind;
use crate::domain::loan::State;
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted, RecordId};

pub fn routes() -> Vec<Route> {
    routes![sign_page, sign, disburse_page, disburse, close_page, close, cancel_page, cancel]
}

const NUMBER_CHARACTERS_MAX: usize = 60;
const TEXT_CHARACTERS_MAX: usize = 500;

/// What a posted form is answered with: the result, or the form again.
pub(super) type Done<T> = Either<Flash<Redirect>, Again<T>>;

/// The version of the loan that the form was made of.
pub(super) fn version(fields: &Fields) -> Option<i64> {
    fields.get("version").parse().ok()
}

#[derive(Template, WebTemplate)]
#[template(path = "loans/sign.html")]
struct SignPage {
    page: Page,
    head: Head,
    form: FormView,
    facts: Rows,
    deed: &'static str,
}

impl SignPage {
    fn of(page: Page, book: &Book, form: FormView) -> Answer<SignPage> {
        insist_on_state(&book.loan, &[State::Approved])?;
        let t = page.t;
        let facts = super::terms::agreed(t, &book.loan);
        Ok(SignPage {
            head: Head::of(t, &book.loan, true),
            form,
            facts,
            deed: "sign",
            page: page.titled(t.loan_deed_sign()),
        })
    }
}

#[get("/loans/<id>/sign")]
async fn sign_page(page: Page, cashier: Cashier, id: RecordId, office: &Managed<Office>) -> Answer<SignPage> {
    let book = book_for_cashier(office, &cashier, &id.0).await?;
    let mut fields = Fields::default();
    fields.set("date", office.clock.today().to_string());
    let form = FormView::new(page.t, fields);
    SignPage::of(page, &book, form)
}

fn read_sign(fields: &Fields) -> Result<SignInput, Refusal> {
    let mut read = fields.read();
    let input = SignInput { number: read.required("number", NUMBER_CHARACTERS_MAX), date: read.required_date("date") };
    read.finish(input)
}

#[post("/loans/<id>/sign", data = "<posted>")]
async fn sign(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    posted: Posted,
    office: &Managed<Office>,
) -> Answer<Done<SignPage>> {
    let fields = posted.0;
    let result = match read_sign(&fields) {
        Ok(input) => deed::sign(office, &cashier, &id.0, version(&fields), &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(result)? {
        Ok(()) => Ok(Either::Left(done(format!("/loans/{}", id.0), page.t.loan_signed()))),
        Err(refusal) => {
            let book = book_for_cashier(office, &cashier, &id.0).await?;
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), SignPage::of(page, &book, form)?)))
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "loans/disburse.html")]
struct DisbursePage {
    page: Page,
    head: Head,
    form: FormView,
    facts: Rows,
    /// How much may still be paid out, said.
    rest: String,
    /// The first draw needs a proof of no bad debt.
    first: bool,
    groups: Vec<(&'static str, &'static str)>,
    deed: &'static str,
}

impl DisbursePage {
    fn of(page: Page, book: &Book, form: FormView) -> Answer<DisbursePage> {
        insist_on_state(&book.loan, &[State::Signed, State::Active])?;
        if book.loan.drawing_closed_on.is_some() {
            return Err(Refusal::WrongState { is: "drawing_closed".into() }.into());
        }
        let t = page.t;
        Ok(DisbursePage {
            head: Head::of(t, &book.loan, true),
            facts: super::terms::agreed(t, &book.loan),
            rest: t.loan_draw_amount_hint(format::dong(undrawn(&book.loan))),
            first: book.loan.first_drawn_on.is_none(),
            groups: vec![
                ("1", t.loan_group_1()),
                ("2", t.loan_group_2()),
                ("3", t.loan_group_3()),
                ("4", t.loan_group_4()),
                ("5", t.loan_group_5()),
            ],
            form,
            deed: "disburse",
            page: page.titled(t.loan_deed_disburse()),
        })
    }
}

#[get("/loans/<id>/disburse?<ask>")]
async fn disburse_page(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    ask: Option<&str>,
    office: &Managed<Office>,
) -> Answer<DisbursePage> {
    let book = book_for_cashier(office, &cashier, &id.0).await?;
    let mut fields = Fields::default();
    fields.set("date", office.clock.today().to_string());
    fields.set("amount", undrawn(&book.loan).to_string());
    if let Some(ask) = open_ask(office, &book, ask, &[Kind::Tranche]).await? {
        fill(page.t, &mut fields, &ask);
    }
    let form = FormView::new(page.t, fields);
    DisbursePage::of(page, &book, form)
}

fn read_disbursement(fields: &Fields) -> Result<DisbursementInput, Refusal> {
    let mut read = fields.read();
    let checked = ["credit_check/worst_debt_group", "credit_check/on", "credit_check/document"]
        .iter()
        .any(|name| !fields.get(name).is_empty());
    let credit_check = if checked {
        read.required("credit_check/worst_debt_group", 1);
        let group = read.number("credit_check/worst_debt_group", 1, 5).and_then(|group| u8::try_from(group).ok());
        Some(CreditCheck {
            worst_debt_group: group.unwrap_or_default(),
            on: read.required_date("credit_check/on"),
            document: read.required("credit_check/document", TEXT_CHARACTERS_MAX),
        })
    } else {
        None
    };
    let input = DisbursementInput {
        date: read.required_date("date"),
        amount: read.required_money("amount"),
        payee: read.required("payee", TEXT_CHARACTERS_MAX),
        evidence: read.required("evidence", TEXT_CHARACTERS_MAX),
        credit_check,
        answers: answers(fields),
    };
    read.finish(input)
}

#[post("/loans/<id>/disburse", data = "<posted>")]
async fn disburse(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    posted: Posted,
    office: &Managed<Office>,
) -> Answer<Done<DisbursePage>> {
    let fields = posted.0;
    let result = match read_disbursement(&fields) {
        Ok(input) => {
            deed::disburse(office, &cashier, &id.0, version(&fields), &input, fields.key()).await.map(|_| input.amount)
        }
        Err(refusal) => Err(refusal.into()),
    };
    match redisplayable(result)? {
        Ok(amount) => Ok(Either::Left(done(format!("/loans/{}", id.0), page.t.loan_disbursed(format::dong(amount))))),
        Err(refusal) => {
            let book = book_for_cashier(office, &cashier, &id.0).await?;
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), DisbursePage::of(page, &book, form)?)))
        }
    }
}

/// A deed without anything to type, asked once more.
#[derive(Template, WebTemplate)]
#[template(path = "loans/confirm.html")]
struct ConfirmPage {
    page: Page,
    head: Head,
    form: FormView,
    facts: Rows,
    /// What will happen, sentence by sentence.
    consequences: Vec<String>,
    button: &'static str,
    deed: &'static str,
}

fn close_view(page: Page, book: &Book, form: FormView) -> Answer<ConfirmPage> {
    insist_on_state(&book.loan, &[State::Active])?;
    if book.loan.drawing_closed_on.is_some() {
        return Err(Refusal::WrongState { is: "drawing_closed".into() }.into());
    }
    let (t, rest) = (page.t, format::dong(undrawn(&book.loan)));
    Ok(ConfirmPage {
        head: Head::of(t, &book.loan, true),
        facts: super::terms::agreed(t, &book.loan),
        consequences: vec![t.loan_close_releases(&rest), t.loan_close_is_final().to_owned()],
        button: t.loan_deed_close(),
        deed: "close-drawing",
        form,
        page: page.titled(t.loan_deed_close()),
    })
}

fn cancel_view(page: Page, book: &Book, form: FormView) -> Answer<ConfirmPage> {
    insist_on_state(&book.loan, &[State::Approved, State::Signed])?;
    let (t, amount) = (page.t, format::dong(book.loan.amount));
    Ok(ConfirmPage {
        head: Head::of(t, &book.loan, true),
        facts: super::terms::agreed(t, &book.loan),
        consequences: vec![t.loan_cancel_releases(&amount), t.loan_cancel_is_final().to_owned()],
        button: t.loan_deed_cancel(),
        deed: "cancel",
        form,
        page: page.titled(t.loan_deed_cancel()),
    })
}

type View = fn(Page, &Book, FormView) -> Answer<ConfirmPage>;

async fn ask(page: Page, cashier: &Cashier, id: &str, office: &Office, view: View) -> Answer<ConfirmPage> {
    let book = book_for_cashier(office, cashier, id).await?;
    let form = FormView::new(page.t, Fields::default());
    view(page, &book, form)
}

/// The result of a confirmed deed, or the question again with why it was refused.
async fn confirmed(
    page: Page,
    cashier: &Cashier,
    id: &str,
    office: &Office,
    result: Result<(), ActionError>,
    (said, view): (fn(Texts) -> &'static str, View),
) -> Answer<Done<ConfirmPage>> {
    match redisplayable(result)? {
        Ok(()) => Ok(Either::Left(done(format!("/loans/{id}"), said(page.t)))),
        Err(refusal @ (Refusal::WrongState { .. } | Refusal::SamePerson { .. })) => Err(refusal.into()),
        Err(refusal) => {
            let book = book_for_cashier(office, cashier, id).await?;
            let form = FormView::refused(page.t, Fields::default(), &refusal);
            let status: Status = status_of(&refusal);
            Ok(Either::Right((status, view(page, &book, form)?)))
        }
    }
}

#[get("/loans/<id>/close-drawing")]
async fn close_page(page: Page, cashier: Cashier, id: RecordId, office: &Managed<Office>) -> Answer<ConfirmPage> {
    ask(page, &cashier, &id.0, office, close_view).await
}

#[post("/loans/<id>/close-drawing", data = "<posted>")]
async fn close(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    posted: Posted,
    office: &Managed<Office>,
) -> Answer<Done<ConfirmPage>> {
    let result = release::close_drawing(office, &cashier, &id.0, version(&posted.0), posted.0.key()).await;
    confirmed(page, &cashier, &id.0, office, result, (Texts::loan_closed, close_view)).await
}

#[get("/loans/<id>/cancel")]
async fn cancel_page(page: Page, cashier: Cashier, id: RecordId, office: &Managed<Office>) -> Answer<ConfirmPage> {
    ask(page, &cashier, &id.0, office, cancel_view).await
}

#[post("/loans/<id>/cancel", data = "<posted>")]
async fn cancel(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    posted: Posted,
    office: &Managed<Office>,
) -> Answer<Done<ConfirmPage>> {
    let result = release::cancel(office, &cashier, &id.0, version(&posted.0), posted.0.key()).await;
    confirmed(page, &cashier, &id.0, office, result, (Texts::loan_cancelled, cancel_view)).await
}
