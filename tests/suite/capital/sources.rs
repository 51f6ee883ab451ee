//! Charter capital by source and year, results, entrusted money, and the early warnings of the law.
use coopfund::access::Duty;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use crate::world::World;
use crate::world::team::{Team, tranche};
use crate::world::{everywhere, staff};

const MILLION: i64 = 1_000_000;

async fn moved(team: &Team, body: Json) -> crate::world::Answer {
    team.deed(&team.administrator, &format!("funds/{}/capital-movements", team.fund), &body).await
}

async fn capital(team: &Team, as_of: &str) -> Json {
    team.auditor.api_get(&format!("/api/v1/funds/{}/capital?as_of={as_of}", team.fund)).await.is(200).json()
}

/// The parts of a day sum to its figures, and the last movement of the day says what is available.
async fn adds_up(team: &Team, as_of: &str) {
    let whole = capital(team, as_of).await;
    let sum = |list: &str, names: &[&str]| -> i64 {
        let items = whole[list].as_array().expect("a list");
        items.iter().flat_map(|item| names.iter().map(|name| item[*name].as_i64().expect("an amount"))).sum()
    };
    assert_eq!(json!(sum("charter_by_source", &["amount"])), whole["book_charter"], "{as_of}: {whole}");
    assert_eq!(json!(sum("result_by_year", &["recorded", "risk"])), whole["accumulated_result"], "{as_of}: {whole}");
    let path = format!("/api/v1/funds/{}/capital-movements?as_of={as_of}&limit=1", team.fund);
    let last = team.auditor.api_get(&path).await.is(200).json();
    let available = last["items"].get(0).map_or(json!(0), |row| row["available"].clone());
    assert_eq!(available, whole["available"], "{as_of}");
}

async fn mention(world: &World) {
    for mail in world.mailbox().await {
        world.expect_mails(&mail.kind).await;
    }
}

