//! Closing the books: what was reported stays as it was, and whoever comes late is told what to do.
use coopfund::actions::end_of_day::close_through;
use rocket::http::Method;
use serde_json::json;

use crate::world::PASSWORD;
use crate::world::team::Team;

/// The fund's portfolio of a day, to the byte.
async fn portfolio(team: &Team, as_of: &str) -> String {
    let path = format!("/api/v1/reports/portfolio?fund={}&as_of={as_of}&format=csv", team.fund);
    team.auditor.api_get(&path).await.is(200).text()
}

story! {
    /// Once closed, a day takes no booking of any kind; its report stays the same until the books are opened again.
    async fn a_closed_day_takes_no_booking(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.active(world, 50_000_000).await;
        let drawn = team.cashier.api_get(&format!("/api/v1/loans/{loan}")).await.json()["events"][0]["id"].clone();
        world.go_to("2026-03-20");
        close_through(world.office(), "2026-03-19".parse().expect("a day")).await.expect("closed");
        let before = portfolio(&team, "2026-03-19").await;
        let closes = format!("funds/{}/book-closes", team.fund);
        let to = |day: &str| json!({ "closed_to": day, "reason": "Đã nộp báo cáo quý I" });
        team.deed(&team.administrator, &closes, &to("2026-03-19")).await.is(201);

        let late = json!({ "date": "2026-03-19", "amount": 1_000_000, "reference": "FT 1" });
        let movement = json!({ "date": "2026-03-19", "kind": "contribution", "amount": 1, "document": "02/QĐ" });
        let rate = json!({ "kind": "rate", "date": "2026-03-19", "annual_rate_percent": "5", "reason": "Giảm lãi" });
        let back = json!({ "event": drawn, "reason": "Ghi nhầm" });
        let fund = format!("funds/{}/capital-movements", team.fund);
        for (by, path, body, pointer) in [
            (&team.cashier, format!("loans/{loan}/repayments"), &late, "/date"),
            (&team.cashier, format!("loans/{loan}/reversals"), &back, "/event"),
            (&team.appraiser, format!("loans/{loan}/restructure"), &rate, "/date"),
            (&team.administrator, fund, &movement, "/date"),
        ] {
            let refused = team.deed(by, &path, body).await.refuses(422, "invalid").json();
            let error = &refused["errors"][0];
            assert_eq!((&error["pointer"], &error["code"]), (&json!(pointer), &json!("books_closed")), "{path}: {refused}");
            assert!(error["detail"].as_str().expect("a sentence").contains("khoá đến hết ngày 19/03/2026"), "{refused}");
        }
        team.deed(&team.cashier, &format!("loans/{loan}/repayments"), &json!({ "date": "2026-03-20", "amount": 1_000_000 })).await.is(201);
        assert_eq!(portfolio(&team, "2026-03-19").await, before, "the report of a closed day");

        team.deed(&team.administrator, &closes, &to("2026-03-10")).await.is(201);
        team.deed(&team.cashier, &format!("loans/{loan}/repayments"), &late).await.is(201);
        for kind in ["receipt", "approved", "disbursed", "repayment"] {
            world.expect_mails(kind).await;
        }
    }

    /// Today has not ended; a reason is needed; the page shows who closed what, and only an administrator closes.
    async fn who_closes_says_why(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let by = &team.administrator;
        by.sign_in(PASSWORD).await.is(303);
        let page = format!("/admin/funds/{}/books", team.fund);
        by.get(&page).await.is(200).says("Chưa khoá ngày nào").says("Chưa có ngày nào được chốt cuối ngày");
        by.post(&page, &[("closed_to", "2026-03-01"), ("reason", "x")]).await.is(422).says("Chưa có ngày nào được chốt cuối ngày");
        world.go_to("2026-03-20");
        close_through(world.office(), "2026-03-19".parse().expect("a day")).await.expect("closed");
        by.sign_in(PASSWORD).await.is(303);
        by.post(&page, &[("closed_to", "2026-03-19"), ("reason", " ")]).await.is(422).says("Cần điền mục này.");
        by.post(&page, &[("closed_to", "2026-03-20"), ("reason", "x")]).await.is(422).says("đến 19/03/2026.");
        by.post(&page, &[("closed_to", "2026-02-30"), ("reason", "x")]).await.is(422).says("Không có ngày này.");
        by.post(&page, &[("closed_to", "2026-03-19"), ("reason", "Đã nộp báo cáo")]).await.is(303);
        by.get(&page).await.says("Sổ đang khoá đến hết ngày 19/03/2026").says("Đã nộp báo cáo Quan db");
        by.post(&page, &[("closed_to", "2026-03-19"), ("reason", "Lại")]).await.is(422).says("Sổ đang khoá đúng đến ngày này.");
        let body = json!({ "closed_to": "2026-03-18", "reason": "x" });
        let door = format!("/api/v1/funds/{}/book-closes", team.fund);
        team.cashier.api(Method::Post, &door, &body).await.refuses(403, "forbidden");
        let rows = world.audit().await;
        assert!(rows.iter().any(|row| row.action == "books.close" && row.outcome == "done"));
    }
}
