//! Writing an application: a draft that is saved as one goes, by the cooperative or by an appraiser on its behalf.
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::dossier::cost_of_lines;
use super::input::{Patch, check_text, has_bad_characters};
use super::{Deed, Error, FieldError, Office, Op, PartProblem, Problem, Refusal};
use crate::access::{Duty, User};
use crate::domain::money::{LARGEST_AMOUNT, Money};
use crate::store::applications::{self, Application, Collateral, NewDraft, Wanted};
use crate::store::funds::{self, Fund};
use crate::store::{cooperatives, dossiers, new_id};

/// The longest texts and the widest ranges a draft may hold. They keep out nonsense; the rules of lending are elsewhere.
pub const PURPOSE_CHARACTERS_MAX: usize = 2000;
const DESCRIPTION_CHARACTERS_MAX: usize = 500;
/// How many things may be offered as security.
pub const COLLATERAL_MAX: usize = 20;
/// The longest term, rhythm or grace that can be typed, in months.
pub const MONTHS_MAX: i64 = 600;
/// The most jobs that can be typed.
pub const JOBS_MAX: i64 = 100_000;

/// The kinds of security an application may name.
pub const COLLATERAL_KINDS: [&str; 5] = ["land", "building", "machinery", "vehicle", "other"];
/// The repayment methods a borrower may choose from.
pub const METHODS: [&str; 3] = ["equal_principal", "equal_instalment", "bullet"];

/// What somebody wants to save: a field that is absent stays as it is, one that is null is emptied.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DraftInput {
    /// The fund's code. Needed for a new application, fixed afterwards.
    pub fund: Option<String>,
    /// The cooperative's id or code; an applicant may leave it out.
    pub cooperative: Option<String>,
    #[schema(value_type = Option<i64>)]
    pub amount: Patch<Money>,
    #[schema(value_type = Option<String>)]
    pub purpose: Patch<String>,
    #[schema(value_type = Option<i64>)]
    pub project_cost: Patch<Money>,
    #[schema(value_type = Option<i64>)]
    pub own_capital: Patch<Money>,
    #[schema(value_type = Option<i64>)]
    pub term_months: Patch<i64>,
    #[schema(value_type = Option<i64>)]
    pub repay_every_months: Patch<i64>,
    #[schema(value_type = Option<i64>)]
    pub principal_grace_months: Patch<i64>,
    #[schema(value_type = Option<String>)]
    pub method: Patch<String>,
    #[schema(value_type = Option<i64>)]
    pub jobs_supported: Patch<i64>,
    #[schema(value_type = Option<Vec<Object>>)]
    pub collateral: Patch<Vec<Collateral>>,
}

impl DraftInput {
    /// What is wanted after this input, checked.
    pub fn applied_to(&self, before: Wanted) -> Result<Wanted, Refusal> {
        let wanted = Wanted {
            amount: self.amount.over(before.amount),
            purpose: self.purpose.over(before.purpose),
            project_cost: self.project_cost.over(before.project_cost),
            own_capital: self.own_capital.over(before.own_capital),
            term_months: self.term_months.over(before.term_months),
            repay_every_months: self.repay_every_months.over(before.repay_every_months),
            principal_grace_months: self.principal_grace_months.over(before.principal_grace_months),
            method: self.method.over(before.method),
            jobs_supported: self.jobs_supported.over(before.jobs_supported),
        };
        let mut errors = Vec::new();
        check_wanted(&wanted, &mut errors);
        if let Patch::Set(list) = &self.collateral {
            check_collateral(list, &mut errors);
        }
        if errors.is_empty() { Ok(wanted) } else { Err(Refusal::Invalid(errors)) }
    }
}

