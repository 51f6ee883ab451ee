//! What a letter says, in one language, before it is laid out: a subject, sentences, facts, perhaps a schedule.
mod asks;
mod waiting;

use chrono::NaiveDate;

use super::referrals::of_referral;
use super::{Letter, ScheduleLine};
use crate::domain::money::Money;
use crate::domain::vietqr::PayTo;
use crate::text::Texts;
use crate::text::format::{date, dong};

/// A letter in words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words<'a> {
    pub subject: String,
    /// What happened, in a sentence or two.
    pub opening: String,
    /// What is asked for, one a line.
    pub wanted: &'a [String],
    /// Figures and names, in pairs of label and value.
    pub facts: Vec<(String, String)>,
    /// The instalments from now on; empty for most letters.
    pub schedule: &'a [ScheduleLine],
    /// What to do now.
    pub next: String,
    /// The text of the button; the letter's link is behind it.
    pub button: &'static str,
    /// The link asks to sign in, and says so.
    pub signs_in: bool,
}

/// What the row of a letter and the day of its sending add to it.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    pub t: Texts,
    /// The business date of the sending: a reminder counts its days from it.
    pub today: NaiveDate,
    pub cooperative: Option<&'a str>,
}

/// Collects facts, leaving out what there is nothing to say about.
pub(super) struct Facts(pub(super) Vec<(String, String)>);

impl Facts {
    pub(super) fn new() -> Facts {
        Facts(Vec::new())
    }
    pub(super) fn add(mut self, label: impl Into<String>, value: impl Into<String>) -> Facts {
        self.0.push((label.into(), value.into()));
        self
    }
    pub(super) fn some(self, label: &str, value: Option<String>) -> Facts {
        match value {
            Some(value) => self.add(label, value),
            None => self,
        }
    }
    /// Where and how to pay, unless no account is known.
    fn pay_to(self, t: Texts, pay_to: Option<&PayTo>) -> Facts {
        let Some(pay_to) = pay_to else { return self };
        self.add(t.pay_bank(), t.bank_name(&pay_to.bank))
            .add(t.pay_number(), &pay_to.number)
            .add(t.pay_holder(), &pay_to.holder)
            .add(t.pay_amount(), dong(pay_to.amount))
            .add(t.pay_reference(), &pay_to.reference)
    }
    /// An amount, unless it is 0.
    fn amount(self, label: impl Into<String>, amount: Money) -> Facts {
        if amount == Money::ZERO { self } else { self.add(label, dong(amount)) }
    }
}

/// Puts a letter into words.
pub fn words<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    match letter {
        Letter::Invitation { .. }
        | Letter::InvitedThere { .. }
        | Letter::PasswordReset { .. }
        | Letter::MailCode { .. }
        | Letter::AccountThere { .. }
        | Letter::MailChanged { .. }
        | Letter::PasswordChanged { .. }
        | Letter::MemberWithdrawn { .. }
        | Letter::MemberJoined { .. }
        | Letter::MemberLeft { .. }
        | Letter::LinkConfirmed { .. }
        | Letter::LinkRefused { .. } => super::people::of_person(letter, s),
        Letter::Receipt { .. }
        | Letter::Returned { .. }
        | Letter::Approved { .. }
        | Letter::Rejected { .. }
        | Letter::Lapsed { .. }
        | Letter::Withdrawn { .. } => {
            // What was granted has a page of its own.
            let granted = matches!(letter, Letter::Approved { .. } | Letter::Lapsed { loan_number: Some(_), .. });
            let button = if granted { t.mail_see_loan() } else { t.mail_see_application() };
            Words { button, signs_in: true, ..of_application(letter, s) }
        }
        Letter::ConfirmationWanted { .. } => {
            Words { button: t.mail_see_application(), signs_in: true, ..waiting::of_confirmation(letter, s) }
        }
        Letter::Waiting { .. } | Letter::CapitalReached { .. } => {
            Words { button: t.mail_see_application(), signs_in: true, ..waiting::of_waiting(letter, s) }
        }
        Letter::AskMade { .. }
        | Letter::AskReceived { .. }
        | Letter::AskRefused { .. }
        | Letter::AskAnswered { .. } => Words { button: t.mail_ask_see(), signs_in: true, ..asks::of_ask(letter, s) },
        Letter::OfferAnswered { .. } => {
            Words { button: t.mail_see_loan(), signs_in: true, ..asks::of_offer(letter, s) }
        }
        Letter::DecidedElsewhere { .. } | Letter::Moved { .. } => {
            Words { button: t.mail_see_application(), signs_in: true, ..of_referral(letter, s) }
        }
        Letter::Reminder { .. } => Words { button: t.mail_see_loan(), signs_in: true, ..of_reminder(letter, s) },
        Letter::Restructured { .. } | Letter::RestructuringRejected { .. } => {
            Words { button: t.mail_see_decision(), signs_in: true, ..of_decision(letter, s) }
        }
        Letter::Disbursed { .. } | Letter::Repayment { .. } | Letter::Reversal { .. } | Letter::Settled { .. } => {
            Words { button: t.mail_see_loan(), signs_in: true, ..of_loan(letter, s) }
        }
    }
}

