//! What nobody needs any more: codes that were not typed in time, with the names and addresses beside them, forms that nobody came
//! back for, who asked for a new password, and uploads that nobody went on with.
use chrono::TimeDelta;

use super::{Error, Office, uploads};
use crate::store::{StoreError, kept_forms, mail_codes, password_requests};

/// How long a code is kept after it has run out: the limits on asking for another look back a day at most.
const CODES_KEPT_DAYS: i64 = 7;

/// How long it is known who asked for a new password: the limits on asking look back an hour.
const ASKED_KEPT_DAYS: i64 = 1;

/// How much was swept away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub codes: u64,
    pub forms: u64,
    pub asked: u64,
    pub uploads: usize,
}

/// Sweeps all of it.
///
/// # Errors
/// What the store says.
pub async fn sweep(office: &Office) -> Result<Swept, Error> {
    let now = office.clock.now();
    let swept = office.store.write(async |tx| {
        Ok::<_, StoreError>(Swept {
            codes: mail_codes::forget(tx, now - TimeDelta::days(CODES_KEPT_DAYS)).await?,
            forms: kept_forms::forget(tx, now).await?,
            asked: password_requests::forget(tx, now - TimeDelta::days(ASKED_KEPT_DAYS)).await?,
            uploads: 0,
        })
    });
    let mut swept = swept.await?;
    loop {
        match uploads::sweep(office).await? {
            0 => return Ok(swept),
            some => swept.uploads += some,
        }
    }
}
