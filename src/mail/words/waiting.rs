//! The letters about what is waited for: the cooperative's confirmation, and capital.
use super::{Facts, Setting, Words};
use crate::mail::Letter;

/// What an officer wrote for the cooperative waits for its chair. A letter of another kind has no words here.
pub(super) fn of_confirmation<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    let Letter::ConfirmationWanted { number, amount, written_by, .. } = letter else { return Words::default() };
    Words {
        subject: t.mail_confirm_subject(number),
        opening: t.mail_confirm(written_by, number),
        facts: Facts::new()
            .add(t.mail_number(), number)
            .some(t.mail_cooperative(), s.cooperative.map(str::to_owned))
            .amount(t.mail_amount_wanted(), *amount)
            .0,
        next: t.mail_confirm_next().into(),
        ..Words::default()
    }
}

/// A letter of another kind has no words here.
pub(super) fn of_waiting<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    let about = |number: &str| {
        Facts::new().add(t.mail_number(), number).some(t.mail_cooperative(), s.cooperative.map(str::to_owned))
    };
    match letter {
        Letter::Waiting { number, amount, place, waiting, note, .. } => Words {
            subject: t.mail_waiting_subject(number),
            opening: t.mail_waiting_list(number),
            facts: about(number)
                .amount(t.mail_amount(), *amount)
                .add(t.mail_place(), t.mail_place_of(place, waiting))
                .some(t.mail_note(), note.clone())
                .0,
            next: t.mail_waiting_next().into(),
            ..Words::default()
        },
        Letter::CapitalReached { number, amount, .. } => Words {
            subject: t.mail_capital_reached_subject(number),
            opening: t.mail_capital_reached(number),
            facts: about(number).amount(t.mail_amount(), *amount).0,
            next: t.mail_capital_reached_next().into(),
            ..Words::default()
        },
        _ => Words::default(),
    }
}
