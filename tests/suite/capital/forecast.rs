//! What the capital of a fund allows in the coming months.
use coopfund::access::Duty;
use serde_json::{Value as Json, json};

use crate::world::staff;
use crate::world::team::Team;

const MILLION: i64 = 1_000_000;

async fn forecast(team: &Team, query: &str) -> Json {
    team.auditor.api_get(&format!("/api/v1/funds/{}/forecast{query}", team.fund)).await.is(200).json()
}

fn sum(months: &Json, name: &str) -> i64 {
    months.as_array().expect("months").iter().map(|month| month[name].as_i64().expect("a number")).sum()
}

story! {
    /// 1 000 million, 120 lent over three years by the quarter from the sixth month on, 90 promised.
    async fn the_forecast_follows_the_schedules_and_the_groups(world: &World) {
        let team = world.team("db", 1_000 * MILLION).await;
        let empty = forecast(&team, "").await;
        assert_eq!((&empty["now"]["average_loan"], sum(&empty["now"]["months"], "served")), (&Json::Null, 0));
        team.active(world, 120 * MILLION).await;
        let second = { let mut wanted = team.wanted(90 * MILLION); wanted["cooperative"] = json!(world.cooperative("HTX Hai").await); wanted };
        let id = crate::world::team::id_of(&team.deed(&team.appraiser, "applications", &second).await.is(201));
        team.sent_on_behalf(world, &id).await;
        team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &json!({ "recommendation": "approve", "note": "Khả thi" })).await.is(200);
        team.deed(&team.approver, &format!("applications/{id}/approve"), &json!({})).await.is(200);
        let found = forecast(&team, "").await;
        let now = &found["now"];
        assert_eq!((&now["available"], &now["average_loan"], &now["term_months"]), (&json!(790 * MILLION), &json!(105 * MILLION), &json!(36)));
        assert_eq!(found["now"], found["what_if"]);
        // The first quarter is free of principal: eleven instalments in September 2026 and every quarter after.
        assert_eq!(sum(&now["months"], "by_schedule") + now["later"].as_i64().expect("dong"), 120 * MILLION);
        assert_eq!((&now["months"][3]["by_schedule"], now["months"][6]["by_schedule"].as_i64().map(|it| it > 0)), (&json!(0), Some(true)));
        assert_eq!(sum(&now["months"], "by_schedule"), sum(&now["months"], "corrected"), "in term nothing is corrected");
        assert_eq!((&now["months"][0]["served"], &now["months"][0]["available"]), (&json!(7), &json!(790 * MILLION)));
        let served = |found: &Json| found["what_if"]["months"][23]["served_so_far"].as_i64().expect("a number");
        let base = served(&found);
        assert!(served(&forecast(&team, "?capital=1050000000").await) >= base + 10);
        assert!(served(&forecast(&team, "?term=120").await) < base);
        assert!(served(&forecast(&team, "?arrears=50").await) < base);
        for query in ["?capital=-1", "?capital=x", "?term=0", "?term=361", "?arrears=101", "?arrears="] {
            team.auditor.api_get(&format!("/api/v1/funds/{}/forecast{query}", team.fund)).await.refuses(422, "invalid");
        }
        // Nothing is paid: since 2 June, more than 90 days, the interest is late; the loan is in group 4, and half of it is not expected.
        world.go_to("2026-10-05");
        let late = forecast(&team, "").await["now"].clone();
        let (by_schedule, corrected) = (sum(&late["months"], "by_schedule"), sum(&late["months"], "corrected"));
        assert_eq!(by_schedule + late["later"].as_i64().expect("dong"), 120 * MILLION);
        assert!(late["months"][0]["by_schedule"].as_i64() > Some(0), "what is overdue counts now: {late}");
        assert!(corrected < by_schedule && corrected > 0, "{corrected} of {by_schedule}");
        for mail in world.mailbox().await {
            world.expect_mails(&mail.kind).await;
        }
    }

    /// The page: figures, how they are computed, and what was asked beside them.
    async fn the_page_sets_what_is_asked_beside_what_is(world: &World) {
        let team = world.team("db", 1_000 * MILLION).await;
        team.active(world, 120 * MILLION).await;
        for kind in ["receipt", "approved", "disbursed"] {
            world.expect_mails(kind).await;
        }
        let auditor = world.person("Dế", &[staff(Duty::Auditor, &team.fund_id)]).await;
        auditor.get("/dashboard").await.is(200).links_to(&format!("/dashboard/forecast?fund={}", team.fund));
        let page = auditor.get("/dashboard/forecast").await.is(200).says("03/2026 0 ₫ 0 ₫ 880.000.000 ₫ 7 7");
        page.says("khoản vay bình quân 120.000.000 ₫ (1 khoản đã duyệt)").says("đúng bằng tỷ lệ dự phòng cụ thể của nhóm").says("Hợp tác xã phục vụ thêm trong 24 tháng");
        let asked = auditor.get("/dashboard/forecast?capital=1.200.000.000&term=&arrears=0").await.is(200);
        asked.says("Như hiện nay Theo giả định").says("Còn cho vay được cuối kỳ");
        auditor.get("/dashboard/forecast?term=500").await.is(422).says("Phải từ 1 đến 360");
        auditor.get("/dashboard/forecast?fund=khong-co").await.is(404);
        let stranger = world.person("Ai", &[crate::world::of_cooperative(&team.cooperative)]).await;
        stranger.get("/dashboard/forecast").await.is(403);
    }
}
