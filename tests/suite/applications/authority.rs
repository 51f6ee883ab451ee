//! Who decides on an amount by the fund's regulation: up to 500 million the director, above it a council of at least three, with
//! its minutes.
use coopfund::access::Duty;
use coopfund::domain::application::State;
use coopfund::store::users;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use super::cast::{Cast, PLAN, begin, cast_with, go_to, id, loans, save, state, version};
use crate::world::team::id_of;
use crate::world::{Answer, PASSWORD, World, staff};

const MILLION: i64 = 1_000_000;
/// 15 % of it is 1 500 million.
const CHARTER: i64 = 10_000 * MILLION;

/// An application for so much that the appraiser recommends as asked for; its path.
async fn appraised(world: &World, cast: &Cast, amount: i64) -> String {
    let path = begin(&cast.applicant, &[("fund", "dienbien-htx")]).await;
    let (wanted, cost, own) = (amount.to_string(), (amount * 2).to_string(), amount.to_string());
    let security = (amount * 2).to_string();
    let others = PLAN
        .into_iter()
        .filter(|(name, _)| !["amount", "project_cost", "own_capital", "collateral/0/value"].contains(name));
    let fields: Vec<(&str, &str)> = others
        .chain([
            ("amount", wanted.as_str()),
            ("project_cost", &cost),
            ("own_capital", &own),
            ("collateral/0/value", &security),
        ])
        .collect();
    save(&cast.applicant, &path, &fields).await.is(303);
    cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.leads_to(&path);
    world.expect_mail("receipt", &cast.applicant.email).await;
    let said = json!({ "recommendation": "approve", "note": "Khả thi; CIC nộp khi ký." });
    door(cast, &path, "appraise", &said).await.is(200);
    path
}

/// A deed by JSON: the appraiser appraises, the approver does everything else.
async fn door(cast: &Cast, path: &str, deed: &str, body: &Json) -> Answer {
    let by = if deed == "appraise" { &cast.appraiser } else { &cast.approver };
    by.api(Method::Post, &format!("/api/v1/applications/{}/{deed}", id(path)), body).await
}

/// Sends the approval form with these minutes.
async fn approve(cast: &Cast, path: &str, minutes: (&str, &str, &str)) -> Answer {
    let version = version(&cast.approver, path).await;
    let (number, date, present) = minutes;
    let fields = [
        ("version", version.as_str()),
        ("amount", "600.000.000"),
        ("annual_rate_percent", "6"),
        ("minutes/number", number),
        ("minutes/date", date),
        ("minutes/present", present),
        ("decision/number", "12/QĐ-QHT"),
    ];
    cast.approver.post(&format!("{path}/approve"), &fields).await
}

const THREE: &str = "Lò Văn Hặc\r\n  Quàng  Thị Én \r\n\r\nVừ A Sùng";

/// What a door says is wrong: pointer and code of the first mistake.
fn told(answer: Answer) -> (String, String) {
    let problem = answer.refuses(422, "invalid").json();
    let text = |name: &str| problem["errors"][0][name].as_str().unwrap_or_default().to_owned();
    assert!(!text("detail").is_empty(), "{problem}");
    (text("pointer"), text("code"))
}

