//! Files that were lodged under old rules and not approved in time go under the new ones (Decree 338/2025 Article 37(1)).
use serde_json::json;

use super::Night;
use crate::actions::rules::rules_of;
use crate::actions::submit::about;
use crate::actions::{Deed, Error, Office, Refusal, letters};
use crate::domain::policy::{Body, Programme, same_province};
use crate::mail::{About, Letter};
use crate::store::funds::{self, Fund};
use crate::store::{StoreError, applications, referrals, waiting_list};

/// Moves what waits, one file in a deed of its own. One that changed meanwhile is moved the next time.
pub(super) async fn go(office: &Office, night: &Night) -> Result<(), Error> {
    let fund_id = &night.claim.fund_id;
    let today = night.morning.min(office.clock.today());
    let found = office
        .store
        .read(async |tx| -> Result<Option<(Fund, String, Vec<(String,)>)>, StoreError> {
            let Some(fund) = funds::find(tx, fund_id).await? else { return Ok(None) };
            let rules = rules_of(tx, &fund, today).await?;
            let moved = rules.pick(|body| match body {
                Body::PendingFilesMoveTo(to) => Some(*to),
                _ => None,
            });
            let Some((rule, to)) = moved.map(|(rule, to)| (rule.id.clone(), to)) else { return Ok(None) };
            let files = referrals::pending_files(tx, fund_id).await?;
            let all = funds::list(tx).await?;
            Ok(successor(&all, &fund, to).map(|successor| (successor, rule, files)))
        })
        .await?;
    let Some((successor, rule, files)) = found else { return Ok(()) };
    for (id,) in files {
        match move_one(office, &id, fund_id, &successor, &rule).await {
            Ok(()) | Err(Error::Refused(Refusal::Stale | Refusal::WrongState { .. })) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The fund of the programme in the same province, by its code the first.
fn successor(all: &[Fund], fund: &Fund, to: Programme) -> Option<Fund> {
    all.iter().find(|other| other.programme == to && same_province(&other.province, &fund.province)).cloned()
}

async fn move_one(office: &Office, id: &str, from: &str, to: &Fund, rule: &str) -> Result<(), Error> {
    office
        .act(Deed::new(None, "application.move", "application", id), async |op| {
            let found = applications::find(op, id).await?.ok_or(Refusal::NotFound)?;
            op.in_fund(from);
            if found.fund_id != from {
                return Err(Refusal::Stale.into());
            }
            let now = op.now;
            referrals::move_file(op, id, found.version, &to.id, now).await?;
            waiting_list::leave(op, id, "moved", now).await?;
            let appraisal = json!({
                "recommendation": found.recommendation, "amount": found.recommended_amount, "by": found.appraised_by_name,
                "note": found.appraisal_note,
            });
            let before = json!({ "fund": found.fund_code, "status": found.status, "appraisal": appraisal });
            let letter = Letter::Moved {
                number: found.number.clone(),
                rule: rule.to_owned(),
                link: office.url(&format!("/applications/{id}")),
            };
            letters::to_cooperative(op, &letter, About { fund_id: Some(&to.id), ..about(&found) }).await?;
            op.audit("application", id, before, json!({ "fund": to.code, "rule": rule })).await?;
            Ok(())
        })
        .await
}
