//! The parties of a contract and of the acknowledgement of a tranche, kept as they were when it was signed: a new chair, another
//! address or another account of the fund changes the papers that come after, never one that was signed.
use chrono::NaiveDate;

use super::{Error, Op, Refusal};
use crate::store::funds::Fund;
use crate::store::loans::Loan;
use crate::store::signed_parties::{self, Parties};
use crate::store::{cooperatives, fund_accounts};

/// Keeps who the parties are of the contract of a loan, or of the tranche of that event: as the registers have them now, with the
/// account that was in force on the day of the paper.
pub(super) async fn keep(
    op: &mut Op<'_, '_>,
    fund: &Fund,
    loan: &Loan,
    tranche: Option<&str>,
    on: NaiveDate,
) -> Result<Parties, Error> {
    let account = fund_accounts::in_force(op, &fund.id, on).await?;
    let cooperative = cooperatives::find(op, &loan.cooperative_id).await?.ok_or(Refusal::NotFound)?;
    let parties = Parties { event_id: tranche.map(str::to_owned), ..Parties::of(fund, account.as_ref(), &cooperative) };
    let now = op.now;
    signed_parties::insert(op, &loan.id, &parties, now).await?;
    Ok(parties)
}
