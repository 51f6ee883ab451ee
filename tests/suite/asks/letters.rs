//! The letters a cooperative got, for the cooperative alone.
use serde_json::json;

use super::{MILLION, usual_letters};
use crate::world::PASSWORD;

story! {
    /// Subject, day, state and text of every letter to it; none of the fund's own, none of others.
    async fn a_cooperative_reads_its_letters_again(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 3_000_000_000).await;
        let loan = team.active(world, 120 * MILLION).await;
        let body = json!({ "kind": "more_time", "purpose": "Lũ", "plan": "Lùi" });
        team.deed(&team.applicant, &format!("loans/{loan}/requests"), &body).await.is(201);
        team.applicant.sign_in(PASSWORD).await;
        let page = team.applicant.get("/letters").await.is(200).says("Thư đã gửi cho hợp tác xã").says("Đang chờ gửi");
        page.says("Đã giải ngân 120.000.000 ₫ cho khoản vay KV-2026-00001").says("Đã nhận: Đề nghị gia hạn, giãn nợ số YC-2026-00001").is_silent_about("số YC-2026-00001, khoản vay");
        let mail = world.mailbox().await.into_iter().find(|mail| mail.kind == "disbursed").expect("a letter");
        team.applicant.get(&format!("/letters/{}", mail.id)).await.is(200).says("Kính gửi Xin db").says("Công ty Máy nông nghiệp").says("Lịch trả nợ");
        let to_staff = world.mailbox().await.into_iter().find(|mail| mail.kind == "ask_made").expect("a letter");
        team.applicant.get(&format!("/letters/{}", to_staff.id)).await.is(404);
        other.applicant.sign_in(PASSWORD).await;
        other.applicant.get("/letters").await.is(200).says("Chưa có thư nào");
        other.applicant.get(&format!("/letters/{}", mail.id)).await.is(404);
        team.cashier.sign_in(PASSWORD).await;
        team.cashier.get("/letters").await.is(403);
        team.applicant.get("/letters?before=%00").await.is(200);
        world.expect_mails("ask_made").await;
        usual_letters(world).await;
    }
}
