//! Eligibility by the door: as the command line for a programme, with its own figures filled in for a fund.
use coopfund::cli::check;
use serde_json::{Value as Json, json};

use super::letters;

fn outcome_of<'s>(sheet: &'s Json, rule: &str) -> &'s Json {
    let findings = sheet["findings"].as_array().expect("findings");
    &findings.iter().find(|finding| finding["rule"] == rule).unwrap_or_else(|| panic!("no {rule}: {sheet}"))["outcome"]
}

story! {
    /// A bare programme is answered from what was said alone, as `coopfund check` does.
    async fn a_programme_is_answered_as_by_the_command_line(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        for programme in ["A", "C", "B-old", "B-new"] {
            let asked = json!({
                "fund": programme, "province": "Điện Biên", "on": "2026-06-30", "borrower": { "kind": "cooperative", "workers": 10 },
                "request": { "amount": 300_000_000, "annual_rate_percent": "6.0" }, "capital": { "book_charter": 3_000_000_000_i64 },
            });
            let shown = team.deed(&team.applicant, "eligibility", &asked).await.is(200).text();
            assert_eq!(shown.trim(), check::check(&asked.to_string(), false).expect("answered").trim());
        }
        // Nobody without an account is answered; the day is today when not said.
        world.stranger().send(rocket::http::Method::Post, "/api/v1/eligibility", &[("Content-Type", "application/json")], b"{\"fund\":\"A\"}").await.refuses(401, "unauthenticated");
        team.deed(&team.auditor, "eligibility", &json!({ "fund": "A" })).await.is(200);
    }

    /// For a fund's code its regulation counts, and what is not said is taken from the register and the ledger.
    async fn a_fund_fills_in_its_own_figures(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        team.approved(300_000_000).await;
        let asked = json!({ "fund": team.fund, "request": { "amount": 160_000_000, "term_months": 36, "project_cost": 400_000_000, "own_capital": 240_000_000, "collateral_value": 200_000_000 } });
        let own = team.deed(&team.applicant, "eligibility", &asked).await.is(200).json();
        // 15 % of 3 000 million is 450 million, of which 300 are promised to this cooperative.
        assert_eq!((outcome_of(&own, "CF-27"), &own["max_amount"]), (&json!("fail"), &json!(150_000_000)));
        for rule in ["CF-20", "CF-22", "OWN-RATE", "OWN-SECURITY", "OWN-CAPITAL"] {
            assert_eq!(outcome_of(&own, rule), "pass", "{rule}: {own}");
        }
        // An officer names no borrower: what is not said of them is missing, what is known of the fund is not.
        let by_officer = team.deed(&team.appraiser, "eligibility", &asked).await.is(200).json();
        assert_eq!((outcome_of(&by_officer, "CF-27"), outcome_of(&by_officer, "OWN-CAPITAL")), (&json!("missing"), &json!("pass")));
        // What is said goes before what is known.
        let mut richer = asked.clone();
        richer["exposure"] = json!({ "customer": 0 });
        let whatif = team.deed(&team.applicant, "eligibility", &richer).await.is(200).json();
        assert_eq!(outcome_of(&whatif, "CF-27"), "pass");
        let unknown = team.deed(&team.applicant, "eligibility", &json!({ "fund": "khong-co" })).await.refuses(422, "invalid").json();
        assert_eq!((&unknown["errors"][0]["pointer"], &unknown["errors"][0]["code"]), (&json!("/fund"), &json!("unknown_code")));
        letters(world, &[("receipt", 1), ("approved", 1)]).await;
    }
}
