//! Asking to prepay or for more time: answered in words, by a booking, or by a proposal.
use serde_json::json;

use super::{MILLION, asked, asks, seen, usual_letters};
use crate::world::PASSWORD;

story! {
    /// More time is the appraiser's to answer: in words, or by a proposal that is filled in from it.
    async fn more_time_is_answered_by_the_appraiser(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.active(world, 120 * MILLION).await;
        let body = json!({ "kind": "more_time", "purpose": "Lũ quét mất vụ lúa – tháng 8", "plan": "Lùi kỳ tháng 9 sang tháng 12" });
        let id = asked(&team, &loan, &body).await;
        team.appraiser.sign_in(PASSWORD).await;
        team.appraiser.get("/").await.is(200).says("Trả lời: Đề nghị gia hạn, giãn nợ").links_to(&format!("/asks/{id}"));
        team.deed(&team.cashier, &format!("requests/{id}/answer"), &json!({ "answer": "x" })).await.refuses(404, "not_found");
        let page = team.appraiser.get(&format!("/asks/{id}")).await.is(200).says("Lũ quét mất vụ lúa – tháng 8");
        page.links_to(&format!("/loans/{loan}/restructure?ask={id}"));
        let form = team.appraiser.get(&format!("/loans/{loan}/restructure?kind=rate&ask={id}")).await.is(200);
        assert!(form.text().contains("Lùi kỳ tháng 9 sang tháng 12"), "what was asked is filled in");
        let proposal = json!({ "kind": "rate", "annual_rate_percent": "5", "reason": "Thiên tai", "answers": id });
        let made = team.deed(&team.appraiser, &format!("loans/{loan}/restructure"), &proposal).await.is(201).json();
        let done = seen(&team, &id).await;
        assert_eq!((&done["status"], &done["restructuring"]), (&json!("answered"), &made["id"]));
        let second = asked(&team, &loan, &json!({ "kind": "more_time", "purpose": "Giá xuống", "plan": "Trả dần" })).await;
        team.appraiser.post(&format!("/asks/{second}/answer"), &[("answer", "")]).await.is(422).says("Cần điền mục này");
        team.appraiser.submit(&format!("/asks/{second}/answer"), &[("answer", "Mời đến quỹ ngày 10/3")]).await.is(200).says("Đã trả lời");
        assert_eq!(seen(&team, &second).await["answer"], "Mời đến quỹ ngày 10/3");
        assert_eq!(world.expect_mails("ask_answered").await.len(), 1);
        assert_eq!(world.expect_mails("ask_made").await.len(), 2);
        usual_letters(world).await;
    }

    /// A prepayment is asked for, filled in and booked; what does not belong to it is refused.
    async fn a_prepayment_is_asked_for_and_booked(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.active(world, 120 * MILLION).await;
        let body = json!({ "kind": "prepayment", "amount": 20 * MILLION, "date": "2026-03-10", "effect": "lower" });
        for (name, value) in [("effect", json!(null)), ("effect", json!("later")), ("date", json!("2026-03-01")), ("date", json!(null)), ("plan", json!("x"))] {
            let mut wrong = body.clone();
            wrong[name] = value;
            asks(&team, &loan, &wrong).await.refuses(422, "invalid");
        }
        let id = asked(&team, &loan, &body).await;
        world.go_to("2026-03-10");
        team.cashier.sign_in(PASSWORD).await;
        team.cashier.get(&format!("/loans/{loan}/prepay?ask={id}")).await.is(200).says("Điền sẵn theo đề nghị YC-2026-00001");
        let paid = json!({ "date": "2026-03-10", "amount": 20 * MILLION, "effect": "lower", "answers": id });
        team.deed(&team.cashier, &format!("loans/{loan}/prepayments"), &paid).await.is(201);
        assert_eq!(seen(&team, &id).await["status"], "answered");
        for empty in ["", "  "] {
            asks(&team, &loan, &json!({ "kind": "more_time", "purpose": empty, "plan": "x" })).await.refuses(422, "invalid");
        }
        world.expect_mails("ask_made").await;
        usual_letters(world).await;
    }
}
