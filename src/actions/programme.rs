//! What a fund lends for, on which conditions, and how far its money goes: told to everybody, from its rules and its books.
use chrono::NaiveDate;

use super::rules::rules_of;
use super::{Error, Refusal};
use crate::domain::money::Money;
use crate::domain::policy::{Body, Decider, Rule, RuleSet};
use crate::domain::regulation::Regulation;
use crate::store::funds::{self, Fund};
use crate::store::{Tx, public_figures};

/// A fund as the public sees it on a day.
#[derive(Debug, Clone)]
pub struct Told {
    pub fund: Fund,
    pub rules: RuleSet,
    pub regulation: Regulation,
    /// Cooperatives that have had money through it.
    pub served: i64,
}

impl Told {
    /// What can be lent now, in dong; `None` where another institution lends its own money.
    pub fn available(&self) -> Option<Money> {
        (self.fund.programme.decider() == Decider::Fund).then(|| self.fund.capital().available())
    }

    /// What the law asks of who wants to borrow, in the order of the rules.
    pub fn conditions(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| is_condition(&rule.body))
    }

    /// Working days for the appraisal and for the decision: by the fund's regulation, else by the law, with that law.
    pub fn days(&self) -> Days<'_> {
        let by_law = self.rules.pick(|body| match body {
            Body::AnswerWithin { appraisal, decision } => Some((*appraisal, Some(*decision))),
            _ => None,
        });
        match by_law {
            Some((rule, (appraisal, decision))) => Days { appraisal, decision, law: Some(rule) },
            None => Days {
                appraisal: self.regulation.appraisal_days(),
                decision: self.regulation.decision_days(),
                law: None,
            },
        }
    }
}

/// How long an answer takes, in working days.
#[derive(Debug, Clone, Copy)]
pub struct Days<'r> {
    pub appraisal: Option<u32>,
    pub decision: Option<u32>,
    /// The rule of law that says so; `None` where it is the fund's own regulation.
    pub law: Option<&'r Rule>,
}

impl Days<'_> {
    /// Both together; `None` where neither is known.
    pub fn total(&self) -> Option<u32> {
        match (self.appraisal, self.decision) {
            (None, None) => None,
            (appraisal, decision) => Some(appraisal.unwrap_or(0).saturating_add(decision.unwrap_or(0))),
        }
    }
}

/// Whether somebody who wants to borrow has to meet it, or is bound by it.
fn is_condition(body: &Body) -> bool {
    matches!(
        body,
        Body::Borrowers(_)
            | Body::Territory(_)
            | Body::LawfullyEstablished(_)
            | Body::PlanFeasible(_)
            | Body::OwnCapitalFrom(_)
            | Body::DebtGroupTo(_)
            | Body::CustomerDebtTo(_)
            | Body::RelatedDebtTo(_)
            | Body::JobLoanLimits { .. }
            | Body::JobLoansTogether(_)
            | Body::TermTo(_)
            | Body::PriorityShareFrom { .. }
            | Body::SecurityFrom { .. }
    )
}

/// A fund by its code, as of a day.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn told(tx: &mut Tx, code: &str, today: NaiveDate) -> Result<Told, Error> {
    let fund = funds::find_by_code(tx, code).await?.ok_or(Refusal::NotFound)?;
    let rules = rules_of(tx, &fund, today).await?;
    let regulation = funds::regulation(tx, &fund.id, today).await?;
    let served = public_figures::cooperatives_served(tx, &fund.id).await?;
    Ok(Told { fund, rules, regulation, served })
}