fn check_wanted(wanted: &Wanted, errors: &mut Vec<FieldError>) {
    let mut fail = |name: &str, problem| errors.push(FieldError { pointer: format!("/{name}"), problem });
    for (name, amount, least) in
        [("amount", wanted.amount, 1), ("project_cost", wanted.project_cost, 1), ("own_capital", wanted.own_capital, 0)]
    {
        match amount.map(Money::as_dong) {
            Some(dong) if dong < least => fail(name, Problem::NotPositive),
            Some(dong) if dong > LARGEST_AMOUNT => fail(name, Problem::OutOfRange { min: least, max: LARGEST_AMOUNT }),
            _ => {}
        }
    }
    let ranges = [
        ("term_months", wanted.term_months, 1, MONTHS_MAX),
        ("repay_every_months", wanted.repay_every_months, 1, MONTHS_MAX),
        ("principal_grace_months", wanted.principal_grace_months, 0, MONTHS_MAX),
        ("jobs_supported", wanted.jobs_supported, 0, JOBS_MAX),
    ];
    for (name, number, min, max) in ranges {
        if number.is_some_and(|number| !(min..=max).contains(&number)) {
            fail(name, Problem::OutOfRange { min, max });
        }
    }
    if wanted.method.as_ref().is_some_and(|method| !METHODS.contains(&method.as_str())) {
        fail("method", Problem::NotAChoice);
    }
    if let Some(problem) = wanted.purpose.as_deref().and_then(|purpose| check_text(purpose, PURPOSE_CHARACTERS_MAX)) {
        fail("purpose", problem);
    }
}

fn check_collateral(list: &[Collateral], errors: &mut Vec<FieldError>) {
    let mut fail = |pointer: String, problem| errors.push(FieldError { pointer, problem });
    if list.len() > COLLATERAL_MAX {
        fail("/collateral".into(), Problem::OutOfRange { min: 0, max: COLLATERAL_MAX as i64 });
    }
    for (i, item) in list.iter().enumerate() {
        if !COLLATERAL_KINDS.contains(&item.kind.as_str()) {
            fail(format!("/collateral/{i}/kind"), Problem::NotAChoice);
        }
        if item.description.trim().is_empty() {
            fail(format!("/collateral/{i}/description"), Problem::Required);
        } else if let Some(problem) = check_text(&item.description, DESCRIPTION_CHARACTERS_MAX) {
            fail(format!("/collateral/{i}/description"), problem);
        }
        if !item.value.is_positive() || item.value.as_dong() > LARGEST_AMOUNT {
            fail(format!("/collateral/{i}/value"), Problem::OutOfRange { min: 1, max: LARGEST_AMOUNT });
        }
    }
}

/// Begins an application. An applicant's is for their own cooperative; an appraiser names the cooperative.
pub async fn begin(office: &Office, user: &User, input: &DraftInput, key: Option<&str>) -> Result<String, Error> {
    let wanted = input.applied_to(Wanted::default())?;
    let code = input.fund.as_deref().ok_or_else(|| Refusal::field("/fund", Problem::Required))?;
    office
        .act(Deed::new(Some(user), "application.begin", "application", "new").keyed(key, input), async |op| {
            let unknown_fund = || Refusal::field("/fund", Problem::NotAChoice);
            if has_bad_characters(code) {
                return Err(unknown_fund().into());
            }
            let fund = funds::find_by_code(op, code).await?.filter(|fund| fund.open).ok_or_else(unknown_fund)?;
            op.in_fund(&fund.id);
            let cooperative_id = borrower_of(op, user, &fund, input.cooperative.as_deref()).await?;
            let year = chrono::Datelike::year(&op.today);
            let number = applications::next_number(op, &format!("HS-{year}")).await?;
            let (id, number, now) = (new_id(), format!("HS-{year}-{number:05}"), op.now);
            let draft = NewDraft {
                id: &id,
                number: &number,
                fund_id: &fund.id,
                cooperative_id: &cooperative_id,
                wanted: &wanted,
                created_by: &user.id,
                on_behalf: user.cooperative().is_none(),
            };
            applications::insert_draft(op, &draft, now).await?;
            let given = if let Patch::Set(list) = &input.collateral { list.as_slice() } else { &[] };
            applications::set_collateral(op, &id, given).await?;
            let begun =
                json!({ "number": number, "wanted": wanted, "on_behalf": draft.on_behalf, "collateral": given });
            op.audit("application", &id, json!(null), begun).await?;
            Ok(id)
        })
        .await
}

