use chrono::NaiveDate;

use super::*;
use crate::domain::account::{self, Position};
use crate::domain::calendar::Calendar;
use crate::domain::eligibility::Basis;
use crate::domain::policy::Programme;
use crate::domain::regulation::tests::whole;
use crate::domain::regulation::{Regulation, SettingKey};
use crate::domain::terms::{Every, Method, Terms, TermsInput};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 120 million from 2 March 2026, four quarters, 6 % a year.
fn position(as_of: &str) -> Position {
    let terms = Terms::new(TermsInput {
        principal: Money::dong(120_000_000),
        annual_rate_percent: Rate::parse("6").unwrap(),
        start: day("2026-03-02"),
        method: Method::EqualPrincipal,
        instalments: Some(4),
        first_due: Some(day("2026-06-02")),
        every: Some(Every::Months(3)),
        ..TermsInput::default()
    });
    account::replay(&terms.unwrap(), &[], day(as_of), &Calendar::default(), crate::policy::scales()).unwrap()
}

fn plan(parts: &[(&str, i64)]) -> Vec<PlannedPart> {
    parts
        .iter()
        .map(|(due, million)| PlannedPart { due: day(due), principal: Money::dong(million * 1_000_000) })
        .collect()
}

/// The change on 1 July 2026, a month past the first due date, of a loan of 12 months that was extended so often.
fn judged(change: &Change, programme: Programme, regulation: &Regulation, extensions: u32) -> Result<(), Objection> {
    let position = position("2026-07-01");
    let case = Case {
        date: day("2026-07-01"),
        today: day("2026-07-01"),
        position: &position,
        contract_end: day("2027-03-02"),
        term_months: 12,
        extensions,
        rate: Rate::parse("6").unwrap(),
        drawing_open: false,
    };
    let rules = crate::policy::rules().unwrap().for_contract(programme, day("2026-07-01"), day("2026-03-02"));
    check(change, &case, &Bounds { rules: &rules, regulation })
}

/// One extension, twelve months in all.
fn regulated() -> Regulation {
    Regulation::in_force(whole(), day("2026-07-01"))
}

fn of_a(change: &Change) -> Result<(), Objection> {
    judged(change, Programme::A, &regulated(), 0)
}

#[test]
fn a_plan_sums_to_what_is_owed_and_lies_after_today() {
    let adjusted = |parts: &[(&str, i64)]| of_a(&Change::TermAdjustment { plan: plan(parts) });
    assert_eq!(adjusted(&[("2026-09-02", 60), ("2027-03-02", 60)]), Ok(()));
    let short = adjusted(&[("2026-09-02", 60), ("2027-03-02", 59)]);
    let (sum, outstanding) = (Money::dong(119_000_000), Money::dong(120_000_000));
    assert_eq!(short, Err(Objection::PlanDoesNotSum { sum, outstanding }));
    let today = day("2026-07-01");
    assert_eq!(adjusted(&[("2026-07-01", 60), ("2027-03-02", 60)]), Err(Objection::AlreadyPast { place: 0, today }));
}

#[test]
fn an_adjustment_ends_with_the_term_and_an_extension_after_it() {
    let end = day("2027-03-02");
    let inside = plan(&[("2026-09-02", 60), ("2027-03-02", 60)]);
    let past = plan(&[("2026-09-02", 60), ("2027-03-03", 60)]);
    assert_eq!(of_a(&Change::TermAdjustment { plan: inside.clone() }), Ok(()));
    assert_eq!(of_a(&Change::Extension { plan: inside }), Err(Objection::InsideTerm { end }));
    assert_eq!(of_a(&Change::TermAdjustment { plan: past.clone() }), Err(Objection::PastTerm { place: 1, end }));
    assert_eq!(of_a(&Change::Extension { plan: past }), Ok(()));
}

#[test]
fn how_far_and_how_often_is_the_funds_to_say() {
    let until = |last: &str| Change::Extension { plan: plan(&[("2026-09-02", 60), (last, 60)]) };
    assert_eq!(of_a(&until("2028-03-02")), Ok(()));
    let far = of_a(&until("2028-03-03")).unwrap_err();
    assert!(
        matches!(&far, Objection::TooFar { until, months: 12, basis: Basis::Fund(_) } if *until == day("2028-03-02"))
    );
    let again = judged(&until("2027-06-02"), Programme::A, &regulated(), 1).unwrap_err();
    assert!(matches!(again, Objection::TooOften { times: 1, .. }));
    let unwritten = judged(&until("2027-06-02"), Programme::C, &Regulation::default(), 0).unwrap_err();
    let Objection::NotRegulated { key, rule, .. } = &unwritten else { panic!("{unwritten:?}") };
    assert_eq!((*key, rule.as_str()), (SettingKey::Extension, "CF-53"));
    // An adjustment needs no such setting.
    let adjusted = Change::TermAdjustment { plan: plan(&[("2027-03-02", 120)]) };
    assert_eq!(judged(&adjusted, Programme::A, &Regulation::default(), 0), Ok(()));
}

