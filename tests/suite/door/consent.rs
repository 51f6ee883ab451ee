//! Consent: each purpose by itself, freely, as dated facts; what a withdrawal does.
use coopfund::args;
use serde_json::json;

use crate::world::PASSWORD;

const AMOUNT: i64 = 90_000_000;
const HERE: &str = "/account/consent";

/// The form of a purpose: `give` or `withdraw`.
fn decision<'f>(purpose: &'f str, decision: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![("purpose", purpose), ("decision", decision)]
}

story! {
    /// Nothing is ticked beforehand, each purpose is told in full, and what was done is kept with its wording and its day.
    async fn consent_is_given_purpose_by_purpose(world: &World) {
        let team = world.team("dongy", 3_000_000_000).await;
        let person = &team.applicant;
        person.sign_in(PASSWORD).await.is(303);
        let page = person.get(HERE).await.is(200);
        let page = page.says("Đánh giá khả năng trả nợ từ thông tin tín dụng").says("Trung tâm Thông tin tín dụng Quốc gia").says("Ai nhận").says("Lưu bao lâu").says("Nếu rút lại");
        let page = page.says("không dựa trên sự đồng ý").says("Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15");
        assert!(!page.text().contains(" checked"), "nothing is ticked beforehand");
        assert_eq!(page.words().matches("Chưa đồng ý").count(), 2);
        person.post(HERE, &decision("credit_assessment", "give")).await.is(422).says("Cần điền mục này");
        let mut ticked = decision("credit_assessment", "give");
        ticked.push(("agree-credit_assessment", "true"));
        person.post(HERE, &ticked).await.leads_to(HERE);
        // Twice is once.
        person.post(HERE, &ticked).await.leads_to(HERE);
        let page = person.get(HERE).await.says("Đã đồng ý từ").says("Chưa đồng ý");
        assert_eq!(page.words().matches("Đồng ý: Đánh giá").count(), 1);
        world.expect_audit("consent.give", "done").await;
        let kept: Vec<(String, bool, String)> = world.office().store.list("SELECT purpose, given, wording FROM consents WHERE user_id = $1", args![&person.id]).await.expect("read");
        assert_eq!(kept.len(), 1);
        assert!(kept[0].1 && kept[0].2.contains("CIC") && kept[0].2.contains("chấm điểm"), "{kept:?}");
        for wrong in ["", "everything", "credit_assessment\u{0}"] {
            person.post(HERE, &decision(wrong, "give")).await.is(422);
        }
        person.post(HERE, &decision("credit_assessment", "withdraw")).await.leads_to(HERE);
        person.get(HERE).await.says("Đã rút lại từ").says("Rút lại: Đánh giá");
    }

    /// The facts cannot be changed or removed.
    async fn the_facts_stay(world: &World) {
        let team = world.team("giu", 3_000_000_000).await;
        team.applicant.sign_in(PASSWORD).await.is(303);
        team.applicant.post(HERE, &[("purpose", "referral"), ("decision", "give"), ("agree-referral", "true")]).await.is(303);
        for sql in ["UPDATE consents SET given = FALSE", "DELETE FROM consents"] {
            let tried = world.office().store.write(async |tx| tx.execute(sql, args![]).await).await;
            assert!(tried.is_err(), "{sql}");
        }
    }

    /// Withdrawn, no loan may be proposed on credit information, refusing may; given again, it goes on. Who never said anything here
    /// is the officer's matter.
    async fn a_withdrawal_stops_the_appraisal(world: &World) {
        let team = world.team("rut", 3_000_000_000).await;
        let person = &team.applicant;
        person.sign_in(PASSWORD).await.is(303);
        let give = [("purpose", "credit_assessment"), ("decision", "give"), ("agree-credit_assessment", "true")];
        let id = team.submitted(AMOUNT).await;
        person.post(HERE, &give).await.is(303);
        person.post(HERE, &decision("credit_assessment", "withdraw")).await.is(303);
        let said = json!({ "recommendation": "approve", "note": "Khả thi, đã xem CIC" });
        let refused = team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &said).await;
        let detail = refused.refuses(409, "consent_withdrawn").json()["detail"].as_str().expect("a sentence").to_owned();
        assert!(detail.contains("02/03/2026"), "{detail}");
        world.expect_audit("application.appraise", "refused").await;
        person.post(HERE, &give).await.is(303);
        team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &said).await.is(200);
        // The other purpose is another matter; so is another cooperative.
        let other = world.team("khac", 3_000_000_000).await;
        person.post(HERE, &decision("credit_assessment", "withdraw")).await.is(303);
        let free = other.submitted(AMOUNT).await;
        other.deed(&other.appraiser, &format!("applications/{free}/appraise"), &said).await.is(200);
        let again = team.submitted(AMOUNT).await;
        let no = json!({ "recommendation": "reject", "note": "Hợp tác xã không đồng ý cho xem thông tin tín dụng." });
        team.deed(&team.appraiser, &format!("applications/{again}/appraise"), &no).await.is(200);
        world.expect_mails("receipt").await;
    }
}
