//! Every shipped rule that refuses, prices or classifies: at its limit, one below and one above, on the day it came into force and the
//! day before. The figures and dates here are those of the law, written down a second time: a slip in the file of rules fails a row.

mod debts;
mod prices;
mod requests;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;

use super::rules;
use crate::domain::policy::{Body, Programme, value_of};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn day_before(text: &str) -> NaiveDate {
    day(text).pred_opt().unwrap()
}

/// Whether a rule refuses a request, sets a price or puts a debt into a group. A new kind of rule has to be decided on here.
const fn decides(body: &Body) -> bool {
    match body {
        Body::Borrowers(_)
        | Body::Territory(_)
        | Body::LawfullyEstablished(_)
        | Body::PlanFeasible(_)
        | Body::OwnCapitalFrom(_)
        | Body::DebtGroupTo(_)
        | Body::CustomerDebtTo(_)
        | Body::RelatedDebtTo(_)
        | Body::TermClasses { .. }
        | Body::OverdueRateTo(_)
        | Body::OverdueRateIs(_)
        | Body::LateInterestDefault(_)
        | Body::CivilRateCap { .. }
        | Body::CapitalAvailable(_)
        | Body::Classification(_)
        | Body::DebtGroup { .. }
        | Body::DebtScale(_)
        | Body::WorstGroupOfCustomer(_)
        | Body::SpecificProvision(_)
        | Body::GeneralProvision { .. }
        | Body::JobLoanLimits { .. }
        | Body::JobLoansTogether(_)
        | Body::TermTo(_)
        | Body::NormalRateOfPoor(_)
        | Body::PriorityRateOfPoor(_)
        | Body::PoorHouseholdRate(_)
        | Body::OldJobRates { .. }
        | Body::PriorityShareFrom { .. }
        | Body::PriorityWorker(_)
        | Body::SecurityFrom { .. }
        | Body::NoNewContracts(_)
        | Body::PendingFilesMoveTo(_) => true,
        // Warn, name what the fund sets itself, say by when or how books are kept, or are for people to read.
        Body::Delegated(_)
        | Body::LegalMinimumCapital(_)
        | Body::EarlyWarning { .. }
        | Body::ClassifyWithin(_)
        | Body::AccrueToGroup(_)
        | Body::OnlyUnpaidInstalmentOverdue(_)
        | Body::Unread(_)
        | Body::CapitalSources(_)
        | Body::AnswerWithin { .. }
        | Body::Noted(_) => false,
        // Of a running loan: domain::restructuring has their limits.
        Body::ExtensionTo(_) | Body::FreezeTo(_) => false,
    }
}

