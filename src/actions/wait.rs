//! Waiting for capital: an appraised application that only want of capital keeps from a loan stays in the order in which it was
//! last sent in complete, until there is enough for it.
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::decide::{ApprovalInput, GrantedTerms, examined_again, insist_on_four_eyes};
use super::eligibility::{CAPITAL_RULE, insist_but_for_capital};
use super::input::check_text;
use super::referral::insist_decided_here;
use super::submit::{about, insist_on_version, wrong_state};
use super::{Deed, Error, Office, Refusal, letters};
use crate::access::{Approver, Duty, Witness};
use crate::domain::eligibility::{Sheet, Verdict};
use crate::domain::money::Money;
use crate::domain::waiting_list::reached;
use crate::mail::Letter;
use crate::store::applications::{self, Application};
use crate::store::funds::{self, Fund};
use crate::store::waiting_list::{self, Row};
use crate::store::{StoreError, Tx};

const NOTE_CHARACTERS_MAX: usize = 5000;

/// Somebody on the list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// From 1.
    pub place: usize,
    /// Capital is there for it now, after those before it got theirs.
    pub reached: bool,
    pub row: Row,
}

/// Who waits in a fund, in order, as the capital stands in this transaction.
pub async fn line_of(tx: &mut Tx, fund: &Fund) -> Result<Vec<Entry>, StoreError> {
    let rows = waiting_list::of_fund(tx, &fund.id).await?;
    let amounts: Vec<Money> = rows.iter().map(|row| row.amount).collect();
    let reached = reached(fund.capital().available(), &amounts);
    let entry = |(at, (row, reached)): (usize, (Row, bool))| Entry { place: at + 1, reached, row };
    Ok(rows.into_iter().zip(reached).enumerate().map(entry).collect())
}

/// How an application stands to the list of its fund.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Its place from 1 and whether capital is there for it; `None` where it does not wait.
    pub place: Option<(usize, bool)>,
    /// How many wait in the fund.
    pub waiting: usize,
    /// The numbers of those who come before it and whose amount the capital available is enough for.
    pub ahead: Vec<String>,
}

/// See [`Standing`].
pub async fn standing(tx: &mut Tx, fund: &Fund, application_id: &str, number: &str) -> Result<Standing, StoreError> {
    let line = line_of(tx, fund).await?;
    let Some(since) = waiting_list::completed_at(tx, application_id).await? else { return Ok(Standing::default()) };
    let available = fund.capital().available();
    let before = |entry: &&Entry| {
        (entry.row.completed_at, entry.row.number.as_str()) < (since, number) && entry.row.amount <= available
    };
    let own = line.iter().find(|entry| entry.row.application_id == application_id);
    Ok(Standing {
        place: own.map(|entry| (entry.place, entry.reached)),
        waiting: line.len(),
        ahead: line.iter().filter(before).map(|entry| entry.row.number.clone()).collect(),
    })
}

/// Refuses an approval out of turn that gives no reason; with one, what the trail keeps of the jump.
///
/// # Errors
/// `WaitingAhead`, or `Invalid` where the reason cannot be taken.
pub async fn insist_on_turn(
    tx: &mut Tx,
    fund: &Fund,
    found: &Application,
    reason: &str,
) -> Result<serde_json::Value, Error> {
    let ahead = standing(tx, fund, &found.id, &found.number).await?.ahead;
    if ahead.is_empty() {
        return Ok(serde_json::Value::Null);
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::WaitingAhead { numbers: ahead }.into());
    }
    if let Some(problem) = check_text(reason, NOTE_CHARACTERS_MAX) {
        return Err(Refusal::field("/jump_reason", problem).into());
    }
    Ok(json!({ "ahead": ahead, "reason": reason }))
}

/// Whether nothing but want of capital keeps it from a loan.
pub fn wants_capital_alone(sheet: &Sheet) -> bool {
    let mut failing = sheet.with(Verdict::Fail).peekable();
    failing.peek().is_some() && failing.all(|finding| finding.rule == CAPITAL_RULE)
}

/// What the approver adds.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaitInput {
    /// The cooperative reads it.
    #[serde(default)]
    pub note: String,
}

