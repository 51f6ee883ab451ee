//! From a draft to a settled loan, by programs alone.
use coopfund::cli::lending;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use super::letters;
use crate::world::Person;
use crate::world::team::{Team, id_of, tranche};

const AMOUNT: i64 = 300_000_000;

async fn loan(person: &Person, id: &str) -> Json {
    person.api_get(&format!("/api/v1/loans/{id}")).await.is(200).json()
}

async fn capital(team: &Team) -> [i64; 3] {
    let path = format!("/api/v1/funds/{}/capital", team.fund);
    let capital = team.auditor.api_get(&path).await.is(200).json();
    ["outstanding", "reserved", "available"].map(|name| capital[name].as_i64().expect("an amount"))
}

/// The statement of the door is what the command line computes from the loan's own terms and bookings.
async fn statement_is_computed_alike(team: &Team, id: &str, as_of: &str) -> Json {
    let shown = team.applicant.api_get(&format!("/api/v1/loans/{id}/statement?as_of={as_of}")).await.is(200).json();
    let loan = loan(&team.cashier, id).await;
    let events =
        loan["events"].as_array().expect("events").iter().filter(|event| {
            event["kind"] != "disbursement" && event["kind"] != "reversal" && event["reversed"] == false
        });
    let event = |event: &Json| {
        let mut plain = json!({ "kind": event["kind"], "date": event["date"], "amount": event["amount"] });
        if event["kind"] == "prepayment" {
            plain["effect"] = event["detail"]["effect"].clone();
        }
        plain
    };
    let events: Vec<Json> = events.map(event).collect();
    let question = json!({ "terms": loan["terms"], "events": events, "as_of": as_of });
    let computed = lending::statement(&question.to_string(), false).expect("computable");
    assert_eq!(shown, serde_json::from_str::<Json>(&computed).expect("JSON"), "{question}");
    shown
}

