//! A fund whose regulation lacks a setting lends nothing, and says which.
use rocket::http::Method;
use serde_json::json;

use super::cast::{appraise, appraised, cast, draft, id, submitted, version};
use crate::world::{Database, World, everywhere};
use coopfund::access::Duty;

/// Takes a setting away, past the program: none can be taken away otherwise.
async fn lose(world: &World, key: &'static str) {
    let unlock = match world.database() {
        Database::Sqlite => "DROP TRIGGER IF EXISTS fund_settings_no_delete",
        Database::Postgres => "DROP TRIGGER IF EXISTS fund_settings_append_only ON fund_settings",
    };
    world.arrange(async |tx| tx.execute(unlock, vec![]).await).await;
    world.arrange(async |tx| tx.execute("DELETE FROM fund_settings WHERE key = $1", coopfund::args![key]).await).await;
}

story! {
    /// Nothing is sent in, appraised or approved while a setting is missing, and each refusal names it; so does the page of the
    /// regulation.
    async fn no_step_is_taken_without_the_whole_regulation(world: &World) {
        let cast = cast(world).await;
        let (waiting, begun, decided) = (submitted(world, &cast).await, draft(&cast).await, appraised(world, &cast).await);
        let chief = world.person("Trưởng", &[everywhere(Duty::Administrator)]).await;
        let page = "/admin/funds/dienbien-htx/settings";
        chief.get(page).await.is(200).says("Mọi mục bắt buộc đã có.");
        lose(world, "grace_days").await;
        lose(world, "report_addressees").await;
        let names = ["Số ngày trước khi chuyển nợ quá hạn", "Nơi nhận báo cáo"];
        let told = |answer: crate::world::Answer| names.into_iter().fold(answer, |answer, name| answer.says(name));
        told(chief.get(page).await.is(200).says("Quỹ chưa thể cho vay vì còn thiếu"));
        told(cast.applicant.post(&format!("{begun}/submit"), &[("declared", "true")]).await.is(422));
        told(appraise(&cast.appraiser, &waiting, "approve").await.is(422));
        let opened = version(&cast.approver, &decided).await;
        let fields = [("version", opened.as_str()), ("amount", "300.000.000"), ("annual_rate_percent", "6")];
        told(cast.approver.post(&format!("{decided}/approve"), &fields).await.is(422));
        let door = format!("/api/v1/applications/{}/approve", id(&decided));
        let refused = cast.approver.api(Method::Post, &door, &json!({})).await.refuses(422, "not_eligible").json();
        assert_eq!(refused["errors"][0]["pointer"], "/findings/OWN-REGULATION");
        for name in names {
            assert!(refused["detail"].as_str().expect("a sentence").contains(name), "{refused}");
        }
        // To refuse a loan takes no regulation.
        let fields = [("version", opened.as_str()), ("reason", "Quy chế chưa đủ.")];
        cast.approver.post(&format!("{decided}/reject"), &fields).await.is(303);
        world.expect_mail("rejected", &cast.applicant.email).await;
    }
}
