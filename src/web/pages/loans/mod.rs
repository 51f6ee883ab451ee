//! Loans: the list, one loan with everything it owes and why, and the deeds of its cashier.
use chrono::{Days, NaiveDate};
use rocket::Route;
use rocket::http::Status;

use crate::access::{Cashier, Duty, Reader, User, Witness};
use crate::actions::book::Book;
use crate::actions::loan::insist_on_other_eyes;
use crate::actions::{Error as ActionError, FieldError, Office, Problem, Refusal};
use crate::domain::account::Position;
use crate::domain::loan::State;
use crate::domain::schedule::{self, Schedule};
use crate::store::loans::{self, Loan};
use crate::text::Texts;
use crate::web::Answer;
use crate::web::forms::parse_date;

mod asked;
mod deeds;
mod explain;
mod history;
mod list;
mod next;
mod offer;
mod owed;
mod papers;
mod payments;
mod preview;
mod restructure;
mod reversal;
mod settle;
mod statement;
mod table;
mod terms;
mod view;

pub fn routes() -> Vec<Route> {
    [
        list::routes(),
        view::routes(),
        explain::routes(),
        deeds::routes(),
        payments::routes(),
        reversal::routes(),
        statement::routes(),
        settle::routes(),
        papers::routes(),
        offer::routes(),
        restructure::routes(),
    ]
    .concat()
}

/// A form that was refused, shown again with its status.
type Again<T> = (Status, T);

/// Days past today that a loan is computed for when somebody asks: longer than any loan of these funds.
const AHEAD_DAYS_MAX: u64 = 30 * 366;

/// What stands at the top of every page of a loan.
#[derive(Debug, Clone)]
struct Head {
    id: String,
    number: String,
    cooperative: String,
    fund: String,
    status: &'static str,
    status_text: &'static str,
    version: i64,
    /// The pages above this one: address and name.
    above: Vec<(String, String)>,
}

impl Head {
    /// `inside`: whether the page stands below the loan's own.
    fn of(t: Texts, loan: &Loan, inside: bool) -> Head {
        let mut above = vec![("/loans".to_owned(), t.nav_loans().to_owned())];
        if inside {
            above.push((format!("/loans/{}", loan.id), loan.number.clone()));
        }
        Head {
            id: loan.id.clone(),
            number: loan.number.clone(),
            cooperative: loan.cooperative_name.clone(),
            fund: t.pick(&loan.fund_name_vi, &loan.fund_name_en).to_owned(),
            status: loan.status.as_str(),
            status_text: t.loan_state(loan.status),
            version: loan.version,
            above,
        }
    }

    /// As it stood on another day.
    fn in_state(&mut self, t: Texts, state: State) {
        (self.status, self.status_text) = (state.as_str(), t.loan_state(state));
    }

    fn path(&self) -> String {
        format!("/loans/{}", self.id)
    }
}

/// A loan its reader may see, with every fact; 404 for any other.
async fn book_for_reader(office: &Office, reader: &Reader, id: &str) -> Answer<Book> {
    let found = office.store.read(async |tx| {
        let loan = loans::find_for_reader(tx, &reader.user().id, id).await?.ok_or(Refusal::NotFound)?;
        Ok::<_, ActionError>(Book::open(tx, loan).await?)
    });
    Ok(found.await?)
}

/// A loan of a cashier's fund, with every fact; 404 for any other, 409 for whom four eyes forbid it.
async fn book_for_cashier(office: &Office, cashier: &Cashier, id: &str) -> Answer<Book> {
    let by = &cashier.user().id;
    let found = office.store.read(async |tx| {
        let loan = loans::find_for_duty(tx, by, Duty::Cashier, id).await?.ok_or(Refusal::NotFound)?;
        insist_on_other_eyes(&loan, by)?;
        Ok::<_, ActionError>(Book::open(tx, loan).await?)
    });
    Ok(found.await?)
}

/// Whether this person is a cashier who may act on this loan.
fn may_act(user: &User, loan: &Loan) -> bool {
    user.has(Duty::Cashier, &loan.fund_id) && insist_on_other_eyes(loan, &user.id).is_ok()
}

/// Refuses a page whose deed the loan's state does not allow.
fn insist_on_state(loan: &Loan, allowed: &[State]) -> Result<(), Refusal> {
    if allowed.contains(&loan.status) { Ok(()) } else { Err(Refusal::WrongState { is: loan.status.to_string() }) }
}

/// A date of an address: `None` when it does not say, or when what it says cannot be, with the reason.
fn day_of_address(
    name: &str,
    typed: Option<&str>,
    loan: &Loan,
    today: NaiveDate,
) -> Result<Option<NaiveDate>, FieldError> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(None) };
    let fail = |problem| Err(FieldError { pointer: format!("/{name}"), problem });
    let Some(date) = parse_date(typed) else { return fail(Problem::NotADate) };
    let (from, to) = (loan.approved_on, today + Days::new(AHEAD_DAYS_MAX));
    if date < from || date > to {
        return fail(Problem::DateOutOfRange { from, to });
    }
    Ok(Some(date))
}

/// A loan on a day: what it owes, or before the first draw the plan as if all were drawn that day.
#[expect(clippy::large_enum_variant, reason = "made once a request and read at once")]
enum Standing {
    Drawn(Position),
    Planned(Schedule),
}

impl Standing {
    fn of(office: &Office, book: &Book, as_of: NaiveDate) -> Answer<Standing> {
        match book.position(as_of)? {
            Some(position) => Ok(Standing::Drawn(position)),
            None => Ok(Standing::Planned(planned(office, book, as_of)?)),
        }
    }

    fn position(&self) -> Option<&Position> {
        match self {
            Standing::Drawn(position) => Some(position),
            Standing::Planned(_) => None,
        }
    }
}

/// The schedule as if all of the loan were drawn on a day.
fn planned(office: &Office, book: &Book, on: NaiveDate) -> Answer<Schedule> {
    let terms = book.terms_if_drawn_on(on)?;
    let plan = schedule::plan(&terms, book.calendar(&office.calendar()));
    Ok(plan.map_err(|refusal| crate::actions::book::not_computable(&refusal))?)
}

/// A yearly rate as it is read: `6 %/năm`.
fn a_year(t: Texts, percent: &str) -> String {
    t.loan_a_year(t.percent(percent))
}
