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

    /// Nobody fills the store with it: five a person, the oldest giving way; twenty from one place; all of it bounded; and not for a
    /// session that ended weeks ago.
    async fn what_is_kept_is_bounded(world: &World) {
        let team = world.team("day", 3_000_000_000).await;
        let form = format!("/cooperatives/{}", team.cooperative);
        let people = vec![team.applicant.clone(), team.appraiser.clone(), team.approver.clone(), team.cashier.clone(), team.auditor.clone()];
        let mut tokens = Vec::new();
        for person in &people {
            person.sign_in(PASSWORD).await.is(303);
            person.get("/account").await.is(200);
            tokens.push(person.form_token().await);
        }
        world.advance(TimeDelta::hours(13));
        let count = async || {
            let rows: Option<(i64,)> = world.office().store.glance("SELECT CAST(COUNT(*) AS BIGINT) FROM kept_forms", coopfund::args![]).await.expect("read");
            rows.expect("a row").0
        };
        let sent = async |who: usize, typed: &str| people[who].post_with_token(&form, &[("address", typed)], &tokens[who]).await.is(303);
        let kept_at = |to: &str| to.trim_start_matches("/sign-in?back=").to_owned();
        let first = kept_at(sent(0, "một").await.location());
        world.advance(TimeDelta::seconds(1));
        for typed in ["hai", "ba", "bốn", "năm"] {
            sent(0, typed).await;
            world.advance(TimeDelta::seconds(1));
        }
        let last = kept_at(sent(0, "sáu").await.location());
        assert_eq!(count().await, 5);
        for who in 1..4 {
            for _ in 0..5 {
                sent(who, "x").await;
            }
        }
        // The place has its twenty: one more person gets nothing kept, and is told so; who has a share changes one for another.
        let full = sent(4, "x").await;
        assert_eq!((full.location(), count().await), ("/sign-in", 20));
        people[4].get("/sign-in").await.says("chưa giữ lại được những gì bạn gõ");
        assert!(sent(1, "y").await.location().contains("/kept/"));
        people[0].sign_in(PASSWORD).await.is(303);
        people[0].get(&first).await.is(410);
        people[0].get(&last).await.is(200).says("sáu");
        // From another place, while there is room in all.
        world.arrange(async |tx| tx.execute("UPDATE kept_forms SET address = '203.0.113.9', size_bytes = 32 * 1024 * 1024", coopfund::args![]).await.map(drop)).await;
        assert_eq!(sent(4, "x").await.location(), "/sign-in");
        world.arrange(async |tx| tx.execute("UPDATE kept_forms SET size_bytes = 0", coopfund::args![]).await.map(drop)).await;
        assert!(sent(4, "x").await.location().contains("/kept/"));
        world.advance(TimeDelta::days(8));
        assert!(!sent(4, "x").await.location().contains("/kept/"), "that session is long over");
        assert_eq!(count().await, 21, "nothing was added");
    }
}
