//! `coopfund schedule` and `coopfund statement`: what they print, and how they say what is wrong.

use coopfund::cli::lending::{Malformed, schedule, statement};
use serde_json::{Value, json};

fn terms() -> Value {
    json!({
        "principal": 300_000_000, "annual_rate_percent": "6.0", "start": "2026-01-15",
        "disbursements": [{"date": "2026-01-15", "amount": 200_000_000}, {"date": "2026-02-20", "amount": 100_000_000}],
        "method": "equal_principal", "instalments": 12, "first_due": "2026-04-15", "every": {"months": 3},
        "principal_grace": 2, "interest_grace": 0,
        "interest": {"mode": "daily", "basis": "actual/365"},
        "rounding": {"unit": 1, "mode": "half_up"},
        "due_days": "as_dated",
        "overdue": {"factor": "1.5", "late_interest_percent": "10.0"},
        "allocation": {"in_term": ["interest", "principal"], "overdue": ["principal", "interest"]}
    })
}

fn set(mut document: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(fields) => drop(fields.insert(name.to_owned(), value)),
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        _ => panic!("{pointer}"),
    }
    document
}

fn loan(events: Value) -> Value {
    json!({"terms": terms(), "events": events, "as_of": "2026-12-31"})
}

fn place(result: Result<String, Malformed>) -> String {
    result.expect_err("it is malformed").refusal.pointer
}

#[test]
fn the_contract_s_own_example_is_computed() {
    let made: Value = serde_json::from_str(&schedule(&terms().to_string(), false).unwrap()).unwrap();
    assert_eq!(made["total_principal"], 300_000_000);
    assert_eq!(made["instalments"].as_array().unwrap().len(), 12);
    // 36 nights on 200 million and 54 on 300 million at 6 %.
    assert_eq!(made["instalments"][0]["interest"], (200 * 36 + 300 * 54) * 1_000_000_i64 * 6 / 36_500);
    assert_eq!(made["instalments"][11]["balance"], 0);
    let names: Vec<_> = made["instalments"][0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["number", "due", "days", "principal", "interest", "total", "balance"]);
}

#[test]
fn the_law_s_interest_vectors_come_out() {
    for (balance, rate, from, to, days, interest) in [
        (500_000_000_i64, "7.9248", "2026-03-02", "2026-04-01", 30, 3_256_767),
        (500_000_000, "6.24", "2026-03-02", "2026-04-01", 30, 2_564_384),
        (1_000_000_000, "6", "2026-01-15", "2026-04-15", 90, 14_794_521),
        (1_000_000_000, "6", "2028-02-01", "2028-03-01", 29, 4_767_123),
    ] {
        let terms = json!({"principal": balance, "annual_rate_percent": rate, "start": from, "method": "bullet",
            "instalments": 1, "first_due": to, "every": {"months": 1}});
        let made: Value = serde_json::from_str(&schedule(&terms.to_string(), false).unwrap()).unwrap();
        assert_eq!(
            (&made["instalments"][0]["days"], &made["instalments"][0]["interest"]),
            (&json!(days), &json!(interest))
        );
    }
}

#[test]
fn the_law_s_late_vectors_come_out() {
    let late = |principal: i64, rate: &str, factor: &str, start: &str, due: &str, as_of: &str| -> Value {
        let terms = json!({"principal": principal, "annual_rate_percent": rate, "start": start, "method": "bullet",
            "instalments": 1, "first_due": due, "every": {"months": 1},
            "overdue": {"factor": factor, "late_interest_percent": "10"}});
        let document = json!({"terms": terms, "events": [], "as_of": as_of});
        serde_json::from_str(&statement(&document.to_string(), false).unwrap()).unwrap()
    };
    let overdue = late(200_000_000, "6", "1.5", "2026-01-15", "2026-05-15", "2026-06-29");
    assert_eq!((&overdue["overdue_interest"], &overdue["days_past_due"]), (&json!(2_219_178), &json!(45)));
    let quarter = late(1_000_000_000, "6", "1.5", "2026-01-15", "2026-04-15", "2026-05-15");
    assert_eq!((&quarter["interest_due"], &quarter["late_interest"]), (&json!(14_794_521), &json!(121_599)));
    let job_loan = late(100_000_000, "7.9248", "1.3", "2026-06-01", "2026-07-01", "2026-07-31");
    assert_eq!((&job_loan["overdue_interest"], &job_loan["debt_group"]), (&json!(846_759), &json!(3)));
    assert_eq!(job_loan["group_rule"], "CLS-04");
}