/// The letters on the way from application to contract. A letter of another kind has no words here.
fn of_application<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    let about = |number: &str| {
        Facts::new().add(t.mail_number(), number).some(t.mail_cooperative(), s.cooperative.map(str::to_owned))
    };
    match letter {
        Letter::Receipt { number, amount, submitted_on, .. } => Words {
            subject: t.mail_receipt_subject(number),
            opening: t.mail_receipt(number),
            facts: about(number)
                .amount(t.mail_amount_wanted(), *amount)
                .add(t.mail_submitted_on(), date(*submitted_on))
                .0,
            next: t.mail_receipt_next().into(),
            ..Words::default()
        },
        Letter::Returned { number, needed, until, .. } => Words {
            subject: t.mail_returned_subject(number),
            opening: t.mail_returned(number),
            wanted: needed,
            facts: about(number).add(t.mail_papers_by(), date(*until)).0,
            next: t.mail_returned_next(date(*until)),
            ..Words::default()
        },
        Letter::Approved { number, loan_number, amount, annual_rate_percent, term_months, lapses_on, note, .. } => {
            Words {
                subject: t.mail_approved_subject(number),
                opening: t.mail_approved().into(),
                facts: about(number)
                    .add(t.mail_loan_number(), loan_number)
                    .amount(t.mail_amount_approved(), *amount)
                    .add(t.mail_rate(), t.mail_rate_a_year(t.percent(&annual_rate_percent.to_string())))
                    .add(t.mail_term(), t.mail_months(term_months))
                    .add(t.mail_sign_by(), date(*lapses_on))
                    .some(t.mail_note(), note.clone().filter(|note| !note.trim().is_empty()))
                    .0,
                next: t.mail_approved_next(date(*lapses_on)),
                ..Words::default()
            }
        }
        Letter::Rejected { number, reason, .. } => Words {
            subject: t.mail_rejected_subject(number),
            opening: t.mail_rejected(number),
            facts: about(number).add(t.mail_reason(), reason).0,
            next: t.mail_rejected_next().into(),
            ..Words::default()
        },
        Letter::Lapsed { number, loan_number: Some(loan), .. } => Words {
            subject: t.mail_lapsed_subject(loan),
            opening: t.mail_lapsed(number, loan),
            facts: about(number).add(t.mail_loan_number(), loan).0,
            next: t.mail_lapsed_next().into(),
            ..Words::default()
        },
        Letter::Lapsed { number, loan_number: None, .. } => Words {
            subject: t.mail_application_lapsed_subject(number),
            opening: t.mail_application_lapsed(number),
            facts: about(number).0,
            next: t.mail_lapsed_next().into(),
            ..Words::default()
        },
        Letter::Withdrawn { number } => Words {
            subject: t.mail_withdrawn_subject(number),
            opening: t.mail_withdrawn(number),
            facts: about(number).0,
            ..Words::default()
        },
        _ => Words::default(),
    }
}

/// The letters about money that moved. A letter of another kind has no words here.
fn of_loan<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    let about = |loan_number: &str| {
        Facts::new().add(t.mail_loan_number(), loan_number).some(t.mail_cooperative(), s.cooperative.map(str::to_owned))
    };
    match letter {
        Letter::Disbursed { loan_number, amount, date: on, payee, total_disbursed, schedule, .. } => Words {
            subject: t.mail_disbursed_subject(dong(*amount), loan_number),
            opening: t.mail_disbursed(loan_number),
            facts: about(loan_number)
                .amount(t.mail_amount(), *amount)
                .add(t.mail_date(), date(*on))
                .add(t.mail_payee(), payee)
                .amount(t.mail_total_disbursed(), *total_disbursed)
                .0,
            schedule,
            next: t.mail_disbursed_next().into(),
            ..Words::default()
        },
        Letter::Repayment { .. } => of_repayment(letter, t, about),
        Letter::Reversal { loan_number, what, date: on, amount, reason, .. } => Words {
            subject: t.mail_reversal_subject(loan_number),
            opening: t.mail_reversal(loan_number),
            facts: about(loan_number)
                .add(t.mail_reversed_booking(), t.booking(what))
                .add(t.mail_date(), date(*on))
                .amount(t.mail_amount(), *amount)
                .add(t.mail_reason(), reason)
                .0,
            ..Words::default()
        },
        Letter::Settled { loan_number, date: on, .. } => Words {
            subject: t.mail_settled_subject(loan_number),
            opening: t.mail_settled(loan_number, date(*on)),
            facts: about(loan_number).0,
            ..Words::default()
        },
        _ => Words::default(),
    }
}