/// Puts an appraised application on the waiting list; by somebody else than the appraiser. It stays appraised.
///
/// # Errors
/// `NotFound`, `WrongState` (also where there is enough capital, it waits already, or refusal was recommended), `Stale`, `SamePerson`, `Invalid`,
/// `NotEligible` where anything but capital is wanting.
pub async fn wait(
    office: &Office,
    by: &Approver,
    id: &str,
    version: Option<i64>,
    input: &WaitInput,
    key: Option<&str>,
) -> Result<(), Error> {
    office
        .act(Deed::new(Some(by.user()), "application.wait", "application", id).keyed(key, input), async |op| {
            let user = &by.user().id;
            let seen = applications::find_for_duty(op, user, Duty::Approver, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(&seen.fund_id);
            let fund = funds::lock(op, &seen.fund_id).await?.ok_or(Refusal::NotFound)?;
            insist_decided_here(&fund)?;
            let found = applications::find(op, id).await?.ok_or(Refusal::NotFound)?;
            found.status.approve().map_err(wrong_state)?;
            insist_on_version(&found, version)?;
            insist_on_four_eyes(&found, user)?;
            if standing(op, &fund, id, &found.number).await?.place.is_some() {
                return Err(Refusal::WrongState { is: "waits_for_capital".into() }.into());
            }
            if found.recommendation.as_deref() != Some("approve") {
                return Err(Refusal::WrongState { is: "refusal_recommended".into() }.into());
            }
            let asked = ApprovalInput { note: input.note.clone(), ..ApprovalInput::default() };
            let terms = GrantedTerms::of(&found, &asked)?;
            let examined = examined_again(op, &fund, &found, &terms).await?;
            insist_but_for_capital(&examined.sheet)?;
            if !wants_capital_alone(&examined.sheet) {
                return Err(Refusal::WrongState { is: "enough_capital".into() }.into());
            }
            let now = op.now;
            waiting_list::put(op, (id, &fund.id), &terms.note, user, now).await?;
            let standing = standing(op, &fund, id, &found.number).await?;
            let place = standing.place.map_or(standing.waiting, |(place, _)| place);
            let letter = Letter::Waiting {
                number: found.number.clone(),
                amount: terms.amount,
                place,
                waiting: standing.waiting,
                note: Some(terms.note.clone()).filter(|note| !note.is_empty()),
                link: office.url(&format!("/applications/{id}")),
            };
            letters::to_cooperative(op, &letter, about(&found)).await?;
            let after = json!({ "waits": true, "place": place, "amount": terms.amount, "note": terms.note });
            op.audit("application", id, json!({ "waits": false }), after).await?;
            Ok(())
        })
        .await
}

/// Tells a cooperative once that there is enough capital for it. For the end of day.
///
/// # Errors
/// `Stale` where there is not, or it was told.
pub async fn offer(office: &Office, fund_id: &str, application_id: &str) -> Result<(), Error> {
    office
        .act(Deed::new(None, "application.offer", "application", application_id), async |op| {
            op.in_fund(fund_id);
            let fund = funds::lock(op, fund_id).await?.ok_or(Refusal::NotFound)?;
            let line = line_of(op, &fund).await?;
            let entry = line.into_iter().find(|entry| entry.row.application_id == application_id);
            let entry = entry.filter(|entry| entry.reached && entry.row.offered_at.is_none()).ok_or(Refusal::Stale)?;
            let found = applications::find(op, application_id).await?.ok_or(Refusal::NotFound)?;
            let now = op.now;
            waiting_list::offer(op, &entry.row.id, now).await?;
            let letter = Letter::CapitalReached {
                number: found.number.clone(),
                amount: entry.row.amount,
                link: office.url(&format!("/applications/{application_id}")),
            };
            let once = format!("capital-reached/{}", entry.row.id);
            letters::to_cooperative_once(op, &letter, about(&found), &once).await?;
            let after = json!({ "offered": true, "place": entry.place, "amount": entry.row.amount });
            op.audit("application", application_id, json!({ "offered": false }), after).await?;
            Ok(())
        })
        .await
}
