//! Related persons: who counts together, and where the limit stands.
use coopfund::actions::{Error, Refusal, submit};
use coopfund::store::loans;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use crate::world::World;
use crate::world::team::{Team, id_of, tranche};

const MILLION: i64 = 1_000_000;

/// An application of another cooperative, appraised; its id.
async fn appraised_for(world: &World, team: &Team, cooperative: &str, amount: i64) -> String {
    let mut wanted = team.wanted(amount);
    wanted["cooperative"] = json!(cooperative);
    let id = id_of(&team.deed(&team.appraiser, "applications", &wanted).await.is(201));
    team.sent_on_behalf(world, &id).await;
    let said = json!({ "recommendation": "approve", "note": "Khả thi" });
    team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &said).await.is(200);
    id
}

async fn approve(team: &Team, id: &str) -> crate::world::Answer {
    team.deed(&team.approver, &format!("applications/{id}/approve"), &json!({})).await
}

async fn relate(team: &Team, cooperative: &str, body: &Json) -> crate::world::Answer {
    team.deed(&team.appraiser, &format!("cooperatives/{cooperative}/related"), body).await
}

fn outsider(name: &str, identifier: Option<&str>) -> Json {
    json!({ "kind": "owner", "name": name, "identifier": identifier, "from": "2026-03-02", "document": "Bản khai 3/2026" })
}

/// The CF-28 finding of what an application says now.
async fn finding(team: &Team, id: &str) -> Json {
    let sheet = team.appraiser.api_get(&format!("/api/v1/applications/{id}")).await.is(200).json();
    let findings = sheet["findings"].as_array().expect("findings").clone();
    findings.into_iter().find(|finding| finding["rule"] == "CF-28").expect("CF-28")
}

async fn mention(world: &World) {
    for mail in world.mailbox().await {
        world.expect_mails(&mail.kind).await;
    }
}

