//! For whom of those waiting for capital there is enough now: they are told, once.
use super::Night;
use crate::actions::wait::{self, line_of};
use crate::actions::{Error, Office, Refusal};
use crate::store::{StoreError, funds};

/// Tells them one by one, each in a deed of its own. One that changed meanwhile is left as it is.
pub(super) async fn tell(office: &Office, night: &Night) -> Result<(), Error> {
    // What there is enough for is a matter of today, not of a day that is made up for.
    if !night.newest {
        return Ok(());
    }
    let fund_id = &night.claim.fund_id;
    let line = office
        .store
        .read(async |tx| -> Result<_, StoreError> {
            match funds::find(tx, fund_id).await? {
                Some(fund) => line_of(tx, &fund).await,
                None => Ok(Vec::new()),
            }
        })
        .await?;
    for entry in line.iter().filter(|entry| entry.reached && entry.row.offered_at.is_none()) {
        match wait::offer(office, fund_id, &entry.row.application_id).await {
            Ok(()) | Err(Error::Refused(Refusal::Stale)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
