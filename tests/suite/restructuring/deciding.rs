//! From the proposal to the booked fact, and every way a proposal ends.
use coopfund::args;
use coopfund::mail::send_due;
use coopfund::store::restructurings;
use coopfund::text::format;
use serde_json::{Value as Json, json};

use super::{MILLION, adjustment, books_hold, plan, running};
use crate::smtp::MailServer;

/// The coming instalments of one side of a comparison: due dates and principals.
fn coming(side: &Json) -> Vec<(String, i64)> {
    let lines = side["schedule"].as_array().expect("a schedule");
    lines
        .iter()
        .map(|line| (line["due"].as_str().expect("a date").to_owned(), line["principal"].as_i64().expect("dong")))
        .collect()
}

story! {
    /// Proposed, nothing is booked; approved, the loan is as the comparison said, for the fund and for the cooperative.
    async fn what_was_compared_is_what_is_booked(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let before = desk.statement().await;
        assert_eq!((&before["debt_group"], &before["days_past_due"], &before["principal_overdue"]), (&json!(2), &json!(29), &json!(50 * MILLION)));
        let mut body = adjustment();
        body["request"] = json!({ "by": "HTX dienbien-htx", "on": "2026-06-28", "document": "Đơn số 03" });
        let made = desk.propose(&body).await.is(201);
        let proposal = made.json();
        let id = proposal["id"].as_str().expect("an id").to_owned();
        assert_eq!(made.location(), format!("/api/v1/restructurings/{id}"));
        assert_eq!((&proposal["status"], &proposal["kind"], &proposal["date"], &proposal["decided_by"]), (&json!("proposed"), &json!("term_adjustment"), &json!("2026-07-01"), &Json::Null));
        assert!(proposal["number"].as_str().expect("a number").starts_with("CC-2026-"));
        let comparison = proposal["comparison"].clone();
        assert_eq!(coming(&comparison["after"]), [("2026-10-02".into(), 80 * MILLION), ("2027-03-02".into(), 120 * MILLION)]);
        assert_eq!(coming(&comparison["before"]).len(), 3);
        assert_eq!((&comparison["before"]["debt_group"], &comparison["before"]["group_rule"]), (&json!("2"), &json!("CLS-03")));
        // Restructured once and the interest of June still unpaid for 29 days: group 3.
        assert_eq!((&comparison["after"]["debt_group"], &comparison["after"]["group_rule"]), (&json!("3"), &json!("CLS-04")));
        assert!(comparison["after"]["interest_to_come"].as_i64() > comparison["before"]["interest_to_come"].as_i64());
        assert_eq!(desk.statement().await, before, "nothing is booked by a proposal");
        assert_eq!(desk.shown(&id).await, proposal, "the cooperative sees the same");

        let approved = desk.approve(&id).await.is(200).json();
        assert_eq!((&approved["status"], &approved["note"], &approved["decided_by"]), (&json!("approved"), &json!("Đồng ý"), &json!("Chinh dienbien-htx")));
        let after = desk.statement().await;
        for figure in ["principal_outstanding", "principal_overdue", "interest_due", "overdue_interest", "late_interest", "total_to_settle", "days_past_due", "next_due"] {
            assert_eq!(after[figure], approved["comparison"]["after"][figure], "{figure}");
        }
        assert_eq!((&after["debt_group"], &after["principal_overdue"]), (&json!(3), &json!(0)));
        let loan = desk.lending.cashier.api_get(&format!("/api/v1/loans/{}", desk.loan)).await.is(200).json();
        let event = loan["events"].as_array().and_then(|events| events.last()).expect("an event").clone();
        assert_eq!((&event["id"], &event["kind"], &event["detail"]["number"]), (&approved["event"], &json!("term_adjustment"), &proposal["number"]));
        let row = world.expect_audit("restructuring.approve", "done").await;
        let said = row.after.expect("after").0;
        assert_eq!((&said["figures"]["debt_group"], &said["figures"]["principal_overdue"]), (&json!(3), &json!(0)));
        world.expect_audit("loan.restructure", "done").await;
        let mail = world.expect_mail("restructured", &desk.lending.applicant.email).await;
        assert_eq!(mail.link(), format!("/restructurings/{id}"));
        assert_eq!(mail.fact("schedule").as_array().map(Vec::len), Some(2));
        let cached: Option<(String, i64)> = world.office().store.glance("SELECT debt_group, events FROM positions WHERE loan_id = $1", args![&desk.loan]).await.expect("readable");
        assert_eq!(cached, Some(("3".to_owned(), 2)));
        books_hold(world).await;
    }

    /// The letter says what changes, in the recipient's language, as text and as HTML, with the new schedule or the reason.
    async fn the_borrower_reads_the_decision(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let applicant = &desk.lending.applicant;
        applicant.api_token().await;
        // The test's mail server takes addresses of ASCII alone.
        world.arrange(async |tx| tx.execute_one("UPDATE users SET email = 'xuan@htx.example' WHERE id = $1", args![&applicant.id]).await).await;
        let id = desk.proposed(&adjustment()).await;
        desk.approve(&id).await.is(200);
        world.arrange(async |tx| tx.execute_one("UPDATE users SET language = 'en' WHERE id = $1", args![&applicant.id]).await).await;
        let other = desk.proposed(&json!({ "kind": "rate", "annual_rate_percent": "5", "reason": "Ưu đãi" })).await;
        let reason = json!({ "reason": "Chưa có nguồn bù lãi" });
        desk.post(&desk.lending.approver, &format!("restructurings/{other}/reject"), &reason).await.is(200);
        assert_eq!((world.expect_mails("restructured").await.len(), world.expect_mails("restructuring_rejected").await.len()), (1, 1));
        let server = MailServer::start();
        let sent = send_due(world.office(), &server.sender(), 100).await.expect("readable");
        assert_eq!(sent.sent, 2, "{sent:?}");
        let mails = server.received();
        let found = |subject: &str| mails.iter().find(|mail| mail.header("Subject").contains(subject)).unwrap_or_else(|| panic!("no mail about {subject}: {:?}", mails.iter().map(|mail| mail.header("Subject")).collect::<Vec<_>>()));
        let (granted, refused) = (found("Điều chỉnh kỳ hạn trả nợ"), found("Not granted: Rate changed"));
        let shown = desk.shown(&id).await;
        let to_come = shown["comparison"]["after"]["interest_to_come"].as_i64().expect("dong");
        let number = shown["number"].as_str().expect("a number").to_owned();
        for part in [granted.part("text/plain"), granted.part("text/html")] {
            for said in ["02/10/2026", "02/03/2027", "80.000.000", "120.000.000", number.as_str(), "Đồng ý", &format::dong(coopfund::domain::money::Money::dong(to_come))] {
                assert!(part.contains(said), "{said} is not in {part}");
            }
        }
        for part in [refused.part("text/plain"), refused.part("text/html")] {
            for said in ["Chưa có nguồn bù lãi", "did not grant it", "/restructurings/"] {
                assert!(part.contains(said), "{said} is not in {part}");
            }
        }
    }

    /// Rejected or withdrawn, the loan is as it was and may be proposed anew.
    async fn what_is_not_approved_changes_nothing(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let before = desk.statement().await;
        let id = desk.proposed(&adjustment()).await;
        desk.post(&desk.lending.approver, &format!("restructurings/{id}/reject"), &json!({ "reason": " " })).await.refuses(422, "invalid");
        let rejected = desk.post(&desk.lending.approver, &format!("restructurings/{id}/reject"), &json!({ "reason": "Chưa đủ căn cứ" })).await.is(200).json();
        assert_eq!((&rejected["status"], &rejected["note"], &rejected["event"]), (&json!("rejected"), &json!("Chưa đủ căn cứ"), &Json::Null));
        let mail = world.expect_mail("restructuring_rejected", &desk.lending.applicant.email).await;
        assert_eq!(mail.fact("reason"), "Chưa đủ căn cứ");
        let again = desk.proposed(&adjustment()).await;
        let withdrawn = desk.post(&desk.lending.appraiser, &format!("restructurings/{again}/withdraw"), &json!({})).await.is(200).json();
        assert_eq!((&withdrawn["status"], &withdrawn["decided_by"]), (&json!("withdrawn"), &Json::Null));
        for closed in [&id, &again] {
            desk.approve(closed).await.refuses(409, "wrong_state");
            desk.post(&desk.lending.approver, &format!("restructurings/{closed}/reject"), &json!({ "reason": "x" })).await.refuses(409, "wrong_state");
            desk.post(&desk.lending.appraiser, &format!("restructurings/{closed}/withdraw"), &json!({})).await.refuses(409, "wrong_state");
        }
        assert_eq!(desk.statement().await, before);
        let listed = desk.lending.applicant.api_get(&format!("/api/v1/loans/{}/restructurings", desk.loan)).await.is(200).json();
        let ids: Vec<_> = listed.as_array().expect("a list").iter().map(|one| one["id"].clone()).collect();
        assert_eq!(ids, [json!(again), json!(id)], "the newest first");
    }

    /// Something was booked since: the decision is refused with what it was, and nothing changes.
    async fn a_payment_meanwhile_stops_the_decision(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let id = desk.proposed(&adjustment()).await;
        desk.repays("2026-07-01", 30 * MILLION).await;
        let before = (desk.statement().await, desk.capital().await);
        let refused = desk.approve(&id).await.refuses(409, "conflict").json();
        let said = refused["detail"].as_str().expect("a sentence");
        assert!(said.contains("Trả nợ 30.000.000") && said.contains("01/07/2026") && said.contains("lập đề nghị mới"), "{said}");
        assert_eq!((desk.statement().await, desk.capital().await), before);
        assert_eq!(desk.shown(&id).await["status"], "proposed");
        world.expect_audit("restructuring.approve", "refused").await;
        desk.lending.approver.get(&format!("/restructurings/{id}")).await.is(200).says("Đề nghị này không còn quyết định được");
        // The old plan no longer sums either; a new proposal by the new figures does.
        desk.post(&desk.lending.appraiser, &format!("restructurings/{id}/withdraw"), &json!({})).await.is(200);
        desk.propose(&adjustment()).await.refuses(422, "invalid");
        let owed = desk.position().await.principal_outstanding.as_dong();
        let parts = json!([{ "due": "2026-10-02", "principal": owed - 100 * MILLION }, { "due": "2027-03-02", "principal": 100 * MILLION }]);
        desk.decided(&json!({ "kind": "term_adjustment", "plan": parts, "reason": "Theo số liệu mới" })).await;
        books_hold(world).await;
    }

    /// Time alone may pass a proposal by: its first due date has come.
    async fn a_plan_that_time_has_passed_is_not_approved(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let id = desk.proposed(&json!({ "kind": "term_adjustment", "plan": plan(&[("2026-07-03", 100), ("2027-03-02", 100)]), "reason": "Gấp" })).await;
        desk.on("2026-07-03").await;
        let refused = desk.approve(&id).await.refuses(422, "invalid").json();
        assert_eq!(refused["errors"][0]["pointer"], "/plan/0/due");
        desk.lending.approver.post(&format!("/restructurings/{id}/approve"), &[("note", "")]).await.is(422).says("Ngày đến hạn phải sau hôm nay (03/07/2026).");
        assert_eq!(desk.book().await.events.len(), 1);
    }

    /// What waits for an approver: only what they may decide.
    async fn the_queue_of_an_approver_holds_what_they_may_decide(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let id = desk.proposed(&adjustment()).await;
        let waiting = async |user: String| {
            let found = world.office().store.read(async |tx| restructurings::waiting_for(tx, &user, 10).await).await;
            found.expect("readable").into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(waiting(desk.lending.approver.id.clone()).await, vec![id.clone()]);
        for other in [&desk.lending.appraiser, &desk.lending.cashier, &desk.lending.auditor, &desk.lending.applicant] {
            assert!(waiting(other.id.clone()).await.is_empty(), "{}", other.name);
        }
        desk.lending.approver.get("/").await.is(200).links_to(&format!("/restructurings/{id}")).says("200.000.000");
        desk.lending.appraiser.get("/").await.is(200).is_silent_about(&id);
        desk.approve(&id).await.is(200);
        world.expect_mails("restructured").await;
        desk.lending.approver.get("/").await.is(200).is_silent_about(&id);
        assert!(waiting(desk.lending.approver.id.clone()).await.is_empty());
    }

    /// Neither a closed nor an open proposal can be rewritten, by the database itself.
    async fn the_database_keeps_what_was_proposed(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let open = desk.proposed(&adjustment()).await;
        let store = &world.office().store;
        for sql in ["UPDATE restructurings SET reason = 'khác' WHERE id = $1", "UPDATE restructurings SET change = '{}' WHERE id = $1", "DELETE FROM restructurings WHERE id = $1"] {
            let done = store.write(async |tx| tx.execute(sql, args![&open]).await).await;
            assert!(done.is_err(), "{sql}");
        }
        desk.approve(&open).await.is(200);
        world.expect_mails("restructured").await;
        let sql = "UPDATE restructurings SET status = 'rejected', event_id = NULL WHERE id = $1";
        assert!(store.write(async |tx| tx.execute(sql, args![&open]).await).await.is_err());
        assert_eq!(desk.shown(&open).await["status"], "approved");
    }
}
