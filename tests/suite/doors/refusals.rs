//! Every code of the contract, by the door that gives it.
use coopfund::store::fault::cut_before;
use rocket::http::Method;
use serde_json::json;

use super::letters;
use crate::world::team::{id_of, tranche};

story! {
    /// 401, 403, 404, and what says that no such method is there.
    async fn who_may_not_is_told_so(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = team.begin(50_000_000).await;
        let stranger = world.stranger();
        for header in [("Authorization", ""), ("Authorization", "Bearer invented"), ("Authorization", "Basic YTpi"), ("X", "y")] {
            let refused = stranger.send(Method::Get, "/api/v1/loans", &[header], b"").await.refuses(401, "unauthenticated");
            assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
            assert_eq!(refused.header("content-type"), Some("application/problem+json"));
        }
        team.deed(&team.cashier, &format!("applications/{id}/approve"), &json!({})).await.refuses(403, "forbidden");
        team.deed(&team.appraiser, &format!("applications/{id}/submit"), &json!({})).await.refuses(403, "forbidden");
        team.deed(&team.auditor, "applications", &team.wanted(1_000_000)).await.refuses(403, "forbidden");
        for path in ["loans/x", "loans/x/schedule", "loans/x/statement", "applications/x", "cooperatives/x", "funds/x", "nowhere", "loans/%00", "applications/%FF%FE", "funds/%00", "cooperatives/%E2%80%AE"] {
            team.appraiser.api_get(&format!("/api/v1/{path}")).await.refuses(404, "not_found");
        }
        for deed in ["sign", "cancel", "close-drawing", "disbursements", "repayments", "prepayments", "reversals"] {
            let body = match deed {
                "sign" => json!({ "number": "1", "date": "2026-03-02" }),
                "disbursements" => tranche(world, 1),
                "repayments" => json!({ "date": "2026-03-02", "amount": 1 }),
                "prepayments" => json!({ "date": "2026-03-02", "amount": 1, "effect": "next" }),
                "reversals" => json!({ "event": "x", "reason": "y" }),
                _ => json!({}),
            };
            team.deed(&team.cashier, &format!("loans/x/{deed}"), &body).await.refuses(404, "not_found");
            world.expect_audit(&format!("loan.{}", match deed { "disbursements" => "disburse", "repayments" => "repay", "prepayments" => "prepay", "reversals" => "reverse", "close-drawing" => "close_drawing", same => same }), "refused").await;
        }
        for (method, path) in [(Method::Delete, format!("/api/v1/applications/{id}")), (Method::Put, "/api/v1/loans".into()), (Method::Patch, "/api/v1/loans/x".into()), (Method::Post, "/api/v1/loans".into())] {
            let token = team.appraiser.api_token().await;
            let answer = team.appraiser.send(method, &path, &[("Authorization", &format!("Bearer {token}"))], b"").await;
            assert!(matches!(answer.status, 404 | 405), "{method} {path}: {}", answer.status);
            assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        }
    }

    /// 409: another state, a stale version, the same person, not enough capital.
    async fn what_stands_in_the_way_is_a_conflict(world: &World) {
        let team = world.team("db", 1_000_000_000).await;
        let id = team.begin(100_000_000).await;
        team.deed(&team.approver, &format!("applications/{id}/approve"), &json!({})).await.refuses(409, "wrong_state");
        let bearer = format!("Bearer {}", team.applicant.api_token().await);
        for (version, status) in [("\"1\"", 200), ("1", 409), ("*", 200), ("W/\"abc\"", 400)] {
            let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json"), ("If-Match", version)];
            let answer = team.applicant.send(Method::Patch, &format!("/api/v1/applications/{id}"), &headers, b"{\"jobs_supported\":3}").await;
            assert_eq!(answer.status, status, "{version}: {}", answer.text());
            if status == 409 {
                answer.refuses(409, "conflict");
            }
        }
        // Seven of 150 million each are appraised; capital is there for six.
        let mut granted = Vec::new();
        for number in 0..7 {
            let other = world.cooperative(&format!("HTX số {number}")).await;
            let mut wanted = team.wanted(150_000_000);
            wanted["cooperative"] = json!(other);
            let id = id_of(&team.deed(&team.appraiser, "applications", &wanted).await.is(201));
            team.sent_on_behalf(world, &id).await;
            let said = json!({ "recommendation": "approve", "note": "Khả thi" });
            team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &said).await.is(200);
            granted.push(id);
        }
        for id in &granted[..6] {
            team.deed(&team.approver, &format!("applications/{id}/approve"), &json!({})).await.is(200);
        }
        let short = team.deed(&team.approver, &format!("applications/{}/approve", granted[6]), &json!({})).await.refuses(409, "insufficient_capital");
        assert!(short.json()["detail"].as_str().expect("a sentence").contains("100.000.000"), "{}", short.text());
    }

    /// Four eyes: neither the appraiser approves, nor the approver pays out, though they have both duties.
    async fn one_person_does_not_carry_a_loan_alone(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let duties = [coopfund::access::Duty::Approver, coopfund::access::Duty::Cashier];
        let now = world.now();
        for person in [&team.appraiser, &team.approver] {
            world.arrange(async |tx| {
                for duty in duties {
                    if person.id != team.approver.id || duty == coopfund::access::Duty::Cashier {
                        coopfund::store::users::grant(tx, &person.id, &crate::world::staff(duty, &team.fund_id), "system", now).await?;
                    }
                }
                Ok(())
            }).await;
        }
        let id = team.appraised(100_000_000).await;
        team.deed(&team.appraiser, &format!("applications/{id}/approve"), &json!({})).await.refuses(409, "same_person");
        let loan = team.deed(&team.approver, &format!("applications/{id}/approve"), &json!({})).await.is(200).json()["loan"]["id"].clone();
        let contract = json!({ "number": "01", "date": world.today() });
        for person in [&team.appraiser, &team.approver] {
            team.deed(person, &format!("loans/{}/sign", loan.as_str().expect("an id")), &contract).await.refuses(409, "same_person");
        }
        letters(world, &[("receipt", 1), ("approved", 1)]).await;
    }

    /// 422: not eligible, over a limit; and 503 when the database does not answer.
    async fn what_a_rule_forbids_is_named(world: &World) {
        let team = world.team("db", 1_000_000_000).await;
        let id = team.begin(200_000_000).await;
        let refused = team.deed(&team.applicant, &format!("applications/{id}/submit"), &json!({})).await.refuses(422, "not_eligible").json();
        assert_eq!(refused["errors"][0]["pointer"], "/findings/CF-27", "{refused}");
        let id = team.submitted(100_000_000).await;
        let more = json!({ "recommendation": "approve", "amount": 100_000_001, "note": "Thêm một đồng" });
        let more = team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &more).await.refuses(422, "over_limit").json();
        assert!(more["detail"].as_str().expect("a sentence").contains("chỉ đề nghị vay 100.000.000"), "{more}");
        let id = team.appraised(100_000_000).await;
        let over = json!({ "amount": 100_000_001 });
        let over = team.deed(&team.approver, &format!("applications/{id}/approve"), &over).await.refuses(422, "over_limit").json();
        assert!(over["detail"].as_str().expect("a sentence").contains("100.000.000"), "{over}");
        let loan = team.signed(world, 40_000_000).await;
        let number = team.cashier.api_get(&format!("/api/v1/loans/{loan}")).await.json()["contract_number"].clone();
        let other = team.approved(1_000_000).await;
        let twice = json!({ "number": number, "date": world.today() });
        let twice = team.deed(&team.cashier, &format!("loans/{other}/sign"), &twice).await.refuses(422, "invalid").json();
        assert_eq!((&twice["errors"][0]["pointer"], &twice["errors"][0]["code"]), (&json!("/number"), &json!("taken")));
        let mut stale = tranche(world, 10_000_000);
        stale["credit_check"]["on"] = json!("2026-02-01");
        team.deed(&team.cashier, &format!("loans/{loan}/disbursements"), &stale).await.refuses(422, "not_eligible");
        team.deed(&team.cashier, &format!("loans/{loan}/disbursements"), &tranche(world, 40_000_001)).await.refuses(422, "over_limit");
        let token = team.cashier.api_token().await;
        let down = cut_before(1, team.cashier.send(Method::Get, "/api/v1/loans", &[("Authorization", &format!("Bearer {token}"))], b"")).await;
        down.refuses(503, "unavailable");
        letters(world, &[("receipt", 4), ("approved", 2)]).await;
    }
}
