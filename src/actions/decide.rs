//! The decision, by somebody else than the appraiser: approving reserves capital and makes the loan, in one transaction.
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::appraise::{RATE_PERCENT_MAX, insist_on_no_more};
use super::authority::{self, Minutes, Paper, Papers};
use super::book::{Rhythm, not_computable};
use super::eligibility::{Examined, Found, examine, insist};
use super::input::{check_text, required_text};
use super::referral::insist_decided_here;
use super::submit::{about, insist_on_version, wrong_state};
use super::wait::insist_on_turn;
use super::{Deed, Error, Office, Op, Problem, Refusal, letters};
use crate::access::{Approver, Duty, Witness};
use crate::domain::capital::MovementKind;
use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::domain::percent::Percent;
use crate::domain::policy::RuleSet;
use crate::domain::rate::{Factor, Rate, Rounding};
use crate::domain::regulation::Regulation;
use crate::domain::terms::{Classification, Disbursement, Overdue};
use crate::mail::{About, Letter};
use crate::store::applications::{self, Application};
use crate::store::funds::{self, Fund};
use crate::store::loans::{self, Conditions, NewLoan};
use crate::store::{Doc, capital, cooperatives, new_id, relations, waiting_list};

const NOTE_CHARACTERS_MAX: usize = 5000;

/// What is granted. What is left out is as the appraiser proposed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalInput {
    /// Whole dong.
    #[serde(default, deserialize_with = "super::json::optional_amount")]
    #[schema(value_type = Option<i64>)]
    pub amount: Option<Money>,
    /// Percent a year, as a decimal string.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub annual_rate_percent: Option<Percent>,
    #[serde(default)]
    pub note: String,
    /// Why before somebody who waits ahead for capital that is there; the audit trail keeps it.
    #[serde(default)]
    pub jump_reason: String,
    /// The paper of the decision.
    #[serde(default)]
    pub decision: Option<Paper>,
    /// Needed where the fund's regulation leaves the amount to a council.
    #[serde(default)]
    pub minutes: Option<Minutes>,
}

impl ApprovalInput {
    fn papers(&self) -> Papers<'_> {
        Papers { paper: self.decision.as_ref(), minutes: self.minutes.as_ref() }
    }
}

/// The loan an approval made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Granted {
    pub loan_id: String,
    pub loan_number: String,
}

/// Approves: locks the fund, checks every limit again at this moment, reserves the capital and makes the loan.
pub async fn approve(
    office: &Office,
    by: &Approver,
    id: &str,
    version: Option<i64>,
    input: &ApprovalInput,
    key: Option<&str>,
) -> Result<Granted, Error> {
    office
        .act(Deed::new(Some(by.user()), "application.approve", "application", id).keyed(key, input), async |op| {
            let fund_id = applications::find_for_duty(op, &by.user().id, Duty::Approver, id)
                .await?
                .ok_or(Refusal::NotFound)?
                .fund_id;
            op.in_fund(&fund_id);
            let mut fund = funds::lock(op, &fund_id).await?.ok_or(Refusal::NotFound)?;
            // Read again under the lock: everything that changes a total of this fund waits for it.
            let found = applications::find(op, id).await?.ok_or(Refusal::NotFound)?;
            insist_decided_here(&fund)?;
            let next = found.status.approve().map_err(wrong_state)?;
            insist_on_version(&found, version)?;
            insist_on_four_eyes(&found, &by.user().id)?;
            let terms = GrantedTerms::of(&found, input)?;
            let examined = examined_again(op, &fund, &found, &terms).await?;
            insist(&examined.sheet, terms.amount, fund.capital().available())?;
            let jump = insist_on_turn(op, &fund, &found, &input.jump_reason).await?;
            let (granting, regulation) = ((true, terms.amount), &examined.regulation);
            let decided = authority::record(op, by, &found, granting, regulation, input.papers()).await?;
            let today = op.today;
            let related = relations::debts(op, &fund.id, &found.cooperative_id, today).await?;
            // A last day on which nobody works ends with the next working day (Civil Code Art 148(5)).
            let valid = Days::new(u64::from(examined.regulation.approval_valid_days()));
            let lapses_on = office.calendar().next_working_day(today + valid);
            let granted = make_loan(op, &mut fund, &found, (&terms, lapses_on), &examined, by).await?;
            let now = op.now;
            let sheet = Doc(json!(crate::text::eligibility::for_the_record(&examined.sheet, &examined.rules)));
            applications::set_decision(op, id, &by.user().id, &terms.note, Some(&sheet), now).await?;
            applications::move_to(op, &found, next, now).await?;
            waiting_list::leave(op, id, "approved", now).await?;
            tell(op, office, &found, (&terms, lapses_on), &granted).await?;
            let mut after = json!({
                "status": next, "amount": terms.amount, "loan": granted.loan_number, "decided": decided, "sheet": sheet.0, "related": related,
            });
            if !jump.is_null() {
                after["jump"] = jump;
            }
            op.audit("application", id, json!({ "status": found.status }), after).await?;
            Ok(granted)
        })
        .await
}