story! {
    /// Draft, save, submit, return, submit, appraise, approve: each answer is the application with what the rules say.
    async fn an_application_is_carried_to_its_loan(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let drafted = team.applicant.api(Method::Post, "/api/v1/applications", &json!({ "fund": team.fund })).await.is(201);
        let (id, draft) = (id_of(&drafted), drafted.json());
        let path = format!("/api/v1/applications/{id}");
        assert_eq!((drafted.location(), &draft["status"], &draft["whose_turn"]), (path.as_str(), &json!("draft"), &json!("cooperative")));
        assert!(draft["number"].as_str().expect("a number").starts_with("HS-2026-"));
        assert_eq!(draft["outcome"], "needs_review");
        let refused = team.deed(&team.applicant, &format!("applications/{id}/submit"), &json!({})).await.refuses(422, "invalid").json();
        let pointers: Vec<_> = refused["errors"].as_array().expect("errors").iter().map(|error| error["pointer"].as_str().expect("one")).collect();
        assert_eq!(pointers, ["/amount", "/purpose", "/project_cost", "/own_capital", "/term_months", "/repay_every_months", "/method"]);
        let saved = team.applicant.api(Method::Patch, &path, &team.wanted(AMOUNT)).await.is(200).json();
        assert_eq!((&saved["amount"], &saved["collateral"][0]["value"], &saved["version"]), (&json!(AMOUNT), &json!(2 * AMOUNT), &json!(2)));
        // Null empties, absent keeps.
        let emptied = team.applicant.api(Method::Patch, &path, &json!({ "jobs_supported": null })).await.is(200).json();
        assert_eq!((&emptied["jobs_supported"], &emptied["amount"]), (&Json::Null, &json!(AMOUNT)));
        let submitted = team.deed(&team.applicant, &format!("applications/{id}/submit"), &json!({})).await.is(200).json();
        assert_eq!((&submitted["status"], &submitted["submitted_at"]), (&json!("submitted"), &json!("2026-03-02T02:00:00Z")));
        let needed = json!({ "needed": ["Báo cáo tài chính 2025"], "until": "2026-03-20" });
        let returned = team.deed(&team.appraiser, &format!("applications/{id}/return"), &needed).await.is(200).json();
        assert_eq!((&returned["status"], &returned["papers"]), (&json!("returned"), &needed));
        team.deed(&team.applicant, &format!("applications/{id}/submit"), &json!({})).await.is(200);
        let said = json!({ "recommendation": "approve", "amount": 280_000_000, "term_months": 24, "annual_rate_percent": "6.0", "note": "Khả thi" });
        let appraised = team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &said).await.is(200).json();
        assert_eq!((&appraised["status"], &appraised["appraisal"]["amount"]), (&json!("appraised"), &json!(280_000_000)));
        assert!(appraised["findings"].as_array().is_some_and(|findings| findings.iter().all(|finding| finding["outcome"] != "fail")));
        let approved = team.deed(&team.approver, &format!("applications/{id}/approve"), &json!({ "note": "Đồng ý" })).await.is(200).json();
        assert_eq!((&approved["status"], &approved["decision"]["note"]), (&json!("approved"), &json!("Đồng ý")));
        let made = loan(&team.applicant, approved["loan"]["id"].as_str().expect("a loan")).await;
        assert_eq!((&made["number"], &made["amount"], &made["term_months"]), (&approved["loan"]["number"], &json!(280_000_000), &json!(24)));
        assert_eq!(capital(&team).await, [0, 280_000_000, 2_720_000_000]);
        // The cooperative sees the decision, not the fund's own appraisal.
        let seen = team.applicant.api_get(&path).await.is(200).json();
        assert_eq!((&seen["appraisal"], &seen["decision"]["note"]), (&Json::Null, &json!("Đồng ý")));
        letters(world, &[("receipt", 2), ("returned", 1), ("approved", 1)]).await;
    }

    /// Sign, draw in two tranches, close, repay late, reverse, prepay, settle; capital follows every step.
    async fn a_loan_is_carried_to_its_end(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = team.signed(world, AMOUNT).await;
        let plan = team.applicant.api_get(&format!("/api/v1/loans/{id}/schedule")).await.is(200).json();
        assert_eq!((plan["instalments"].as_array().map(Vec::len), &plan["total_principal"]), (Some(12), &json!(AMOUNT)));
        team.applicant.api_get(&format!("/api/v1/loans/{id}/statement")).await.refuses(409, "wrong_state");
        let drawn = team.deed(&team.cashier, &format!("loans/{id}/disbursements"), &tranche(world, 200_000_000)).await.is(201);
        assert_eq!(drawn.location(), format!("/api/v1/loans/{id}"));
        assert_eq!(drawn.json()["event"], drawn.json()["events"][0]["id"]);
        assert_eq!(capital(&team).await, [200_000_000, 100_000_000, 2_700_000_000]);
        world.go_to("2026-04-02");
        let mut second = tranche(world, 50_000_000);
        second.as_object_mut().expect("an object").remove("credit_check");
        team.deed(&team.cashier, &format!("loans/{id}/disbursements"), &second).await.is(201);
        let closed = team.deed(&team.cashier, &format!("loans/{id}/close-drawing"), &json!({})).await.is(200).json();
        assert_eq!((&closed["disbursed"], &closed["undrawn"], &closed["drawing_closed_on"]), (&json!(250_000_000), &json!(0), &json!("2026-04-02")));
        assert_eq!(capital(&team).await, [250_000_000, 0, 2_750_000_000]);
        statement_is_computed_alike(&team, &id, "2026-06-30").await;
        world.go_to("2026-10-01");
        let late = statement_is_computed_alike(&team, &id, "2026-10-01").await;
        assert!(late["days_past_due"].as_i64() > Some(0) && late["overdue_interest"].as_i64() > Some(0), "{late}");
        let payment = json!({ "date": "2026-10-01", "amount": 40_000_000, "reference": "UNC 77" });
        let paid = team.deed(&team.cashier, &format!("loans/{id}/repayments"), &payment).await.is(201).json();
        let wrong = json!({ "event": paid["event"], "reason": "Ghi nhầm khoản vay" });
        let undone = team.deed(&team.cashier, &format!("loans/{id}/reversals"), &wrong).await.is(201).json();
        assert_eq!(undone["position"], { let mut before = late.clone(); for name in ["instalments", "entries", "group_rule"] { before.as_object_mut().expect("one").remove(name); } before });
        team.deed(&team.cashier, &format!("loans/{id}/repayments"), &payment).await.is(201);
        statement_is_computed_alike(&team, &id, "2026-10-01").await;
        let settling = statement_is_computed_alike(&team, &id, "2026-10-01").await["total_to_settle"].clone();
        let last = json!({ "date": "2026-10-01", "amount": settling, "effect": "shorter", "reference": "UNC 78" });
        let settled = team.deed(&team.cashier, &format!("loans/{id}/prepayments"), &last).await.is(201).json();
        assert_eq!((&settled["status"], &settled["position"]["total_to_settle"], &settled["settled_on"]), (&json!("settled"), &json!(0), &json!("2026-10-01")));
        assert_eq!(capital(&team).await, [0, 0, 3_000_000_000]);
        // What it owed on a day of the past, and before it began.
        statement_is_computed_alike(&team, &id, "2026-06-30").await;
        team.auditor.api_get(&format!("/api/v1/loans/{id}/statement?as_of=2026-03-01")).await.refuses(422, "invalid");
        assert_eq!(team.auditor.api_get(&format!("/api/v1/loans/{id}?as_of=2026-03-01")).await.is(200).json()["position"], Json::Null);
        letters(world, &[("receipt", 1), ("approved", 1), ("disbursed", 2), ("repayment", 3), ("reversal", 1), ("settled", 1)]).await;
    }

    /// A loan nobody draws is cancelled; an application is withdrawn or rejected with a reason.
    async fn what_does_not_come_to_money_ends_cleanly(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = team.approved(AMOUNT).await;
        let cancelled = team.cashier.send(Method::Post, &format!("/api/v1/loans/{id}/cancel"), &[("Authorization", &format!("Bearer {}", team.cashier.api_token().await))], b"").await;
        assert_eq!(cancelled.is(200).json()["status"], "cancelled");
        assert_eq!(capital(&team).await, [0, 0, 3_000_000_000]);
        let id = team.appraised(AMOUNT).await;
        let rejected = team.deed(&team.approver, &format!("applications/{id}/reject"), &json!({ "reason": "Thiếu đầu ra" })).await.is(200).json();
        assert_eq!((&rejected["status"], &rejected["decision"]["note"], &rejected["findings"]), (&json!("rejected"), &json!("Thiếu đầu ra"), &json!([])));
        let id = team.submitted(AMOUNT).await;
        let withdrawn = team.deed(&team.applicant, &format!("applications/{id}/withdraw"), &json!({})).await.is(200).json();
        assert_eq!((&withdrawn["status"], &withdrawn["whose_turn"]), (&json!("withdrawn"), &json!("nobody")));
        letters(world, &[("receipt", 3), ("approved", 1), ("rejected", 1), ("withdrawn", 1)]).await;
    }

    /// An officer writes on behalf of a cooperative that has no account.
    async fn an_appraiser_writes_on_behalf(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let mut body = team.wanted(AMOUNT);
        team.deed(&team.appraiser, "applications", &body).await.refuses(422, "invalid");
        body["cooperative"] = json!(world.cooperative_code(&team.cooperative).await);
        let begun = team.deed(&team.appraiser, "applications", &body).await.is(201).json();
        assert_eq!(begun["cooperative"], json!(team.cooperative));
        let other = world.cooperative("HTX khác").await;
        body["cooperative"] = json!(other);
        team.deed(&team.applicant, "applications", &body).await.refuses(422, "invalid");
        let path = format!("/api/v1/applications/{}", begun["id"].as_str().expect("an id"));
        team.appraiser.api(Method::Patch, &path, &json!({ "cooperative": other })).await.refuses(422, "invalid");
        team.appraiser.api(Method::Patch, &path, &json!({ "cooperative": team.cooperative, "amount": 1_000_000 })).await.is(200);
    }
}
