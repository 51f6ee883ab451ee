use proptest::prelude::*;

use super::*;
use crate::domain::percent::Percent;
use crate::domain::policy::{BorrowerKind, Confidence, Kind, LegalBasis, Period, Programme, Rules};
use crate::domain::regulation::{Regulation, tests::whole as whole_regulation};

const MILLION: i64 = 1_000_000;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn million(amount: i64) -> Option<Money> {
    Some(Money::dong(amount * MILLION))
}

fn rules() -> Rules {
    crate::policy::rules().unwrap()
}

fn sheet_on(programme: Programme, facts: &Facts, on: &str) -> Sheet {
    assess(&rules().in_force(programme, day(on)), None, facts, day(on))
}

fn sheet(programme: Programme, facts: &Facts) -> Sheet {
    let on = if programme == Programme::BOld { "2025-12-31" } else { "2026-06-30" };
    sheet_on(programme, facts, on)
}

/// A cooperative that may borrow: every fact known, every rule of every programme kept.
pub(crate) fn facts() -> Facts {
    Facts {
        fund_province: Some("Điện Biên".into()),
        borrower: Borrower {
            kind: Some(BorrowerKind::Cooperative),
            province: Some("Điện Biên".into()),
            lawfully_established: Some(true),
            members: Some(12),
            workers: Some(10),
            workers_priority: Some(2),
            workers_disabled: Some(1),
            workers_ethnic_minority: Some(2),
            worst_debt_group: Some(1),
            worst_debt_group_on: Some(day("2025-12-20")),
        },
        request: Request {
            amount: million(90),
            term_months: Some(36),
            annual_rate_percent: Some(Percent::parse("7.9248").unwrap()),
            project_cost: million(500),
            own_capital: million(100),
            jobs_supported: Some(5),
            collateral_value: Some(Money::ZERO),
            plan_feasible: Some(true),
            capital_source: None,
        },
        exposure: Exposure { customer: Some(Money::ZERO), related: Some(Money::ZERO), job_loans: Some(Money::ZERO) },
        capital: FundCapital {
            book_charter: million(150_000),
            accumulated_result: million(2_000),
            available: million(100_000),
        },
    }
}

fn with(change: impl FnOnce(&mut Facts)) -> Facts {
    let mut facts = facts();
    change(&mut facts);
    facts
}

fn verdict(programme: Programme, rule: &str, facts: &Facts) -> Verdict {
    sheet(programme, facts).finding(rule).unwrap_or_else(|| panic!("{rule} is not on the sheet")).verdict
}

fn ids(sheet: &Sheet) -> Vec<&str> {
    sheet.findings.iter().map(|finding| finding.rule.as_str()).collect()
}

#[test]
fn a_sheet_holds_every_rule_in_force_once_in_the_order_of_the_law() {
    let support = ["CF-20", "CF-22", "CF-23", "CF-24", "CF-25", "CF-26", "CF-27", "CF-28", "CF-35", "OWN-CAPITAL"];
    assert_eq!(ids(&sheet(Programme::A, &facts())), support);
    assert_eq!(ids(&sheet(Programme::C, &facts())), support);
    let new = ["JB-02", "JB-05", "JB-06", "JB-07", "JB-08", "JB-10", "JB-12", "JB-17", "JB-18", "JB-20"];
    let without_capital = with(|facts| facts.capital = FundCapital::default());
    assert_eq!(ids(&sheet(Programme::BNew, &without_capital)), new);
    let old = ["JO-01", "JO-02", "JO-03", "JO-05", "JO-06"];
    assert_eq!(ids(&sheet(Programme::BOld, &without_capital)), old);
    assert_eq!(ids(&sheet_on(Programme::BOld, &without_capital, "2026-01-01")), ["JB-38", "JB-39"]);
    for programme in [Programme::A, Programme::C, Programme::BNew] {
        assert_eq!(sheet(programme, &facts()).outcome, Outcome::Eligible, "{programme}");
    }
}

