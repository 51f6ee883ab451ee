//! What refuses a request: each rule with a case one below its limit, at it and one above.

use super::{day, day_before};
use crate::domain::eligibility::tests::facts;
use crate::domain::eligibility::{Facts, Sheet, Verdict, assess};
use crate::domain::money::Money;
use crate::domain::percent::Percent;
use crate::domain::policy::{BorrowerKind, Programme};
use Verdict::{Fail, Pass, Review};

type Case = (&'static str, fn(&mut Facts), Verdict);

/// A rule under a programme: the first day it judges a request, the last (empty: without end), and cases.
struct Row {
    rule: &'static str,
    programme: Programme,
    first: &'static str,
    last: &'static str,
    cases: &'static [Case],
}

const fn row(rule: &'static str, programme: Programme, first: &'static str, cases: &'static [Case]) -> Row {
    Row { rule, programme, first, last: "", cases }
}

const fn old(rule: &'static str, first: &'static str, last: &'static str, cases: &'static [Case]) -> Row {
    Row { rule, programme: Programme::BOld, first, last, cases }
}

const MILLION: i64 = 1_000_000;
const D45: &str = "2021-05-15";
const D338: &str = "2026-01-01";

fn dong(amount: i64) -> Option<Money> {
    Some(Money::dong(amount))
}

fn percent(text: &str) -> Option<Percent> {
    Some(Percent::parse(text).unwrap())
}

/// Actual charter capital of so many million, nothing owed, and so much asked for.
fn of_charter(f: &mut Facts, result: i64, amount: i64, related: i64) {
    (f.capital.book_charter, f.capital.accumulated_result) = (dong(150_000 * MILLION), dong(result * MILLION));
    (f.request.amount, f.exposure.related) = (dong(amount), dong(related));
}

fn job_loan(f: &mut Facts, kind: BorrowerKind, amount: i64, jobs: u32) {
    f.borrower.kind = Some(kind);
    (f.request.amount, f.request.jobs_supported, f.request.collateral_value) = (dong(amount), Some(jobs), dong(amount));
}

fn unsecured(f: &mut Facts, amount: i64, collateral: i64) {
    (f.request.amount, f.request.collateral_value) = (dong(amount), dong(collateral));
}

/// So many workers, and of them of any priority group, disabled, of ethnic minorities; the rate asked for.
fn workers(f: &mut Facts, (all, priority, disabled, minority): (u32, u32, u32, u32), rate: &str) {
    let who = &mut f.borrower;
    (who.workers, who.workers_priority) = (Some(all), Some(priority));
    (who.workers_disabled, who.workers_ethnic_minority) = (Some(disabled), Some(minority));
    f.request.annual_rate_percent = percent(rate);
}

use BorrowerKind::{Cooperative, CooperativeGroup, CooperativeMember, CooperativeUnion, EnterpriseMember, Worker};
use Programme::{A, BNew, C};

const ESTABLISHED: &[Case] = &[
    ("lawful", |f| f.borrower.lawfully_established = Some(true), Pass),
    ("not", |f| f.borrower.lawfully_established = Some(false), Fail),
];
const FEASIBLE: &[Case] = &[
    ("feasible", |f| f.request.plan_feasible = Some(true), Pass),
    ("not", |f| f.request.plan_feasible = Some(false), Fail),
];
const OWN_FIFTH: &[Case] = &[
    ("one below", |f| (f.request.project_cost, f.request.own_capital) = (dong(500_000_000), dong(99_999_999)), Fail),
    ("at it", |f| (f.request.project_cost, f.request.own_capital) = (dong(500_000_000), dong(100_000_000)), Pass),
    ("one above", |f| (f.request.project_cost, f.request.own_capital) = (dong(500_000_000), dong(100_000_001)), Pass),
];
const GROUPS: &[Case] = &[
    ("group 1", |f| f.borrower.worst_debt_group = Some(1), Pass),
    ("group 2", |f| f.borrower.worst_debt_group = Some(2), Pass),
    ("group 3", |f| f.borrower.worst_debt_group = Some(3), Fail),
];
/// 150 000 million with 2 000 won are 152 000, of which 15 % are 22 800; with 2 000 lost 148 000, of which 22 200.
const CUSTOMER: &[Case] = &[
    ("one below 22 800", |f| of_charter(f, 2_000, 22_800 * MILLION - 1, 0), Pass),
    ("22 800", |f| of_charter(f, 2_000, 22_800 * MILLION, 0), Pass),
    ("one above 22 800", |f| of_charter(f, 2_000, 22_800 * MILLION + 1, 0), Fail),
    ("one below 22 200", |f| of_charter(f, -2_000, 22_200 * MILLION - 1, 0), Pass),
    ("22 200", |f| of_charter(f, -2_000, 22_200 * MILLION, 0), Pass),
    ("one above 22 200", |f| of_charter(f, -2_000, 22_200 * MILLION + 1, 0), Fail),
];
/// 25 % of them: 38 000 and 37 000.
const RELATED: &[Case] = &[
    ("one below 38 000", |f| of_charter(f, 2_000, 20_000 * MILLION, 18_000 * MILLION - 1), Pass),
    ("38 000", |f| of_charter(f, 2_000, 20_000 * MILLION, 18_000 * MILLION), Pass),
    ("one above 38 000", |f| of_charter(f, 2_000, 20_000 * MILLION, 18_000 * MILLION + 1), Fail),
    ("one below 37 000", |f| of_charter(f, -2_000, 20_000 * MILLION, 17_000 * MILLION - 1), Pass),
    ("37 000", |f| of_charter(f, -2_000, 20_000 * MILLION, 17_000 * MILLION), Pass),
    ("one above 37 000", |f| of_charter(f, -2_000, 20_000 * MILLION, 17_000 * MILLION + 1), Fail),
];
const CIVIL_RATE: &[Case] = &[
    ("just below", |f| f.request.annual_rate_percent = percent("19.99999999"), Pass),
    ("at it", |f| f.request.annual_rate_percent = percent("20"), Pass),
    ("just above", |f| f.request.annual_rate_percent = percent("20.00000001"), Fail),
];
const CAPITAL: &[Case] = &[
    ("one below", |f| (f.request.amount, f.capital.available) = (dong(399_999_999), dong(400_000_000)), Pass),
    ("all of it", |f| (f.request.amount, f.capital.available) = (dong(400_000_000), dong(400_000_000)), Pass),
    ("one above", |f| (f.request.amount, f.capital.available) = (dong(400_000_001), dong(400_000_000)), Fail),
];

const ROWS: &[Row] = &[
    row("CF-20", A, D45, BORROWERS),
    row("CF-20", C, D45, BORROWERS),
    row(
        "CF-22",
        A,
        D45,
        &[
            ("here", |f| f.borrower.province = Some("tỉnh Điện Biên".into()), Pass),
            ("next door", |f| f.borrower.province = Some("Lai Châu".into()), Fail),
        ],
    ),
    row("CF-22", C, D45, &[("anywhere", |f| f.borrower.province = Some("Cà Mau".into()), Pass)]),
    row("CF-23", A, D45, ESTABLISHED),
    row("CF-23", C, D45, ESTABLISHED),
    row("CF-24", A, D45, FEASIBLE),
    row("CF-24", C, D45, FEASIBLE),
    row("CF-25", A, D45, OWN_FIFTH),
    row("CF-25", C, D45, OWN_FIFTH),
    row("CF-26", A, D45, GROUPS),
    row("CF-26", C, D45, GROUPS),
    row("CF-27", A, D45, CUSTOMER),
    row("CF-27", C, D45, CUSTOMER),
    row("CF-28", A, D45, RELATED),
    row("CF-28", C, D45, RELATED),
    row("CF-35", A, "2017-01-01", CIVIL_RATE),
    row("CF-35", C, "2017-01-01", CIVIL_RATE),
    row("OWN-CAPITAL", A, "", CAPITAL),
    row("OWN-CAPITAL", C, "", CAPITAL),
    row("OWN-CAPITAL", BNew, "", CAPITAL),
    row("OWN-CAPITAL", Programme::BOld, "", CAPITAL),
    row(
        "JB-02",
        BNew,
        D338,
        &[
            ("a union, since this law", |f| f.borrower.kind = Some(CooperativeUnion), Pass),
            ("a group", |f| f.borrower.kind = Some(CooperativeGroup), Pass),
            ("a worker", |f| f.borrower.kind = Some(Worker), Pass),
            ("an enterprise as member", |f| f.borrower.kind = Some(EnterpriseMember), Fail),
        ],
    ),
    row("JB-05", BNew, D338, FEASIBLE),
    row(
        "JB-06",
        BNew,
        D338,
        &[
            ("a worker’s plan", |f| (f.borrower.kind, f.request.plan_feasible) = (Some(Worker), Some(true)), Pass),
            ("not feasible", |f| (f.borrower.kind, f.request.plan_feasible) = (Some(Worker), Some(false)), Fail),
        ],
    ),
    row(
        "JB-07",
        BNew,
        D338,
        &[
            ("one below by jobs", |f| job_loan(f, Cooperative, 1_000 * MILLION - 1, 5), Pass),
            ("by jobs", |f| job_loan(f, Cooperative, 1_000 * MILLION, 5), Pass),
            ("one above by jobs", |f| job_loan(f, Cooperative, 1_000 * MILLION + 1, 5), Fail),
            ("one below the whole", |f| job_loan(f, Cooperative, 10_000 * MILLION - 1, 60), Pass),
            ("the whole", |f| job_loan(f, Cooperative, 10_000 * MILLION, 60), Pass),
            ("one above the whole", |f| job_loan(f, Cooperative, 10_000 * MILLION + 1, 60), Fail),
        ],
    ),
    row(
        "JB-08",
        BNew,
        D338,
        &[
            ("one below", |f| job_loan(f, Worker, 200 * MILLION - 1, 1), Pass),
            ("at it", |f| job_loan(f, Worker, 200 * MILLION, 1), Pass),
            ("one above", |f| job_loan(f, Worker, 200 * MILLION + 1, 1), Fail),
        ],
    ),
    row(
        "JB-10",
        BNew,
        D338,
        &[
            (
                "one below",
                |f| (f.request.amount, f.exposure.job_loans) = (dong(100 * MILLION - 1), dong(900 * MILLION)),
                Pass,
            ),
            ("at it", |f| (f.request.amount, f.exposure.job_loans) = (dong(100 * MILLION), dong(900 * MILLION)), Pass),
            (
                "one above",
                |f| (f.request.amount, f.exposure.job_loans) = (dong(100 * MILLION + 1), dong(900 * MILLION)),
                Fail,
            ),
        ],
    ),
    row(
        "JB-12",
        BNew,
        D338,
        &[
            ("119", |f| f.request.term_months = Some(119), Pass),
            ("120", |f| f.request.term_months = Some(120), Pass),
            ("121", |f| f.request.term_months = Some(121), Fail),
        ],
    ),
    row(
        "JB-17",
        BNew,
        D338,
        &[
            ("29.9 %: the lower rate is not due", |f| workers(f, (1_000, 299, 299, 0), "6.24"), Review),
            ("30 %", |f| workers(f, (1_000, 300, 300, 0), "6.24"), Pass),
            ("30.1 %", |f| workers(f, (1_000, 301, 301, 0), "6.24"), Pass),
            // 200 disabled and 200 of minorities are 300 people where 100 are both.
            ("each person once", |f| workers(f, (1_000, 300, 200, 200), "6.24"), Pass),
            ("each person once, and one too few", |f| workers(f, (1_000, 299, 200, 200), "6.24"), Review),
            ("served a sentence: counts since this law", |f| workers(f, (10, 3, 0, 0), "6.24"), Pass),
        ],
    ),
    row(
        "JB-18",
        BNew,
        D338,
        &[
            (
                "a worker at the normal rate",
                |f| (f.borrower.kind, f.request.annual_rate_percent) = (Some(Worker), percent("7.9248")),
                Pass,
            ),
            (
                "at the lower one: by papers",
                |f| (f.borrower.kind, f.request.annual_rate_percent) = (Some(Worker), percent("6.24")),
                Review,
            ),
        ],
    ),
    row(
        "JB-20",
        BNew,
        D338,
        &[
            ("one below", |f| unsecured(f, 200 * MILLION - 1, 0), Pass),
            ("at it: strictly above", |f| unsecured(f, 200 * MILLION, 0), Pass),
            ("one above", |f| unsecured(f, 200 * MILLION + 1, 0), Fail),
            ("one above, secured by less", |f| unsecured(f, 200 * MILLION + 1, 200 * MILLION), Review),
            ("one above, secured", |f| unsecured(f, 200 * MILLION + 1, 200 * MILLION + 1), Pass),
        ],
    ),
    row("JB-38", Programme::BOld, D338, &[("no new contract", |_| {}, Fail)]),
    row("JB-39", Programme::BOld, D338, &[("under the new decree", |_| {}, Fail)]),
    old(
        "JO-01",
        "2015-09-01",
        "2025-12-31",
        &[
            ("a cooperative", |f| f.borrower.kind = Some(Cooperative), Pass),
            ("a union, not yet", |f| f.borrower.kind = Some(CooperativeUnion), Fail),
        ],
    ),
    old(
        "JO-02",
        "2015-09-01",
        "2019-11-07",
        &[
            ("one below", |f| job_loan(f, Cooperative, 1_000 * MILLION - 1, 20), Pass),
            ("at it", |f| job_loan(f, Cooperative, 1_000 * MILLION, 20), Pass),
            ("one above", |f| job_loan(f, Cooperative, 1_000 * MILLION + 1, 21), Fail),
            ("by jobs", |f| job_loan(f, Cooperative, 50 * MILLION, 1), Pass),
            ("one above by jobs", |f| job_loan(f, Cooperative, 50 * MILLION + 1, 1), Fail),
            ("a worker", |f| job_loan(f, Worker, 50 * MILLION, 1), Pass),
            ("a worker’s dong above", |f| job_loan(f, Worker, 50 * MILLION + 1, 1), Fail),
        ],
    ),
    old(
        "JO-02",
        "2019-11-08",
        "2025-12-31",
        &[
            ("one below", |f| job_loan(f, Cooperative, 2_000 * MILLION - 1, 20), Pass),
            ("at it", |f| job_loan(f, Cooperative, 2_000 * MILLION, 20), Pass),
            ("one above", |f| job_loan(f, Cooperative, 2_000 * MILLION + 1, 21), Fail),
            ("by jobs", |f| job_loan(f, Cooperative, 100 * MILLION, 1), Pass),
            ("one above by jobs", |f| job_loan(f, Cooperative, 100 * MILLION + 1, 1), Fail),
            ("a worker", |f| job_loan(f, Worker, 100 * MILLION, 1), Pass),
            ("a worker’s dong above", |f| job_loan(f, Worker, 100 * MILLION + 1, 1), Fail),
        ],
    ),
    old(
        "JO-03",
        "2015-09-01",
        "2019-11-07",
        &[
            ("59", |f| f.request.term_months = Some(59), Pass),
            ("60", |f| f.request.term_months = Some(60), Pass),
            ("61", |f| f.request.term_months = Some(61), Fail),
        ],
    ),
    old(
        "JO-03",
        "2019-11-08",
        "2025-12-31",
        &[
            ("119", |f| f.request.term_months = Some(119), Pass),
            ("120", |f| f.request.term_months = Some(120), Pass),
            ("121", |f| f.request.term_months = Some(121), Fail),
        ],
    ),
    old(
        "JO-05",
        "2015-09-01",
        "2025-12-31",
        &[
            ("29.9 %", |f| workers(f, (1_000, 299, 299, 0), "3.96"), Review),
            ("30 %", |f| workers(f, (1_000, 300, 300, 0), "3.96"), Pass),
            ("both together", |f| workers(f, (1_000, 300, 150, 150), "3.96"), Pass),
            ("served a sentence: did not count", |f| workers(f, (10, 3, 0, 0), "3.96"), Review),
        ],
    ),
    old(
        "JO-06",
        "2015-09-01",
        "2025-12-31",
        &[
            ("one below", |f| unsecured(f, 100 * MILLION - 1, 0), Pass),
            ("at it: inclusive", |f| unsecured(f, 100 * MILLION, 0), Fail),
            ("at it, secured by less", |f| unsecured(f, 100 * MILLION, 1), Review),
            ("at it, secured", |f| unsecured(f, 100 * MILLION, 100 * MILLION), Pass),
            ("one above", |f| unsecured(f, 100 * MILLION + 1, 0), Fail),
        ],
    ),
];
const BORROWERS: &[Case] = &[
    ("a cooperative", |f| f.borrower.kind = Some(Cooperative), Pass),
    ("a member", |f| f.borrower.kind = Some(CooperativeMember), Pass),
    ("a group is not listed", |f| f.borrower.kind = Some(CooperativeGroup), Fail),
    ("a member that is an enterprise", |f| f.borrower.kind = Some(EnterpriseMember), Fail),
];

/// Rules with a row here.
pub(super) fn told() -> Vec<&'static str> {
    ROWS.iter().map(|row| row.rule).collect()
}

