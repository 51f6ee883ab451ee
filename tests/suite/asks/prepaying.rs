//! Asking to prepay: no more than is owed on the day.
use serde_json::json;

use super::{MILLION, asked, asks, usual_letters};
use crate::world::PASSWORD;

/// 120 million and eight nights of interest at 6 %: what closes the loan on 10 March.
const OWED: i64 = 120_157_808;

story! {
    /// Up to what closes the loan that day a prepayment may be asked for; more is refused with the sum, on the page and by the door.
    async fn nobody_prepays_more_than_is_owed(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.active(world, 120 * MILLION).await;
        let wanted = |amount: i64, date: &str| json!({ "kind": "prepayment", "amount": amount, "date": date, "effect": "shorter" });
        for amount in [OWED + 1, 500 * MILLION] {
            let refused = asks(&team, &loan, &wanted(amount, "2026-03-10")).await.refuses(422, "invalid").json();
            assert_eq!(refused["errors"][0]["pointer"], "/amount");
            assert!(refused["errors"][0]["detail"].as_str().is_some_and(|said| said.contains("120.157.808")), "{refused}");
        }
        for amount in [0, -1] {
            asks(&team, &loan, &wanted(amount, "2026-03-10")).await.refuses(422, "invalid");
        }
        // What would close it later closes more than is owed today.
        asks(&team, &loan, &wanted(OWED, "2026-03-09")).await.refuses(422, "invalid");
        team.applicant.sign_in(PASSWORD).await.is(303);
        let page = format!("/loans/{loan}/ask/prepayment");
        let typed = [("amount", "120157809"), ("date", "2026-03-10"), ("effect", "shorter")];
        team.applicant.post(&page, &typed).await.is(422).says("Ngày 10/03/2026 trả hết khoản vay là 120.157.808");
        asked(&team, &loan, &wanted(OWED, "2026-03-10")).await;
        asked(&team, &loan, &wanted(20 * MILLION, "2026-03-10")).await;
        world.expect_mails("ask_made").await;
        usual_letters(world).await;
    }

    /// What was repaid since is not owed any more.
    async fn what_is_owed_is_what_is_left(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.active(world, 120 * MILLION).await;
        let paid = json!({ "date": "2026-03-02", "amount": 100 * MILLION, "effect": "shorter" });
        team.deed(&team.cashier, &format!("loans/{loan}/prepayments"), &paid).await.is(201);
        let wanted = |amount: i64| json!({ "kind": "prepayment", "amount": amount, "date": "2026-03-02", "effect": "lower" });
        asks(&team, &loan, &wanted(20 * MILLION + 1)).await.refuses(422, "invalid");
        asked(&team, &loan, &wanted(20 * MILLION)).await;
        world.expect_mails("ask_made").await;
        usual_letters(world).await;
    }
}
