//! What the cashier does before money comes back: signing and paying out in tranches.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ask::{Fulfilled, fulfil};
use super::book::{Book, settle};
use super::book_closes::insist_on_open;
use super::changes::Change;
use super::eligibility::{insist_on_concentration, rules_of};
use super::input::required_text;
use super::submit::wrong_state;
use super::{Deed, Error, FieldError, Office, Op, Problem, Refusal, holidays, letters, parties};
use crate::access::{Cashier, Duty, Witness};
use crate::domain::ask::Kind;
use crate::domain::capital::MovementKind;
use crate::domain::eligibility::{Verdict, first_disbursement};
use crate::domain::loan as loan_states;
use crate::domain::money::Money;
use crate::domain::schedule;
use crate::mail::{About, Letter, ScheduleLine};
use crate::store::funds::{self, Fund};
use crate::store::loans::{self, Loan, NewEvent};
use crate::store::{StoreError, capital, restructurings};
use crate::text::eligibility::message;

const NUMBER_CHARACTERS_MAX: usize = 60;
const PAYEE_CHARACTERS_MAX: usize = 300;
const EVIDENCE_CHARACTERS_MAX: usize = 500;

/// What is about a loan, for its letters.
pub fn about(loan: &Loan) -> About<'_> {
    About { fund_id: Some(&loan.fund_id), cooperative_id: Some(&loan.cooperative_id), loan_id: Some(&loan.id) }
}

/// Finds the loan for a cashier of its fund, locks the fund, and insists that the cashier neither appraised nor approved it.
pub async fn lock_for_cashier(
    op: &mut Op<'_, '_>,
    by: &Cashier,
    id: &str,
    version: Option<i64>,
) -> Result<(Fund, Loan), Error> {
    let fund_id = loans::find_for_duty(op, &by.user().id, Duty::Cashier, id).await?.ok_or(Refusal::NotFound)?.fund_id;
    op.in_fund(&fund_id);
    let fund = funds::lock(op, &fund_id).await?.ok_or(Refusal::NotFound)?;
    let loan = loans::find(op, id).await?.ok_or(Refusal::NotFound)?;
    insist_on_other_eyes(&loan, &by.user().id)?;
    if let Some(did) = restructurings::acted_on(op, id, &by.user().id).await? {
        return Err(Refusal::SamePerson { did }.into());
    }
    if version.is_some_and(|version| version != loan.version) {
        return Err(Refusal::Stale.into());
    }
    Ok((fund, loan))
}

/// The cashier of a loan is neither its appraiser nor its approver.
///
/// # Errors
/// `SamePerson` with what they did on it.
pub fn insist_on_other_eyes(loan: &Loan, cashier: &str) -> Result<(), Refusal> {
    let (appraiser, approver) = (loan.appraised_by.as_str(), loan.approved_by.as_str());
    loan_states::four_eyes(Some(appraiser), Some(approver), Some(cashier)).map_err(|_| {
        let did = if appraiser == cashier { Duty::Appraiser } else { Duty::Approver };
        Refusal::SamePerson { did }
    })
}

/// A date of the past or today, not before `from`.
pub fn check_date(pointer: &str, date: NaiveDate, from: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if date < from || date > today {
        Err(Refusal::field(pointer, Problem::DateOutOfRange { from, to: today }))
    } else {
        Ok(())
    }
}

/// The signed contract.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInput {
    pub number: String,
    #[serde(deserialize_with = "super::json::date")]
    pub date: NaiveDate,
}

