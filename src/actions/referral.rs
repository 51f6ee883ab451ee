//! Programmes that somebody else decides: a complete file is sent on with a letter, the decision made there is recorded by a
//! second person, and what is owed there is written down as it is reported. No capital of ours is reserved for it.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::appraise::RATE_PERCENT_MAX;
use super::draft::MONTHS_MAX;
use super::eligibility::{Examined, Found, examine, insist_but_for_capital};
use super::input::{check_text, required_text};
use super::submit::{insist_on_version, wrong_state};
use super::{Deed, Error, FieldError, Office, Op, Problem, Refusal};
use crate::access::{Appraiser, Approver, Duty, Witness};
use crate::domain::application::State;
use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::domain::percent::Percent;
use crate::domain::policy::{CapitalSource, Decider};
use crate::store::applications::{self, Application, Appraisal};
use crate::store::funds::{self, Fund};
use crate::store::referrals::{self, Decision};
use crate::store::{Doc, cooperatives};

const NUMBER_CHARACTERS_MAX: usize = 100;
const NOTE_CHARACTERS_MAX: usize = 5000;

/// Refuses a deed of our own where somebody else decides.
///
/// # Errors
/// `WrongState` with a name whose words say who decides.
pub fn insist_decided_here(fund: &Fund) -> Result<(), Refusal> {
    match fund.programme.decider() {
        Decider::Fund => Ok(()),
        Decider::SocialPolicyBank => Err(Refusal::WrongState { is: "decided_by_bank".into() }),
        Decider::CentralFund => Err(Refusal::WrongState { is: "decided_by_central_fund".into() }),
    }
}

fn insist_decided_elsewhere(fund: &Fund) -> Result<(), Refusal> {
    match fund.programme.decider() {
        Decider::Fund => Err(Refusal::WrongState { is: "decided_here".into() }),
        Decider::SocialPolicyBank | Decider::CentralFund => Ok(()),
    }
}

/// The letter a file is sent on with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferInput {
    pub number: String,
    pub date: NaiveDate,
    /// What was checked.
    pub note: String,
}

/// Sends a complete file on. Nothing may fail on the sheet; whether the plan is feasible is for the one who decides.
///
/// # Errors
/// `NotFound`, `WrongState`, `Stale`, `Invalid`, `NotEligible`.
pub async fn refer(
    office: &Office,
    by: &Appraiser,
    id: &str,
    version: Option<i64>,
    input: &ReferInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "application.refer", "application", id).keyed(key, input), async |op| {
            let user = &by.user().id;
            let found = applications::find_for_duty(op, user, Duty::Appraiser, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            let fund = funds::lock(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
            insist_decided_elsewhere(&fund)?;
            let next = found.status.appraise().map_err(wrong_state)?;
            insist_on_version(&found, version)?;
            let (number, note) = checked_letter(op, &found, input)?;
            let examined = examined(op, &fund, &found).await?;
            insist_but_for_capital(&examined.sheet)?;
            let now = op.now;
            let appraisal = Appraisal {
                recommendation: "approve".into(),
                amount: found.amount,
                term_months: found.term_months,
                annual_rate_percent: None,
                note: note.clone(),
            };
            applications::set_appraisal(op, id, &appraisal, user, now).await?;
            applications::move_to(op, &found, next, now).await?;
            referrals::insert(op, id, (&number, input.date, &note), user, now).await?;
            let sheet = crate::text::eligibility::for_the_record(&examined.sheet, &examined.rules);
            let after = json!({ "status": next, "number": number, "date": input.date, "sheet": sheet });
            op.audit("application", id, json!({ "status": found.status }), after).await?;
            Ok(())
        })
        .await
}

fn checked_letter(op: &Op<'_, '_>, found: &Application, input: &ReferInput) -> Result<(String, String), Refusal> {
    let mut errors = Vec::new();
    let mut text = |pointer: &str, text: &str, max| {
        required_text(text, max).unwrap_or_else(|problem| {
            errors.push(FieldError { pointer: pointer.into(), problem });
            String::new()
        })
    };
    let number = text("/refer_number", &input.number, NUMBER_CHARACTERS_MAX);
    let note = text("/refer_note", &input.note, NOTE_CHARACTERS_MAX);
    let submitted = found.submitted_at.map_or(op.today, crate::clock::business_date);
    date_between("/refer_date", input.date, (submitted, op.today), &mut errors);
    if errors.is_empty() { Ok((number, note)) } else { Err(Refusal::Invalid(errors)) }
}

fn date_between(pointer: &str, date: NaiveDate, (from, to): (NaiveDate, NaiveDate), errors: &mut Vec<FieldError>) {
    if !(from..=to).contains(&date) {
        errors.push(FieldError { pointer: pointer.into(), problem: Problem::DateOutOfRange { from, to } });
    }
}

async fn examined(op: &mut Op<'_, '_>, fund: &Fund, found: &Application) -> Result<Examined, Error> {
    let cooperative = cooperatives::find(op, &found.cooperative_id).await?.ok_or(Refusal::NotFound)?;
    let collateral = applications::collateral(op, &found.id).await?;
    let today = op.today;
    examine(op, fund, &cooperative, &found.wanted(), &collateral, Found::default(), today).await
}

/// What was decided there.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeInput {
    pub granted: bool,
    /// Of the decision's paper.
    pub number: String,
    pub date: NaiveDate,
    pub amount: Option<Money>,
    pub term_months: Option<i64>,
    pub annual_rate_percent: Option<Percent>,
    /// For job-creation credit one of the four of the law; for the central fund none.
    pub capital_source: Option<CapitalSource>,
    /// Why it was refused.
    pub reason: String,
}