fn judged(row: &Row, case: fn(&mut Facts), on: chrono::NaiveDate) -> Sheet {
    let mut facts = facts();
    // A proof of this very day, whatever day it is.
    facts.borrower.worst_debt_group_on = Some(on);
    case(&mut facts);
    assess(&crate::policy::rules().unwrap().in_force(row.programme, on), None, &facts, on)
}

#[test]
fn each_rule_judges_at_its_limit_on_its_first_day_and_its_last() {
    for row in ROWS {
        let first = if row.first.is_empty() { D45 } else { row.first };
        for on in [first, row.last].into_iter().filter(|on| !on.is_empty()) {
            for &(name, case, expected) in row.cases {
                let sheet = judged(row, case, day(on));
                let finding = sheet.finding(row.rule).unwrap_or_else(|| panic!("{} does not judge on {on}", row.rule));
                assert_eq!(
                    finding.verdict, expected,
                    "{} of {}, {name}, on {on}: {:?}",
                    row.rule, row.programme, finding.reason
                );
            }
        }
    }
}

#[test]
fn no_rule_judges_the_day_before_it_came_into_force_nor_after_its_end() {
    for row in ROWS.iter().filter(|row| !row.first.is_empty()) {
        let versions = || ROWS.iter().filter(|other| other.rule == row.rule && other.programme == row.programme);
        let before = day_before(row.first);
        if versions().all(|other| other.first >= row.first) {
            assert!(judged(row, |_| {}, before).finding(row.rule).is_none(), "{} judges on {before}", row.rule);
        }
        let Some(after) = (!row.last.is_empty()).then(|| day(row.last).succ_opt().unwrap()) else { continue };
        if versions().all(|other| other.last <= row.last) {
            assert!(judged(row, |_| {}, after).finding(row.rule).is_none(), "{} judges on {after}", row.rule);
        }
    }
}