/// Records the signed contract.
pub async fn sign(
    office: &Office,
    by: &Cashier,
    id: &str,
    version: Option<i64>,
    input: &SignInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "loan.sign", "loan", id).keyed(key, input), async |op| {
            let (fund, loan) = lock_for_cashier(op, by, id, version).await?;
            let next = loan.status.sign().map_err(wrong_state)?;
            let number = required_text(&input.number, NUMBER_CHARACTERS_MAX)
                .map_err(|problem| Refusal::field("/number", problem))?;
            check_date("/date", input.date, loan.approved_on, op.today)?;
            insist_on_open(op, &loan.fund_id, "/date", input.date).await?;
            if loans::contract_number_taken(op, &loan.fund_id, id, &number).await? {
                return Err(Refusal::field("/number", Problem::Taken).into());
            }
            let known = holidays::calendar(op).await?;
            let mut conditions = loan.conditions.clone();
            conditions.0.calendar = holidays::freeze(&conditions.0, &known, input.date);
            loans::sign(op, &loan, next, &number, input.date, &by.user().id, &conditions).await?;
            let parties = parties::keep(op, &fund, &loan, None, input.date).await?;
            let after = json!({ "status": next, "contract": number, "signed_on": input.date, "parties": parties });
            op.audit("loan", id, json!({ "status": loan.status }), after).await?;
            Ok(())
        })
        .await
}

/// What a credit institution's report says of the borrower (Decree 45/2021 Art 22(6)).
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditCheck {
    /// 1 to 5.
    pub worst_debt_group: u8,
    #[serde(deserialize_with = "super::json::date")]
    pub on: NaiveDate,
    /// Number or name of the report.
    pub document: String,
}

/// A tranche.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisbursementInput {
    #[serde(deserialize_with = "super::json::date")]
    pub date: NaiveDate,
    /// Whole dong.
    #[serde(deserialize_with = "super::json::amount")]
    #[schema(value_type = i64)]
    pub amount: Money,
    /// Who the money goes to: the supplier, or the borrower for money already spent.
    pub payee: String,
    /// Contract, invoice, minutes of acceptance.
    pub evidence: String,
    /// Needed for the first tranche (CF-26).
    #[serde(default)]
    pub credit_check: Option<CreditCheck>,
    /// The cooperative's request that this answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
}

/// A booking that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Booked {
    pub event_id: String,
    /// What is different of today's figures since; empty where nothing was drawn before or is after.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// Pays out a tranche: capital goes from reserved to outstanding, and the schedule is planned anew from what is drawn.
pub async fn disburse(
    office: &Office,
    by: &Cashier,
    id: &str,
    version: Option<i64>,
    input: &DisbursementInput,
    key: Option<&str>,
) -> Result<Booked, Error> {
    office
        .act(Deed::new(Some(by.user()), "loan.disburse", "loan", id).keyed(key, input), async |op| {
            let (mut fund, loan) = lock_for_cashier(op, by, id, version).await?;
            let next = loan.status.disburse().map_err(wrong_state)?;
            let drawn = check_tranche(op, &fund, &loan, input).await?;
            let today = op.today;
            insist_on_concentration(op, &fund, &loan.cooperative_id, today).await?;
            insist_on_open(op, &fund.id, "/date", input.date).await?;
            Book::open(op, loan.clone()).await?.insist_on_after_decisions(input.date)?;
            let detail = json!({ "payee": input.payee.trim(), "evidence": input.evidence.trim(), "credit_check": input.credit_check });
            let event = NewEvent { kind: "disbursement", value_date: input.date, amount: Some(input.amount), reverses: None, detail: &detail, by: &by.user().id };
            let now = op.now;
            let event_id = loans::add_event(op, id, &event, now).await?;
            parties::keep(op, &fund, &loan, Some(&event_id), input.date).await?;
            fulfil(op, id, &[Kind::Tranche], input.answers.as_deref(), Fulfilled::Event(&event_id)).await?;
            let closed_on = (drawn == loan.amount).then_some(input.date);
            loans::set_drawn(op, id, drawn, Some(loan.first_drawn_on.unwrap_or(input.date)), closed_on).await?;
            capital::post(op, &mut fund, MovementKind::Post, input.amount, input.date, Some(id), Some(input.evidence.trim()), &by.user().id, now).await?;
            let moved = loans::find(op, id).await?.ok_or(Refusal::NotFound)?;
            if next != moved.status {
                loans::move_to(op, &moved, next, None).await?;
            }
            let book = Book::find(op, id).await?;
            settle(op, &mut fund, &book, input.date).await?;
            letters::to_cooperative(op, &disbursed(office, &book, input)?, about(&book.loan)).await?;
            op.audit("loan", id, json!({ "disbursed": loan.disbursed }), json!({ "disbursed": drawn, "event": event_id, "input": input })).await?;
            Ok(Booked { event_id, changes: Vec::new() })
        })
        .await
}

