//! The trail as its auditor sees it: who, what, when, before and after, of each deed and each refused attempt; nobody else does.
use coopfund::access::Duty;
use rocket::http::Method;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::scene::mention_mail;
use crate::world::team::Team;
use crate::world::{Answer, PASSWORD, Person, World, everywhere};

const AMOUNT: i64 = 50_000_000;

/// The items of a timeline in words, newest first.
fn items(page: &Answer) -> Vec<String> {
    let text = page.text();
    let timeline = text.split("<ol class=\"timeline\">").nth(1).and_then(|rest| rest.split("</ol>").next());
    let words = |item: &str| {
        let body = item.split_once('>').map_or(item, |(_, rest)| rest).as_bytes().to_vec();
        Answer { body, ..page.clone() }.words()
    };
    timeline.unwrap_or_default().split("<li").skip(1).map(words).collect()
}

/// Every item of the page and of those it leads to.
async fn pages(by: &Person, address: &str) -> Vec<Vec<String>> {
    let (mut found, mut address) = (Vec::new(), address.to_owned());
    loop {
        let page = by.get(&address).await.is(200);
        found.push(items(&page));
        match page.text().split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()) {
            Some(next) => address = next.replace("&#38;", "&"),
            None => return found,
        }
        assert!(found.len() < 50, "the trail ends");
    }
}

/// Every event behind the door.
async fn events(by: &Person, limit: usize) -> Vec<Json> {
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let page = by.api_get(&format!("/api/v1/audit?limit={limit}{after}")).await.is(200).json();
        found.extend(page["items"].as_array().expect("items").iter().cloned());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return found,
        }
    }
}

/// Somebody who audits all funds.
async fn council(world: &World) -> Person {
    world.person("Kiểm soát", &[everywhere(Duty::Auditor)]).await
}

/// The page's item that begins with this deed.
#[track_caller]
fn item<'i>(items: &'i [String], deed: &str) -> &'i str {
    items.iter().find(|item| item.starts_with(deed)).unwrap_or_else(|| panic!("no {deed} among {items:#?}"))
}

/// A loan paid out, repaid in part and taken back; then three attempts that were refused.
async fn a_day_at_the_fund(world: &World, team: &Team) -> String {
    let loan = team.active(world, AMOUNT).await;
    let door = |deed: &str| format!("loans/{loan}/{deed}");
    let payment = json!({ "date": world.today(), "amount": 2_000_000, "reference": "FT 77" });
    let booked = team.deed(&team.cashier, &door("repayments"), &payment).await.is(201).json();
    let event = booked["event"].as_str().expect("the event").to_owned();
    team.deed(&team.cashier, &door("reversals"), &json!({ "event": event, "reason": "Ghi nhầm" })).await.is(201);
    let too_much = json!({ "date": world.today(), "amount": 9_000_000_000_000_000_i64 });
    team.deed(&team.cashier, &door("repayments"), &too_much).await.is(422);
    team.deed(&team.cashier, &door("repayments"), &json!({ "date": "2026-03-03", "amount": 1 }))
        .await
        .refuses(422, "invalid");
    team.deed(&team.cashier, &door("sign"), &json!({ "number": "2", "date": "2026-03-02" }))
        .await
        .refuses(409, "wrong_state");
    team.deed(&team.approver, &door("repayments"), &payment).await.refuses(403, "forbidden");
    mention_mail(world).await;
    loan
}

