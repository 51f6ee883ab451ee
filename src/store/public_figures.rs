//! What a fund tells everybody: figures of the fund as a whole, and no name.
use super::{StoreError, Tx};
use crate::args;

/// How many cooperatives have had money through a fund: paid out by it, or granted by who decided in its stead.
pub async fn cooperatives_served(tx: &mut Tx, fund_id: &str) -> Result<i64, StoreError> {
    let row: (i64,) = tx
        .one(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM (
                 SELECT l.cooperative_id FROM loans l WHERE l.fund_id = $1 AND l.first_drawn_on IS NOT NULL
                 UNION
                 SELECT a.cooperative_id FROM applications a JOIN referrals r ON r.application_id = a.id WHERE a.fund_id = $1 AND r.outcome = 'granted') served",
            args![fund_id],
        )
        .await?;
    Ok(row.0)
}
