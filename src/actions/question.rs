//! May this borrower have this loan? The question as a program asks it, and an application as it stands.
use chrono::NaiveDate;

use super::book::Rhythm;
use super::eligibility::{
    Examined, Found, examine, job_loans, known_borrower, known_capital, offered_rate, rate_of_law, rules_of,
};
use super::input::check_text;
use super::preview::{Plan, made};
use super::rules::current;
use super::{Error, Problem, Refusal};
use crate::access::User;
use crate::domain::calendar::Calendar;
use crate::domain::eligibility::{Facts, Question, assess};
use crate::domain::percent::Percent;
use crate::domain::policy::{Decider, Programme};
use crate::domain::regulation::Regulation;
use crate::store::applications::{self, Application};
use crate::store::funds::{self, Fund};
use crate::store::loans::Conditions;
use crate::store::{StoreError, Tx, cooperatives, loans, relations};
use crate::text::eligibility::{SheetInWords, in_words};

/// Answers a question. A bare programme is judged by the law alone, from nothing but what was said. For a fund its own
/// regulation counts too, and what was not said of the fund, and of the applicant's own cooperative, is filled in.
///
/// # Errors
/// `Invalid` at `/fund` when it is neither a programme nor a fund's code.
pub async fn answer(tx: &mut Tx, user: &User, question: Question, today: NaiveDate) -> Result<SheetInWords, Error> {
    Ok(considered(tx, user.cooperative(), question, today).await?.0)
}

/// The answer to a question with the schedule the loan would have.
#[derive(Debug, Clone)]
pub struct Judged {
    pub sheet: SheetInWords,
    pub plan: Plan,
}

/// The same for somebody who has not signed in, with the schedule: an instalment every so many months, by a method.
///
/// # Errors
/// As [`answer`].
pub async fn judge(
    tx: &mut Tx,
    question: Question,
    (every, method): (i64, &str),
    (today, calendar): (NaiveDate, &Calendar),
) -> Result<Judged, Error> {
    let question = with_rate_of_law(tx, question, today).await?;
    let (amount, term_months) = (question.request.amount, question.request.term_months.map(i64::from));
    let (sheet, rate) = considered(tx, None, question, today).await?;
    let plan = match (amount, term_months, rate) {
        (Some(amount), Some(term_months), Some(rate)) => {
            let conditions = Conditions::default();
            let rhythm = Rhythm {
                amount,
                annual_rate_percent: &rate.to_string(),
                term_months,
                repay_every_months: every,
                principal_grace_months: 0,
                method,
                conditions: &conditions,
            };
            made(&rhythm, rate, today, calendar)?
        }
        (Some(_), Some(_), None) => Plan::NoRate,
        _ => Plan::Incomplete,
    };
    Ok(Judged { sheet, plan })
}

/// Who asks for a job loan does not choose its rate, so a person is not asked for it: the law sets it, the lower one where the share
/// of workers earns it.
async fn with_rate_of_law(tx: &mut Tx, mut question: Question, today: NaiveDate) -> Result<Question, Error> {
    let on = question.on.unwrap_or(today);
    let programme = match Programme::try_from(question.fund.as_str()) {
        Ok(programme) => Some(programme),
        Err(_) => funds::find_by_code(tx, &question.fund).await?.map(|fund| fund.programme),
    };
    if let Some(programme) = programme.filter(|programme| !programme.is_support_fund())
        && question.request.annual_rate_percent.is_none()
    {
        let rules = current(tx).await?.in_force(programme, on);
        question.request.annual_rate_percent = rate_of_law(&rules, question.clone().into_facts(), on);
    }
    Ok(question)
}

/// The sheet, and the rate that the loan would have, where one is offered.
async fn considered(
    tx: &mut Tx,
    cooperative: Option<&str>,
    question: Question,
    today: NaiveDate,
) -> Result<(SheetInWords, Option<Percent>), Error> {
    check_texts(&question)?;
    let on = question.on.unwrap_or(today);
    if let Ok(programme) = Programme::try_from(question.fund.as_str()) {
        let rules = current(tx).await?.in_force(programme, on);
        let term_months = question.request.term_months.map(i64::from);
        let offered = offered_rate(&rules, &Regulation::default(), term_months, on);
        let rate = question.request.annual_rate_percent.or(offered);
        return Ok((in_words(&assess(&rules, None, &question.into_facts(), on)), rate));
    }
    let fund = funds::find_by_code(tx, &question.fund).await?;
    let fund = fund.ok_or_else(|| Refusal::field("/fund", Problem::UnknownCode))?;
    let regulation = funds::regulation(tx, &fund.id, on).await?;
    let rules = rules_of(tx, &fund, on).await?;
    let mut facts = question.into_facts();
    fill_in_fund(&mut facts, &fund);
    if let Some(own) = cooperative {
        fill_in_borrower(tx, &mut facts, &fund, own, on).await?;
    }
    let term_months = facts.request.term_months.map(i64::from);
    let rate = facts.request.annual_rate_percent;
    facts.request.annual_rate_percent = rate.or_else(|| offered_rate(&rules, &regulation, term_months, on));
    let own = (fund.programme.decider() == Decider::Fund).then_some(&regulation);
    Ok((in_words(&assess(&rules, own, &facts, on)), facts.request.annual_rate_percent))
}

