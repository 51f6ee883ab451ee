//! Sending an application in, for the first time or again with the papers asked for, and taking it back.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::book::{Rhythm, not_computable};
use super::dossier::objections;
use super::eligibility::{Found, examine, insist_but_for_capital};
use super::input::required_text;
use super::{Deed, Error, FieldError, Office, Op, Problem, Refusal, confirmation, letters};
use crate::access::{Signatory, User, Witness};
use crate::domain::application::State;
use crate::domain::money::Money;
use crate::domain::state::WrongState;
use crate::domain::terms::Disbursement;
use crate::mail::{About, Letter};
use crate::store::applications::{self, Application, Wanted};
use crate::store::loans::Conditions;
use crate::store::{StoreError, cooperatives, dossiers, funds, waiting_list};

/// What the sender gets at once, on screen and by mail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Receipt {
    pub number: String,
}

/// The longest word on how a cooperative asked for something, in characters.
const SAID_CHARACTERS_MAX: usize = 500;

/// A state that does not allow the deed, as a refusal.
pub fn wrong_state<S: std::fmt::Display + std::fmt::Debug>(error: WrongState<S>) -> Refusal {
    Refusal::WrongState { is: error.is.to_string() }
}

/// What is about a record, for its letters.
pub fn about(found: &Application) -> About<'_> {
    About {
        fund_id: Some(&found.fund_id),
        cooperative_id: Some(&found.cooperative_id),
        loan_id: found.loan_id.as_deref(),
    }
}

/// Refuses an application changed since its page was opened.
pub fn insist_on_version(found: &Application, version: Option<i64>) -> Result<(), Refusal> {
    if version.is_some_and(|version| version != found.version) { Err(Refusal::Stale) } else { Ok(()) }
}

/// Handing in and taking back bind the cooperative: who only prepares for it does not.
fn insist_on_signatory(user: &User) -> Result<(), Refusal> {
    Signatory::check(user).map(drop).map_err(|_| Refusal::NotChair)
}

/// Sends it in. Everything the form asks for must be there and no rule may fail; want of capital alone can wait.
///
/// `read` is the fingerprint of what the sender read, where they tell it: what was changed since is not sent.
///
/// # Errors
/// `NotFound`, `NotChair`, `WrongState`, `Stale`, `Invalid`, `NotEligible`, `Unconfirmed`.
pub async fn submit(
    office: &Office,
    user: &User,
    id: &str,
    read: Option<&str>,
    key: Option<&str>,
) -> Result<Receipt, Error> {
    office
        .act(Deed::new(Some(user), "application.submit", "application", id).keyed(key, &()), async |op| {
            let found = applications::find_for_sender(op, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            insist_on_signatory(user)?;
            let next = found.status.submit().map_err(wrong_state)?;
            applications::hold(op, &found).await?;
            let content = confirmation::stored_fingerprint(op, &found).await?;
            // What was changed since the sender read it must be read first.
            if read.is_some_and(|read| read != content) {
                return Err(Refusal::Stale.into());
            }
            let sheet = check_complete(op, &found).await?;
            confirmation::insist(op, user, &found, &content).await?;
            let now = op.now;
            applications::move_to(op, &found, next, now).await?;
            let letter = Letter::Receipt {
                number: found.number.clone(),
                amount: found.amount.unwrap_or_default(),
                submitted_on: op.today,
                link: office.url(&format!("/applications/{id}")),
            };
            letters::to_cooperative(op, &letter, about(&found)).await?;
            op.audit("application", id, json!({ "status": found.status }), json!({ "status": next, "sheet": sheet }))
                .await?;
            Ok(Receipt { number: found.number })
        })
        .await
}

/// Everything typed, computable, and passing every rule but that of capital; the sheet in words, for the record.
pub(super) async fn check_complete(op: &mut Op<'_, '_>, found: &Application) -> Result<serde_json::Value, Error> {
    let wanted = found.wanted();
    require(&wanted)?;
    let objections = objections(&dossiers::find(op, &found.id).await?, wanted.project_cost);
    if !objections.is_empty() {
        return Err(Refusal::Invalid(objections).into());
    }
    check_computable(&wanted, op.today)?;
    let fund = funds::find(op, &found.fund_id).await?.ok_or(Refusal::NotFound)?;
    let cooperative = cooperatives::find(op, &found.cooperative_id).await?.ok_or(Refusal::NotFound)?;
    let collateral = applications::collateral(op, &found.id).await?;
    let today = op.today;
    let known = Found::written(op, &found.id).await?;
    let examined = examine(op, &fund, &cooperative, &wanted, &collateral, known, today).await?;
    insist_but_for_capital(&examined.sheet)?;
    Ok(json!(crate::text::eligibility::for_the_record(&examined.sheet, &examined.rules)))
}

/// The fields an application cannot be sent without and does not have yet, by their pointers.
pub fn missing_fields(wanted: &Wanted) -> Vec<&'static str> {
    let present = [
        ("/amount", wanted.amount.is_some()),
        ("/purpose", wanted.purpose.as_ref().is_some_and(|purpose| !purpose.trim().is_empty())),
        ("/project_cost", wanted.project_cost.is_some()),
        ("/own_capital", wanted.own_capital.is_some()),
        ("/term_months", wanted.term_months.is_some()),
        ("/repay_every_months", wanted.repay_every_months.is_some()),
        ("/method", wanted.method.is_some()),
    ];
    present.into_iter().filter(|(_, there)| !there).map(|(pointer, _)| pointer).collect()
}

