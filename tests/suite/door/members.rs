//! Several people for one cooperative: the chair does everything, the accountant prepares. And one's own address.
use coopfund::access::{Administrator, Duty, Witness};
use coopfund::actions::people::{self, Asked, Invitation};
use coopfund::store::users;
use coopfund::text::Lang;
use rocket::http::Method;
use serde_json::json;

use super::{PAPER, mailed_code};
use crate::world::{PASSWORD, accountant_of, everywhere, staff};

const AMOUNT: i64 = 90_000_000;

story! {
    /// The accountant fills in, uploads and sees; handing in and taking back is the chair's, by page and by door.
    async fn the_accountant_prepares_and_the_chair_submits(world: &World) {
        let team = world.team("ketoan", 3_000_000_000).await;
        let accountant = world.person("Mai", &[accountant_of(&team.cooperative)]).await;
        team.applicant.sign_in(PASSWORD).await.is(303);
        let begun = accountant.api(Method::Post, "/api/v1/applications", &team.wanted(AMOUNT)).await.is(201);
        let id = crate::world::team::id_of(&begun);
        accountant.upload(&format!("/applications/{id}/papers"), "legal", "gcn.pdf", PAPER).await.is(303);
        let page = accountant.get(&format!("/applications/{id}")).await.is(200).says("rồi báo người đại diện của hợp tác xã xem lại và nộp");
        page.is_silent_about("Rút hồ sơ").is_silent_about("Kiểm tra và nộp");
        let check = accountant.get(&format!("/applications/{id}/submit")).await.is(200).says("Chỉ người đại diện của hợp tác xã mới nộp được");
        check.is_silent_about("name=\"declared\"");
        let own = format!("/cooperatives/{}", team.cooperative);
        let form = accountant.get(&format!("{own}/edit")).await.is(200).says("Bạn sửa được số điện thoại.").text();
        assert!(!form.contains("name=\"email\"") && !form.contains("name=\"representative\""), "{form}");
        accountant.submit(&own, &[("version", "1"), ("phone", "0215 382 5000")]).await.is(200).says("0215 382 5000");
        team.applicant.get(&format!("/applications/{id}")).await.is(200).says("Kiểm tra và nộp").says("Rút hồ sơ");
        let refused = accountant.api(Method::Post, &format!("/api/v1/applications/{id}/submit"), &json!({})).await;
        refused.refuses(403, "forbidden");
        accountant.post(&format!("/applications/{id}/submit"), &[("declared", "true")]).await.is(403).says("chỉ người đại diện làm được");
        let row = world.expect_audit("application.submit", "refused").await;
        assert_eq!(row.actor_name, "Mai");
        team.deed(&team.applicant, &format!("applications/{id}/submit"), &json!({})).await.is(200);
        accountant.api(Method::Post, &format!("/api/v1/applications/{id}/withdraw"), &json!({})).await.refuses(403, "forbidden");
        accountant.get(&format!("/applications/{id}")).await.is(200).says("Quỹ đang thẩm định");
        team.deed(&team.applicant, &format!("applications/{id}/withdraw"), &json!({})).await.is(200);
        for kind in ["receipt", "withdrawn"] {
            // Both people of the cooperative are told.
            assert_eq!(world.expect_mails(kind).await.len(), 2, "{kind}");
        }
    }

    /// The chair invites and withdraws; nobody else does, and nobody withdraws themselves or people of another cooperative.
    async fn the_chair_says_who_acts(world: &World) {
        let team = world.team("chu", 3_000_000_000).await;
        let other = world.team("khac", 3_000_000_000).await;
        for person in [&team.applicant, &other.applicant] {
            person.sign_in(PASSWORD).await.is(303);
        }
        let chair = &team.applicant;
        chair.get("/account").await.is(200).links_to("/members");
        let invited = [("name", "Vàng Thị Mỷ"), ("email", "My@htx.example"), ("position", "accountant"), ("language", "vi")];
        chair.post("/members", &invited).await.leads_to("/members");
        let first = world.expect_mail("invitation", "my@htx.example").await.link();
        // Who has not accepted is invited anew, and the first link is over.
        chair.post("/members", &invited).await.leads_to("/members");
        let mail = world.expect_mail("invitation", "my@htx.example").await;
        assert_eq!((mail.fact("by"), mail.fact("cooperative")), (&json!(chair.name), &json!("HTX chu")));
        let link = mail.link();
        world.stranger().get(&first).await.is(410);
        chair.get("/members").await.says("Vàng Thị Mỷ").says("Chưa nhận lời mời");
        let my = world.stranger();
        my.post(&link, &[("password", PASSWORD)]).await.is(303);
        my.post("/sign-in", &[("email", "my@htx.example"), ("password", PASSWORD)]).await.is(303);
        my.get("/members").await.is(200).says("Chỉ người đại diện được mời");
        my.get("/loans").await.is(200);
        my.post("/members", &invited).await.is(403);
        chair.post("/members", &invited).await.is(422).says("đang thay mặt hợp tác xã rồi");

        let page = chair.get("/members").await.is(200).text();
        let id = page.split("action=\"/members/").nth(1).and_then(|rest| rest.split('/').next()).expect("one to withdraw").to_owned();
        my.post(&format!("/members/{id}/withdraw"), &[]).await.is(403);
        other.applicant.post(&format!("/members/{id}/withdraw"), &[]).await.is(404);
        chair.post(&format!("/members/{id}/withdraw"), &[]).await.leads_to("/members");
        chair.post(&format!("/members/{id}/withdraw"), &[]).await.is(404);
        world.expect_audit("member.withdraw", "refused").await;
        let told = world.expect_mail("member_withdrawn", "my@htx.example").await;
        assert_eq!((told.fact("cooperative"), told.fact("by")), (&json!("HTX chu"), &json!(chair.name)));
        assert!(!world.expect_mails("member_left").await.is_empty(), "the chair has it in writing");
        my.get("/loans").await.is(403);
        my.get("/members").await.is(403);

        let own: Option<(String,)> = world.office().store.glance("SELECT id FROM duties WHERE user_id = $1 AND withdrawn_at IS NULL", coopfund::args![&chair.id]).await.expect("read");
        chair.post(&format!("/members/{}/withdraw", own.expect("a duty").0), &[]).await.is(422).says("Không thể tự thu hồi quyền");
        for (name, email, position) in [("", "a@b.vn", "chair"), ("A", "nobody", "chair"), ("A", "a@b.vn", ""), ("A", "a@b.vn", "king")] {
            chair.post("/members", &[("name", name), ("email", email), ("position", position)]).await.is(422);
        }
        let cashier = world.person("Lan", &[staff(Duty::Cashier, &team.fund_id)]).await;
        cashier.get("/members").await.is(403);
    }

    /// Whom an administrator lets in or out, the others of the cooperative have in writing, by whichever way.
    async fn an_administrator_lets_somebody_in_and_out(world: &World) {
        let team = world.team("cap", 3_000_000_000).await;
        let boss = world.person("Quản", &[everywhere(Duty::Administrator)]).await;
        let (office, by) = (world.office(), Administrator::check(&boss.user().await).expect("an administrator"));
        let new = world.account("Giàng A Chu", &[]).await;
        let asked = Asked::parse(&format!("applicant@{}", world.cooperative_code(&team.cooperative).await)).expect("a duty");
        people::grant(office, &by, &new.id, &asked).await.expect("granted");
        let told = world.expect_mail("member_joined", &team.applicant.email).await;
        assert_eq!((told.fact("name"), told.fact("by"), told.fact("granted")), (&json!("Giàng A Chu"), &json!("Quản"), &json!(true)));
        let sender = coopfund::mail::Sender::open(&office.config.mail).expect("a folder");
        coopfund::mail::send_due(office, &sender, 50).await.expect("sent");
        team.applicant.sign_in(PASSWORD).await.is(303);
        team.applicant.get("/letters").await.is(200).says("Giàng A Chu từ nay thay mặt hợp tác xã trên coopfund");
        let duty = world.arrange(async |tx| users::duties_of(tx, &new.id).await).await.remove(0);
        people::withdraw(office, &by, &new.id, &duty.id).await.expect("withdrawn");
        let told = world.expect_mail("member_withdrawn", &new.email).await;
        assert_eq!((told.fact("cooperative"), told.fact("by")), (&json!("HTX cap"), &json!("Quản")));
        let left = world.expect_mail("member_left", &team.applicant.email).await;
        assert_eq!((left.fact("name"), left.fact("by")), (&json!("Giàng A Chu"), &json!("Quản")));
        let invitation = Invitation { email: "moi@htx.example", name: "Lò Thị Mới", language: Lang::Vi, duties: &[asked] };
        people::invite(office, &by, &invitation, None).await.expect("invited");
        world.expect_mail("invitation", "moi@htx.example").await;
        let told = world.expect_mail("member_joined", &team.applicant.email).await;
        assert_eq!(told.fact("name"), &json!("Lò Thị Mới"));
    }

    /// Another address is proved by a code sent to it; the earlier one is told.
    async fn an_address_is_changed_by_a_code(world: &World) {
        let team = world.team("thu", 3_000_000_000).await;
        let person = &team.applicant;
        person.sign_in(PASSWORD).await.is(303);
        person.post("/account/email", &[("new_email", "moi@htx.example"), ("email_password", "sai mật khẩu rồi")]).await.is(422).says("Mật khẩu hiện tại không đúng");
        person.post("/account/email", &[("new_email", "không phải"), ("email_password", PASSWORD)]).await.is(422).says("Chưa phải địa chỉ thư");
        let answer = person.post("/account/email", &[("new_email", "Moi@htx.example"), ("email_password", PASSWORD)]).await.is(303);
        let page = answer.location().to_owned();
        let code = mailed_code(world, "moi@htx.example").await;
        // The code is this person's alone.
        let somebody = world.person("Ai", &[accountant_of(&team.cooperative)]).await;
        somebody.get(&page).await.is(410);
        somebody.post(&page, &[("code", &code)]).await.is(410);
        person.get(&page).await.is(200).says("Nhập mã xác nhận");
        let wrong = if code == "111111" { "222222" } else { "111111" };
        person.post(&page, &[("code", wrong)]).await.is(422).says("Mã không đúng");
        person.post(&page, &[("code", &code)]).await.leads_to("/account");
        let told = world.expect_mail("mail_changed", &person.email).await;
        assert_eq!(told.fact("to"), "moi@htx.example");
        person.post(&page, &[("code", &code)]).await.is(410);
        person.get("/account").await.says("moi@htx.example");
        let browser = world.stranger();
        browser.post("/sign-in", &[("email", &person.email), ("password", PASSWORD)]).await.is(401);
        browser.post("/sign-in", &[("email", "moi@htx.example"), ("password", PASSWORD)]).await.is(303);
        // An address that has an account is answered alike and told by mail.
        person.post("/account/email", &[("new_email", &somebody.email), ("email_password", PASSWORD)]).await.is(303);
        world.expect_mail("account_there", &somebody.email).await;
    }
}
