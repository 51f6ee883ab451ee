//! Who meets every condition but that of capital waits, in order, and is told when there is enough.
use coopfund::access::Duty;
use coopfund::actions::end_of_day::close_through;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use crate::world::team::{Team, id_of};
use crate::world::{PASSWORD, World, staff};

const MILLION: i64 = 1_000_000;

/// Appraised for another cooperative.
async fn appraised_for(world: &World, team: &Team, name: &str, amount: i64) -> String {
    let mut wanted = team.wanted(amount);
    wanted["cooperative"] = json!(world.cooperative(name).await);
    let id = id_of(&team.deed(&team.appraiser, "applications", &wanted).await.is(201));
    team.sent_on_behalf(world, &id).await;
    let said = json!({ "recommendation": "approve", "note": "Khả thi" });
    team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &said).await.is(200);
    id
}

/// 1 000 million, of which 80 are left: 60 lent to the team's own cooperative (the loan's id), the rest promised.
async fn nearly_all_lent(world: &World) -> (Team, String) {
    let team = world.team("db", 1_000 * MILLION).await;
    let loan = team.active(world, 60 * MILLION).await;
    for (number, amount) in [150, 150, 150, 150, 150, 110].into_iter().enumerate() {
        let id = appraised_for(world, &team, &format!("HTX số {number}"), amount * MILLION).await;
        team.deed(&team.approver, &format!("applications/{id}/approve"), &json!({})).await.is(200);
    }
    (team, loan)
}

async fn list(team: &Team) -> Json {
    team.auditor.api_get(&format!("/api/v1/funds/{}/waiting-list", team.fund)).await.is(200).json()
}

/// The ids of those who wait, and whether capital is there for them.
fn order(list: &Json) -> Vec<(String, bool)> {
    let waiting = list["waiting"].as_array().expect("who waits");
    let one = |row: &Json| (row["id"].as_str().expect("an id").to_owned(), row["fits_now"] == true);
    waiting.iter().map(one).collect()
}

async fn letters(world: &World, kind: &str) -> usize {
    world.mailbox().await.iter().filter(|mail| mail.kind == kind).count()
}

async fn number_of(team: &Team, id: &str) -> String {
    team.approver.api_get(&format!("/api/v1/applications/{id}")).await.is(200).json()["number"]
        .as_str()
        .expect("a number")
        .to_owned()
}

/// Why an application left the list.
async fn left(world: &World, id: &str) -> Option<String> {
    let sql = "SELECT left_why FROM waiting_list WHERE application_id = $1";
    let row: (Option<String>,) = world.arrange(async |tx| tx.one(sql, coopfund::args![id]).await).await;
    row.0
}

async fn all_mails_are_expected(world: &World) {
    for mail in world.mailbox().await {
        world.expect_mails(&mail.kind).await;
    }
}