#[test]
fn each_programme_opens_and_closes_on_its_day() {
    for (programme, before, first) in [
        (Programme::A, "2021-05-14", "2021-05-15"),
        (Programme::C, "2021-05-14", "2021-05-15"),
        (Programme::BNew, "2025-12-31", "2026-01-01"),
        (Programme::BOld, "2015-08-31", "2015-09-01"),
    ] {
        let early = sheet_on(programme, &facts(), before);
        assert_eq!(early.outcome, Outcome::NotEligible, "{programme}");
        assert_eq!((ids(&early)[0], early.max_amount), ("OWN-PROGRAMME", Some(Money::ZERO)));
        assert!(sheet_on(programme, &facts(), first).finding("OWN-PROGRAMME").is_none());
    }
    let last = with(|facts| facts.request.annual_rate_percent = Some(Percent::parse("7.92").unwrap()));
    assert_eq!(sheet_on(Programme::BOld, &last, "2025-12-31").outcome, Outcome::Eligible);
    let closed = sheet_on(Programme::BOld, &last, "2026-01-01");
    assert_eq!(closed.outcome, Outcome::NotEligible);
    assert_eq!((closed.max_amount, closed.max_amount_rule.as_deref()), (Some(Money::ZERO), Some("JB-38")));
}

#[test]
fn who_may_borrow_is_as_the_law_lists_it() {
    use BorrowerKind::*;
    let all = [
        Cooperative,
        CooperativeUnion,
        GroupMember,
        CooperativeMember,
        CooperativeGroup,
        EnterpriseMember,
        HouseholdBusiness,
        SmallEnterprise,
        Worker,
    ];
    let may = |programme, rule: &str| -> Vec<BorrowerKind> {
        let kept = |kind: &BorrowerKind| {
            verdict(programme, rule, &with(|facts| facts.borrower.kind = Some(*kind))) == Verdict::Pass
        };
        all.into_iter().filter(kept).collect()
    };
    assert_eq!(may(Programme::A, "CF-20"), [Cooperative, CooperativeUnion, GroupMember, CooperativeMember]);
    let old = [Cooperative, CooperativeGroup, HouseholdBusiness, SmallEnterprise, Worker];
    assert_eq!(may(Programme::BOld, "JO-01"), old);
    let new = [Cooperative, CooperativeUnion, CooperativeGroup, HouseholdBusiness, SmallEnterprise, Worker];
    assert_eq!(may(Programme::BNew, "JB-02"), new);
}

#[test]
fn the_province_is_compared_as_people_write_it() {
    for (name, expected) in [
        ("Điện Biên", Verdict::Pass),
        ("tỉnh ĐIỆN BIÊN", Verdict::Pass),
        ("Dien Bien", Verdict::Pass),
        ("Đie\u{323}\u{302}n Bie\u{302}n", Verdict::Pass),
        ("Sơn La", Verdict::Fail),
        ("Lai Châu", Verdict::Fail),
        (" ", Verdict::Missing),
    ] {
        let facts = with(|facts| facts.borrower.province = Some(name.into()));
        assert_eq!(verdict(Programme::A, "CF-22", &facts), expected, "{name}");
        assert_eq!(verdict(Programme::C, "CF-22", &facts), Verdict::Pass);
    }
    let unknown = with(|facts| facts.fund_province = None);
    assert_eq!(verdict(Programme::A, "CF-22", &unknown), Verdict::Missing);
}

#[test]
fn yes_or_no_rules_follow_their_fact() {
    for (given, expected) in [(Some(true), Verdict::Pass), (Some(false), Verdict::Fail), (None, Verdict::Missing)] {
        let facts = with(|facts| {
            facts.borrower.lawfully_established = given;
            facts.request.plan_feasible = given;
        });
        assert_eq!(verdict(Programme::A, "CF-23", &facts), expected);
        assert_eq!(verdict(Programme::A, "CF-24", &facts), expected);
        assert_eq!(verdict(Programme::BNew, "JB-05", &facts), expected);
        assert_eq!(verdict(Programme::BNew, "JB-06", &facts), Verdict::Pass);
        let worker =
            Facts { borrower: Borrower { kind: Some(BorrowerKind::Worker), ..facts.borrower.clone() }, ..facts };
        assert_eq!(verdict(Programme::BNew, "JB-05", &worker), Verdict::Pass);
        assert_eq!(verdict(Programme::BNew, "JB-06", &worker), expected);
    }
}

