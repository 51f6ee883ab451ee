//! Movements dated in the past, and what may not be recorded.
use coopfund::reports::verify::verify;
use serde_json::{Value as Json, json};

use crate::world::team::Team;
use crate::world::{PASSWORD, World};

fn movement(date: &str, kind: &str, amount: i64) -> Json {
    json!({ "date": date, "kind": kind, "amount": amount, "document": "12/QĐ-UBND" })
}

fn door(team: &Team) -> String {
    format!("funds/{}/capital-movements", team.fund)
}

/// 1 000 million since 2 March; 150 million of it were promised from the 10th to the 20th. It is the 25th.
async fn promised_for_ten_days(world: &World) -> Team {
    let team = world.team("db", 1_000_000_000).await;
    world.go_to("2026-03-10");
    let loan = team.approved(150_000_000).await;
    world.go_to("2026-03-20");
    team.deed(&team.cashier, &format!("loans/{loan}/cancel"), &json!({})).await.is(200);
    world.go_to("2026-03-25");
    for kind in ["receipt", "approved"] {
        world.expect_mails(kind).await;
    }
    team.administrator.sign_in(PASSWORD).await;
    team
}

story! {
    /// What was promised on a day since cannot be taken out before it, whatever is free today.
    async fn a_withdrawal_in_the_past_leaves_every_day_since_covered(world: &World) {
        let team = promised_for_ten_days(world).await;
        let by = &team.administrator;
        let refused = team.deed(by, &door(&team), &movement("2026-03-05", "withdrawal", 850_000_001)).await;
        let refused = refused.refuses(409, "insufficient_capital").json();
        let said = refused["detail"].as_str().expect("a sentence");
        assert!(said.contains("10/03/2026") && said.contains("850.000.000\u{a0}₫"), "{said}");
        team.deed(by, &door(&team), &movement("2026-03-15", "result", -850_000_001)).await.refuses(409, "insufficient_capital");
        let page = format!("/admin/funds/{}", team.fund);
        let typed = [("kind", "withdrawal"), ("amount", "900000000"), ("date", "2026-03-05"), ("document", "12/QĐ"), ("document_date", "2026-03-05"), ("source", "aid")];
        by.post(&format!("{page}/movements"), &typed).await.is(409).says("cuối ngày 10/03/2026 chỉ còn 850.000.000 ₫");
        world.expect_audit("capital.record", "refused").await;
        team.deed(by, &door(&team), &movement("2026-03-05", "withdrawal", 850_000_000)).await.is(201);
        // On that day nothing was left, and from the 20th on what was given back.
        let as_of = async |date: &str| team.auditor.api_get(&format!("/api/v1/funds/{}/capital?as_of={date}", team.fund)).await.is(200).json()["available"].clone();
        assert_eq!((as_of("2026-03-04").await, as_of("2026-03-10").await, as_of("2026-03-20").await), (json!(1_000_000_000), json!(0), json!(150_000_000)));
        team.deed(by, &door(&team), &movement("2026-03-20", "result", -150_000_001)).await.refuses(409, "insufficient_capital");
        team.deed(by, &door(&team), &movement("2026-03-20", "withdrawal", 150_000_000)).await.is(201);
        assert!(verify(world.office()).await.expect("verified").holds());
    }

    /// Nothing moves before the fund exists, and nothing without its document.
    async fn a_movement_before_the_fund_or_without_a_document_is_refused(world: &World) {
        let team = world.team("db", 1_000_000_000).await;
        let by = &team.administrator;
        for kind in ["withdrawal", "result"] {
            let refused = team.deed(by, &door(&team), &movement("2026-03-01", kind, 5)).await.refuses(422, "invalid").json();
            assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/date"), &json!("before_fund")), "{refused}");
        }
        // Charter capital that was paid in earlier may be recorded later.
        team.deed(by, &door(&team), &movement("2019-12-31", "contribution", 5)).await.is(201);
        team.deed(by, &door(&team), &movement("2026-03-01", "result", 5)).await.is(201);
        for document in ["", "   "] {
            let mut undocumented = movement("2026-03-02", "contribution", 5);
            undocumented["document"] = json!(document);
            let refused = team.deed(by, &door(&team), &undocumented).await.refuses(422, "invalid").json();
            assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/document"), &json!("required")));
        }
        let mut silent = movement("2026-03-02", "contribution", 5);
        silent.as_object_mut().expect("an object").remove("document");
        team.deed(by, &door(&team), &silent).await.refuses(422, "invalid");
    }

    /// A fund with a founding day takes no movement older than it, not even charter capital.
    async fn nothing_is_older_than_the_founding(world: &World) {
        let team = world.team("db", 1_000_000_000).await;
        let chief = world.person("Trưởng", &[crate::world::everywhere(coopfund::access::Duty::Administrator)]).await;
        let new = |founded: &'static str| [("code", "moi-htx"), ("programme", "A"), ("name_vi", "Quỹ mới"), ("name_en", "New"), ("province", "Điện Biên"), ("founded_on", founded)];
        chief.post("/admin/new-fund", &new("2026-03-03")).await.is(422).says("Ngày phải từ 01/01/1990 đến 02/03/2026");
        chief.post("/admin/new-fund", &new("31/02/2020")).await.is(422).says("Không có ngày này");
        chief.post("/admin/new-fund", &new("2020-05-04")).await.leads_to("/admin/funds/moi-htx");
        let refused = team.deed(&chief, "funds/moi-htx/capital-movements", &movement("2020-05-03", "contribution", 5)).await;
        assert_eq!(refused.refuses(422, "invalid").json()["errors"][0]["code"], "before_fund");
        team.deed(&chief, "funds/moi-htx/capital-movements", &movement("2020-05-04", "contribution", 5)).await.is(201);
    }

    /// The founding day is recorded later too, corrected and taken back: never after the first movement, and only by who keeps the fund.
    async fn the_founding_day_is_recorded_later(world: &World) {
        let team = world.team("db", 1_000_000_000).await;
        team.administrator.sign_in(PASSWORD).await.is(303);
        let path = format!("/admin/funds/{}/founded", team.fund);
        let record = async |day: &str| team.administrator.submit(&path, &[("founded_on", day)]).await.is(200);
        record("2026-03-03").await.says("Ngày phải từ 01/01/1990 đến 02/03/2026");
        record("31/02/2020").await.says("Không có ngày này");
        assert!(record("2020-05-04").await.says("Đã ghi ngày thành lập.").text().contains("value=\"2020-05-04\""));
        let row = world.expect_audit("fund.founded", "done").await;
        assert_eq!(row.after.expect("the day").0, json!({ "founded_on": "2020-05-04" }));
        let earlier = movement("2020-05-03", "contribution", 5);
        let door = door(&team);
        assert_eq!(team.deed(&team.administrator, &door, &earlier).await.refuses(422, "invalid").json()["errors"][0]["code"], "before_fund");
        record("").await.says("Đã ghi ngày thành lập.");
        team.deed(&team.administrator, &door, &earlier).await.is(201);
        record("2020-05-04").await.says("Ngày phải từ 01/01/1990 đến 03/05/2020");
        let other = world.team("sl", 1_000_000_000).await;
        other.administrator.sign_in(PASSWORD).await.is(303);
        other.administrator.post(&path, &[("founded_on", "2019-01-01")]).await.is(404);
        team.cashier.sign_in(PASSWORD).await.is(303);
        team.cashier.post(&path, &[("founded_on", "2019-01-01")]).await.is(403);
    }

    /// The page shows the number of a loan once a row, also where the loan is its own document.
    async fn the_history_names_a_loan_once_a_row(world: &World) {
        let team = promised_for_ten_days(world).await;
        let page = team.administrator.get(&format!("/admin/funds/{}", team.fund)).await.is(200).words();
        let release = page.split("Nhả vốn đã giữ").nth(1).expect("the release").split("Giữ vốn khi duyệt").next().expect("up to the reserve");
        assert_eq!(release.matches("KV-2026-00001").count(), 1, "{release}");
    }
}
