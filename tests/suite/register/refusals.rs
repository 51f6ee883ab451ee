//! What the register does not take: each wrong thing has its sentence, and nothing is changed.
use rocket::http::Method;
use serde_json::{Value as Json, json};

use super::{enter, entry, patch, with};
use crate::bad_input::{broken_bodies, nasty_texts, refused};
use crate::world::dump::difference;

story! {
    /// Each wrong thing gets its sentence, and nothing is changed.
    async fn the_form_takes_anything_and_keeps_none_of_it(world: &World) {
        let fund = world.lending("dienbien-htx").await;
        let path = enter(&fund.appraiser, &[]).await;
        let before = world.dump_but_audit().await;
        let long = "d".repeat(100_000);
        let cases = [
            ("code", "", "Cần điền mục này."),
            ("name", " ", "Cần điền mục này."),
            ("commune", "", "Cần điền mục này."),
            ("province", "", "Cần điền mục này."),
            ("sector", "", "Cần điền mục này."),
            ("sector", "mining", "Hãy chọn một trong các mục."),
            ("kind", "company", "Hãy chọn một trong các mục."),
            ("status", "sleeping", "Hãy chọn một trong các mục."),
            ("size_class", "huge", "Hãy chọn một trong các mục."),
            ("members", "1000000000000000000", "Phải từ 0 đến 1.000.000."),
            ("members", "99999999999999999999999", "Phải từ 0 đến 1.000.000."),
            ("members", "-1", "Phải từ 0 đến 1.000.000."),
            ("members", "12,5", "Cần một số nguyên."),
            ("members", "１２", "Cần một số nguyên."),
            ("founded", "2026-02-30", "Không có ngày này."),
            ("founded", "30/02/2026", "Không có ngày này."),
            ("founded", "hôm qua", "Không có ngày này."),
            ("founded", "2026-03-03", "Ngày phải từ 01/01/1945 đến 02/03/2026."),
            ("founded", "1944-12-31", "Ngày phải từ 01/01/1945 đến 02/03/2026."),
            ("status_since", "03/03/2026", "Ngày phải từ 01/01/1945 đến 02/03/2026."),
            ("email", "htx.example.vn", "Chưa phải địa chỉ thư điện tử."),
            ("email", "a@b@c", "Chưa phải địa chỉ thư điện tử."),
            ("phone", "không có", "Có ký tự không dùng được"),
            ("phone", "0123456789012345678901234567890", "Dài quá; tối đa 30 ký tự."),
            ("name", "HTX\0", "Có ký tự không dùng được"),
            ("name", "\u{202e}XTH", "Có ký tự không dùng được"),
            ("representative", "Lò\u{200f}Văn", "Có ký tự không dùng được"),
            ("name", &long, "Dài quá; tối đa 200 ký tự."),
            ("note", &long, "Dài quá; tối đa 2000 ký tự."),
        ];
        for (name, value, sentence) in cases {
            let form = with(entry(), &[("code", "0100112437"), ("version", "1"), (name, value)]);
            for address in ["/cooperatives", &path] {
                let answer = fund.appraiser.post(address, &form).await.is(422).says(sentence);
                assert!(answer.text().contains(&format!("<a href=\"#{name}\">")), "{name} = {value:.20} is named at the top");
            }
        }
        broken_bodies(&fund.appraiser, "/cooperatives").await;
        broken_bodies(&fund.appraiser, &path).await;
        assert_eq!(difference(&before, &world.dump_but_audit().await), Vec::<String>::new());
    }

    /// Whatever stands in whichever field: a refusal with a sentence, or a record that shows exactly that, never a failure.
    async fn no_field_breaks_the_register(world: &World) {
        let fund = world.lending("dienbien-htx").await;
        let path = enter(&fund.appraiser, &[]).await;
        for (what, value) in nasty_texts() {
            for (name, _) in entry() {
                let version = fund.auditor.api_get(&format!("/api/v1{path}")).await.json()["version"].to_string();
                let answer = fund.appraiser.post(&path, &with(entry(), &[("version", &version), (name, &value)])).await;
                if answer.status != 303 {
                    refused(&format!("{what} in {name}"), answer);
                    continue;
                }
                let kept = fund.auditor.api_get(&format!("/api/v1{path}")).await.is(200).json();
                let kept = kept[name].as_str().unwrap_or_default().to_owned();
                let as_typed = kept.is_empty() || value.trim().is_empty() || kept.eq_ignore_ascii_case(value.trim());
                assert!(as_typed, "{what} in {name} became {kept:?}");
                fund.auditor.get(&path).await.is(200).is_silent_about("<script>alert");
                fund.auditor.get("/cooperatives").await.is(200).is_silent_about("<script>alert");
            }
            let query: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
            for asked in [format!("/cooperatives?q={query}"), format!("/cooperatives?status={query}"), format!("/cooperatives?after={query}")] {
                let answer = fund.auditor.get(&asked).await;
                assert!(answer.status < 500, "{what} in {}: {}", asked.get(..30).unwrap_or(&asked), answer.status);
            }
        }
    }

    /// What a program may send and no form would.
    async fn the_door_refuses_each_wrong_field_where_it_stands(world: &World) {
        let fund = world.lending("dienbien-htx").await;
        let path = enter(&fund.appraiser, &[]).await;
        fund.appraiser.api_token().await;
        let before = world.dump_but_audit().await;
        let long = "x".repeat(100_000);
        for (name, value, code) in [
            ("members", json!(1_000_000_000_000_000_000_i64), "out_of_range"),
            ("members", json!(-1), "out_of_range"),
            ("members", json!(1.5), "wrong_type"),
            ("members", json!("12"), "wrong_type"),
            ("members", json!(10_000_000_000_000_000_000_u64), "wrong_type"),
            ("founded", json!("2026-02-30"), "not_a_date"),
            ("founded", json!("2026-3-1"), "not_a_date"),
            ("founded", json!("2027-01-01"), "date_out_of_range"),
            ("founded", json!(20260101), "wrong_type"),
            ("status", json!("asleep"), "not_a_choice"),
            ("status", json!(["active"]), "wrong_type"),
            ("sector", json!("Trồng trọt"), "not_a_choice"),
            ("name", Json::Null, "required"),
            ("name", json!("a\u{0}b"), "bad_characters"),
            ("name", json!("\u{202e}x"), "bad_characters"),
            ("note", json!(long), "too_long"),
            ("code", json!("x"), "not_a_code"),
            ("email", json!("x"), "not_an_email"),
            ("colour", json!("red"), "unknown_field"),
        ] {
            let problem = patch(&fund.appraiser, &path, &json!({ name: value })).await.refuses(422, "invalid").json();
            let first = &problem["errors"][0];
            assert_eq!((first["pointer"].as_str(), first["code"].as_str()), (Some(format!("/{name}").as_str()), Some(code)), "{problem}");
            assert!(first["detail"].as_str().is_some_and(|sentence| sentence.ends_with('.')), "{problem}");
        }
        let all = fund.appraiser.api(Method::Post, "/api/v1/cooperatives", &json!({})).await.refuses(422, "invalid").json();
        let mut missing: Vec<&str> = all["errors"].as_array().expect("errors").iter().filter_map(|error| error["pointer"].as_str()).collect();
        missing.sort_unstable();
        assert_eq!(missing, ["/code", "/commune", "/name", "/province", "/sector"], "all at once");
        assert_eq!(difference(&before, &world.dump_but_audit().await), Vec::<String>::new());
    }
}
