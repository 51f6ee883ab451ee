//! The register by programs.
use rocket::http::Method;
use serde_json::{Value as Json, json};

fn entry() -> Json {
    json!({
        "code": "5600123452", "kind": "cooperative", "name": "HTX Dịch vụ nông nghiệp Mường Luân", "commune": "Mường Luân", "province": "Điện Biên",
        "sector": "crops", "founded": "2022-05-01", "members": 12, "size_class": "micro", "representative": "Lò Văn Pánh",
        "email": "Htx.MuongLuan@example.vn", "phone": "0215 3 825 825",
    })
}

story! {
    /// An appraiser enters a cooperative, anybody of the fund finds it without its diacritics, and its own people keep its contact.
    async fn the_register_is_kept_by_json(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let made = team.deed(&team.appraiser, "cooperatives", &entry()).await;
        let made = match made.status {
            // Whatever the check digit: told as suspect, not refused.
            201 => made,
            _ => panic!("{}", made.text()),
        };
        let record = made.json();
        let id = record["id"].as_str().expect("an id").to_owned();
        assert_eq!((made.location(), &record["email"], &record["version"]), (format!("/api/v1/cooperatives/{id}").as_str(), &json!("htx.muongluan@example.vn"), &json!(1)));
        assert_eq!(team.auditor.api_get("/api/v1/cooperatives/5600123452").await.is(200).json(), record);
        for words in ["muong%20luan", "M%C6%B0%E1%BB%9Dng", "5600123452", "panh%20dich"] {
            let found = team.auditor.api_get(&format!("/api/v1/cooperatives?search={words}&status=active")).await.is(200).json();
            assert_eq!(found["items"][0]["id"], json!(id), "{words}");
        }
        assert_eq!(team.auditor.api_get("/api/v1/cooperatives?search=khong%20co").await.is(200).json(), json!({ "items": [], "next": null }));
        let twice = team.deed(&team.appraiser, "cooperatives", &entry()).await.refuses(422, "invalid").json();
        assert_eq!((&twice["errors"][0]["pointer"], &twice["errors"][0]["code"]), (&json!("/code"), &json!("taken")));
        let path = format!("/api/v1/cooperatives/{id}");
        let moved = team.appraiser.api(Method::Patch, &path, &json!({ "status": "ceased", "status_since": "2026-02-28", "phone": null })).await.is(200).json();
        assert_eq!((&moved["status"], &moved["phone"], &moved["version"]), (&json!("ceased"), &Json::Null, &json!(2)));
        for who in [&team.cashier, &team.approver, &team.applicant] {
            team.deed(who, "cooperatives", &entry()).await.refuses(403, "forbidden");
        }
        team.applicant.api_get("/api/v1/cooperatives").await.refuses(403, "forbidden");
    }

    /// The cooperative itself changes how it is reached, and nothing else.
    async fn a_cooperative_keeps_its_contact(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let path = format!("/api/v1/cooperatives/{}", team.cooperative);
        let changed = team.applicant.api(Method::Patch, &path, &json!({ "phone": "0912 345 678", "members": 14 })).await;
        assert_eq!(changed.is(200).json()["members"], 14);
        team.applicant.api(Method::Patch, &path, &json!({ "name": "HTX Khác" })).await.refuses(403, "forbidden");
        team.cashier.api(Method::Patch, &path, &json!({ "phone": "1" })).await.refuses(403, "forbidden");
    }
}