story! {
    /// Above the director's limit the form says who decides and by which clause, and takes no approval without whole minutes.
    async fn a_council_decides_with_minutes(world: &World) {
        let cast = cast_with(world, CHARTER).await;
        let path = appraised(world, &cast, 600 * MILLION).await;
        go_to(world, &cast, "2026-03-04").await;
        let desk = cast.approver.get(&path).await.is(200);
        let desk = desk.says("600.000.000 ₫ do hội đồng quyết định, cần ít nhất 3 người dự họp (Điều 7, 01/QĐ-QHTX ngày 01/01/2025)");
        desk.says("Biên bản họp hội đồng").says("Giám đốc: đến 500.000.000 ₫");
        for (minutes, sentence) in [
            (("", "", ""), "cần số, ngày của biên bản họp và họ tên người dự họp (ít nhất 3 người)"),
            (("07/BB", "", THREE), "Cần điền mục này"),
            (("07/BB", "2026-03-05", THREE), "02/03/2026 đến 04/03/2026"),
            (("07/BB", "01/03/2026", THREE), "02/03/2026 đến 04/03/2026"),
            (("07/BB", "04/03/2026", "Lò Văn Hặc\nVừ A Sùng"), "Mới có 2 người dự họp; quy chế của quỹ đòi ít nhất 3 người"),
            (("07/BB", "04/03/2026", "Lò Văn Hặc\nVừ A Sùng\nlò văn  hặc"), "Dòng 3: Người này đã có trong danh sách"),
        ] {
            approve(&cast, &path, minutes).await.is(422).says(sentence);
        }
        assert_eq!((state(world, &path).await, loans(world).await), (State::Appraised, 0));
        let loan = approve(&cast, &path, ("07/BB-HĐ", "03/03/2026", THREE)).await.is(303).location().to_owned();
        world.expect_mail("approved", &cast.applicant.email).await;
        // The fund's people read everything, the cooperative who decided by which papers.
        for page in [&path, &loan] {
            let read = cast.appraiser.get(page).await.is(200).says("Hội đồng").says("Số 07/BB-HĐ ngày 03/03/2026");
            read.says("Lò Văn Hặc; Quàng Thị Én; Vừ A Sùng").says("Số 12/QĐ-QHT ngày 04/03/2026").says("Điều 7, 01/QĐ-QHTX ngày 01/01/2025");
            cast.applicant.get(page).await.is(200).says("Số 07/BB-HĐ ngày 03/03/2026").is_silent_about("Quàng Thị Én");
        }
        cast.applicant.get(&path).await.says("theo biên bản họp hội đồng số 07/BB-HĐ");
        let trail = world.expect_audit("application.approve", "done").await.after.expect("what was done").0;
        let minutes = json!({ "number": "07/BB-HĐ", "date": "2026-03-03", "present": ["Lò Văn Hặc", "Quàng Thị Én", "Vừ A Sùng"] });
        assert_eq!((&trail["decided"]["authority"], &trail["decided"]["minutes"]), (&json!("council"), &minutes));
        let shown = cast.approver.api_get(&format!("/api/v1/applications/{}", id(&path))).await.is(200).json();
        assert_eq!((&shown["decision"]["authority"], &shown["decision"]["minutes"]), (&json!("council"), &minutes));
        let shown = cast.applicant.api_get(&format!("/api/v1/applications/{}", id(&path))).await.is(200).json();
        assert_eq!((&shown["decision"]["authority"], &shown["decision"]["minutes"]), (&json!("council"), &Json::Null));
    }

    /// At its limit the director still decides, with nothing more to say; a dong above it takes minutes, through the door too.
    async fn the_directors_limit_is_included(world: &World) {
        let cast = cast_with(world, CHARTER).await;
        let at = appraised(world, &cast, 500 * MILLION).await;
        cast.approver.get(&at).await.is(200).says("500.000.000 ₫ do Giám đốc quyết định").is_silent_about("minutes/number");
        let done = door(&cast, &at, "approve", &json!({})).await.is(200).json();
        world.expect_mail("approved", &cast.applicant.email).await;
        assert_eq!(done["decision"]["authority"], "director");
        assert_eq!(done["decision"]["paper"], json!({ "number": null, "date": "2026-03-02", "signed_by": "Minh" }));
        assert_eq!(done["decision"]["basis"], json!({ "document": "01/QĐ-QHTX", "dated": "2025-01-01", "clause": "Điều 7" }));
        let above = appraised(world, &cast, 500 * MILLION + 1).await;
        assert_eq!(told(door(&cast, &above, "approve", &json!({})).await), ("/minutes".into(), "minutes_required".into()));
        let minutes = |present: &[&str]| json!({ "number": "1/BB", "date": "2026-03-02", "present": present });
        for (present, expected) in [
            (&["a", "b"][..], ("/minutes/present", "short_of_quorum")),
            (&["a", "b", "B "], ("/minutes/present/2", "named_twice")),
            (&["a", "", "c"], ("/minutes/present/1", "required")),
        ] {
            let answer = door(&cast, &above, "approve", &json!({ "minutes": minutes(present) })).await;
            assert_eq!(told(answer), (expected.0.into(), expected.1.into()));
        }
        for (body, pointer) in [
            (json!({ "minutes": 7 }), "/minutes"),
            (json!({ "minutes": {} }), "/minutes/number"),
            (json!({ "minutes": { "number": "1", "date": "2026-02-30", "present": ["a"] } }), "/minutes/date"),
            (json!({ "minutes": { "number": "1", "date": "2026-03-02", "present": "a" } }), "/minutes/present"),
            (json!({ "minutes": { "number": "1", "date": "2026-03-02", "present": ["a"], "seats": 3 } }), "/minutes/seats"),
            (json!({ "minutes": minutes(&["a", "b", "c"]), "decision": { "date": "2026-03-01" } }), "/decision/date"),
            (json!({ "minutes": minutes(&["đ".repeat(201).as_str(), "b", "c"]) }), "/minutes/present/0"),
            (json!({ "minutes": minutes(&vec!["a"; 10_000]) }), "/minutes/present"),
        ] {
            assert_eq!(told(door(&cast, &above, "approve", &body).await).0, pointer);
        }
        // The council may grant less than was appraised: then the director could have.
        let less = json!({ "amount": 400 * MILLION, "minutes": minutes(&["a", "b", "c"]) });
        let done = door(&cast, &above, "approve", &less).await.is(200).json();
        world.expect_mail("approved", &cast.applicant.email).await;
        assert_eq!((&done["decision"]["authority"], &done["decision"]["minutes"]["number"]), (&json!("director"), &json!("1/BB")));
    }

    /// A refusal needs no minutes; where there are some they are kept, and what was kept stays.
    async fn a_refusal_keeps_its_papers(world: &World) {
        let cast = cast_with(world, CHARTER).await;
        let plain = appraised(world, &cast, 600 * MILLION).await;
        let done = door(&cast, &plain, "reject", &json!({ "reason": "Thiếu đầu ra" })).await.is(200).json();
        assert_eq!((&done["decision"]["authority"], &done["decision"]["minutes"]), (&json!("council"), &Json::Null));
        let path = appraised(world, &cast, 600 * MILLION).await;
        let minutes = json!({ "number": "2/BB", "date": "2026-03-02", "present": ["Lò Văn Hặc"] });
        let body = json!({ "reason": "Thiếu đầu ra", "minutes": minutes, "decision": { "number": "3/QĐ", "signed_by": "Lò Văn Hặc" } });
        let done = door(&cast, &path, "reject", &body).await.is(200).json();
        assert_eq!(done["decision"]["minutes"], minutes);
        assert_eq!(done["decision"]["paper"], json!({ "number": "3/QĐ", "date": "2026-03-02", "signed_by": "Lò Văn Hặc" }));
        assert_eq!(world.expect_mails("rejected").await.len(), 2);
        let store = &world.office().store;
        for sql in ["UPDATE decisions SET signed_by = 'x'", "DELETE FROM decisions"] {
            let done = store.write(async |tx| tx.execute(sql, vec![]).await).await;
            assert!(done.is_err(), "{sql} must be refused");
        }
    }

    /// Neither who appraised nor who wrote it for the cooperative decides, also with a council's minutes and their own name in them; who
    /// decided once does not decide again.
    async fn no_level_lets_one_hand_do_both(world: &World) {
        let team = world.team("mat", 10_000 * MILLION).await;
        let second = world.account("Hai", &[staff(Duty::Appraiser, &team.fund_id)]).await;
        let now = world.now();
        for appraiser in [&team.appraiser, &second] {
            let grant = staff(Duty::Approver, &team.fund_id);
            world.arrange(async |tx| users::grant(tx, &appraiser.id, &grant, "system", now).await).await;
        }
        let mut body = team.wanted(600 * MILLION);
        body["cooperative"] = json!(world.cooperative_code(&team.cooperative).await);
        let id = id_of(&team.deed(&team.appraiser, "applications", &body).await.is(201));
        team.sent_on_behalf(world, &id).await;
        let said = json!({ "recommendation": "approve", "note": "Khả thi, đã xem CIC" });
        team.deed(&second, &format!("applications/{id}/appraise"), &said).await.is(200);
        let approve = format!("applications/{id}/approve");
        let minutes = json!({ "minutes": { "number": "1/BB", "date": world.today(), "present": ["Tham mat", "Hai", "Vừ A Sùng", "Lò Văn Hặc"] } });
        for hand in [&team.appraiser, &second] {
            team.deed(hand, &approve, &minutes).await.refuses(409, "same_person");
            world.expect_audit("application.approve", "refused").await;
            team.deed(hand, &format!("applications/{id}/reject"), &json!({ "reason": "x" })).await.refuses(409, "same_person");
            hand.sign_in(PASSWORD).await.is(303);
            hand.get("/").await.is(200).is_silent_about(&id);
        }
        let page = format!("/applications/{id}");
        team.appraiser.get(&page).await.is(200).says("bạn đã ghi hộ hồ sơ này, nên người khác phải quyết định").is_silent_about("/approve\"");
        second.get(&page).await.is(200).says("bạn đã thẩm định hồ sơ này").is_silent_about("/approve\"");
        team.deed(&team.approver, &approve, &minutes).await.is(200);
        team.deed(&team.approver, &approve, &minutes).await.refuses(409, "wrong_state");
        team.deed(&team.approver, &format!("applications/{id}/reject"), &json!({ "reason": "x" })).await.refuses(409, "wrong_state");
        for kind in ["receipt", "approved"] {
            world.expect_mails(kind).await;
        }
    }
}
