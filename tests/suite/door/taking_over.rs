//! What keeps a stranger, an old mailbox or a helper from taking a cooperative over, and who hears of it.
use chrono::TimeDelta;
use coopfund::access::Duty;
use rocket::http::Method;
use serde_json::json;

use super::{CLAIM, CODE, PAPER, begins, mailed_code, registered, waiting_link};
use crate::world::{PASSWORD, World, accountant_of, everywhere, staff};

const EMAIL: &str = "la@htx.example";
const NEW_PASSWORD: &str = "lúa nương điện biên";

/// Gives the team's cooperative the tax code the stranger states.
async fn known_by_its_code(world: &World, cooperative: &str) {
    let sql = "UPDATE cooperatives SET code = $2 WHERE id = $1";
    world.arrange(async |tx| tx.execute_one(sql, coopfund::args![cooperative, CODE]).await).await;
}

story! {
    /// A link in the mailbox of an earlier address opens nothing, nor does one from before a new password.
    async fn an_old_link_opens_nothing(world: &World) {
        let team = world.team("cu", 3_000_000_000).await;
        let person = &team.applicant;
        person.sign_in(PASSWORD).await.is(303);
        world.stranger().post("/forgotten-password", &[("email", &person.email)]).await.is(303);
        let old = world.expect_mail("password_reset", &person.email).await.link();
        let answer = person.post("/account/email", &[("new_email", EMAIL), ("email_password", PASSWORD)]).await.is(303);
        let page = answer.location().to_owned();
        let code = mailed_code(world, EMAIL).await;
        person.post(&page, &[("code", &code)]).await.leads_to("/account");
        world.expect_mail("mail_changed", &person.email).await;
        world.stranger().post(&old, &[("password", NEW_PASSWORD)]).await.is(410);

        world.stranger().post("/forgotten-password", &[("email", EMAIL)]).await.is(303);
        let before = world.expect_mail("password_reset", EMAIL).await.link();
        person.post("/account/password", &[("old_password", PASSWORD), ("password", NEW_PASSWORD)]).await.is(303);
        let told = world.expect_mail("password_changed", EMAIL).await;
        assert!(told.fact("at").is_string());
        world.stranger().post(&before, &[("password", PASSWORD)]).await.is(410);

        // Of two links the one that is used ends the other.
        world.advance(TimeDelta::minutes(61));
        let mut links = Vec::new();
        for _ in 0..2 {
            world.stranger().post("/forgotten-password", &[("email", EMAIL)]).await.is(303);
            links.extend(world.expect_mails("password_reset").await.iter().map(|mail| mail.link()));
        }
        world.stranger().post(&links[0], &[("password", PASSWORD)]).await.is(303);
        world.expect_mail("password_changed", EMAIL).await;
        world.stranger().post(&links[1], &[("password", NEW_PASSWORD)]).await.is(410);
    }

    /// Another chair needs the officer's word that the certificate names them, and the one there hears of it at once.
    async fn a_chair_hears_of_another(world: &World) {
        let team = world.team("chiem", 3_000_000_000).await;
        known_by_its_code(world, &team.cooperative).await;
        let sql = "UPDATE cooperatives SET email = 'van-phong@htx.example' WHERE id = $1";
        world.arrange(async |tx| tx.execute_one(sql, coopfund::args![&team.cooperative]).await).await;
        let officer = world.person("Hà", &[everywhere(Duty::Appraiser)]).await;
        let person = registered(world, CODE, EMAIL).await;
        person.upload("/registration/papers", "legal", "gcn.pdf", PAPER).await.is(303);
        let view = format!("/registrations/{}", waiting_link(&officer).await);
        officer.get(&view).await.says("Hợp tác xã đã có người đại diện").says(&team.applicant.name);
        let confirm = format!("{view}/confirm");
        officer.post(&confirm, &[]).await.is(422).says("Cần điền mục này");
        officer.post(&confirm, &[("position", "chair")]).await.is(422).says("Chỉ xác nhận khi giấy chứng nhận ghi tên người mới");
        officer.post(&confirm, &[("position", "chair"), ("named", "true")]).await.leads_to("/registrations");
        world.expect_mail("link_confirmed", EMAIL).await;
        let told = world.expect_mails("member_joined").await;
        let mut to: Vec<&str> = told.iter().map(|mail| mail.recipient.as_str()).collect();
        to.sort_unstable();
        let mut expected = [team.applicant.email.as_str(), "van-phong@htx.example"];
        expected.sort_unstable();
        assert_eq!(to, expected);
        assert_eq!((told[0].fact("position"), told[0].fact("by")), (&json!("chair"), &json!("Hà")));
        let row = world.expect_audit("link.confirm", "done").await;
        assert_eq!(row.after.map(|doc| doc.0["named"].clone()), Some(json!(true)));

        // The new chair puts the old one out: the old one and the office hear of it.
        let page = person.get("/members").await.is(200).text();
        let id = page.split("action=\"/members/").nth(1).and_then(|rest| rest.split('/').next()).expect("the other").to_owned();
        person.post(&format!("/members/{id}/withdraw"), &[]).await.leads_to("/members");
        world.expect_mail("member_withdrawn", &team.applicant.email).await;
        assert_eq!(world.expect_mails("member_left").await.len(), 2, "the chair who did it and the registered address");
    }

    /// The administrator of one fund confirms nobody; an appraiser does, until the duty ends.
    async fn a_funds_administrator_confirms_nobody(world: &World) {
        let team = world.team("pham", 3_000_000_000).await;
        let of_fund = world.person("Quản", &[staff(Duty::Administrator, &team.fund_id)]).await;
        let officer = world.person("Hà", &[staff(Duty::Appraiser, &team.fund_id)]).await;
        let person = registered(world, CODE, EMAIL).await;
        person.upload("/registration/papers", "legal", "gcn.pdf", PAPER).await.is(303);
        let view = format!("/registrations/{}", waiting_link(&officer).await);
        for page in ["/registrations", view.as_str()] {
            of_fund.get(page).await.is(403);
        }
        of_fund.post(&format!("{view}/confirm"), &[("position", "chair")]).await.is(403);
        of_fund.post(&format!("{view}/refuse"), &[("reason", "x")]).await.is(403);
        let by = <coopfund::access::Registrar as coopfund::access::Witness>::check(&officer.user().await).expect("an officer");
        let sql = "UPDATE duties SET withdrawn_by = 'system', withdrawn_at = granted_at WHERE user_id = $1";
        world.arrange(async |tx| tx.execute_one(sql, coopfund::args![&officer.id]).await).await;
        let id = view.rsplit('/').next().unwrap_or_default();
        let refused = coopfund::actions::registration::refuse(world.office(), &by, id, "Quá muộn").await;
        assert!(matches!(refused, Err(coopfund::actions::Error::Refused(coopfund::actions::Refusal::Forbidden(_)))), "{refused:?}");
    }

    /// Two ends of registering for one address: one account, and the other hears that the link is dead.
    async fn an_address_registers_once(world: &World) {
        let mut ready = Vec::new();
        for _ in 0..2 {
            let visitor = world.stranger();
            let page = begins(&visitor, CODE, EMAIL).await.location().to_owned();
            let code = mailed_code(world, EMAIL).await;
            visitor.post(&page, &[("code", &code)]).await.is(303);
            visitor.form_token().await;
            ready.push((visitor, format!("{page}/account")));
        }
        let mut fields = CLAIM.to_vec();
        fields.push(("password", PASSWORD));
        let both = futures_util::future::join_all(ready.iter().map(|(visitor, page)| visitor.post(page, &fields))).await;
        let mut statuses: Vec<u16> = both.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410]);
    }

    /// What is typed as a name goes into no letter, and leads nowhere.
    async fn a_name_carries_no_message(world: &World) {
        let visitor = world.stranger();
        for name in ["Trúng thưởng, vào http://evil.example", "Quà ở WWW.evil.example"] {
            visitor.post("/register", &[("code", CODE), ("name", name), ("email", EMAIL)]).await.is(422).says("ký tự");
        }
        visitor.post("/register", &[("code", CODE), ("name", "Quý khách trúng thưởng"), ("email", EMAIL)]).await.is(303);
        world.expect_mail("mail_code", EMAIL).await;
        let named: Option<(String,)> = world.office().store.glance("SELECT recipient_name FROM outbox WHERE kind = 'mail_code'", vec![]).await.expect("read");
        assert_eq!(named, Some((EMAIL.to_owned(),)));
    }

    /// Who represents the cooperative and where its letters go is the chair's to say.
    async fn an_accountant_moves_no_letters(world: &World) {
        let team = world.team("thuky", 3_000_000_000).await;
        let accountant = world.person("Mai", &[accountant_of(&team.cooperative)]).await;
        let path = format!("/api/v1/cooperatives/{}", team.cooperative);
        accountant.api(Method::Patch, &path, &json!({ "phone": "0912 345 678", "members": 14 })).await.is(200);
        for (field, value) in [("email", "ke@evil.example"), ("representative", "Mai"), ("address", "Nhà Mai")] {
            accountant.api(Method::Patch, &path, &json!({ field: value })).await.refuses(403, "forbidden");
            team.applicant.api(Method::Patch, &path, &json!({ field: value })).await.is(200);
        }
    }

    /// The cooperative hears of a request in its name; only its maker and the chair take it back.
    async fn a_request_is_its_makers(world: &World) {
        let team = world.team("yeucau", 3_000_000_000).await;
        let loan = team.active(world, 120_000_000).await;
        let accountant = world.person("Mai", &[accountant_of(&team.cooperative)]).await;
        let body = |plan: &str| json!({ "kind": "more_time", "purpose": "Lũ quét mất vụ lúa", "plan": plan });
        let mut ids = Vec::new();
        for (person, plan) in [(&team.applicant, "Tháng 12"), (&accountant, "Tháng 1"), (&accountant, "Tháng 2")] {
            let made = team.deed(person, &format!("loans/{loan}/requests"), &body(plan)).await.is(201).json();
            let told = world.expect_mails("ask_received").await;
            assert_eq!(told.len(), 2);
            assert_eq!(told[0].fact("by"), &json!(person.name));
            ids.push(made["id"].as_str().expect("an id").to_owned());
        }
        team.deed(&accountant, &format!("requests/{}/withdraw", ids[0]), &json!({})).await.refuses(403, "forbidden");
        accountant.get(&format!("/asks/{}", ids[0])).await.is(200).is_silent_about("Rút lại");
        accountant.get(&format!("/asks/{}", ids[1])).await.is(200).says("Rút lại");
        team.deed(&accountant, &format!("requests/{}/withdraw", ids[1]), &json!({})).await.is(200);
        team.deed(&team.applicant, &format!("requests/{}/withdraw", ids[2]), &json!({})).await.is(200);
        for kind in ["ask_made", "receipt", "approved", "disbursed"] {
            world.expect_mails(kind).await;
        }
    }
}
