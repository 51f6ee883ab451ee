//! A fund's own regulation: its settings, each with the document it stands in. A setting is never changed, only followed by
//! a later one, so that what was decided under it stays explained.
use chrono::NaiveDate;
use serde_json::json;

use super::input::text_problem;
use super::rules::current;
use super::scope::administered;
use super::{Deed, Error, FieldError, Office, Problem, Refusal};
use crate::access::{Administrator, Witness};
use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::domain::regulation::{Authority, Regulation, Setting, SettingFault, SettingValue};
use crate::store::Tx;
use crate::store::funds::{self, Fund};

/// Documents and first days before this are mistakes of typing.
const EARLIEST: NaiveDate = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
/// First days after this too.
const LATEST: NaiveDate = NaiveDate::from_ymd_opt(2100, 12, 31).unwrap();
const TEXT_CHARACTERS_MAX: usize = 300;
const LINES_MAX: usize = 50;
const MONTHS_MAX: i64 = 600;
const DAYS_MAX: i64 = 3_650;

/// Records a setting of the fund's regulation.
///
/// # Errors
/// `NotFound` for a fund this administrator has not; `Invalid` with what is wrong, also where the law forbids the value.
pub async fn set(
    office: &Office,
    by: &Administrator,
    fund_code: &str,
    setting: &Setting,
    key: Option<&str>,
) -> Result<(), Error> {
    let deed = Deed::new(Some(by.user()), "regulation.set", "fund", fund_code).keyed(key, setting);
    office
        .act(deed, async |op| {
            let fund = administered(op, by, fund_code).await?;
            check(setting, op.today)?;
            let before = funds::regulation(op, &fund.id, setting.from).await?.get(setting.value.key()).cloned();
            if let Some(fault) = fault(op, &fund, setting).await? {
                let problem = Problem::AboveLaw { limit: fault.limit.to_string(), rule: fault.rule };
                return Err(Refusal::field("/value", problem).into());
            }
            let (by, now) = (&by.user().id, op.now);
            funds::insert_setting(op, &fund.id, setting, by, now).await?;
            op.audit("fund", &fund.id, json!(before), json!(setting)).await?;
            Ok(())
        })
        .await
}

/// What the law of the setting's first day forbids of it.
async fn fault(tx: &mut Tx, fund: &Fund, setting: &Setting) -> Result<Option<SettingFault>, Error> {
    let rules = current(tx).await?;
    let mut settings = funds::settings(tx, &fund.id).await?;
    settings.push(setting.clone());
    let faults = Regulation::in_force(settings, setting.from).faults(&rules.in_force(fund.programme, setting.from));
    Ok(faults.into_iter().find(|fault| fault.key == setting.value.key()))
}

/// Everything wrong with it at once, apart from the law.
fn check(setting: &Setting, today: NaiveDate) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    for (pointer, text) in [("/document", &setting.source.document), ("/clause", &setting.source.clause)] {
        if let Some(problem) = text_problem(text, TEXT_CHARACTERS_MAX) {
            fail(pointer, problem);
        }
    }
    if !(EARLIEST..=today).contains(&setting.source.dated) {
        fail("/dated", Problem::DateOutOfRange { from: EARLIEST, to: today });
    }
    if !(EARLIEST..=LATEST).contains(&setting.from) {
        fail("/from", Problem::DateOutOfRange { from: EARLIEST, to: LATEST });
    }
    if let Some(problem) = value_problem(&setting.value) {
        fail("/value", problem);
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}

/// Each text must be one, and there must be some.
fn lines_problem<'t>(lines: impl ExactSizeIterator<Item = &'t String>) -> Option<Problem> {
    match lines.len() {
        0 => Some(Problem::Required),
        1..=LINES_MAX => lines.into_iter().find_map(|line| text_problem(line, TEXT_CHARACTERS_MAX)),
        _ => Some(Problem::OutOfRange { min: 1, max: LINES_MAX as i64 }),
    }
}

fn range_problem(numbers: impl IntoIterator<Item = u32>, min: i64, max: i64) -> Option<Problem> {
    let outside = |number: u32| !(min..=max).contains(&i64::from(number));
    numbers.into_iter().any(outside).then_some(Problem::OutOfRange { min, max })
}

fn amount_problem(amount: Money) -> Option<Problem> {
    let outside = !(1..=LARGEST_AMOUNT).contains(&amount.as_dong());
    outside.then_some(Problem::OutOfRange { min: 1, max: LARGEST_AMOUNT })
}

