//! Closing a fund's books: from then on nothing is booked with a value date up to that day, so that its reports stay as they
//! were handed in. A mistake found later is put right with a value date in the open period, or the books are opened again, which
//! leaves its reason.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::input::required_text;
use super::scope::administered;
use super::{Deed, Error, FieldError, Office, Problem, Refusal};
use crate::access::{Administrator, Witness};
use crate::store::{Tx, book_closes, closings};

/// How long a reason may be.
pub const REASON_CHARACTERS_MAX: usize = 1000;

/// How far the books are closed from now on, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookClose)]
pub struct Input {
    /// The last day that is closed: one that the end of day has gone through. Earlier than before opens the days after it again.
    #[serde(deserialize_with = "super::json::date")]
    pub closed_to: NaiveDate,
    /// Which reports were handed in, or what has to be put right.
    pub reason: String,
}

/// Closes the books up to a day, or opens them again from the day after.
///
/// # Errors
/// `NotFound` for a fund this administrator has not; `Invalid`.
pub async fn close(
    office: &Office,
    by: &Administrator,
    fund_code: &str,
    input: &Input,
    key: Option<&str>,
) -> Result<(), Error> {
    let deed = Deed::new(Some(by.user()), "books.close", "fund", fund_code).keyed(key, input);
    office
        .act(deed, async |op| {
            // Whoever books in this fund at this moment is done before, or sees the books closed.
            let found = administered(op, by, fund_code).await?;
            let before = book_closes::closed_to(op, &found.id).await?;
            let last = closings::last_of(op, &found.id).await?;
            let reason = check(input, before, last)?;
            let now = op.now;
            book_closes::insert(op, &found.id, input.closed_to, &reason, &by.user().id, now).await?;
            let after = json!({ "closed_to": input.closed_to, "reason": reason });
            op.audit("fund", &found.id, json!({ "closed_to": before }), after).await?;
            Ok(())
        })
        .await
}

/// Everything wrong with it at once; the reason, trimmed.
fn check(input: &Input, before: Option<NaiveDate>, last: Option<NaiveDate>) -> Result<String, Refusal> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, problem| errors.push(FieldError { pointer: pointer.into(), problem });
    match last {
        Some(last) if input.closed_to <= last => {}
        Some(last) => fail("/closed_to", Problem::NotYetEnded { last }),
        None => fail("/closed_to", Problem::NothingEnded),
    }
    if before == Some(input.closed_to) {
        fail("/closed_to", Problem::ClosedAlready);
    }
    let reason = required_text(&input.reason, REASON_CHARACTERS_MAX).unwrap_or_else(|problem| {
        fail("/reason", problem);
        String::new()
    });
    if errors.is_empty() { Ok(reason) } else { Err(Refusal::Invalid(errors)) }
}

/// Refuses a value date in the closed part of a fund's books. Under the fund's lock this stays true.
///
/// # Errors
/// `Invalid` at `pointer`, with the last closed day.
pub async fn insist_on_open(tx: &mut Tx, fund_id: &str, pointer: &str, date: NaiveDate) -> Result<(), Error> {
    match book_closes::closed_to(tx, fund_id).await? {
        Some(closed_to) if date <= closed_to => {
            Err(Refusal::field(pointer, Problem::BooksClosed { to: closed_to }).into())
        }
        _ => Ok(()),
    }
}
