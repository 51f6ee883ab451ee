//! One loan: whose turn, what it owes and why, its schedule and its history, as of today or any other day.
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::http::Status;
use rocket::{Route, State as Managed, get, routes};

use super::history::{self, Happening};
use super::next::{Next, OwnSide};
use super::offer::Offered;
use super::owed::Owed;
use super::papers::Links;
use super::restructure::{Listed, may_propose};
use super::table::Table;
use super::terms::{self, Rows};
use super::{Again, Head, Standing, book_for_reader, day_of_address, may_act};
use crate::access::{Duty, Reader, User, Witness};
use crate::actions::as_of::state_on;
use crate::actions::ask::{duty_of, insist_on_state};
use crate::actions::book::Book;
use crate::actions::restructure::current_rate;
use crate::actions::{FieldError, Office, classification, pay_to};
use crate::domain::account::Position;
use crate::domain::ask::{Kind, State as AskState};
use crate::domain::loan::State;
use crate::domain::state::Turn;
use crate::store::StoreError;
use crate::store::asks::{self, Ask, OfferAnswer};
use crate::store::decisions::{self, Decision};
use crate::store::loans::Loan;
use crate::store::restructurings::{self, Restructuring};
use crate::text::{Texts, format};
use crate::web::pages::applications::decision::rows;
use crate::web::pages::asks::Listed as Asked;
use crate::web::pages::pay::Pay;
use crate::web::{Answer, FormView, Page, RecordId};

pub fn routes() -> Vec<Route> {
    routes![view]
}