/// The decisions on a running loan. A letter of another kind has no words here.
fn of_decision<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    let about = |loan_number: &str, number: &str, what: &str| {
        Facts::new()
            .add(t.mail_loan_number(), loan_number)
            .some(t.mail_cooperative(), s.cooperative.map(str::to_owned))
            .add(t.mail_decision_number(), number)
            .add(t.mail_decision_what(), t.loan_event(what))
    };
    match letter {
        Letter::Restructured {
            loan_number,
            number,
            what,
            date: on,
            annual_rate_percent: rate,
            amount,
            until,
            outstanding,
            interest_before,
            interest_after,
            last_due,
            note,
            schedule,
            ..
        } => Words {
            subject: t.mail_restructured_subject(t.loan_event(what), loan_number),
            opening: t.mail_restructured(loan_number),
            facts: about(loan_number, number, what)
                .add(t.mail_decision_date(), date(*on))
                .some(t.mail_rate(), rate.as_deref().map(|rate| t.mail_rate_a_year(t.percent(rate))))
                .some(t.mail_waived(), amount.map(dong))
                .some(t.mail_frozen_until(), until.map(date))
                .add(t.mail_outstanding(), dong(*outstanding))
                .add(t.mail_interest_before(), dong(*interest_before))
                .add(t.mail_interest_after(), dong(*interest_after))
                .some(t.mail_last_due(), last_due.map(date))
                .some(t.mail_note(), note.clone())
                .0,
            schedule,
            next: t.mail_restructured_next().into(),
            ..Words::default()
        },
        Letter::RestructuringRejected { loan_number, number, what, reason, .. } => Words {
            subject: t.mail_restructuring_rejected_subject(t.loan_event(what), loan_number),
            opening: t.mail_restructuring_rejected(loan_number),
            facts: about(loan_number, number, what).add(t.mail_reason(), reason).0,
            next: t.mail_restructuring_rejected_next().into(),
            ..Words::default()
        },
        _ => Words::default(),
    }
}

fn of_repayment(letter: &Letter, t: Texts, about: impl Fn(&str) -> Facts) -> Words<'_> {
    let Letter::Repayment {
        loan_number,
        date: on,
        amount,
        principal,
        interest,
        overdue_interest,
        late_interest,
        unallocated,
        outstanding,
        next_due,
        next_total,
        ..
    } = letter
    else {
        return Words::default();
    };
    Words {
        subject: t.mail_repayment_subject(dong(*amount), loan_number),
        opening: t.mail_repayment(loan_number),
        facts: about(loan_number)
            .add(t.mail_date(), date(*on))
            .amount(t.mail_amount(), *amount)
            .amount(t.mail_principal(), *principal)
            .amount(t.mail_interest(), *interest)
            .amount(t.mail_overdue_interest(), *overdue_interest)
            .amount(t.mail_late_interest(), *late_interest)
            .amount(t.mail_unallocated(), *unallocated)
            .add(t.mail_outstanding(), dong(*outstanding))
            .some(t.mail_next_due(), next_due.map(date))
            .some(t.mail_next_total(), next_total.map(dong))
            .0,
        ..Words::default()
    }
}

fn of_reminder<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let Letter::Reminder {
        loan_number,
        instalment,
        due,
        principal,
        interest,
        waiting,
        total,
        overdue_total,
        as_of,
        pay_to,
        ..
    } = letter
    else {
        return Words::default();
    };
    let t = s.t;
    let days = (s.today - *due).num_days();
    let subject = match days {
        ..-1 => t.mail_reminder_before_subject(-days, instalment, loan_number),
        -1 => t.mail_reminder_tomorrow_subject(instalment, loan_number),
        0 => t.mail_reminder_today_subject(instalment, loan_number),
        1 => t.mail_reminder_one_after_subject(instalment, loan_number),
        2.. => t.mail_reminder_after_subject(days, instalment, loan_number),
    };
    let opening = match days {
        ..0 => t.mail_reminder_before(instalment, loan_number, date(*due)),
        0 => t.mail_reminder_today(instalment, loan_number),
        1.. => t.mail_reminder_after(instalment, loan_number, date(*due)),
    };
    Words {
        subject,
        opening,
        facts: Facts::new()
            .some(t.mail_cooperative(), s.cooperative.map(str::to_owned))
            .add(t.mail_due(), date(*due))
            .amount(t.mail_principal(), *principal)
            .amount(t.mail_interest(), *interest)
            .amount(t.mail_waiting_money(), *waiting)
            .amount(t.mail_instalment_total(), *total)
            .amount(t.mail_overdue_total(date(*as_of)), *overdue_total)
            .pay_to(t, pay_to.as_ref())
            .0,
        next: if days > 0 { t.mail_reminder_after_next() } else { t.mail_reminder_paid() }.into(),
        ..Words::default()
    }
}
