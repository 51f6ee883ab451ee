//! What must hold of every loan, by random chains of facts.

use chrono::Days;
use proptest::prelude::*;

use super::{Figures, random, walk};
use crate::domain::{
    account::{self, Effect, Event, Position},
    money::Money,
    schedule,
    terms::{Method, Terms},
};
use crate::policy;

fn figures(position: &Position) -> Figures {
    Figures([
        position.principal_outstanding.as_dong(),
        position.principal_in_term.as_dong(),
        position.principal_overdue.as_dong(),
        position.interest_due.as_dong(),
        position.interest_accrued.as_dong(),
        position.overdue_interest.as_dong(),
        position.late_interest.as_dong(),
        position.unallocated.as_dong(),
        position.total_to_settle.as_dong(),
        position.days_past_due,
    ])
}

fn document(terms: &Terms, events: &[Event], as_of: chrono::NaiveDate) -> String {
    serde_json::json!({ "terms": terms, "events": events, "as_of": as_of }).to_string()
}

fn drawn(terms: &Terms, until: chrono::NaiveDate) -> i64 {
    terms.disbursements().iter().filter(|draw| draw.date <= until).map(|draw| draw.amount.as_dong()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_engine_agrees_with_the_day_by_day_model(seed: u64) {
        let Some((terms, events, as_of)) = random::loan(seed) else { return Ok(()) };
        let calendar = random::calendar();
        let position = account::replay(&terms, &events, as_of, &calendar, policy::scales()).unwrap();
        let model = walk(terms.input(), &events, as_of, &calendar);
        prop_assert_eq!(figures(&position), model, "{:?}\n{}", Figures::NAMES, document(&terms, &events, as_of));
    }

    #[test]
    fn terms_and_events_survive_being_written_as_json(seed: u64) {
        let Some((terms, events, _)) = random::loan(seed) else { return Ok(()) };
        let written = serde_json::to_string(&(&terms, &events)).unwrap();
        let (read, facts): (Terms, Vec<Event>) = serde_json::from_str(&written).unwrap();
        prop_assert_eq!((read.input(), &facts), (terms.input(), &events));
    }

    #[test]
    fn a_schedule_spreads_what_is_drawn_over_rising_dates(seed: u64) {
        let Some(terms) = random::terms(&mut random::Dice(seed)) else { return Ok(()) };
        let Ok(made) = schedule::plan(&terms, &random::calendar()) else { return Ok(()) };
        let rows = &made.instalments;
        let sum: i64 = rows.iter().map(|row| row.principal.as_dong()).sum();
        prop_assert_eq!(sum, drawn(&terms, chrono::NaiveDate::MAX));
        prop_assert_eq!(rows.last().unwrap().balance, Money::ZERO);
        prop_assert!(rows.windows(2).all(|pair| pair[0].due < pair[1].due) && rows[0].due > terms.start());
        prop_assert!(rows.iter().all(|row| !row.principal.is_negative() && !row.interest.is_negative()));
        prop_assert_eq!(made.total, Money::try_sum(rows.iter().map(|row| row.total)).unwrap());
    }

    #[test]
    fn every_dong_paid_and_owed_is_accounted_for(seed: u64) {
        let Some((terms, events, as_of)) = random::loan(seed) else { return Ok(()) };
        let position = account::replay(&terms, &events, as_of, &random::calendar(), policy::scales()).unwrap();
        for entry in &position.entries {
            let parts = [entry.principal, entry.interest, entry.overdue_interest, entry.late_interest, entry.unallocated];
            let amount = match entry.event.map(|place| &events[place]) {
                Some(Event::Repayment { amount, .. } | Event::Prepayment { amount, .. } | Event::Recovery { amount, .. }) => {
                    *amount
                }
                Some(_) => continue,
                None => Money::ZERO,
            };
            prop_assert_eq!(Money::try_sum(parts), Some(amount));
            prop_assert!(parts[..4].iter().all(|part| !part.is_negative()));
        }
        let repaid: i64 = position.entries.iter().map(|entry| entry.principal.as_dong()).sum();
        prop_assert_eq!(drawn(&terms, as_of) - repaid, position.principal_outstanding.as_dong());
        let coming: i64 = position.instalments.iter().filter(|i| i.due > as_of).map(|i| i.principal.as_dong()).sum();
        let due: i64 = position.instalments.iter().filter(|i| i.due <= as_of).map(|i| i.principal.as_dong() - i.paid_principal.as_dong()).sum();
        prop_assert_eq!(coming + due, position.principal_outstanding.as_dong());
        let written = figures(&position).0;
        prop_assert!(written[..8].iter().all(|&figure| figure >= 0), "{:?}", written);
    }

    #[test]
    fn the_settlement_amount_settles(seed: u64) {
        let Some((terms, mut events, as_of)) = random::loan(seed) else { return Ok(()) };
        let calendar = random::calendar();
        let quote = account::replay(&terms, &events, as_of, &calendar, policy::scales()).unwrap();
        if !quote.total_to_settle.is_positive() || drawn(&terms, as_of) < drawn(&terms, chrono::NaiveDate::MAX) {
            return Ok(());
        }
        let (date, amount) = (as_of, quote.total_to_settle);
        events.push(match quote.written_off {
            true => Event::Recovery { date, amount },
            false => Event::Prepayment { date, amount, effect: Effect::Lower },
        });
        for day in [as_of, as_of + Days::new(400)] {
            let settled = account::replay(&terms, &events, day, &calendar, policy::scales()).unwrap();
            prop_assert_eq!(figures(&settled).0, [0; 10], "{}", document(&terms, &events, day));
        }
    }

    #[test]
    fn a_payment_and_its_reversal_leave_no_trace(seed: u64, at: prop::sample::Index, amount in 1_i64..100_000, kind in 0_usize..4) {
        let Some((terms, events, as_of)) = random::loan(seed) else { return Ok(()) };
        let calendar = random::calendar();
        let before = account::replay(&terms, &events, as_of, &calendar, policy::scales()).unwrap();
        let place = at.index(events.len() + 1);
        let date = events[..place].iter().rev().find_map(Event::date).unwrap_or(terms.start());
        let amount = Money::dong(amount);
        let effect = [Effect::Shorter, Effect::Lower, Effect::Next][kind.max(1) - 1];
        let mut with = events.clone();
        with.insert(place, if kind == 0 { Event::Repayment { date, amount } } else { Event::Prepayment { date, amount, effect } });
        for event in &mut with {
            if let Event::Reversal { of, .. } = event && *of >= place {
                *of += 1;
            }
        }
        with.push(Event::Reversal { of: place, date: None });
        let mut after = account::replay(&terms, &with, as_of, &calendar, policy::scales()).unwrap();
        for entry in &mut after.entries {
            entry.event = entry.event.map(|event| event - usize::from(event > place));
        }
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_fact_after_the_day_changes_nothing(seed: u64, days in 1_u64..200) {
        let Some((terms, events, _)) = random::loan(seed) else { return Ok(()) };
        let calendar = random::calendar();
        let kept = |event: &Event| !matches!(event, Event::Reversal { .. });
        let events: Vec<Event> = events.into_iter().filter(kept).collect();
        let as_of = terms.start() + Days::new(days);
        let known = events.iter().take_while(|event| event.date().is_some_and(|date| date <= as_of)).count();
        let (all, some) = (
            account::replay(&terms, &events, as_of, &calendar, policy::scales()),
            account::replay(&terms, &events[..known], as_of, &calendar, policy::scales()),
        );
        prop_assert_eq!(all, some);
    }

    #[test]
    fn an_interval_cut_in_two_bears_the_same(seed: u64, days in prop::collection::vec(0_u64..700, 0..20)) {
        let Some(terms) = random::terms(&mut random::Dice(seed)) else { return Ok(()) };
        if terms.method() == Method::EqualInstalment {
            return Ok(());
        }
        let calendar = random::calendar();
        let mut days = days;
        days.sort_unstable();
        // The same rate again is a fact that stops the clock and changes nothing.
        let stops: Vec<Event> = days.iter().map(|&day| Event::Rate { from: terms.start() + Days::new(day), annual_rate_percent: terms.rate() }).collect();
        let as_of = terms.start() + Days::new(720);
        let (cut, whole) = (account::replay(&terms, &stops, as_of, &calendar, policy::scales()), account::replay(&terms, &[], as_of, &calendar, policy::scales()));
        prop_assert_eq!(cut, whole);
    }

    #[test]
    fn an_unpaid_loan_never_gets_less_late(seed: u64, days in 0_u64..900) {
        let Some(terms) = random::terms(&mut random::Dice(seed)) else { return Ok(()) };
        let on = |days| account::replay(&terms, &[], terms.start() + Days::new(days), &random::calendar(), policy::scales());
        if let (Ok(today), Ok(tomorrow)) = (on(days), on(days + 1)) {
            prop_assert!(tomorrow.days_past_due >= today.days_past_due);
            prop_assert!(tomorrow.debt_group >= today.debt_group);
        }
    }

    #[test]
    fn an_explanation_adds_up_and_changes_no_figure(seed: u64) {
        let Some((terms, events, as_of)) = random::loan(seed) else { return Ok(()) };
        let calendar = random::calendar();
        let mut told = account::replay_explained(&terms, &events, as_of, &calendar, policy::scales()).unwrap();
        let written = told.nights.take().unwrap();
        let mode = terms.rounding().mode;
        let check = |explained: &account::Explained, figure: Money| {
            let mut nights = explained.nights.iter();
            for sum in &explained.sums {
                assert_eq!(sum.exact.round(mode), Some(sum.collected.as_dong() + sum.interest.as_dong()));
            }
            let of_nights = nights.try_fold(crate::domain::exact::Exact::ZERO, |sum, run| sum.checked_add(run.exact));
            let of_sums = explained.sums.iter().try_fold(crate::domain::exact::Exact::ZERO, |sum, part| sum.checked_add(part.exact));
            assert_eq!(of_nights, of_sums);
            let total: i64 = explained.sums.iter().map(|sum| sum.interest.as_dong()).sum();
            assert_eq!(total - explained.held_collected.as_dong() - explained.waived.as_dong(), figure.as_dong());
        };
        check(&written.interest_accrued, told.interest_accrued);
        check(&written.overdue_interest, told.overdue_interest);
        check(&written.late_interest, told.late_interest);
        for instalment in &mut told.instalments {
            check(&instalment.explained.take().unwrap(), instalment.interest);
        }
        prop_assert_eq!(told, account::replay(&terms, &events, as_of, &calendar, policy::scales()).unwrap());
    }
}

/// The laws would hold of nothing if the dice never threw a kind of fact.
#[test]
fn the_random_loans_meet_every_kind_of_fact() {
    let mut met = std::collections::BTreeMap::<String, u32>::new();
    for seed in 0..4_000 {
        let Some((terms, events, as_of)) = random::loan(seed) else { continue };
        let input = terms.input();
        let mut count = |name: String| *met.entry(name).or_default() += 1;
        count("loans".into());
        count(format!("{:?}", input.method));
        count(format!("{:?}", input.interest));
        count(format!("{:?} {:?}", input.due_days, input.every.map(|every| std::mem::discriminant(&every))));
        for event in events.iter().filter(|event| event.date().is_none_or(|date| date <= as_of)) {
            count(event.kind().into());
        }
    }
    println!("{met:#?}");
    assert!(met.values().all(|&count| count > 40), "{met:#?}");
    assert_eq!(met.len(), 1 + 4 + 10 + 8 + 10, "{met:#?}");
}
