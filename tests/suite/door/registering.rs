//! From a stranger to somebody who applies for their cooperative.
use coopfund::access::Duty;

use super::{CLAIM, CODE, PAPER, begins, mailed_code, registered, waiting_link};
use crate::world::{PASSWORD, everywhere};

const EMAIL: &str = "panh@htx.example";

story! {
    /// A cooperative that nobody knew registers, hands in its certificate, is confirmed and applies.
    async fn an_unknown_cooperative_comes_in(world: &World) {
        let team = world.team("vao", 3_000_000_000).await;
        let officer = world.person("Hà", &[everywhere(Duty::Appraiser)]).await;
        let visitor = world.stranger();
        visitor.get("/").await.is(200).links_to("/register");
        visitor.get("/register").await.is(200).says("Bước 1 trên 3");
        let page = begins(&visitor, CODE, " Panh@HTX.example ").await.location().to_owned();
        visitor.get(&page).await.is(200).says("mã 6 chữ số").is_silent_about(EMAIL);
        let code = mailed_code(world, EMAIL).await;
        // Spaces are how people copy such a code.
        let spaced = format!(" {} {} ", &code[..3], &code[3..]);
        visitor.post(&page, &[("code", &spaced)]).await.leads_to(&format!("{page}/account"));
        visitor.get(&page).await.leads_to(&format!("{page}/account"));
        let account = format!("{page}/account");
        visitor.get(&account).await.is(200).says("Bước 2 trên 3").says(CODE).says(EMAIL);
        let mut fields = CLAIM.to_vec();
        fields.push(("password", PASSWORD));
        visitor.post(&account, &fields).await.leads_to("/sign-in?back=/registration");
        world.expect_audit("registration.finish", "done").await;
        visitor.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await.is(303);

        // Nothing of a cooperative is there yet; what to do is.
        visitor.get("/").await.is(200).says("chờ quỹ xác nhận").says("Hãy nộp ảnh chụp hoặc bản PDF").links_to("/registration");
        visitor.get("/applications").await.is(403);
        visitor.get("/applications/new").await.is(403);
        let row: Option<(i64,)> = world.office().store.glance("SELECT CAST(COUNT(*) AS BIGINT) FROM cooperatives WHERE code = $1", coopfund::args![CODE]).await.expect("read");
        assert_eq!(row, Some((0,)), "nobody has confirmed it");

        // The officer waits for the certificate.
        officer.get("/").await.says("1 người chờ xác nhận").links_to("/registrations");
        let id = waiting_link(&officer).await;
        let view = format!("/registrations/{id}");
        officer.get(&view).await.is(200).says("HTX Rau sạch Mường Ảng").says("chưa có trong sổ");
        officer.post(&format!("{view}/confirm"), &[("position", "chair")]).await.is(422).says("Chưa có giấy chứng nhận đăng ký để đối chiếu");

        visitor.upload("/registration/papers", "legal", "giấy chứng nhận.pdf", PAPER).await.leads_to("/registration");
        visitor.get("/registration").await.is(200).says("giấy chứng nhận.pdf").says("Quỹ đã nhận giấy tờ");
        let shown = officer.get(&view).await.is(200).says("giấy chứng nhận.pdf").text();
        let paper = shown.split(&format!("href=\"{view}/papers/")).nth(1).and_then(|rest| rest.split('"').next()).expect("a paper").to_owned();
        let file = officer.get(&format!("{view}/papers/{paper}")).await.is(200);
        assert_eq!(file.body, PAPER);
        officer.post(&format!("{view}/confirm"), &[("position", "chair")]).await.leads_to("/registrations");
        world.expect_mail("link_confirmed", EMAIL).await;
        world.expect_audit("link.confirm", "done").await;
        officer.get("/registrations").await.says("Không có ai chờ xác nhận");

        // At once, in the session that is open.
        visitor.get("/").await.is(200).says("Xem hợp tác xã được vay bao nhiêu");
        visitor.get("/members").await.is(200).says("Lò Văn Pánh").says("Người đại diện");
        visitor.get("/registration").await.is(200).says("Bạn đã được xác nhận");
        visitor.get("/applications/new").await.is(200).says("vao-htx");
        assert!(!team.fund.is_empty());
    }

    /// A cooperative of the register: what is stated stands beside what is registered, and nothing of it is seen before.
    async fn a_known_cooperative_is_compared(world: &World) {
        let team = world.team("biet", 3_000_000_000).await;
        let officer = world.person("Hà", &[everywhere(Duty::Administrator)]).await;
        let draft = team.begin(100_000_000).await;
        let code = world.cooperative_code(&team.cooperative).await;
        world.arrange(async |tx| tx.execute_one("UPDATE cooperatives SET code = $2 WHERE id = $1", coopfund::args![&team.cooperative, CODE]).await).await;
        assert_ne!(code, CODE);
        let person = registered(world, CODE, EMAIL).await;
        person.upload("/registration/papers", "legal", "gcn.pdf", PAPER).await.is(303);
        for path in [format!("/applications/{draft}"), format!("/cooperatives/{}", team.cooperative), "/registrations".into(), "/members".into()] {
            let answer = person.get(&path).await;
            assert!(matches!(answer.status, 403 | 404), "{path}: {}", answer.words());
        }
        let id = waiting_link(&officer).await;
        let page = officer.get(&format!("/registrations/{id}")).await.is(200);
        page.says("HTX biet").says("khác").says("khớp").says("Người đang dùng hệ thống cho hợp tác xã này");
        officer.post(&format!("/registrations/{id}/confirm"), &[("position", "accountant")]).await.is(303);
        world.expect_mail("link_confirmed", EMAIL).await;
        world.expect_mail("member_joined", &team.applicant.email).await;
        person.get(&format!("/applications/{draft}")).await.is(200);
        // The register is not changed by what somebody stated.
        officer.get(&format!("/cooperatives/{}", team.cooperative)).await.is(200).says("HTX biet").is_silent_about("Rau sạch");
    }

    /// Refused with a reason, put right, asked again, and confirmed.
    async fn a_refused_link_is_asked_for_again(world: &World) {
        let officer = world.person("Hà", &[everywhere(Duty::Appraiser)]).await;
        let person = registered(world, CODE, EMAIL).await;
        let id = waiting_link(&officer).await;
        officer.post(&format!("/registrations/{id}/refuse"), &[("reason", " ")]).await.is(422).says("Cần điền mục này");
        officer.post(&format!("/registrations/{id}/refuse"), &[("reason", "Tên không khớp giấy chứng nhận.")]).await.leads_to("/registrations");
        let letter = world.expect_mail("link_refused", EMAIL).await;
        assert_eq!(letter.fact("reason"), "Tên không khớp giấy chứng nhận.");
        // Decided once.
        officer.post(&format!("/registrations/{id}/confirm"), &[("position", "chair")]).await.is(409);
        officer.post(&format!("/registrations/{id}/refuse"), &[("reason", "Lần nữa")]).await.is(409);
        person.get("/").await.says("Tên không khớp giấy chứng nhận.");
        person.upload("/registration/papers", "legal", "gcn.pdf", PAPER).await.is(404);
        let mut again = CLAIM.to_vec();
        again[0].1 = "HTX Nông nghiệp Mường Ảng";
        again.push(("code", CODE));
        person.post("/registration", &again).await.leads_to("/registration");
        person.post("/registration", &again).await.is(409);
        person.upload("/registration/papers", "legal", "gcn.pdf", PAPER).await.is(303);
        let id = waiting_link(&officer).await;
        officer.post(&format!("/registrations/{id}/confirm"), &[("position", "chair")]).await.is(303);
        world.expect_mail("link_confirmed", EMAIL).await;
        let entered: Option<(String, String)> = world.office().store.glance("SELECT name, province FROM cooperatives WHERE code = $1", coopfund::args![CODE]).await.expect("read");
        assert_eq!(entered, Some(("HTX Nông nghiệp Mường Ảng".into(), "Điện Biên".into())));
        person.post("/registration", &again).await.is(403);
    }
}