#[test]
fn own_capital_of_twenty_percent_is_exact_to_the_dong() {
    let own = |own: i64, cost: i64| {
        let facts = with(|facts| {
            facts.request.own_capital = Some(Money::dong(own));
            facts.request.project_cost = Some(Money::dong(cost));
        });
        verdict(Programme::A, "CF-25", &facts)
    };
    assert_eq!(own(100_000_000, 500_000_000), Verdict::Pass);
    assert_eq!(own(99_999_999, 500_000_000), Verdict::Fail);
    assert_eq!(own(100_000_001, 500_000_000), Verdict::Pass);
    // 20 % of 500 000 001 is 100 000 000.2: a dong more is needed.
    assert_eq!(own(100_000_000, 500_000_001), Verdict::Fail);
    assert_eq!(own(100_000_001, 500_000_001), Verdict::Pass);
    assert_eq!(own(0, 0), Verdict::Review);
}

#[test]
fn bad_debt_begins_at_group_three_and_needs_its_proof() {
    let group = |group: Option<u8>, on: Option<&str>| {
        let facts = with(|facts| {
            facts.borrower.worst_debt_group = group;
            facts.borrower.worst_debt_group_on = on.map(day);
        });
        verdict(Programme::A, "CF-26", &facts)
    };
    let proof = Some("2026-06-30");
    assert_eq!(group(Some(2), proof), Verdict::Pass);
    assert_eq!(group(Some(3), proof), Verdict::Fail);
    assert_eq!(group(None, proof), Verdict::Missing);
    assert_eq!(group(Some(1), None), Verdict::Missing);
    assert_eq!(group(Some(1), Some("2026-07-01")), Verdict::Review);
}

#[test]
fn the_first_disbursement_needs_a_proof_taken_after_signing() {
    let rules = rules().in_force(Programme::A, day("2026-06-30"));
    let verdict = |group, proof: &str| {
        let finding = first_disbursement(&rules, group, day(proof), day("2026-06-01"), day("2026-06-30"));
        finding.unwrap().verdict
    };
    assert_eq!(verdict(2, "2026-06-01"), Verdict::Pass);
    assert_eq!(verdict(2, "2026-06-30"), Verdict::Pass);
    assert_eq!(verdict(2, "2026-05-31"), Verdict::Fail);
    assert_eq!(verdict(2, "2026-07-01"), Verdict::Fail);
    assert_eq!(verdict(3, "2026-06-30"), Verdict::Fail);
}

#[test]
fn the_shares_of_charter_capital_are_those_of_the_vectors() {
    for (result, customer, group) in [(2_000, 22_800, 38_000), (-2_000, 22_200, 37_000)] {
        let sheet_of = |dong: i64, related: i64| {
            let facts = with(|facts| {
                facts.capital.accumulated_result = million(result);
                facts.request.amount = Some(Money::dong(dong));
                facts.exposure.related = million(related);
            });
            sheet(Programme::A, &facts)
        };
        let verdicts = |dong, related| {
            let sheet = sheet_of(dong, related);
            (sheet.finding("CF-27").unwrap().verdict, sheet.finding("CF-28").unwrap().verdict)
        };
        let limit = customer * MILLION;
        assert_eq!(verdicts(limit - 1, 0).0, Verdict::Pass);
        assert_eq!(verdicts(limit, 0).0, Verdict::Pass);
        assert_eq!(verdicts(limit + 1, 0).0, Verdict::Fail);
        let related = group - customer;
        assert_eq!(verdicts(limit, related).1, Verdict::Pass);
        assert_eq!(verdicts(limit + 1, related).1, Verdict::Fail);
        let binding = |sheet: Sheet| (sheet.max_amount, sheet.max_amount_rule.unwrap());
        assert_eq!(binding(sheet_of(1, 0)), (million(customer), "CF-27".into()));
        assert_eq!(binding(sheet_of(1, related + 1)), (million(customer - 1), "CF-28".into()));
    }
}

