//! Reads `rules.json`, the rules of the law as dated data, and refuses it at start where anything is amiss.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::policy::{
    Body, Confidence, Confirmation, Kind, LegalBasis, Override, Period, Programme, Rule, RuleClash, Rules, Unit,
    value_of,
};

const SHIPPED: &str = include_str!("rules.json");

/// What is amiss with the file of rules: one sentence each, with the place as a JSON pointer.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// Not JSON, an unknown field, programme, kind or unit, a bad date.
    #[error("policy/rules.json: {pointer}: {detail}")]
    Unreadable {
        /// Where.
        pointer: String,
        /// What.
        detail: String,
    },
    /// A rule that says nothing definite.
    #[error("policy/rules.json: rule {id} (number {place} in the list): {detail}")]
    BadRule {
        /// The rule.
        id: String,
        /// Its place in the list, from 0.
        place: usize,
        /// What.
        detail: String,
    },
    /// Two versions at once.
    #[error("policy/rules.json: {0}")]
    Clash(#[from] RuleClash),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rules: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    programmes: Vec<Programme>,
    kind: Kind,
    key: String,
    value: Value,
    unit: Unit,
    legal_basis: Vec<LegalBasis>,
    in_force: Period,
    signed: Period,
    confidence: Confidence,
    confirmed: Option<Confirmation>,
    #[serde(rename = "override")]
    overridden_by: Option<Override>,
}

/// The rules the program ships with. They are read once; a copy is cheap.
///
/// # Errors
/// [`PolicyError`], which a test keeps from ever happening to the shipped file.
pub fn rules() -> Result<Rules, PolicyError> {
    static READ: OnceLock<Rules> = OnceLock::new();
    if let Some(rules) = READ.get() {
        return Ok(rules.clone());
    }
    let rules = read_rules(SHIPPED)?;
    Ok(READ.get_or_init(|| rules).clone())
}

/// Rules from the text of a file.
///
/// # Errors
/// [`PolicyError`] for the first thing amiss.
pub fn read_rules(text: &str) -> Result<Rules, PolicyError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let file: File = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let pointer = error.path().to_string();
        PolicyError::Unreadable { pointer, detail: error.into_inner().to_string() }
    })?;
    json.end().map_err(|error| PolicyError::Unreadable { pointer: "/".to_owned(), detail: error.to_string() })?;
    let mut versions = Vec::with_capacity(file.rules.len());
    for (place, row) in file.rules.into_iter().enumerate() {
        let id = row.id.clone();
        let rule = rule_of(row).map_err(|detail| PolicyError::BadRule { id, place, detail })?;
        versions.push(rule);
    }
    Ok(Rules::new(versions)?)
}

/// One rule, written as it stands in the file.
///
/// # Errors
/// What is amiss with it, in a sentence.
pub fn read_rule(written: &Value) -> Result<Rule, String> {
    let row = serde_path_to_error::deserialize(written).map_err(|error| error.to_string())?;
    rule_of(row)
}

/// A rule as it would stand in the file.
pub fn written(rule: &Rule) -> Value {
    let row = Row {
        id: rule.id.clone(),
        programmes: rule.programmes.clone(),
        kind: rule.kind,
        key: key_of(&rule.body),
        value: value_of(&rule.body),
        unit: rule.body.unit(),
        legal_basis: rule.legal_basis.clone(),
        in_force: rule.in_force,
        signed: rule.signed,
        confidence: rule.confidence,
        confirmed: rule.confirmed.clone(),
        overridden_by: rule.overridden_by.clone(),
    };
    serde_json::to_value(row).unwrap_or_default()
}