story! {
    /// 1 000 million: one borrower may owe 150, with its related persons 250.
    async fn related_cooperatives_count_together(world: &World) {
        let team = world.team("db", 1_000 * MILLION).await;
        let (second, third) = (world.cooperative("HTX Hai").await, world.cooperative("HTX Ba").await);
        let code = world.cooperative_code(&second).await;
        // Nobody was asked: the rule stays open.
        let first = team.appraised(150 * MILLION).await;
        assert_eq!(finding(&team, &first).await["outcome"], "missing");
        let by_code = json!({ "kind": "group", "cooperative": code, "from": "2026-03-02", "document": "Giấy đăng ký" });
        relate(&team, &team.cooperative, &by_code).await.is(201);
        relate(&team, &second, &outsider("Lò Văn Hặc", Some("011085000123"))).await.is(201);
        relate(&team, &third, &outsider("Lo Van Hac", Some("0110 8500 0123"))).await.is(201);
        approve(&team, &first).await.is(200);
        world.expect_audit("application.approve", "done").await;
        // Of the other side, and through the same person, the debts count; at the limit, and one dong above it.
        let at_limit = appraised_for(world, &team, &second, 100 * MILLION).await;
        let found = finding(&team, &at_limit).await;
        assert_eq!((&found["outcome"], &found["observed"], &found["limit"]), (&json!("pass"), &json!(250 * MILLION), &json!(250 * MILLION)), "{found}");
        let wanted = { let mut wanted = team.wanted(100 * MILLION + 1); wanted["cooperative"] = json!(second); wanted };
        let above = id_of(&team.deed(&team.appraiser, "applications", &wanted).await.is(201));
        let refused = submit::submit(world.office(), &team.appraiser.user().await, &above, None, None).await;
        assert!(matches!(&refused, Err(Error::Refused(Refusal::NotEligible(rules))) if rules.iter().any(|rule| rule.0 == "CF-28")), "{refused:?}");
        // The third shares only a person with the second; the first is nobody's concern there.
        let of_third = appraised_for(world, &team, &third, 150 * MILLION).await;
        assert_eq!(finding(&team, &of_third).await["observed"], json!(150 * MILLION));
        approve(&team, &at_limit).await.is(200);
        assert_eq!(finding(&team, &of_third).await["observed"], json!(250 * MILLION));
        approve(&team, &of_third).await.is(200);
        let row = world.expect_audit("application.approve", "done").await;
        let after = row.after.expect("after").0;
        assert_eq!(after["related"], json!([{ "code": code, "name": "HTX Hai", "debt": 100 * MILLION }]));
        // The sheet of a decision stays as it was made.
        assert_eq!(finding(&team, &first).await["observed"], json!(150 * MILLION));
        mention(world).await;
    }

    /// Between the appraisal and the decision somebody becomes related: the decision is refused. Ended, it passes.
    async fn the_decision_and_the_tranche_look_again(world: &World) {
        let team = world.team("db", 1_000 * MILLION).await;
        let second = world.cooperative("HTX Hai").await;
        let code = world.cooperative_code(&second).await;
        let statement = json!({ "date": "2026-03-02", "document": "Bản khai" });
        team.deed(&team.appraiser, &format!("cooperatives/{second}/related-statement"), &statement).await.is(200);
        let first = team.signed(world, 150 * MILLION).await;
        let id = appraised_for(world, &team, &second, 150 * MILLION).await;
        assert_eq!(finding(&team, &id).await["outcome"], "pass");
        let by_code = json!({ "kind": "manager", "cooperative": code, "from": "2026-03-02", "document": "Biên bản" });
        let listed = relate(&team, &team.cooperative, &by_code).await.is(201).json();
        approve(&team, &id).await.refuses(422, "over_limit");
        let relation = listed["items"][0]["id"].as_str().expect("an id").to_owned();
        let end = |until: &str| json!({ "until": until, "reason": "Ghi nhầm" });
        let door = format!("cooperatives/{second}/related/{relation}/end");
        team.deed(&team.appraiser, &door, &end("2026-03-03")).await.refuses(422, "invalid");
        team.deed(&team.appraiser, &door, &end("2026-03-02")).await.is(200);
        team.deed(&team.appraiser, &door, &end("2026-03-02")).await.refuses(409, "wrong_state");
        approve(&team, &id).await.is(200);
        // Both are promised 150 when they turn out to be related after all: nothing is paid out until that is settled.
        relate(&team, &team.cooperative, &by_code).await.is(201);
        let refused = team.deed(&team.cashier, &format!("loans/{first}/disbursements"), &tranche(world, MILLION)).await.refuses(422, "not_eligible").json();
        assert!(refused["detail"].as_str().is_some_and(|detail| detail.contains("người có liên quan")), "{refused}");
        let listed = team.appraiser.api_get(&format!("/api/v1/cooperatives/{}/related", team.cooperative)).await.is(200).json();
        let relation = listed["items"][1]["id"].as_str().expect("an id").to_owned();
        team.deed(&team.appraiser, &format!("cooperatives/{}/related/{relation}/end", team.cooperative), &end("2026-03-02")).await.is(200);
        team.deed(&team.cashier, &format!("loans/{first}/disbursements"), &tranche(world, MILLION)).await.is(201);
        mention(world).await;
    }

    /// The page: who keeps the list, what is wrong with an entry, and what a name alone does.
    async fn the_list_is_kept_by_appraisers(world: &World) {
        let team = world.team("db", 1_000 * MILLION).await;
        let second = world.cooperative("HTX Hai").await;
        let appraiser = world.person("Tiến", &[crate::world::staff(coopfund::access::Duty::Appraiser, &team.fund_id)]).await;
        let auditor = world.person("Dế", &[crate::world::staff(coopfund::access::Duty::Auditor, &team.fund_id)]).await;
        let page = format!("/cooperatives/{}/related", team.cooperative);
        auditor.get(&page).await.is(200).says("Chưa hỏi người có liên quan").says("Cán bộ thẩm định giữ danh sách này");
        auditor.get(&format!("/cooperatives/{}", team.cooperative)).await.is(200).links_to(&page);
        let entry = |kind, cooperative, name, from| [("kind", kind), ("cooperative", cooperative), ("name", name), ("identifier", ""), ("from", from), ("document", "Bản khai")];
        auditor.post(&page, &entry("owner", "", "Lò Văn Hặc", "2026-03-02")).await.is(403);
        let own = world.cooperative_code(&team.cooperative).await;
        appraiser.post(&page, &entry("owner", &own, "", "2026-03-02")).await.is(422).says("Đây chính là hợp tác xã này");
        appraiser.post(&page, &entry("owner", "0000000000", "", "2026-03-02")).await.is(422).says("Không có quỹ hoặc hợp tác xã nào mang mã này");
        appraiser.post(&page, &entry("owner", &own, "Lò Văn Hặc", "2026-03-02")).await.is(422).says("Chọn một");
        appraiser.post(&page, &entry("owner", "", "", "2026-03-03")).await.is(422).says("Ngày phải từ");
        appraiser.post(&page, &entry("", "", "Lò Văn Hặc", "")).await.is(422).says("Cần điền mục này");
        appraiser.post(&page, &entry("owner", "", "Lò Văn Hặc", "2026-03-02")).await.leads_to(&page);
        appraiser.post(&page, &entry("owner", "", "Lò Văn Hặc", "2026-03-02")).await.is(422).says("Đã có bản ghi khác");
        appraiser.post(&format!("/cooperatives/{second}/related"), &entry("owner", "", "Lò Văn Hặc", "2026-03-02")).await.is(303);
        appraiser.get(&page).await.is(200).says("Giữ từ 5 % vốn trở lên").says("từ 02/03/2026").is_silent_about("HTX Hai");
        // Without an identifier the two of that name stay two: nothing of the other's debt counts.
        world.arrange(async |tx| {
            let debts = coopfund::store::relations::debts(tx, &team.fund_id, &team.cooperative, world.today()).await?;
            assert_eq!(debts, []);
            assert_eq!(loans::exposure(tx, &team.fund_id, &second).await?, coopfund::domain::money::Money::ZERO);
            Ok::<_, coopfund::store::StoreError>(())
        }).await;
        team.applicant.api(Method::Get, &format!("/api/v1/cooperatives/{}/related", team.cooperative), &json!({})).await.refuses(403, "forbidden");
        // An identifier that is a registered cooperative's code is that cooperative.
        let code = world.cooperative_code(&second).await;
        relate(&team, &team.cooperative, &outsider("Hợp tác xã số hai", Some(&code))).await.is(201);
        appraiser.get(&page).await.is(200).says("HTX Hai").links_to(&format!("/cooperatives/{second}/related"));
        appraiser.get(&format!("/cooperatives/{second}/related")).await.is(200).links_to(&page);
    }
}