#[test]
fn what_is_owed_already_counts_and_never_goes_below_nothing() {
    let facts = with(|facts| facts.exposure.customer = million(22_800));
    let full = sheet(Programme::A, &facts);
    assert_eq!((full.max_amount, full.max_amount_rule.as_deref()), (Some(Money::ZERO), Some("CF-27")));
    let over = with(|facts| facts.exposure.customer = million(30_000));
    assert_eq!(sheet(Programme::A, &over).max_amount, Some(Money::ZERO));
    let loss = with(|facts| facts.capital.accumulated_result = million(-200_000));
    assert_eq!(sheet(Programme::A, &loss).finding("CF-27").unwrap().limit, Figure::Money(Money::ZERO));
    // 15 % of 99 dong are 14.85: fourteen may be lent.
    let odd = with(|facts| {
        facts.capital.book_charter = Some(Money::dong(99));
        facts.capital.accumulated_result = Some(Money::ZERO);
    });
    assert_eq!(sheet(Programme::A, &odd).max_amount, Some(Money::dong(14)));
}

#[test]
fn the_rate_of_a_support_fund_is_at_most_twenty_percent() {
    let rate = |text: &str| {
        let facts = with(|facts| facts.request.annual_rate_percent = Some(Percent::parse(text).unwrap()));
        verdict(Programme::A, "CF-35", &facts)
    };
    assert_eq!(rate("19.99999999"), Verdict::Pass);
    assert_eq!(rate("20.0"), Verdict::Pass);
    assert_eq!(rate("20.00000001"), Verdict::Fail);
}

#[test]
fn capital_available_binds_to_the_dong() {
    let facts = |amount: i64| {
        with(|facts| {
            facts.request.amount = Some(Money::dong(amount));
            facts.capital.available = Some(Money::dong(400_000_000));
        })
    };
    assert_eq!(verdict(Programme::A, "OWN-CAPITAL", &facts(400_000_000)), Verdict::Pass);
    assert_eq!(verdict(Programme::A, "OWN-CAPITAL", &facts(400_000_001)), Verdict::Fail);
    let sheet = sheet(Programme::A, &facts(1));
    assert_eq!((sheet.max_amount, sheet.max_amount_rule.as_deref()), (million(400), Some("OWN-CAPITAL")));
}

fn job_loan(programme: Programme, kind: BorrowerKind, dong: i64, jobs: u32) -> Sheet {
    let facts = with(|facts| {
        facts.borrower.kind = Some(kind);
        facts.request.amount = Some(Money::dong(dong));
        facts.request.jobs_supported = Some(jobs);
        facts.request.collateral_value = Some(Money::dong(dong));
        facts.capital = FundCapital::default();
    });
    sheet(programme, &facts)
}

#[test]
fn a_job_loan_is_bound_by_jobs_or_by_the_establishment() {
    let at = |dong, jobs| {
        let sheet = job_loan(Programme::BNew, BorrowerKind::Cooperative, dong, jobs);
        let finding = sheet.finding("JB-07").unwrap();
        (finding.verdict, finding.limit.clone(), sheet.max_amount_rule.clone().unwrap())
    };
    let limit = |amount: i64| Figure::Money(Money::dong(amount * MILLION));
    assert_eq!(at(1_000 * MILLION, 5), (Verdict::Pass, limit(1_000), "JB-07".into()));
    assert_eq!(at(1_000 * MILLION + 1, 5), (Verdict::Fail, limit(1_000), "JB-07".into()));
    assert_eq!(at(10_000 * MILLION, 51), (Verdict::Pass, limit(10_000), "JB-07".into()));
    assert_eq!(at(10_000 * MILLION + 1, 51).0, Verdict::Fail);
    assert_eq!(at(1, 0), (Verdict::Fail, limit(0), "JB-07".into()));
    assert_eq!(at(1, u32::MAX).1, limit(10_000));
    let reason =
        |jobs| match &job_loan(Programme::BNew, BorrowerKind::Cooperative, 1, jobs).finding("JB-07").unwrap().reason {
            Reason::JobLoan { cap, .. } => *cap,
            other => panic!("{other:?}"),
        };
    assert_eq!(reason(5), JobCap::Jobs { jobs: 5, each: Money::dong(200 * MILLION) });
    assert_eq!(reason(51), JobCap::Establishment(Money::dong(10_000 * MILLION)));
}

