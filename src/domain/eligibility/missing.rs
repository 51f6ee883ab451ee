//! A fact that is not given never passes for one that is good: whatever rule looks at it says that it is missing.
use super::tests::facts;
use super::*;
use crate::domain::percent::Percent;
use crate::domain::policy::{BorrowerKind, Programme};

/// A fact: its name, how it is taken away, and other values it could have.
type Given = (&'static str, fn(&mut Facts), &'static [fn(&mut Facts)]);

fn dong(amount: i64) -> Option<Money> {
    Some(Money::dong(amount))
}

fn rate(text: &str) -> Option<Percent> {
    Percent::parse(text).ok()
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

const ALL: &[Given] = &[
    ("province of the fund", |f| f.fund_province = None, &[|f| f.fund_province = Some("Sơn La".into())]),
    (
        "kind",
        |f| f.borrower.kind = None,
        &[
            |f| f.borrower.kind = Some(BorrowerKind::EnterpriseMember),
            |f| f.borrower.kind = Some(BorrowerKind::Worker),
            |f| f.borrower.kind = Some(BorrowerKind::Cooperative),
        ],
    ),
    ("province", |f| f.borrower.province = None, &[|f| f.borrower.province = Some("Sơn La".into())]),
    (
        "lawfully established",
        |f| f.borrower.lawfully_established = None,
        &[|f| f.borrower.lawfully_established = Some(false)],
    ),
    ("workers", |f| f.borrower.workers = None, &[|f| f.borrower.workers = Some(5), |f| f.borrower.workers = Some(100)]),
    ("priority workers", |f| f.borrower.workers_priority = None, &[|f| f.borrower.workers_priority = Some(9)]),
    (
        "disabled",
        |f| f.borrower.workers_disabled = None,
        &[|f| f.borrower.workers_disabled = Some(0), |f| f.borrower.workers_disabled = Some(9)],
    ),
    (
        "minority",
        |f| f.borrower.workers_ethnic_minority = None,
        &[|f| f.borrower.workers_ethnic_minority = Some(0), |f| f.borrower.workers_ethnic_minority = Some(9)],
    ),
    ("debt group", |f| f.borrower.worst_debt_group = None, &[|f| f.borrower.worst_debt_group = Some(3)]),
    (
        "day of its proof",
        |f| f.borrower.worst_debt_group_on = None,
        &[|f| f.borrower.worst_debt_group_on = day("2030-01-01")],
    ),
    (
        "amount",
        |f| f.request.amount = None,
        &[|f| f.request.amount = dong(1), |f| f.request.amount = dong(900_000_000_000)],
    ),
    ("term", |f| f.request.term_months = None, &[|f| f.request.term_months = Some(121)]),
    (
        "rate",
        |f| f.request.annual_rate_percent = None,
        &[|f| f.request.annual_rate_percent = rate("21"), |f| f.request.annual_rate_percent = rate("6.24")],
    ),
    ("cost", |f| f.request.project_cost = None, &[|f| f.request.project_cost = dong(900_000_000_000)]),
    ("own capital", |f| f.request.own_capital = None, &[|f| f.request.own_capital = dong(0)]),
    (
        "jobs",
        |f| f.request.jobs_supported = None,
        &[|f| f.request.jobs_supported = Some(0), |f| f.request.jobs_supported = Some(1)],
    ),
    (
        "security",
        |f| f.request.collateral_value = None,
        &[|f| f.request.collateral_value = dong(0), |f| f.request.collateral_value = dong(1)],
    ),
    ("plan", |f| f.request.plan_feasible = None, &[|f| f.request.plan_feasible = Some(false)]),
    ("debt", |f| f.exposure.customer = None, &[|f| f.exposure.customer = dong(900_000_000_000)]),
    ("related debt", |f| f.exposure.related = None, &[|f| f.exposure.related = dong(900_000_000_000)]),
    ("job loans", |f| f.exposure.job_loans = None, &[|f| f.exposure.job_loans = dong(900_000_000_000)]),
    ("charter", |f| f.capital.book_charter = None, &[|f| f.capital.book_charter = dong(1)]),
    ("result", |f| f.capital.accumulated_result = None, &[|f| f.capital.accumulated_result = dong(-149_000_000_000)]),
    ("available", |f| f.capital.available = None, &[|f| f.capital.available = dong(1)]),
];

/// Cases that pass, each under its programme on a day: what they change of the facts all share.
const PASSING: &[(&str, Programme, &str, fn(&mut Facts))] = &[
    ("provincial fund", Programme::A, "2026-06-30", |_| {}),
    ("central fund", Programme::C, "2026-06-30", |_| {}),
    ("job credit", Programme::BNew, "2026-06-30", |_| {}),
    ("job credit above what needs security", Programme::BNew, "2026-06-30", |f| {
        (f.request.amount, f.request.collateral_value) = (dong(300_000_000), dong(300_000_000));
    }),
    ("job credit at the lower rate", Programme::BNew, "2026-06-30", |f| {
        (f.borrower.workers_priority, f.request.annual_rate_percent) = (Some(3), rate("6.24"));
    }),
    ("a worker", Programme::BNew, "2026-06-30", |f| f.borrower.kind = Some(BorrowerKind::Worker)),
    ("employment fund", Programme::BOld, "2025-12-31", |f| f.request.annual_rate_percent = rate("7.92")),
];

/// Job loans are of the bank's own capital, which counts where it is known; and of the groups of workers that Decree 338/2025 counts
/// together the parts only serve to see that the numbers do not contradict one another.
fn may_be_unknown(programme: Programme, fact: &str, rule: &str) -> bool {
    match (fact, rule) {
        ("available", "OWN-CAPITAL") => !programme.is_support_fund(),
        ("disabled" | "minority", "JB-17") => true,
        _ => false,
    }
}

#[test]
fn a_rule_that_looks_at_a_fact_says_when_it_is_not_given() {
    for &(name, programme, on, change) in PASSING {
        let on = day(on).unwrap();
        let rules = crate::policy::rules().unwrap().in_force(programme, on);
        let judged = |more: &[fn(&mut Facts)]| {
            let mut facts = facts();
            std::iter::once(&change).chain(more).for_each(|change| change(&mut facts));
            assess(&rules, None, &facts, on)
        };
        let whole = judged(&[]);
        assert_eq!(whole.outcome, Outcome::Eligible, "{name}: {:?}", whole.findings);
        let mut looked_at = 0;
        for &(fact, take, others) in ALL {
            let without = judged(&[take]);
            let others: Vec<Sheet> = others.iter().map(|other| judged(&[*other])).collect();
            for finding in &whole.findings {
                let rule = finding.rule.as_str();
                let looks =
                    others.iter().any(|other| other.finding(rule).map(|found| found.verdict) != Some(finding.verdict));
                let now = without.finding(rule);
                if looks && !may_be_unknown(programme, fact, rule) {
                    assert_eq!(now.map(|found| found.verdict), Some(Verdict::Missing), "{name}: {rule} without {fact}");
                    assert_ne!(without.outcome, Outcome::Eligible, "{name} without {fact}");
                    looked_at += 1;
                }
                // Nor does anything get better, or worse, by not being said.
                let kept = now.is_none_or(|found| matches!(found.verdict, Verdict::Pass | Verdict::Missing));
                assert!(kept, "{name}: {rule} without {fact} is {now:?}");
            }
        }
        assert!(looked_at >= 7, "{name}: only {looked_at} facts are looked at");
    }
}
