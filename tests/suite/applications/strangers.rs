//! Whose it is comes first, then how it stands, then what was sent: nobody learns of a stranger's file by what is wrong with theirs.
use coopfund::args;
use rocket::http::Method;

use super::cast::{cast, draft};
use crate::world::{Person, World, of_cooperative};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";
const NO_SIZES: [&[(&str, &str)]; 4] = [
    &[("kind", "plan"), ("name", "a.pdf"), ("size", "ten")],
    &[("kind", "plan"), ("name", "a.pdf"), ("size", "99999999999")],
    &[("kind", "plan"), ("name", "a.pdf")],
    &[],
];

async fn count(world: &World, sql: &'static str) -> i64 {
    let row: Option<(i64,)> = world.office().store.glance(sql, args![]).await.expect("readable");
    row.expect("a row").0
}

/// What a piece is answered with.
async fn piece(person: &Person, upload: &str, contents: &[u8]) -> u16 {
    let token = person.form_token().await;
    let headers = [("Content-Type", "application/octet-stream"), ("X-Form-Token", token.as_str())];
    person.send(Method::Post, &format!("{upload}?at=0"), &headers, contents).await.status
}

story! {
    /// Sizes, kinds and names are looked at for who may write the application, while it can be written.
    async fn what_is_not_ones_own_is_not_there(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let stranger = world.person("Lả", &[of_cooperative(&world.cooperative("HTX Mường Luân").await)]).await;
        let large = [PDF, vec![b'x'; 11_000_000].as_slice()].concat();
        let (papers, uploads, import) = (format!("{path}/papers"), format!("{path}/uploads"), format!("{path}/statements/import"));
        for typed in NO_SIZES {
            stranger.post(&uploads, typed).await.is(404);
            assert!(matches!(cast.applicant.post(&uploads, typed).await.status, 413 | 422));
        }
        let begun = cast.applicant.post(&uploads, &[("kind", "plan"), ("name", "a.pdf"), ("size", "70000")]).await.is(200);
        let upload = format!("{uploads}/{}", begun.text());
        assert_eq!(piece(&stranger, &upload, &vec![b'x'; 70_000]).await, 404);
        assert_eq!(piece(&cast.applicant, &upload, &vec![b'x'; 70_000]).await, 413);
        for (kind, contents) in [("plan", large.as_slice()), ("gift", PDF), ("plan", b"PK\x03\x04"), ("plan", b"")] {
            stranger.upload(&papers, kind, "a.pdf", contents).await.is(404);
        }
        stranger.upload(&import, "statements", "x.csv", &vec![b'1'; 3_000_000]).await.is(404);
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM documents").await, 0);
        // Sent twice it is one paper.
        for _ in 0..2 {
            cast.applicant.upload(&papers, "plan", "a.pdf", PDF).await.is(303);
        }
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM documents").await, 1);
        cast.applicant.upload(&papers, "legal", "a.pdf", PDF).await.is(303);
        cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        for typed in NO_SIZES {
            cast.applicant.post(&uploads, typed).await.is(409);
        }
        cast.applicant.upload(&papers, "gift", "a.pdf", &large).await.is(409);
        cast.applicant.upload(&import, "statements", "x.csv", &vec![b'1'; 3_000_000]).await.is(409);
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM documents").await, 2);
    }

    /// The same of the papers of a request, and of a certificate where nobody asked for anything.
    async fn papers_of_requests_are_asked_for_their_owner_first(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 3_000_000_000).await;
        let loan = team.signed(world, 120_000_000).await;
        let wanted = serde_json::json!({ "kind": "tranche", "amount": 30_000_000, "payee": "Cửa hàng", "purpose": "Mua giống" });
        let made = team.deed(&team.applicant, &format!("loans/{loan}/requests"), &wanted).await.is(201);
        let page = format!("/asks/{}/papers", crate::world::team::id_of(&made));
        for person in [&team.applicant, &other.applicant] {
            person.sign_in(crate::world::PASSWORD).await.is(303);
        }
        let large = [PDF, vec![b'x'; 11_000_000].as_slice()].concat();
        for contents in [large.as_slice(), b"PK\x03\x04", b""] {
            other.applicant.upload(&page, "other", "a.pdf", contents).await.is(404);
            assert!(matches!(team.applicant.upload(&page, "other", "a.pdf", contents).await.status, 413 | 422));
        }
        other.applicant.upload("/registration/papers", "other", "a.pdf", &large).await.is(404);
        for _ in 0..2 {
            team.applicant.upload(&page, "other", "a.pdf", PDF).await.is(303);
        }
        assert_eq!(count(world, "SELECT CAST(COUNT(*) AS BIGINT) FROM ask_papers").await, 1);
        for kind in ["receipt", "approved", "ask_made", "ask_received"] {
            world.expect_mails(kind).await;
        }
    }
}