/// The name of what a rule demands: `customer_debt_to`.
pub fn key_of(body: &Body) -> String {
    let written = serde_json::to_value(body).unwrap_or_default();
    written.get("key").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn rule_of(row: Row) -> Result<Rule, String> {
    let known = ["CF-", "CFP-", "CFC-", "CLS-", "JB-", "JO-", "JR-", "OWN-"];
    if !known.iter().any(|family| row.id.len() > family.len() && row.id.starts_with(family)) {
        return Err("the id belongs to no family of rules".to_owned());
    }
    if row.programmes.is_empty() {
        return Err("it binds no programme".to_owned());
    }
    if row.legal_basis.iter().all(|basis| basis.document.trim().is_empty()) {
        return Err("it names no legal basis".to_owned());
    }
    if row.in_force.is_backwards() || row.signed.is_backwards() {
        return Err("a period ends before it begins".to_owned());
    }
    let body = serde_json::json!({"key": row.key, "value": row.value});
    let body = Body::deserialize(body).map_err(|error| error.to_string())?;
    if body.unit() != row.unit {
        return Err(format!("{} is measured in {:?}, not in {:?}", row.key, body.unit(), row.unit));
    }
    check_figures(&body)?;
    Ok(Rule {
        id: row.id,
        programmes: row.programmes,
        kind: row.kind,
        body,
        legal_basis: row.legal_basis,
        in_force: row.in_force,
        signed: row.signed,
        confidence: row.confidence,
        confirmed: row.confirmed,
        overridden_by: row.overridden_by,
        version: None,
    })
}

/// Figures that have the right type and still make no sense.
fn check_figures(body: &Body) -> Result<(), String> {
    let group = |group: u8| {
        if (1..=5).contains(&group) { Ok(()) } else { Err(format!("{group} is not a debt group")) }
    };
    match body {
        Body::DebtGroupTo(worst) | Body::AccrueToGroup(worst) => group(*worst),
        Body::DebtGroup { group: number, .. } => group(*number),
        Body::GeneralProvision { group_to, .. } => group(*group_to),
        Body::DebtScale(groups) if groups.len() != 5 => Err("a scale has five groups".to_owned()),
        Body::Borrowers(kinds) if kinds.is_empty() => Err("nobody may borrow".to_owned()),
        Body::LegalMinimumCapital(amount) | Body::SecurityFrom { amount, .. } if amount.is_negative() => {
            Err("the amount is negative".to_owned())
        }
        Body::JobLoanLimits { establishment, per_job, worker } => {
            let limits = [establishment, per_job, worker];
            if limits.iter().all(|limit| limit.is_none()) {
                Err("it limits nothing".to_owned())
            } else if limits.into_iter().flatten().any(|limit| !limit.is_positive()) {
                Err("a limit is not above zero".to_owned())
            } else {
                Ok(())
            }
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::percent::Percent;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    const ONE: &str = r#"{"rules": [{"id": "CF-27", "programmes": ["A"], "kind": "LAW", "confidence": "source_found", "confirmed": null,
        "key": "customer_debt_to", "value": "15", "unit": "percent", "legal_basis": [{"document": "45/2021", "article": "23"}],
        "in_force": {"from": "2021-05-15"}, "signed": {}, "override": null}]}"#;

    #[test]
    fn the_shipped_rules_are_sound_and_whole() {
        let rules = rules().unwrap();
        let ids: Vec<&str> = rules.versions().map(|rule| rule.id.as_str()).collect();
        let wanted = "CFP-06 CFC-07 CF-20 CF-21 CF-22 CF-23 CF-24 CF-25 CF-26 CF-27 CF-28 CF-30 CF-31 CF-32 CF-33 CF-34 CF-35 \
            CF-36 CF-63 CLS-01 CLS-02 CLS-03 CLS-04 CLS-05 CLS-06 CLS-07 CLS-08 CLS-09 CLS-10 CLS-11 CLS-12 CLS-13 CLS-15 \
            CLS-20 CLS-21 JB-01 JB-02 JB-05 JB-06 JB-07 JB-08 JB-10 JB-12 JB-13 JB-14 JB-15 JB-16 JB-17 JB-18 JB-20 JB-23 \
            JB-38 JB-39 JO-01 JO-02 JO-03 JO-04 JO-05 JO-06 CF-53 JR-02 JR-03 OWN-CAPITAL";
        for id in wanted.split_whitespace() {
            assert!(ids.contains(&id), "{id}");
        }
        assert!(rules.versions().all(|rule| rule.confirmed.is_none()));
    }

    #[test]
    fn the_rates_of_job_loans_are_those_of_the_law() {
        let rules = rules().unwrap();
        let new = rules.in_force(Programme::BNew, day("2026-01-01")).job_rates().unwrap();
        assert_eq!((new.normal.to_string(), new.priority.to_string()), ("7.9248".to_owned(), "6.24".to_owned()));
        assert_eq!(new.overdue.to_string(), "130");
        let running = rules.for_contract(Programme::BOld, day("2026-06-01"), day("2024-03-01"));
        let old = running.job_rates().unwrap();
        assert_eq!((old.normal.to_string(), old.priority.to_string()), ("7.92".to_owned(), "3.96".to_owned()));
    }

    #[test]
    fn every_support_fund_has_the_same_scale_on_every_day() {
        let rules = rules().unwrap();
        let scale = |rule: &&Rule| matches!(rule.body, Body::DebtGroup { .. } | Body::DebtScale(_));
        assert!(rules.versions().filter(scale).all(|rule| rule.programmes == [Programme::A, Programme::C]));
        for (on, whole) in [("2015-01-01", 1), ("2024-08-11", 1), ("2024-08-12", 5), ("2026-08-03", 5)] {
            let bound = |programme| rules.in_force(programme, day(on)).iter().filter(scale).count();
            assert_eq!((bound(Programme::A), bound(Programme::BNew)), (whole, 0), "{on}");
        }
    }

    #[test]
    fn a_file_with_a_mistake_is_refused_with_a_sentence() {
        assert!(read_rules(ONE).is_ok());
        for (from, to, says) in [
            ("\"A\"", "\"D\"", "not a programme"),
            ("\"LAW\"", "\"CUSTOM\"", "unknown variant"),
            ("\"percent\"", "\"dong\"", "measured in"),
            ("\"15\"", "15", "CF-27"),
            ("\"15\"", "\"15%\"", "percentage"),
            ("customer_debt_to", "customer_debts", "unknown variant"),
            ("CF-27", "XX-27", "no family"),
            ("[\"A\"]", "[]", "no programme"),
            ("\"45/2021\"", "\" \"", "no legal basis"),
            ("2021-05-15", "2021-02-30", "rules[0].in_force"),
            ("\"signed\": {}", "\"signed\": {\"until\": null}", "unknown field"),
            ("\"signed\": {}", "\"signed\": {\"from\": \"2026-01-02\", \"to\": \"2026-01-01\"}", "ends before"),
            ("]}", "]} x", "trailing"),
        ] {
            let text = ONE.replacen(from, to, 1);
            let text = if says == "trailing" { format!("{ONE} x") } else { text };
            let error = read_rules(&text).unwrap_err().to_string();
            assert!(error.contains(says), "{to}: {error}");
        }
    }

    #[test]
    fn two_versions_may_not_meet_and_a_later_one_may_follow() {
        let rule = read_rules(ONE).unwrap().versions().next().unwrap().clone();
        let rules = read_rules(ONE).unwrap();
        assert!(rules.with(rule.clone()).is_err());
        let mut ended = rule.clone();
        ended.in_force.to = Some(day("2026-05-31"));
        let mut tomorrow = rule;
        tomorrow.in_force.from = Some(day("2026-06-01"));
        tomorrow.body = Body::CustomerDebtTo(Percent::whole(10));
        let both = Rules::new(vec![ended, tomorrow]).unwrap();
        let share = |on| format!("{:?}", both.in_force(Programme::A, day(on)).find("CF-27").unwrap().body);
        assert!(share("2026-05-31").contains("15") && share("2026-06-01").contains("10"));
    }
}
