//! A payment that the cooperative says it made: it waits, is matched by the cashier's own booking, or refused; it books nothing.
use serde_json::json;

use super::{MILLION, asked, asks, seen, usual_letters};
use crate::world::PASSWORD;

story! {
    /// Told, awaited, booked from a filled-in form, matched to the booking.
    async fn a_payment_told_of_is_matched(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.active(world, 120 * MILLION).await;
        world.go_to("2026-06-02");
        team.applicant.sign_in(PASSWORD).await;
        let form = format!("/loans/{loan}/ask/payment");
        let filled = team.applicant.get(&form).await.is(200).says("Báo tin này chưa ghi giảm nợ");
        assert!(filled.text().contains("value=\"1814795\"") || filled.text().contains("value=\"1.814.795\""), "what is due is filled in");
        team.applicant.submit(&form, &[("amount", "1.814.795"), ("date", "02/06/2026"), ("reference", "FT26153 – VCB")]).await.is(200).says("YC-2026-00001");
        let before = team.auditor.api_get(&format!("/api/v1/loans/{loan}/statement")).await.is(200).json();
        assert_eq!(before["interest_due"], 1_814_795, "telling books nothing");
        team.applicant.get(&format!("/loans/{loan}")).await.is(200).says("Báo đã trả nợ").says("Đang chờ");
        let list = team.applicant.api_get(&format!("/api/v1/loans/{loan}/requests")).await.is(200).json();
        let id = list[0]["id"].as_str().expect("an id").to_owned();
        team.cashier.sign_in(PASSWORD).await;
        let page = team.cashier.get(&format!("/loans/{loan}/repay?ask={id}")).await.is(200).says("Điền sẵn theo đề nghị YC-2026-00001");
        assert!(page.text().contains("FT26153 – VCB"), "the reference is filled in");
        let booked = [("date", "2026-06-02"), ("amount", "1814795"), ("reference", "FT26153 – VCB"), ("answers", &id), ("step", "book")];
        team.cashier.post(&format!("/loans/{loan}/repay"), &booked).await.leads_to(&format!("/loans/{loan}"));
        let done = seen(&team, &id).await;
        let loan_shown = team.auditor.api_get(&format!("/api/v1/loans/{loan}")).await.is(200).json();
        let events: Vec<&serde_json::Value> = loan_shown["events"].as_array().expect("events").iter().map(|event| &event["id"]).collect();
        assert_eq!(done["status"], "matched");
        assert!(events.contains(&&done["event"]), "{done}");
        world.expect_mails("ask_made").await;
        usual_letters(world).await;
    }

    /// Two payments of one amount and day with two references are two; the same reference is one, also with another day or spelling.
    async fn a_payment_is_known_by_its_reference(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.active(world, 120 * MILLION).await;
        world.go_to("2026-03-04");
        let told = |reference: Option<&str>, date: &str| json!({ "kind": "payment", "amount": 5 * MILLION, "date": date, "reference": reference });
        asked(&team, &loan, &told(Some("FT 1"), "2026-03-03")).await;
        asked(&team, &loan, &told(Some("FT 2"), "2026-03-03")).await;
        for (reference, date) in [(Some("FT 1"), "2026-03-03"), (Some("ft1"), "2026-03-03"), (Some("FT 2"), "2026-03-04"), (None, "2026-03-03")] {
            let same = asks(&team, &loan, &told(reference, date)).await.refuses(422, "invalid").json();
            assert_eq!((&same["errors"][0]["pointer"], &same["errors"][0]["code"]), (&json!("/again"), &json!("asked_before")));
        }
        asked(&team, &loan, &told(None, "2026-03-04")).await;
        asks(&team, &loan, &told(None, "2026-03-04")).await.refuses(422, "invalid");
        asked(&team, &loan, &told(Some("FT 3"), "2026-03-03")).await;
        world.expect_mails("ask_made").await;
        usual_letters(world).await;
    }

    /// Told twice is asked about; what cannot be is refused; the cashier may refuse it.
    async fn a_payment_told_of_is_checked(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let signed = team.signed(world, 60 * MILLION).await;
        let told = json!({ "kind": "payment", "amount": 5 * MILLION, "date": "2026-03-02", "reference": "FT 1" });
        asks(&team, &signed, &told).await.refuses(409, "wrong_state");
        let loan = team.active(world, 120 * MILLION).await;
        for (name, value) in [
            ("date", json!("2026-03-03")), ("date", json!("2026-03-01")), ("date", json!(null)), ("amount", json!(0)),
            ("reference", json!("x".repeat(201))), ("effect", json!("shorter")), ("payee", json!("x")),
        ] {
            let mut body = told.clone();
            body[name] = value;
            asks(&team, &loan, &body).await.refuses(422, "invalid");
        }
        let id = asked(&team, &loan, &told).await;
        asks(&team, &loan, &told).await.refuses(422, "invalid");
        team.applicant.sign_in(PASSWORD).await;
        let typed = [("amount", "5000000"), ("date", "2026-03-02"), ("reference", "FT 1")];
        team.applicant.post(&format!("/loans/{loan}/ask/payment"), &typed).await.is(422).says("YC-2026-00001").says("Đây là một lần khác");
        let refused = team.deed(&team.cashier, &format!("requests/{id}/refuse"), &json!({ "reason": "Chưa thấy tiền về" })).await.is(200).json();
        assert_eq!(refused["status"], "refused");
        // Refused, it may be told again.
        let second = asked(&team, &loan, &told).await;
        // A request of another kind is not answered by a repayment.
        let more = asked(&team, &loan, &json!({ "kind": "more_time", "purpose": "Lũ", "plan": "Lùi một kỳ" })).await;
        let wrong = json!({ "date": "2026-03-02", "amount": MILLION, "answers": more });
        team.deed(&team.cashier, &format!("loans/{loan}/repayments"), &wrong).await.refuses(422, "invalid");
        let right = json!({ "date": "2026-03-02", "amount": 5 * MILLION, "reference": "FT 1", "answers": second });
        team.deed(&team.cashier, &format!("loans/{loan}/repayments"), &right).await.is(201);
        assert_eq!(seen(&team, &second).await["status"], "matched");
        let refused = world.expect_mails("ask_refused").await.remove(0);
        let letter = team.applicant.get(&format!("/letters/{}", refused.id)).await.is(200);
        letter.says("chưa thấy khoản tiền này").says("báo lại kèm mã giao dịch").is_silent_about("đề nghị mới");
        for kind in ["ask_made", "ask_received"] {
            world.expect_mails(kind).await;
        }
        usual_letters(world).await;
    }
}
