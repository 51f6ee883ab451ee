//! A form that comes after its session has ended: nothing typed is lost, and nobody else finds it.
use chrono::TimeDelta;

use crate::world::PASSWORD;

const ADDRESS: &str = "Bản Nà Sự, xã Núa Ngam";

story! {
    /// The writer signs in again, finds what they typed, and sends it.
    async fn what_was_typed_is_found_again(world: &World) {
        let team = world.team("muon", 3_000_000_000).await;
        let person = &team.applicant;
        person.sign_in(PASSWORD).await.is(303);
        let form = format!("/cooperatives/{}", team.cooperative);
        let page = person.get(&format!("{form}/edit")).await.is(200);
        let version = crate::world::hidden_value(&page.text(), "version").expect("a version");
        let typed = [("version", version.as_str()), ("address", ADDRESS), ("representative", "Lò <b>Thị</b> Én"), ("email", ""), ("phone", "0215 3 123 456")];
        world.advance(TimeDelta::hours(13));
        let answer = person.post(&form, &typed).await.is(303);
        let to = answer.location().to_owned();
        assert!(to.starts_with("/sign-in?back=/kept/"), "{to}");
        person.get(&to).await.is(200).says("Những gì bạn gõ đã được giữ lại");
        let back = to.trim_start_matches("/sign-in?back=").to_owned();
        person.post("/sign-in", &[("email", &person.email), ("password", PASSWORD), ("back", &back)]).await.leads_to(&back);
        let page = person.get(&back).await.is(200).says("Những gì bạn gõ vẫn còn").says(ADDRESS).says("Lò <b>Thị</b> Én");
        assert!(page.text().contains(&format!("action=\"{form}\"")));
        // Sent again as the page does: with the new session's token.
        person.post(&form, &typed).await.is(303);
        person.get(&form).await.says(ADDRESS);
    }

    /// Somebody else does not find it; after an hour nobody does; a forged form, a password or a file is not kept.
    async fn it_is_kept_for_its_writer_alone(world: &World) {
        let team = world.team("rieng", 3_000_000_000).await;
        let person = &team.applicant;
        person.sign_in(PASSWORD).await.is(303);
        person.get("/account").await.is(200);
        let token = person.form_token().await;
        world.advance(TimeDelta::hours(13));
        let form = format!("/cooperatives/{}", team.cooperative);
        let late = person.post_with_token(&form, &[("address", ADDRESS)], &token).await.is(303);
        let kept = late.location().trim_start_matches("/sign-in?back=").to_owned();
        team.appraiser.sign_in(PASSWORD).await.is(303);
        team.appraiser.get(&kept).await.is(410);
        world.stranger().get(&kept).await.is(303);
        // Another site's form carries no token of ours; a password is for nobody to keep.
        let plain = "/sign-in?back=";
        for (path, fields, token) in [(form.as_str(), [("address", "x")], "forged"), ("/account/password", [("password", PASSWORD)], token.as_str())] {
            let answer = person.post_with_token(path, &fields, token).await.is(303);
            assert!(answer.location().starts_with(plain) && !answer.location().contains("/kept/"), "{}", answer.location());
        }
        let kept_rows: Option<(i64,)> = world.office().store.glance("SELECT CAST(COUNT(*) AS BIGINT) FROM kept_forms", coopfund::args![]).await.expect("read");
        assert_eq!(kept_rows, Some((1,)));
        world.advance(TimeDelta::minutes(61));
        person.sign_in(PASSWORD).await.is(303);
        person.get(&kept).await.is(410);
        // Whoever never had a session is sent to sign in, as before; a signed-in form to nowhere leads nowhere.
        world.stranger().post(&form, &[("address", "x")]).await.is(303);
        person.post("/nowhere", &[("address", "x")]).await.is(404);
    }
}
