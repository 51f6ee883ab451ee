//! What comes next, for each reader of an application: one heading, whose turn it is, and one button.
use super::case::{Case, Seat};
use chrono::NaiveDate;

use crate::actions::waiting::Waiting;
use crate::clock::business_date;
use crate::domain::application::State;
use crate::store::asks::OfferAnswer;
use crate::text::{Texts, format};

/// The panel at the top of an application.
#[derive(Debug, Clone, Default)]
pub struct Next {
    pub heading: String,
    pub turn: String,
    /// It is this reader's turn.
    pub mine: bool,
    pub text: String,
    /// Working days left of the fund's own step, or since when its clock stands; for both sides.
    pub clock: String,
    /// Papers that were asked for.
    pub list: Vec<String>,
    /// Text and address of the one button.
    pub button: Option<(String, String)>,
}

/// What the reader sees at the top.
pub fn next(t: Texts, case: &Case, seat: Seat, (waiting, answer_by): (Waiting, Option<NaiveDate>)) -> Next {
    if case.decided_elsewhere()
        && let Some(next) = super::referral::next(t, case, seat, answer_by)
    {
        return next;
    }
    let turn = t.whose_turn_until(waiting.turn, waiting.until, waiting.overdue);
    let papers = case.found.status == State::Returned;
    let clock = waiting.clock.map(|clock| t.clock_whole(clock, waiting.overdue, papers)).unwrap_or_default();
    // Whose turn an approved loan is, its own page says.
    let turn = if case.found.status == State::Approved && seat.own { String::new() } else { turn };
    Next { turn, clock, ..step(t, case, seat) }
}

impl Next {
    /// The cooperative did not take the loan that was approved: there is nothing left to do on the application.
    pub fn declined(t: Texts, case: &Case, answer: &OfferAnswer) -> Next {
        let on = format::date(business_date(answer.answered_at));
        let reason = answer.reason.as_deref().unwrap_or_default();
        let loan = case.found.loan_id.as_ref();
        Next {
            button: loan.map(|loan| (t.app_open_loan().to_owned(), format!("/loans/{loan}"))),
            ..said(t.next_declined(), t.next_declined_text(&answer.answered_by_name, on, reason))
        }
    }

    /// The same for somebody of the cooperative who fills it in and does not bind it: the chair sends it.
    pub fn for_who_prepares(mut self, t: Texts, case: &Case) -> Next {
        if case.found.status == State::Draft {
            self.text = match case.found.on_behalf {
                true => t.behalf_draft_prepared(&case.found.created_by_name),
                false => t.next_draft_prepared().to_owned(),
            };
            self.button = self.button.map(|(_, to)| (t.app_go_to_check().to_owned(), to));
        }
        self
    }
}

pub(super) fn said(heading: &str, text: impl Into<String>) -> Next {
    Next { heading: heading.to_owned(), text: text.into(), ..Next::default() }
}

fn step(t: Texts, case: &Case, seat: Seat) -> Next {
    let id = &case.found.id;
    let button = |text: &str, to: String| Some((text.to_owned(), to));
    if let Some((place, reached)) = case.standing.place {
        return waits(t, case, seat, place, reached);
    }
    match case.found.status {
        State::Draft if seat.own && case.found.on_behalf => Next {
            mine: true,
            button: button(t.app_go_to_submit(), format!("/applications/{id}/submit")),
            ..said(t.next_draft(), t.behalf_draft_own(&case.found.created_by_name))
        },
        State::Draft if seat.writes => Next {
            mine: true,
            button: button(t.app_go_to_submit(), format!("/applications/{id}/submit")),
            ..said(t.next_draft(), t.next_draft_text())
        },
        State::Draft => said(t.next_draft_of_other(), ""),
        State::Returned => returned(t, case, seat),
        State::Submitted if seat.appraiser => Next {
            mine: true,
            button: button(t.next_go_appraise(), "#appraise".into()),
            ..said(t.next_appraise(), t.next_appraise_text())
        },
        State::Submitted if seat.own => said(t.next_submitted(), t.next_submitted_text()),
        State::Submitted => said(t.next_waiting_appraisal(), ""),
        State::Appraised if seat.approver && seat.appraised_it => {
            said(t.next_waiting_decision(), t.next_four_eyes_you())
        }
        State::Appraised if seat.approver && seat.wrote_it => said(t.next_waiting_decision(), t.next_four_eyes_wrote()),
        State::Appraised if seat.approver => {
            Next { mine: true, button: button(t.next_go_decide(), "#decide".into()), ..said(t.next_decide(), "") }
        }
        State::Appraised if seat.own => said(t.next_appraised(), t.next_appraised_text()),
        State::Appraised => {
            let name = case.found.appraised_by_name.as_deref().unwrap_or_default();
            said(t.next_waiting_decision(), t.next_four_eyes(name))
        }
        State::Approved if seat.own => Next {
            mine: true,
            button: case.found.loan_id.as_ref().and_then(|loan| button(t.app_open_loan(), format!("/loans/{loan}"))),
            ..said(t.next_approved(), t.next_approved_own())
        },
        State::Approved => Next {
            mine: true,
            button: case.found.loan_id.as_ref().and_then(|loan| button(t.app_open_loan(), format!("/loans/{loan}"))),
            ..said(t.next_approved(), t.next_approved_text())
        },
        State::Rejected => {
            let reason = case.found.decision_note.as_deref().unwrap_or_default();
            said(t.next_rejected(), t.next_rejected_text(reason))
        }
        State::Withdrawn | State::Lapsed => said(t.next_closed(), t.next_closed_text()),
    }
}

/// It waits for capital: its place, and the rule of the order.
fn waits(t: Texts, case: &Case, seat: Seat, place: usize, reached: bool) -> Next {
    let mine = reached && seat.decides();
    let said_now = if reached { t.next_reached_text() } else { t.next_waits_text() };
    Next {
        mine,
        button: mine.then(|| (t.next_go_decide().to_owned(), "#decide".into())),
        ..said(&t.next_waits(place, case.standing.waiting), format!("{said_now} {}", t.wait_rule()))
    }
}

fn returned(t: Texts, case: &Case, seat: Seat) -> Next {
    let list = case.found.papers_needed.as_ref().map(|needed| needed.0.clone()).unwrap_or_default();
    let papers = || Some((t.app_papers().to_owned(), format!("/applications/{}/papers", case.found.id)));
    if seat.own {
        Next { mine: true, list, button: papers(), ..said(t.next_returned(), t.next_returned_text()) }
    } else {
        // An appraiser adds what is brought by hand.
        let button = seat.appraiser.then(papers).flatten();
        Next { list, button, ..said(t.next_waiting_cooperative(), "") }
    }
}
