//! The offer: read, accepted with a declaration or declined with a reason; the contract is signed with an answer or without.
use serde_json::json;

use super::{MILLION, usual_letters};
use crate::world::PASSWORD;

story! {
    /// The cooperative reads the offer, ticks the declaration and accepts; the officers see it; the contract is signed as before.
    async fn an_offer_is_accepted_and_signed(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.approved(120 * MILLION).await;
        team.applicant.sign_in(PASSWORD).await;
        let page = format!("/loans/{loan}/offer");
        team.applicant.get(&format!("/loans/{loan}")).await.is(200).says("Xin đọc các điều kiện và trả lời").links_to(&page);
        let read = team.applicant.get(&page).await.is(200).says("120.000.000 ₫").says("Một trăm hai mươi triệu đồng").says("6 %/năm");
        read.says("Không thu phí").says("Hết hiệu lực nếu chưa ký hợp đồng sau ngày").says("Tổng cộng");
        team.applicant.post(&format!("{page}/accept"), &[]).await.is(422).says("Cần điền mục này");
        team.applicant.submit(&format!("{page}/accept"), &[("declared", "true")]).await.is(200).says("Đã ghi nhận đồng ý vay");
        assert_eq!(world.expect_mails("offer_answered").await.len(), 2, "the cashier and the cooperative are told");
        team.cashier.sign_in(PASSWORD).await;
        team.cashier.get(&format!("/loans/{loan}")).await.is(200).says("Hợp tác xã đã đồng ý vay lúc 09:00 02/03/2026, người trả lời: Xin db");
        let door = format!("loans/{loan}/offer/accept");
        team.deed(&team.applicant, &door, &json!({ "declared": true })).await.refuses(409, "wrong_state");
        team.deed(&team.applicant, &format!("loans/{loan}/offer/decline"), &json!({ "reason": "Muộn" })).await.refuses(409, "wrong_state");
        let shown = team.auditor.api_get(&format!("/api/v1/loans/{loan}/offer")).await.is(200).json();
        assert_eq!((&shown["answer"], &shown["answered_by"]), (&json!("accepted"), &json!("Xin db")));
        team.deed(&team.cashier, &format!("loans/{loan}/sign"), &json!({ "number": "1/HĐTD", "date": "2026-03-02" })).await.is(200);
        for sql in ["DELETE FROM offer_answers", "UPDATE offer_answers SET answer = 'declined', reason = 'x'"] {
            let changed = world.office().store.write(async |tx| tx.execute(sql, vec![]).await.map(|_| ())).await;
            assert!(changed.is_err(), "{sql}");
        }
        usual_letters(world).await;
    }

    /// Declined with a reason: the loan is cancelled and its capital free again.
    async fn an_offer_is_declined(world: &World) {
        let team = world.team("db", 300 * MILLION).await;
        let loan = team.approved(40 * MILLION).await;
        let door = format!("loans/{loan}/offer/decline");
        for reason in ["", "  ", "\u{202e}x", &"x".repeat(1001)] {
            team.deed(&team.applicant, &door, &json!({ "reason": reason })).await.refuses(422, "invalid");
        }
        team.deed(&team.applicant, &door, &json!({ "reason": 7 })).await.refuses(422, "invalid");
        let before = team.auditor.api_get(&format!("/api/v1/funds/{}/capital", team.fund)).await.is(200).json();
        assert_eq!(before["reserved"], 40 * MILLION);
        let declined = team.deed(&team.applicant, &door, &json!({ "reason": "Đã vay được nơi khác – cảm ơn quỹ" })).await.is(200).json();
        assert_eq!((&declined["answer"], &declined["reason"]), (&json!("declined"), &json!("Đã vay được nơi khác – cảm ơn quỹ")));
        let after = team.auditor.api_get(&format!("/api/v1/funds/{}/capital", team.fund)).await.is(200).json();
        assert_eq!((&after["reserved"], &after["available"]), (&json!(0), &json!(300 * MILLION)));
        let shown = team.cashier.api_get(&format!("/api/v1/loans/{loan}")).await.is(200).json();
        assert_eq!(shown["status"], "cancelled");
        world.expect_audit("offer.decline", "done").await;
        team.applicant.sign_in(PASSWORD).await;
        let application = shown["application"]["id"].as_str().expect("an id");
        let page = team.applicant.get(&format!("/applications/{application}")).await.is(200).says("Hợp tác xã không nhận khoản vay");
        page.says("Lý do: Đã vay được nơi khác – cảm ơn quỹ").links_to(&format!("/loans/{loan}"));
        team.deed(&team.cashier, &format!("loans/{loan}/sign"), &json!({ "number": "1/HĐTD", "date": "2026-03-02" })).await.refuses(409, "wrong_state");
        assert_eq!(world.expect_mails("offer_answered").await.len(), 2);
        usual_letters(world).await;
    }

    /// Nobody answers for somebody else, after the contract, or after the offer lapsed.
    async fn an_offer_is_its_cooperatives_and_of_its_time(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 3_000_000_000).await;
        let signed = team.signed(world, 50 * MILLION).await;
        let lapsing = team.approved(50 * MILLION).await;
        let declared = json!({ "declared": true });
        team.deed(&team.applicant, &format!("loans/{signed}/offer/accept"), &declared).await.refuses(409, "wrong_state");
        let door = format!("loans/{lapsing}/offer/accept");
        team.deed(&other.applicant, &door, &declared).await.refuses(404, "not_found");
        for officer in [&team.cashier, &team.approver, &team.administrator] {
            team.deed(officer, &door, &declared).await.refuses(403, "forbidden");
        }
        other.cashier.api_get(&format!("/api/v1/loans/{lapsing}/offer")).await.refuses(404, "not_found");
        team.deed(&team.applicant, &door, &json!({ "declared": "yes" })).await.refuses(422, "invalid");
        world.go_to("2026-06-20");
        team.deed(&team.applicant, &door, &declared).await.refuses(409, "wrong_state");
        usual_letters(world).await;
    }
}