#[test]
fn a_worker_has_a_limit_of_their_own() {
    let at = |dong| {
        let sheet = job_loan(Programme::BNew, BorrowerKind::Worker, dong, 0);
        assert_eq!(sheet.finding("JB-07").unwrap().verdict, Verdict::Pass);
        assert_eq!(sheet.finding("JB-20").unwrap().verdict, Verdict::Pass);
        (sheet.finding("JB-08").unwrap().verdict, sheet.max_amount, sheet.max_amount_rule)
    };
    assert_eq!(at(200 * MILLION), (Verdict::Pass, million(200), Some("JB-08".into())));
    assert_eq!(at(200 * MILLION + 1).0, Verdict::Fail);
}

#[test]
fn job_loans_count_together() {
    let at = |owed: i64, dong: i64| {
        let facts = with(|facts| {
            facts.exposure.job_loans = Some(Money::dong(owed));
            facts.request.amount = Some(Money::dong(dong));
        });
        verdict(Programme::BNew, "JB-10", &facts)
    };
    assert_eq!(at(900 * MILLION, 100 * MILLION), Verdict::Pass);
    assert_eq!(at(900 * MILLION, 100 * MILLION + 1), Verdict::Fail);
    assert_eq!(at(900 * MILLION + 1, 100 * MILLION), Verdict::Fail);
    let sheet = sheet(Programme::BNew, &with(|facts| facts.exposure.job_loans = million(950)));
    assert_eq!((sheet.max_amount, sheet.max_amount_rule.as_deref()), (million(50), Some("JB-10")));
}

#[test]
fn the_old_fund_had_smaller_limits_and_still_smaller_ones_before() {
    let at = |on: &str, kind, dong: i64, jobs| {
        let facts = with(|facts| {
            facts.borrower.kind = Some(kind);
            facts.request.amount = Some(Money::dong(dong));
            facts.request.jobs_supported = Some(jobs);
            facts.request.term_months = Some(61);
        });
        let sheet = sheet_on(Programme::BOld, &facts, on);
        (sheet.finding("JO-02").unwrap().verdict, sheet.finding("JO-03").unwrap().verdict)
    };
    use BorrowerKind::{Cooperative, Worker};
    assert_eq!(at("2019-11-08", Cooperative, 2_000 * MILLION, 20), (Verdict::Pass, Verdict::Pass));
    assert_eq!(at("2019-11-08", Cooperative, 2_000 * MILLION + 1, 21).0, Verdict::Fail);
    assert_eq!(at("2019-11-08", Cooperative, 500 * MILLION + 1, 5).0, Verdict::Fail);
    assert_eq!(at("2019-11-08", Worker, 100 * MILLION, 0).0, Verdict::Pass);
    assert_eq!(at("2019-11-07", Cooperative, 1_000 * MILLION, 20), (Verdict::Pass, Verdict::Fail));
    assert_eq!(at("2019-11-07", Cooperative, 1_000 * MILLION + 1, 21).0, Verdict::Fail);
    assert_eq!(at("2019-11-07", Worker, 50 * MILLION + 1, 0).0, Verdict::Fail);
}

#[test]
fn a_job_loan_runs_at_most_a_hundred_and_twenty_months() {
    let at = |months| verdict(Programme::BNew, "JB-12", &with(|facts| facts.request.term_months = Some(months)));
    assert_eq!((at(119), at(120), at(121)), (Verdict::Pass, Verdict::Pass, Verdict::Fail));
}