story! {
    /// Each deed of a loan's life with its person, its minute, and what stood before and after.
    async fn the_auditor_sees_who_did_what_when_before_and_after(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        a_day_at_the_fund(world, &team).await;
        let council = council(world).await;
        let shown: Vec<String> = pages(&council, "/audit?fund=db-htx").await.concat();
        // The newest stands on top; what was refused says so and why, and nothing of it was done.
        // A deed tried without its duty is among them.
        let barred = &shown[0];
        assert!(barred.starts_with("Thử làm việc không được giao Bị từ chối 09:00 02/03/2026 · Duyet db Khoản vay KV-2026-00001"), "{barred}");
        assert!(barred.contains("/repayments code forbidden detail needs cashier"), "{barred}");
        let shown = &shown[1..];
        assert!(shown[0].starts_with("Ký hợp đồng vay Bị từ chối 09:00 02/03/2026 · Thu db Khoản vay KV-2026-00001"), "{}", shown[0]);
        assert!(shown[0].contains("code wrong_state"), "{}", shown[0]);
        assert!(shown[1].starts_with("Ghi nhận trả nợ Bị từ chối 09:00 02/03/2026 · Thu db Khoản vay KV-2026-00001"), "{}", shown[1]);
        assert!(shown[1].contains("detail /date: date_out_of_range"), "{}", shown[1]);
        let done = &shown[2..];
        for (deed, who, object, change) in [
            ("Đảo bút toán", "Thu db", "Khoản vay KV-2026-00001", "reason Ghi nhầm"),
            ("Ghi nhận trả nợ", "Thu db", "Khoản vay KV-2026-00001", "outstanding 50000000 50000000"),
            ("Giải ngân", "Thu db", "Khoản vay KV-2026-00001", "disbursed 0 50000000"),
            ("Ký hợp đồng vay", "Thu db", "Khoản vay KV-2026-00001", "status approved signed"),
            ("Duyệt cho vay", "Duyet db", "Hồ sơ vay HS-2026-00001", "status appraised approved"),
            ("Thẩm định hồ sơ", "Tham db", "Hồ sơ vay HS-2026-00001", "status submitted appraised"),
            ("Nộp hồ sơ vay", "Xin db", "Hồ sơ vay HS-2026-00001", "status draft submitted"),
            ("Lập hồ sơ vay", "Xin db", "Hồ sơ vay HS-2026-00001", "number HS-2026-00001"),
            ("Đặt quy định của quỹ", "Founder db", "Quỹ db-htx", "Điều ví dụ"),
            ("Ghi biến động vốn của quỹ", "Founder db", "Quỹ db-htx", "\"book_charter\": 3000000000"),
        ] {
            let found = item(done, deed);
            assert!(found.starts_with(&format!("{deed} 09:00 02/03/2026 · {who} {object}")), "{found}");
            assert!(found.contains(change), "{deed} does not tell {change}: {found}");
            assert!(found.contains("Số trong chuỗi db-htx/"), "{found}");
        }
        // Where the address names no record of a fund, the attempt is in the system's chain.
        team.deed(&team.approver, "loans/nowhere/repayments", &json!({})).await.refuses(403, "forbidden");
        let system: Vec<String> = pages(&council, "/audit?fund=system").await.concat();
        let barred = item(&system, "Thử làm việc không được giao");
        assert!(barred.starts_with("Thử làm việc không được giao Bị từ chối 09:00 02/03/2026 · Duyet db Địa chỉ trang /api/v1/loans/nowhere/repayments"), "{barred}");
        assert!(barred.contains("Từ địa chỉ 127.0.0.1"), "{barred}");
        // Before and after side by side, where something stood before: a record of the register.
        let path = format!("/api/v1/cooperatives/{}", team.cooperative);
        team.appraiser.api(Method::Patch, &path, &json!({ "members": 15 })).await.is(200);
        let system: Vec<String> = pages(&council, "/audit?fund=system").await.concat();
        assert!(system[0].starts_with("Sửa thông tin hợp tác xã 09:00 02/03/2026 · Tham db Hợp tác xã HTX db"), "{}", system[0]);
        assert!(system[0].contains("members 12 15") && system[0].contains("version 1 1"), "{}", system[0]);
    }

    /// Page by page and by the door: every row once, and the hashes are what the description says they are.
    async fn the_trail_is_paged_and_its_chain_can_be_checked_outside(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        a_day_at_the_fund(world, &team).await;
        for _ in 0..30 {
            team.deed(&team.cashier, "loans/x/sign", &json!({ "number": "2", "date": "2026-03-02" })).await.refuses(404, "not_found");
        }
        let council = council(world).await;
        council.api_token().await;
        let rows = world.audit().await;
        let turned = pages(&council, "/audit").await;
        let sizes: Vec<usize> = turned.iter().map(Vec::len).collect();
        assert_eq!(sizes.iter().sum::<usize>(), rows.len());
        assert!(sizes.len() > 1 && sizes[..sizes.len() - 1].iter().all(|size| *size == 50), "{sizes:?}");

        let found = events(&council, 200).await;
        assert_eq!(found.iter().map(|event| event["id"].as_str().expect("an id")).collect::<Vec<_>>(), rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>());
        for limit in [7, 50] {
            assert_eq!(events(&council, limit).await, found, "{limit} a page");
        }
        let mut heads: std::collections::BTreeMap<String, (i64, String)> = std::collections::BTreeMap::new();
        for event in &found {
            let chain = event["chain"].as_str().expect("a chain").to_owned();
            let (seq, hash) = heads.remove(&chain).unwrap_or((0, "0".repeat(64)));
            assert_eq!((event["seq"].as_i64(), event["previous_hash"].as_str()), (Some(seq + 1), Some(hash.as_str())));
            let at = chrono::DateTime::parse_from_rfc3339(event["at"].as_str().expect("an instant")).expect("RFC 3339").timestamp();
            let part = |name: &str| event[name].clone();
            let body = json!([
                part("chain"), part("seq"), part("id"), at, part("actor_id"), part("actor_name"), part("action"), part("outcome"),
                part("object_kind"), part("object_id"), part("before"), part("after"), part("address"), part("previous_hash"),
            ]);
            assert_eq!(event["hash"], hex::encode(Sha256::digest(body.to_string())), "{event}");
            heads.insert(chain, (seq + 1, event["hash"].as_str().expect("a hash").to_owned()));
        }
        for odd in ["limit=0", "limit=201", "limit=x", "after=%00", "after=%E2%80%AE"] {
            council.api_get(&format!("/api/v1/audit?{odd}")).await.refuses(422, "invalid");
        }
        assert_eq!(council.api_get("/api/v1/audit?after=zzz").await.is(200).json(), json!({ "items": [], "next": null }));
    }

    /// Narrowed to a fund or to one object; what is no filter of ours finds nothing and breaks nothing.
    async fn the_trail_is_narrowed(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 1_000_000_000).await;
        let loan = a_day_at_the_fund(world, &team).await;
        other.begin(AMOUNT).await;
        let council = council(world).await;
        for (fund, count) in [("db-htx", &team.fund_id), ("sl-htx", &other.fund_id)] {
            let rows = world.audit().await.into_iter().filter(|row| row.chain == *count).count();
            let shown: Vec<String> = pages(&council, &format!("/audit?fund={fund}")).await.concat();
            assert_eq!(shown.len(), rows, "{fund}");
            assert!(shown.iter().all(|item| item.contains(&format!("Số trong chuỗi {fund}/"))));
        }
        let about: Vec<String> = pages(&council, &format!("/audit?kind=loan&object={loan}")).await.concat();
        let rows = world.audit().await.into_iter().filter(|row| row.object_id == loan).count();
        assert_eq!((about.len(), rows), (rows, 7));
        assert!(about.iter().all(|item| item.contains("Khoản vay KV-2026-00001")));
        council.get(&format!("/audit?kind=loan&object={loan}")).await.says("Chỉ các dòng về Khoản vay KV-2026-00001 · Bỏ lọc");
        for odd in ["fund=nowhere", "fund=%00", "fund=%F0%9F%98%80", "object=%00", "object='%20OR%201=1", "before=%00", "before=0", "kind=%00&object=x", "fund=%E2%80%AE", &format!("object={}", "x".repeat(5_000))] {
            council.get(&format!("/audit?{odd}")).await.is(200).says("Không có dòng nhật ký nào khớp với bộ lọc này.");
        }
        council.get("/audit?fund=&object=&before=").await.is(200).says("Khoản vay KV-2026-00001");
    }

    /// The auditor of one fund reads that fund's chain; nobody without the duty reads any.
    async fn the_trail_is_not_for_others(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let other = world.team("sl", 1_000_000_000).await;
        a_day_at_the_fund(world, &team).await;
        for person in [&team.applicant, &team.appraiser, &team.approver, &team.cashier, &team.administrator] {
            person.sign_in(PASSWORD).await.is(303);
            person.get("/audit").await.is(403).is_silent_about("KV-2026");
            person.get("/audit/verify").await.is(403);
            person.post("/audit/verify", &[]).await.is(403);
            person.api_get("/api/v1/audit").await.refuses(403, "forbidden");
        }
        world.stranger().get("/audit").await.is(303);
        world.stranger().send(Method::Get, "/api/v1/audit", &[], b"").await.refuses(401, "unauthenticated");
        for (auditor, fund) in [(&team.auditor, &team.fund_id), (&other.auditor, &other.fund_id)] {
            auditor.sign_in(PASSWORD).await.is(303);
            let found = events(auditor, 200).await;
            let own = world.audit().await.into_iter().filter(|row| row.chain == *fund).count();
            assert_eq!(found.len(), own);
            assert!(found.iter().all(|event| event["chain"] == **fund));
            assert_eq!(pages(auditor, "/audit").await.concat().len(), own);
            assert!(pages(auditor, "/audit?fund=system").await.concat().is_empty());
        }
        assert!(pages(&other.auditor, "/audit?fund=db-htx").await.concat().is_empty());
        other.auditor.get("/audit").await.is(200).is_silent_about("KV-2026").is_silent_about("db-htx");
    }
}