/// Checks a tranche; what is drawn in all after it.
async fn check_tranche(
    op: &mut Op<'_, '_>,
    fund: &Fund,
    loan: &Loan,
    input: &DisbursementInput,
) -> Result<Money, Error> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    for (pointer, text, max) in
        [("/payee", &input.payee, PAYEE_CHARACTERS_MAX), ("/evidence", &input.evidence, EVIDENCE_CHARACTERS_MAX)]
    {
        if let Err(problem) = required_text(text, max) {
            fail(pointer, problem);
        }
    }
    if !input.amount.is_positive() {
        fail("/amount", Problem::NotPositive);
    }
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors).into());
    }
    let signed_on = loan.signed_on.unwrap_or(loan.approved_on);
    check_date("/date", input.date, signed_on, op.today)?;
    if loan.drawing_closed_on.is_some() {
        return Err(Refusal::WrongState { is: "drawing_closed".into() }.into());
    }
    let over = || Refusal::OverLimit { rule: "OWN-APPROVED".into(), limit: undrawn(loan), wanted: input.amount };
    let drawn = loan.disbursed.checked_add(input.amount).filter(|drawn| *drawn <= loan.amount).ok_or_else(over)?;
    if loan.first_drawn_on.is_none() {
        check_credit(op, fund, signed_on, input).await?;
    }
    Ok(drawn)
}

/// What may still be drawn.
pub fn undrawn(loan: &Loan) -> Money {
    loan.amount.checked_sub(loan.disbursed).unwrap_or_default()
}

/// No bad debt at credit institutions, by a proof of the time of the first disbursement (CF-26).
async fn check_credit(
    tx: &mut crate::store::Tx,
    fund: &Fund,
    signed_on: NaiveDate,
    input: &DisbursementInput,
) -> Result<(), Error> {
    let rules = rules_of(tx, fund, input.date).await?;
    let Some(check) = &input.credit_check else {
        let needed = first_disbursement(&rules, 1, signed_on, signed_on, input.date).is_some();
        return if needed { Err(Refusal::field("/credit_check", Problem::Required).into()) } else { Ok(()) };
    };
    if !(1..=5).contains(&check.worst_debt_group) {
        return Err(Refusal::field("/credit_check/worst_debt_group", Problem::OutOfRange { min: 1, max: 5 }).into());
    }
    required_text(&check.document, EVIDENCE_CHARACTERS_MAX)
        .map_err(|problem| Refusal::field("/credit_check/document", problem))?;
    match first_disbursement(&rules, check.worst_debt_group, check.on, signed_on, input.date) {
        Some(finding) if finding.verdict == Verdict::Fail => {
            let said = message(&finding);
            Err(Refusal::NotEligible(vec![(finding.rule, said.vi, said.en)]).into())
        }
        _ => Ok(()),
    }
}

/// The letter after a tranche, with the schedule from now on.
fn disbursed(office: &Office, book: &Book, input: &DisbursementInput) -> Result<Letter, Error> {
    let terms = book.terms()?.ok_or(StoreError::Conflict)?;
    let planned = schedule::plan(&terms, book.calendar(&office.calendar()))
        .map_err(|refusal| super::book::not_computable(&refusal))?;
    let line = |row: schedule::Row| ScheduleLine {
        number: i64::from(row.number),
        due: row.due,
        principal: row.principal,
        interest: row.interest,
        total: row.total,
        balance: row.balance,
    };
    Ok(Letter::Disbursed {
        loan_number: book.loan.number.clone(),
        amount: input.amount,
        date: input.date,
        payee: input.payee.trim().to_owned(),
        total_disbursed: book.loan.disbursed,
        schedule: planned.instalments.into_iter().map(line).collect(),
        link: office.url(&format!("/loans/{}", book.loan.id)),
    })
}
