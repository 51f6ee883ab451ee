//! What ends because its date has passed: approvals nobody drew, applications whose papers did not come.
use super::{Night, Tally};
use crate::actions::{Error, Office, Refusal, release, submit};
use crate::store::{StoreError, applications, loans};

/// Ends them one by one, each in a deed of its own. One that changed meanwhile is left as it is.
pub(super) async fn end(office: &Office, night: &Night, tally: &mut Tally) -> Result<(), Error> {
    let fund_id = &night.claim.fund_id;
    // A date is past when its day has ended; closing a day before its end ends nothing of that day.
    let before = night.morning.min(office.clock.today());
    let (approvals, returned) = office
        .store
        .read(async |tx| {
            Ok::<_, StoreError>((
                loans::past_their_date(tx, fund_id, before).await?,
                applications::overdue_papers(tx, fund_id, before).await?,
            ))
        })
        .await?;
    for id in &approvals {
        tally.lapsed += unless_changed(release::lapse(office, id).await.map(|_| ()))?;
    }
    for id in &returned {
        tally.lapsed += unless_changed(submit::lapse(office, id).await)?;
    }
    Ok(())
}

fn unless_changed(ended: Result<(), Error>) -> Result<i64, Error> {
    match ended {
        Ok(()) => Ok(1),
        Err(Error::Refused(Refusal::WrongState { .. } | Refusal::Stale)) => Ok(0),
        Err(error) => Err(error),
    }
}
