//! The register of cooperatives: entered, found without diacritics, changed by whoever may, paged; and what it refuses.
//!
//! Check digits by hand (law.md ID-02: 10 less the weighted sum mod 11): 560012345 has 31·5 + 29·6 + 17·1 + 13·2 + 7·3 + 5·4 + 3·5
//! = 428, 428 mod 11 = 10, so the tenth digit is 0.
mod refusals;

use coopfund::access::Duty;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use crate::world::dump::difference;
use crate::world::{Answer, Person, of_cooperative, staff};

type Form<'a> = Vec<(&'a str, &'a str)>;

/// Everything the form asks for.
fn entry() -> Form<'static> {
    vec![
        ("code", "5600123450"),
        ("name", "HTX Dịch vụ nông nghiệp Mường Luân"),
        ("kind", "cooperative"),
        ("old_registration", "62.B.8.000.017"),
        ("founded", "01/05/2022"),
        ("status", "active"),
        ("status_since", "2022-05-01"),
        ("sector", "crops"),
        ("members", "12"),
        ("size_class", "micro"),
        ("representative", "Lò Văn Pánh"),
        ("address", "Bản Mường Luân 1"),
        ("commune", "Mường Luân"),
        ("province", "Điện Biên"),
        ("email", "Htx.MuongLuan@example.vn"),
        ("phone", "0215 3 825 825"),
        ("note", "Liên kết với 26 hộ"),
    ]
}

/// The form with some fields otherwise.
fn with<'a>(mut form: Form<'a>, changes: &[(&'a str, &'a str)]) -> Form<'a> {
    for (name, value) in changes {
        form.retain(|(field, _)| field != name);
        form.push((name, value));
    }
    form
}

/// Enters a cooperative by the page; the address of its record.
async fn enter(by: &Person, changes: &[(&str, &str)]) -> String {
    let answer = by.post("/cooperatives", &with(entry(), changes)).await.is(303);
    answer.location().to_owned()
}

/// The names a search finds, on the page and by the door, in the order of the list.
async fn found(by: &Person, query: &str) -> Vec<String> {
    let encoded: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    let page = by.get(&format!("/cooperatives?q={encoded}")).await.is(200).text();
    let shown: Vec<String> = page
        .split("<td><a href=\"/cooperatives/")
        .skip(1)
        .filter_map(|cell| Some(cell.split("<b>").nth(1)?.split("</b>").next()?.to_owned()))
        .collect();
    let listed = by.api_get(&format!("/api/v1/cooperatives?search={encoded}")).await.is(200).json();
    let listed: Vec<&str> =
        listed["items"].as_array().expect("items").iter().filter_map(|item| item["name"].as_str()).collect();
    assert_eq!(shown, listed, "page and door find the same for {query}");
    shown
}

async fn patch(by: &Person, path: &str, body: &Json) -> Answer {
    by.api(Method::Patch, &format!("/api/v1{path}"), body).await
}

