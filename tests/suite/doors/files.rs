//! Files and accounts by the doors: what so far only a page could do.
use rocket::http::Method;
use serde_json::{Value as Json, json};

use crate::world::dump::difference;
use crate::world::team::id_of;
use crate::world::{Answer, Person};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";

/// Sends a file as the body of its own request.
async fn hand_in(person: &Person, path: &str, contents: &[u8]) -> Answer {
    hand_in_keyed(person, path, contents, &coopfund::store::new_id()).await
}

/// The same under this key.
async fn hand_in_keyed(person: &Person, path: &str, contents: &[u8], key: &str) -> Answer {
    let bearer = format!("Bearer {}", person.api_token().await);
    let headers = [
        ("Content-Type", "application/octet-stream"),
        ("Authorization", bearer.as_str()),
        ("Accept", "application/json"),
        ("Idempotency-Key", key),
    ];
    person.send(Method::Post, &format!("/api/v1/{path}"), &headers, contents).await
}

story! {
    /// A program hands papers in, reads them, takes one off, and an appraiser's says of each whether it holds.
    async fn papers_by_the_doors(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 3_000_000_000).await;
        let id = team.begin(90_000_000).await;
        let papers = format!("applications/{id}/papers");
        let made = hand_in(&team.applicant, &format!("{papers}?kind=plan&name=Ph%C6%B0%C6%A1ng%20%C3%A1n.pdf"), PDF).await.is(201);
        let paper = id_of(&made);
        assert_eq!((&made.json()["file_name"], &made.json()["media_type"], &made.json()["verdict"]), (&json!("Phương án.pdf"), &json!("application/pdf"), &Json::Null));
        assert_eq!(made.header("location"), Some(format!("/api/v1/{papers}/{paper}").as_str()));
        assert_eq!(id_of(&hand_in(&team.applicant, &format!("{papers}?kind=plan&name=b.pdf"), PDF).await.is(201)), paper, "the same once more");
        let legal = id_of(&hand_in(&team.applicant, &format!("{papers}?kind=legal"), PDF).await.is(201));
        let large = vec![b'x'; 11_000_000];
        other.applicant.api_token().await;
        let before = world.dump_but_audit().await;
        for (path, contents, status, code) in [
            (format!("{papers}?kind=gift"), PDF, 422, "invalid"),
            (papers.clone(), PDF, 422, "invalid"),
            (format!("{papers}?kind=plan"), b"PK\x03\x04".as_slice(), 422, "invalid"),
            (format!("{papers}?kind=plan"), b"".as_slice(), 422, "invalid"),
            (format!("{papers}?kind=plan"), large.as_slice(), 413, "too_large"),
        ] {
            hand_in(&team.applicant, &path, contents).await.refuses(status, code);
            hand_in(&other.applicant, &path, contents).await.refuses(404, "not_found");
        }
        assert_eq!(difference(&before, &world.dump_but_audit().await), Vec::<String>::new());
        assert_eq!(team.applicant.api_get(&format!("/api/v1/{papers}/{paper}")).await.is(200).body, PDF);
        other.applicant.api_get(&format!("/api/v1/{papers}/{paper}")).await.refuses(404, "not_found");
        other.applicant.api_get(&format!("/api/v1/{papers}")).await.refuses(404, "not_found");
        let left = team.deed(&team.applicant, &format!("{papers}/{legal}/remove"), &json!({})).await.is(200).json();
        assert_eq!(left.as_array().map(Vec::len), Some(1));
        team.deed(&team.applicant, &format!("{papers}/{legal}/remove"), &json!({})).await.refuses(404, "not_found");
        let review = format!("{papers}/{paper}/review");
        let word = json!({ "accepted": true, "valid_until": "2027-01-01" });
        team.deed(&team.appraiser, &review, &word).await.refuses(409, "wrong_state");
        team.deed(&team.applicant, &format!("applications/{id}/submit"), &json!({})).await.is(200);
        world.expect_mail("receipt", &team.applicant.email).await;
        hand_in(&team.applicant, &format!("{papers}?kind=plan"), PDF).await.refuses(409, "wrong_state");
        team.deed(&team.applicant, &review, &word).await.refuses(403, "forbidden");
        team.deed(&other.appraiser, &review, &word).await.refuses(404, "not_found");
        team.deed(&team.appraiser, &review, &json!({ "accepted": false })).await.refuses(422, "invalid");
        let said = team.deed(&team.appraiser, &review, &word).await.is(200).json();
        assert_eq!((&said["verdict"], &said["valid_until"]), (&json!("accepted"), &json!("2027-01-01")));
        let seen = team.applicant.api_get(&format!("/api/v1/{papers}")).await.is(200).json();
        assert_eq!(seen[0]["verdict"], "accepted");
    }

    /// A file sent again under its key gets the first answer, however far the record has come; another file or name under it none.
    async fn a_file_is_taken_once_under_its_key(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let application = team.begin(120_000_000).await;
        let papers = format!("applications/{application}/papers");
        let (door, other) = (format!("{papers}?kind=plan&name=a.pdf"), b"%PDF-1.7 another one".as_slice());
        let first = hand_in_keyed(&team.applicant, &door, PDF, "k1").await.is(201);
        for (path, contents) in [(door.clone(), other), (format!("{papers}?kind=legal&name=a.pdf"), PDF), (format!("{papers}?kind=plan&name=b.pdf"), PDF)] {
            hand_in_keyed(&team.applicant, &path, contents, "k1").await.refuses(422, "idempotency_mismatch");
        }
        let remove = format!("/api/v1/{papers}/{}/remove", id_of(&first));
        let left = team.applicant.api_keyed(Method::Post, &remove, &json!({}), "k2").await.is(200);
        let more = hand_in(&team.applicant, &format!("{papers}?kind=legal"), PDF).await.is(201);
        assert_eq!(team.applicant.api_keyed(Method::Post, &remove, &json!({}), "k2").await.is(200).text(), left.text());
        let another = format!("/api/v1/{papers}/{}/remove", id_of(&more));
        team.applicant.api_keyed(Method::Post, &another, &json!({}), "k2").await.refuses(422, "idempotency_mismatch");
        team.deed(&team.applicant, &format!("applications/{application}/submit"), &json!({})).await.is(200);
        let before = world.dump().await;
        let again = hand_in_keyed(&team.applicant, &door, PDF, "k1").await.is(201);
        assert_eq!((again.text(), again.location()), (first.text(), first.location()), "it was taken off and the application sent since");
        assert_eq!(difference(&before, &world.dump().await), Vec::<String>::new());
        hand_in_keyed(&team.applicant, &door, PDF, "k3").await.refuses(409, "wrong_state");
        world.expect_mails("receipt").await;

        let loan = team.signed(world, 90_000_000).await;
        let wanted = json!({ "kind": "tranche", "amount": 30_000_000, "payee": "Cửa hàng", "purpose": "Mua giống" });
        let ask = id_of(&team.deed(&team.applicant, &format!("loans/{loan}/requests"), &wanted).await.is(201));
        let door = format!("requests/{ask}/papers?name=hoa-don.pdf");
        let first = hand_in_keyed(&team.applicant, &door, PDF, "k4").await.is(201);
        hand_in_keyed(&team.applicant, &door, other, "k4").await.refuses(422, "idempotency_mismatch");
        team.deed(&team.applicant, &format!("requests/{ask}/withdraw"), &json!({})).await.is(200);
        let again = hand_in_keyed(&team.applicant, &door, PDF, "k4").await.is(201);
        assert_eq!((again.text(), again.location()), (first.text(), first.location()));
        for kind in ["receipt", "approved", "ask_made", "ask_received"] {
            world.expect_mails(kind).await;
        }
    }

    /// The papers of a request, for its own cooperative while it is open.
    async fn papers_of_requests_by_the_doors(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 3_000_000_000).await;
        let loan = team.signed(world, 120_000_000).await;
        let wanted = json!({ "kind": "tranche", "amount": 30_000_000, "payee": "Cửa hàng", "purpose": "Mua giống" });
        let id = id_of(&team.deed(&team.applicant, &format!("loans/{loan}/requests"), &wanted).await.is(201));
        let papers = format!("requests/{id}/papers");
        let made = hand_in(&team.applicant, &format!("{papers}?name=hoa-don.pdf"), PDF).await.is(201);
        hand_in(&other.applicant, &papers, b"PK").await.refuses(404, "not_found");
        hand_in(&team.cashier, &papers, PDF).await.refuses(403, "forbidden");
        hand_in(&team.applicant, &papers, b"PK\x03\x04").await.refuses(422, "invalid");
        let list = team.cashier.api_get(&format!("/api/v1/{papers}")).await.is(200).json();
        assert_eq!((list.as_array().map(Vec::len), &list[0]["file_name"]), (Some(1), &json!("hoa-don.pdf")));
        let file = format!("/api/v1/{papers}/{}", id_of(&made));
        assert_eq!(team.cashier.api_get(&file).await.is(200).body, PDF);
        other.cashier.api_get(&file).await.refuses(404, "not_found");
        team.deed(&team.applicant, &format!("requests/{id}/withdraw"), &json!({})).await.is(200);
        hand_in(&team.applicant, &papers, PDF).await.refuses(409, "wrong_state");
        for kind in ["receipt", "approved", "ask_made", "ask_received"] {
            world.expect_mails(kind).await;
        }
    }

    /// An administrator's program keeps the fund's account; what it keeps is what borrowers see.
    async fn the_funds_account_by_the_doors(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 3_000_000_000).await;
        let door = format!("funds/{}/account", team.fund);
        let account = json!({ "bank": "970403", "number": "0011 0123 45678", "holder": "QUY HTX", "from": "2026-03-02" });
        assert_eq!(team.administrator.api_get(&format!("/api/v1/{door}")).await.is(200).json(), json!([]));
        let kept = team.administrator.api_keyed(Method::Post, &format!("/api/v1/{door}"), &account, "k1").await.is(200).json();
        assert_eq!((&kept[0]["number"], &kept[0]["from"]), (&json!("0011012345678"), &json!("2026-03-02")));
        let again = team.administrator.api_keyed(Method::Post, &format!("/api/v1/{door}"), &account, "k1").await.is(200).json();
        assert_eq!(again, kept, "the first answer again");
        let mut bad = account.clone();
        bad["number"] = json!("12");
        let refused = team.deed(&team.administrator, &door, &bad).await.refuses(422, "invalid").json();
        assert_eq!(refused["errors"][0]["pointer"], "/number");
        team.deed(&other.administrator, &door, &account).await.refuses(404, "not_found");
        team.deed(&team.cashier, &door, &account).await.refuses(403, "forbidden");
        other.administrator.api_get(&format!("/api/v1/{door}")).await.refuses(404, "not_found");
    }
}