/// Records the decision, by somebody else than who sent the file on.
///
/// # Errors
/// `NotFound`, `WrongState`, `SamePerson`, `Stale`, `Invalid`.
pub async fn record(
    office: &Office,
    by: &Approver,
    id: &str,
    version: Option<i64>,
    input: &OutcomeInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "application.outcome", "application", id).keyed(key, input), async |op| {
            let user = &by.user().id;
            let found = applications::find_for_duty(op, user, Duty::Approver, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            let fund = funds::lock(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
            insist_decided_elsewhere(&fund)?;
            let to = if input.granted { State::approve } else { State::reject };
            let next = to(found.status).map_err(wrong_state)?;
            insist_on_version(&found, version)?;
            let referral =
                referrals::find(op, id).await?.ok_or(Refusal::WrongState { is: found.status.to_string() })?;
            if referral.referred_by == *user {
                return Err(Refusal::SamePerson { did: Duty::Appraiser }.into());
            }
            check_outcome(&fund, input, (referral.on_date, op.today))?;
            let examined = examined(op, &fund, &found).await?;
            let sheet = Doc(json!(crate::text::eligibility::for_the_record(&examined.sheet, &examined.rules)));
            let (number, reason) = (input.number.trim(), input.reason.trim());
            let source = input.capital_source.filter(|_| input.granted).map(|source| json!(source));
            let rate = input.annual_rate_percent.map(|rate| rate.to_string());
            let decision = Decision {
                outcome: if input.granted { "granted" } else { "refused" },
                number,
                on: input.date,
                amount: input.amount.filter(|_| input.granted),
                term_months: input.term_months.filter(|_| input.granted),
                annual_rate_percent: rate.as_deref().filter(|_| input.granted),
                capital_source: source.as_ref().and_then(|source| source.as_str()),
                reason: Some(reason).filter(|_| !input.granted),
            };
            let now = op.now;
            referrals::decide(op, id, &decision, user, now).await?;
            applications::set_decision(op, id, user, reason, Some(&sheet), now).await?;
            applications::move_to(op, &found, next, now).await?;
            let after = json!({ "status": next, "outcome": input, "sheet": sheet.0 });
            op.audit("application", id, json!({ "status": found.status }), after).await?;
            Ok(())
        })
        .await
}

/// Everything wrong with it at once.
fn check_outcome(fund: &Fund, input: &OutcomeInput, (from, to): (NaiveDate, NaiveDate)) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    date_between("/decided_on", input.date, (from, to), &mut errors);
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    if let Err(problem) = required_text(&input.number, NUMBER_CHARACTERS_MAX) {
        fail("/decision_number", problem);
    }
    if let Some(problem) = check_text(&input.reason, NOTE_CHARACTERS_MAX) {
        fail("/refusal_reason", problem);
    }
    if !input.granted {
        if input.reason.trim().is_empty() {
            fail("/refusal_reason", Problem::Required);
        }
    } else {
        match input.amount.map(Money::as_dong) {
            None => fail("/granted_amount", Problem::Required),
            Some(dong) if !(1..=LARGEST_AMOUNT).contains(&dong) => fail("/granted_amount", Problem::NotPositive),
            Some(_) => {}
        }
        match input.term_months {
            None => fail("/granted_term", Problem::Required),
            Some(months) if !(1..=MONTHS_MAX).contains(&months) => {
                fail("/granted_term", Problem::OutOfRange { min: 1, max: MONTHS_MAX });
            }
            Some(_) => {}
        }
        match input.annual_rate_percent {
            None => fail("/granted_rate", Problem::Required),
            Some(rate) if rate > Percent::whole(RATE_PERCENT_MAX) => fail("/granted_rate", Problem::NotAPercentage),
            Some(_) => {}
        }
        if input.capital_source.is_none() && fund.programme.decider() == Decider::SocialPolicyBank {
            fail("/capital_source", Problem::Required);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}

/// What is owed there, as reported.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BalanceInput {
    pub as_of: NaiveDate,
    pub balance: Money,
    pub overdue: Money,
    /// The report it stands in.
    pub document: String,
}

/// Writes down a reported balance.
///
/// # Errors
/// `NotFound`, `WrongState` where nothing was granted, `Invalid`.
pub async fn report(
    office: &Office,
    by: &Appraiser,
    id: &str,
    input: &BalanceInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "application.balance", "application", id).keyed(key, input), async |op| {
            let user = &by.user().id;
            let found = applications::find_for_duty(op, user, Duty::Appraiser, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            let referral = referrals::find(op, id).await?.filter(|referral| referral.amount.is_some());
            let Some((decided_on, granted)) = referral.and_then(|referral| referral.decided_on.zip(referral.amount))
            else {
                return Err(Refusal::WrongState { is: found.status.to_string() }.into());
            };
            let mut errors = Vec::new();
            date_between("/as_of", input.as_of, (decided_on, op.today), &mut errors);
            let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
            let most = Problem::OutOfRange { min: 0, max: granted.as_dong() };
            if input.balance > granted || input.balance.is_negative() {
                fail("/balance", most);
            } else if input.overdue > input.balance || input.overdue.is_negative() {
                fail("/overdue", Problem::OutOfRange { min: 0, max: input.balance.as_dong() });
            }
            if let Err(problem) = required_text(&input.document, NUMBER_CHARACTERS_MAX) {
                fail("/balance_document", problem);
            }
            if !errors.is_empty() {
                return Err(Refusal::Invalid(errors).into());
            }
            let now = op.now;
            let report = (input.as_of, input.balance, input.overdue, input.document.trim());
            referrals::report(op, id, report, user, now).await?;
            op.audit("application", id, json!(null), json!({ "balance": input })).await?;
            Ok(())
        })
        .await
}
