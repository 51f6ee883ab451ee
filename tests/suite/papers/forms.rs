//! The application as a paper: everything its parts say, for whom it is meant, and laid out so that it can be printed and signed.
use coopfund::access::Duty;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use super::{pages, raw_text, read_by_others};
use crate::world::team::{Team, id_of};
use crate::world::{PASSWORD, Person, World, staff};

const LONG: &str = "Hợp tác xã thu mua quả của 214 hộ thành viên ở bốn bản vùng cao, sơ chế tại xưởng rồi bán theo hợp đồng bao tiêu dài hạn; ";

/// All that an application can say, at its longest.
fn long_parts() -> [(&'static str, Json); 3] {
    let costs: Vec<Json> = (1..=20)
        .map(|n| json!({ "what": format!("Hạng mục {n}: dây chuyền sấy lạnh, đóng gói hút chân không và kho bảo quản"), "amount": 15_000_000 }))
        .collect();
    let text = format!("{}\nĐoạn hai: giá thoả thuận từng vụ, thanh toán trong 15 ngày.", LONG.repeat(20));
    let plan = json!({ "cost_lines": costs, "buyers": text, "inputs": text, "preservation": text, "risks": text, "succession": text });
    let groups = [json!(["ethnic_minority"]), json!(["disabled", "ethnic_minority", "ex_prisoner"])];
    let people: Vec<Json> = (1..=60)
        .map(|n| json!({ "name": format!("Lò Thị Pánh {n}"), "born": 1960 + n % 40, "groups": groups[n % 2] }))
        .collect();
    let workforce = json!({ "workers": 120, "women": 75, "people": people });
    [("plan", plan), ("workforce", workforce), ("statements", statements())]
}

/// B01 and B02 that come out, of both years.
fn statements() -> Json {
    let line = |amount: i64| json!({ "this_year": amount, "last_year": amount - amount / 10 });
    let all = |amounts: &[(&str, i64)]| {
        amounts.iter().map(|(code, amount)| ((*code).to_owned(), line(*amount))).collect::<serde_json::Map<_, _>>()
    };
    let position = [
        ("110", 1_000_000_000),
        ("120", 20),
        ("130", 30),
        ("137", 10),
        ("140", 40),
        ("150", 200_000_000),
        ("151", 260_000_000),
        ("152", -60_000_000),
        ("160", 0),
        ("170", 70),
        ("180", -60),
        ("200", 1_200_000_100),
        ("300", 100_000_100),
        ("310", 100),
        ("350", 100_000_000),
        ("400", 1_100_000_000),
        ("410", 1_000_000_000),
        ("420", 100_000_000),
        ("500", 1_200_000_100),
    ];
    let result = [
        ("01", 9_000_000_000),
        ("02", 0),
        ("10", 9_000_000_000),
        ("11", 8_000_000_000),
        ("12", 900_000_000),
        ("20", 100_000_000),
        ("31", 10),
        ("32", 10),
        ("40", 0),
        ("50", 100_000_000),
        ("51", 0),
        ("60", 100_000_000),
    ];
    json!({ "year": 2025, "form": "circular71", "position": all(&position), "result": all(&result) })
}

/// An application of programme B with everything in it; the path of its form.
async fn long(world: &World, team: &Team, fund: &str) -> String {
    let mut wanted = team.wanted(200_000_000);
    wanted["fund"] = json!(fund);
    wanted["purpose"] = json!(format!("{}\nvà trồng mới 5 ha", LONG.repeat(4)));
    wanted["project_cost"] = json!(300_000_000);
    wanted["own_capital"] = json!(100_000_000);
    let thing = |n: i64| json!({ "kind": "land", "description": format!("Thửa đất số {n}: {}", LONG.repeat(3)), "value": 50_000_000 });
    wanted["collateral"] = (1..=20).map(thing).collect();
    let id = id_of(&team.deed(&team.applicant, "applications", &wanted).await.is(201));
    for (part, content) in long_parts() {
        team.applicant.api(Method::Put, &format!("/api/v1/applications/{id}/{part}"), &content).await.is(200);
    }
    team.applicant.sign_in(PASSWORD).await.is(303);
    team.applicant
        .upload(&format!("/applications/{id}/papers"), "legal", "giấy đăng ký.pdf", b"%PDF-1.7\n%%EOF\n")
        .await
        .is(303);
    assert_eq!(world.today().to_string(), "2026-03-02");
    format!("/applications/{id}/form.pdf")
}

async fn form(person: &Person, path: &str) -> Vec<u8> {
    let file = person.get(path).await.is(200).body;
    assert!(person.get(path).await.is(200).body == file, "the same form has other bytes");
    file
}

/// Every word within the margins, a heading never last on its page, the number of the page on each.
fn well_laid_out(file: &[u8]) {
    let Some(text) = raw_text(file, &["-layout"]) else { return };
    let count = pages(file);
    let sheets: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert_eq!(sheets.len(), count);
    for (at, sheet) in sheets.iter().enumerate() {
        let lines: Vec<&str> = sheet.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let [.., last, foot] = lines.as_slice() else { panic!("page {} is empty", at + 1) };
        assert!(foot.ends_with(&format!("Trang {}/{count}", at + 1)), "{foot}");
        let heading = last.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok());
        assert!(!heading, "a heading is left alone: {last}");
    }
    let boxes = raw_text(file, &["-bbox"]).expect("the same program");
    let edge = |word: &str, name: &str| -> f32 {
        let value = word.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.and_then(|value| value.parse().ok()).expect("an edge")
    };
    for word in boxes.lines().filter(|line| line.contains("<word ")) {
        assert!(edge(word, "xMin") >= 84.0 && edge(word, "xMax") <= 554.0, "beside the margins: {word}");
        assert!(edge(word, "yMin") >= 39.0 && edge(word, "yMax") <= 815.0, "above or below the margins: {word}");
    }
}

