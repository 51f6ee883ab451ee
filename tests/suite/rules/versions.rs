//! A version from its proposal to the sheets it counts on.
use serde_json::{Value, json};

use super::{PAGE, confirms, proposes, share, two};
use crate::world::{PASSWORD, Person};

/// The limit of a rule as the door answers it.
async fn limit(person: &Person, fund: &str, rule: &str, on: &str) -> Value {
    let question = json!({ "fund": fund, "province": "Điện Biên", "on": on, "borrower": { "kind": "cooperative" },
        "request": { "amount": 300_000_000, "jobs_supported": 60 }, "exposure": { "customer": 0, "job_loans": 0 } });
    let sheet = person.api(rocket::http::Method::Post, "/api/v1/eligibility", &question).await.is(200).json();
    let findings = sheet["findings"].as_array().expect("findings").clone();
    findings.into_iter().find(|finding| finding["rule"] == rule).unwrap_or_default()["limit"].clone()
}

story! {
    /// A version that starts tomorrow changes tomorrow's sheet, not today's and not the one a decision was made on.
    async fn a_version_counts_from_its_first_day_on(world: &World) {
        let team = world.team("a", 3_000_000_000).await;
        let (one, other) = two(world).await;
        let decided = team.appraised(300_000_000).await;
        team.deed(&team.approver, &format!("applications/{decided}/approve"), &json!({})).await.is(200);
        let waiting = team.submitted(100_000_000).await;
        world.expect_mails("receipt").await;
        world.expect_mails("approved").await;

        one.get(PAGE).await.is(200).says("CF-27 · Dư nợ một khách hàng").says("tối đa 15 %").says("Chưa ai xác nhận")
            .says("điểm a khoản 2 Điều 23 Nghị định 45/2021/NĐ-CP").says("CLS-06").says("Chưa đối chiếu văn bản");
        one.get(&format!("{PAGE}/CF-27/propose?programme=A")).await.is(200).says("Phiên bản mới của CF-27");
        let id = proposes(world, &one, "CF-27", &share("8", "2026-03-03")).await;
        one.get(PAGE).await.is(200).says("Cần một quản trị viên khác xác nhận.").says("tối đa 8 %");
        // A proposal alone changes nothing.
        assert_eq!(limit(&team.appraiser, &team.fund, "CF-27", "2026-03-03").await, 450_000_000);
        let alone = one.post(&format!("{PAGE}/versions/{id}/confirm"), &[]).await.is(303);
        one.follow(alone).await.says("người khác");
        assert_eq!(limit(&team.appraiser, &team.fund, "CF-27", "2026-03-03").await, 450_000_000);

        other.get(PAGE).await.is(200).says("Hạnh đề xuất lúc 09:00 02/03/2026").says("Nghị định mới");
        confirms(&other, &id).await;
        let row = world.expect_audit("rule.confirm", "done").await;
        assert_eq!(row.before.expect("what it follows").0["value"], "15");
        assert_eq!(row.after.expect("what was confirmed").0["rule"]["value"], "8");
        other.get(PAGE).await.is(200).says("Sắp áp dụng").says("Minh, 02/03/2026").says("Nghị định 99/2026/NĐ-CP");

        team.appraiser.sign_in(PASSWORD).await.is(303);
        let sheet = async |id: &str| team.appraiser.get(&format!("/applications/{id}")).await.is(200);
        assert_eq!(limit(&team.appraiser, &team.fund, "CF-27", "2026-03-02").await, 450_000_000);
        assert_eq!(limit(&team.appraiser, &team.fund, "CF-27", "2026-03-03").await, 240_000_000);
        assert_eq!(limit(&team.appraiser, "A", "CF-27", "2026-03-03").await, Value::Null, "without its capital nothing is known");
        let frozen = sheet(&decided).await;
        let kept = frozen.says("450.000.000").says("CF-27 · từ 15/05/2021, có sẵn trong chương trình").text().to_owned();
        world.go_to("2026-03-03");
        team.appraiser.sign_in(PASSWORD).await.is(303);
        sheet(&waiting).await.says("240.000.000").says("CF-27");
        let later = sheet(&decided).await;
        let later = later.says("CF-27 · từ 15/05/2021, có sẵn trong chương trình").is_silent_about("240.000.000");
        assert_eq!(kept.matches("450.000.000").count(), later.text().matches("450.000.000").count());
        // The application that waits cannot be approved beyond it any more.
        let refused = team.deed(&team.appraiser, &format!("applications/{waiting}/appraise"),
            &json!({ "recommendation": "approve", "note": "Khả thi, đã xem CIC" })).await;
        assert!(refused.is(422).text().contains("CF-27"));
    }

    /// What is decided under a confirmed version says so, and another process judges by it at once.
    async fn a_decision_names_the_versions_it_was_made_under(world: &World) {
        let team = world.team("a", 3_000_000_000).await;
        let (one, other) = two(world).await;
        let id = proposes(world, &one, "CF-27", &share("12,5", "2026-03-03")).await;
        confirms(&other, &id).await;
        world.go_to("2026-03-03");
        let decided = team.appraised(300_000_000).await;
        team.deed(&team.approver, &format!("applications/{decided}/approve"), &json!({})).await.is(200);
        world.expect_mails("receipt").await;
        world.expect_mails("approved").await;
        team.appraiser.sign_in(PASSWORD).await.is(303);
        team.appraiser.get(&format!("/applications/{decided}")).await.is(200)
            .says("CF-27 · từ 03/03/2026, phiên bản đã được xác nhận").says("375.000.000");
        let row = world.expect_audit("application.approve", "done").await;
        let sheet = row.after.expect("the sheet").0["sheet"].clone();
        let version = sheet["rules"].as_array().expect("versions").iter().find(|rule| rule["rule"] == "CF-27").cloned();
        let version = version.expect("the version");
        assert_eq!((&version["version"], &version["value"]), (&json!(id), &json!("12.5")));
        // Pricing and classifying rules are among them too.
        assert!(sheet["rules"].as_array().expect("versions").iter().any(|rule| rule["rule"] == "CF-33"));
    }

    /// A later scale of debt groups counts from its day on, and what was closed before stays.
    async fn a_later_scale_classifies_from_its_day_on(world: &World) {
        let team = world.team("a", 3_000_000_000).await;
        let (one, other) = two(world).await;
        let loan = team.active(world, 300_000_000).await;
        for kind in ["receipt", "approved", "disbursed"] { world.expect_mails(kind).await; }
        let group = async |on: &str| {
            let path = format!("/api/v1/loans/{loan}/statement?as_of={on}");
            team.cashier.api_get(&path).await.is(200).json()["debt_group"].clone()
        };
        world.go_to("2026-06-10");
        // Interest fell due on 2 June; on 10 June it is eight days late.
        assert_eq!(group("2026-06-10").await, 1);
        for person in [&one, &other] {
            person.sign_in(PASSWORD).await.is(303);
        }
        let mut second = share("", "2026-06-11");
        second.retain(|(name, _)| *name != "value");
        let cases = [("value.group", "2"), ("value.cases.0.restructured", "0"), ("value.cases.0.days_from", "5"), ("value.cases.0.days_below", "30"),
            ("value.cases.1.restructured", "1"), ("value.cases.1.days_from", "0"), ("value.cases.1.days_below", "1")];
        let first = [("value.group", "1"), ("value.cases.0.restructured", "0"), ("value.cases.0.days_from", "0"), ("value.cases.0.days_below", "5")];
        for (rule, figures) in [("CLS-03", &cases[..]), ("CLS-02", &first[..])] {
            let fields: Vec<_> = second.iter().copied().chain(figures.iter().copied()).collect();
            let id = proposes(world, &one, rule, &fields).await;
            confirms(&other, &id).await;
        }
        assert_eq!((group("2026-06-10").await, group("2026-06-11").await), (json!(1), json!(2)));
    }

    /// A province's own figure: only upwards, only for its source of money; where the source is not known, that is what is missing.
    async fn a_province_may_only_raise(world: &World) {
        let team = world.team("a", 3_000_000_000).await;
        let (one, other) = two(world).await;
        let mut fields = share("", "2026-03-03");
        fields.retain(|(name, _)| !matches!(*name, "value" | "programme"));
        let own = |establishment, jobs| {
            let figures = [("programme", "B-new"), ("province", "Điện Biên"), ("value.establishment", establishment), ("value.per_job", jobs)];
            fields.iter().copied().chain(figures).collect::<Vec<_>>()
        };
        one.post(&format!("{PAGE}/JB-07/propose"), &own("9.999.999.999", "200.000.000")).await.is(422).says("chỉ được quy định mức cao hơn");
        let id = proposes(world, &one, "JB-07", &own("12.000.000.000", "200.000.000")).await;
        confirms(&other, &id).await;
        one.get(&format!("{PAGE}?programme=B-new")).await.is(200).says("Mức riêng của Điện Biên").says("12.000.000.000 ₫");
        let asks = async |source: Option<&str>, on: &str| {
            let question = json!({ "fund": "B-new", "province": "tỉnh Điện Biên", "on": on, "borrower": { "kind": "cooperative" },
                "request": { "amount": 11_000_000_000_i64, "jobs_supported": 80, "capital_source": source } });
            let sheet = team.appraiser.api(rocket::http::Method::Post, "/api/v1/eligibility", &question).await.is(200).json();
            let findings = sheet["findings"].as_array().expect("findings").clone();
            findings.into_iter().find(|finding| finding["rule"] == "JB-07").expect("JB-07")
        };
        assert_eq!(asks(Some("local_budget"), "2026-03-02").await["outcome"], "fail");
        assert_eq!(asks(Some("local_budget"), "2026-03-03").await["outcome"], "pass");
        assert_eq!(asks(Some("central_budget"), "2026-03-03").await["outcome"], "fail");
        let unknown = asks(None, "2026-03-03").await;
        assert_eq!(unknown["outcome"], "missing");
        assert!(unknown["message"]["vi"].as_str().expect("words").contains("nguồn vốn"));
    }
}