story! {
    /// Entered by the page with all it has, read back on the page, by the door and in the trail; ceased, then dissolved.
    async fn a_cooperative_is_entered_with_all_it_has(world: &World) {
        let fund = world.lending("dienbien-htx").await;
        fund.appraiser.get("/cooperatives/new").await.is(200).says("Ghi hợp tác xã mới");
        let answer = fund.appraiser.post("/cooperatives", &entry()).await.is(303);
        let page = fund.appraiser.follow(answer.clone()).await.is(200).says("Đã ghi vào sổ.");
        let page = page.says("Mã số thuế 5600123450 Loại hình Hợp tác xã Số giấy chứng nhận cũ 62.B.8.000.017 Ngày thành lập 01/05/2022");
        let page = page.says("Người đại diện theo pháp luật Lò Văn Pánh Địa chỉ Bản Mường Luân 1 Xã, phường Mường Luân Tỉnh Điện Biên");
        let page = page.says("Thư điện tử htx.muongluan@example.vn Điện thoại 0215 3 825 825");
        page.says("Lĩnh vực Trồng trọt Số thành viên 12 Quy mô Siêu nhỏ Ghi chú Liên kết với 26 hộ").is_silent_about("Chữ số kiểm tra");
        let path = answer.location();
        let record = fund.auditor.api_get("/api/v1/cooperatives/5600123450").await.is(200).json();
        assert_eq!(format!("/cooperatives/{}", record["id"].as_str().expect("an id")), path);
        let expected = json!({
            "id": record["id"], "code": "5600123450", "code_suspect": false, "old_registration": "62.B.8.000.017", "kind": "cooperative",
            "name": "HTX Dịch vụ nông nghiệp Mường Luân", "address": "Bản Mường Luân 1", "commune": "Mường Luân", "province": "Điện Biên",
            "sector": "crops", "founded": "2022-05-01", "members": 12, "size_class": "micro", "representative": "Lò Văn Pánh",
            "email": "htx.muongluan@example.vn", "phone": "0215 3 825 825", "status": "active", "status_since": "2022-05-01",
            "note": "Liên kết với 26 hộ", "version": 1,
        });
        assert_eq!(record, expected);
        let row = world.expect_audit("cooperative.enter", "done").await;
        assert_eq!((row.actor_name, row.before), (fund.appraiser.name.clone(), None));
        assert_eq!(row.after.expect("what was entered").0["representative"], "Lò Văn Pánh");

        for (status, since, word) in [("ceased", "2025-12-31", "Ngừng hoạt động"), ("dissolved", "2026-02-27", "Đã giải thể"), ("active", "2026-03-02", "Đang hoạt động")] {
            let form = fund.appraiser.get(&format!("{path}/edit")).await.is(200);
            let version = crate::world::hidden_value(&form.text(), "version").expect("the version");
            let moved = with(entry(), &[("status", status), ("status_since", since), ("version", &version)]);
            fund.appraiser.submit(path, &moved).await.is(200).says("Đã lưu thay đổi.").says(word);
            assert_eq!(fund.auditor.api_get(&format!("/api/v1{path}")).await.json()["status"], status);
            let listed = fund.cashier.get(&format!("/cooperatives?status={status}")).await.is(200);
            listed.says("HTX Dịch vụ nông nghiệp Mường Luân");
        }
        fund.cashier.get("/cooperatives?status=dissolved").await.is(200).says("Không tìm thấy hợp tác xã nào");
        let row = world.expect_audit("cooperative.change", "done").await;
        let told = |doc: Option<coopfund::store::Doc<Json>>| doc.expect("a record").0["status"].clone();
        assert_eq!((told(row.before), told(row.after)), (json!("dissolved"), json!("active")));
    }

    /// Every word typed stands somewhere in code, name, commune, province or representative, with or without its diacritics.
    async fn a_name_is_found_without_its_diacritics(world: &World) {
        let fund = world.lending("son-la").await;
        let names = [
            ("5600000015", "HTX Cà phê Chiềng Xét", "Chiềng An", "Sơn La", "Lù Thị Ón"),
            ("5600000022", "HTX Rau quả Thanh Đông", "Mường Thanh", "Điện Biên", "Trần Đức Độ"),
            ("5600000030", "HTX Dệt thổ cẩm Na Sang II", "Núa Ngam", "Điện Biên", "Lò Thị Viên"),
        ];
        for (code, name, commune, province, who) in names {
            enter(&fund.appraiser, &[("code", code), ("name", name), ("commune", commune), ("province", province), ("representative", who)]).await;
        }
        let [coffee, fruit, brocade] = names.map(|row| row.1);
        // The fund's own cooperative stands in Điện Biên too; its code begins like the others and may stand anywhere among them.
        let ours = |mut found: Vec<String>| {
            found.retain(|name| name != "HTX son-la");
            found
        };
        for (query, expected) in [
            ("dien bien", vec![fruit, brocade]),
            ("Điện Biên", vec![fruit, brocade]),
            ("ĐIỆN  BIÊN", vec![fruit, brocade]),
            ("Điện Biên".to_owned().replace('ệ', "e\u{323}\u{302}").as_str(), vec![fruit, brocade]),
            ("chieng xet", vec![coffee]),
            ("xet chieng", vec![coffee]),
            ("tran duc do", vec![fruit]),
            ("nua ngam", vec![brocade]),
            ("son la", vec![coffee]),
            ("5600000030", vec![brocade]),
            ("htx det tho cam na sang ii nua ngam", vec![brocade]),
            ("htx det tho cam na sang iii", vec![]),
            ("chieng muong", vec![]),
            ("100%", vec![]),
            ("_______________", vec![coffee, fruit, brocade]),
            ("\\", vec![coffee, fruit, brocade]),
            ("' OR 1=1 --", vec![]),
        ] {
            assert_eq!(ours(found(&fund.auditor, query).await), expected, "{query}");
        }
        // Changed, it is found by what it is called now.
        let path = format!("/api/v1/cooperatives/{}", "5600000015");
        fund.appraiser.api(Method::Patch, &path, &json!({ "name": "HTX Hồng Hà" })).await.is(200);
        assert_eq!(found(&fund.auditor, "hong ha").await, ["HTX Hồng Hà"]);
        assert!(found(&fund.auditor, "chieng xet").await.is_empty());
    }

    /// A wrong check digit stands on old certificates: a warning. What can be no tax code at all is refused.
    async fn a_wrong_check_digit_is_a_warning_and_nonsense_is_refused(world: &World) {
        let fund = world.lending("dienbien-htx").await;
        let warning = "Chữ số kiểm tra của mã số thuế không khớp.";
        for (typed, kept, suspect) in [
            ("5600 123 450", "5600123450", false),
            ("5600123451", "5600123451", true),
            ("0314409058-002", "0314409058002", false),
            ("0314409050-002", "0314409050002", true),
            ("011085001234", "011085001234", false),
        ] {
            let path = enter(&fund.appraiser, &[("code", typed)]).await;
            let record = fund.appraiser.api_get(&format!("/api/v1{path}")).await.is(200).json();
            assert_eq!((&record["code"], &record["code_suspect"]), (&json!(kept), &json!(suspect)), "{typed}");
            let page = fund.appraiser.get(&path).await.is(200);
            assert_eq!(page.words().contains(warning), suspect, "{typed}");
        }
        let before = world.dump_but_audit().await;
        for typed in ["abc", "12345", "01001124370", "010011243A", "0100-112437", "0100000000", "0314409058-000", "000085001234", "０１００１１２４３７", "-5600123450"] {
            let answer = fund.appraiser.post("/cooperatives", &with(entry(), &[("code", typed)])).await.is(422);
            let answer = answer.says("Không phải mã số thuế: cần 10, 12 hoặc 13 chữ số");
            assert!(answer.text().contains(&format!("value=\"{typed}\"")), "what was typed still stands: {typed}");
        }
        fund.appraiser.post("/cooperatives", &with(entry(), &[("code", "5600 123 450")])).await.is(422).says("Đã có bản ghi khác dùng giá trị này.");
        assert_eq!(difference(&before, &world.dump_but_audit().await), Vec::<String>::new());
        // Corrected, the warning goes.
        let path = "/cooperatives/5600123451";
        patch(&fund.appraiser, path, &json!({ "code": "5600123450" })).await.refuses(422, "invalid");
        let mended = patch(&fund.appraiser, path, &json!({ "code": "0100112437" })).await.is(200).json();
        assert_eq!((&mended["code"], &mended["code_suspect"]), (&json!("0100112437"), &json!(false)));
    }

    /// Two people open the form, both save: the second is told, keeps what they typed, and may then decide.
    async fn a_stale_record_is_a_conflict(world: &World) {
        let fund = world.lending("dienbien-htx").await;
        let path = enter(&fund.appraiser, &[]).await;
        let other = world.person("Quản trị", &[staff(Duty::Administrator, &fund.fund)]).await;
        let first = with(entry(), &[("version", "1"), ("members", "13")]);
        fund.appraiser.post(&path, &first).await.leads_to(&path);
        let second = with(entry(), &[("version", "1"), ("members", "14"), ("phone", "0900 000 000")]);
        let told = other.post(&path, &second).await.is(409).says("Bản ghi vừa được người khác sửa.");
        assert_eq!(crate::world::hidden_value(&told.text(), "phone").as_deref(), Some("0900 000 000"), "what was typed is not lost");
        assert_eq!(crate::world::hidden_value(&told.text(), "version").as_deref(), Some("2"));
        let record = async || fund.auditor.api_get(&format!("/api/v1{path}")).await.is(200).json();
        assert_eq!((&record().await["members"], &record().await["version"]), (&json!(13), &json!(2)));
        let row = world.expect_audit("cooperative.change", "refused").await;
        assert_eq!(row.actor_name, "Quản trị");
        other.post(&path, &with(second, &[("version", "2")])).await.leads_to(&path);
        assert_eq!((&record().await["members"], &record().await["version"]), (&json!(14), &json!(3)));

        // A program says which version it saw.
        let bearer = format!("Bearer {}", fund.appraiser.api_token().await);
        let send = async |version: &str| {
            let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json"), ("If-Match", version)];
            fund.appraiser.send(Method::Patch, &format!("/api/v1{path}"), &headers, br#"{"members": 15}"#).await
        };
        for stale in ["1", "\"2\"", "4", "-1", "9223372036854775807"] {
            send(stale).await.refuses(409, "conflict");
        }
        send("x").await.is(400);
        assert_eq!(send("\"3\"").await.is(200).json()["members"], 15);
        for version in ["", "x", "0", "99999999999999999999"] {
            other.post(&path, &with(entry(), &[("version", version)])).await.is(409);
        }
    }

    /// The cooperative sees itself and keeps its contact; another is not there for it; staff who do not keep the register only read.
    async fn the_register_is_kept_by_whom_it_concerns(world: &World) {
        let fund = world.lending("dienbien-htx").await;
        let path = enter(&fund.appraiser, &[]).await;
        let own = world.person("Pánh", &[of_cooperative(path.rsplit('/').next().expect("an id"))]).await;
        let before = world.dump_but_audit().await;
        for end in ["", "/edit"] {
            fund.applicant.get(&format!("{path}{end}")).await.is(404);
            own.get(&format!("{path}{end}")).await.is(200);
        }
        for id in [path.as_str(), "/cooperatives/5600123450", "/cooperatives/00000000-0000-7000-8000-000000000000", "/cooperatives/%00"] {
            fund.applicant.post(id, &with(entry(), &[("version", "1"), ("phone", "1")])).await.is(404);
            fund.applicant.api_get(&format!("/api/v1{id}")).await.refuses(404, "not_found");
            patch(&fund.applicant, id, &json!({ "phone": "1" })).await.refuses(404, "not_found");
        }
        for reader in [&fund.cashier, &fund.approver, &fund.auditor] {
            reader.get(&path).await.is(200).is_silent_about("/edit");
            reader.get(&format!("{path}/edit")).await.is(403);
            reader.get("/cooperatives/new").await.is(403);
            reader.post("/cooperatives", &with(entry(), &[("code", "0100112437")])).await.is(403);
            reader.post(&path, &with(entry(), &[("version", "1"), ("phone", "1")])).await.is(403);
        }
        for applicant in [&fund.applicant, &own] {
            applicant.get("/cooperatives").await.is(403);
            applicant.get("/cooperatives/new").await.is(403);
            applicant.post("/cooperatives", &entry()).await.is(403);
        }
        world.stranger().get(&path).await.is(303);
        assert_eq!(difference(&before, &world.dump_but_audit().await).into_iter().filter(|row| !row.contains("record_views")).filter(|row| !row.contains("api_tokens")).collect::<Vec<_>>(), Vec::<String>::new());

        // Of its own record it changes the contact; what else is sent along is passed over, the name stays the register's.
        let contact = [("version", "1"), ("representative", "Lò Thị Mai"), ("phone", "0912 345 678"), ("email", "mai@example.vn"), ("address", ""), ("name", "HTX Khác"), ("status", "dissolved")];
        own.submit(&path, &contact).await.is(200).says("Lò Thị Mai").says("HTX Dịch vụ nông nghiệp Mường Luân").says("Đang hoạt động");
        let record = own.api_get(&format!("/api/v1{path}")).await.is(200).json();
        assert_eq!((&record["phone"], &record["address"], &record["members"]), (&json!("0912 345 678"), &Json::Null, &json!(12)));
        patch(&own, &path, &json!({ "status": "dissolved" })).await.refuses(403, "forbidden");
        world.expect_audit("cooperative.change", "refused").await;
    }

    /// Sixty cooperatives: each stands in the list once, in the order of the codes, whatever the size of a page.
    async fn the_list_is_paged(world: &World) {
        let fund = world.lending("dienbien-htx").await;
        for number in 0..60 {
            world.cooperative(&format!("HTX Nậm Pồ {number:02}")).await;
        }
        let mut shown: Vec<String> = Vec::new();
        let mut address = "/cooperatives?q=nam+po".to_owned();
        let mut sizes = Vec::new();
        loop {
            let page = fund.auditor.get(&address).await.is(200).text();
            let codes: Vec<String> = page.split("data-label=\"Mã số thuế\">").skip(1).map(|cell| cell.chars().take_while(char::is_ascii_digit).collect()).collect();
            sizes.push(codes.len());
            shown.extend(codes);
            let next = page.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
            match next {
                Some(next) => address = next.replace("&#38;", "&").replace("&amp;", "&"),
                None => break,
            }
            assert!(sizes.len() < 5, "the list ends");
        }
        assert_eq!(sizes, [50, 10]);
        let mut sorted = shown.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(shown, sorted);
        let last = fund.auditor.get(&address).await.says("Mới hơn");
        assert!(last.text().contains("rel=\"prev\" href=\"/cooperatives?q=nam+po\""), "and back to the first page");

        for limit in [7, 30, 60, 200] {
            let (mut listed, mut after) = (Vec::new(), String::new());
            loop {
                let page = fund.auditor.api_get(&format!("/api/v1/cooperatives?search=nam%20po&limit={limit}{after}")).await.is(200).json();
                listed.extend(page["items"].as_array().expect("items").iter().filter_map(|item| item["code"].as_str().map(str::to_owned)));
                match page["next"].as_str() {
                    Some(next) => after = format!("&after={next}"),
                    None => break,
                }
            }
            assert_eq!(listed, sorted, "{limit} a page");
        }
    }
}