const NAME_CHARACTERS_MAX: usize = 200;

fn check_texts(question: &Question) -> Result<(), Refusal> {
    for (pointer, text) in [("/province", &question.province), ("/borrower/province", &question.borrower.province)] {
        if let Some(problem) = text.as_deref().and_then(|text| check_text(text, NAME_CHARACTERS_MAX)) {
            return Err(Refusal::field(pointer, problem));
        }
    }
    Ok(())
}

fn fill_in_fund(facts: &mut Facts, fund: &Fund) {
    facts.fund_province.get_or_insert_with(|| fund.province.clone());
    let (said, known) = (&mut facts.capital, known_capital(fund));
    said.book_charter = said.book_charter.or(known.book_charter);
    said.accumulated_result = said.accumulated_result.or(known.accumulated_result);
    said.available = said.available.or(known.available);
}

async fn fill_in_borrower(
    tx: &mut Tx,
    facts: &mut Facts,
    fund: &Fund,
    cooperative_id: &str,
    on: NaiveDate,
) -> Result<(), Error> {
    let cooperative = cooperatives::find(tx, cooperative_id).await?.ok_or(Refusal::NotFound)?;
    let known = known_borrower(&cooperative);
    let said = &mut facts.borrower;
    said.kind = said.kind.or(known.kind);
    said.province = said.province.take().or(known.province);
    said.lawfully_established = said.lawfully_established.or(known.lawfully_established);
    said.members = said.members.or(known.members);
    if facts.exposure.customer.is_none() {
        facts.exposure.customer = Some(loans::exposure(tx, &fund.id, cooperative_id).await?);
    }
    if facts.exposure.related.is_none() {
        facts.exposure.related = relations::exposure(tx, &fund.id, cooperative_id, on).await?;
    }
    if facts.exposure.job_loans.is_none() {
        facts.exposure.job_loans = Some(job_loans(tx, cooperative_id).await?);
    }
    Ok(())
}

/// The sheet of an application: what the decision was made on; while it is open, as it stands on this day; `None` when it ended
/// without a decision by the rules.
pub async fn sheet_of(tx: &mut Tx, found: &Application, today: NaiveDate) -> Result<Option<SheetInWords>, Error> {
    if let Some(frozen) = &found.decision_sheet {
        let read = serde_json::from_value(frozen.0.clone()).map_err(|error| StoreError::Inconsistent {
            table: "applications",
            id: found.id.clone(),
            what: error.to_string(),
        })?;
        return Ok(Some(read));
    }
    if !found.status.is_open() {
        return Ok(None);
    }
    Ok(Some(in_words(&examine_as_it_stands(tx, found, today).await?.sheet)))
}

/// Examines what is asked for or, once it is appraised, what is proposed.
async fn examine_as_it_stands(tx: &mut Tx, found: &Application, today: NaiveDate) -> Result<Examined, Error> {
    let fund = funds::find(tx, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
    let cooperative = cooperatives::find(tx, &found.cooperative_id).await?.ok_or(Refusal::NotFound)?;
    let collateral = applications::collateral(tx, &found.id).await?;
    let mut wanted = found.wanted();
    wanted.amount = found.recommended_amount.or(wanted.amount);
    wanted.term_months = found.recommended_term_months.or(wanted.term_months);
    let known = Found {
        annual_rate_percent: found.recommended_rate_percent.as_deref().and_then(|rate| Percent::parse(rate).ok()),
        // A recommendation to approve says that the plan is feasible (Decree 45/2021 Art 22(3)).
        plan_feasible: found.recommendation.as_deref().map(|said| said == "approve"),
        ..Found::written(tx, &found.id).await?
    };
    examine(tx, &fund, &cooperative, &wanted, &collateral, known, today).await
}
