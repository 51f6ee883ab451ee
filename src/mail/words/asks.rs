//! The letters about what a cooperative asks on a running loan, and about its answer to an offer.
use super::{Facts, Setting, Words};
use crate::domain::ask::Kind;
use crate::mail::Letter;
use crate::text::format::{date, dong};

fn is_payment(what: &str) -> bool {
    what == Kind::Payment.as_str()
}

/// A letter of another kind has no words here.
pub(super) fn of_ask<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    let about = |number: &str, loan_number: &str| {
        Facts::new()
            .add(t.mail_ask_number(), number)
            .add(t.mail_loan_number(), loan_number)
            .some(t.mail_cooperative(), s.cooperative.map(str::to_owned))
    };
    match letter {
        Letter::AskMade { number, loan_number, what, amount, date: on, said, .. } => Words {
            subject: t.mail_ask_made_subject(t.ask_kind_named(what), number, loan_number),
            opening: t.mail_ask_made(loan_number),
            facts: about(number, loan_number)
                .some(t.mail_amount(), amount.map(dong))
                .some(t.mail_date(), on.map(date))
                .some(t.mail_ask_said(), said.clone())
                .0,
            ..Words::default()
        },
        Letter::AskReceived { number, loan_number, what, by, amount, .. } => Words {
            subject: t.mail_ask_received_subject(t.ask_kind_named(what), number),
            opening: if is_payment(what) { t.mail_payment_received(number) } else { t.mail_ask_received(number) },
            facts: about(number, loan_number).add(t.ask_sent_label(), by).some(t.mail_amount(), amount.map(dong)).0,
            next: t.mail_ask_received_next().into(),
            ..Words::default()
        },
        // A report asks for nothing: the money was not found.
        Letter::AskRefused { number, loan_number, what, reason, .. } if is_payment(what) => Words {
            subject: t.mail_payment_refused_subject(loan_number),
            opening: t.mail_payment_refused(number),
            facts: about(number, loan_number).add(t.mail_reason(), reason).0,
            next: t.mail_payment_refused_next().into(),
            ..Words::default()
        },
        Letter::AskRefused { number, loan_number, what, reason, .. } => Words {
            subject: t.mail_ask_refused_subject(t.ask_kind_named(what), loan_number),
            opening: t.mail_ask_refused(number),
            facts: about(number, loan_number).add(t.mail_reason(), reason).0,
            next: t.mail_ask_refused_next().into(),
            ..Words::default()
        },
        Letter::AskAnswered { number, loan_number, what, answer, .. } => Words {
            subject: t.mail_ask_answered_subject(t.ask_kind_named(what), loan_number),
            opening: t.mail_ask_answered(number),
            facts: about(number, loan_number).add(t.mail_ask_answer(), answer).0,
            ..Words::default()
        },
        _ => Words::default(),
    }
}

/// The answer to an offer, to both sides.
pub(super) fn of_offer<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    let Letter::OfferAnswered { number, loan_number, amount, by, reason, sign_by, .. } = letter else {
        return Words::default();
    };
    let facts = Facts::new()
        .add(t.mail_number(), number)
        .add(t.mail_loan_number(), loan_number)
        .some(t.mail_cooperative(), s.cooperative.map(str::to_owned))
        .amount(t.mail_amount_approved(), *amount)
        .add(t.mail_answered_by(), by)
        .some(t.mail_reason(), reason.clone())
        .0;
    match reason {
        None => Words {
            subject: t.mail_offer_accepted_subject(loan_number),
            opening: t.mail_offer_accepted(number, loan_number),
            facts,
            next: t.mail_offer_accepted_next(date(*sign_by)),
            ..Words::default()
        },
        Some(_) => Words {
            subject: t.mail_offer_declined_subject(loan_number),
            opening: t.mail_offer_declined(number, loan_number),
            facts,
            ..Words::default()
        },
    }
}
