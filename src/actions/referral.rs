//! Programmes that somebody else decides: a complete file is sent on with a letter, the decision made there is recorded by a
//! second person, and what is owed there is written down as it is reported. No capital of ours is reserved for it.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::appraise::RATE_PERCENT_MAX;
use super::draft::MONTHS_MAX;
use super::eligibility::{Examined, Found, examine, insist_but_for_capital};
use super::input::{check_text, required_text};
use super::submit::{about, insist_on_version, wrong_state};
use super::{Deed, Error, FieldError, Office, Op, Problem, Refusal, consent, letters};
use crate::access::{Appraiser, Approver, Duty, Witness};
use crate::domain::application::State;
use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::domain::percent::Percent;
use crate::domain::policy::{CapitalSource, Decider};
use crate::mail::Letter;
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
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReferralLetter)]
pub struct ReferInput {
    pub number: String,
    /// From the day the file was sent in to today.
    #[serde(deserialize_with = "super::json::date")]
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
            consent::insist(op, &found.cooperative_id, consent::Purpose::Referral).await?;
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
    let number = text("/number", &input.number, NUMBER_CHARACTERS_MAX);
    let note = text("/note", &input.note, NOTE_CHARACTERS_MAX);
    let submitted = found.submitted_at.map_or(op.today, crate::clock::business_date);
    date_between("/date", input.date, (submitted, op.today), &mut errors);
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
    let known = Found::written(op, &found.id).await?;
    examine(op, fund, &cooperative, &found.wanted(), &collateral, known, today).await
}

/// What was decided there.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReferralOutcome)]
pub struct OutcomeInput {
    pub granted: bool,
    /// Of the decision's paper.
    pub number: String,
    /// From the day of the letter to today.
    #[serde(deserialize_with = "super::json::date")]
    pub date: NaiveDate,
    /// Whole dong; needed where it was granted, as are term and rate.
    #[serde(default, deserialize_with = "super::json::optional_amount")]
    #[schema(value_type = Option<i64>)]
    pub amount: Option<Money>,
    #[serde(default)]
    pub term_months: Option<i64>,
    /// Percent a year, as a decimal string.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub annual_rate_percent: Option<Percent>,
    /// For job-creation credit one of the four of the law (`central_budget`, `local_budget`, `bank_mobilised`, `entrusted`); for the
    /// central fund none.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub capital_source: Option<CapitalSource>,
    /// Why it was refused; needed then.
    #[serde(default)]
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
            if referral.referred_by == *user || found.was_written_by(user) {
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
            letters::to_cooperative(op, &decided(office, &fund, &found, input), about(&found)).await?;
            let after = json!({ "status": next, "outcome": input, "sheet": sheet.0 });
            op.audit("application", id, json!({ "status": found.status }), after).await?;
            Ok(())
        })
        .await
}

/// What the cooperative is told of it.
fn decided(office: &Office, fund: &Fund, found: &Application, input: &OutcomeInput) -> Letter {
    Letter::DecidedElsewhere {
        number: found.number.clone(),
        programme: fund.programme,
        granted: input.granted,
        decision_number: input.number.trim().to_owned(),
        date: input.date,
        amount: input.amount.filter(|_| input.granted),
        term_months: input.term_months.filter(|_| input.granted),
        annual_rate_percent: input.annual_rate_percent.filter(|_| input.granted),
        reason: Some(input.reason.trim().to_owned()).filter(|_| !input.granted),
        link: office.url(&format!("/applications/{}", found.id)),
    }
}

/// Everything wrong with it at once.
fn check_outcome(fund: &Fund, input: &OutcomeInput, (from, to): (NaiveDate, NaiveDate)) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    date_between("/date", input.date, (from, to), &mut errors);
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    if let Err(problem) = required_text(&input.number, NUMBER_CHARACTERS_MAX) {
        fail("/number", problem);
    }
    if let Some(problem) = check_text(&input.reason, NOTE_CHARACTERS_MAX) {
        fail("/reason", problem);
    }
    if !input.granted {
        if input.reason.trim().is_empty() {
            fail("/reason", Problem::Required);
        }
    } else {
        match input.amount.map(Money::as_dong) {
            None => fail("/amount", Problem::Required),
            Some(dong) if !(1..=LARGEST_AMOUNT).contains(&dong) => fail("/amount", Problem::NotPositive),
            Some(_) => {}
        }
        match input.term_months {
            None => fail("/term_months", Problem::Required),
            Some(months) if !(1..=MONTHS_MAX).contains(&months) => {
                fail("/term_months", Problem::OutOfRange { min: 1, max: MONTHS_MAX });
            }
            Some(_) => {}
        }
        match input.annual_rate_percent {
            None => fail("/annual_rate_percent", Problem::Required),
            Some(rate) if rate > Percent::whole(RATE_PERCENT_MAX) => {
                fail("/annual_rate_percent", Problem::NotAPercentage)
            }
            Some(_) => {}
        }
        if input.capital_source.is_none() && fund.programme.decider() == Decider::SocialPolicyBank {
            fail("/capital_source", Problem::Required);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}

/// What is owed there, as reported.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportedBalance)]
pub struct BalanceInput {
    /// From the day of the decision to today.
    #[serde(deserialize_with = "super::json::date")]
    pub as_of: NaiveDate,
    /// Whole dong, at most what was granted.
    #[schema(value_type = i64)]
    pub balance: Money,
    /// The part of it that is past due.
    #[serde(default)]
    #[schema(value_type = i64)]
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
                fail("/document", problem);
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
