use super::*;
use crate::domain::policy::Programme;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn setting(key: &str, json: &str, from: &str) -> Setting {
    let key = SettingKey::try_from(key).unwrap();
    Setting {
        value: SettingValue::parse(key, json).unwrap(),
        source: SettingSource {
            document: "12/QĐ-QHTX".to_owned(),
            dated: day("2025-01-02"),
            clause: "Điều 7".to_owned(),
        },
        from: day(from),
        example: true,
    }
}

/// A value of every mandatory setting.
pub(crate) fn whole() -> Vec<Setting> {
    [
        ("max_term", r#"{"short": 12, "medium": 60, "long": 84}"#),
        ("rates", r#"[{"from": "2025-01-01", "annual_percent": "6"}]"#),
        ("overdue_factor", r#""1.5""#),
        ("late_interest", r#""10""#),
        ("unsecured", r#"{"up_to": 100000000, "cases": []}"#),
        ("collateral_ratios", r#"{"land": "70", "machine": "50"}"#),
        ("papers", r#"["Giấy đề nghị vay vốn"]"#),
        ("appraisal_days", "10"),
        ("decision_days", "5"),
        ("approval_levels", r#"[{"up_to": 500000000, "by": "director"}, {"by": "council", "quorum": 3}]"#),
        ("disbursement_evidence", r#"["Hoá đơn"]"#),
        ("allocation", r#"{"in_term": ["interest", "principal"], "overdue": ["principal", "interest"]}"#),
        ("prepayment", r#"{"allowed": true, "fee_percent": "0", "notice_days": 5}"#),
        ("extension", r#"{"times": 1, "months": 12}"#),
        ("grace_days", "0"),
        ("provisioning", r#""quarterly""#),
        ("related_persons", r#""credit_institutions2010""#),
        ("accounts", r#"{"loans": "1283"}"#),
        ("report_addressees", r#"["UBND tỉnh"]"#),
    ]
    .map(|(key, json)| setting(key, json, "2025-01-01"))
    .into()
}

#[test]
fn a_whole_regulation_misses_nothing_and_an_empty_one_every_mandatory_setting() {
    let regulation = Regulation::in_force(whole(), day("2026-01-01"));
    assert_eq!(regulation.missing(), []);
    assert_eq!(Regulation::default().missing().len(), 19);
    // The day before it began there was none.
    let before = Regulation::in_force(whole(), day("2024-12-31"));
    assert_eq!(before.missing().len(), 19);
}

#[test]
fn a_setting_without_its_clause_is_missing() {
    let mut settings = whole();
    settings[0].source.clause = " ".to_owned();
    let regulation = Regulation::in_force(settings, day("2026-01-01"));
    assert_eq!(regulation.missing(), [SettingKey::MaxTerm]);
}

#[test]
fn the_newest_version_holds_from_its_first_day() {
    let mut settings = whole();
    settings.insert(0, setting("late_interest", r#""8""#, "2026-03-01"));
    let on = |text| Regulation::in_force(settings.clone(), day(text)).late_interest();
    assert_eq!(on("2026-02-28"), Some(Percent::whole(10)));
    assert_eq!(on("2026-03-01"), Some(Percent::whole(8)));
}

#[test]
fn the_accessors_read_what_was_written_and_else_their_defaults() {
    let regulation = Regulation::in_force(whole(), day("2026-01-01"));
    assert_eq!(regulation.max_term().unwrap().of(TermClass::Long), Some(84));
    assert_eq!(regulation.appraisal_days(), Some(10));
    assert_eq!(regulation.decision_days(), Some(5));
    assert_eq!(regulation.rounding_unit(), Money::dong(1));
    assert_eq!(regulation.approval_valid_days(), 90);
    assert_eq!(regulation.reminders().steps(), [-15, -7, -1, 0, 1, 10, 30]);
    assert_eq!(regulation.lendable_value("land", Money::dong(101)), Money::dong(70));
    assert_eq!(regulation.lendable_value("gold", Money::dong(101)), Money::ZERO);
    let level = |dong| regulation.approval_level(Money::dong(dong)).unwrap().by;
    assert_eq!(level(500_000_000), Authority::Director);
    assert_eq!(level(500_000_001), Authority::Council);
}

#[test]
fn the_rate_is_that_of_the_day_and_of_the_class() {
    let table = r#"[{"from": "2025-01-01", "to": "2025-12-31", "annual_percent": "6"},
        {"from": "2026-01-01", "annual_percent": "5.5"}, {"from": "2026-01-01", "class": "long", "annual_percent": "7"}]"#;
    let regulation = Regulation::in_force([setting("rates", table, "2025-01-01")], day("2026-01-01"));
    let rate = |on, class| regulation.annual_rate(day(on), class).map(|rate| rate.to_string());
    assert_eq!(rate("2025-12-31", TermClass::Long).as_deref(), Some("6"));
    assert_eq!(rate("2026-01-01", TermClass::Short).as_deref(), Some("5.5"));
    assert_eq!(rate("2026-01-01", TermClass::Long).as_deref(), Some("7"));
    assert_eq!(rate("2024-12-31", TermClass::Short), None);
}

#[test]
fn the_law_bounds_the_overdue_factor_and_the_rates() {
    let rules = crate::policy::rules().unwrap().in_force(Programme::A, day("2026-01-01"));
    let faults = |key, json| {
        let regulation = Regulation::in_force([setting(key, json, "2025-01-01")], day("2026-01-01"));
        regulation.faults(&rules).into_iter().map(|fault| fault.rule).collect::<Vec<_>>()
    };
    assert_eq!(faults("overdue_factor", r#""1.5""#), [""; 0]);
    assert_eq!(faults("overdue_factor", r#""1.50000001""#), ["CF-33"]);
    assert_eq!(faults("late_interest", r#""20""#), [""; 0]);
    assert_eq!(faults("late_interest", r#""20.01""#), ["CF-35"]);
    assert_eq!(faults("rates", r#"[{"from": "2025-01-01", "annual_percent": "20.1"}]"#), ["CF-35"]);
}

#[test]
fn values_of_the_wrong_shape_are_refused() {
    for (key, json) in [
        ("overdue_factor", "1.5"),
        ("appraisal_days", "-1"),
        ("max_term", r#"{"short": 12, "huge": 99}"#),
        ("allocation", r#"{"in_term": ["interest"], "overdue": ["principal", "interest"]}"#),
        ("provisioning", r#""daily""#),
    ] {
        let key = SettingKey::try_from(key).unwrap();
        assert!(SettingValue::parse(key, json).is_err(), "{key} {json}");
    }
    for setting in whole() {
        let json = setting.value.to_json().unwrap();
        assert_eq!(SettingValue::parse(setting.value.key(), &json).unwrap(), setting.value);
    }
}