#[test]
fn due_dates_move_off_holidays() {
    let terms = json!({"principal": 100_000_000, "annual_rate_percent": "6", "start": "2026-01-02", "method": "bullet",
        "instalments": 11, "first_due": "2026-02-16", "every": {"months": 1}, "due_day": 24, "due_days": "next_working_day"});
    let made: Value = serde_json::from_str(&schedule(&terms.to_string(), false).unwrap()).unwrap();
    let due = |number: usize| made["instalments"][number]["due"].as_str().unwrap().to_owned();
    assert_eq!([due(0), due(3), due(9)], ["2026-02-23", "2026-05-25", "2026-11-25"]);
}

#[test]
fn what_is_wrong_is_found_at_its_place() {
    let schedule_cases = [
        ("/principal", json!(0), "/principal"),
        ("/principal", json!(-5), "/principal"),
        ("/principal", json!(1.5), "/principal"),
        ("/principal", json!("300"), "/principal"),
        ("/principal", json!(9_223_372_036_854_775_807_i64), "/principal"),
        ("/principal", json!(9_223_372_036_854_775_808_u64), "/principal"),
        ("/annual_rate_percent", json!(6.0), "/annual_rate_percent"),
        ("/annual_rate_percent", json!("1000.1"), "/annual_rate_percent"),
        ("/annual_rate_percent", json!("-1"), "/annual_rate_percent"),
        ("/instalments", json!(0), "/instalments"),
        ("/instalments", json!(10_000), "/instalments"),
        ("/instalments", json!(600), "/instalments"),
        ("/first_due", json!("2026-01-15"), "/first_due"),
        ("/first_due", json!("2026-1-5"), "/first_due"),
        ("/first_due", json!("2026-02-30"), "/first_due"),
        ("/first_due", json!("9999-12-31"), "/instalments"),
        ("/start", json!("0001-01-01"), "/instalments"),
        ("/every", json!({"months": 0}), "/every/months"),
        ("/every", json!({"years": 1}), "/every"),
        ("/due_day", json!(32), "/due_day"),
        ("/principal_grace", json!(12), "/principal_grace"),
        ("/interest_grace", json!(-1), "/interest_grace"),
        ("/interest", json!({"mode": "daily", "basis": "actual/366"}), "/interest/basis"),
        ("/interest", json!({"mode": "daily", "base": "actual/365"}), "/interest/base"),
        ("/rounding", json!({"unit": 0}), "/rounding/unit"),
        ("/allocation", json!({"in_term": ["interest", "interest"]}), "/allocation/in_term"),
        ("/method", json!("annuity"), "/method"),
        ("/method", json!("plan"), "/plan"),
        ("/plan", json!([]), "/plan"),
        ("/colour", json!("red"), "/colour"),
        ("/explain", json!("yes"), "/explain"),
        ("/disbursements", json!([]), "/disbursements"),
        ("/disbursements/1", json!({"date": "2029-01-15", "amount": 1}), "/disbursements/1/date"),
        ("/disbursements/1", json!({"date": "2026-01-14", "amount": 1}), "/disbursements/1/date"),
        ("/disbursements/1", json!({"date": "2026-02-14", "amount": 100_000_001}), "/disbursements/1/amount"),
        ("/disbursements/1", json!({"date": "2026-02-14", "amount": 1, "payee": "x"}), "/disbursements/1/payee"),
    ];
    for (at, value, expected) in schedule_cases {
        let document = set(terms(), at, value.clone());
        assert_eq!(place(schedule(&document.to_string(), false)), expected, "{at} = {value}");
    }
}