story! {
    /// Paid in from three sources over the years, a loss and a profit, a loan: every day adds up.
    async fn the_parts_of_every_day_sum_to_its_figures(world: &World) {
        let team = world.team("db", 1_000 * MILLION).await;
        let contribution = |date: &str, amount: i64, source: &str, year: i64| json!({ "date": date, "kind": "contribution", "amount": amount, "document": "QĐ 5", "document_date": date, "source": source, "year": year });
        moved(&team, contribution("2024-05-06", 600 * MILLION, "provincial_budget", 2024)).await.is(201);
        moved(&team, contribution("2025-01-15", 200 * MILLION, "provincial_budget", 2024)).await.is(201);
        moved(&team, contribution("2025-02-03", 300 * MILLION, "aid", 2025)).await.is(201);
        moved(&team, json!({ "date": "2025-12-31", "kind": "result", "amount": -50 * MILLION, "document": "BCTC 2025", "year": 2025 })).await.is(201);
        let loan = team.signed(world, 150 * MILLION).await;
        team.deed(&team.cashier, &format!("loans/{loan}/disbursements"), &tranche(world, 100 * MILLION)).await.is(201);
        moved(&team, json!({ "date": "2025-06-30", "kind": "withdrawal", "amount": 250 * MILLION, "document": "QĐ 9", "source": "aid" })).await.is(201);
        for day in ["2024-05-05", "2024-05-06", "2025-01-15", "2025-02-03", "2025-06-29", "2025-06-30", "2025-12-31", "2026-03-01", "2026-03-02"] {
            adds_up(&team, day).await;
        }
        let now = capital(&team, "2026-03-02").await;
        let source = |source: Json, year: i64, millions: i64| json!({ "source": source, "year": year, "amount": millions * MILLION });
        let by_source = json!([source(Json::Null, 2026, 1_000), source(json!("provincial_budget"), 2024, 800), source(json!("aid"), 2025, 50)]);
        assert_eq!(now["charter_by_source"], by_source);
        assert_eq!(now["result_by_year"], json!([{ "year": 2025, "recorded": -50 * MILLION, "risk": 0 }]));
        let refused = moved(&team, json!({ "date": "2026-03-02", "kind": "withdrawal", "amount": 1_051 * MILLION, "document": "QĐ 9", "source": "aid" })).await;
        assert_eq!(refused.refuses(422, "invalid").json()["errors"][0]["pointer"], "/source");
        for (name, value) in [("source", json!("heaven")), ("year", json!(2027)), ("document_date", json!("2026-03-03"))] {
            let mut wrong = contribution("2026-03-02", MILLION, "aid", 2026);
            wrong[name] = value;
            assert_eq!(moved(&team, wrong).await.refuses(422, "invalid").json()["errors"][0]["pointer"], format!("/{name}"));
        }
        let page = world.person("Hạnh", &[staff(Duty::Administrator, &team.fund_id)]).await;
        let address = format!("/admin/funds/{}", team.fund);
        page.get(&address).await.is(200).says("Ngân sách tỉnh 2024 800.000.000").says("Viện trợ, tài trợ, hiến tặng 2025 50.000.000").says("QĐ 5, ngày 03/02/2025");
        page.get(&format!("{address}?as_of=2025-02-03")).await.is(200).says("Viện trợ, tài trợ, hiến tặng 2025 300.000.000").is_silent_about("BCTC 2025");
        let typed = |source, dated| [("kind", "contribution"), ("amount", "5000000"), ("date", "2026-03-02"), ("document", "QĐ 7"), ("document_date", dated), ("source", source)];
        page.post(&format!("{address}/movements"), &typed("", "2026-03-02")).await.is(422).says("Cần điền mục này");
        page.post(&format!("{address}/movements"), &typed("members", "")).await.is(422).says("Cần điền mục này");
        page.post(&format!("{address}/movements"), &typed("members", "2026-03-02")).await.leads_to(&address);
        mention(world).await;
    }

    /// Entrusted money is in none of the fund's own figures, and no more goes back than came.
    async fn entrusted_money_stays_apart(world: &World) {
        let team = world.team("db", 1_000 * MILLION).await;
        let door = format!("funds/{}/entrusted-movements", team.fund);
        let entrusted = |kind: &str, date: &str, amount: i64| json!({ "date": date, "kind": kind, "amount": amount, "entruster": "Quỹ Trung ương", "document": "HĐ 3", "document_date": date });
        let before = capital(&team, "2026-03-02").await;
        team.deed(&team.administrator, &door, &entrusted("received", "2026-01-05", 500 * MILLION)).await.is(201);
        team.deed(&team.administrator, &door, &entrusted("returned", "2026-02-05", 200 * MILLION)).await.is(201);
        let after = capital(&team, "2026-03-02").await;
        assert_eq!(after["entrusted"], json!([{ "entruster": "Quỹ Trung ương", "balance": 300 * MILLION }]));
        for figure in ["book_charter", "actual_charter", "available"] {
            assert_eq!(before[figure], after[figure], "{figure}");
        }
        assert_eq!(capital(&team, "2026-01-31").await["entrusted"][0]["balance"], json!(500 * MILLION));
        // On 20 January 500 were there, but 200 of them go on 5 February.
        team.deed(&team.administrator, &door, &entrusted("returned", "2026-01-20", 300 * MILLION + 1)).await.refuses(409, "insufficient_capital");
        team.deed(&team.administrator, &door, &entrusted("returned", "2026-01-04", 1)).await.refuses(409, "insufficient_capital");
        let mut stranger = entrusted("returned", "2026-03-02", 1);
        stranger["entruster"] = json!("Ai đó");
        team.deed(&team.administrator, &door, &stranger).await.refuses(409, "insufficient_capital");
        team.deed(&team.cashier, &door, &entrusted("received", "2026-03-02", 1)).await.refuses(403, "forbidden");
        let page = world.person("Hạnh", &[staff(Duty::Administrator, &team.fund_id)]).await;
        let address = format!("/admin/funds/{}", team.fund);
        page.get(&address).await.is(200).says("Quỹ Trung ương 300.000.000");
        page.post(&format!("{address}/entrusted"), &[("entrusted_kind", "returned"), ("entrusted_amount", "0")]).await.is(422).says("Phải lớn hơn 0").says("Cần điền mục này");
        let typed = [("entrusted_kind", "returned"), ("entrusted_amount", "300000000"), ("entrusted_date", "2026-03-02"), ("entrusted_entruster", "Quỹ Trung ương"), ("entrusted_document", "UNC 9"), ("entrusted_document_date", "2026-03-02")];
        page.post(&format!("{address}/entrusted"), &typed).await.leads_to(&address);
        page.get(&address).await.is(200).says("Quỹ không giữ vốn uỷ thác nào vào ngày này");
        world.expect_audit("capital.entrust", "done").await;
    }

    /// Charter capital below the legal minimum is a warning with the years it has been so, on the dashboard, the page and the door.
    async fn the_early_warnings_of_the_law_are_shown(world: &World) {
        let team = world.team("db", 1_000 * MILLION).await;
        let chief = world.person("Trưởng", &[everywhere(Duty::Administrator)]).await;
        let early = json!({ "date": "2023-07-01", "kind": "contribution", "amount": 2_000 * MILLION, "document": "QĐ 1" });
        chief.api(Method::Post, &format!("/api/v1/funds/{}/capital-movements", team.fund), &early).await.is(201);
        let said = "Vốn điều lệ 3.000.000.000\u{a0}₫ thấp hơn mức pháp luật quy định 20.000.000.000\u{a0}₫; quỹ vẫn cho vay. Đã như vậy vào cuối 3 năm liền trước; luật tính khi kéo dài 5 năm liên tục. (CF-63)";
        let said_on_page = said.replace('\u{a0}', " ");
        let warnings = capital(&team, "2026-03-02").await["warnings"].clone();
        assert!(warnings.as_array().expect("a list").iter().any(|warning| warning["vi"] == json!(said)), "{warnings}");
        chief.get("/dashboard").await.is(200).says(&said_on_page);
        chief.get(&format!("/admin/funds/{}", team.fund)).await.is(200).says(&said_on_page).says("Dư nợ tự cho vay 0 ₫ thấp hơn 600.000.000 ₫");
        let enough = json!({ "date": "2026-03-02", "kind": "contribution", "amount": 17_000 * MILLION, "document": "QĐ 2" });
        moved(&team, enough).await.is(201);
        chief.get("/dashboard").await.is(200).is_silent_about("thấp hơn mức pháp luật quy định");
    }

    /// `verify` sums the entrusted money too: a movement that was altered or taken out is found.
    async fn verify_sums_entrusted_money(world: &World) {
        let team = world.team("db", 1_000 * MILLION).await;
        let door = format!("funds/{}/entrusted-movements", team.fund);
        for (kind, date, amount) in [("received", "2026-01-05", 500), ("received", "2026-01-20", 100), ("returned", "2026-02-05", 550)] {
            let body = json!({ "date": date, "kind": kind, "amount": amount * MILLION, "entruster": "Quỹ Trung ương", "document": "HĐ 3", "document_date": date });
            team.deed(&team.administrator, &door, &body).await.is(201);
        }
        let found = async || {
            let seen = coopfund::reports::verify::verify(world.office()).await.expect("readable");
            seen.findings.into_iter().map(|finding| format!("{} {}", finding.check.code(), finding.place)).collect::<Vec<_>>()
        };
        assert_eq!(found().await, [""; 0]);
        let store = &world.office().store;
        let unlock: &[&'static str] = match world.database() {
            crate::world::Database::Sqlite => &["DROP TRIGGER entrusted_movements_no_update", "DROP TRIGGER entrusted_movements_no_delete"],
            crate::world::Database::Postgres => &["DROP TRIGGER entrusted_movements_append_only ON entrusted_movements"],
        };
        let run = async |sql: &'static str| store.write(async |tx| tx.execute(sql, vec![]).await.map(drop)).await.expect(sql);
        for sql in unlock {
            run(sql).await;
        }
        run("UPDATE entrusted_movements SET amount = amount + 1 WHERE seq = 2").await;
        assert_eq!(found().await, [format!("entrusted_balance {}/2", team.fund)]);
        run("UPDATE entrusted_movements SET amount = amount - 1 WHERE seq = 2").await;
        assert_eq!(found().await, [""; 0]);
        run("DELETE FROM entrusted_movements WHERE seq = 2").await;
        let day = format!("entrusted_on_day {} 2026-02-05 (Quỹ Trung ương)", team.fund);
        assert_eq!(found().await, [format!("entrusted_missing {}/2", team.fund), format!("entrusted_balance {}/3", team.fund), day]);
    }
}