/// Whoever appraised it, or as an appraiser wrote it for the cooperative, does not decide on it.
pub(super) fn insist_on_four_eyes(found: &Application, approver: &str) -> Result<(), Refusal> {
    if found.appraised_by.as_deref() == Some(approver) || found.was_written_by(approver) {
        Err(Refusal::SamePerson { did: Duty::Appraiser })
    } else {
        Ok(())
    }
}

/// What is granted, complete.
pub(super) struct GrantedTerms {
    pub(super) amount: Money,
    rate: Percent,
    term_months: i64,
    repay_every_months: i64,
    principal_grace_months: i64,
    method: String,
    pub(super) note: String,
}

impl GrantedTerms {
    pub(super) fn of(found: &Application, input: &ApprovalInput) -> Result<GrantedTerms, Refusal> {
        let required = |pointer: &str| Refusal::field(pointer, Problem::Required);
        if input.annual_rate_percent.is_some_and(|rate| rate > Percent::whole(RATE_PERCENT_MAX)) {
            return Err(Refusal::field("/annual_rate_percent", Problem::NotAPercentage));
        }
        let amount = input.amount.or(found.recommended_amount).or(found.amount).ok_or_else(|| required("/amount"))?;
        if !amount.is_positive() || amount.as_dong() > LARGEST_AMOUNT {
            return Err(Refusal::field("/amount", Problem::NotPositive));
        }
        match found.recommended_amount {
            Some(appraised) => insist_on_no_more("OWN-APPRAISED", amount, Some(appraised))?,
            None => insist_on_no_more("OWN-ASKED", amount, found.amount)?,
        }
        let proposed = found.recommended_rate_percent.as_deref().and_then(|rate| Percent::parse(rate).ok());
        // Deciding against the appraisal takes a reason.
        if found.recommendation.as_deref() == Some("reject") && input.note.trim().is_empty() {
            return Err(required("/note"));
        }
        if let Some(problem) = check_text(&input.note, NOTE_CHARACTERS_MAX) {
            return Err(Refusal::field("/note", problem));
        }
        Ok(GrantedTerms {
            amount,
            rate: input.annual_rate_percent.or(proposed).ok_or_else(|| required("/annual_rate_percent"))?,
            term_months: found.recommended_term_months.or(found.term_months).ok_or_else(|| required("/term_months"))?,
            repay_every_months: found.repay_every_months.ok_or_else(|| required("/repay_every_months"))?,
            principal_grace_months: found.principal_grace_months.unwrap_or(0),
            method: found.method.clone().ok_or_else(|| required("/method"))?,
            note: input.note.trim().to_owned(),
        })
    }
}

pub(super) async fn examined_again(
    op: &mut Op<'_, '_>,
    fund: &Fund,
    found: &Application,
    terms: &GrantedTerms,
) -> Result<Examined, Error> {
    let cooperative = cooperatives::find(op, &found.cooperative_id).await?.ok_or(Refusal::NotFound)?;
    let collateral = applications::collateral(op, &found.id).await?;
    let mut wanted = found.wanted();
    wanted.amount = Some(terms.amount);
    wanted.term_months = Some(terms.term_months);
    let written = Found::written(op, &found.id).await?;
    let known = Found { annual_rate_percent: Some(terms.rate), plan_feasible: Some(true), ..written };
    let today = op.today;
    examine(op, fund, &cooperative, &wanted, &collateral, known, today).await
}

/// The fund's regulation of this day, to go with the loan to its end. Job loans follow the law's overdue rate instead.
pub fn conditions_of(fund: &Fund, regulation: &Regulation, rules: &RuleSet) -> Conditions {
    let mut conditions = Conditions {
        rounding: Rounding { unit: regulation.rounding_unit().as_dong(), ..Rounding::default() },
        ..Conditions::default()
    };
    if let Some(allocation) = regulation.allocation() {
        conditions.allocation = allocation;
    }
    let mut overdue = Overdue::default();
    if let Some(factor) = regulation.overdue_factor().and_then(|factor| Factor::try_from(factor).ok()) {
        overdue.factor = factor;
    }
    if let Some(late) = regulation.late_interest().and_then(|late| Rate::try_from(late).ok()) {
        overdue.late_interest_percent = late;
    }
    if !fund.programme.is_support_fund() {
        conditions.classification = Classification::Status;
        let factor = rules.overdue_rate_to().and_then(|(_, percent)| percent.of_percent(Percent::whole(1)));
        if let Some(factor) = factor.and_then(|factor| Factor::try_from(factor).ok()) {
            overdue.factor = factor;
        }
    }
    conditions.overdue = overdue;
    conditions
}