story! {
    /// The longest application is printed whole: nothing beside the margins, heads of tables again on each page, pages numbered.
    async fn the_longest_application_is_a_form_to_sign(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        world.fund("dienbien-vl", "B-old", 2_000_000_000).await;
        let path = long(world, &team, "dienbien-vl").await;
        let file = form(&team.applicant, &path).await;
        let Some(text) = read_by_others(&file) else { return };
        for part in [
            "1. Người đề nghị vay vốn", "HTX db", "Lĩnh vực: Trồng trọt", "2. Nội dung đề nghị vay", "Bằng chữ: Hai trăm triệu đồng", "và trồng mới 5 ha", "3. Phương án sản xuất, kinh doanh",
            "20 Hạng mục 20", "Tổng chi phí 300.000.000 ₫", "Vốn tự có", "100.000.000 ₫", "Bán cho ai", "Ai thay người đứng đầu", "Đoạn hai: giá thoả thuận",
            "4. Lao động", "Tổng số lao động: 120 người", "60 Lò Thị Pánh 60 1980", "5. Tài sản bảo đảm", "Thửa đất số 20: Hợp tác xã", "Tổng giá trị", "1.000.000.000 ₫",
            "6. Báo cáo tài chính hai năm", "Thông tư 71/2024/TT-BTC", "152 Hao mòn luỹ kế (số âm) -60.000.000 -54.000.000", "Năm 2025 Năm 2024", "60 Lợi nhuận sau thuế (50 − 51) 100.000.000 90.000.000",
            "7. Giấy tờ kèm theo", "giấy đăng ký.pdf", "Đã tải lên", "8. Cam đoan", "NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT", "Điện Biên, ngày …… tháng …… năm",
        ] {
            assert!(text.contains(part), "{part:?} is not in: {text}");
        }
        assert!(text.matches("Họ và tên").count() > 1, "the head of the table stands on its first page only");
        well_laid_out(&file);
    }

    /// Who works there is named to those who write or decide; others who may read the application read how many.
    async fn the_form_names_the_workers_to_those_who_decide(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let fund = world.lending_fund("dienbien-htx", 3_000_000_000).await;
        let auditor = world.person("Kiểm", &[staff(Duty::Auditor, &fund)]).await;
        let appraiser = world.person("Thẩm", &[staff(Duty::Appraiser, &fund)]).await;
        world.arrange(async |tx| tx.execute("UPDATE funds SET programme = 'B-new' WHERE code = 'dienbien-htx'", vec![]).await).await;
        let path = long(world, &team, "dienbien-htx").await;
        let sent = path.trim_end_matches("/form.pdf");
        team.applicant.post(&format!("{sent}/submit"), &[("declared", "true")]).await.leads_to(sent);
        world.expect_mail("receipt", &team.applicant.email).await;
        let Some(named) = read_by_others(&form(&appraiser, &path).await) else { return };
        assert!(named.contains("60 Lò Thị Pánh 60") && named.contains("Điện Biên, ngày 02 tháng 03 năm 2026"));
        let unnamed = read_by_others(&form(&auditor, &path).await).expect("the same program");
        assert!(!unnamed.contains("Pánh"), "{unnamed}");
        for part in ["Thuộc nhóm ưu tiên (mỗi người tính 60 người", "Người khuyết tật: 30 người", "Bản này không ghi tên người lao động"] {
            assert!(unnamed.contains(part), "{part:?} is not in: {unnamed}");
        }
    }

    /// A form hardly begun has dots to be filled in by hand, and is one as well.
    async fn an_empty_form_is_filled_in_by_hand(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let id = id_of(&team.deed(&team.applicant, "applications", &json!({ "fund": team.fund })).await.is(201));
        team.applicant.sign_in(PASSWORD).await.is(303);
        let file = form(&team.applicant, &format!("/applications/{id}/form.pdf")).await;
        let Some(text) = read_by_others(&file) else { return };
        for part in ["Số tiền muốn vay: ……", "Bán cho ai ……", "Không có tài sản bảo đảm.", "Chưa kê khai báo cáo tài chính.", "1 Giấy đề nghị vay vốn Chưa có", "7. Cam đoan"] {
            assert!(text.contains(part), "{part:?} is not in: {text}");
        }
        assert!(!text.contains("Lao động"), "this programme does not ask who works there");
        well_laid_out(&file);
    }
}
