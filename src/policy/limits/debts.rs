//! What puts a debt into a group, and what is set aside for it.

use super::{day, day_before};
use crate::domain::arrears::{DebtGroup, Standing};
use crate::domain::money::Money;
use crate::domain::policy::{Programme, RuleSet};
use crate::domain::provision::Provisions;
use crate::domain::terms::Classification::{Microfinance, Status};

/// The rule, days overdue, how often restructured, interest waived for inability, and the group.
const GROUPS: &[(&str, i64, u32, bool, u8)] = &[
    ("CLS-02", 0, 0, false, 1),
    ("CLS-02", 9, 0, false, 1),
    ("CLS-03", 10, 0, false, 2),
    ("CLS-03", 11, 0, false, 2),
    ("CLS-03", 29, 0, false, 2),
    ("CLS-04", 30, 0, false, 3),
    ("CLS-04", 31, 0, false, 3),
    ("CLS-04", 89, 0, false, 3),
    ("CLS-05", 90, 0, false, 4),
    ("CLS-05", 91, 0, false, 4),
    ("CLS-05", 179, 0, false, 4),
    ("CLS-06", 180, 0, false, 5),
    ("CLS-06", 181, 0, false, 5),
    ("CLS-03", 0, 1, false, 2),
    ("CLS-04", 1, 1, false, 3),
    ("CLS-04", 29, 1, false, 3),
    ("CLS-05", 30, 1, false, 4),
    ("CLS-05", 89, 1, false, 4),
    ("CLS-06", 90, 1, false, 5),
    ("CLS-05", 0, 2, false, 4),
    ("CLS-06", 1, 2, false, 5),
    ("CLS-06", 0, 3, false, 5),
    ("CLS-06", 0, 4, false, 5),
    ("CLS-04", 0, 0, true, 3),
];

/// Rules with a row here.
pub(super) fn told() -> Vec<&'static str> {
    let groups = GROUPS.iter().map(|row| row.0);
    groups.chain(["CLS-01", "CLS-07", "CLS-10", "CLS-11", "CLS-13", "CLS-20"]).collect()
}

#[test]
fn each_way_into_a_group_opens_on_its_day() {
    let scales = crate::policy::scales();
    for &(rule, days_past_due, restructurings, waived_for_inability, group) in GROUPS {
        let standing = Standing { days_past_due, restructurings, waived_for_inability, frozen: false };
        let place = |on: &str| scales.place(Microfinance, standing, day(on));
        let what = format!("{days_past_due} days, restructured {restructurings} times");
        assert_eq!(
            (place("2024-08-12").group, place("2024-08-12").rule.as_str()),
            (DebtGroup::Group(group), rule),
            "{what}"
        );
        // The scale before had the same bands.
        assert_eq!(
            (place("2024-08-11").group, place("2024-08-11").rule.as_str()),
            (DebtGroup::Group(group), "CLS-13"),
            "{what}"
        );
    }
}

#[test]
fn job_loans_are_in_term_overdue_or_frozen() {
    let scales = crate::policy::scales();
    for (days_past_due, frozen, group) in [
        (0, false, DebtGroup::InTerm),
        (1, false, DebtGroup::Overdue),
        (400, false, DebtGroup::Overdue),
        (1, true, DebtGroup::Frozen),
    ] {
        let standing = Standing { days_past_due, frozen, ..Standing::default() };
        let placed = scales.place(Status, standing, day("2015-07-01"));
        assert_eq!((placed.group, placed.rule.as_str()), (group, "CLS-20"));
        assert_eq!(scales.place(Status, standing, day_before("2015-07-01")).rule, "");
    }
}

fn of_support_funds(on: &str) -> RuleSet {
    crate::policy::rules().unwrap().in_force(Programme::A, day(on))
}

#[test]
fn support_funds_follow_the_scale_of_microfinance_since_their_decree() {
    assert!(of_support_funds("2021-05-14").find("CLS-01").is_none());
    assert!(of_support_funds("2021-05-15").find("CLS-01").is_some());
    assert!(crate::policy::rules().unwrap().in_force(Programme::BNew, day("2026-06-30")).find("CLS-01").is_none());
}

#[test]
fn all_debts_of_a_customer_stand_in_the_worst_group_since_the_circular() {
    let rules = crate::policy::rules().unwrap();
    assert!(rules.version("CLS-07", day("2024-08-11")).is_none());
    assert!(rules.version("CLS-07", day("2024-08-12")).is_some());
}

#[test]
fn each_group_has_its_provision() {
    let (principal, security) = (Money::dong(100_000_001), Money::dong(40_000_000));
    for on in ["2024-07-10", "2024-07-11", "2026-11-22"] {
        let provisions = Provisions::of(&of_support_funds(on));
        let aside = |group| {
            let group = DebtGroup::Group(group);
            let dong = |amount: Option<Money>| amount.unwrap().as_dong();
            (dong(provisions.specific_of(group, principal, security)), dong(provisions.general_of(group, principal)))
        };
        // Of 60 000 001 not covered: 0, 2, 25, 50 and 100 %; and 0.5 % of all principal up to group 4.
        let expected =
            [(0, 500_000), (1_200_000, 500_000), (15_000_000, 500_000), (30_000_001, 500_000), (60_000_001, 0)];
        assert_eq!([1, 2, 3, 4, 5].map(aside), expected, "{on}");
        assert_eq!(
            provisions.specific_of(DebtGroup::Group(5), security, principal),
            Some(Money::ZERO),
            "never below nothing"
        );
    }
    let new = crate::policy::rules().unwrap().in_force(Programme::BNew, day("2026-06-30"));
    assert_eq!(Provisions::of(&new), Provisions::default());
}
