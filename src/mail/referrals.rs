//! What letters say of files that somebody else decides on, or that go under new rules.
use super::Letter;
use super::words::{Facts, Setting, Words};
use crate::text::format::{date, dong};

/// The decision of the bank or the central fund, and a move under new rules. A letter of another kind has no words here.
pub(super) fn of_referral<'a>(letter: &'a Letter, s: Setting<'_>) -> Words<'a> {
    let t = s.t;
    let about = |number: &str| {
        Facts::new().add(t.mail_number(), number).some(t.mail_cooperative(), s.cooperative.map(str::to_owned))
    };
    match letter {
        Letter::DecidedElsewhere {
            number,
            programme,
            granted,
            decision_number,
            date: on,
            amount,
            term_months,
            annual_rate_percent,
            reason,
            ..
        } => {
            let decider = t.decider(programme.decider());
            let rate = annual_rate_percent.map(|rate| t.mail_rate_a_year(t.percent(&rate.to_string())));
            let (subject, opening, next) = if *granted {
                (
                    t.mail_granted_there_subject(number),
                    t.mail_granted_there(number, decider),
                    t.mail_granted_there_next(decider),
                )
            } else {
                (
                    t.mail_refused_there_subject(number),
                    t.mail_refused_there(number, decider),
                    t.mail_refused_there_next().into(),
                )
            };
            Words {
                subject,
                opening,
                facts: about(number)
                    .add(t.decision_paper(), t.paper_of(decision_number, date(*on)))
                    .some(t.mail_amount_approved(), amount.map(dong))
                    .some(t.mail_rate(), rate)
                    .some(t.mail_term(), term_months.map(|months| t.mail_months(months)))
                    .some(t.mail_reason(), reason.clone())
                    .0,
                next,
                ..Words::default()
            }
        }
        Letter::Moved { number, .. } => Words {
            subject: t.mail_moved_subject(number),
            opening: t.mail_moved(number),
            facts: about(number).0,
            next: t.mail_moved_next().into(),
            ..Words::default()
        },
        _ => Words::default(),
    }
}
