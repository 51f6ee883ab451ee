//! Whom a chair invites, what an address that has an account hears of it, and whose a letter is.
use super::mailed_code;
use crate::world::{PASSWORD, Person, of_cooperative};

/// The address of the form that withdraws this person, on the page of the cooperative's people.
async fn withdrawing(chair: &Person, name: &str) -> String {
    let page = chair.get("/members").await.is(200).text();
    let line = page.split("<li>").find(|line| line.contains(name) && line.contains("/withdraw")).expect("a line");
    let id = line.split("action=\"/members/").nth(1).and_then(|rest| rest.split('/').next()).expect("a form");
    format!("/members/{id}/withdraw")
}

async fn invites(chair: &Person, email: &str) -> crate::world::Answer {
    chair.post("/members", &[("name", "Ai đó"), ("email", email), ("position", "accountant"), ("language", "vi")]).await
}

story! {
    /// Accounts elsewhere are answered as new addresses are, and hear by mail; who was withdrawn comes back; a day has ten.
    async fn an_invitation_does_not_tell_who_has_an_account(world: &World) {
        let team = world.team("moi", 3_000_000_000).await;
        let other = world.team("kia", 3_000_000_000).await;
        let chair = &team.applicant;
        chair.sign_in(PASSWORD).await.is(303);
        invites(chair, "la@htx.example").await.leads_to("/members");
        world.expect_mail("invitation", "la@htx.example").await;
        for there in [&other.applicant.email, &team.cashier.email] {
            invites(chair, there).await.leads_to("/members");
            let told = world.expect_mail("invited_there", there).await;
            assert_eq!(told.fact("back"), false);
            // The answer names the address once; the list never does.
            chair.get("/members").await.says(there);
            chair.get("/members").await.is_silent_about(there);
        }
        // Withdrawn before the link was used, and after: both come back.
        for accepts in [false, true] {
            let page = withdrawing(chair, "la@htx.example").await;
            chair.post(&page, &[]).await.leads_to("/members");
            world.expect_mail("member_withdrawn", "la@htx.example").await;
            invites(chair, "la@htx.example").await.leads_to("/members");
            if !accepts {
                let link = world.expect_mail("invitation", "la@htx.example").await.link();
                world.stranger().post(&link, &[("password", PASSWORD)]).await.is(303);
            } else {
                assert_eq!(world.expect_mail("invited_there", "la@htx.example").await.fact("back"), true);
            }
            chair.get("/members").await.says("la@htx.example");
        }
        for n in 0..5 {
            invites(chair, &format!("so{n}@htx.example")).await.leads_to("/members");
        }
        invites(chair, "nua@htx.example").await.is(422).says("10 lời mời trong một ngày");
        world.expect_mails("invitation").await;
        world.expect_mails("member_left").await;
    }

    /// Of two chairs who withdraw each other at once, one stays.
    async fn a_cooperative_keeps_a_chair(world: &World) {
        let team = world.team("haichu", 3_000_000_000).await;
        let second = world.person("Sính", &[of_cooperative(&team.cooperative)]).await;
        let first = &team.applicant;
        first.sign_in(PASSWORD).await.is(303);
        let pages = [withdrawing(first, "Sính").await, withdrawing(&second, &first.name).await];
        let both = futures_util::future::join_all([first.post(&pages[0], &[]), second.post(&pages[1], &[])]).await;
        let mut statuses: Vec<u16> = both.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 403]);
        for kind in ["member_withdrawn", "member_left"] {
            assert_eq!(world.expect_mails(kind).await.len(), 1, "{kind}");
        }
    }

    /// Who has not accepted gets none of the cooperative's letters; what was written stays one's own under another address.
    async fn a_letter_stays_whose_it_was(world: &World) {
        let team = world.team("thucu", 3_000_000_000).await;
        let person = &team.applicant;
        person.sign_in(PASSWORD).await.is(303);
        invites(person, "chua@htx.example").await.leads_to("/members");
        world.expect_mail("invitation", "chua@htx.example").await;
        team.submitted(90_000_000).await;
        assert_eq!(world.expect_mails("receipt").await.len(), 1, "the chair alone");
        let answer = person.post("/account/email", &[("new_email", "moi@htx.example"), ("email_password", PASSWORD)]).await.is(303);
        let (page, code) = (answer.location().to_owned(), mailed_code(world, "moi@htx.example").await);
        person.post(&page, &[("code", &code)]).await.leads_to("/account");
        world.expect_mail("mail_changed", &person.email).await;
        person.get("/letters").await.is(200).says("Đã nhận hồ sơ vay");
        let data = person.post("/account/data", &[]).await.is(200).json();
        let letters = data["letters"].as_array().expect("letters");
        for kind in ["receipt", "mail_changed"] {
            assert!(letters.iter().any(|letter| letter["kind"] == kind && letter["recipient"] == person.email.as_str()), "{kind}");
        }
        let stranger = world.account("Ai", &[of_cooperative(&world.cooperative("HTX khác hẳn").await)]).await;
        stranger.sign_in(PASSWORD).await.is(303);
        stranger.get("/letters").await.is(200).is_silent_about("Đã nhận hồ sơ vay");
    }
}