#[test]
fn job_loans_are_extended_and_frozen_within_their_own_law() {
    let none = Regulation::default();
    let of_b = |change: &Change| judged(change, Programme::BNew, &none, 0);
    let until = |last: &str| Change::Extension { plan: plan(&[(last, 120)]) };
    assert_eq!(of_b(&until("2028-03-02")), Ok(()));
    let far = of_b(&until("2028-03-03")).unwrap_err();
    assert!(matches!(far, Objection::TooFar { months: 12, basis: Basis::Law(_), .. }));
    let freeze = |to: &str, loss: &str| Change::Freeze { to: day(to), loss_percent: Percent::parse(loss).unwrap() };
    assert!(matches!(of_b(&freeze("2026-12-01", "39.9")), Err(Objection::LossTooSmall { .. })));
    assert_eq!(of_b(&freeze("2029-07-01", "40")), Ok(()));
    assert!(matches!(of_b(&freeze("2029-07-02", "79.99")), Err(Objection::TooFar { months: 36, .. })));
    assert_eq!(of_b(&freeze("2031-07-01", "80")), Ok(()));
    assert!(matches!(of_b(&freeze("2031-07-02", "100")), Err(Objection::TooFar { months: 60, .. })));
    // The support funds' law has no freeze, whatever the loss.
    assert_eq!(of_a(&freeze("2026-12-01", "90")), Err(Objection::NoFreeze));
}

#[test]
fn a_rate_stays_under_the_cap_of_its_law() {
    let rate = |percent: &str| Change::Rate { annual_rate_percent: Rate::parse(percent).unwrap() };
    assert_eq!(of_a(&rate("20")), Ok(()));
    assert_eq!(of_a(&rate("6.00")), Err(Objection::SameRate));
    assert!(matches!(of_a(&rate("20.01")), Err(Objection::RateTooHigh { .. })));
    let none = Regulation::default();
    assert!(matches!(judged(&rate("5"), Programme::A, &none, 0), Err(Objection::NotRegulated { .. })));
    assert_eq!(judged(&rate("7.9248"), Programme::BNew, &none, 0), Ok(()));
    assert!(matches!(judged(&rate("7.9249"), Programme::BNew, &none, 0), Err(Objection::RateTooHigh { .. })));
}

#[test]
fn no_more_is_waived_than_fell_due() {
    let waive = |amount| Change::InterestWaiver { amount: Money::dong(amount), inability: false };
    let due = position("2026-07-01").interest_due;
    assert_eq!(due, Money::dong(1_814_795));
    assert_eq!(of_a(&waive(1_814_795)), Ok(()));
    assert_eq!(of_a(&waive(1_814_796)), Err(Objection::MoreThanDue { due }));
}

#[test]
fn before_and_after_are_compared_on_one_day() {
    let adjusted = Change::TermAdjustment { plan: plan(&[("2027-03-02", 120)]) };
    let figures = Figures::of(&position("2026-07-01"));
    assert_eq!((figures.debt_group.as_str(), figures.group_rule.as_str()), ("2", "CLS-03"));
    assert_eq!((figures.schedule.len(), figures.last_due), (3, Some(day("2027-03-02"))));
    assert_eq!(figures.interest_to_come, Money::try_sum(figures.schedule.iter().map(|line| line.interest)).unwrap());
    assert_eq!(adjusted.kind().as_str(), adjusted.event(day("2026-07-01")).kind());
}

#[test]
fn a_change_is_read_back_as_it_was_kept() {
    let changes = [
        Change::TermAdjustment { plan: plan(&[("2026-09-02", 60)]) },
        Change::Extension { plan: plan(&[("2026-09-02", 60)]) },
        Change::Rate { annual_rate_percent: Rate::parse("5.5").unwrap() },
        Change::InterestWaiver { amount: Money::dong(5), inability: true },
        Change::Freeze { to: day("2027-01-01"), loss_percent: Percent::whole(50) },
        Change::WriteOff {},
    ];
    for change in changes {
        let json = serde_json::to_value(&change).unwrap();
        assert_eq!(json["kind"], change.kind().as_str());
        assert_eq!(serde_json::from_value::<Change>(json).unwrap(), change);
    }
    for &state in State::ALL {
        assert_eq!(state.close(State::Approved).is_ok(), state == State::Proposed);
    }
}