#[test]
fn events_that_cannot_be_are_found_at_their_place() {
    let pay = |date: &str, amount: i64| json!({"kind": "repayment", "date": date, "amount": amount});
    let plan = |principal: i64| json!([{"due": "2027-01-15", "principal": principal}]);
    for (events, expected) in [
        (json!([{"kind": "gift", "date": "2026-03-01"}]), "/events/0/kind"),
        (json!([{"date": "2026-03-01", "amount": 1}]), "/events/0/kind"),
        (json!([{"kind": "repayment", "amount": 1}]), "/events/0/date"),
        (json!([{"kind": "repayment", "date": "2026-03-01", "amount": 1, "effect": "lower"}]), "/events/0/effect"),
        (json!([{"kind": "repayment", "date": "2026-03-01", "amount": 1, "colour": 1}]), "/events/0/colour"),
        (json!([pay("2026-03-01", 0)]), "/events/0/amount"),
        (json!([pay("2026-03-01", -1)]), "/events/0/amount"),
        (json!([pay("2026-03-01", 9_223_372_036_854_775_807)]), "/events/0/amount"),
        (json!([pay("2026-01-14", 1)]), "/events/0/date"),
        (json!([pay("2026-03-02", 1), pay("2026-03-01", 1)]), "/events/1/date"),
        (json!([pay("0001-01-01", 1)]), "/events/0/date"),
        (json!([pay("9999-12-31", 1)]), "/events/0/date"),
        (json!([{"kind": "reversal", "of": 0}]), "/events/0/of"),
        (json!([pay("2026-03-01", 1), {"kind": "reversal", "of": 7}]), "/events/1/of"),
        (json!([pay("2026-03-01", 1), {"kind": "reversal", "of": -1}]), "/events/1/of"),
        (json!([pay("2026-03-01", 1), {"kind": "reversal", "of": 0}, {"kind": "reversal", "of": 1}]), "/events/2/of"),
        (json!([pay("2026-03-01", 1), {"kind": "reversal", "of": 0}, {"kind": "reversal", "of": 0}]), "/events/2/of"),
        (json!([{"kind": "extension", "date": "2026-03-01", "plan": plan(1)}]), "/events/0/plan"),
        (json!([{"kind": "extension", "date": "2027-03-01", "plan": plan(300_000_000)}]), ""),
        (json!([{"kind": "extension", "date": "2026-03-01", "plan": []}]), "/events/0/plan"),
        (json!([{"kind": "freeze", "from": "2026-03-01", "to": "2026-03-01"}]), "/events/0/to"),
        (json!([{"kind": "recovery", "date": "2026-03-01", "amount": 1}]), "/events/0"),
        (json!([{"kind": "write_off", "date": "2026-03-01"}, pay("2026-03-02", 1)]), "/events/1"),
        (json!([{"kind": "rate", "from": "2026-03-01", "annual_rate_percent": 5}]), "/events/0/annual_rate_percent"),
    ] {
        let result = statement(&loan(events.clone()).to_string(), false);
        if expected.is_empty() {
            assert!(result.is_ok(), "after the day it changes nothing: {events}");
        } else {
            assert_eq!(place(result), expected, "{events}");
        }
    }
    assert_eq!(place(statement(&set(loan(json!([])), "/as_of", json!("9999-12-31")).to_string(), false)), "/as_of");
    let inside = set(loan(json!([])), "/terms/principal", json!(0));
    assert_eq!(place(statement(&inside.to_string(), false)), "/terms/principal");
}

