//! Every line of `cases/` is reproduced to the dong, through the commands themselves.

use coopfund::cli::lending::{schedule, statement};
use serde_json::Value;

const SCHEDULES: &str = include_str!("cases/schedules.jsonl");
const STATEMENTS: &str = include_str!("cases/statements.jsonl");

fn lines(text: &str) -> impl Iterator<Item = (usize, Value)> {
    text.lines().enumerate().map(|(number, line)| (number + 1, serde_json::from_str(line).unwrap()))
}

fn computed(out: Result<String, impl std::fmt::Display>) -> Value {
    serde_json::from_str(&out.unwrap_or_else(|error| panic!("{error}"))).unwrap()
}

/// Every field that `expected` gives, in `actual`.
fn differences(expected: &Value, actual: &Value, at: &str, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(fields), Value::Object(_)) => {
            for (name, value) in fields {
                differences(value, &actual[name], &format!("{at}/{name}"), found);
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (place, (item, other)) in items.iter().zip(others).enumerate() {
                differences(item, other, &format!("{at}/{place}"), found);
            }
        }
        _ if expected == actual => {}
        _ => found.push(format!("{at}: expected {expected}, computed {actual}")),
    }
}

#[test]
fn every_published_schedule_is_reproduced() {
    let mut wrong = Vec::new();
    for (_, case) in lines(SCHEDULES) {
        let made = computed(schedule(&case["terms"].to_string(), false));
        differences(&case["expected"], &made["instalments"], case["id"].as_str().unwrap(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_statement_is_reproduced() {
    let mut wrong = Vec::new();
    for (number, case) in lines(STATEMENTS) {
        let made = computed(statement(&case["document"].to_string(), false));
        differences(&case["statement"], &made, &format!("line {number}"), &mut wrong);
        let planned = computed(schedule(&case["document"]["terms"].to_string(), false));
        differences(&case["schedule"], &planned["instalments"], &format!("line {number} schedule"), &mut wrong);
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