#[test]
fn security_begins_above_two_hundred_million_and_before_2026_at_one_hundred() {
    let at = |programme, rule: &str, dong: i64, collateral: i64| {
        let facts = with(|facts| {
            facts.request.amount = Some(Money::dong(dong));
            facts.request.collateral_value = Some(Money::dong(collateral));
        });
        verdict(programme, rule, &facts)
    };
    let new = |dong, collateral| at(Programme::BNew, "JB-20", dong, collateral);
    assert_eq!(new(200 * MILLION, 0), Verdict::Pass);
    assert_eq!(new(200 * MILLION + 1, 0), Verdict::Fail);
    assert_eq!(new(200 * MILLION + 1, 200 * MILLION), Verdict::Review);
    assert_eq!(new(200 * MILLION + 1, 200 * MILLION + 1), Verdict::Pass);
    let old = |dong, collateral| at(Programme::BOld, "JO-06", dong, collateral);
    assert_eq!(old(100 * MILLION - 1, 0), Verdict::Pass);
    assert_eq!(old(100 * MILLION, 0), Verdict::Fail);
    assert_eq!(old(100 * MILLION, 1), Verdict::Review);
    assert_eq!(old(100 * MILLION, 100 * MILLION), Verdict::Pass);
    let binding = |programme| {
        let sheet = sheet(programme, &facts());
        (sheet.max_amount.unwrap().as_dong(), sheet.max_amount_rule.unwrap())
    };
    assert_eq!(binding(Programme::BNew), (200 * MILLION, "JB-20".into()));
    assert_eq!(binding(Programme::BOld), (100 * MILLION - 1, "JO-06".into()));
}

#[test]
fn thirty_percent_of_the_workers_each_counted_once_earn_the_lower_rate() {
    let at = |programme, rule: &str, workers, priority, disabled, minority, rate: &str| {
        let facts = with(|facts| {
            facts.borrower.workers = Some(workers);
            facts.borrower.workers_priority = Some(priority);
            facts.borrower.workers_disabled = Some(disabled);
            facts.borrower.workers_ethnic_minority = Some(minority);
            facts.request.annual_rate_percent = Some(Percent::parse(rate).unwrap());
        });
        let sheet = sheet(programme, &facts);
        let finding = sheet.finding(rule).unwrap();
        let reached = matches!(finding.reason, Reason::PriorityShare { reached: true, .. });
        (finding.verdict, reached)
    };
    let new = |workers, priority, disabled, minority, rate| {
        at(Programme::BNew, "JB-17", workers, priority, disabled, minority, rate)
    };
    assert_eq!(new(10, 3, 0, 0, "6.24"), (Verdict::Pass, true));
    assert_eq!(new(10, 2, 0, 0, "7.9248"), (Verdict::Pass, false));
    // Two disabled and two of minorities are three people where one is both, and only two where both are.
    assert_eq!(new(10, 3, 2, 2, "6.24"), (Verdict::Pass, true));
    assert_eq!(new(10, 2, 2, 2, "7.9248"), (Verdict::Pass, false));
    assert_eq!(new(1_000, 299, 0, 0, "7.9248"), (Verdict::Pass, false));
    assert_eq!(new(1_000, 300, 0, 0, "6.24"), (Verdict::Pass, true));
    assert_eq!(new(10, 2, 0, 0, "6.24"), (Verdict::Review, false));
    assert_eq!(new(10, 11, 0, 0, "6.24").0, Verdict::Review);
    assert_eq!(new(10, 2, 3, 0, "7.9248").0, Verdict::Review);
    assert_eq!(new(0, 0, 0, 0, "7.9248"), (Verdict::Pass, false));
    let old = |priority, disabled, minority, rate| at(Programme::BOld, "JO-05", 10, priority, disabled, minority, rate);
    assert_eq!(old(3, 3, 0, "3.96"), (Verdict::Pass, true));
    assert_eq!(old(3, 1, 2, "3.96"), (Verdict::Pass, true));
    // Former prisoners did not count before 2026.
    assert_eq!(old(3, 1, 1, "7.92"), (Verdict::Pass, false));
}

#[test]
fn a_fund_with_little_capital_is_warned_and_lends_on() {
    let warned = |programme, charter| {
        let facts = with(|facts| {
            facts.capital.book_charter = Some(Money::dong(charter));
            facts.capital.accumulated_result = Some(Money::ZERO);
        });
        let sheet = sheet(programme, &facts);
        assert_eq!(sheet.outcome, Outcome::Eligible);
        sheet.warnings.into_iter().map(|warning| warning.rule).collect::<Vec<_>>()
    };
    assert_eq!(warned(Programme::A, 20_000 * MILLION - 1), ["CFP-06"]);
    assert_eq!(warned(Programme::A, 20_000 * MILLION), [""; 0]);
    assert_eq!(warned(Programme::C, 1_000_000 * MILLION - 1), ["CFC-07"]);
}