#[derive(Template, WebTemplate)]
#[template(path = "loans/view.html")]
struct LoanPage {
    page: Page,
    head: Head,
    next: Next,
    owed: Option<Owed>,
    agreed: Rows,
    computed: Rows,
    people: Rows,
    application: String,
    statement: String,
    table: Table,
    history: Vec<Happening>,
    /// The day it is shown as of, and whether that is another one than today.
    as_of: String,
    other_day: bool,
    form: FormView,
    quote: Option<Quote>,
    /// What to pay next and how: nothing where nothing is to be paid; without an account, that there is none.
    pay: Option<Option<Pay>>,
    papers: Links,
    offered: Option<Offered>,
    /// What the cooperative asked for, the newest first, and which of its forms this reader may begin: address and words.
    asks: Vec<Asked>,
    may_ask: Vec<(String, &'static str)>,
    own: bool,
    /// Proposals to change it, the newest first, and whether this reader may make one.
    proposals: Vec<Listed>,
    may_propose: bool,
}

/// What closes the loan on a day.
struct Quote {
    on: String,
    day: NaiveDate,
    owed: Owed,
}

#[get("/loans/<id>?<as_of>&<on>")]
async fn view(
    page: Page,
    reader: Reader,
    id: RecordId,
    as_of: Option<&str>,
    on: Option<&str>,
    office: &Managed<Office>,
) -> Answer<Again<LoanPage>> {
    let book = book_for_reader(office, &reader, &id.0).await?;
    let (t, today, user) = (page.t, office.clock.today(), reader.user());
    let mut form = form(t, as_of, on, today);
    let day = keep(&mut form.errors, day_of_address("as_of", as_of, &book.loan, today)).unwrap_or(today);
    let quoted = keep(&mut form.errors, day_of_address("on", on, &book.loan, today));
    let status = if form.errors.is_empty() { Status::Ok } else { Status::UnprocessableEntity };
    let standing = Standing::of(office, &book, day)?;
    let mut head = Head::of(t, &book.loan, false);
    if day < today {
        // A cancelled loan never owed anything: the day it ended changes none of its figures.
        let cancelled_on = (book.loan.status == State::Cancelled).then_some(book.loan.approved_on);
        head.in_state(t, state_on(&book, cancelled_on, day, standing.position()));
    }
    let explain = format!("{}/explain?as_of={day}", head.path());
    let may_reverse =
        may_act(user, &book.loan) && matches!(book.loan.status, State::Active | State::Settled | State::WrittenOff);
    let now = if day == today { standing.position().cloned() } else { book.position(today)? };
    let pay = pay(t, office, &book, now.as_ref()).await?;
    let around = Around::of(office, &user.id, &book.loan).await?;
    let staff = user.cooperative() != Some(book.loan.cooperative_id.as_str());
    let decided = around.decision.as_ref().map(|decision| rows(t, decision, staff)).unwrap_or_default();
    let offered = Offered::of(t, user, &book, around.answer.as_ref(), today);
    let proposals: Vec<Listed> = around.proposals.iter().map(|found: &Restructuring| Listed::of(t, found)).collect();
    Ok((
        status,
        LoanPage {
            may_propose: may_propose(user, &book.loan),
            proposals,
            next: next(t, user, &book, (&around, offered.as_ref(), pay.is_some()), (now.as_ref(), today)),
            owed: classified(t, office, user, &book, standing.position(), Some(&explain)).await?,
            agreed: terms::agreed_now(t, &book.loan, current_rate(&book, day)?),
            computed: terms::computed(t, &book.loan.conditions.0),
            people: [terms::people(t, &book.loan), decided].concat(),
            application: format!("/applications/{}", book.loan.application_id),
            statement: format!("{}/statement?as_of={}", head.path(), day.min(today)),
            table: Table::of(t, &book, &standing, day, Some(&explain)),
            history: history::of(t, &book, &standing, day, may_reverse)?,
            as_of: format::date(day),
            other_day: day != today,
            pay,
            papers: Links::of(t, &book),
            offered,
            asks: around.asks.iter().map(|ask| Asked::of(t, ask)).collect(),
            may_ask: may_ask(t, user, &book),
            own: !staff,
            quote: quote(t, &book, quoted.unwrap_or(today))?,
            page: page.titled(t.loan_titled(&head.number)),
            head,
            form,
        },
    ))
}

/// The next step; for somebody of its cooperative with what is theirs to do beside paying.
fn next(
    t: Texts,
    user: &User,
    book: &Book,
    (around, offered, pay): (&Around, Option<&Offered>, bool),
    (now, today): (Option<&Position>, NaiveDate),
) -> Next {
    let next = Next::of(t, user, book, now, today);
    if user.cooperative() != Some(book.loan.cooperative_id.as_str()) {
        return next;
    }
    let mut open = around.asks.iter().filter(|ask| ask.status == AskState::Open);
    let asked = open.clone().any(|ask| ask.kind == Kind::Tranche);
    // The newest stands first.
    let oldest = open.next_back();
    let turn = |ask: &Ask| if duty_of(ask.kind) == Duty::Appraiser { Turn::Appraiser } else { Turn::Cashier };
    let own = OwnSide {
        offer: offered.is_some_and(|offered| offered.may_answer),
        tranche: !asked && insist_on_state(book, Kind::Tranche).is_ok(),
        pay,
        asked: oldest.map(|ask| (ask.number.clone(), turn(ask))),
    };
    next.of_own(t, &book.loan, &own)
}

/// What belongs to a loan beside its facts.
struct Around {
    proposals: Vec<Restructuring>,
    asks: Vec<Ask>,
    answer: Option<OfferAnswer>,
    decision: Option<Decision>,
}

impl Around {
    async fn of(office: &Office, user_id: &str, loan: &Loan) -> Result<Around, StoreError> {
        office
            .store
            .read(async |tx| {
                Ok(Around {
                    proposals: restructurings::of_loan(tx, user_id, &loan.id).await?,
                    asks: asks::of_loan(tx, user_id, &loan.id).await?,
                    answer: asks::offer_answer(tx, &loan.id).await?,
                    decision: decisions::find(tx, &loan.application_id).await?,
                })
            })
            .await
    }
}

/// What somebody of the cooperative can ask for on this loan now.
fn may_ask(t: Texts, user: &User, book: &Book) -> Vec<(String, &'static str)> {
    let own = user.acts_for(&book.loan.cooperative_id);
    let kinds = Kind::ALL.iter().filter(|kind| own && insist_on_state(book, **kind).is_ok());
    kinds.map(|kind| (format!("/loans/{}/ask/{kind}", book.loan.id), t.asked_kind(*kind))).collect()
}

/// What is to be paid next, as of today.
async fn pay(t: Texts, office: &Office, book: &Book, now: Option<&Position>) -> Answer<Option<Option<Pay>>> {
    let running = now.filter(|_| book.loan.status == State::Active);
    let Some((amount, due)) = running.and_then(pay_to::asked_for) else { return Ok(None) };
    let today = office.clock.today();
    let account = office.store.read(async |tx| pay_to::account_of(tx, &book.loan, today).await).await?;
    let what = due.map_or_else(|| t.pay_now().to_owned(), |due| t.pay_next(format::date(due)));
    Ok(Some(account.map(|account| Pay::of(t, &pay_to::of(&account, &book.loan, amount), what))))
}

/// What is owed, with the group of all the borrower's debts at the fund and, for staff, the provisions.
pub(super) async fn classified(
    t: Texts,
    office: &Office,
    user: &User,
    book: &Book,
    position: Option<&Position>,
    explain: Option<&str>,
) -> Answer<Option<Owed>> {
    let Some(position) = position else { return Ok(None) };
    let owed = Owed::of(t, &book.scales, position, explain);
    let found = office.store.read(async |tx| classification::of_loan(tx, book, position).await).await?;
    let staff = user.cooperative() != Some(book.loan.cooperative_id.as_str());
    let owed = match found {
        Some(found) => owed.classified(t, (&book.scales, position.as_of), &found, staff),
        None => owed,
    };
    Ok(Some(if staff { owed } else { owed.for_borrower((&book.scales, position.as_of)) }))
}

fn form(t: Texts, as_of: Option<&str>, on: Option<&str>, today: NaiveDate) -> FormView {
    let mut form = FormView::new(t, Default::default());
    for (name, typed) in [("as_of", as_of), ("on", on)] {
        form.fields.set(name, typed.map_or_else(|| today.to_string(), str::to_owned));
    }
    form
}

/// The day, or its mistake among the form's.
fn keep(errors: &mut Vec<FieldError>, day: Result<Option<NaiveDate>, FieldError>) -> Option<NaiveDate> {
    day.unwrap_or_else(|error| {
        errors.push(error);
        None
    })
}

/// Only a running loan can be closed by a payment.
fn quote(t: Texts, book: &Book, on: NaiveDate) -> Answer<Option<Quote>> {
    if book.loan.status != State::Active {
        return Ok(None);
    }
    let position = book.position(on)?;
    let explain = format!("/loans/{}/explain?as_of={on}", book.loan.id);
    Ok(position.map(|position| Quote {
        on: format::date(on),
        day: on,
        owed: Owed::of(t, &book.scales, &position, Some(&explain)),
    }))
}
