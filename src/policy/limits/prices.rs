//! What bounds or fixes a rate.

use super::{day, day_before};
use crate::domain::percent::Percent;
use crate::domain::policy::{Body, Programme, RuleSet};
use crate::domain::rate::Rate;
use crate::domain::regulation::{Regulation, Setting, SettingKey, SettingSource, SettingValue, TermClass};

/// Rules with a row here.
pub(super) fn told() -> Vec<&'static str> {
    vec!["CF-31", "CF-33", "CF-34", "CF-35", "JB-13", "JB-14", "JB-15", "JB-16", "JO-04"]
}

fn set(programme: Programme, on: &str) -> RuleSet {
    crate::policy::rules().unwrap().in_force(programme, day(on))
}

/// The rules that forbid this value of a setting of a regulation, on a day.
fn forbidden(key: &str, json: &str, on: &str) -> Vec<String> {
    let value = SettingValue::parse(SettingKey::try_from(key).unwrap(), json).unwrap();
    let source = SettingSource { document: "1".into(), dated: day("2016-01-01"), clause: "1".into() };
    let setting = Setting { value, source, from: day("2016-01-01"), example: false };
    let faults = Regulation::in_force([setting], day(on)).faults(&set(Programme::A, on));
    faults.into_iter().map(|fault| fault.rule).collect()
}

#[test]
fn a_funds_own_rates_stay_within_the_law_from_its_first_day() {
    const RATES: [&str; 3] = ["19.99999999", "20", "20.00000001"];
    let table = |rate: &str| format!(r#"[{{"from": "2016-01-01", "annual_percent": "{rate}"}}]"#);
    for (key, values, rule, first) in [
        (
            "overdue_factor",
            ["1.49999999", "1.5", "1.50000001"].map(|factor| format!("\"{factor}\"")),
            "CF-33",
            "2021-05-15",
        ),
        ("late_interest", RATES.map(|rate| format!("\"{rate}\"")), "CF-35", "2017-01-01"),
        ("rates", RATES.map(table), "CF-35", "2017-01-01"),
    ] {
        let [below, at, above] = values;
        assert_eq!(forbidden(key, &below, first), [""; 0], "{key} {below}");
        assert_eq!(forbidden(key, &at, first), [""; 0], "{key} {at}");
        assert_eq!(forbidden(key, &above, first), [rule], "{key} {above}");
        let before = day_before(first).to_string();
        assert_eq!(forbidden(key, &above, &before), [""; 0], "{key} {above} on {before}");
    }
}

#[test]
fn a_term_is_short_to_twelve_and_medium_to_sixty_months() {
    assert_eq!(set(Programme::A, "2017-03-14").term_classes(), None);
    let bounds = set(Programme::A, "2017-03-15").term_classes().unwrap();
    for (months, class) in [
        (11, TermClass::Short),
        (12, TermClass::Short),
        (13, TermClass::Medium),
        (59, TermClass::Medium),
        (60, TermClass::Medium),
        (61, TermClass::Long),
    ] {
        assert_eq!(TermClass::of(months, bounds), class, "{months}");
    }
}

#[test]
fn late_interest_is_ten_percent_where_the_contract_says_nothing() {
    let of = |on| {
        set(Programme::A, on)
            .pick(|body| match body {
                Body::LateInterestDefault(rate) => Some(*rate),
                _ => None,
            })
            .map(|(rule, rate)| (rule.id.clone(), rate))
    };
    assert_eq!(of("2016-12-31"), None);
    assert_eq!(of("2017-01-01"), Some(("CF-34".to_owned(), Percent::whole(10))));
    // What a loan takes without a setting is what the law says.
    let taken = crate::domain::terms::Overdue::default().late_interest_percent;
    assert_eq!(Ok(taken), Rate::try_from(Percent::whole(10)));
}

/// Normal and lower rate, and the overdue rate in percent of them.
fn job_rates(programme: Programme, on: &str) -> Option<[String; 3]> {
    let rates = set(programme, on).job_rates()?;
    Some([rates.normal, rates.priority, rates.overdue].map(|rate| rate.to_string()))
}

#[test]
fn job_loans_cost_what_the_law_says_from_day_to_day() {
    let new = Some(["7.9248", "6.24", "130"].map(str::to_owned));
    let old = Some(["7.92", "3.96", "130"].map(str::to_owned));
    for (programme, on, expected) in [
        (Programme::BNew, "2025-12-31", &None),
        (Programme::BNew, "2026-01-01", &new),
        (Programme::BNew, "2026-11-22", &new),
        (Programme::BOld, "2015-08-31", &None),
        (Programme::BOld, "2015-09-01", &old),
        (Programme::BOld, "2025-12-31", &old),
        (Programme::BOld, "2026-01-01", &None),
    ] {
        assert_eq!(&job_rates(programme, on), expected, "{programme} on {on}");
    }
    // Overdue: 130 % of each.
    let rates = set(Programme::BNew, "2026-01-01").job_rates().unwrap();
    let overdue = |rate: Percent| rates.overdue.of_percent(rate).unwrap().to_string();
    assert_eq!((overdue(rates.normal), overdue(rates.priority)), ("10.30224".to_owned(), "8.112".to_owned()));
    // The poor-household rate itself changed on 1 December 2025.
    let poor = |on: &str| match crate::policy::rules().unwrap().version("JB-16", day(on)).map(|rule| rule.body.clone())
    {
        Some(Body::PoorHouseholdRate(rate)) => rate.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!((poor("2025-11-30"), poor("2025-12-01")), ("6.6".to_owned(), "6.24".to_owned()));
}
