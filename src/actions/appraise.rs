//! The appraiser's two deeds: asking for more papers, and the appraisal itself.
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::draft::MONTHS_MAX;
use super::eligibility::{Found, examine, insist};
use super::input::required_text;
use super::referral::insist_decided_here;
use super::submit::{about, check_computable, insist_on_version, wrong_state};
use super::wait::wants_capital_alone;
use super::{Deed, Error, FieldError, Office, Problem, Refusal, consent, letters};
use crate::access::{Appraiser, Duty, Witness};
use crate::domain::eligibility::Verdict;
use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::domain::percent::Percent;
use crate::mail::Letter;
use crate::store::applications::{self, Application, Appraisal};
use crate::store::{Doc, cooperatives, funds};

const PAPERS_MAX: usize = 30;
const PAPER_CHARACTERS_MAX: usize = 300;
const NOTE_CHARACTERS_MAX: usize = 5000;
/// Rates beyond this are a mistake of typing; what the law allows is much less.
pub const RATE_PERCENT_MAX: u16 = 1000;
/// How far ahead a date for papers may lie.
const PAPERS_DAYS_MAX: i64 = 365;

/// More papers are needed: which, and by when.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnInput {
    /// Each paper by its name.
    pub needed: Vec<String>,
    /// After today, within a year.
    #[serde(deserialize_with = "super::json::date")]
    pub until: NaiveDate,
}

/// Sends an application back to the cooperative for more papers.
pub async fn return_(
    office: &Office,
    by: &Appraiser,
    id: &str,
    version: Option<i64>,
    input: &ReturnInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "application.return", "application", id).keyed(key, input), async |op| {
            let found =
                applications::find_for_duty(op, &by.user().id, Duty::Appraiser, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            let next = found.status.return_().map_err(wrong_state)?;
            insist_on_version(&found, version)?;
            let needed = check_papers(input, op.today)?;
            let now = op.now;
            applications::set_papers(op, id, &Doc(needed.clone()), input.until).await?;
            applications::move_to(op, &found, next, now).await?;
            let link = office.url(&format!("/applications/{id}"));
            let letter =
                Letter::Returned { number: found.number.clone(), needed: needed.clone(), until: input.until, link };
            letters::to_cooperative(op, &letter, about(&found)).await?;
            op.audit(
                "application",
                id,
                json!({ "status": found.status }),
                json!({ "status": next, "needed": needed, "until": input.until }),
            )
            .await?;
            Ok(())
        })
        .await
}

fn check_papers(input: &ReturnInput, today: NaiveDate) -> Result<Vec<String>, Refusal> {
    let mut errors = Vec::new();
    let mut fail = |pointer: String, problem| errors.push(FieldError { pointer, problem });
    if input.needed.is_empty() {
        fail("/needed".into(), Problem::Required);
    }
    if input.needed.len() > PAPERS_MAX {
        fail("/needed".into(), Problem::OutOfRange { min: 1, max: PAPERS_MAX as i64 });
    }
    let mut needed = Vec::new();
    for (i, paper) in input.needed.iter().enumerate().take(PAPERS_MAX) {
        match required_text(paper, PAPER_CHARACTERS_MAX) {
            Ok(paper) => needed.push(paper),
            Err(problem) => fail(format!("/needed/{i}"), problem),
        }
    }
    let latest = today + TimeDelta::days(PAPERS_DAYS_MAX);
    if input.until <= today || input.until > latest {
        fail("/until".into(), Problem::DateOutOfRange { from: today + TimeDelta::days(1), to: latest });
    }
    if errors.is_empty() { Ok(needed) } else { Err(Refusal::Invalid(errors)) }
}

/// The appraisal: what is proposed and why.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppraisalInput {
    /// `approve` or `reject`.
    pub recommendation: String,
    /// Whole dong; by default what was asked for.
    #[serde(default, deserialize_with = "super::json::optional_amount")]
    #[schema(value_type = Option<i64>)]
    pub amount: Option<Money>,
    /// By default what was asked for.
    #[serde(default)]
    pub term_months: Option<i64>,
    /// Percent a year, as a decimal string; by default the fund's rate for the term.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub annual_rate_percent: Option<Percent>,
    /// What was found, and the answer to everything on the sheet that is missing or to review.
    #[serde(default)]
    pub note: String,
}