async fn make_loan(
    op: &mut Op<'_, '_>,
    fund: &mut Fund,
    found: &Application,
    (terms, lapses_on): (&GrantedTerms, NaiveDate),
    examined: &Examined,
    by: &Approver,
) -> Result<Granted, Error> {
    let conditions = conditions_of(fund, &examined.regulation, &examined.rules);
    let rate = terms.rate.to_string();
    let rhythm = Rhythm {
        amount: terms.amount,
        annual_rate_percent: &rate,
        term_months: terms.term_months,
        repay_every_months: terms.repay_every_months,
        principal_grace_months: terms.principal_grace_months,
        method: &terms.method,
        conditions: &conditions,
    };
    // A loan that could not be computed later is refused now.
    rhythm
        .terms(vec![Disbursement { date: op.today, amount: terms.amount }])
        .map_err(|refusal| not_computable(&refusal))?;
    let year = op.today.year();
    let number = format!("KV-{year}-{:05}", applications::next_number(op, &format!("KV-{year}")).await?);
    let loan_id = new_id();
    let (now, today) = (op.now, op.today);
    let loan = NewLoan {
        id: &loan_id,
        number: &number,
        fund_id: &fund.id,
        cooperative_id: &found.cooperative_id,
        application_id: &found.id,
        amount: terms.amount,
        annual_rate_percent: &rate,
        term_months: terms.term_months,
        repay_every_months: terms.repay_every_months,
        principal_grace_months: terms.principal_grace_months,
        method: &terms.method,
        conditions: &Doc(conditions.clone()),
        appraised_by: found.appraised_by.as_deref().unwrap_or_default(),
        approved_by: &by.user().id,
        approved_on: today,
        lapses_on,
    };
    loans::insert(op, &loan, now).await?;
    capital::post(
        op,
        fund,
        MovementKind::Reserve,
        terms.amount,
        today,
        Some(&loan_id),
        Some(found.number.as_str()),
        &by.user().id,
        now,
    )
    .await?;
    Ok(Granted { loan_id, loan_number: number })
}

async fn tell(
    op: &mut Op<'_, '_>,
    office: &Office,
    found: &Application,
    (terms, lapses_on): (&GrantedTerms, NaiveDate),
    granted: &Granted,
) -> Result<(), Error> {
    let letter = Letter::Approved {
        number: found.number.clone(),
        loan_number: granted.loan_number.clone(),
        amount: terms.amount,
        annual_rate_percent: terms.rate,
        term_months: terms.term_months,
        lapses_on,
        note: Some(terms.note.clone()).filter(|note| !note.is_empty()),
        link: office.url(&format!("/loans/{}", granted.loan_id)),
    };
    let about = About { loan_id: Some(&granted.loan_id), ..about(found) };
    letters::to_cooperative(op, &letter, about).await
}

/// Why an application is refused; the cooperative is told.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApplicationRejection)]
pub struct RejectionInput {
    pub reason: String,
    /// The paper of the decision.
    #[serde(default)]
    pub decision: Option<Paper>,
    /// Of the council's meeting, where one decided.
    #[serde(default)]
    pub minutes: Option<Minutes>,
}

/// Rejects.
pub async fn reject(
    office: &Office,
    by: &Approver,
    id: &str,
    version: Option<i64>,
    input: &RejectionInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "application.reject", "application", id).keyed(key, input), async |op| {
            let fund_id = applications::find_for_duty(op, &by.user().id, Duty::Approver, id)
                .await?
                .ok_or(Refusal::NotFound)?
                .fund_id;
            op.in_fund(&fund_id);
            let fund = funds::lock(op, &fund_id).await?.ok_or(Refusal::NotFound)?;
            insist_decided_here(&fund)?;
            let found = applications::find(op, id).await?.ok_or(Refusal::NotFound)?;
            let next = found.status.reject().map_err(wrong_state)?;
            insist_on_version(&found, version)?;
            insist_on_four_eyes(&found, &by.user().id)?;
            let reason = required_text(&input.reason, NOTE_CHARACTERS_MAX)
                .map_err(|problem| Refusal::field("/reason", problem))?;
            let (now, today) = (op.now, op.today);
            let regulation = funds::regulation(op, &fund_id, today).await?;
            let refused = (false, found.recommended_amount.or(found.amount).unwrap_or_default());
            let papers = Papers { paper: input.decision.as_ref(), minutes: input.minutes.as_ref() };
            let decided = authority::record(op, by, &found, refused, &regulation, papers).await?;
            applications::set_decision(op, id, &by.user().id, &reason, None, now).await?;
            applications::move_to(op, &found, next, now).await?;
            waiting_list::leave(op, id, "rejected", now).await?;
            let link = office.url(&format!("/applications/{id}"));
            letters::to_cooperative(
                op,
                &Letter::Rejected { number: found.number.clone(), reason: reason.clone(), link },
                about(&found),
            )
            .await?;
            let after = json!({ "status": next, "reason": reason, "decided": decided });
            op.audit("application", id, json!({ "status": found.status }), after).await?;
            Ok(())
        })
        .await
}