/// The cooperative an application is for: the applicant's own, or the one an appraiser of the fund names.
async fn borrower_of(op: &mut Op<'_, '_>, user: &User, fund: &Fund, named: Option<&str>) -> Result<String, Error> {
    if named.is_some_and(has_bad_characters) {
        return Err(Refusal::field("/cooperative", Problem::NotAChoice).into());
    }
    let named = match named {
        Some(id_or_code) => Some(
            cooperatives::find_for(op, &user.id, id_or_code)
                .await?
                .ok_or_else(|| Refusal::field("/cooperative", Problem::NotAChoice))?,
        ),
        None => None,
    };
    match (user.cooperative(), named) {
        (Some(own), None) => Ok(own.to_owned()),
        (Some(own), Some(named)) if named.id == own => Ok(named.id),
        (None, Some(named)) if user.has(Duty::Appraiser, &fund.id) => Ok(named.id),
        (None, Some(_)) => Err(Refusal::Forbidden(Duty::Appraiser).into()),
        (None, None) => Err(Refusal::field("/cooperative", Problem::Required).into()),
        (Some(_), Some(_)) => Err(Refusal::field("/cooperative", Problem::NotAChoice).into()),
    }
}

/// Saves what was typed so far. `version` is the one the form was opened with; without it the newest is taken.
pub async fn save(
    office: &Office,
    user: &User,
    id: &str,
    version: Option<i64>,
    input: &DraftInput,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(user), "application.save", "application", id), async |op| {
            let found = applications::find_for_writer(op, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            if !found.status.is_editable() {
                return Err(Refusal::WrongState { is: found.status.as_str().into() }.into());
            }
            if input.fund.as_deref().is_some_and(|code| code != found.fund_code) {
                return Err(Refusal::field(
                    "/fund",
                    Problem::Said {
                        vi: "Không đổi được quỹ của hồ sơ; hãy lập hồ sơ mới.".into(),
                        en: "The fund of an application cannot be changed; begin a new one.".into(),
                    },
                )
                .into());
            }
            if let Some(named) = input.cooperative.as_deref() {
                insist_on_same_cooperative(op, user, &found, named).await?;
            }
            save_in_op(op, &found, version.unwrap_or(found.version), input).await
        })
        .await
}

async fn insist_on_same_cooperative(
    op: &mut Op<'_, '_>,
    user: &User,
    found: &Application,
    named: &str,
) -> Result<(), Error> {
    match cooperatives::find_for(op, &user.id, named).await? {
        Some(cooperative) if cooperative.id == found.cooperative_id => Ok(()),
        _ => Err(Refusal::field(
            "/cooperative",
            Problem::Said {
                vi: "Không đổi được hợp tác xã của hồ sơ; hãy lập hồ sơ mới.".into(),
                en: "The cooperative of an application cannot be changed; begin a new one.".into(),
            },
        )
        .into()),
    }
}

async fn save_in_op(op: &mut Op<'_, '_>, found: &Application, version: i64, input: &DraftInput) -> Result<(), Error> {
    let before = found.wanted();
    let wanted = input.applied_to(before.clone())?;
    let lines = cost_of_lines(&dossiers::find(op, &found.id).await?);
    if let Some(total) = lines.filter(|total| wanted.project_cost != Some(*total)) {
        return Err(Refusal::field("/project_cost", Problem::Part(PartProblem::MadeOfCostLines { total })).into());
    }
    let security_before = applications::collateral(op, &found.id).await?;
    applications::save_wanted(op, &found.id, version, &wanted).await?;
    match &input.collateral {
        Patch::Keep => {}
        Patch::Clear => applications::set_collateral(op, &found.id, &[]).await?,
        Patch::Set(list) => applications::set_collateral(op, &found.id, list).await?,
    }
    let security = applications::collateral(op, &found.id).await?;
    let record = |wanted: &Wanted, security: &[Collateral]| {
        let mut said = json!(wanted);
        said["collateral"] = json!(security);
        said
    };
    op.audit("application", &found.id, record(&before, &security_before), record(&wanted, &security)).await?;
    Ok(())
}
