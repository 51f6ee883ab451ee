//! Money that comes in: a repayment of what is due, a prepayment of what is not, each tried before it is booked.
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::http::Status;
use rocket::{Either, Route, State as Managed, get, post, routes};

use super::asked::{answers, fill, open_ask};
use super::deeds::{Done, version};
use super::owed::Owed;
use super::preview::{self, Effects, Use};
use super::{Again, Head, book_for_cashier, insist_on_state};
use crate::access::Cashier;
use crate::actions::book::Book;
use crate::actions::loan::Booked;
use crate::actions::repay::{self as deed, PrepaymentInput, RepaymentInput};
use crate::actions::{Error as ActionError, Office, Problem, Refusal};
use crate::domain::account::Effect;
use crate::domain::ask::Kind;
use crate::domain::loan::State;
use crate::domain::money::Money;
use crate::text::{Texts, format};
use crate::web::error::{redisplayable, status_of};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted, RecordId};

pub fn routes() -> Vec<Route> {
    routes![repay_page, repay, try_repayment, prepay_page, prepay, try_prepayment]
}

const REFERENCE_CHARACTERS_MAX: usize = 200;

/// What a payment of this kind shows before it is booked.
enum Tried {
    Use(Use),
    Effects(Effects),
}

#[derive(Template, WebTemplate)]
#[template(path = "loans/pay.html")]
struct PayPage {
    page: Page,
    head: Head,
    form: FormView,
    today: String,
    owed: Option<Owed>,
    /// The effects to choose from: none for a repayment.
    effects: Vec<(&'static str, &'static str, &'static str)>,
    tried: Option<Tried>,
    intro: &'static str,
    deed: &'static str,
}

/// The answer beside the form while typing.
#[derive(Template, WebTemplate)]
#[template(path = "loans/tried.html")]
struct TriedPart {
    page: Page,
    tried: Option<Tried>,
    refusal: Option<String>,
}

fn pay_page(page: Page, office: &Office, book: &Book, form: FormView, prepaying: bool) -> Answer<PayPage> {
    let receives: &[State] = if prepaying { &[State::Active] } else { &[State::Active, State::WrittenOff] };
    insist_on_state(&book.loan, receives)?;
    let t = page.t;
    let today = office.clock.today();
    let position = book.position(today)?;
    let (title, intro, deed) = if prepaying {
        (t.loan_deed_prepay(), t.loan_prepay_intro(), "prepay")
    } else if book.loan.status == State::WrittenOff {
        (t.loan_deed_recover(), t.loan_recover_intro(), "repay")
    } else {
        (t.loan_deed_repay(), t.loan_repay_intro(), "repay")
    };
    Ok(PayPage {
        head: Head::of(t, &book.loan, true),
        today: format::date(today),
        owed: position.map(|position| Owed::of(t, &book.scales, &position, None)),
        effects: if prepaying { effects(t) } else { Vec::new() },
        tried: None,
        form,
        intro,
        deed,
        page: page.titled(title),
    })
}

fn effects(t: Texts) -> Vec<(&'static str, &'static str, &'static str)> {
    ["shorter", "lower", "next"].map(|name| (name, t.loan_effect_name(name), t.loan_effect_hint(name))).to_vec()
}

#[get("/loans/<id>/repay?<ask>")]
async fn repay_page(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    ask: Option<&str>,
    office: &Managed<Office>,
) -> Answer<PayPage> {
    let book = book_for_cashier(office, &cashier, &id.0).await?;
    let mut fields = Fields::default();
    fields.set("date", office.clock.today().to_string());
    let amount = expected(office, &book)?;
    fields.set("amount", if amount.is_positive() { amount.to_string() } else { String::new() });
    if let Some(ask) = open_ask(office, &book, ask, &[Kind::Payment]).await? {
        fill(page.t, &mut fields, &ask);
    }
    let form = FormView::new(page.t, fields);
    pay_page(page, office, &book, form, false)
}

/// What the cooperative probably brings: everything due, else the coming instalment.
fn expected(office: &Office, book: &Book) -> Answer<Money> {
    let Some(position) = book.position(office.clock.today())? else { return Ok(Money::ZERO) };
    let due = position.due_now().unwrap_or_default();
    if due.is_positive() {
        return Ok(due);
    }
    let next = position.next_due.and_then(|due| position.to_pay_on(due));
    Ok(next.map(|next| next.total).unwrap_or_default())
}

fn read_repayment(fields: &Fields) -> Result<RepaymentInput, Refusal> {
    let mut read = fields.read();
    let input = RepaymentInput {
        date: read.required_date("date"),
        amount: read.required_money("amount"),
        reference: read.text("reference", REFERENCE_CHARACTERS_MAX).unwrap_or_default(),
        answers: answers(fields),
    };
    read.finish(input)
}

fn read_prepayment(fields: &Fields) -> Result<PrepaymentInput, Refusal> {
    let mut read = fields.read();
    let date = read.required_date("date");
    let amount = read.required_money("amount");
    let reference = read.text("reference", REFERENCE_CHARACTERS_MAX).unwrap_or_default();
    let effect = match fields.get("effect") {
        "shorter" => Effect::Shorter,
        "lower" => Effect::Lower,
        "next" => Effect::Next,
        other => {
            read.fail("effect", if other.is_empty() { Problem::Required } else { Problem::NotAChoice });
            Effect::Shorter
        }
    };
    read.finish(PrepaymentInput { date, amount, reference, effect, answers: answers(fields) })
}

/// Whether the form only asks what would happen.
fn only_trying(fields: &Fields) -> bool {
    fields.get("step") == "try"
}

/// What the typed payment would do. Nothing is booked.
fn tried(t: Texts, office: &Office, book: &Book, fields: &Fields, prepaying: bool) -> Result<Tried, ActionError> {
    // The effects are shown side by side: none has to be chosen for that.
    let input = read_repayment(fields)?;
    deed::receivable(&book.loan, &input, prepaying.then_some(Effect::Next))?;
    deed::check_payment(&input, book.loan.first_drawn_on.unwrap_or(input.date), office.clock.today())?;
    if prepaying {
        preview::effects(t, office, book, &input).map(Tried::Effects)
    } else {
        preview::of_repayment(t, office, book, &input).map(Tried::Use)
    }
}

async fn try_in_form(
    page: Page,
    cashier: &Cashier,
    id: &str,
    fields: Fields,
    office: &Office,
    prepaying: bool,
) -> Answer<Again<PayPage>> {
    let book = book_for_cashier(office, cashier, id).await?;
    let t = page.t;
    match redisplayable(tried(t, office, &book, &fields, prepaying))? {
        Ok(tried) => {
            let shown = pay_page(page, office, &book, FormView::new(t, fields), prepaying)?;
            Ok((Status::Ok, PayPage { tried: Some(tried), ..shown }))
        }
        Err(refusal) => {
            let form = FormView::refused(t, fields, &refusal);
            Ok((status_of(&refusal), pay_page(page, office, &book, form, prepaying)?))
        }
    }
}

async fn try_beside(
    page: Page,
    cashier: &Cashier,
    id: &str,
    fields: &Fields,
    office: &Office,
    prepaying: bool,
) -> Answer<Again<TriedPart>> {
    let book = book_for_cashier(office, cashier, id).await?;
    let t = page.t;
    Ok(match redisplayable(tried(t, office, &book, fields, prepaying))? {
        Ok(tried) => (Status::Ok, TriedPart { page, tried: Some(tried), refusal: None }),
        Err(refusal) => {
            let form = FormView::refused(t, Fields::default(), &refusal);
            let said = form.refusal.clone().or_else(|| form.summary().into_iter().next().map(|(_, text)| text));
            (status_of(&refusal), TriedPart { page, tried: None, refusal: said })
        }
    })
}

#[post("/loans/<id>/repay", data = "<posted>")]
async fn repay(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    posted: Posted,
    office: &Managed<Office>,
) -> Answer<Done<PayPage>> {
    let fields = posted.0;
    if only_trying(&fields) {
        return Ok(Either::Right(try_in_form(page, &cashier, &id.0, fields, office, false).await?));
    }
    let result = match read_repayment(&fields) {
        Ok(input) => {
            let booked = deed::repay(office, &cashier, &id.0, version(&fields), &input, fields.key()).await;
            booked.map(|booked| received(page.t, office, (input.amount, input.date), &booked))
        }
        Err(refusal) => Err(refusal.into()),
    };
    answered(page, &cashier, &id.0, fields, office, result, false).await
}

#[post("/loans/<id>/prepay", data = "<posted>")]
async fn prepay(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    posted: Posted,
    office: &Managed<Office>,
) -> Answer<Done<PayPage>> {
    let fields = posted.0;
    if only_trying(&fields) {
        return Ok(Either::Right(try_in_form(page, &cashier, &id.0, fields, office, true).await?));
    }
    let result = match read_prepayment(&fields) {
        Ok(input) => {
            let booked = deed::prepay(office, &cashier, &id.0, version(&fields), &input, fields.key()).await;
            booked.map(|booked| received(page.t, office, (input.amount, input.date), &booked))
        }
        Err(refusal) => Err(refusal.into()),
    };
    answered(page, &cashier, &id.0, fields, office, result, true).await
}

/// What is said when money is booked; of a fact recorded late also what it changed.
fn received(t: Texts, office: &Office, (amount, date): (Money, NaiveDate), booked: &Booked) -> String {
    let changed = t.changes_in_a_line(&booked.changes);
    if date < office.clock.today() && !changed.is_empty() {
        t.change_late_done(format::dong(amount), format::date(date), changed)
    } else {
        t.loan_received(format::dong(amount))
    }
}

async fn answered(
    page: Page,
    cashier: &Cashier,
    id: &str,
    fields: Fields,
    office: &Office,
    result: Result<String, ActionError>,
    prepaying: bool,
) -> Answer<Done<PayPage>> {
    match redisplayable(result)? {
        Ok(said) => Ok(Either::Left(done(format!("/loans/{id}"), said))),
        Err(refusal) => {
            let book = book_for_cashier(office, cashier, id).await?;
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), pay_page(page, office, &book, form, prepaying)?)))
        }
    }
}

#[get("/loans/<id>/prepay?<ask>")]
async fn prepay_page(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    ask: Option<&str>,
    office: &Managed<Office>,
) -> Answer<PayPage> {
    let book = book_for_cashier(office, &cashier, &id.0).await?;
    let mut fields = Fields::default();
    fields.set("date", office.clock.today().to_string());
    if let Some(ask) = open_ask(office, &book, ask, &[Kind::Prepayment]).await? {
        fill(page.t, &mut fields, &ask);
    }
    let form = FormView::new(page.t, fields);
    pay_page(page, office, &book, form, true)
}

#[post("/loans/<id>/repay/try", data = "<posted>")]
async fn try_repayment(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    posted: Posted,
    office: &Managed<Office>,
) -> Answer<Again<TriedPart>> {
    try_beside(page, &cashier, &id.0, &posted.0, office, false).await
}

#[post("/loans/<id>/prepay/try", data = "<posted>")]
async fn try_prepayment(
    page: Page,
    cashier: Cashier,
    id: RecordId,
    posted: Posted,
    office: &Managed<Office>,
) -> Answer<Again<TriedPart>> {
    try_beside(page, &cashier, &id.0, &posted.0, office, true).await
}
