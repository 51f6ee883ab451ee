//! Sending what is due: take a message, ask whether it is still true, send it with no transaction open, write down how it went.
use chrono::{DateTime, TimeDelta, Utc};

use super::{Letter, NotSent, Sender, envelope};
use crate::access::secret_id;
use crate::actions::end_of_day::still_to_pay;
use crate::actions::{Error, Office};
use crate::clock::business_date;
use crate::store::outbox::{self, Claimed, Outcome};
use crate::store::{StoreError, Tx, users};

/// How long a message taken is nobody else's. A process that dies with it leaves it to the others after this.
const CLAIM_MINUTES: i64 = 5;
/// The pause after the first failure; each further one doubles it.
const FIRST_PAUSE_SECONDS: i64 = 60;
/// The longest pause.
const PAUSE_SECONDS_MAX: i64 = 6 * 60 * 60;
/// After so many attempts (about a day and a half) a message has failed.
pub const ATTEMPTS_MAX: i64 = 12;

/// How many messages went which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SentSummary {
    pub sent: u32,
    pub dropped: u32,
    pub retried: u32,
    pub failed: u32,
}

impl SentSummary {
    fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Sent => self.sent += 1,
            Outcome::Dropped => self.dropped += 1,
            Outcome::Retry { .. } => self.retried += 1,
            Outcome::Failed { .. } => self.failed += 1,
        }
    }

    /// How many were taken.
    pub fn total(&self) -> u32 {
        self.sent + self.dropped + self.retried + self.failed
    }

    /// Whether anything was due.
    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }
}

/// The pause before the next attempt, after so many.
pub fn pause_after(attempts: i64) -> TimeDelta {
    let doublings = u32::try_from(attempts.clamp(1, 20) - 1).unwrap_or(0);
    TimeDelta::seconds((FIRST_PAUSE_SECONDS << doublings).min(PAUSE_SECONDS_MAX))
}

/// Sends what is due, at most `most` messages. Several processes may do so at once: each takes others.
///
/// # Errors
/// Of the store alone; what the mail server says becomes the message's fate.
pub async fn send_due(office: &Office, sender: &Sender, most: u32) -> Result<SentSummary, StoreError> {
    let mut summary = SentSummary::default();
    for _ in 0..most {
        let now = office.clock.now();
        let taken = office.store.write(async |tx| take(tx, now).await).await?;
        let Some((claimed, still_true)) = taken else { break };
        let outcome = if still_true { deliver(office, sender, &claimed, now).await } else { Outcome::Dropped };
        let now = office.clock.now();
        let ours = office.store.write(async |tx| outbox::settle(tx, &claimed, &outcome, now).await).await?;
        report(&claimed, &outcome, ours);
        summary.count(&outcome);
    }
    Ok(summary)
}

fn report(claimed: &Claimed, outcome: &Outcome, ours: bool) {
    let (id, kind, attempt) = (&claimed.id, &claimed.kind, claimed.attempts);
    match outcome {
        Outcome::Sent | Outcome::Dropped => tracing::debug!(id, kind, attempt, ?outcome, "a message"),
        Outcome::Retry { error, .. } => tracing::warn!(id, kind, attempt, error, "a message could not be sent yet"),
        Outcome::Failed { error } => tracing::error!(id, kind, attempt, error, "a message has failed"),
    }
    if !ours {
        tracing::warn!(id, kind, "a message took longer than its claim; another process has it");
    }
}

async fn take(tx: &mut Tx, now: DateTime<Utc>) -> Result<Option<(Claimed, bool)>, StoreError> {
    let Some(claimed) = outbox::claim(tx, now, now + TimeDelta::minutes(CLAIM_MINUTES)).await? else {
        return Ok(None);
    };
    let still_true = is_still_true(tx, &claimed, now).await?;
    Ok(Some((claimed, still_true)))
}

/// Asks again before sending: hours may have passed since the message was promised. What cannot be read is left to
/// `envelope`, which says why.
async fn is_still_true(tx: &mut Tx, claimed: &Claimed, now: DateTime<Utc>) -> Result<bool, StoreError> {
    match (Letter::read(&claimed.kind, &claimed.data.0), &claimed.loan_id) {
        (Ok(Letter::Invitation { link, .. } | Letter::PasswordReset { link }), _) => {
            let secret = link.rsplit('/').next().unwrap_or_default();
            Ok(users::find_link(tx, &secret_id(secret), now).await?.is_some())
        }
        (Ok(Letter::MailCode { until, .. }), _) => Ok(now < until),
        (Ok(Letter::Reminder { instalment, .. }), Some(loan_id)) => {
            let today = business_date(now);
            match still_to_pay(tx, loan_id, instalment, today).await {
                Ok(unpaid) => Ok(unpaid),
                // A loan that can no longer be computed is nothing to remind anybody of.
                Err(Error::Refused(_)) => Ok(false),
                Err(Error::Store(error)) => Err(error),
            }
        }
        _ => Ok(true),
    }
}

async fn deliver(office: &Office, sender: &Sender, claimed: &Claimed, now: DateTime<Utc>) -> Outcome {
    let message = match envelope(&office.config, claimed, business_date(now)) {
        Ok(message) => message,
        Err(error) => return Outcome::Failed { error: short(error.to_string()) },
    };
    match sender.send(&claimed.id, &message).await {
        Ok(()) => Outcome::Sent,
        Err(NotSent::Never(error)) => Outcome::Failed { error: short(error) },
        Err(NotSent::NotYet(error)) if claimed.attempts >= ATTEMPTS_MAX => Outcome::Failed { error: short(error) },
        Err(NotSent::NotYet(error)) => {
            Outcome::Retry { at: office.clock.now() + pause_after(claimed.attempts), error: short(error) }
        }
    }
}

/// What a server says may be long, and is shown in a list.
fn short(error: String) -> String {
    error.chars().filter(|c| !c.is_control()).take(400).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_from_one_minute_to_six_hours() {
        let minutes: Vec<i64> = (1..=ATTEMPTS_MAX).map(|attempts| pause_after(attempts).num_minutes()).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
        assert_eq!(pause_after(i64::MAX).num_hours(), 6);
        assert_eq!(pause_after(0).num_minutes(), 1);
    }

    #[test]
    fn what_a_server_says_is_kept_in_one_short_line() {
        let said = short(format!("5.1.1 no\r\nsuch user {}", "x".repeat(1000)));
        assert!(said.starts_with("5.1.1 nosuch user xxx") && said.chars().count() == 400);
    }
}
