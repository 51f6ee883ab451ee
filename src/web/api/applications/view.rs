//! An application as a program sees it.
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::User;
use crate::actions::{Error, Office, Refusal, question};
use crate::domain::eligibility::Outcome;
use crate::domain::money::Money;
use crate::store::applications::{self, Collateral};
use crate::store::{Tx, loans};
use crate::text::eligibility::{FindingInWords, SheetInWords};
use crate::web::api::eligibility::Finding;

/// An application: what is asked for, where it stands, and what the rules say of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Application {
    pub id: String,
    pub number: String,
    /// `draft`, `submitted`, `returned`, `appraised`, `approved`, `rejected`, `withdrawn` or `lapsed`.
    pub status: &'static str,
    status_since: DateTime<Utc>,
    /// Who has to act next: `cooperative`, `appraiser`, `approver`, `cashier` or `nobody`.
    whose_turn: &'static str,
    /// The fund's code.
    fund: String,
    /// The cooperative's id.
    cooperative: String,
    cooperative_name: String,
    amount: Option<Money>,
    purpose: Option<String>,
    project_cost: Option<Money>,
    own_capital: Option<Money>,
    term_months: Option<i64>,
    repay_every_months: Option<i64>,
    principal_grace_months: Option<i64>,
    /// `equal_principal`, `equal_instalment` or `bullet`.
    method: Option<String>,
    jobs_supported: Option<i64>,
    collateral: Vec<Security>,
    submitted_at: Option<DateTime<Utc>>,
    /// The papers last asked for.
    papers: Option<Papers>,
    /// For the fund's own people.
    appraisal: Option<Appraisal>,
    decision: Option<Decision>,
    /// The loan an approval made.
    loan: Option<Made>,
    /// `eligible`, `needs_review` or `not_eligible`; null when it ended without a decision by the rules.
    #[schema(value_type = Option<String>)]
    outcome: Option<Outcome>,
    /// The largest amount in dong with which no rule about amounts fails.
    max_amount: Option<Money>,
    max_amount_rule: Option<String>,
    /// Every rule: while it is open as of now, then as it was decided on.
    #[schema(value_type = Vec<Finding>)]
    findings: Vec<FindingInWords>,
    /// For `If-Match`.
    version: i64,
}

/// Something offered as security.
#[derive(Debug, Serialize, ToSchema)]
struct Security {
    /// `land`, `building`, `machinery`, `vehicle` or `other`.
    kind: String,
    description: String,
    value: Money,
}

impl From<Collateral> for Security {
    fn from(item: Collateral) -> Security {
        Security { kind: item.kind, description: item.description, value: item.value }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Papers {
    needed: Vec<String>,
    until: NaiveDate,
}

#[derive(Debug, Serialize, ToSchema)]
struct Appraisal {
    /// `approve` or `reject`.
    recommendation: String,
    amount: Option<Money>,
    term_months: Option<i64>,
    annual_rate_percent: Option<String>,
    note: String,
    /// A name.
    by: Option<String>,
    at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Decision {
    /// The approval's note, or the reason of a rejection.
    note: String,
    /// A name.
    by: Option<String>,
    at: DateTime<Utc>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Made {
    id: String,
    number: String,
}

/// A line of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Line {
    id: String,
    number: String,
    /// As of an application.
    status: &'static str,
    status_since: DateTime<Utc>,
    /// The fund's code.
    fund: String,
    /// The cooperative's id.
    cooperative: String,
    cooperative_name: String,
    amount: Option<Money>,
    /// By when papers are awaited.
    papers_until: Option<NaiveDate>,
}

impl From<applications::PageLine> for Line {
    fn from(line: applications::PageLine) -> Line {
        Line {
            id: line.id,
            number: line.number,
            status: line.status.as_str(),
            status_since: line.status_since,
            fund: line.fund_code,
            cooperative: line.cooperative_id,
            cooperative_name: line.cooperative_name,
            amount: line.amount,
            papers_until: line.papers_until,
        }
    }
}

/// The application, if the user may read it.
///
/// # Errors
/// `NotFound`.
pub async fn show(office: &Office, user: &User, id: &str) -> Result<Application, Error> {
    let today = office.clock.today();
    office
        .store
        .read(async |tx| {
            let found = applications::find_for_reader(tx, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            let collateral = applications::collateral(tx, id).await?;
            let sheet = question::sheet_of(tx, &found, today).await?;
            let loan = loan_of(tx, &found).await?;
            // An appraisal is the fund's own until it is decided, and its note stays so.
            let appraisal = if user.cooperative().is_none() { appraisal(&found) } else { None };
            Ok(view(found, collateral, sheet, loan, appraisal))
        })
        .await
}

async fn loan_of(tx: &mut Tx, found: &applications::Application) -> Result<Option<Made>, Error> {
    let Some(id) = &found.loan_id else { return Ok(None) };
    let loan = loans::find(tx, id).await?.ok_or(Refusal::NotFound)?;
    Ok(Some(Made { id: loan.id, number: loan.number }))
}

fn appraisal(found: &applications::Application) -> Option<Appraisal> {
    Some(Appraisal {
        recommendation: found.recommendation.clone()?,
        amount: found.recommended_amount,
        term_months: found.recommended_term_months,
        annual_rate_percent: found.recommended_rate_percent.clone(),
        note: found.appraisal_note.clone().unwrap_or_default(),
        by: found.appraised_by_name.clone(),
        at: found.appraised_at,
    })
}

fn decision(found: &applications::Application) -> Option<Decision> {
    Some(Decision {
        note: found.decision_note.clone().unwrap_or_default(),
        by: found.decided_by_name.clone(),
        at: found.decided_at?,
    })
}

fn view(
    found: applications::Application,
    collateral: Vec<Collateral>,
    sheet: Option<SheetInWords>,
    loan: Option<Made>,
    appraisal: Option<Appraisal>,
) -> Application {
    let decision = decision(&found);
    let papers = found.papers_needed.zip(found.papers_until);
    let (outcome, max_amount, max_amount_rule, findings) = match sheet {
        Some(sheet) => (Some(sheet.outcome), sheet.max_amount, sheet.max_amount_rule, sheet.findings),
        None => (None, None, None, Vec::new()),
    };
    Application {
        id: found.id,
        number: found.number,
        status: found.status.as_str(),
        status_since: found.status_since,
        whose_turn: found.status.whose_turn().as_str(),
        fund: found.fund_code,
        cooperative: found.cooperative_id,
        cooperative_name: found.cooperative_name,
        amount: found.amount,
        purpose: found.purpose,
        project_cost: found.project_cost,
        own_capital: found.own_capital,
        term_months: found.term_months,
        repay_every_months: found.repay_every_months,
        principal_grace_months: found.principal_grace_months,
        method: found.method,
        jobs_supported: found.jobs_supported,
        collateral: collateral.into_iter().map(Security::from).collect(),
        submitted_at: found.submitted_at,
        papers: papers.map(|(needed, until)| Papers { needed: needed.0, until }),
        appraisal,
        decision,
        loan,
        outcome,
        max_amount,
        max_amount_rule,
        findings,
        version: found.version,
    }
}
