//! An application as a program sees it.
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::referral::{self, Referral};
use crate::access::User;
use crate::actions::authority::Minutes;
use crate::actions::confirmation::Asked;
use crate::actions::wait::standing;
use crate::actions::waiting::{File, Past, Waiting, waiting};
use crate::actions::{Error, Office, Refusal, confirmation, question};
use crate::domain::application::State;
use crate::domain::deadline;
use crate::domain::eligibility::Outcome;
use crate::domain::money::Money;
use crate::domain::regulation::Authority;
use crate::store::applications::{self, Collateral};
use crate::store::confirmations::Confirmation;
use crate::store::{Tx, decisions, funds, loans};
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
    #[serde(flatten)]
    clock: Clock,
    /// Where it waits for capital; null where it does not.
    waiting_list: Option<Place>,
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
    /// An officer of the fund wrote it for the cooperative.
    on_behalf: bool,
    /// The code of what it says, as its form carries it: `3F9A-01BC-77D2`.
    code: String,
    /// When the cooperative stood by exactly what it says now; null when it was changed since or never confirmed.
    confirmed: Option<Confirmed>,
    /// When the cooperative was asked to confirm exactly what it says now, and what became of the letters; null when it was not.
    confirmation_asked: Option<Asked>,
    /// The papers last asked for.
    papers: Option<Papers>,
    /// For the fund's own people.
    appraisal: Option<Appraisal>,
    decision: Option<Decision>,
    /// Where somebody else decides and the file was sent on.
    referral: Option<Referral>,
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

/// That the cooperative stands by what it says.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApplicationConfirmed)]
struct Confirmed {
    at: DateTime<Utc>,
    /// The chair, or who took the signed form in.
    by: String,
    /// The id of the signed form among the papers; null where the chair sent the application.
    signed_form: Option<String>,
}

impl From<&Confirmation> for Confirmed {
    fn from(found: &Confirmation) -> Confirmed {
        Confirmed { at: found.recorded_at, by: found.recorded_by_name.clone(), signed_form: found.document_id.clone() }
    }
}

/// Its place among those who wait for capital.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WaitingPlace)]
struct Place {
    /// From 1.
    place: usize,
    /// How many wait in the fund.
    of: usize,
    /// Capital is there for it, after those before it.
    fits_now: bool,
}

/// By when the step has to be done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApplicationClock)]
struct Clock {
    /// The last day: of the appraisal or decision by the fund's regulation, or for the papers asked for; null where none is set or
    /// the clock stands.
    until: Option<NaiveDate>,
    /// That day is over.
    overdue: bool,
    /// Of the fund's appraisal or decision, over every time it was its turn; below 0, so many too many were used. Null where no limit
    /// is set.
    working_days_left: Option<i64>,
    /// Since when that clock stands, while papers or capital are awaited.
    clock_stopped_since: Option<NaiveDate>,
}

impl From<Waiting> for Clock {
    fn from(waiting: Waiting) -> Clock {
        let stopped = waiting.clock.and_then(|clock| match clock {
            deadline::Clock::Stopped { since, .. } => Some(since),
            deadline::Clock::Running { .. } => None,
        });
        Clock {
            until: waiting.until,
            overdue: waiting.overdue,
            working_days_left: waiting.clock.map(deadline::Clock::left),
            clock_stopped_since: stopped,
        }
    }
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
    /// `director`, `chairman` or `council`: who decides on the amount by the fund's regulation; null where it sets no levels.
    authority: Option<&'static str>,
    /// Where the fund wrote that down.
    basis: Option<Basis>,
    /// The decision's own paper; for the fund's people.
    paper: Option<Signed>,
    /// Of the council's meeting; for the fund's people.
    minutes: Option<Minutes>,
}

/// Where a setting of the fund's regulation is written.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DecisionBasis)]
struct Basis {
    document: String,
    dated: NaiveDate,
    clause: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SignedDecision)]
struct Signed {
    number: Option<String>,
    date: NaiveDate,
    signed_by: String,
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
    /// As of an application.
    whose_turn: &'static str,
    #[serde(flatten)]
    clock: Clock,
}

impl From<(applications::PageLine, Waiting)> for Line {
    fn from((line, waiting): (applications::PageLine, Waiting)) -> Line {
        Line {
            whose_turn: waiting.turn.as_str(),
            clock: waiting.into(),
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
            let staff = user.cooperative().is_none();
            let appraisal = if staff { appraisal(&found) } else { None };
            let decision = decision(&found, decisions::find(tx, id).await?, staff);
            let regulation = funds::regulation(tx, &found.fund_id, today).await?;
            let turn = waiting(File::of(&found), &Past::of(tx, id).await?, &regulation, &office.calendar(), today);
            let place = place_of(tx, &found).await?;
            let content = confirmation::stored_fingerprint(tx, &found).await?;
            let confirmed = confirmation::standing(tx, id, &content).await?.as_ref().map(Confirmed::from);
            let code = confirmation::short_code(&content);
            let confirmation_asked = confirmation::asked(tx, &found, &content).await?;
            let shown = (appraisal, decision, referral::of(tx, id).await?);
            let view = view((found, turn, place), collateral, sheet, loan, shown);
            Ok(Application { confirmed, confirmation_asked, code, ..view })
        })
        .await
}

async fn place_of(tx: &mut Tx, found: &applications::Application) -> Result<Option<Place>, Error> {
    if found.status != State::Appraised {
        return Ok(None);
    }
    let fund = funds::find(tx, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
    let standing = standing(tx, &fund, &found.id, &found.number).await?;
    Ok(standing.place.map(|(place, fits_now)| Place { place, of: standing.waiting, fits_now }))
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

fn decision(found: &applications::Application, kept: Option<decisions::Decision>, staff: bool) -> Option<Decision> {
    let authority = kept.as_ref().and_then(|kept| kept.authority).map(Authority::as_str);
    let basis = kept.as_ref().and_then(|kept| {
        Some(Basis { document: kept.document.clone()?, dated: kept.document_date?, clause: kept.clause.clone()? })
    });
    let shown = kept.filter(|_| staff);
    let minutes = shown.as_ref().and_then(|kept| {
        let present = kept.present().to_vec();
        Some(Minutes { number: kept.minutes_number.clone()?, date: kept.minutes_date?, present })
    });
    let paper =
        shown.map(|kept| Signed { number: kept.paper_number, date: kept.paper_date, signed_by: kept.signed_by });
    Some(Decision {
        authority,
        basis,
        paper,
        minutes,
        note: found.decision_note.clone().unwrap_or_default(),
        by: found.decided_by_name.clone(),
        at: found.decided_at?,
    })
}

fn view(
    (found, turn, place): (applications::Application, Waiting, Option<Place>),
    collateral: Vec<Collateral>,
    sheet: Option<SheetInWords>,
    loan: Option<Made>,
    (appraisal, decision, referral): (Option<Appraisal>, Option<Decision>, Option<Referral>),
) -> Application {
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
        whose_turn: turn.turn.as_str(),
        clock: turn.into(),
        waiting_list: place,
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
        on_behalf: found.on_behalf,
        confirmed: None,
        confirmation_asked: None,
        code: String::new(),
        papers: papers.map(|(needed, until)| Papers { needed: needed.0, until }),
        appraisal,
        decision,
        referral,
        loan,
        outcome,
        max_amount,
        max_amount_rule,
        findings,
        version: found.version,
    }
}
