//! `coopfund verify`: one thing at a time is damaged behind the triggers, and each is found and named; the rest still holds.
//!
//! What it cannot see: a removed end of a chain whose head was mended too, since the last closed day and without money in it.
use std::collections::BTreeMap;

use coopfund::actions::end_of_day::close_through;
use coopfund::args;
use coopfund::reports::verify::{Verified, verify};
use coopfund::store::{Store, audit};
use coopfund::text::{Lang, Texts};
use sqlx::AssertSqlSafe;

use super::scene::{Scene, day, mention_mail, pay, scene};
use super::{complaint, coopfund};
use crate::world::{PASSWORD, World};

/// What is kept beside the books and put back after each damage.
const TABLES: [&str; 6] = ["audit", "audit_heads", "closings", "capital_movements", "positions", "loan_events"];

/// Writes past the program: plain statements, no trigger in the way.
async fn behind_the_back(world: &World, statements: &[String]) {
    for sql in statements {
        let done = match &world.office().store {
            Store::Sqlite { writer, .. } => sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(writer).await.map(drop),
            Store::Postgres(pool) => sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(pool).await.map(drop),
        };
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

/// Takes the triggers off and keeps a copy of everything.
async fn unlock(world: &World) {
    let mut statements = Vec::new();
    for table in ["audit", "capital_movements", "loan_events", "signed_parties"] {
        statements.extend(match world.office().store {
            Store::Sqlite { .. } => {
                vec![format!("DROP TRIGGER {table}_no_update"), format!("DROP TRIGGER {table}_no_delete")]
            }
            Store::Postgres(_) => vec![format!("DROP TRIGGER {table}_append_only ON {table}")],
        });
    }
    // Whoever removes an event removes what points to it.
    statements.push("DELETE FROM signed_parties".to_owned());
    statements.extend(
        TABLES
            .iter()
            .chain(&["funds", "loans"])
            .map(|table| format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")),
    );
    behind_the_back(world, &statements).await;
}

/// Puts everything back.
async fn mend(world: &World) {
    let mut statements: Vec<String> = TABLES
        .iter()
        .flat_map(|table| [format!("DELETE FROM {table}"), format!("INSERT INTO {table} SELECT * FROM kept_{table}")])
        .collect();
    for (table, columns) in [
        ("funds", ["book_charter", "accumulated_result", "outstanding", "reserved", "movements"].as_slice()),
        ("loans", &["status", "disbursed", "events", "amount", "annual_rate_percent"]),
    ] {
        let kept = columns
            .iter()
            .map(|column| format!("{column} = (SELECT k.{column} FROM kept_{table} k WHERE k.id = {table}.id)"));
        statements.push(format!("UPDATE {table} SET {}", kept.collect::<Vec<_>>().join(", ")));
    }
    behind_the_back(world, &statements).await;
}

async fn check(world: &World) -> Verified {
    verify(world.office()).await.expect("the books can be read")
}

/// The findings as `code place`.
fn told(seen: &Verified) -> Vec<String> {
    seen.findings.iter().map(|finding| format!("{} {}", finding.check.code(), finding.place)).collect()
}

/// Each damage by itself is found as exactly this, each finding says its place in a sentence of either language, and what was put
/// back holds again.
async fn each_is_found(world: &World, damages: &[(&str, &[&str], &[&str])]) {
    let mut wrong = Vec::new();
    for (what, statements, expected) in damages {
        let statements: Vec<String> = statements.iter().map(|sql| (*sql).to_owned()).collect();
        behind_the_back(world, &statements).await;
        let seen = check(world).await;
        if told(&seen) != *expected {
            wrong.push(format!("{what}: {:#?} instead of {expected:#?}", told(&seen)));
        }
        for finding in &seen.findings {
            for lang in [Lang::Vi, Lang::En] {
                let sentence = Texts::new(lang).finding(finding);
                assert!(
                    sentence.contains(&finding.place) && sentence.ends_with(['.', '”', ')', '»']),
                    "{what}: {sentence}"
                );
            }
        }
        mend(world).await;
        assert_eq!(told(&check(world).await), Vec::<String>::new(), "after {what} was mended");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The scene with every day closed: the trail of the fund has its anchors. The triggers are off.
async fn damaged_at_will(world: &World) -> Scene {
    let scene = scene(world).await;
    close_through(world.office(), day("2025-06-30")).await.expect("closed");
    mention_mail(world).await;
    unlock(world).await;
    scene
}

/// The fund's chain from a row on, written anew with right hashes after `change`, and its head.
async fn rewrite(world: &World, fund: &str, from: i64, change: impl Fn(&mut audit::Row)) {
    let mut rows: Vec<audit::Row> = world.audit().await.into_iter().filter(|row| row.chain == fund).collect();
    rows.sort_by_key(|row| row.seq);
    let mut statements = Vec::new();
    let mut previous = String::new();
    for row in &mut rows {
        if row.seq == from {
            change(row);
        }
        if row.seq > from {
            row.previous_hash.clone_from(&previous);
        }
        if row.seq >= from {
            row.hash = row.expected_hash();
            let (name, hash) = (&row.actor_name, &row.hash);
            statements.push(format!(
                "UPDATE audit SET actor_name = '{name}', previous_hash = '{}', hash = '{hash}' WHERE id = '{}'",
                row.previous_hash, row.id
            ));
        }
        previous.clone_from(&row.hash);
    }
    statements.push(format!("UPDATE audit_heads SET hash = '{previous}' WHERE chain = '{fund}'"));
    behind_the_back(world, &statements).await;
}

story! {
    /// The trail: altered, missing, moved, cut off, added to, written anew.
    async fn a_damaged_trail_is_found(world: &World) {
        let scene = damaged_at_will(world).await;
        assert_eq!(told(&check(world).await), Vec::<String>::new());
        const FUND: &str = "(SELECT id FROM funds WHERE code = 'dienbien-htx')";
        let sql = |text: &str| text.replace("{fund}", FUND);
        let swap = ["UPDATE audit SET seq = -1 WHERE chain = {fund} AND seq = 5", "UPDATE audit SET seq = 5 WHERE chain = {fund} AND seq = 6", "UPDATE audit SET seq = 6 WHERE chain = {fund} AND seq = -1"];
        let damages: Vec<(&str, Vec<String>, Vec<&str>)> = vec![
            ("another after", vec![sql("UPDATE audit SET after = '{\"status\":\"approved\"}' WHERE chain = {fund} AND seq = 5")], vec!["audit_altered dienbien-htx/5"]),
            ("no JSON any more", vec![sql("UPDATE audit SET after = 'x' WHERE chain = {fund} AND seq = 5")], vec!["audit_altered dienbien-htx/5"]),
            ("another person", vec![sql("UPDATE audit SET actor_name = 'Ai đó', actor_id = NULL WHERE chain = {fund} AND seq = 5")], vec!["audit_altered dienbien-htx/5"]),
            ("another minute", vec![sql("UPDATE audit SET at = (SELECT at FROM audit k WHERE k.chain = 'system' AND k.seq = 1) WHERE chain = {fund} AND action = 'day.close' AND seq = (SELECT MAX(seq) FROM audit k WHERE k.chain = audit.chain)")], vec![]),
            ("another hash", vec![sql("UPDATE audit SET hash = previous_hash WHERE chain = {fund} AND seq = 5")], vec!["audit_altered dienbien-htx/5", "audit_unlinked dienbien-htx/6"]),
            ("a refusal made a deed", vec!["UPDATE audit SET outcome = 'refused' WHERE chain = 'system' AND seq = 2".into()], vec!["audit_altered system/2"]),
            ("one missing", vec![sql("DELETE FROM audit WHERE chain = {fund} AND seq = 5")], vec!["audit_missing dienbien-htx/5"]),
            ("three missing", vec![sql("DELETE FROM audit WHERE chain = {fund} AND seq IN (5, 6, 7)")], vec!["audit_missing dienbien-htx/5"]),
            ("the first missing", vec!["DELETE FROM audit WHERE chain = 'system' AND seq = 1".into()], vec!["audit_missing system/1"]),
            ("two in another order", swap.map(sql).to_vec(), vec!["audit_unlinked dienbien-htx/5", "audit_altered dienbien-htx/5", "audit_unlinked dienbien-htx/6", "audit_altered dienbien-htx/6", "audit_unlinked dienbien-htx/7"]),
            ("the head gone", vec!["DELETE FROM audit_heads WHERE chain = 'system'".into()], vec!["audit_head system"]),
            ("the end cut off", vec!["DELETE FROM audit WHERE chain = 'system' AND seq = (SELECT MAX(seq) FROM audit k WHERE k.chain = 'system')".into()], vec!["audit_head system"]),
            ("one added", vec!["INSERT INTO audit SELECT chain, seq + 1, 'x', at, actor_id, actor_name, action, outcome, object_kind, object_id, before, after, address, hash, hash FROM audit WHERE chain = 'system' AND seq = (SELECT MAX(seq) FROM audit k WHERE k.chain = 'system')".into()], vec![]),
        ];
        for (what, statements, expected) in damages.iter().filter(|damage| !damage.2.is_empty()) {
            let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
            each_is_found(world, &[(what, &statements, expected)]).await;
        }
        // An added row has no right hash, and the head does not know it.
        behind_the_back(world, &damages[12].1).await;
        let found = told(&check(world).await);
        assert!(found.len() == 2 && found[0].starts_with("audit_altered system/") && found[1] == "audit_head system", "{found:?}");
        mend(world).await;
        // Written anew with right hashes up to the head: the closed days remember another one.
        rewrite(world, &scene.team.fund_id, 5, |row| row.actor_name = "Ai đó".into()).await;
        let found = told(&check(world).await);
        assert!(!found.is_empty() && found.iter().all(|finding| finding.starts_with("audit_anchor dienbien-htx/")), "{found:?}");
        mend(world).await;
        world.expect_audit("day.close", "done").await;
    }

    /// The end of a chain removed and its head mended: found by a closed day, or by the money that moved.
    async fn a_cut_off_end_is_found_as_far_as_it_left_traces(world: &World) {
        let scene = damaged_at_will(world).await;
        let fund = scene.team.fund_id.clone();
        let cut = |after: i64| {
            vec![
                format!("DELETE FROM audit WHERE chain = '{fund}' AND seq > {after}"),
                format!("UPDATE audit_heads SET seq = {after}, hash = (SELECT hash FROM audit WHERE chain = '{fund}' AND seq = {after}) WHERE chain = '{fund}'"),
            ]
        };
        let last = world.audit().await.into_iter().filter(|row| row.chain == fund).map(|row| row.seq).max().expect("rows");
        behind_the_back(world, &cut(last - 1)).await;
        let found = told(&check(world).await);
        assert_eq!(found, [format!("audit_anchor dienbien-htx/{last} 2025-06-30")]);
        let sentence = Texts::new(Lang::En).finding(&check(world).await.findings[0]);
        assert!(sentence.contains("the chain was rewritten"), "{sentence}");
        mend(world).await;
        // After the last closed day only money tells, by the second it moved in.
        world.advance(chrono::TimeDelta::seconds(1));
        pay(world, &scene.team, &scene.overdue, 1_000_000).await;
        mention_mail(world).await;
        behind_the_back(world, &cut(last)).await;
        let found = told(&check(world).await);
        assert_eq!(found, ["movement_untraced dienbien-htx/15", "event_untraced KV-2025-00002/2"]);
        let sentences: Vec<String> = check(world).await.findings.iter().map(|finding| Texts::new(Lang::En).finding(finding)).collect();
        assert_eq!(sentences[1], "Loan event KV-2025-00002/2 has no row in the audit trail: it was removed there.");
        // The world looks at its books too when the story ends: they are put in order.
        behind_the_back(world, &["DELETE FROM kept_audit".into(), "INSERT INTO kept_audit SELECT * FROM audit".into(), "DELETE FROM kept_audit_heads".into(), "INSERT INTO kept_audit_heads SELECT * FROM audit_heads".into()]).await;
    }

    /// Capital: a movement altered or missing, a fund's totals altered.
    async fn capital_that_does_not_add_up_is_found(world: &World) {
        damaged_at_will(world).await;
        each_is_found(world, &[
            ("another amount", &["UPDATE capital_movements SET amount = amount + 1 WHERE seq = 5"], &["movement_deltas dienbien-htx/5"]),
            ("another kind", &["UPDATE capital_movements SET kind = 'gift' WHERE seq = 5"], &["movement_deltas dienbien-htx/5"]),
            ("a promise before there was capital", &["UPDATE capital_movements SET on_date = '2025-03-01' WHERE seq = 2"], &["available_on_day dienbien-htx 2025-03-01"]),
            (
                "more charter capital in one movement",
                &["UPDATE capital_movements SET book_charter = book_charter + 7, available = available + 7 WHERE seq = 5"],
                &["movement_totals dienbien-htx/5 book_charter", "movement_totals dienbien-htx/6 book_charter"],
            ),
            (
                "more outstanding at the end",
                &["UPDATE capital_movements SET outstanding = outstanding + 7, available = available - 7 WHERE seq = (SELECT MAX(seq) FROM capital_movements k)"],
                &["movement_totals dienbien-htx/14 outstanding", "fund_figures dienbien-htx outstanding"],
            ),
            (
                "one missing",
                &["DELETE FROM capital_movements WHERE kind = 'release'"],
                &["movement_missing dienbien-htx/9", "movement_totals dienbien-htx/10 reserved", "loan_reserved KV-2025-00004"],
            ),
            ("another loan", &["UPDATE capital_movements SET loan_id = (SELECT id FROM loans WHERE number = 'KV-2025-00001') WHERE kind = 'release'"], &["loan_reserved KV-2025-00001", "loan_reserved KV-2025-00004"]),
            ("the fund's charter", &["UPDATE funds SET book_charter = book_charter + 1"], &["fund_figures dienbien-htx book_charter"]),
            ("the fund's result", &["UPDATE funds SET accumulated_result = accumulated_result + 1"], &["fund_figures dienbien-htx accumulated_result"]),
            ("the fund's outstanding", &["UPDATE funds SET outstanding = outstanding - 1"], &["fund_figures dienbien-htx outstanding"]),
            ("the fund's reserved", &["UPDATE funds SET reserved = 0"], &["fund_figures dienbien-htx reserved"]),
            ("the fund's counter", &["UPDATE funds SET movements = movements + 1"], &["fund_figures dienbien-htx movements"]),
        ]).await;
    }

    /// Loans: a cached position that is not the replay's, a fact altered or missing, a loan's own totals.
    async fn a_position_that_is_not_its_replay_is_found(world: &World) {
        damaged_at_will(world).await;
        for figure in ["principal_outstanding", "principal_overdue", "interest_due", "interest_accrued", "overdue_interest", "late_interest", "total_to_settle", "days_past_due"] {
            let sql = format!("UPDATE positions SET {figure} = {figure} + 1 WHERE loan_id = (SELECT id FROM loans WHERE number = 'KV-2025-00002')");
            let found = format!("position KV-2025-00002 {figure}");
            each_is_found(world, &[(figure, &[sql.as_str()], &[found.as_str()])]).await;
        }
        const LATE: &str = "(SELECT id FROM loans WHERE number = 'KV-2025-00002')";
        const PAID: &str = "(SELECT id FROM loans WHERE number = 'KV-2025-00001')";
        let sql = |text: &str| text.replace("{late}", LATE).replace("{paid}", PAID);
        let other_group = sql("UPDATE positions SET debt_group = '1' WHERE loan_id = {late}");
        let other_due = sql("UPDATE positions SET next_due = NULL WHERE loan_id = {late}");
        let no_position = sql("DELETE FROM positions WHERE loan_id = {late}");
        let too_much = sql("UPDATE loan_events SET amount = amount - 1 WHERE kind = 'repayment' AND loan_id = {paid}");
        let removed = sql("DELETE FROM loan_events WHERE kind = 'repayment' AND loan_id = {paid}");
        let in_the_middle = sql("DELETE FROM loan_events WHERE kind = 'disbursement' AND loan_id = {paid}");
        each_is_found(world, &[
            ("the group", &[other_group.as_str()], &["position KV-2025-00002 debt_group"]),
            ("the next due date", &[other_due.as_str()], &["position KV-2025-00002 next_due"]),
            ("no position", &[no_position.as_str()], &["position KV-2025-00002", "loan_outstanding KV-2025-00002"]),
            // A dong of principal is missing since 3 June: 28 days late, which makes it group 2.
            (
                "a payment's amount",
                &[too_much.as_str()],
                &[
                    "position KV-2025-00001 principal_outstanding", "position KV-2025-00001 principal_overdue", "position KV-2025-00001 total_to_settle",
                    "position KV-2025-00001 days_past_due", "position KV-2025-00001 debt_group", "loan_outstanding KV-2025-00001",
                ],
            ),
            (
                "a payment removed",
                &[removed.as_str()],
                &[
                    "event_count KV-2025-00001", "position KV-2025-00001 events", "position KV-2025-00001 principal_outstanding",
                    "position KV-2025-00001 principal_overdue", "position KV-2025-00001 interest_due", "position KV-2025-00001 overdue_interest",
                    "position KV-2025-00001 late_interest", "position KV-2025-00001 total_to_settle", "position KV-2025-00001 days_past_due",
                    "position KV-2025-00001 debt_group", "loan_outstanding KV-2025-00001",
                ],
            ),
            (
                "a draw removed",
                &[in_the_middle.as_str()],
                &[
                    "loan_disbursed KV-2025-00001", "event_missing KV-2025-00001/1", "event_count KV-2025-00001",
                    "position KV-2025-00001 events", "position KV-2025-00001", "loan_outstanding KV-2025-00001",
                ],
            ),
            ("a debt called settled", &["UPDATE loans SET status = 'settled' WHERE number = 'KV-2025-00002'"], &["loan_state KV-2025-00002"]),
            ("a settled loan opened", &["UPDATE loans SET status = 'active' WHERE number = 'KV-2025-00003'"], &["loan_state KV-2025-00003"]),
            ("the loan's counter", &["UPDATE loans SET events = events + 1 WHERE number = 'KV-2025-00002'"], &["event_count KV-2025-00002"]),
            ("the loan's draws", &["UPDATE loans SET disbursed = disbursed - 1 WHERE number = 'KV-2025-00002'"], &["loan_disbursed KV-2025-00002"]),
            (
                "the loan's rate",
                &["UPDATE loans SET annual_rate_percent = '5' WHERE number = 'KV-2025-00002'"],
                &[
                    "position KV-2025-00002 interest_due", "position KV-2025-00002 interest_accrued", "position KV-2025-00002 overdue_interest",
                    "position KV-2025-00002 late_interest", "position KV-2025-00002 total_to_settle",
                ],
            ),
        ]).await;
    }

    /// The command's exit status and lines, and the auditor's page: whole books first, damaged ones after.
    async fn the_command_and_the_page_say_which(world: &World) {
        let scene = damaged_at_will(world).await;
        let auditor = &scene.team.auditor;
        auditor.sign_in(PASSWORD).await.is(303);
        auditor.get("/audit/verify").await.is(200).says("Kiểm tra ngay");
        let seen = check(world).await;
        let whole = coopfund(world, &["verify"]);
        assert_eq!(whole.status.code(), Some(0), "{}", String::from_utf8_lossy(&whole.stderr));
        let holds = format!("The books hold: {} audit rows, 14 capital movements, 6 loans, 0 papers.\n", seen.audit_rows);
        assert_eq!(String::from_utf8_lossy(&whole.stdout), holds);
        let page = auditor.post("/audit/verify", &[]).await.is(200).says("Sổ sách khớp:");
        page.says("14 biến động vốn, 6 khoản vay, 0 giấy tờ.");

        behind_the_back(world, &["UPDATE funds SET outstanding = outstanding - 1".into(), "UPDATE positions SET days_past_due = 0 WHERE loan_id = (SELECT id FROM loans WHERE number = 'KV-2025-00002')".into()]).await;
        let damaged = coopfund(world, &["verify"]);
        assert_eq!((damaged.status.code(), complaint(&damaged).as_str()), (Some(1), "coopfund: 2 things do not hold."));
        let lines: BTreeMap<String, String> = String::from_utf8_lossy(&damaged.stdout).lines().filter_map(|line| line.split_once(": ")).map(|(code, said)| (code.to_owned(), said.to_owned())).collect();
        let expected = [
            ("fund_figures", "Fund dienbien-htx outstanding: by its movements it must be 250.000.000 and is 249.999.999."),
            ("position", "The cached position of loan KV-2025-00002 days_past_due: it replays to “28” and says “0”."),
        ];
        assert_eq!(lines, expected.map(|(code, said)| (code.to_owned(), said.to_owned())).into());
        let page = auditor.post("/audit/verify", &[]).await.is(200).says("Có 2 chỗ không khớp.");
        page.says("Quỹ dienbien-htx outstanding: theo biến động vốn phải là 250.000.000, đang ghi 249.999.999. fund_figures");
        mend(world).await;
        auditor.post("/audit/verify", &[]).await.is(200).says("Sổ sách khớp:");
    }

    /// What cannot be read as what it should be is a finding, not the end of the check. (PostgreSQL keeps the types itself.)
    async fn a_figure_that_is_none_is_found(world: &World) {
        damaged_at_will(world).await;
        if let Store::Sqlite { .. } = world.office().store {
            each_is_found(world, &[
                ("a word for an amount", &["UPDATE capital_movements SET document = document, charter_delta = 'nhiều' WHERE seq = 1"], &["unreadable capital_movements"]),
                ("a word for a date", &["UPDATE positions SET as_of = 'hôm qua'"], &["unreadable loans"]),
            ]).await;
        }
        let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM loans";
        let loans: Option<(i64,)> = world.office().store.glance(sql, args![]).await.expect("readable");
        assert_eq!(loans, Some((6,)));
    }
}
