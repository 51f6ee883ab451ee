//! Sending a message again that failed, or at once that waits for its next attempt.
use serde_json::json;

use super::{Deed, Error, Office, Op, Refusal};
use crate::access::{Administrator, Witness};
use crate::store::outbox::{self, QueuedRow};

/// The most messages one press of the button lets begin again.
const AT_ONCE_MAX: i64 = 500;

/// Lets one message begin again: its attempts count from 0, and the worker is rung.
///
/// # Errors
/// `NotFound`; `WrongState` when it was sent or dropped meanwhile, or is being sent at this moment.
pub async fn resend(office: &Office, by: &Administrator, id: &str) -> Result<(), Error> {
    let done = office
        .act(Deed::new(Some(by.user()), "mail.resend", "message", id), async |op| {
            let row = outbox::find(op, &by.user().id, id).await?.ok_or(Refusal::NotFound)?;
            if let Some(fund_id) = &row.fund_id {
                op.in_fund(fund_id);
            }
            begin_again(op, &row).await
        })
        .await;
    office.wake.notify_one();
    done
}

/// Lets every failed message begin again that this administrator answers for; how many.
///
/// # Errors
/// Of the store.
pub async fn resend_failed(office: &Office, by: &Administrator) -> Result<u64, Error> {
    let done = office
        .act(Deed::new(Some(by.user()), "mail.resend_failed", "message", "failed"), async |op| {
            let now = op.now;
            let failed = outbox::list(op, &by.user().id, "failed", "", AT_ONCE_MAX).await?;
            let mut again = 0;
            for row in &failed {
                again += outbox::begin_again(op, &row.id, now).await?;
            }
            op.audit("message", "failed", json!(failed.iter().map(|row| &row.id).collect::<Vec<_>>()), json!(again))
                .await?;
            Ok(again)
        })
        .await;
    office.wake.notify_one();
    done
}

async fn begin_again(op: &mut Op<'_, '_>, row: &QueuedRow) -> Result<(), Error> {
    let now = op.now;
    if outbox::begin_again(op, &row.id, now).await? == 0 {
        let is = if row.status == "waiting" { "sending" } else { &row.status };
        return Err(Refusal::WrongState { is: is.to_owned() }.into());
    }
    let before = json!({ "status": row.status, "attempts": row.attempts, "last_error": row.last_error });
    op.audit("message", &row.id, before, json!({ "status": "waiting" })).await?;
    Ok(())
}
