//! What nobody needs any more is not kept: codes with the names beside them, and pieces of files.
use chrono::TimeDelta;
use coopfund::actions::sweep::{Swept, sweep};

use super::{CODE, begins, mailed_code};
use crate::world::{PASSWORD, World};

async fn count(world: &World, sql: &'static str) -> i64 {
    let row: Option<(i64,)> = world.office().store.glance(sql, coopfund::args![]).await.expect("readable");
    row.expect("a row").0
}

story! {
    /// Codes go a week after they ran out, uploads two days after their last piece; what is younger stays. Nobody has more than five
    /// under way: the one left alone longest gives way.
    async fn what_nobody_needs_is_swept_away(world: &World) {
        let team = world.team("quet", 3_000_000_000).await;
        let id = team.begin(90_000_000).await;
        let begin = async || {
            team.applicant.sign_in(PASSWORD).await.is(303);
            let typed = [("kind", "plan"), ("name", "a.pdf"), ("size", "70000")];
            team.applicant.post(&format!("/applications/{id}/uploads"), &typed).await.is(200)
        };
        let door = format!("/applications/{id}/uploads/{}", begin().await.text());
        let token = team.applicant.form_token().await;
        let headers = [("Content-Type", "application/octet-stream"), ("X-Form-Token", token.as_str())];
        team.applicant.send(rocket::http::Method::Post, &format!("{door}?at=0"), &headers, &[b'x'; 60_000]).await.is(200);
        begins(&world.stranger(), CODE, "a@htx.example").await;
        mailed_code(world, "a@htx.example").await;
        assert_eq!(sweep(world.office()).await.expect("swept"), Swept::default());
        world.advance(TimeDelta::days(8));
        begins(&world.stranger(), CODE, "b@htx.example").await;
        mailed_code(world, "b@htx.example").await;
        assert_eq!(sweep(world.office()).await.expect("swept"), Swept { codes: 1, uploads: 1, ..Swept::default() });
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM mail_codes").await, 1);
        team.applicant.sign_in(PASSWORD).await.is(303);
        team.applicant.get(&door).await.is(404);
        let first = format!("/applications/{id}/uploads/{}", begin().await.text());
        world.advance(TimeDelta::minutes(1));
        let second = format!("/applications/{id}/uploads/{}", begin().await.text());
        world.advance(TimeDelta::minutes(1));
        let piece = async |door: &str| {
            team.applicant.sign_in(PASSWORD).await.is(303);
            let token = team.applicant.form_token().await;
            let headers = [("Content-Type", "application/octet-stream"), ("X-Form-Token", token.as_str())];
            team.applicant.send(rocket::http::Method::Post, &format!("{door}?at=0"), &headers, &[b'x'; 60_000]).await
        };
        piece(&first).await.is(200);
        for _ in 0..4 {
            begin().await;
        }
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM uploads").await, 5);
        team.applicant.get(&second).await.is(404);
        piece(&second).await.is(404);
        team.applicant.get(&first).await.is(200);
        world.advance(TimeDelta::days(3));
        assert_eq!(sweep(world.office()).await.expect("swept"), Swept { uploads: 5, ..Swept::default() });
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM uploads").await, 0);
        let kept = std::fs::read_dir(world.folder()).expect("the folder").count();
        assert!(kept > 0, "what belongs to somebody stays");
    }

    /// Who asked for a new password is forgotten after a day, a kept form as soon as its hour is over.
    async fn what_public_doors_leave_is_swept_away(world: &World) {
        let team = world.team("cua", 3_000_000_000).await;
        let person = &team.applicant;
        person.sign_in(PASSWORD).await.is(303);
        person.get("/account").await.is(200);
        let token = person.form_token().await;
        world.stranger().post("/forgotten-password", &[("email", "ai@htx.example")]).await.is(303);
        world.advance(TimeDelta::hours(13));
        person.post_with_token("/loans/x/sign", &[("number", "1")], &token).await.is(303);
        let (asked, forms) = ("SELECT CAST(COUNT(*) AS BIGINT) FROM password_requests", "SELECT CAST(COUNT(*) AS BIGINT) FROM kept_forms");
        assert_eq!((count(world, asked).await, count(world, forms).await), (1, 1));
        assert_eq!(sweep(world.office()).await.expect("swept"), Swept::default());
        world.advance(TimeDelta::minutes(61));
        assert_eq!(sweep(world.office()).await.expect("swept"), Swept { forms: 1, ..Swept::default() });
        world.advance(TimeDelta::hours(11));
        assert_eq!(sweep(world.office()).await.expect("swept"), Swept { asked: 1, ..Swept::default() });
        assert_eq!((count(world, asked).await, count(world, forms).await), (0, 0));
    }
}