/// A version of a rule: its programmes, the first and last day a contract signed that day falls under it (empty: without end), and
/// what it demands.
const VERSIONS: &[(&str, &str, &str, &str, &str)] = &[
    ("CF-20", "A C", "2021-05-15", "", r#"["cooperative","cooperative_union","group_member","cooperative_member"]"#),
    ("CF-22", "A", "2021-05-15", "", r#""fund_province""#),
    ("CF-22", "C", "2021-05-15", "", r#""nationwide""#),
    ("CF-23", "A C", "2021-05-15", "", "18"),
    ("CF-24", "A C", "2021-05-15", "", r#""anyone""#),
    ("CF-25", "A C", "2021-05-15", "", r#""20""#),
    ("CF-26", "A C", "2021-05-15", "", "2"),
    ("CF-27", "A C", "2021-05-15", "", r#""15""#),
    ("CF-28", "A C", "2021-05-15", "", r#""25""#),
    ("CF-31", "A C", "2017-03-15", "", r#"{"medium_to":60,"short_to":12}"#),
    ("CF-33", "A C", "2021-05-15", "", r#""150""#),
    ("CF-34", "A C", "2017-01-01", "", r#""10""#),
    ("CF-35", "A C", "2017-01-01", "", r#"{"in_term":"20","late_interest":"20"}"#),
    ("CLS-01", "A C", "2021-05-15", "", r#""microfinance""#),
    ("CLS-02", "A C", "2024-08-12", "", ""),
    ("CLS-03", "A C", "2024-08-12", "", ""),
    ("CLS-04", "A C", "2024-08-12", "", ""),
    ("CLS-05", "A C", "2024-08-12", "", ""),
    ("CLS-06", "A C", "2024-08-12", "", ""),
    ("CLS-07", "A C", "2024-08-12", "", "true"),
    ("CLS-10", "A C", "2024-07-11", "", r#"["0","2","25","50","100"]"#),
    ("CLS-10", "A C", "", "2024-07-10", r#"["0","2","25","50","100"]"#),
    ("CLS-11", "A C", "2024-07-11", "", r#"{"group_to":4,"percent":"0.5"}"#),
    ("CLS-11", "A C", "", "2024-07-10", r#"{"group_to":4,"percent":"0.5"}"#),
    ("CLS-13", "A C", "", "2024-08-11", ""),
    ("CLS-20", "B-old B-new", "2015-07-01", "", r#""status""#),
    ("JB-02", "B-new", "2026-01-01", "", ""),
    ("JB-05", "B-new", "2026-01-01", "", r#""establishments""#),
    ("JB-06", "B-new", "2026-01-01", "", r#""workers""#),
    ("JB-07", "B-new", "2026-01-01", "", r#"{"establishment":10000000000,"per_job":200000000}"#),
    ("JB-08", "B-new", "2026-01-01", "", r#"{"worker":200000000}"#),
    ("JB-10", "B-new", "2026-01-01", "", "true"),
    ("JB-12", "B-new", "2026-01-01", "", "120"),
    ("JB-13", "B-new", "2026-01-01", "", r#""127""#),
    ("JB-14", "B-new", "2026-01-01", "", r#""100""#),
    ("JB-15", "B-new", "2026-01-01", "", r#""130""#),
    ("JB-16", "B-new", "2025-12-01", "", r#""6.24""#),
    ("JB-16", "B-new", "", "2025-11-30", r#""6.6""#),
    ("JB-17", "B-new", "2026-01-01", "", ""),
    ("JB-18", "B-new", "2026-01-01", "", "true"),
    ("JB-20", "B-new", "2026-01-01", "", r#"{"amount":200000000,"inclusive":false}"#),
    ("JB-38", "B-old", "2026-01-01", "", r#""B-new""#),
    ("JB-39", "B-old", "2026-01-01", "", r#""B-new""#),
    ("JO-01", "B-old", "2015-09-01", "2025-12-31", ""),
    (
        "JO-02",
        "B-old",
        "2019-11-08",
        "2025-12-31",
        r#"{"establishment":2000000000,"per_job":100000000,"worker":100000000}"#,
    ),
    (
        "JO-02",
        "B-old",
        "2015-09-01",
        "2019-11-07",
        r#"{"establishment":1000000000,"per_job":50000000,"worker":50000000}"#,
    ),
    ("JO-03", "B-old", "2019-11-08", "2025-12-31", "120"),
    ("JO-03", "B-old", "2015-09-01", "2019-11-07", "60"),
    ("JO-04", "B-old", "2015-09-01", "2025-12-31", r#"{"normal":"7.92","overdue":"130","priority_of_normal":"50"}"#),
    ("JO-05", "B-old", "2015-09-01", "2025-12-31", r#"{"groups":["disabled","ethnic_minority"],"percent":"30"}"#),
    ("JO-06", "B-old", "2015-09-01", "2025-12-31", r#"{"amount":100000000,"inclusive":true}"#),
    ("OWN-CAPITAL", "A C B-old B-new", "", "", "true"),
];

/// What a rule demands of a contract signed on a day, as the file writes it.
fn demanded(id: &str, programme: &str, on: NaiveDate) -> Option<Value> {
    let set = rules().unwrap().in_force(Programme::try_from(programme).unwrap(), on);
    set.find(id).map(|rule| value_of(&rule.body))
}

#[test]
fn each_version_holds_from_its_first_day_to_its_last() {
    for &(id, programmes, first, last, written) in VERSIONS {
        let value: Option<Value> = (!written.is_empty()).then(|| serde_json::from_str(written).unwrap());
        for programme in programmes.split(' ') {
            let is = |on: NaiveDate| {
                let demanded = demanded(id, programme, on);
                assert!(demanded.is_some(), "{id} of {programme} does not hold on {on}");
                assert!(value.is_none() || demanded == value, "{id} on {on} demands {demanded:?}");
            };
            let neighbour = |on: NaiveDate| {
                let others = VERSIONS.iter().filter(|row| row.0 == id && row.1.contains(programme)).count();
                let demanded = demanded(id, programme, on);
                assert!(others > 1 || demanded.is_none(), "{id} of {programme} already or still holds on {on}");
                // Another version: told by its own row, and not this one unless the figures stayed the same.
                let stayed = ["CLS-10", "CLS-11"].contains(&id);
                assert!(stayed || value.is_none() || demanded != value, "{id} on {on}");
            };
            if first.is_empty() {
                is(day("2015-09-01"));
            } else {
                is(day(first));
                neighbour(day_before(first));
            }
            if last.is_empty() {
                is(day("2026-11-22"));
            } else {
                is(day(last));
                neighbour(day(last).succ_opt().unwrap());
            }
        }
    }
}

/// Rules whose limits stand in one of the tables.
fn told() -> BTreeSet<&'static str> {
    [requests::told(), debts::told(), prices::told()].concat().into_iter().collect()
}

#[test]
fn no_rule_that_decides_is_without_its_rows() {
    let told = told();
    let mut versions = 0;
    for rule in rules().unwrap().versions().filter(|rule| decides(&rule.body)) {
        assert!(told.contains(rule.id.as_str()), "{} decides and has no row at its limit", rule.id);
        versions += 1;
        for programme in &rule.programmes {
            let rows = VERSIONS
                .iter()
                .filter(|row| row.0 == rule.id && row.1.split(' ').any(|name| name == programme.as_str()));
            let shipped = rules().unwrap();
            let of_it =
                |other: &&crate::domain::policy::Rule| other.id == rule.id && other.programmes.contains(programme);
            assert_eq!(
                rows.count(),
                shipped.versions().filter(of_it).count(),
                "{} of {programme}: a version without a row",
                rule.id
            );
        }
    }
    assert_eq!(VERSIONS.len(), versions, "a row of no shipped version");
    for id in told {
        assert!(VERSIONS.iter().any(|row| row.0 == id), "{id} is not shipped");
    }
}
