//! Changes of a running loan by decision: the proposal, the decision file, and how a loan stands before and after.
use rocket::Route;

use super::{Again, Head, insist_on_state};
use crate::access::{Appraiser, Duty, User, Witness};
use crate::actions::book::Book;
use crate::actions::restructure::insist_on_proposer;
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::domain::loan::State as LoanState;
use crate::domain::restructuring::State;
use crate::store::funds::{self, Fund};
use crate::store::loans::{self, Loan};
use crate::store::restructurings::{self, Restructuring};
use crate::text::{Texts, format};
use crate::web::Answer;

mod comparison;
mod decide;
mod file;
mod propose;
mod read;

pub fn routes() -> Vec<Route> {
    [propose::routes(), file::routes(), decide::routes()].concat()
}

/// A proposal as the loan's page lists it.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: String,
    pub number: String,
    pub what: String,
    pub date: String,
    /// The tag's class and word.
    pub state: (&'static str, &'static str),
}

impl Listed {
    /// As a reader sees it.
    pub fn of(t: Texts, found: &Restructuring) -> Listed {
        Listed {
            id: found.id.clone(),
            number: found.number.clone(),
            what: t.loan_event(found.kind.as_str()).to_owned(),
            date: format::date(found.value_date),
            state: state_tag(t, found.status),
        }
    }
}

/// The class and the word of a proposal's tag.
fn state_tag(t: Texts, state: State) -> (&'static str, &'static str) {
    let class = if state == State::Proposed { "review" } else { state.as_str() };
    (class, t.restructuring_state(state))
}

/// Whether this person may propose a change of this loan.
pub fn may_propose(user: &User, loan: &Loan) -> bool {
    loan.status == LoanState::Active
        && user.has(Duty::Appraiser, &loan.fund_id)
        && insist_on_proposer(loan, &user.id).is_ok()
}

/// A running loan of an appraiser's fund without an open proposal, with its fund and facts.
async fn book_for_proposer(office: &Office, by: &Appraiser, id: &str) -> Answer<(Fund, Book)> {
    let user = &by.user().id;
    let found = office.store.read(async |tx| {
        let loan = loans::find_for_duty(tx, user, Duty::Appraiser, id).await?.ok_or(Refusal::NotFound)?;
        insist_on_proposer(&loan, user)?;
        insist_on_state(&loan, &[LoanState::Active])?;
        if let Some(open) = restructurings::open_of(tx, id).await? {
            return Err(Refusal::ProposalOpen { number: open.number }.into());
        }
        let fund = funds::find(tx, &loan.fund_id).await?.ok_or(Refusal::NotFound)?;
        Ok::<_, ActionError>((fund, Book::open(tx, loan).await?))
    });
    Ok(found.await?)
}
