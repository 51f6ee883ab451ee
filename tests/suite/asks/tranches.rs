//! A tranche asked for with evidence, paid out from a form that is filled in, refused or taken back.
use serde_json::{Value as Json, json};

use super::{MILLION, asked, asks, seen, tranche_wanted, usual_letters};
use crate::world::PASSWORD;
use crate::world::team::tranche;

const PICTURE: &[u8] = include_bytes!("../golden/corner.jpg");

story! {
    /// Asked with a picture of the invoice; on the cashier's desk; paid out, and by that done.
    async fn a_tranche_is_asked_for_and_paid_out(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.signed(world, 120 * MILLION).await;
        team.applicant.sign_in(PASSWORD).await;
        let form = format!("/loans/{loan}/ask/tranche");
        team.applicant.get(&format!("/loans/{loan}")).await.is(200).links_to(&form);
        team.applicant.get(&form).await.is(200).says("Còn được giải ngân 120.000.000 ₫");
        let typed = [("amount", "70.000.000"), ("payee", "Công ty Máy 🌾"), ("purpose", "Máy sấy\nHoá đơn 0001")];
        let sent = team.applicant.submit(&form, &typed).await.is(200).says("Đã gửi, số YC-2026-00001").says("Công ty Máy").says("Đang chờ thủ quỹ của quỹ");
        let list = team.applicant.api_get(&format!("/api/v1/loans/{loan}/requests")).await.is(200).json();
        let id = list[0]["id"].as_str().expect("an id").to_owned();
        assert_eq!(list[0]["status"], "requested");
        sent.says("Nên gửi kèm hoá đơn");
        let page = format!("/asks/{id}");
        team.applicant.upload(&format!("{page}/papers"), "other", "hoá đơn.jpg", PICTURE).await.leads_to(&page);
        team.applicant.upload(&format!("{page}/papers"), "other", "x.zip", b"PK\x03\x04").await.is(422);
        team.applicant.upload(&format!("{page}/papers"), "other", "", b"").await.is(422).says("Cần điền mục này");
        assert_eq!(world.expect_mails("ask_made").await.len(), 1, "the cashier is told");
        team.cashier.sign_in(PASSWORD).await;
        team.cashier.get("/").await.is(200).says("Trả lời: Đề nghị giải ngân").links_to(&page);
        let seen_by_cashier = team.cashier.get(&page).await.is(200).says("hoá đơn.jpg");
        let deed = format!("/loans/{loan}/disburse?ask={id}");
        seen_by_cashier.links_to(&deed);
        let filled = team.cashier.get(&deed).await.is(200).says("Điền sẵn theo đề nghị YC-2026-00001");
        assert!(filled.text().contains("value=\"70000000\"") || filled.text().contains("value=\"70.000.000\""), "the amount is filled in");
        assert!(filled.text().contains("Công ty Máy"), "the payee is filled in");
        let booked = [
            ("date", "2026-03-02"), ("amount", "70000000"), ("payee", "Công ty Máy"), ("evidence", "Hoá đơn 0001"), ("answers", &id),
            ("credit_check/worst_debt_group", "1"), ("credit_check/on", "2026-03-02"), ("credit_check/document", "CIC 1"),
        ];
        team.cashier.post(&format!("/loans/{loan}/disburse"), &booked).await.leads_to(&format!("/loans/{loan}"));
        let done = seen(&team, &id).await;
        assert_eq!((&done["status"], &done["closed_by"]), (&json!("paid"), &json!("Thu db")));
        assert!(done["event"].is_string());
        team.deed(&team.applicant, &format!("requests/{id}/withdraw"), &json!({})).await.refuses(409, "wrong_state");
        team.applicant.upload(&format!("{page}/papers"), "other", "sau.jpg", PICTURE).await.is(409);
        usual_letters(world).await;
    }

    /// Refused with a reason that the cooperative reads, or taken back; each once.
    async fn a_tranche_is_refused_or_taken_back(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.signed(world, 120 * MILLION).await;
        let id = asked(&team, &loan, &tranche_wanted(30 * MILLION)).await;
        let refuse = format!("requests/{id}/refuse");
        team.deed(&team.cashier, &refuse, &json!({ "reason": " " })).await.refuses(422, "invalid");
        team.deed(&team.cashier, &format!("requests/{id}/answer"), &json!({ "answer": "Được" })).await.refuses(409, "wrong_state");
        let refused = team.deed(&team.cashier, &refuse, &json!({ "reason": "Thiếu hoá đơn" })).await.is(200).json();
        assert_eq!((&refused["status"], &refused["answer"]), (&json!("refused"), &json!("Thiếu hoá đơn")));
        assert_eq!(world.expect_mails("ask_refused").await.len(), 1);
        team.deed(&team.cashier, &refuse, &json!({ "reason": "Lần nữa" })).await.refuses(409, "wrong_state");
        let second = asked(&team, &loan, &tranche_wanted(30 * MILLION)).await;
        let gone = team.deed(&team.applicant, &format!("requests/{second}/withdraw"), &json!({})).await.is(200).json();
        assert_eq!(gone["status"], "withdrawn");
        // A booking answers only what is open, of this loan and kind.
        for wrong in [id.as_str(), second.as_str(), "00000000-0000-7000-8000-000000000000", "x"] {
            let mut body = tranche(world, MILLION);
            body["answers"] = json!(wrong);
            let status = team.deed(&team.cashier, &format!("loans/{loan}/disbursements"), &body).await.status;
            assert!(matches!(status, 409 | 422), "{wrong}: {status}");
        }
        world.expect_mails("ask_made").await;
        usual_letters(world).await;
        for sql in ["DELETE FROM asks", "UPDATE asks SET amount = 1", "UPDATE asks SET status = 'open', closed_at = NULL, closed_by = NULL"] {
            let changed = world.office().store.write(async |tx| tx.execute(sql, vec![]).await.map(|_| ())).await;
            assert!(changed.is_err(), "{sql}");
        }
    }

    /// More than is left, nonsense, the same twice, and what belongs to somebody else.
    async fn a_tranche_is_checked(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 3_000_000_000).await;
        let approved = team.approved(60 * MILLION).await;
        asks(&team, &approved, &tranche_wanted(MILLION)).await.refuses(409, "wrong_state");
        let loan = team.signed(world, 120 * MILLION).await;
        asks(&team, &loan, &tranche_wanted(121 * MILLION)).await.refuses(422, "over_limit");
        let with = |name: &str, value: Json| {
            let mut body = tranche_wanted(MILLION);
            body[name] = value;
            body
        };
        for (name, value) in [
            ("amount", json!(0)), ("amount", json!(-5)), ("amount", json!(1.5)), ("amount", json!("1")), ("amount", json!(null)),
            ("payee", json!("")), ("payee", json!("x".repeat(301))), ("purpose", json!(null)), ("purpose", json!("\u{0}")),
            ("date", json!("2026-03-01")), ("date", json!("2030-01-01")), ("date", json!("mai")), ("kind", json!("gift")),
            ("reference", json!("FT 1")), ("plan", json!("x")), ("unknown", json!(1)),
        ] {
            asks(&team, &loan, &with(name, value)).await.refuses(422, "invalid");
        }
        let id = asked(&team, &loan, &tranche_wanted(10 * MILLION)).await;
        let again = asks(&team, &loan, &tranche_wanted(10 * MILLION)).await.refuses(422, "invalid").json();
        assert_eq!(again["errors"][0]["pointer"], "/again", "{again}");
        assert!(again["errors"][0]["detail"].as_str().is_some_and(|said| said.contains("YC-2026-00001")), "{again}");
        let another = { let mut body = tranche_wanted(10 * MILLION); body["again"] = json!(true); body };
        asks(&team, &loan, &another).await.is(201);
        // What waits already is not there to be asked for again.
        let more = asks(&team, &loan, &tranche_wanted(101 * MILLION)).await.refuses(422, "invalid").json();
        assert_eq!(more["errors"][0]["pointer"], "/amount", "{more}");
        assert!(more["errors"][0]["detail"].as_str().is_some_and(|said| said.contains("20.000.000") && said.contains("100.000.000")), "{more}");
        team.deed(&other.applicant, &format!("loans/{loan}/requests"), &tranche_wanted(MILLION)).await.refuses(404, "not_found");
        for officer in [&team.cashier, &team.appraiser] {
            team.deed(officer, &format!("loans/{loan}/requests"), &tranche_wanted(MILLION)).await.refuses(403, "forbidden");
        }
        for stranger in [&other.applicant, &other.cashier] {
            stranger.api_get(&format!("/api/v1/requests/{id}")).await.refuses(404, "not_found");
            stranger.api_get(&format!("/api/v1/loans/{loan}/requests")).await.refuses(404, "not_found");
        }
        team.deed(&other.cashier, &format!("requests/{id}/refuse"), &json!({ "reason": "x" })).await.refuses(404, "not_found");
        team.deed(&team.appraiser, &format!("requests/{id}/refuse"), &json!({ "reason": "x" })).await.refuses(404, "not_found");
        other.applicant.sign_in(PASSWORD).await;
        other.applicant.get(&format!("/asks/{id}")).await.is(404);
        other.applicant.upload(&format!("/asks/{id}/papers"), "other", "a.jpg", PICTURE).await.is(404);
        team.applicant.sign_in(PASSWORD).await;
        let waits = team.applicant.get(&format!("/loans/{loan}")).await.is(200).says("Đến lượt: Thủ quỹ của quỹ");
        waits.says("Quỹ đang xem đề nghị hoặc tin báo số YC-2026-00001").is_silent_about("Chưa ai phải làm gì");
        team.applicant.get(&format!("/loans/{loan}/ask/gift")).await.is(404);
        world.expect_mails("ask_made").await;
        usual_letters(world).await;
    }
}