story! {
    /// Two wait; a repayment brings enough for the first; the second does not go before it without a reason; the first withdraws.
    async fn those_who_wait_are_served_in_order(world: &World) {
        let (team, loan) = nearly_all_lent(world).await;
        let first = team.appraised(90 * MILLION).await;
        world.go_to("2026-03-03");
        let second = appraised_for(world, &team, "HTX Sau", 85 * MILLION).await;
        team.deed(&team.approver, &format!("applications/{second}/approve"), &json!({})).await.refuses(409, "insufficient_capital");
        // Put there in the other order: what counts is when they were complete.
        for id in [&second, &first] {
            let waits = team.deed(&team.approver, &format!("applications/{id}/wait"), &json!({})).await.is(200).json();
            assert_eq!(waits["status"], "appraised");
        }
        team.deed(&team.approver, &format!("applications/{first}/wait"), &json!({})).await.refuses(409, "wrong_state");
        assert_eq!(letters(world, "waiting").await, 1, "told once; the other cooperative has no address");
        assert_eq!(order(&list(&team).await), [(first.clone(), false), (second.clone(), false)]);
        let page = format!("/applications/{first}");
        team.applicant.sign_in(PASSWORD).await;
        team.applicant.get(&page).await.is(200).says("Chờ vốn: thứ 1 trong 2").says("ai nộp đủ hồ sơ trước thì đứng trước");
        team.approver.sign_in(PASSWORD).await;
        team.approver.get("/").await.is(200).is_silent_about("Đã đủ vốn: quyết định");
        close_through(world.office(), "2026-03-02".parse().expect("a date")).await.expect("closed");
        assert_eq!(letters(world, "capital_reached").await, 0, "there is not enough yet");

        let paid = json!({ "date": "2026-03-03", "amount": 20 * MILLION, "reference": "FT 1", "effect": "shorter" });
        team.deed(&team.cashier, &format!("loans/{loan}/prepayments"), &paid).await.is(201);
        assert_eq!(order(&list(&team).await), [(first.clone(), true), (second.clone(), false)]);
        team.approver.get("/").await.is(200).says("Đã đủ vốn: quyết định").links_to(&page);
        team.approver.get(&format!("/waiting-list?fund={}", team.fund)).await.is(200).says("Đã đủ vốn").says("Chưa đủ vốn").links_to(&page);
        world.go_to("2026-03-05");
        for date in ["2026-03-03", "2026-03-04"] {
            close_through(world.office(), date.parse().expect("a date")).await.expect("closed");
        }
        assert_eq!(letters(world, "capital_reached").await, 1, "told once, not every evening");

        let ahead = number_of(&team, &first).await;
        let approve = format!("applications/{second}/approve");
        let refused = team.deed(&team.approver, &approve, &json!({})).await.refuses(409, "conflict").json();
        assert!(refused["detail"].as_str().expect("a sentence").contains(&ahead), "{refused}");
        team.approver.sign_in(PASSWORD).await;
        team.approver.get(&format!("/applications/{second}")).await.is(200).says(&ahead).says("Lý do duyệt vượt thứ tự");
        team.applicant.api(Method::Post, &format!("/api/v1/applications/{first}/withdraw"), &json!({})).await.is(200);
        assert_eq!(order(&list(&team).await), [(second.clone(), true)], "who withdrew left the list");
        assert_eq!(left(world, &first).await.as_deref(), Some("withdrawn"));
        team.deed(&team.approver, &approve, &json!({})).await.is(200);
        assert_eq!(order(&list(&team).await), []);
        for sql in ["DELETE FROM waiting_list", "UPDATE waiting_list SET left_why = 'rejected'"] {
            let changed = world.office().store.write(async |tx| tx.execute(sql, vec![]).await.map(|_| ())).await;
            assert!(changed.is_err(), "{sql}");
        }
        all_mails_are_expected(world).await;
    }

    /// Whoever waits reads their place, and the decision's clock stands meanwhile; a refusal takes them off the list. Who appraised
    /// puts nobody on it.
    async fn a_refusal_ends_the_waiting(world: &World) {
        let (team, _) = nearly_all_lent(world).await;
        let both = [staff(Duty::Appraiser, &team.fund_id), staff(Duty::Approver, &team.fund_id)];
        let both = world.account("Cả Hai", &both).await;
        let own = team.submitted(90 * MILLION).await;
        let said = json!({ "recommendation": "approve", "note": "Khả thi, đã xem CIC" });
        team.deed(&both, &format!("applications/{own}/appraise"), &said).await.is(200);
        team.deed(&both, &format!("applications/{own}/wait"), &json!({})).await.refuses(409, "same_person");
        team.deed(&team.approver, &format!("applications/{own}/wait"), &json!({})).await.is(200);
        let other = appraised_for(world, &team, "HTX Sau", 85 * MILLION).await;
        team.deed(&team.approver, &format!("applications/{other}/wait"), &json!({})).await.is(200);
        let shown = async |id: &str| team.approver.api_get(&format!("/api/v1/applications/{id}")).await.is(200).json();
        assert_eq!(shown(&own).await["waiting_list"], json!({ "place": 1, "of": 2, "fits_now": false }));
        assert_eq!(shown(&other).await["waiting_list"]["place"], 2);
        // Five working days for the decision; a month later they are still left.
        world.go_to("2026-04-02");
        let waits = shown(&own).await;
        assert_eq!((&waits["clock_stopped_since"], &waits["working_days_left"], &waits["overdue"]), (&json!("2026-03-02"), &json!(5), &json!(false)));
        team.applicant.sign_in(PASSWORD).await;
        let page = team.applicant.get(&format!("/applications/{own}")).await.is(200);
        page.says("Thời hạn quyết định của quỹ tạm dừng từ 02/03/2026 trong lúc chờ vốn. Còn 5 ngày làm việc.");
        team.deed(&team.approver, &format!("applications/{own}/reject"), &json!({ "reason": "Phương án đã lỗi thời" })).await.is(200);
        assert_eq!(order(&list(&team).await), [(other.clone(), false)]);
        assert_eq!((shown(&own).await["waiting_list"].clone(), shown(&other).await["waiting_list"]["place"].clone()), (Json::Null, json!(1)));
        assert_eq!(left(world, &own).await.as_deref(), Some("rejected"));
        team.deed(&team.applicant, &format!("applications/{own}/withdraw"), &json!({})).await.refuses(409, "wrong_state");
        all_mails_are_expected(world).await;
    }

    /// Out of turn with a reason, which the trail keeps; who was passed over waits on. Nobody waits where there is enough, or where
    /// they appraised it themselves.
    async fn a_jump_takes_a_reason_that_the_trail_keeps(world: &World) {
        let (team, loan) = nearly_all_lent(world).await;
        let small = team.appraised(70 * MILLION).await;
        team.deed(&team.approver, &format!("applications/{small}/wait"), &json!({})).await.refuses(409, "wrong_state");
        team.deed(&team.applicant, &format!("applications/{small}/withdraw"), &json!({})).await.is(200);
        let first = team.appraised(90 * MILLION).await;
        team.deed(&team.appraiser, &format!("applications/{first}/wait"), &json!({})).await.refuses(403, "forbidden");
        team.deed(&team.approver, &format!("applications/{first}/wait"), &json!({ "note": "Xin đợi" })).await.is(200);
        world.go_to("2026-03-03");
        let paid = json!({ "date": "2026-03-03", "amount": 20 * MILLION, "reference": "FT 1", "effect": "shorter" });
        team.deed(&team.cashier, &format!("loans/{loan}/prepayments"), &paid).await.is(201);
        let second = appraised_for(world, &team, "HTX Sau", 85 * MILLION).await;
        let approve = format!("applications/{second}/approve");
        team.deed(&team.approver, &approve, &json!({ "note": "Không phải lý do" })).await.refuses(409, "conflict");
        let jump = json!({ "jump_reason": "Mùa vụ không chờ được" });
        team.deed(&team.approver, &approve, &jump).await.is(200);
        let trail = world.office().store.read(async |tx| coopfund::store::audit::of_object(tx, "application", &second).await).await.expect("rows");
        let kept = trail.iter().find_map(|row| row.after.as_ref().and_then(|after| after.0.get("jump").cloned())).expect("the jump");
        assert_eq!(kept, json!({ "ahead": [number_of(&team, &first).await], "reason": "Mùa vụ không chờ được" }));
        assert_eq!(order(&list(&team).await), [(first, false)], "who was passed over waits on");
        all_mails_are_expected(world).await;
    }
}