/// What makes no sense of a value, whatever the law says of it.
fn value_problem(value: &SettingValue) -> Option<Problem> {
    use SettingValue as V;
    match value {
        V::Papers(lines) | V::DisbursementEvidence(lines) | V::ReportAddressees(lines) | V::PriorityList(lines) => {
            lines_problem(lines.iter())
        }
        V::Accounts(accounts) => lines_problem(accounts.keys()).or_else(|| lines_problem(accounts.values())),
        V::CollateralRatios(ratios) => lines_problem(ratios.keys()),
        V::AppraisalDays(days) | V::DecisionDays(days) | V::ApprovalValidDays(days) => {
            range_problem([*days], 1, DAYS_MAX)
        }
        V::GraceDays(days) => range_problem([*days], 0, DAYS_MAX),
        V::RoundingUnit(unit) => amount_problem(*unit),
        V::Extension(extension) => range_problem([extension.times, extension.months], 0, MONTHS_MAX),
        V::Prepayment(clause) => range_problem([clause.notice_days], 0, DAYS_MAX),
        V::MaxTerm(terms) => {
            let months: Vec<u32> = [terms.short, terms.medium, terms.long].into_iter().flatten().collect();
            if months.is_empty() { Some(Problem::Required) } else { range_problem(months, 1, MONTHS_MAX) }
        }
        V::Rates(rows) if rows.is_empty() => Some(Problem::Required),
        V::Rates(rows) => {
            let backwards = rows.iter().find(|row| row.to.is_some_and(|to| to < row.from))?;
            Some(Problem::DateOutOfRange { from: backwards.from, to: LATEST })
        }
        V::Unsecured(unsecured) if unsecured.cases.is_empty() => {
            let outside = !(0..=LARGEST_AMOUNT).contains(&unsecured.up_to.as_dong());
            outside.then_some(Problem::OutOfRange { min: 0, max: LARGEST_AMOUNT })
        }
        V::Unsecured(unsecured) => lines_problem(unsecured.cases.iter()),
        V::ApprovalLevels(levels) => {
            // Rising, and the last one for any amount above: otherwise somebody could ask for what nobody may decide.
            let bounds: Vec<Option<Money>> = levels.iter().map(|level| level.up_to).collect();
            let open_end = bounds.last().is_some_and(Option::is_none);
            let rising = bounds.windows(2).all(|pair| match (pair[0], pair[1]) {
                (Some(low), Some(high)) => low < high,
                (Some(_), None) => true,
                (None, _) => false,
            });
            let councils = levels.iter().all(|level| (level.by == Authority::Council) == level.quorum.is_some());
            let sound = open_end && rising && councils;
            (!sound).then_some(Problem::NotRisingLevels)
        }
        V::Reminders(reminders) => range_problem(reminders.before.iter().chain(&reminders.after).copied(), 1, DAYS_MAX),
        V::OverdueFactor(_) | V::LateInterest(_) | V::Allocation(_) | V::Provisioning(_) | V::RelatedPersons(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::regulation::SettingKey;

    fn problem(key: &str, json: &str) -> Option<&'static str> {
        let value = SettingValue::parse(SettingKey::try_from(key).unwrap(), json).unwrap();
        value_problem(&value).map(|problem| problem.code())
    }

    #[test]
    fn levels_of_decision_rise_and_end_with_any_amount() {
        let sound = r#"[{"up_to": 500000000, "by": "director"}, {"by": "council", "quorum": 3}]"#;
        assert_eq!(problem("approval_levels", sound), None);
        for wrong in [
            "[]",
            r#"[{"up_to": 5, "by": "director"}]"#,
            r#"[{"by": "director"}, {"up_to": 5, "by": "chairman"}]"#,
            r#"[{"up_to": 5, "by": "director"}, {"up_to": 5, "by": "chairman"}, {"by": "council", "quorum": 3}]"#,
            r#"[{"by": "council"}]"#,
            r#"[{"by": "director", "quorum": 2}]"#,
        ] {
            assert_eq!(problem("approval_levels", wrong), Some("levels_not_rising"), "{wrong}");
        }
    }

    #[test]
    fn nothing_empty_or_endless_is_a_setting() {
        assert_eq!(problem("papers", "[]"), Some("required"));
        assert_eq!(problem("papers", r#"["Giấy đề nghị", " "]"#), Some("required"));
        assert_eq!(problem("papers", r#"["Giấy đề nghị vay vốn"]"#), None);
        assert_eq!(problem("max_term", "{}"), Some("required"));
        assert_eq!(problem("max_term", r#"{"short": 601}"#), Some("out_of_range"));
        assert_eq!(problem("appraisal_days", "0"), Some("out_of_range"));
        assert_eq!(problem("grace_days", "0"), None);
        assert_eq!(problem("rounding_unit", "0"), Some("out_of_range"));
        assert_eq!(problem("unsecured", r#"{"up_to": 0}"#), None);
        assert_eq!(problem("unsecured", r#"{"up_to": -1}"#), Some("out_of_range"));
        assert_eq!(problem("accounts", r#"{"loans": ""}"#), Some("required"));
    }

    #[test]
    fn a_rate_row_does_not_end_before_it_begins() {
        let row = |to: &str| format!(r#"[{{"from": "2026-01-01", "to": "{to}", "annual_percent": "6"}}]"#);
        assert_eq!(problem("rates", &row("2026-01-01")), None);
        assert_eq!(problem("rates", &row("2025-12-31")), Some("date_out_of_range"));
    }
}
