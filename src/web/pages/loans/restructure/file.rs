//! The decision file: who asks for what and why, the loan before and after, and who decided. Read by the fund's people and by
//! the cooperative.
use askama::Template;
use askama_web::WebTemplate;
use rocket::{Route, State as Managed, get, routes};

use super::comparison::Compared;
use super::{Head, state_tag};
use crate::access::{Duty, Reader, User, Witness};
use crate::actions::book::Book;
use crate::actions::restructure::{insist_on_decider, look_again};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::domain::restructuring::{Change, Comparison, State};
use crate::store::restructurings::{self, Restructuring};
use crate::store::{funds, loans};
use crate::text::{Texts, format};
use crate::web::pages::loans::terms::Rows;
use crate::web::{Answer, Fields, FormView, Page, RecordId};

pub fn routes() -> Vec<Route> {
    routes![file]
}

/// See the module's comment.
#[derive(Template, WebTemplate)]
#[template(path = "loans/restructure/file.html")]
pub struct FilePage {
    page: Page,
    head: Head,
    id: String,
    number: String,
    state: (&'static str, &'static str),
    turn: &'static str,
    mine: bool,
    step: &'static str,
    what: Rows,
    request: Rows,
    reason: String,
    people: Rows,
    note: Option<String>,
    compared: Compared,
    /// Why it can no longer be approved.
    stale: Option<String>,
    internal: bool,
    booked: bool,
    /// What it became was taken back since.
    reversed: bool,
    decides: bool,
    withdraws: bool,
    version: i64,
    form: FormView,
    /// The form that was refused: `approve` or `reject`.
    refused: &'static str,
}

/// A form of the page as it was typed.
pub struct Typed {
    pub which: &'static str,
    pub form: FormView,
}

#[get("/restructurings/<id>")]
async fn file(page: Page, reader: Reader, id: RecordId, office: &Managed<Office>) -> Answer<FilePage> {
    page_of(page, office, reader.user(), &id.0, None).await
}

/// The file as a person may see it, with their form as it was typed.
pub async fn page_of(page: Page, office: &Office, user: &User, id: &str, typed: Option<Typed>) -> Answer<FilePage> {
    let (t, today) = (page.t, office.clock.today());
    let (found, book, again) = office
        .store
        .read(async |tx| {
            let found = restructurings::find_for_reader(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            let loan = loans::find(tx, &found.loan_id).await?.ok_or(Refusal::NotFound)?;
            let fund = funds::find(tx, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
            let book = Book::open(tx, loan).await?;
            let again = match found.status {
                State::Proposed => Some(look_again(tx, &fund, &book, &found, today).await),
                _ => None,
            };
            Ok::<_, ActionError>((found, book, again))
        })
        .await?;
    let (comparison, stale) = which(t, &found, again)?;
    let open = found.status == State::Proposed;
    let decides = open
        && user.has(Duty::Approver, &found.fund_id)
        && insist_on_decider(&found.proposed_by, &book.loan, &user.id).is_ok();
    let (which, form) = match typed {
        Some(typed) => (typed.which, typed.form),
        None => ("", FormView::new(t, Fields::default())),
    };
    Ok(FilePage {
        head: Head::of(t, &book.loan, true),
        id: found.id.clone(),
        number: found.number.clone(),
        state: state_tag(t, found.status),
        turn: if open { t.decision_turn_approver() } else { t.decision_turn_over() },
        mine: decides,
        step: step(t, &found, decides),
        what: what(t, &found),
        request: request(t, &found),
        reason: found.reason.clone(),
        people: people(t, &found),
        note: found.decision_note.clone(),
        compared: Compared::of(t, &book.scales, &comparison, !user.acts_for(&book.loan.cooperative_id)),
        stale: stale.map(|why| t.decision_stale(why)),
        internal: found.kind.is_internal(),
        booked: found.event_id.is_some(),
        reversed: found.event_id.as_deref().is_some_and(|event| book.is_reversed(event)),
        decides,
        withdraws: open && found.proposed_by == user.id && user.has(Duty::Appraiser, &found.fund_id),
        version: found.version,
        form,
        refused: which,
        page: page.titled(t.decision_file(&found.number)),
    })
}

/// The figures to show: of today while it is open and could be approved, as decided, or as proposed; and why it is stale.
fn which(
    t: Texts,
    found: &Restructuring,
    again: Option<Result<Comparison, ActionError>>,
) -> Answer<(Comparison, Option<String>)> {
    let kept = || found.decided_comparison.as_ref().unwrap_or(&found.comparison).0.clone();
    match again {
        None => Ok((kept(), None)),
        Some(Ok(comparison)) => Ok((comparison, None)),
        Some(Err(ActionError::Refused(refusal))) => Ok((kept(), Some(t.refusal_in_full(&refusal)))),
        Some(Err(error)) => Err(error.into()),
    }
}

fn step(t: Texts, found: &Restructuring, decides: bool) -> &'static str {
    match found.status {
        State::Proposed if decides => t.decision_step_yours(),
        State::Proposed => t.decision_step_wait(),
        State::Approved => t.decision_step_approved(),
        State::Rejected => t.decision_step_rejected(),
        State::Withdrawn => t.decision_step_withdrawn(),
    }
}

fn what(t: Texts, found: &Restructuring) -> Rows {
    let mut rows = vec![
        (t.decision_kind(), t.loan_event(found.kind.as_str()).to_owned()),
        (t.restructure_date(), format::date(found.value_date)),
    ];
    match &found.change.0 {
        Change::Rate { annual_rate_percent } => {
            let rate = t.percent(&annual_rate_percent.percent().to_string());
            rows.push((t.restructure_rate_new(), t.loan_a_year(rate)));
        }
        Change::InterestWaiver { amount, inability } => {
            rows.push((t.restructure_waive(), format::dong(*amount)));
            if *inability {
                rows.push((t.loan_reason(), t.restructure_inability().to_owned()));
            }
        }
        Change::Freeze { to, loss_percent } => {
            rows.push((t.restructure_freeze_to(), format::date(*to)));
            rows.push((t.restructure_loss(), t.percent(&loss_percent.to_string())));
        }
        Change::TermAdjustment { .. } | Change::Extension { .. } | Change::WriteOff {} => {}
    }
    rows
}

fn request(t: Texts, found: &Restructuring) -> Rows {
    let rows = [
        (t.restructure_request_by(), found.requested_by.clone()),
        (t.restructure_request_on(), found.requested_on.map(format::date)),
        (t.restructure_request_text(), found.request.clone()),
    ];
    rows.into_iter().filter_map(|(label, value)| value.map(|value| (label, value))).collect()
}

fn people(t: Texts, found: &Restructuring) -> Rows {
    let proposed = t.decision_person_at(&found.proposed_by_name, format::instant(found.proposed_at));
    let mut rows = vec![(t.decision_proposed_by(), proposed)];
    match (&found.decided_by_name, found.closed_at) {
        (Some(name), Some(at)) => {
            rows.push((t.decision_decided_by(), t.decision_person_at(name, format::instant(at))));
        }
        (None, Some(at)) => rows.push((t.decision_withdrawn_at(), format::instant(at))),
        _ => {}
    }
    rows
}
