//! The same key and body: the first answer again, to the letter. Another body: refused.
use rocket::http::Method;
use serde_json::json;

use super::letters;
use crate::world::team::tranche;

story! {
    /// A repeated request is answered as the first time, however far the record has come since.
    async fn a_repetition_gets_the_first_answer(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let body = team.wanted(300_000_000);
        let begun = team.applicant.api_keyed(Method::Post, "/api/v1/applications", &body, "k1").await.is(201);
        let id = crate::world::team::id_of(&begun);
        let submit = format!("/api/v1/applications/{id}/submit");
        let submitted = team.applicant.api_keyed(Method::Post, &submit, &json!({}), "k2").await.is(200);
        let said = json!({ "recommendation": "approve", "note": "Khả thi" });
        team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &said).await.is(200);
        let approve = format!("/api/v1/applications/{id}/approve");
        let approved = team.approver.api_keyed(Method::Post, &approve, &json!({}), "k3").await.is(200);
        world.go_to("2026-03-04");
        let before = world.dump().await;
        let again = team.applicant.api_keyed(Method::Post, "/api/v1/applications", &body, "k1").await.is(201);
        assert_eq!((again.body.clone(), again.location()), (begun.body.clone(), begun.location()));
        let again = team.applicant.api_keyed(Method::Post, &submit, &json!({}), "k2").await.is(200);
        assert_eq!(again.text(), submitted.text());
        let again = team.approver.api_keyed(Method::Post, &approve, &json!({}), "k3").await.is(200);
        assert_eq!(again.text(), approved.text());
        assert_eq!(world.dump().await, before, "a repetition leaves nothing");
        letters(world, &[("receipt", 1), ("approved", 1)]).await;
    }

    /// Money is booked once, whatever number of times it is sent.
    async fn money_is_booked_once(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = team.signed(world, 300_000_000).await;
        let (path, body) = (format!("/api/v1/loans/{id}/disbursements"), tranche(world, 100_000_000));
        let first = team.cashier.api_keyed(Method::Post, &path, &body, "giai-ngan-1").await.is(201);
        for _ in 0..3 {
            let again = team.cashier.api_keyed(Method::Post, &path, &body, "giai-ngan-1").await.is(201);
            assert_eq!(again.text(), first.text());
        }
        let other = tranche(world, 100_000_001);
        team.cashier.api_keyed(Method::Post, &path, &other, "giai-ngan-1").await.refuses(422, "idempotency_mismatch");
        let elsewhere = format!("/api/v1/loans/{id}/repayments");
        let payment = json!({ "date": world.today(), "amount": 1 });
        team.cashier.api_keyed(Method::Post, &elsewhere, &payment, "giai-ngan-1").await.refuses(422, "idempotency_mismatch");
        let loan = team.cashier.api_get(&format!("/api/v1/loans/{id}")).await.is(200).json();
        assert_eq!((&loan["disbursed"], loan["events"].as_array().map(Vec::len)), (&json!(100_000_000), Some(1)));
        letters(world, &[("receipt", 1), ("approved", 1), ("disbursed", 1)]).await;
    }

    /// A refused request may be sent again with its key once what stood in its way is gone; a question's key is kept like a deed's.
    async fn a_refusal_does_not_use_up_the_key(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = team.begin(300_000_000).await;
        let approve = format!("/api/v1/applications/{id}/approve");
        team.approver.api_keyed(Method::Post, &approve, &json!({}), "k").await.refuses(409, "wrong_state");
        team.deed(&team.applicant, &format!("applications/{id}/submit"), &json!({})).await.is(200);
        let said = json!({ "recommendation": "approve", "note": "Khả thi" });
        team.deed(&team.appraiser, &format!("applications/{id}/appraise"), &said).await.is(200);
        team.approver.api_keyed(Method::Post, &approve, &json!({}), "k").await.is(200);
        let asked = json!({ "fund": team.fund, "request": { "amount": 1_000_000 } });
        let first = team.applicant.api_keyed(Method::Post, "/api/v1/eligibility", &asked, "q").await.is(200);
        let again = team.applicant.api_keyed(Method::Post, "/api/v1/eligibility", &asked, "q").await.is(200);
        assert_eq!(first.text(), again.text());
        let other = json!({ "fund": team.fund, "request": { "amount": 1_000_001 } });
        team.applicant.api_keyed(Method::Post, "/api/v1/eligibility", &other, "q").await.refuses(422, "idempotency_mismatch");
        // One person's key is nothing to another, and a key that cannot be kept is not passed over.
        team.cashier.api_keyed(Method::Post, "/api/v1/eligibility", &other, "q").await.is(200);
        for key in ["", "a b", "ếch", &"k".repeat(201)] {
            team.applicant.api_keyed(Method::Post, "/api/v1/eligibility", &asked, key).await.refuses(400, "invalid");
        }
        letters(world, &[("receipt", 1), ("approved", 1)]).await;
    }
}
