//! May this borrower have this loan? (contract section 3)
use rocket::response::content::RawJson;
use rocket::{Route, State, post, routes};
use serde_json::Value;
use utoipa::{OpenApi, ToSchema};

use super::openapi::WriteRefusals;
use super::{Shown, Typed};
use crate::actions::{Error, Office, question};
use crate::domain::eligibility::Question;
use crate::web::Answer;
use crate::web::guards::{IdempotencyKey, SignedIn};

pub fn routes() -> Vec<Route> {
    routes![judge]
}

#[derive(OpenApi)]
#[openapi(paths(judge))]
pub struct Doc;

/// Facts. Any of them may be left out or null: its rules are then `missing`. With a fund's code instead of a programme, the fund's
/// own figures and, for an applicant, those of their cooperative stand in for what is left out.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what domain::eligibility reads")]
struct Asked {
    /// A programme (`A`, `C`, `B-old`, `B-new`: the law alone) or a fund's code (its own regulation too).
    fund: String,
    /// The province of the fund.
    province: Option<String>,
    /// The day to judge on; today when not said.
    on: Option<chrono::NaiveDate>,
    borrower: Option<AskedBorrower>,
    request: Option<AskedRequest>,
    exposure: Option<AskedExposure>,
    capital: Option<AskedCapital>,
}

/// Who asks.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what domain::eligibility reads")]
struct AskedBorrower {
    /// `cooperative`, `cooperative_union`, `group_member`, `cooperative_member`, `cooperative_group`, `enterprise_member`,
    /// `household_business`, `small_enterprise`, `worker`.
    kind: Option<String>,
    province: Option<String>,
    lawfully_established: Option<bool>,
    members: Option<u32>,
    workers: Option<u32>,
    workers_priority: Option<u32>,
    workers_disabled: Option<u32>,
    workers_ethnic_minority: Option<u32>,
    /// 1 to 5; null without proof.
    worst_debt_group: Option<u8>,
    worst_debt_group_on: Option<chrono::NaiveDate>,
}

/// What is asked for. Amounts in dong.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what domain::eligibility reads")]
struct AskedRequest {
    amount: Option<i64>,
    term_months: Option<u32>,
    /// Percent a year, a decimal string.
    annual_rate_percent: Option<String>,
    project_cost: Option<i64>,
    own_capital: Option<i64>,
    jobs_supported: Option<u32>,
    collateral_value: Option<i64>,
    plan_feasible: Option<bool>,
}

/// What is owed already, in dong, without the request.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what domain::eligibility reads")]
struct AskedExposure {
    customer: Option<i64>,
    related: Option<i64>,
    job_loans: Option<i64>,
}

/// What the fund has, in dong.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what domain::eligibility reads")]
struct AskedCapital {
    book_charter: Option<i64>,
    accumulated_result: Option<i64>,
    available: Option<i64>,
}

/// Every rule in force, each once, in a fixed order.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what text::eligibility writes")]
struct Sheet {
    /// `eligible`, `needs_review` or `not_eligible`.
    outcome: String,
    /// The largest amount in dong with which no rule about amounts fails; null where none bounds it.
    max_amount: Option<i64>,
    max_amount_rule: Option<String>,
    findings: Vec<Finding>,
    /// What stops nobody and should be known.
    warnings: Vec<Warning>,
}

/// What one rule found.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what text::eligibility writes")]
pub struct Finding {
    /// `CF-27`, `JB-07`, `OWN-RATE` …
    rule: String,
    /// `pass`, `fail`, `review` or `missing`.
    outcome: String,
    #[schema(value_type = Object)]
    observed: Value,
    #[schema(value_type = Object)]
    limit: Value,
    /// What both are measured in: `dong`, `percent`, `months` …
    unit: String,
    /// As Vietnamese law is cited.
    legal_basis: String,
    message: InBoth,
}

/// What should be known.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what text::eligibility writes")]
struct Warning {
    rule: String,
    legal_basis: String,
    message: InBoth,
}

/// A sentence in both languages.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what text::eligibility writes")]
struct InBoth {
    vi: String,
    en: String,
}

/// Judges the facts by every rule in force. Nothing is changed.
#[utoipa::path(tag = "eligibility", request_body = Asked, responses((status = 200, body = Sheet), WriteRefusals))]
#[post("/eligibility", data = "<facts>")]
async fn judge(user: SignedIn, key: IdempotencyKey, facts: Typed<Question>, office: &State<Office>) -> Answer<Shown> {
    let facts = facts.read()?;
    let (user, today) = (&user.0, office.clock.today());
    let sheet = async || -> Result<_, Error> {
        office.store.read(async |tx| question::answer(tx, user, facts.clone(), today).await).await
    };
    let shown = office.first_answer_to(user, key.0.as_deref(), ("eligibility.judge", &facts), sheet).await?;
    Ok(RawJson(shown))
}