/// Appraises. With a recommendation to approve, nothing may fail on the sheet, and what is missing or to review is answered in
/// the note. The plan counts as found feasible by that recommendation (Decree 45/2021 Art 22(3)).
pub async fn appraise(
    office: &Office,
    by: &Appraiser,
    id: &str,
    version: Option<i64>,
    input: &AppraisalInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "application.appraise", "application", id).keyed(key, input), async |op| {
            let found =
                applications::find_for_duty(op, &by.user().id, Duty::Appraiser, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            let fund = funds::find(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
            insist_decided_here(&fund)?;
            let next = found.status.appraise().map_err(wrong_state)?;
            insist_on_version(&found, version)?;
            let appraisal = checked(op, &found, input).await?;
            if appraisal.recommendation == "approve" {
                consent::insist(op, &found.cooperative_id, consent::Purpose::CreditAssessment).await?;
            }
            let now = op.now;
            applications::set_appraisal(op, id, &appraisal, &by.user().id, now).await?;
            applications::move_to(op, &found, next, now).await?;
            op.audit(
                "application",
                id,
                json!({ "status": found.status }),
                json!({ "status": next, "appraisal": appraisal }),
            )
            .await?;
            Ok(())
        })
        .await
}

async fn checked(op: &mut super::Op<'_, '_>, found: &Application, input: &AppraisalInput) -> Result<Appraisal, Error> {
    let note = required_text(&input.note, NOTE_CHARACTERS_MAX).map_err(|problem| Refusal::field("/note", problem))?;
    let refuse = |recommendation: &str| Appraisal {
        recommendation: recommendation.into(),
        amount: None,
        term_months: None,
        annual_rate_percent: None,
        note: note.clone(),
    };
    match input.recommendation.as_str() {
        "reject" => return Ok(refuse("reject")),
        "approve" => {}
        "" => return Err(Refusal::field("/recommendation", Problem::Required).into()),
        _ => return Err(Refusal::field("/recommendation", Problem::NotAChoice).into()),
    }
    if input.annual_rate_percent.is_some_and(|rate| rate > Percent::whole(RATE_PERCENT_MAX)) {
        return Err(Refusal::field("/annual_rate_percent", Problem::NotAPercentage).into());
    }
    let mut wanted = found.wanted();
    wanted.amount = input.amount.or(wanted.amount);
    wanted.term_months = input.term_months.or(wanted.term_months);
    let amount = wanted.amount.ok_or_else(|| Refusal::field("/amount", Problem::Required))?;
    if !amount.is_positive() || amount.as_dong() > LARGEST_AMOUNT {
        return Err(Refusal::field("/amount", Problem::NotPositive).into());
    }
    insist_on_no_more("OWN-ASKED", amount, found.amount)?;
    if !wanted.term_months.is_some_and(|months| (1..=MONTHS_MAX).contains(&months)) {
        return Err(Refusal::field("/term_months", Problem::OutOfRange { min: 1, max: MONTHS_MAX }).into());
    }
    let today = op.today;
    // Another term must still give a schedule with the rhythm that was asked for.
    check_computable(&wanted, today)?;
    let fund = funds::find(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
    let cooperative = cooperatives::find(op, &found.cooperative_id).await?.ok_or(Refusal::NotFound)?;
    let collateral = applications::collateral(op, &found.id).await?;
    let written = Found::written(op, &found.id).await?;
    let known = Found { annual_rate_percent: input.annual_rate_percent, plan_feasible: Some(true), ..written };
    let examined = examine(op, &fund, &cooperative, &wanted, &collateral, known, today).await?;
    // Want of capital alone stops nobody here: the approver may let it wait for capital.
    if !wants_capital_alone(&examined.sheet) {
        insist(&examined.sheet, amount, fund.capital().available())?;
    }
    let open =
        examined.sheet.findings.iter().any(|finding| matches!(finding.verdict, Verdict::Missing | Verdict::Review));
    // The note answers what the sheet leaves open: a few words at least.
    if open && note.chars().count() < OPEN_NOTE_CHARACTERS_MIN {
        return Err(Refusal::field("/note", Problem::TooShort { min: OPEN_NOTE_CHARACTERS_MIN }).into());
    }
    let rate = examined.annual_rate_percent.ok_or_else(|| Refusal::field("/annual_rate_percent", Problem::Required))?;
    Ok(Appraisal {
        recommendation: "approve".into(),
        amount: Some(amount),
        term_months: wanted.term_months,
        annual_rate_percent: Some(rate.to_string()),
        note,
    })
}

/// Nobody is granted more than they asked for, and nobody decides on more than was appraised: the plan, the security and the
/// limits were looked at for that amount.
///
/// # Errors
/// `OverLimit` with the rule of ours that says so.
pub fn insist_on_no_more(rule: &str, wanted: Money, at_most: Option<Money>) -> Result<(), Refusal> {
    match at_most {
        Some(limit) if wanted > limit => Err(Refusal::OverLimit { rule: rule.to_owned(), limit, wanted }),
        _ => Ok(()),
    }
}

/// How short an answer to open points may be.
const OPEN_NOTE_CHARACTERS_MIN: usize = 3;