fn require(wanted: &Wanted) -> Result<(), Refusal> {
    let missing = missing_fields(wanted).into_iter();
    let missing = missing.map(|pointer| FieldError { pointer: pointer.into(), problem: Problem::Required });
    let errors: Vec<_> = missing.chain(beyond_the_cost(wanted)).collect();
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}

/// Neither the loan nor the own capital can be more than what the project costs: one of the figures is a slip.
fn beyond_the_cost(wanted: &Wanted) -> Option<FieldError> {
    let cost = wanted.project_cost?;
    let most = cost.as_dong();
    let parts = [("/amount", wanted.amount), ("/own_capital", wanted.own_capital)];
    let (pointer, _) = parts.into_iter().find(|(_, part)| part.is_some_and(|part| part > cost))?;
    Some(FieldError { pointer: pointer.into(), problem: Problem::OutOfRange { min: 0, max: most } })
}

/// The rhythm must give a schedule: term and grace are multiples of the rhythm, and so on.
pub(super) fn check_computable(wanted: &Wanted, on: NaiveDate) -> Result<(), Error> {
    let conditions = Conditions::default();
    let rhythm = Rhythm {
        amount: wanted.amount.unwrap_or_default(),
        annual_rate_percent: "0",
        term_months: wanted.term_months.unwrap_or_default(),
        repay_every_months: wanted.repay_every_months.unwrap_or_default(),
        principal_grace_months: wanted.principal_grace_months.unwrap_or_default(),
        method: wanted.method.as_deref().unwrap_or_default(),
        conditions: &conditions,
    };
    let whole: Money = rhythm.amount;
    rhythm.terms(vec![Disbursement { date: on, amount: whole }]).map(|_| ()).map_err(|refusal| not_computable(&refusal))
}

/// The cooperative takes its application back. An officer does it for the cooperative only with `said`, how it was asked for;
/// their own draft needs no such word.
pub async fn withdraw(
    office: &Office,
    user: &User,
    id: &str,
    said: Option<&str>,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(user), "application.withdraw", "application", id).keyed(key, &said), async |op| {
            let found = applications::find_for_sender(op, &user.id, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            insist_on_signatory(user)?;
            let own = user.acts_for(&found.cooperative_id);
            let said = if own || found.status == State::Draft && found.on_behalf {
                None
            } else {
                let said = required_text(said.unwrap_or_default(), SAID_CHARACTERS_MAX);
                Some(said.map_err(|problem| Refusal::field("/said", problem))?)
            };
            let next = found.status.withdraw().map_err(wrong_state)?;
            let now = op.now;
            applications::move_to(op, &found, next, now).await?;
            waiting_list::leave(op, id, "withdrawn", now).await?;
            letters::to_cooperative(op, &Letter::Withdrawn { number: found.number.clone() }, about(&found)).await?;
            let after = json!({ "status": next, "said": said });
            op.audit("application", id, json!({ "status": found.status }), after).await?;
            Ok(())
        })
        .await
}

/// A returned application whose papers did not come in time ends. For the end of day.
pub async fn lapse(office: &Office, id: &str) -> Result<(), Error> {
    office
        .act(Deed::new(None, "application.lapse", "application", id), async |op| {
            let found = applications::find(op, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&found.fund_id);
            let next = found.status.lapse().map_err(wrong_state)?;
            if found.papers_until.is_none_or(|until| until >= op.today) {
                return Err(StoreError::Conflict.into());
            }
            let now = op.now;
            applications::move_to(op, &found, next, now).await?;
            let letter = Letter::Lapsed {
                number: found.number.clone(),
                loan_number: None,
                link: office.url(&format!("/applications/{id}")),
            };
            letters::to_cooperative(op, &letter, about(&found)).await?;
            op.audit("application", id, json!({ "status": found.status }), json!({ "status": next })).await?;
            Ok(())
        })
        .await
}