#[test]
fn the_funds_own_regulation_bounds_too() {
    let on = day("2026-06-30");
    let rules = rules().in_force(Programme::A, on);
    let regulation = Regulation::in_force(whole_regulation(), on);
    let judge = |change: &dyn Fn(&mut Facts)| {
        let facts = with(|facts| {
            facts.request.annual_rate_percent = Some(Percent::whole(6));
            change(facts);
        });
        assess(&rules, Some(&regulation), &facts, on)
    };
    let sheet = judge(&|_| {});
    assert_eq!(sheet.outcome, Outcome::Eligible);
    assert_eq!(ids(&sheet)[10..], ["OWN-TERM", "OWN-RATE", "OWN-SECURITY"]);
    assert_eq!((sheet.max_amount, sheet.max_amount_rule.as_deref()), (million(100), Some("OWN-SECURITY")));
    let rule = |id: &str, change: &dyn Fn(&mut Facts)| judge(change).finding(id).unwrap().verdict;
    assert_eq!(rule("OWN-TERM", &|facts| facts.request.term_months = Some(84)), Verdict::Pass);
    assert_eq!(rule("OWN-TERM", &|facts| facts.request.term_months = Some(85)), Verdict::Fail);
    assert_eq!(rule("OWN-RATE", &|facts| facts.request.annual_rate_percent = Some(Percent::whole(5))), Verdict::Review);
    assert_eq!(rule("OWN-SECURITY", &|facts| facts.request.amount = Some(Money::dong(100_000_001))), Verdict::Fail);
    let empty = assess(&rules, Some(&Regulation::default()), &facts(), on);
    assert_eq!(empty.outcome, Outcome::NotEligible);
    assert_eq!(*ids(&empty).last().unwrap(), "OWN-REGULATION");
}

#[test]
fn a_version_that_starts_tomorrow_changes_tomorrows_sheet_only() {
    let whole = rules();
    let old = whole.versions().find(|rule| rule.id == "CF-27").unwrap().clone();
    let mut versions: Vec<Rule> = whole.versions().cloned().collect();
    let place = versions.iter().position(|rule| rule.id == "CF-27").unwrap();
    versions[place].in_force.to = Some(day("2026-06-30"));
    versions.push(Rule {
        body: Body::CustomerDebtTo(Percent::whole(10)),
        in_force: Period { from: Some(day("2026-07-01")), to: None },
        kind: Kind::Law,
        confidence: Confidence::Open,
        legal_basis: vec![LegalBasis {
            document: "Nghị định mới".into(), article: None, clause: None, point: None
        }],
        ..old
    });
    let changed = Rules::new(versions).unwrap();
    let most =
        |rules: &Rules, on: &str| assess(&rules.in_force(Programme::A, day(on)), None, &facts(), day(on)).max_amount;
    assert_eq!(most(&changed, "2026-06-30"), most(&whole, "2026-06-30"));
    assert_eq!(most(&changed, "2026-07-01"), million(15_200));
    assert_eq!(most(&whole, "2026-07-01"), million(22_800));
}

fn maybe<T: Clone + std::fmt::Debug + 'static>(value: impl Strategy<Value = T> + 'static) -> BoxedStrategy<Option<T>> {
    proptest::option::weighted(0.9, value).boxed()
}

fn dong(most: i64) -> BoxedStrategy<Option<Money>> {
    maybe((0..=most).prop_map(Money::dong))
}

prop_compose! {
    fn any_borrower()(
        kind in maybe(proptest::sample::select(vec![BorrowerKind::Cooperative, BorrowerKind::Worker, BorrowerKind::EnterpriseMember, BorrowerKind::HouseholdBusiness])),
        lawfully_established in maybe(Just(true)),
        workers in maybe(0_u32..20),
        workers_priority in maybe(0_u32..20),
        group in maybe(1_u8..=5),
        proof in maybe(Just(day("2025-12-01"))),
        province in maybe(Just("Điện Biên".to_owned())),
    ) -> Borrower {
        Borrower {
            kind, province, lawfully_established, members: None, workers, workers_priority, workers_disabled: Some(0),
            workers_ethnic_minority: Some(0), worst_debt_group: group, worst_debt_group_on: proof,
        }
    }
}

