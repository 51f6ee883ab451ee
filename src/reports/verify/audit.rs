//! The hash chains: no row altered, missing or moved, each chain as long as its head says and as every closed day saw it, and no
//! money moved without a row.
use std::collections::HashMap;

use super::{Check, Verified, chain_names};
use crate::store::audit::GENESIS;
use crate::store::verify::{
    RawAudit, Untraced, audit_heads, each_audit, each_lost_anchor, each_untraced_event, each_untraced_movement,
};
use crate::store::{StoreError, Tx};

/// Where a chain ends, as far as it was read.
struct End {
    seq: i64,
    hash: String,
}

pub async fn check(tx: &mut Tx, seen: &mut Verified) -> Result<(), StoreError> {
    let names = chain_names(tx).await?;
    let name = |chain: &str| names.get(chain).map_or_else(|| chain.to_owned(), Clone::clone);
    let mut ends: HashMap<String, End> = HashMap::new();
    each_audit(tx, |row| -> Result<(), StoreError> {
        check_row(&row, &name(&row.chain), &mut ends, seen);
        Ok(())
    })
    .await?;
    for head in audit_heads(tx).await? {
        let end = ends.remove(&head.chain).unwrap_or(End { seq: 0, hash: GENESIS.into() });
        let place = name(&head.chain);
        seen.same(Check::AuditHead, place.as_str(), head.seq, end.seq);
        if head.seq == end.seq {
            seen.same(Check::AuditHead, place, head.hash, end.hash);
        }
    }
    for (chain, end) in ends {
        seen.find(Check::AuditHead, name(&chain), "", end.seq);
    }
    each_lost_anchor(tx, |lost| -> Result<(), StoreError> {
        let place = format!("{}/{} {}", lost.fund_code, lost.audit_seq, lost.business_date);
        seen.find(Check::AuditAnchor, place, lost.anchored.unwrap_or_default(), lost.found.unwrap_or_default());
        Ok(())
    })
    .await?;
    untraced(tx, seen).await
}

/// Whoever removes the end of a chain and mends its head still leaves the money that moved.
async fn untraced(tx: &mut Tx, seen: &mut Verified) -> Result<(), StoreError> {
    let place = |row: &Untraced| format!("{}/{}", row.owner, row.seq);
    each_untraced_movement(tx, |row| -> Result<(), StoreError> {
        seen.find(Check::MovementUntraced, place(&row), "", "");
        Ok(())
    })
    .await?;
    each_untraced_event(tx, |row| -> Result<(), StoreError> {
        seen.find(Check::EventUntraced, place(&row), "", "");
        Ok(())
    })
    .await
}

/// One row beside the one before it. After a gap the chain goes on from what stands there, so that one deed is one finding.
fn check_row(row: &RawAudit, name: &str, ends: &mut HashMap<String, End>, seen: &mut Verified) {
    seen.audit_rows += 1;
    let place = format!("{name}/{}", row.seq);
    let before = ends.remove(&row.chain).unwrap_or(End { seq: 0, hash: GENESIS.into() });
    if row.seq == before.seq + 1 {
        seen.same(Check::AuditUnlinked, place.as_str(), before.hash, row.previous_hash.clone());
    } else {
        seen.find(Check::AuditMissing, format!("{name}/{}", before.seq + 1), before.seq + 1, row.seq);
    }
    let expected = row.expected_hash().unwrap_or_default();
    seen.same(Check::AuditAltered, place, expected, row.hash.clone());
    ends.insert(row.chain.clone(), End { seq: row.seq, hash: row.hash.clone() });
}
