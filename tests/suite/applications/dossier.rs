//! The parts of an application beside the loan: each is saved on its own, checked, and read again by the fund.
use coopfund::access::Duty;
use coopfund::args;
use rocket::http::Method;
use serde_json::{Value as Json, json};

use super::cast::{PLAN, begin, cast, draft, id, save, version};
use crate::bad_input::{each_field, refused};
use crate::world::{Answer, Person, World, of_cooperative, staff};

/// Saves a part as its page shows it.
async fn write(person: &Person, path: &str, part: &str, typed: &[(&str, &str)]) -> Answer {
    let page = format!("{path}/{part}");
    let version = version(person, &page).await;
    let mut fields = typed.to_vec();
    fields.push(("version", &version));
    person.post(&page, &fields).await
}

const TEXTS: [(&str, &str); 5] = [
    ("buyers", "Hợp đồng 3 năm với siêu thị Điện Biên Phủ"),
    ("inputs", "Giống của Trung tâm khuyến nông"),
    ("preservation", "Kho lạnh 20 tấn"),
    ("risks", "Giá xuống: bán cho bếp ăn trường học"),
    ("succession", "Phó giám đốc Lò Thị Pánh"),
];
const COSTS: [(&str, &str); 4] = [
    ("cost_lines/0/what", "Kho lạnh"),
    ("cost_lines/0/amount", "300.000.000"),
    ("cost_lines/1/what", "Xe tải 2,5 tấn"),
    ("cost_lines/1/amount", "100.000.000"),
];

/// The cost of the project as the application has it.
async fn project_cost(world: &World, path: &str) -> i64 {
    let sql = "SELECT COALESCE(project_cost, CAST(0 AS BIGINT)) FROM applications WHERE id = $1";
    let row: Option<(i64,)> = world.office().store.glance(sql, args![id(path)]).await.expect("readable");
    row.expect("the application").0
}

/// B01 and B02 that come out, as the page names the cells.
fn sound() -> Vec<(&'static str, &'static str)> {
    vec![
        ("year", "2025"),
        ("form", "circular71"),
        ("this/110", "100.000.000"),
        ("this/150", "200.000.000"),
        ("this/151", "260.000.000"),
        ("this/152", "-60.000.000"),
        ("this/200", "300.000.000"),
        ("this/300", "100.000.000"),
        ("this/350", "100.000.000"),
        ("this/400", "200.000.000"),
        ("this/410", "200.000.000"),
        ("this/500", "300.000.000"),
        ("this/01", "1.000.000.000"),
        ("this/10", "1.000.000.000"),
        ("this/11", "900.000.000"),
        ("this/20", "100.000.000"),
        ("this/50", "100.000.000"),
        ("this/60", "100.000.000"),
    ]
}

