//! The door that anybody may knock at who forgot their password: it tells nobody anything, and is not for knocking at all day.
use chrono::TimeDelta;
use coopfund::text::{Lang, Texts};

const VI: Texts = Texts { lang: Lang::Vi };

story! {
    /// From one address of the network few can be asked for, whoever they are for; the answer does not tell who has an account, and
    /// either way there is a row in the trail and nothing but a hash of what was typed.
    async fn links_asked_for_from_one_place_are_few(world: &World) {
        let lan = world.account("Lan", &[]).await;
        let stranger = world.stranger().elsewhere("203.0.113.7");
        let ask = async |email: &str| stranger.post("/forgotten-password", &[("email", email)]).await;
        for n in 0..20 {
            ask(&format!("ai{n}@example.vn")).await.leads_to("/sign-in");
        }
        let row = world.expect_audit("user.reset_request", "done").await;
        assert_eq!((row.object_id.as_str(), row.address.as_deref()), ("unknown", Some("203.0.113.7")));
        stranger.get("/sign-in").await.is(200);
        let (known, unknown) = (ask(&lan.email).await.is(429), ask("ai@example.vn").await.is(429));
        let (known, unknown) = (known.says(&VI.refused_too_many(3600)).words(), unknown.words());
        assert_eq!(known.replace(&lan.email, ""), unknown.replace("ai@example.vn", ""));
        world.expect_audit("user.reset_request", "refused").await;
        let plain = "SELECT CAST(COUNT(*) AS BIGINT) FROM password_requests WHERE asked_for LIKE '%@%'";
        let rows: Option<(i64,)> = world.office().store.glance(plain, coopfund::args![]).await.expect("read");
        assert_eq!(rows, Some((0,)));
        world.stranger().elsewhere("203.0.113.8").post("/forgotten-password", &[("email", &lan.email)]).await.leads_to("/sign-in");
        assert_eq!(world.expect_mails("password_reset").await.len(), 1);
        world.advance(TimeDelta::minutes(61));
        ask(&lan.email).await.leads_to("/sign-in");
        assert_eq!(world.expect_mails("password_reset").await.len(), 1);
    }
}
