//! What registering refuses, and what it does not tell.
use chrono::TimeDelta;
use coopfund::access::Duty;

use super::{CLAIM, CODE, PAPER, begins, mailed_code, registered, waiting_link};
use crate::world::{PASSWORD, everywhere, hidden_value, of_cooperative, staff};

const EMAIL: &str = "panh@htx.example";

story! {
    /// Whether an address has an account, and whether a cooperative is in the register, shows in no answer.
    async fn nobody_learns_who_is_here(world: &World) {
        let cooperative = world.cooperative("HTX có rồi").await;
        let lan = world.account("Lan", &[of_cooperative(&cooperative)]).await;
        world.arrange(async |tx| tx.execute_one("UPDATE cooperatives SET code = $2 WHERE id = $1", coopfund::args![&cooperative, CODE]).await).await;
        let mut pages = Vec::new();
        for (code, email) in [(CODE, lan.email.as_str()), (CODE, EMAIL), ("5600000003", "khac@htx.example")] {
            let visitor = world.stranger();
            let begun = visitor.post("/register", &[("code", code), ("name", "Ai đó"), ("email", email)]).await;
            if begun.status == 422 {
                continue;
            }
            let page = begun.is(303).location().to_owned();
            let shown = visitor.get(&page).await.is(200).text().replace(&page, "PAGE");
            let token = hidden_value(&shown, "token").expect("a token");
            pages.push(shown.replace(&token, "TOKEN"));
            // The account there is told by mail, and no code opens it.
            let wrong = visitor.post(&page, &[("code", "000000")]).await.is(422);
            pages.push(wrong.text().replace(&page, "PAGE").split("error").count().to_string());
        }
        assert!(pages.len() >= 4, "two of them can be compared");
        assert_eq!(pages[0], pages[2]);
        assert_eq!(pages[1], pages[3]);
        world.expect_mail("account_there", &lan.email).await;
        world.expect_mails("mail_code").await;
    }

    /// A code is tried five times, for a quarter of an hour, and used once.
    async fn a_code_wears_out(world: &World) {
        let visitor = world.stranger();
        let page = begins(&visitor, CODE, EMAIL).await.location().to_owned();
        let right = mailed_code(world, EMAIL).await;
        let wrong = if right == "111111" { "222222" } else { "111111" };
        for not_a_code in ["", "12345", "1234567", "abcdef", "12 34 5x", "１２３４５６"] {
            visitor.post(&page, &[("code", not_a_code)]).await.is(422).says("6 chữ số");
        }
        for left in (1..5).rev() {
            visitor.post(&page, &[("code", wrong)]).await.is(422).says(&format!("còn {left} lần thử"));
        }
        visitor.post(&page, &[("code", wrong)]).await.is(410);
        // Now even the right one is too late.
        visitor.post(&page, &[("code", &right)]).await.is(410).says("hết hạn");
        visitor.get(&page).await.is(410);

        let page = begins(&visitor, CODE, EMAIL).await.location().to_owned();
        let right = mailed_code(world, EMAIL).await;
        visitor.get(&format!("{page}/account")).await.is(410);
        visitor.post(&format!("{page}/account"), &[("password", PASSWORD)]).await.is(410);
        world.advance(TimeDelta::minutes(16));
        visitor.post(&page, &[("code", &right)]).await.is(410);
        visitor.get("/register/deadbeef").await.is(410);
        visitor.get("/register/%00").await.is(404);
    }

    /// Codes to one address, and from one place, are few; a flood is answered alike and sends nothing.
    async fn codes_are_few(world: &World) {
        let visitor = world.stranger();
        for _ in 0..5 {
            begins(&visitor, CODE, EMAIL).await;
        }
        assert_eq!(world.expect_mails("mail_code").await.len(), 3, "an hour has three for an address");
        for n in 0..15 {
            begins(&visitor, CODE, &format!("so{n}@htx.example")).await;
        }
        visitor.post("/register", &[("code", CODE), ("name", "Ai"), ("email", "nua@htx.example")]).await.is(429);
        let elsewhere = world.stranger().elsewhere("10.0.0.7");
        begins(&elsewhere, CODE, "nua@htx.example").await;
        world.expect_mails("mail_code").await;
        world.advance(TimeDelta::hours(2));
        begins(&visitor, CODE, EMAIL).await;
        world.expect_mail("mail_code", EMAIL).await;
    }

    /// What is typed wrongly is told at its field; what was right stays typed.
    async fn what_is_typed_wrongly_is_told(world: &World) {
        let visitor = world.stranger();
        for (code, name, email, says) in [
            ("", "Pánh", EMAIL, "Cần điền mục này"), ("12345", "Pánh", EMAIL, "Không phải mã số thuế"), (CODE, "", EMAIL, "Cần điền mục này"),
            (CODE, "Pánh", "không phải thư", "Chưa phải địa chỉ thư"), (CODE, "Pánh\u{202e}", EMAIL, "ký tự"), (CODE, "Pánh", "a@b\u{0}.vn", "Chưa phải địa chỉ thư"),
        ] {
            visitor.post("/register", &[("code", code), ("name", name), ("email", email)]).await.is(422).says(says);
        }
        visitor.post("/register", &[("name", &"x".repeat(200)), ("code", CODE), ("email", EMAIL)]).await.is(422).says("Dài quá");
        let page = begins(&visitor, CODE, EMAIL).await.location().to_owned();
        let code = mailed_code(world, EMAIL).await;
        visitor.post(&page, &[("code", &code)]).await.is(303);
        let account = format!("{page}/account");
        for (field, value, says) in [("name", "", "Cần điền mục này"), ("sector", "", "Cần điền mục này"), ("sector", "bank", "Hãy chọn"), ("kind", "company", "Hãy chọn"), ("kind", "", "Cần điền mục này"), ("commune", "", "Cần điền mục này")] {
            let mut fields = CLAIM.to_vec();
            fields.push(("password", PASSWORD));
            fields.iter_mut().find(|(name, _)| *name == field).expect("a field").1 = value;
            visitor.post(&account, &fields).await.is(422).says(says).says("Đặt mật khẩu và khai").is_silent_about(PASSWORD);
        }
        let mut short = CLAIM.to_vec();
        short.push(("password", "ngắn"));
        let again = visitor.post(&account, &short).await.is(422).says("Ngắn quá");
        assert!(again.text().contains("value=\"HTX Rau sạch Mường Ảng\""), "what was right stays typed");
        // Twice: the second finds the proof used up.
        let mut fields = CLAIM.to_vec();
        fields.push(("password", PASSWORD));
        visitor.post(&account, &fields).await.is(303);
        visitor.post(&account, &fields).await.is(410);
    }

    /// Who asks again names a kind there is: another word is no cooperative, and is told of with everything else that is wrong.
    async fn an_unknown_kind_is_no_cooperative(world: &World) {
        let officer = world.person("Hà", &[everywhere(Duty::Appraiser)]).await;
        let person = registered(world, CODE, EMAIL).await;
        let id = waiting_link(&officer).await;
        officer.post(&format!("/registrations/{id}/refuse"), &[("reason", "Chưa có giấy chứng nhận.")]).await.is(303);
        world.expect_mail("link_refused", EMAIL).await;
        let mut claim = CLAIM.to_vec();
        claim.push(("code", CODE));
        for (kind, says) in [("company", "Hãy chọn"), ("", "Cần điền mục này"), ("Cooperative", "Hãy chọn")] {
            claim[1] = ("kind", kind);
            person.post("/registration", &claim).await.is(422).says(says);
        }
        claim[2] = ("commune", "");
        let both = person.post("/registration", &claim).await.is(422).text();
        assert!(both.contains("href=\"#kind\"") && both.contains("href=\"#commune\""), "both are told of: {both}");
        (claim[1], claim[2]) = (("kind", "cooperative_group"), ("commune", "Mường Ảng"));
        person.post("/registration", &claim).await.leads_to("/registration");
        person.get("/registration").await.is(200).says("Tổ hợp tác");
    }

    /// Only who keeps the register confirms; a certificate is a file of the accepted kinds; nobody opens another's.
    async fn others_stay_out(world: &World) {
        let team = world.team("ngoai", 3_000_000_000).await;
        let officer = world.person("Hà", &[everywhere(Duty::Appraiser)]).await;
        let person = registered(world, CODE, EMAIL).await;
        person.upload("/registration/papers", "legal", "a.pdf", b"MZ no paper").await.is(422).says("Chỉ nhận tệp PDF");
        person.upload("/registration/papers", "legal", "a.pdf", b"").await.is(422);
        person.upload("/registration/papers", "legal", "gcn.pdf", PAPER).await.is(303);
        let id = waiting_link(&officer).await;
        let cashier = world.person("Lan", &[staff(Duty::Cashier, &team.fund_id)]).await;
        team.applicant.sign_in(PASSWORD).await.is(303);
        for other in [&cashier, &team.applicant, &person] {
            other.get("/registrations").await.is(403);
            other.get(&format!("/registrations/{id}")).await.is(403);
            other.post(&format!("/registrations/{id}/confirm"), &[("position", "chair")]).await.is(403);
            other.post(&format!("/registrations/{id}/refuse"), &[("reason", "x")]).await.is(403);
        }
        // Who acts for a cooperative, or works for a fund, has no link to ask for.
        let mut claim = CLAIM.to_vec();
        claim.push(("code", CODE));
        for other in [&cashier, &team.applicant] {
            other.post("/registration", &claim).await.is(403);
            other.upload("/registration/papers", "legal", "gcn.pdf", PAPER).await.is(404);
        }
        officer.post(&format!("/registrations/{id}/confirm"), &[("position", "king")]).await.is(422);
        for nowhere in ["/registrations/00000000-0000-7000-8000-000000000000", "/registrations/x", "/registrations/%00"] {
            officer.get(nowhere).await.is(404);
        }
        // The administrator's list of people knows them as somebody who signed in.
        officer.post(&format!("/registrations/{id}/refuse"), &[("reason", "Không phải người của hợp tác xã.")]).await.is(303);
        world.expect_mail("link_refused", EMAIL).await;
    }
}
