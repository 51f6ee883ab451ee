//! `coopfund check`: facts in, eligibility sheet out, by the law alone. No database is opened.

use crate::cli::malformed::{Malformed, each, parse, print};
use crate::domain::eligibility::{Question, assess, object};
use crate::domain::policy::{Programme, Rules};
use crate::domain::refusal::Refusal;
use crate::text::eligibility::in_words;

/// Answers one question, or with `lines` one a line.
///
/// # Errors
/// [`Malformed`] for the first mistake in the input; nothing is answered then.
pub fn check(input: &str, lines: bool) -> Result<String, Malformed> {
    let rules = crate::policy::rules().map_err(|error| {
        let refusal = Refusal::at("bad_policy", "", error.to_string());
        Malformed { line: None, refusal }
    })?;
    each(input, lines, |text| sheet(&rules, text))
}

/// A question that is an object, not an array of its fields.
#[derive(serde::Deserialize)]
struct Asked(#[serde(deserialize_with = "object")] Question);

fn sheet(rules: &Rules, text: &str) -> Result<String, Refusal> {
    let Asked(question) = parse(text)?;
    let programme = Programme::try_from(question.fund.as_str())
        .map_err(|error| Refusal::at("malformed", "/fund", error.to_string()))?;
    let on = question.on.ok_or_else(|| Refusal::at("malformed", "/on", "the day to judge on is missing"))?;
    let facts = question.into_facts();
    print(&in_words(&assess(&rules.in_force(programme, on), None, &facts, on)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A cooperative in Điện Biên that may borrow 300 million.
    pub(super) fn whole() -> Value {
        json!({
            "fund": "A", "province": "Điện Biên", "on": "2026-06-30",
            "borrower": {
                "kind": "cooperative", "province": "Điện Biên", "lawfully_established": true, "members": 12, "workers": 10,
                "workers_priority": 3, "workers_disabled": 1, "workers_ethnic_minority": 3,
                "worst_debt_group": 1, "worst_debt_group_on": "2026-06-20"
            },
            "request": {
                "amount": 300_000_000, "term_months": 36, "annual_rate_percent": "6.0", "project_cost": 500_000_000,
                "own_capital": 150_000_000, "jobs_supported": 5, "collateral_value": 400_000_000, "plan_feasible": true
            },
            "exposure": {"customer": 0, "related": 0, "job_loans": 0},
            "capital": {"book_charter": 3_000_000_000_i64, "accumulated_result": 0, "available": 400_000_000}
        })
    }

    fn answered(question: &Value) -> Value {
        serde_json::from_str(&check(&question.to_string(), false).unwrap()).unwrap()
    }

    #[test]
    fn the_answer_has_the_shape_of_the_contract() {
        let sheet = answered(&whole());
        assert_eq!(sheet["outcome"], "eligible");
        assert_eq!(sheet["max_amount"], 400_000_000);
        assert_eq!(sheet["max_amount_rule"], "OWN-CAPITAL");
        let finding = &sheet["findings"][6];
        assert_eq!(finding["rule"], "CF-27");
        assert_eq!(finding["outcome"], "pass");
        assert_eq!(finding["observed"], 300_000_000);
        assert_eq!(finding["limit"], 450_000_000);
        assert_eq!(finding["unit"], "dong");
        assert_eq!(finding["legal_basis"], "điểm a khoản 2 Điều 23 Nghị định 45/2021/NĐ-CP");
        assert!(finding["message"]["vi"].as_str().unwrap().contains("300.000.000\u{a0}₫"));
        assert!(finding["message"]["en"].as_str().unwrap().contains("15\u{a0}%"));
        assert_eq!(sheet["warnings"][0]["rule"], "CFP-06");
    }

    #[test]
    fn a_question_with_a_mistake_names_its_place() {
        for (path, value, pointer) in [
            ("/fund", json!("dienbien-htx"), "/fund"),
            ("/fund", json!(1), "/fund"),
            ("/on", json!("2026-02-30"), "/on"),
            ("/on", json!("2026-6-30"), "/on"),
            ("/on", json!(null), "/on"),
            ("/borrower", json!(["cooperative"]), "/borrower"),
            ("/borrower/kind", json!("bank"), "/borrower/kind"),
            ("/borrower/workers", json!(-1), "/borrower/workers"),
            ("/borrower/worst_debt_group", json!(6), "/borrower/worst_debt_group"),
            ("/borrower/colour", json!("red"), "/borrower/colour"),
            ("/request/amount", json!(-5), "/request/amount"),
            ("/request/amount", json!(1.5), "/request/amount"),
            ("/request/amount", json!(1e9), "/request/amount"),
            ("/request/amount", json!("300000000"), "/request/amount"),
            ("/request/amount", json!(1_000_000_000_000_000_000_i64), "/request/amount"),
            ("/request/term_months", json!(0), "/request/term_months"),
            ("/request/annual_rate_percent", json!(6.0), "/request/annual_rate_percent"),
            ("/request/annual_rate_percent", json!("-6"), "/request/annual_rate_percent"),
            ("/capital/accumulated_result", json!("x"), "/capital/accumulated_result"),
        ] {
            let mut question = whole();
            let (section, field) = path.rsplit_once('/').unwrap();
            question.pointer_mut(section).unwrap()[field] = value;
            let error = check(&question.to_string(), false).unwrap_err();
            assert_eq!(error.refusal.pointer, pointer, "{error}");
        }
        assert_eq!(check("[]", false).unwrap_err().refusal.pointer, "");
        assert!(check(&format!("{} {{}}", whole()), false).is_err());
    }

    #[test]
    fn lines_give_lines_and_a_mistake_its_number() {
        let input = format!("{}\n{}\n", whole(), whole());
        assert_eq!(check(&input, true).unwrap().lines().count(), 2);
        let error = check(&format!("{}\n{{}}\n", whole()), true).unwrap_err();
        assert_eq!(error.line, Some(2));
    }

    #[test]
    fn a_fact_left_out_is_never_eligible() {
        let relevant = [
            "/province",
            "/borrower/kind",
            "/borrower/province",
            "/borrower/lawfully_established",
            "/borrower/worst_debt_group",
            "/borrower/worst_debt_group_on",
            "/request/amount",
            "/request/annual_rate_percent",
            "/request/project_cost",
            "/request/own_capital",
            "/request/plan_feasible",
            "/exposure/customer",
            "/exposure/related",
            "/capital/book_charter",
            "/capital/accumulated_result",
            "/capital/available",
        ];
        for path in relevant {
            let (section, field) = path.rsplit_once('/').unwrap();
            let mut question = whole();
            question.pointer_mut(section).unwrap().as_object_mut().unwrap().remove(field);
            assert_eq!(answered(&question)["outcome"], "needs_review", "{path}");
            question.pointer_mut(section).unwrap()[field] = Value::Null;
            assert_eq!(answered(&question)["outcome"], "needs_review", "{path} null");
        }
    }
}