#[test]
fn what_is_not_one_json_document_is_refused() {
    let good = terms().to_string();
    let twice = good.replacen('{', r#"{"principal": 1, "#, 1);
    let deep = format!(r#"{{"plan": {}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    for (text, expected) in [
        ("", ""),
        ("null", ""),
        ("[]", ""),
        (r#"{"plan": [["2026-01-15", 5]]}"#, "/plan/0"),
        (r#"{"interest": ["daily", "actual/365"]}"#, "/interest"),
        ("{", ""),
        (&format!("{good} x"), ""),
        (&format!("{good}{good}"), ""),
        (&twice, "/principal"),
        (r#"{"principal": 1e3}"#, "/principal"),
        (r#"{"principal": NaN}"#, "/principal"),
        (r#"{"a\nb/c~d": 1}"#, "/a\nb~1c~0d"),
        (&deep, "/plan/0"),
    ] {
        let error = schedule(text, false).expect_err(text.get(..40).unwrap_or(text));
        assert_eq!(error.refusal.pointer, expected, "{}", text.get(..80).unwrap_or(text));
        assert!(!error.to_string().contains('\n'));
    }
}

#[test]
fn lines_are_answered_by_lines_and_the_bad_one_is_named() {
    let good = terms().to_string();
    let out = schedule(&format!("{good}\n\n{good}\r\n"), true).unwrap();
    assert_eq!(out.lines().count(), 2);
    assert!(out.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    let bad = set(terms(), "/principal", json!(0)).to_string();
    let error = schedule(&format!("{good}\n{bad}\n"), true).unwrap_err();
    assert!(error.to_string().starts_with("line 2: /principal: "), "{error}");
    assert_eq!(schedule("", true).unwrap(), "");
}

#[test]
fn the_ends_of_the_range_are_computed_or_refused() {
    let largest = json!({"principal": 1_000_000_000_000_000_i64, "annual_rate_percent": "1000", "start": "2000-01-01",
        "method": "equal_instalment", "instalments": 600, "first_due": "2000-03-01", "every": {"months": 2},
        "interest": {"mode": "daily", "basis": "actual/actual"}});
    let made: Value = serde_json::from_str(&schedule(&largest.to_string(), false).unwrap()).unwrap();
    assert_eq!(made["instalments"][599]["balance"], 0);
    let free = set(largest.clone(), "/annual_rate_percent", json!("0"));
    let made: Value = serde_json::from_str(&schedule(&free.to_string(), false).unwrap()).unwrap();
    assert_eq!(made["total_interest"], 0);
    let late = json!({"terms": largest, "events": [], "as_of": "2099-12-31"});
    match statement(&late.to_string(), false) {
        Ok(out) => assert!(serde_json::from_str::<Value>(&out).unwrap()["overdue_interest"].is_i64()),
        Err(error) => assert_eq!(error.refusal.code, "too_large"),
    }
}

#[test]
fn an_explanation_shows_the_nights_of_every_figure() {
    let made = schedule(&set(terms(), "/explain", json!(true)).to_string(), false).unwrap();
    let made: Value = serde_json::from_str(&made).unwrap();
    let nights = made["instalments"][0]["nights"].as_array().unwrap();
    assert_eq!(nights.len(), 2);
    assert_eq!(nights[0]["from"], "2026-01-15");
    assert_eq!((&nights[0]["to"], &nights[0]["days"]), (&json!("2026-02-20"), &json!(36)));
    assert_eq!((&nights[0]["balance"], &nights[0]["annual_rate_percent"]), (&json!(200_000_000), &json!("6")));
    assert_eq!((&nights[0]["basis"], &nights[0]["exact"]), (&json!("actual/365"), &json!("86400000/73")));
    assert_eq!(made["instalments"][0]["sums"][0]["rounding"], "half_up");
    let mut document = loan(json!([]));
    document["explain"] = json!(true);
    let position: Value = serde_json::from_str(&statement(&document.to_string(), false).unwrap()).unwrap();
    assert!(!position["nights"]["late_interest"]["nights"].as_array().unwrap().is_empty());
    assert!(!position["nights"]["interest_accrued"]["nights"].as_array().unwrap().is_empty());
}
