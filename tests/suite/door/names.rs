//! A name that is wrong is put right by its owner; a name of staff by an administrator.
use coopfund::access::Duty;

use crate::world::{PASSWORD, everywhere, staff};

story! {
    /// Somebody of a cooperative corrects their own; letters and pages follow, and the trail keeps what it was.
    async fn a_person_corrects_their_name(world: &World) {
        let team = world.team("ten", 3_000_000_000).await;
        let farmer = &team.applicant;
        farmer.sign_in(PASSWORD).await.is(303);
        for (typed, said) in [("", "Cần điền"), ("Lò\u{202e}Viên", "ký tự"), ("www.quà.vn", "ký tự"), (&"ế".repeat(121), "120")] {
            let refused = farmer.post("/account/name", &[("name", typed)]).await.is(422);
            assert!(refused.text().contains(said), "{typed:?}: {}", refused.text());
        }
        farmer.get("/account").await.says(&team.applicant.name);
        farmer.post("/account/name", &[("name", "  Lò Thị Viên ")]).await.leads_to("/account");
        let account = farmer.get("/account").await.is(200).says("Đã sửa họ tên.").text();
        assert!(account.contains("value=\"Lò Thị Viên\""), "{account}");
        let row = world.expect_audit("user.name", "done").await;
        let (before, after) = (row.before.expect("before").0, row.after.expect("after").0);
        assert_eq!((before["name"].as_str(), after["name"].as_str()), (Some(team.applicant.name.as_str()), Some("Lò Thị Viên")));
    }

    /// The name under decisions is not its owner's to change, nor that of an administrator who does not reach the account.
    async fn a_name_of_staff_is_an_administrators_matter(world: &World) {
        let (team, other) = (world.team("can", 3_000_000_000).await, world.team("bo", 3_000_000_000).await);
        let appraiser = &team.appraiser;
        let elsewhere = world.account("Quản trị quỹ khác", &[staff(Duty::Administrator, &other.fund_id)]).await;
        let admin = world.account("Quản trị", &[everywhere(Duty::Administrator)]).await;
        for person in [appraiser, &elsewhere, &admin] {
            person.sign_in(PASSWORD).await.is(303);
        }
        appraiser.post("/account/name", &[("name", "Người khác")]).await.is(403);
        appraiser.get("/account").await.is(200).says("quản trị viên sửa giúp").is_silent_about("action=\"/account/name\"");
        let here = format!("/admin/people/{}", team.appraiser.id);
        elsewhere.post(&format!("{here}/name"), &[("name", "Người khác")]).await.is(404);
        world.expect_audit("user.name", "refused").await;
        let refused = admin.post(&format!("{here}/name"), &[("name", " ")]).await.is(422);
        assert!(refused.text().contains("id=\"name-error\""), "{}", refused.text());
        admin.post(&format!("{here}/name"), &[("name", "Đặng Thị Thẩm")]).await.leads_to(&here);
        appraiser.get("/account").await.says("Đặng Thị Thẩm");
        assert_eq!(world.expect_audit("user.name", "done").await.actor_name, "Quản trị");
    }
}
