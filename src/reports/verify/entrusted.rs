//! Money entrusted by others: the movements of each fund are numbered without a gap, what stands after each is what stood before it
//! and the movement, and no entruster ever had less than nothing at the end of a day.
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::{Check, Verified};
use crate::domain::capital::EntrustedKind;
use crate::domain::money::Money;
use crate::store::verify::{RawEntrusted, each_entrusted};
use crate::store::{StoreError, Tx};

/// What each day changed of what an entruster has with a fund.
type Days = BTreeMap<(String, String), BTreeMap<NaiveDate, i128>>;

/// Checks every movement of entrusted money.
///
/// # Errors
/// Of the store.
pub async fn check(tx: &mut Tx, seen: &mut Verified) -> Result<(), StoreError> {
    let (mut ends, mut days): (HashMap<String, (i64, Money)>, Days) = Default::default();
    each_entrusted(tx, |row| -> Result<(), StoreError> {
        check_movement(&row, &mut ends, &mut days, seen);
        Ok(())
    })
    .await?;
    for ((fund, entruster), changes) in days {
        let mut has = 0_i128;
        for (day, change) in changes {
            has += change;
            if has < 0 {
                seen.find(Check::EntrustedOnDay, format!("{fund} {day} ({entruster})"), Money::ZERO, has);
            }
        }
    }
    Ok(())
}

fn check_movement(row: &RawEntrusted, ends: &mut HashMap<String, (i64, Money)>, days: &mut Days, seen: &mut Verified) {
    seen.movements += 1;
    let place = format!("{}/{}", row.fund_code, row.seq);
    let (seq, before) = ends.remove(&row.fund_code).unwrap_or_default();
    if row.seq != seq + 1 {
        seen.find(Check::EntrustedMissing, format!("{}/{}", row.fund_code, seq + 1), seq + 1, row.seq);
    }
    let (kind, amount) = (EntrustedKind::try_from(row.kind.as_str()), row.amount);
    let after = match kind {
        Ok(EntrustedKind::Received) => before.checked_add(amount),
        Ok(EntrustedKind::Returned) => before.checked_sub(amount),
        Err(_) => None,
    };
    match after {
        Some(after) => seen.same(Check::EntrustedBalance, place, after, row.balance),
        None => seen.find(Check::EntrustedBalance, place, &row.kind, row.balance),
    }
    let delta = i128::from(amount.as_dong()) * if kind == Ok(EntrustedKind::Returned) { -1 } else { 1 };
    *days.entry((row.fund_code.clone(), row.entruster.clone())).or_default().entry(row.on_date).or_default() += delta;
    ends.insert(row.fund_code.clone(), (row.seq, row.balance));
}
