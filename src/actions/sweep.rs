//! What nobody needs any more: codes that were not typed in time, with the names and addresses beside them, and uploads that
//! nobody went on with.
use chrono::TimeDelta;

use super::{Error, Office, uploads};
use crate::store::mail_codes;

/// How long a code is kept after it has run out: the limits on asking for another look back a day at most.
const CODES_KEPT_DAYS: i64 = 7;

/// How much was swept away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub codes: u64,
    pub uploads: usize,
}

/// Sweeps all of it.
///
/// # Errors
/// What the store says.
pub async fn sweep(office: &Office) -> Result<Swept, Error> {
    let before = office.clock.now() - TimeDelta::days(CODES_KEPT_DAYS);
    let codes = office.store.write(async |tx| mail_codes::forget(tx, before).await).await?;
    let mut swept = Swept { codes, uploads: 0 };
    loop {
        match uploads::sweep(office).await? {
            0 => return Ok(swept),
            some => swept.uploads += some,
        }
    }
}