prop_compose! {
    fn any_request()(
        amount in dong(3_000_000_000), term_months in maybe(1_u32..130), project_cost in dong(1_000_000_000), own in dong(500_000_000),
        jobs in maybe(0_u32..70), collateral in dong(2), rate in maybe(Just(Percent::whole(6))), plan in maybe(Just(true)),
    ) -> Request {
        Request {
            amount, term_months, annual_rate_percent: rate, project_cost, own_capital: own, jobs_supported: jobs,
            collateral_value: collateral, plan_feasible: plan, capital_source: None,
        }
    }
}

prop_compose! {
    fn any_facts()(
        borrower in any_borrower(), request in any_request(), customer in dong(500_000_000), related in dong(500_000_000),
        job_loans in dong(500_000_000), charter in dong(20_000_000_000), result in maybe(-1_000_000_000_i64..1_000_000_000),
        available in dong(1_000_000_000),
    ) -> Facts {
        Facts {
            fund_province: Some("Điện Biên".into()), borrower, request,
            exposure: Exposure { customer, related, job_loans },
            capital: FundCapital { book_charter: charter, accumulated_result: result.map(Money::dong), available },
        }
    }
}

fn any_programme() -> impl Strategy<Value = Programme> {
    proptest::sample::select(Programme::ALL.to_vec())
}

fn failing(sheet: &Sheet) -> Vec<String> {
    sheet.with(Verdict::Fail).map(|finding| finding.rule.clone()).collect()
}

proptest! {
    #[test]
    fn the_outcome_follows_from_the_findings(facts in any_facts(), programme in any_programme()) {
        let sheet = sheet(programme, &facts);
        let has = |verdict| sheet.with(verdict).next().is_some();
        let expected = if has(Verdict::Fail) {
            Outcome::NotEligible
        } else if has(Verdict::Missing) || has(Verdict::Review) {
            Outcome::NeedsReview
        } else {
            Outcome::Eligible
        };
        prop_assert_eq!(sheet.outcome, expected);
        let mut ids = ids(&sheet);
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), all);
    }

    #[test]
    fn nobody_is_eligible_with_an_amount_a_kind_or_capital_unknown(facts in any_facts(), programme in any_programme(), which in 0..3) {
        let mut facts = facts;
        match which {
            0 => facts.request.amount = None,
            1 => facts.borrower.kind = None,
            _ => facts.request.collateral_value = None,
        }
        let needed = which < 2 || !programme.is_support_fund();
        let worker = facts.borrower.kind.is_some_and(BorrowerKind::is_person);
        if needed && !worker {
            prop_assert_ne!(sheet(programme, &facts).outcome, Outcome::Eligible);
        }
    }

    #[test]
    fn the_largest_amount_passes_and_one_dong_more_fails_the_rule_named(facts in any_facts(), programme in any_programme()) {
        let at = |amount: Money| {
            let mut facts = facts.clone();
            facts.request.amount = Some(amount);
            sheet(programme, &facts)
        };
        let found = sheet(programme, &facts);
        if let (Some(most), Some(rule)) = (found.max_amount, found.max_amount_rule) {
            // Rules that fail whatever the amount are not about amounts.
            let always = failing(&at(Money::ZERO));
            let kept = failing(&at(most));
            prop_assert_eq!(&kept, &always);
            let over = failing(&at(most.checked_add(Money::dong(1)).unwrap()));
            prop_assert!(over.contains(&rule), "{} in {:?}", rule, over);
            // The answer to "how much" does not depend on what was asked for.
            prop_assert_eq!(at(most).max_amount, Some(most));
        } else {
            let always = failing(&at(Money::ZERO));
            prop_assert_eq!(failing(&at(Money::dong(1_000_000_000_000_000))), always);
        }
    }
}