story! {
    /// The list shows what is done and what is not; every part leads back to it.
    async fn the_parts_stand_in_one_list(world: &World) {
        let cast = cast(world).await;
        let path = begin(&cast.applicant, &[("fund", "dienbien-htx")]).await;
        let list = cast.applicant.get(&path).await.is(200).says("Đã xong 0 trên 6 phần.");
        let list = list.says("Thông tin hợp tác xã Chưa làm").says("Khoản vay Còn thiếu 7 mục").says("Báo cáo tài chính hai năm Chưa làm");
        list.says("Phương án sản xuất, kinh doanh Chưa làm").says("Tài sản bảo đảm Không bắt buộc").is_silent_about("Lao động Chưa làm");
        save(&cast.applicant, &path, &PLAN).await.is(303);
        let record = version(&cast.applicant, &format!("{path}/cooperative")).await;
        cast.applicant.post(&format!("{path}/cooperative"), &[("version", &record)]).await.leads_to(&format!("{path}#tasks"));
        let mut plan = [COSTS.as_slice(), &TEXTS].concat();
        plan.push(("do", "continue"));
        write(&cast.applicant, &path, "plan", &plan).await.leads_to(&format!("{path}#tasks"));
        write(&cast.applicant, &path, "statements", &sound()).await.leads_to(&format!("{path}/statements"));
        let list = cast.applicant.get(&path).await.is(200).says("Đã xong 4 trên 6 phần.").says("Hợp đồng 3 năm với siêu thị");
        list.says("Vốn chủ sở hữu trên nguồn vốn (400/500)").says("66,7 %");
        cast.applicant.get(&format!("{path}/submit")).await.is(200).says("Kho lạnh 20 tấn").says("Tôi cam đoan");
        cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.leads_to(&path);
        world.expect_mail("receipt", &cast.applicant.email).await;
        cast.appraiser.get(&path).await.is(200).says("Phó giám đốc Lò Thị Pánh").says("Xe tải 2,5 tấn").says("66,7 %");
        cast.applicant.get(&format!("{path}/plan")).await.leads_to(&path);
        write_refused(&cast.applicant, &path).await;
    }

    /// The lines of the plan are the cost of the project: neither the form nor a program can say another.
    async fn the_cost_is_that_of_the_lines(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        write(&cast.applicant, &path, "plan", &[("cost_lines/0/what", "Kho lạnh"), ("cost_lines/0/amount", "350.000.000")]).await.is(303);
        assert_eq!(project_cost(world, &path).await, 350_000_000);
        cast.applicant.get(&format!("{path}/edit")).await.is(200).says("Được cộng từ các dòng chi phí").is_silent_about("name=\"project_cost\"");
        let door = format!("/api/v1{path}");
        let other = cast.applicant.api(Method::Patch, &door, &json!({ "project_cost": 400_000_000 })).await.refuses(422, "invalid").json();
        assert_eq!(other["errors"][0]["pointer"], "/project_cost");
        cast.applicant.api(Method::Patch, &door, &json!({ "project_cost": 350_000_000, "amount": 200_000_000 })).await.is(200);
        let less = [("cost_lines/0/what", "Kho lạnh"), ("cost_lines/0/amount", "150.000.000")];
        write(&cast.applicant, &path, "plan", &less).await.is(303);
        // A loan above the cost is refused when it is sent, as without lines.
        cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.is(422).says("Phải từ 0 đến 150.000.000");
    }

    /// Lines are added and taken off without a script, and what was typed stays when something is wrong.
    async fn lines_come_and_go(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let page = format!("{path}/plan");
        let more = [COSTS.as_slice(), &[("do", "line")]].concat();
        write(&cast.applicant, &path, "plan", &more).await.leads_to(&format!("{page}?line=1#cost_lines/2/what"));
        let shown = cast.applicant.get(&format!("{page}?line=1")).await.is(200).says("Tổng chi phí: 400.000.000 ₫");
        assert!(shown.text().contains("name=\"cost_lines/2/amount\""));
        let wrong = [COSTS.as_slice(), &[("cost_lines/2/what", "Máy sấy"), ("cost_lines/2/amount", "1.000,5"), ("buyers", "Chợ Mường Thanh")]].concat();
        let again = write(&cast.applicant, &path, "plan", &wrong).await.is(422).says("Chỉ dùng đồng chẵn").says("Chợ Mường Thanh");
        assert!(again.text().contains("value=\"Máy sấy\"") && again.text().contains("value=\"1.000,5\""));
        assert_eq!(project_cost(world, &path).await, 400_000_000);
        let removed = [COSTS.as_slice(), &[("remove", "0")]].concat();
        write(&cast.applicant, &path, "plan", &removed).await.is(303);
        assert_eq!(project_cost(world, &path).await, 100_000_000);
    }

    /// Two people write two parts at once; the same part twice is told, and nothing is lost.
    async fn parts_do_not_get_into_each_others_way(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let colleague = world.person("Pánh", &[of_cooperative(&cast.cooperative)]).await;
        let (plan, statements) = (format!("{path}/plan"), format!("{path}/statements"));
        let (mine, theirs) = (version(&cast.applicant, &plan).await, version(&colleague, &statements).await);
        let mut typed = sound();
        typed.push(("version", &theirs));
        colleague.post(&statements, &typed).await.is(303);
        let fields = [COSTS.as_slice(), &[("version", mine.as_str())]].concat();
        cast.applicant.post(&plan, &fields).await.is(303);
        let late = [("buyers", "Câu vừa gõ"), ("version", mine.as_str())];
        colleague.post(&plan, &late).await.is(409).says("chưa được lưu").says("Câu vừa gõ");
        cast.applicant.get(&plan).await.is(200).says("Hà lưu lần cuối").is_silent_about("Câu vừa gõ");
    }

    /// What does not add up is said line by line, keeps nobody from saving, and keeps the application from being sent.
    async fn statements_are_checked_as_the_forms_demand(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let mut typed = sound();
        typed.retain(|(name, _)| *name != "this/500");
        typed.push(("this/500", "301.000.000"));
        write(&cast.applicant, &path, "statements", &typed).await.is(303);
        let page = cast.applicant.get(&format!("{path}/statements")).await.is(200);
        let page = page.says("Mã 500 (2025): ghi 301.000.000 ₫, nhưng 500 = 300 + 400 ra 300.000.000 ₫.");
        page.says("Mã 200 (2025): ghi 300.000.000 ₫, nhưng 200 = 500 ra 301.000.000 ₫.");
        cast.applicant.get(&path).await.is(200).says("2 chỗ chưa khớp");
        cast.applicant.get(&format!("{path}/submit")).await.is(200).says("có 2 chỗ chưa khớp").is_silent_about("name=\"declared\"");
        cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.is(422).says("có 2 chỗ chưa khớp");
        for (field, typed, why) in [("this/110", "1,5", "Chưa phải là số tiền"), ("this/110", "mười", "Chưa phải"), ("year", "20x5", "Cần một số nguyên"), ("year", "2099", "Phải từ 1997 đến 2025"), ("year", "2026", "năm gần nhất đã kết thúc"), ("year", "1996", "Phải từ 1997 đến 2025"), ("form", "gift", "Hãy chọn"), ("this/110", "9999999999999999999", "Chưa phải")] {
            let mut fields = sound();
            fields.retain(|(name, _)| *name != field);
            fields.push((field, typed));
            write(&cast.applicant, &path, "statements", &fields).await.is(422).says(why);
        }
        write(&cast.applicant, &path, "statements", &sound()).await.is(303);
        cast.applicant.get(&format!("{path}/statements")).await.is(200).says("Các dòng cộng khớp với nhau");
        cast.applicant.get(&path).await.is(200).says("Báo cáo tài chính hai năm Còn thiếu số liệu năm 2024");
        let before = ["110", "200", "400", "410", "500"].map(|code| (format!("last/{code}"), "90.000.000"));
        let both: Vec<_> = sound().into_iter().chain(before.iter().map(|(name, amount)| (name.as_str(), *amount))).collect();
        write(&cast.applicant, &path, "statements", &both).await.is(303);
        cast.applicant.get(&path).await.is(200).says("Báo cáo tài chính hai năm Đã xong");
    }

    /// A spreadsheet filled in from the one offered is read; what cannot be read is named by its cell.
    async fn statements_are_read_from_a_spreadsheet(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let import = format!("{path}/statements/import");
        let csv = "\u{feff}Mã số;Chỉ tiêu;Năm nay;Năm trước\n110;Tiền;5.000.000;4.000.000\n200;Tổng tài sản;5000000;4000000\n400;;5000000;4000000\n410;;5000000;4000000\n500;;5000000;4000000\n300;;0;0\n";
        let read = cast.applicant.upload(&import, "statements", "b01.csv", csv.as_bytes()).await;
        cast.applicant.follow(read).await.is(200).says("Đã đọc 6 dòng từ bảng tính.").says("Các dòng cộng khớp");
        let template = cast.applicant.get("/statements-form.xlsx").await.is(200);
        assert!(template.body.starts_with(b"PK"));
        // The one offered is empty: nothing that was typed is lost to it.
        let page = format!("{path}/statements");
        let shown = version(&cast.applicant, &page).await;
        cast.applicant.upload_over(&import, &shown, "mau.xlsx", &template.body).await.is(422).says("chưa có số tiền nào");
        cast.applicant.get(&page).await.is(200).says("Các dòng cộng khớp");
        // Somebody saved since the page was opened: their lines stay.
        write(&cast.applicant, &path, "statements", &sound()).await.is(303);
        cast.applicant.upload_over(&import, &shown, "b01.csv", csv.as_bytes()).await.is(409);
        let shown = version(&cast.applicant, &page).await;
        cast.applicant.upload_over(&import, &shown, "b01.csv", csv.as_bytes()).await.is(303);
        let wide = spanning_all();
        cast.applicant.upload_over(&import, &shown, "rong.xlsx", &wide).await.is(422).says("Không thấy cột");
        let ods = b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
        cast.applicant.upload_over(&import, &shown, "b01.ods", ods).await.is(422).says("lưu lại thành .xlsx");
        cast.applicant.upload(&import, "statements", "b01.csv", "Mã số;Năm nay;Năm trước\n110;1,5;2\n".as_bytes()).await.is(422).says("Ô B2 không phải số đồng chẵn");
        cast.applicant.upload(&import, "statements", "anh.png", b"\x89PNG\r\n\x1a\n\xff").await.is(422).says("Không đọc được tệp này");
        cast.applicant.upload(&import, "statements", "x.xlsx", b"PK\x03\x04 no archive").await.is(422).says("Không đọc được tệp này");
        cast.applicant.upload(&import, "statements", "x.csv", b"a;b\n1;2\n").await.is(422).says("Không thấy cột");
        cast.applicant.upload(&import, "statements", "rong.csv", b"").await.is(422).says("Cần điền mục này.");
        cast.applicant.upload(&import, "statements", "x.csv", &vec![b'1'; 3_000_000]).await.is(422).says("Bảng tính quá lớn").is_silent_about("chụp lại");
        let twice = "Mã số;Năm nay;Năm trước\n110;1;2\n110;1;3\n";
        cast.applicant.upload(&import, "statements", "x.csv", twice.as_bytes()).await.is(422).says("Mã 110 có hai số khác nhau: dòng 2 và dòng 3.");
        let stranger = world.person("Lả", &[of_cooperative(&world.cooperative("HTX Mường Luân").await)]).await;
        stranger.upload(&import, "statements", "b01.csv", csv.as_bytes()).await.is(404);
    }

    /// Programme B asks who works there: each person counts once, and the rules see the share.
    async fn the_workforce_is_counted_once(world: &World) {
        let cast = cast(world).await;
        let fund = world.fund("dienbien-vl", "B-new", 2_000_000_000).await;
        let path = begin(&cast.applicant, &[("fund", "dienbien-vl")]).await;
        cast.applicant.get(&path).await.is(200).says("Lao động Chưa làm");
        let person = |number: usize, name: &'static str, born: &'static str, group: &'static str| {
            vec![(format!("people/{number}/name"), name), (format!("people/{number}/born"), born), (format!("people/{number}/{group}"), "true")]
        };
        let mut people = person(0, "Lò Thị Pánh", "1990", "disabled");
        people.extend(person(0, "Lò Thị Pánh", "1990", "ethnic_minority").split_off(2));
        people.extend(person(1, "Cà Văn Ín", "1985", "ethnic_minority"));
        people.extend(person(2, "Vừ A Sử", "1979", "ex_prisoner"));
        let mut fields: Vec<(&str, &str)> = people.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        fields.extend([("workers", "10"), ("women", "4")]);
        write(&cast.applicant, &path, "workforce", &fields).await.is(303);
        let page = cast.applicant.get(&path).await.is(200).says("3 trên 10 lao động thuộc nhóm ưu tiên (30,0 %).");
        // The rate follows from who works there: nobody has to mend it.
        page.is_silent_about("xin sửa lại");
        // The trail has the numbers and a hash, and no name.
        let sql = "SELECT after FROM audit WHERE action = 'application.write' AND outcome = 'done'";
        let rows: Vec<(String,)> = world.office().store.list(sql, args![]).await.expect("readable");
        assert!(rows.len() == 1 && rows[0].0.contains("list_sha256") && !rows[0].0.contains("Pánh"), "{rows:?}");
        for (field, value, why) in [("workers", "2", "Phải từ 3"), ("women", "11", "Phải từ 0 đến 10"), ("people/1/name", "lò thị pánh", "mỗi người chỉ ghi một lần"), ("people/1/born", "2020", "Phải từ"), ("people/1/born", "", "Cần điền"), ("people/1/name", "", "Cần điền")] {
            let mut changed = fields.clone();
            changed.retain(|(name, _)| *name != field);
            changed.push((field, value));
            if value == "lò thị pánh" {
                changed.retain(|(name, _)| *name != "people/1/born");
                changed.push(("people/1/born", "1990"));
            }
            write(&cast.applicant, &path, "workforce", &changed).await.is(422).says(why);
        }
        // Names and groups are for those who write or decide; the numbers are for all who read the application.
        let auditor = world.person("Kiểm", &[staff(Duty::Auditor, &fund)]).await;
        let audited = auditor.api_get(&format!("/api/v1{path}/parts")).await;
        assert!(audited.status == 404 || !audited.text().contains("Pánh"));
        fields.retain(|(name, _)| *name != "people/2/ex_prisoner");
        write(&cast.applicant, &path, "workforce", &fields).await.is(422).says("Hãy chọn");
    }

    /// The facts of the register are looked at; once they change they are to be looked at again.
    async fn the_register_is_looked_at(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let page = format!("{path}/cooperative");
        cast.applicant.get(&page).await.is(200).says("HTX Thanh Đông").says("Thông tin trên đúng");
        cast.applicant.submit(&page, &[("version", "99")]).await.is(200).says("vừa được thay đổi");
        let seen = version(&cast.applicant, &page).await;
        cast.applicant.submit(&page, &[("version", &seen)]).await.is(200).says("Thông tin hợp tác xã Đã xong");
        let sql = "UPDATE cooperatives SET version = version + 1";
        world.office().store.write(async |tx| tx.execute(sql, args![]).await).await.expect("written");
        cast.applicant.get(&path).await.is(200).says("Thông tin hợp tác xã Cần xem lại");
    }

    /// Programs write the same parts, with the same checks.
    async fn programs_write_the_parts(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let door = format!("/api/v1{path}");
        let put = async |part: &str, body: Json| cast.applicant.api(Method::Put, &format!("{door}/{part}"), &body).await;
        let parts = put("plan", json!({ "cost_lines": [{ "what": "Kho lạnh", "amount": 400_000_000 }], "buyers": "Chợ" })).await.is(200).json();
        assert_eq!((&parts[0]["part"], &parts[0]["version"]), (&json!("plan"), &json!(1)));
        let amount = put("plan", json!({ "cost_lines": [{ "what": "Kho", "amount": 0 }] })).await.refuses(422, "invalid").json();
        assert_eq!(amount["errors"][0]["pointer"], "/cost_lines/0/amount");
        put("plan", json!({ "cost": [] })).await.refuses(422, "invalid");
        put("statements", json!({ "year": 2025, "position": { "999": {} } })).await.refuses(422, "invalid");
        let off = put("statements", json!({ "year": 2025, "position": { "200": { "this_year": 5 }, "500": { "this_year": 6 } } })).await.is(200).json();
        let written = off.as_array().expect("parts").iter().find(|part| part["part"] == "statements").expect("them");
        assert!(!written["mismatches"].as_array().expect("a list").is_empty());
        put("workforce", json!({ "workers": 3, "people": [{ "name": "A", "born": 1990, "groups": [] }] })).await.refuses(422, "invalid");
        let read = cast.appraiser.api_get(&format!("{door}/parts")).await.is(200).json();
        assert_eq!(read.as_array().map(Vec::len), Some(2));
        let stranger = world.person("Lả", &[of_cooperative(&world.cooperative("HTX Mường Luân").await)]).await;
        stranger.api_get(&format!("{door}/parts")).await.refuses(404, "not_found");
        stranger.api(Method::Put, &format!("{door}/plan"), &json!({})).await.refuses(404, "not_found");
    }

    /// Whatever is typed into a part is kept or refused with a sentence.
    async fn the_parts_take_anything(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let expect = |what: &str, answer: Answer| {
            if answer.status != 303 {
                refused(what, answer);
            }
        };
        let plan = [COSTS.as_slice(), &TEXTS].concat();
        each_field(&cast.applicant, &format!("{path}/plan"), &plan, expect).await;
        each_field(&cast.applicant, &format!("{path}/statements"), &[("year", "2025"), ("form", "circular71"), ("this/110", "1")], expect).await;
        each_field(&cast.applicant, &format!("{path}/workforce"), &[("workers", "5"), ("people/0/name", "A"), ("people/0/born", "1990"), ("people/0/disabled", "true")], expect).await;
    }
}

/// Nothing of a sent application can be written any more.
/// A small workbook that says it spans every cell there can be.
fn spanning_all() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "x").expect("written");
    sheet.write_number(1_048_575, 16_383, 1.0).expect("written");
    book.save_to_buffer().expect("a workbook")
}

async fn write_refused(person: &Person, path: &str) {
    for part in ["plan", "statements", "workforce"] {
        person.post(&format!("{path}/{part}"), &[("version", "1")]).await.is(409).says("không còn sửa được");
    }
}
