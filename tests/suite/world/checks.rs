//! What every world must look like when its story is told. Forgetting a consequence fails the story that caused it.
use std::collections::BTreeMap;

use coopfund::domain::money::Money;
use coopfund::store::Store;

use super::World;

/// Everything; panics with a sentence for whoever reads the failure.
pub async fn all(world: &World) {
    let forgotten = world.unmentioned_mail().await;
    assert!(forgotten.is_empty(), "messages the story does not mention (expect_mail): {forgotten:#?}");
    unbroken_chains(world).await;
    let store = &world.office().store;
    capital_adds_up(store).await;
    nothing_half_done(store).await;
}

/// Every chain counts 1, 2, 3 …, each row builds on the one before, and the head is the last.
async fn unbroken_chains(world: &World) {
    let mut heads: BTreeMap<String, (i64, String)> = BTreeMap::new();
    let mut rows = world.audit().await;
    rows.sort_by(|a, b| (&a.chain, a.seq).cmp(&(&b.chain, b.seq)));
    for row in rows {
        let (seq, hash) = heads.remove(&row.chain).unwrap_or_else(|| (0, "0".repeat(64)));
        assert_eq!(row.seq, seq + 1, "the audit chain {} has a gap", row.chain);
        assert_eq!(row.previous_hash, hash, "row {} of the audit chain {} builds on another", row.seq, row.chain);
        assert_eq!(row.hash, row.expected_hash(), "row {} of the audit chain {} was altered", row.seq, row.chain);
        heads.insert(row.chain, (row.seq, row.hash));
    }
    let sql = "SELECT chain, seq, hash FROM audit_heads WHERE seq > 0 ORDER BY chain";
    let stored: Vec<(String, i64, String)> = world.office().store.list(sql, vec![]).await.expect("heads");
    let counted: Vec<_> = heads.into_iter().map(|(chain, (seq, hash))| (chain, seq, hash)).collect();
    let sorted = |mut list: Vec<(String, i64, String)>| {
        list.sort();
        list
    };
    assert_eq!(sorted(stored), sorted(counted), "the heads of the audit chains are not their last rows");
}

#[derive(Debug, sqlx::FromRow)]
struct Movement {
    fund_id: String,
    seq: i64,
    charter_delta: Money,
    result_delta: Money,
    outstanding_delta: Money,
    reserved_delta: Money,
    book_charter: Money,
    accumulated_result: Money,
    outstanding: Money,
    reserved: Money,
}

type Figures = [i64; 5];

/// The movements of each fund sum up to what stands in each of them and in the fund.
async fn capital_adds_up(store: &Store) {
    let sql = "SELECT fund_id, seq, charter_delta, result_delta, outstanding_delta, reserved_delta, book_charter, accumulated_result, outstanding, reserved
               FROM capital_movements ORDER BY fund_id, seq";
    let movements: Vec<Movement> = store.list(sql, vec![]).await.expect("movements");
    let mut sums: BTreeMap<String, Figures> = BTreeMap::new();
    for m in movements {
        let [charter, result, outstanding, reserved, seq] = sums.get(&m.fund_id).copied().unwrap_or_default();
        assert_eq!(m.seq, seq + 1, "the capital movements of fund {} have a gap", m.fund_id);
        let sum = [
            charter + m.charter_delta.as_dong(),
            result + m.result_delta.as_dong(),
            outstanding + m.outstanding_delta.as_dong(),
            reserved + m.reserved_delta.as_dong(),
            m.seq,
        ];
        let stands = [m.book_charter, m.accumulated_result, m.outstanding, m.reserved].map(Money::as_dong);
        assert_eq!(sum[..4], stands, "capital movement {} of fund {} does not add up", m.seq, m.fund_id);
        sums.insert(m.fund_id, sum);
    }
    let sql = "SELECT id, book_charter, accumulated_result, outstanding, reserved, movements FROM funds ORDER BY id";
    let funds: Vec<(String, i64, i64, i64, i64, i64)> = store.list(sql, vec![]).await.expect("funds");
    for (id, charter, result, outstanding, reserved, movements) in funds {
        let stands = [charter, result, outstanding, reserved, movements];
        assert_eq!(sums.get(&id).copied().unwrap_or_default(), stands, "fund {id} is not its last capital movement");
    }
}

/// What a loan's row says was paid out is what its events say, and every request that was claimed was answered.
async fn nothing_half_done(store: &Store) {
    let sql = "SELECT l.number, l.disbursed, CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM loans l LEFT JOIN loan_events e ON e.loan_id = l.id AND e.kind = 'disbursement'
                   AND NOT EXISTS (SELECT 1 FROM loan_events r WHERE r.reverses = e.id)
               GROUP BY l.id, l.number, l.disbursed ORDER BY l.number";
    let loans: Vec<(String, i64, i64)> = store.list(sql, vec![]).await.expect("loans");
    for (number, says, sum) in loans {
        assert_eq!(says, sum, "loan {number}: what was disbursed is not the sum of its events");
    }
    let sql = "SELECT actor, key FROM requests WHERE answer IS NULL ORDER BY key";
    let unanswered: Vec<(String, String)> = store.list(sql, vec![]).await.expect("requests");
    assert!(unanswered.is_empty(), "requests that were claimed and not answered: {unanswered:?}");
}
