//! The one thing a cooperative should do next: what costs it most if left undone comes first.
use crate::domain::application::State;
use crate::domain::loan::State as LoanState;
use crate::store::loans::Line as Loan;
use crate::store::worklists::Row as Application;
use crate::text::{Texts, format};

/// A heading, why, and one button.
#[derive(Debug, PartialEq, Eq)]
pub struct NextStep {
    pub heading: String,
    pub text: String,
    pub href: String,
    pub button: &'static str,
    /// It is the cooperative's turn.
    pub mine: bool,
}

/// Late money, papers with a deadline, a loan that waits for an answer, an unfinished draft, a signed loan to draw, the next instalment, a file at the fund; else a new application.
pub fn of(t: Texts, applications: &[Application], loans: &[Loan]) -> NextStep {
    late(t, loans)
        .or_else(|| papers(t, applications))
        .or_else(|| in_state(loans, LoanState::Approved).map(|loan| approved(t, loan)))
        .or_else(|| draft(t, applications))
        .or_else(|| in_state(loans, LoanState::Signed).map(|loan| signed(t, loan)))
        .or_else(|| instalment(t, loans))
        .or_else(|| at_the_fund(t, applications))
        .unwrap_or_else(|| NextStep {
            heading: t.desk_begin().to_owned(),
            text: t.desk_begin_text().to_owned(),
            href: "/applications/new".to_owned(),
            button: t.app_new(),
            mine: true,
        })
}

fn to_loan(t: Texts, loan: &Loan, heading: String, text: &str) -> NextStep {
    let href = format!("/loans/{}", loan.id);
    NextStep { heading, text: text.to_owned(), href, button: t.app_open_loan(), mine: true }
}

fn in_state(loans: &[Loan], status: LoanState) -> Option<&Loan> {
    loans.iter().find(|loan| loan.status == status)
}

fn approved(t: Texts, loan: &Loan) -> NextStep {
    to_loan(t, loan, t.desk_approved_loan(&loan.number), t.desk_approved_loan_text())
}

fn signed(t: Texts, loan: &Loan) -> NextStep {
    to_loan(t, loan, t.desk_signed_loan(&loan.number), t.desk_signed_loan_text())
}

fn late(t: Texts, loans: &[Loan]) -> Option<NextStep> {
    let days = |loan: &&Loan| loan.days_past_due.unwrap_or_default();
    let loan = loans.iter().filter(|loan| days(loan) > 0).max_by_key(days)?;
    Some(to_loan(t, loan, t.desk_late_loan(&loan.number, days(&loan)), t.desk_late_loan_text()))
}

fn instalment(t: Texts, loans: &[Loan]) -> Option<NextStep> {
    let (due, loan) = loans.iter().filter_map(|loan| Some((loan.next_due?, loan))).min_by_key(|(due, _)| *due)?;
    Some(to_loan(t, loan, t.desk_due_loan(&loan.number, format::date(due)), t.desk_due_loan_text()))
}

fn papers(t: Texts, applications: &[Application]) -> Option<NextStep> {
    let file =
        applications.iter().filter(|file| file.status == State::Returned).min_by_key(|file| file.papers_until)?;
    Some(NextStep {
        heading: t.desk_papers(&file.number),
        text: t.desk_papers_text(file.papers_until.map(format::date).unwrap_or_default()),
        href: format!("/applications/{}/papers", file.id),
        button: t.app_papers(),
        mine: true,
    })
}

fn draft(t: Texts, applications: &[Application]) -> Option<NextStep> {
    let file = applications.iter().find(|file| file.status == State::Draft)?;
    let (heading, text, button) = match file.on_behalf {
        true => (t.desk_behalf(&file.number), t.desk_behalf_text(), t.desk_behalf_open()),
        false => (t.desk_finish_draft(&file.number), t.desk_finish_draft_text(), t.desk_open()),
    };
    Some(NextStep { heading, text: text.to_owned(), href: format!("/applications/{}", file.id), button, mine: true })
}

fn at_the_fund(t: Texts, applications: &[Application]) -> Option<NextStep> {
    let file = applications.iter().find(|file| matches!(file.status, State::Submitted | State::Appraised))?;
    Some(NextStep {
        heading: t.desk_wait(&file.number),
        text: if file.status == State::Submitted { t.next_submitted_text() } else { t.next_appraised_text() }
            .to_owned(),
        href: format!("/applications/{}", file.id),
        button: t.desk_open(),
        mine: false,
    })
}
