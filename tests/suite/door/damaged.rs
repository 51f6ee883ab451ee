//! A picture nobody can look at is no paper, by whichever door it comes.
use rocket::http::Method;
use serde_json::json;

use super::{CODE, registered};
use crate::world::PASSWORD;
use crate::world::team::id_of;

const PICTURE: &[u8] = include_bytes!("../golden/corner.jpg");
const SAID: &str = "Ảnh thứ 1 bị hỏng hoặc chưa tải hết";

/// A PNG of one dot with every chunk in its place, and nonsense where the dot is packed.
fn garbled() -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55".to_vec();
    file.extend(b"\0\0\0\x06IDATnonsen\0\0\0\0");
    file.extend(b"\0\0\0\0IEND\xaeB\x60\x82");
    file
}

story! {
    /// A certificate that was cut off on the way is refused with what to do; whole it is taken.
    async fn a_damaged_certificate_is_refused(world: &World) {
        let person = registered(world, CODE, "panh@htx.example").await;
        for (name, damaged) in [("gcn.jpg", &PICTURE[..PICTURE.len() - 20]), ("gcn.png", &garbled())] {
            person.upload("/registration/papers", "legal", name, damaged).await.is(422).says(SAID);
        }
        person.upload("/registration/papers", "legal", "gcn.jpg", PICTURE).await.is(303);
    }

    /// So is what comes with a request of a cooperative, and with an application, by page and by door.
    async fn a_damaged_invoice_is_refused(world: &World) {
        let team = world.team("hong", 3_000_000_000).await;
        let loan = team.signed(world, 120_000_000).await;
        let wanted = json!({ "kind": "tranche", "amount": 30_000_000, "payee": "Cửa hàng", "purpose": "Mua giống" });
        let ask = id_of(&team.deed(&team.applicant, &format!("loans/{loan}/requests"), &wanted).await.is(201));
        let draft = team.begin(90_000_000).await;
        team.applicant.sign_in(PASSWORD).await.is(303);
        let bearer = format!("Bearer {}", team.applicant.api_token().await);
        let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/octet-stream"), ("Accept", "application/json")];
        for damaged in [&PICTURE[..PICTURE.len() - 20], &garbled()] {
            team.applicant.upload(&format!("/asks/{ask}/papers"), "", "hoa-don.jpg", damaged).await.is(422).says(SAID);
            team.applicant.upload(&format!("/applications/{draft}/papers"), "plan", "a.jpg", damaged).await.is(422).says(SAID);
            for door in [format!("requests/{ask}/papers"), format!("applications/{draft}/papers?kind=plan")] {
                let refused = team.applicant.send(Method::Post, &format!("/api/v1/{door}"), &headers, damaged).await.refuses(422, "invalid");
                assert_eq!(refused.json()["errors"][0]["pointer"], "/file", "{door}");
            }
        }
        team.applicant.upload(&format!("/asks/{ask}/papers"), "", "hoa-don.jpg", PICTURE).await.is(303);
        for kind in ["receipt", "approved", "ask_made", "ask_received"] {
            world.expect_mails(kind).await;
        }
    }
}
