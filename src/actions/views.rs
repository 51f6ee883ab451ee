//! Who looked at whose record (Law 91/2025, Decree 356/2025: a log of all processing of personal data).
use std::time::Duration;

use super::Office;
use crate::access::User;
use crate::store::{StoreError, record_views};

/// A reader never waits longer than this for the log.
const NOTE_WITHIN: Duration = Duration::from_secs(2);

/// Notes that somebody who works for a fund looked at a record. It is no deed: nothing changes, and a page is shown even when
/// the note could not be written, which the program's own log then says.
pub async fn note_view(office: &Office, user: &User, object_kind: &'static str, object_id: &str) {
    let own = user.cooperative().is_some();
    if own {
        return;
    }
    let now = office.clock.now();
    let note = office.store.write(async |tx| record_views::insert(tx, &user.id, object_kind, object_id, now).await);
    match tokio::time::timeout(NOTE_WITHIN, note).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => warn(object_kind, object_id, &error),
        Err(_) => warn(object_kind, object_id, &StoreError::Unavailable("the note took too long".into())),
    }
}

fn warn(object_kind: &str, object_id: &str, error: &StoreError) {
    tracing::warn!(object_kind, object_id, %error, "a view of a record was not noted");
}
