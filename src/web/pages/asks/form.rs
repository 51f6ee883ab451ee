//! The forms of a cooperative: one matter a page.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use crate::access::{Applicant, Witness};
use crate::actions::ask::{self, AskInput, insist_on_state};
use crate::actions::book::Book;
use crate::actions::loan::undrawn;
use crate::actions::{Error as ActionError, Office, Problem, Refusal, pay_to};
use crate::domain::account::Effect;
use crate::domain::ask::Kind;
use crate::store::loans;
use crate::text::format;
use crate::web::error::status_of;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted, RecordId};

const TEXT_CHARACTERS_MAX: usize = 2000;
const PAYEE_CHARACTERS_MAX: usize = 300;
const REFERENCE_CHARACTERS_MAX: usize = 200;

pub fn routes() -> Vec<Route> {
    routes![begin, send]
}

#[derive(Template, WebTemplate)]
#[template(path = "asks/form.html")]
struct AskPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    form: FormView,
    loan_id: String,
    number: String,
    kind: &'static str,
    intro: String,
    effects: Vec<(&'static str, &'static str, &'static str)>,
    /// The same was sent before: the box to say that it is another one.
    again: bool,
}

/// A loan of the applicant's own cooperative, with its facts; 404 for any other kind or loan.
async fn own(office: &Office, by: &Applicant, id: &str, kind: &str) -> Answer<(Book, Kind)> {
    let kind = Kind::try_from(kind).map_err(|_| Refusal::NotFound)?;
    let found = office.store.read(async |tx| {
        let found = loans::find_for_reader(tx, &by.user().id, id).await?;
        let loan = found.filter(|loan| loan.cooperative_id == by.cooperative()).ok_or(Refusal::NotFound)?;
        Ok::<_, ActionError>(Book::open(tx, loan).await?)
    });
    Ok((found.await?, kind))
}

impl AskPage {
    fn of(page: Page, book: &Book, kind: Kind, form: FormView) -> Answer<AskPage> {
        insist_on_state(book, kind)?;
        let t = page.t;
        let loan = &book.loan;
        let crumbs =
            vec![("/loans".to_owned(), t.nav_loans().to_owned()), (format!("/loans/{}", loan.id), loan.number.clone())];
        let intro = match kind {
            Kind::Tranche => t.ask_tranche_intro(format::dong(undrawn(loan))),
            Kind::Payment => t.ask_payment_intro().to_owned(),
            Kind::Prepayment => t.ask_prepayment_intro().to_owned(),
            Kind::MoreTime => t.ask_more_time_intro().to_owned(),
        };
        let effects =
            ["shorter", "lower", "next"].map(|name| (name, t.loan_effect_name(name), t.loan_effect_hint(name)));
        Ok(AskPage {
            crumbs,
            loan_id: loan.id.clone(),
            number: loan.number.clone(),
            kind: kind.as_str(),
            intro,
            effects: effects.to_vec(),
            again: form.error("again").is_some() || form.checked("again"),
            form,
            page: page.titled(t.asked_kind(kind)),
        })
    }
}

#[get("/loans/<id>/ask/<kind>")]
async fn begin(page: Page, by: Applicant, id: RecordId, kind: &str, office: &State<Office>) -> Answer<AskPage> {
    let (book, kind) = own(office, &by, &id.0, kind).await?;
    let today = office.clock.today();
    let mut fields = Fields::default();
    match kind {
        Kind::Payment => {
            fields.set("date", today.to_string());
            let asked = book.position(today)?.as_ref().and_then(pay_to::asked_for);
            fields.set("amount", asked.map(|(amount, _)| amount.to_string()).unwrap_or_default());
        }
        Kind::Tranche => fields.set("amount", undrawn(&book.loan).to_string()),
        Kind::Prepayment | Kind::MoreTime => {}
    }
    let form = FormView::new(page.t, fields);
    AskPage::of(page, &book, kind, form)
}

fn read(fields: &Fields, kind: Kind) -> Result<AskInput, Refusal> {
    let mut reading = fields.read();
    let mut input = AskInput { again: !fields.get("again").is_empty(), ..AskInput::of(kind) };
    if kind != Kind::MoreTime {
        input.amount = Some(reading.required_money("amount"));
        input.date = reading.date("date");
    }
    match kind {
        Kind::Tranche => {
            input.payee = Some(reading.required("payee", PAYEE_CHARACTERS_MAX));
            input.purpose = Some(reading.required("purpose", TEXT_CHARACTERS_MAX));
        }
        Kind::Payment => input.reference = reading.text("reference", REFERENCE_CHARACTERS_MAX),
        Kind::Prepayment => {
            input.effect = match fields.get("effect") {
                "shorter" => Some(Effect::Shorter),
                "lower" => Some(Effect::Lower),
                "next" => Some(Effect::Next),
                other => {
                    reading.fail("effect", if other.is_empty() { Problem::Required } else { Problem::NotAChoice });
                    None
                }
            };
        }
        Kind::MoreTime => {
            input.purpose = Some(reading.required("purpose", TEXT_CHARACTERS_MAX));
            input.plan = Some(reading.required("plan", TEXT_CHARACTERS_MAX));
        }
    }
    reading.finish(input)
}

#[post("/loans/<id>/ask/<kind>", data = "<posted>")]
async fn send(
    page: Page,
    by: Applicant,
    id: RecordId,
    kind: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, AskPage)>> {
    let (book, kind) = own(office, &by, &id.0, kind).await?;
    let fields = posted.0;
    let made = match read(&fields, kind) {
        Ok(input) => ask::make(office, &by, &id.0, &input, fields.key()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match made {
        Ok(made) => Ok(Either::Left(done(format!("/asks/{}", made.id), page.t.ask_sent(&made.number)))),
        Err(ActionError::Refused(refusal @ (Refusal::NotFound | Refusal::WrongState { .. }))) => Err(refusal.into()),
        Err(ActionError::Refused(refusal)) => {
            let form = FormView::refused(page.t, fields, &refusal);
            Ok(Either::Right((status_of(&refusal), AskPage::of(page, &book, kind, form)?)))
        }
        Err(error) => Err(error.into()),
    }
}
