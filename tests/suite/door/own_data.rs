//! One's own data in a file: everything, nothing of others, and the taking is written down.
use crate::world::PASSWORD;

const AMOUNT: i64 = 90_000_000;

story! {
    /// The file holds the account, the cooperative's files and money, the letters and who looked; no secret, nobody else's.
    async fn everything_kept_is_in_the_file(world: &World) {
        let team = world.team("cua", 3_000_000_000).await;
        let other = world.team("nguoi", 3_000_000_000).await;
        let loan = team.active(world, AMOUNT).await;
        other.active(world, AMOUNT).await;
        for person in [&team.applicant, &team.appraiser] {
            person.sign_in(PASSWORD).await.is(303);
        }
        let asked = serde_json::json!({ "kind": "more_time", "purpose": "Lũ quét mất vụ lúa", "plan": "Lùi kỳ tháng 9" });
        team.deed(&team.applicant, &format!("loans/{loan}/requests"), &asked).await.is(201);
        for kind in ["ask_made", "ask_received"] {
            world.expect_mails(kind).await;
        }
        let list = team.appraiser.get("/applications").await.is(200).text();
        let application = list.split("href=\"/applications/").find_map(|rest| rest.split('"').next().filter(|id| id.len() == 36)).expect("a file").to_owned();
        team.appraiser.get(&format!("/applications/{application}")).await.is(200);
        team.applicant.post("/account/consent", &[("purpose", "referral"), ("decision", "give"), ("agree-referral", "true")]).await.is(303);
        team.applicant.get("/account").await.says("Tải dữ liệu của tôi");
        let answer = team.applicant.post("/account/data", &[]).await.is(200);
        assert!(answer.header("content-disposition").is_some_and(|said| said.starts_with("attachment")));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let data = answer.json();
        assert_eq!(data["account"]["email"], team.applicant.email.as_str());
        assert_eq!(data["cooperative"]["record"]["id"], team.cooperative.as_str());
        assert_eq!(data["cooperative"]["loans"][0]["id"], loan.as_str());
        assert_eq!(data["cooperative"]["events"][0]["kind"], "disbursement");
        assert_eq!(data["cooperative"]["signed_parties"].as_array().map(Vec::len), Some(2), "of the contract and of the tranche");
        assert_eq!(data["cooperative"]["applications"][0]["status"], "approved");
        assert_eq!(data["cooperative"]["collateral"].as_array().map(Vec::len), Some(1));
        assert_eq!(data["consents"][0]["purpose"], "referral");
        assert_eq!(data["sessions"].as_array().map(Vec::len), Some(1));
        assert!(data["letters"].as_array().is_some_and(|letters| letters.iter().any(|letter| letter["kind"] == "disbursed")));
        assert!(data["letters"].as_array().is_some_and(|letters| letters.iter().all(|letter| letter["kind"] != "ask_made")), "those to staff are theirs");
        assert_eq!(data["cooperative"]["requests"][0]["detail"]["purpose"], "Lũ quét mất vụ lúa");
        assert_eq!(data["cooperative"]["members"][0]["email"], team.applicant.email.as_str());
        for list in ["confirmations", "parts", "offer_answers"] {
            assert!(data["cooperative"][list].is_array(), "{list}");
        }
        assert!(data["tokens"].as_array().is_some_and(|tokens| tokens.iter().all(|token| token["id"].is_null() && token["label"].is_string())));
        let views = data["cooperative"]["views"].as_array().expect("views");
        assert!(views.iter().any(|view| view["what"] == "application" && view["by"].as_str().is_some_and(|by| by.contains("Tham"))), "{views:?}");
        for secret in ["password_hash", "argon2", "form_token", &other.cooperative, "HTX nguoi"] {
            assert!(!answer.text().contains(secret), "{secret}");
        }
        let row = world.expect_audit("user.data", "done").await;
        assert_eq!(row.actor_id.as_deref(), Some(team.applicant.id.as_str()));
        // The next file tells of this one.
        let again = team.applicant.post("/account/data", &[]).await.is(200).json();
        assert!(again["deeds"].as_array().is_some_and(|deeds| deeds.iter().any(|deed| deed["action"] == "user.data")));
        for kind in ["receipt", "approved", "disbursed"] {
            world.expect_mails(kind).await;
        }
    }

    /// Somebody of a fund finds their account and nothing of the borrowers; a stranger signs in first.
    async fn staff_find_their_own_account_alone(world: &World) {
        let team = world.team("nv", 3_000_000_000).await;
        team.active(world, AMOUNT).await;
        team.cashier.sign_in(PASSWORD).await.is(303);
        let data = team.cashier.post("/account/data", &[]).await.is(200).json();
        assert!(data["cooperative"].is_null());
        assert_eq!(data["duties"][0]["duty"], "cashier");
        world.stranger().post("/account/data", &[]).await.leads_to("/sign-in?back=%2Faccount%2Fdata");
        for kind in ["receipt", "approved", "disbursed"] {
            world.expect_mails(kind).await;
        }
    }
}
