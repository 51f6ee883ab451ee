//! A second, literal reading of the rules of the account, to check the fast one against: it walks one day at a time, keeps
//! every sum as an exact fraction in lowest terms, finds the level of equal instalments by trying every one, and shares no
//! arithmetic with the product. Only tests compile it.

mod deeds;
mod fraction;
mod laws;
mod model;
mod random;

use chrono::NaiveDate;
use model::Model;

use super::{
    account::Event,
    calendar::Calendar,
    terms::{Disbursement, TermsInput},
};

/// The figures of a statement, as plain numbers in the order of [`Figures::NAMES`].
#[derive(Clone, PartialEq, Eq, Debug)]
struct Figures([i64; 10]);

impl Figures {
    const NAMES: [&'static str; 10] = [
        "principal_outstanding",
        "principal_in_term",
        "principal_overdue",
        "interest_due",
        "interest_accrued",
        "overdue_interest",
        "late_interest",
        "unallocated",
        "total_to_settle",
        "days_past_due",
    ];
}

/// The figures at the end of `as_of`, walking every day from the start.
fn walk(terms: &TermsInput, events: &[Event], as_of: NaiveDate, calendar: &Calendar) -> Figures {
    let reversed: Vec<usize> =
        events.iter().filter_map(|e| if let Event::Reversal { of, .. } = e { Some(*of) } else { None }).collect();
    let stands = |place: &usize| !reversed.contains(place) && !matches!(events[*place], Event::Reversal { .. });
    let all_at_once = [Disbursement { date: terms.start, amount: terms.principal }];
    let draws = terms.disbursements.as_deref().unwrap_or(&all_at_once);
    let mut model = Model::new(terms, calendar);
    for day in terms.start.iter_days().take_while(|&day| day <= as_of) {
        if day > terms.start {
            model.pass_night(day);
        }
        let due = model.fall_due(day);
        for draw in draws.iter().filter(|draw| draw.date == day) {
            model.draw(draw.amount.as_dong(), day);
        }
        if due {
            let mut money = std::mem::take(&mut model.waiting);
            model.pay_what_is_due(&mut money, day);
            model.waiting = money;
        }
        for place in (0..events.len()).filter(stands).filter(|&place| events[place].date() == Some(day)) {
            model.apply(&events[place], day);
        }
    }
    model.figures(as_of)
}
