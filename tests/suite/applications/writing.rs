//! The form: saved as one goes, checked while typing, sent in, taken back.
use coopfund::access::Duty;
use coopfund::domain::application::State;
use rocket::http::Method;

use super::cast::{PLAN, amount, begin, cast, draft, id, save, state, submitted, version};
use crate::bad_input::{broken_bodies, each_field, refused};
use crate::world::{Answer, Person, hidden_value, of_cooperative, staff};

/// Sends the form as the page's script does.
async fn by_script(person: &Person, path: &str, fields: &[(&str, &str)]) -> Answer {
    let token = person.form_token().await;
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.append_pair("token", &token).extend_pairs(fields);
    let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("X-Requested-With", "fetch")];
    person.send(Method::Post, path, &headers, body.finish().as_bytes()).await
}

/// The plan with other values in some fields.
fn plan_but<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let other = |name: &str| changed.iter().find(|(changed, _)| *changed == name).map(|(_, value)| *value);
    PLAN.iter().map(|(name, value)| (*name, other(name).unwrap_or(value))).collect()
}

story! {
    /// A cooperative begins, fills in, checks and sends its application, and has a receipt on screen and by mail.
    async fn a_cooperative_applies(world: &World) {
        let cast = cast(world).await;
        cast.applicant.get("/applications").await.is(200).says("Chưa có hồ sơ nào");
        cast.applicant.get("/applications/new").await.is(200).says("HTX Thanh Đông").says("dienbien-htx");
        let path = draft(&cast).await;
        let page = cast.applicant.get(&format!("{path}/edit")).await.is(200);
        let page = page.says("Vay được tối đa 450.000.000 ₫, theo giới hạn «Dư nợ một khách hàng».").says("12 kỳ trả nợ");
        assert!(page.text().contains("value=\"300.000.000\""));
        cast.applicant.get(&format!("{path}/collateral")).await.is(200).says("Tài sản 1").says("12 kỳ trả nợ");
        cast.applicant.get(&path).await.is(200).says("Bản nháp").says("Đến lượt hợp tác xã");
        let check = cast.applicant.get(&format!("{path}/submit")).await.is(200);
        check.says("Ba trăm triệu đồng").says("500.000.000 ₫").says("Tôi cam đoan");
        cast.applicant.post(&format!("{path}/submit"), &[]).await.is(422).says("Cần điền mục này.");
        assert_eq!(state(world, &path).await, State::Draft);
        let sent = cast.applicant.submit(&format!("{path}/submit"), &[("declared", "true")]).await.is(200);
        sent.says("Số biên nhận của bạn: HS-2026-00001").says("Đến lượt cán bộ thẩm định, hạn 16/03/2026").says("Nộp hồ sơ");
        let mail = world.expect_mail("receipt", &cast.applicant.email).await;
        assert_eq!(mail.fact("number"), "HS-2026-00001");
        assert_eq!(mail.link(), path);
        cast.applicant.get("/applications?status=submitted").await.is(200).says("HS-2026-00001").says("Đã nộp 1");
        cast.applicant.get("/applications?status=draft").await.is(200).is_silent_about("HS-2026-00001");
    }

    /// What is missing is listed before anything can be sent.
    async fn an_unfinished_application_says_what_is_missing(world: &World) {
        let cast = cast(world).await;
        let path = begin(&cast.applicant, &[("fund", "dienbien-htx")]).await;
        save(&cast.applicant, &path, &[("amount", "300000000")]).await.is(303);
        cast.applicant.get(&path).await.is(200).says("Còn thiếu 6 mục");
        cast.applicant.get(&format!("{path}/submit")).await.is(200).says("Mục đích vay: Cần điền mục này.").is_silent_about("name=\"declared\"");
        cast.applicant.post(&format!("{path}/submit"), &[("declared", "true")]).await.is(422).says("Cần điền mục này.");
        assert_eq!(state(world, &path).await, State::Draft);
    }

    /// Amounts are read as people type them, and what could mean two things is refused with the reason and given back as typed.
    async fn amounts_are_read_as_people_type_them(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        for (typed, dong) in [("1.000.000", 1_000_000), ("1 000 000", 1_000_000), ("1,000,000", 1_000_000), ("250000000 đồng", 250_000_000), ("5.000.000 ₫", 5_000_000)] {
            save(&cast.applicant, &path, &plan_but(&[("amount", typed)])).await.leads_to(&format!("{path}/edit"));
            assert_eq!(amount(world, &path).await, dong, "{typed}");
        }
        for (typed, why) in [
            ("1.000,5", "Chỉ dùng đồng chẵn"),
            ("1e6", "Chưa phải là số tiền"),
            ("-5", "Số tiền không được âm"),
            ("0", "Phải lớn hơn 0"),
            ("1.00.000", "Dấu chấm phân nhóm"),
            ("1000000000000000000", "Số tiền quá lớn"),
            ("mười triệu", "Chưa phải là số tiền"),
        ] {
            let answer = save(&cast.applicant, &path, &plan_but(&[("amount", typed), ("purpose", "Mua máy sấy")])).await.is(422).says(why);
            assert!(answer.text().contains(&format!("value=\"{typed}\"")), "{typed} is given back");
            answer.says("Mua máy sấy");
            assert_eq!(amount(world, &path).await, 5_000_000, "{typed} changed nothing");
        }
        for (field, typed, why) in [("term_months", "12,5", "Cần một số nguyên"), ("term_months", "601", "Phải từ 1 đến 600"), ("jobs_supported", "-1", "Phải từ 0"), ("method", "gift", "Hãy chọn"), ("repay_every_months", "2", "Hãy chọn")] {
            save(&cast.applicant, &path, &plan_but(&[(field, typed)])).await.is(422).says(why);
        }
    }

    /// A line of security can be added and removed without any script, and nothing that was typed is lost.
    async fn security_is_listed_line_by_line(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let mut fields = PLAN.to_vec();
        fields.extend([("do", "line"), ("section", "collateral")]);
        save(&cast.applicant, &path, &fields).await.leads_to(&format!("{path}/collateral?line=1#collateral/1/kind"));
        let page = cast.applicant.get(&format!("{path}/collateral?line=1")).await.is(200);
        assert!(page.text().contains("name=\"collateral/1/value\"") && !page.text().contains("name=\"collateral/2/value\""));
        let half = [("collateral/1/kind", "vehicle"), ("collateral/1/description", "Xe tải 2,5 tấn"), ("collateral/1/value", "")];
        fields.extend(half);
        let answer = save(&cast.applicant, &path, &fields).await.is(422).says("Cần điền mục này.");
        assert!(answer.text().contains("Xe tải 2,5 tấn") && answer.text().contains("name=\"collateral/2/value\""), "one more line is there");
        fields.retain(|(name, _)| *name != "collateral/1/value" && *name != "do");
        fields.push(("collateral/1/value", "200.000.000"));
        save(&cast.applicant, &path, &fields).await.is(303);
        cast.applicant.get(&path).await.is(200).says("Xe tải 2,5 tấn").says("700.000.000 ₫");
        fields.push(("remove", "0"));
        save(&cast.applicant, &path, &fields).await.leads_to(&format!("{path}/collateral"));
        cast.applicant.get(&path).await.is(200).says("Xe tải 2,5 tấn").is_silent_about("2.000 m2");
    }

    /// The script saves as one goes: what is right is kept, what is not is named, and the form goes on from the new version.
    async fn what_is_typed_is_saved_as_one_goes(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let first = version(&cast.applicant, &format!("{path}/edit")).await;
        let typed = plan_but(&[("amount", "200.000.000"), ("project_cost", "1.000,5")]);
        let mut fields = typed.clone();
        fields.push(("version", &first));
        let answer = by_script(&cast.applicant, &path, &fields).await.is(200).says("Đã lưu, trừ: Tổng chi phí");
        let next = answer.header("x-version").expect("a version").to_owned();
        assert_eq!(next, version(&cast.applicant, &format!("{path}/edit")).await);
        assert_eq!(amount(world, &path).await, 200_000_000);
        by_script(&cast.applicant, &path, &fields).await.is(409).says("người khác thay đổi");
        fields.retain(|(name, _)| *name != "version");
        fields.push(("version", &next));
        by_script(&cast.applicant, &path, &fields).await.is(200);
    }

    /// The panel beside the form answers what is typed and saves nothing.
    async fn the_panel_answers_while_typing(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let live = format!("{path}/preview");
        let answer = by_script(&cast.applicant, &live, &plan_but(&[("amount", "460.000.000")])).await.is(200);
        answer.says("Chưa đủ điều kiện").says("Dư nợ một khách hàng: Không đạt").says("CF-27").says("12 kỳ trả nợ").is_silent_about("<html");
        by_script(&cast.applicant, &live, &plan_but(&[("amount", "1.000,5")])).await.is(422).says("Số tiền muốn vay: Chỉ dùng đồng chẵn");
        by_script(&cast.applicant, &live, &plan_but(&[("term_months", "37")])).await.is(200).says("bội số");
        by_script(&cast.applicant, &live, &[("amount", "")]).await.is(200).says("Điền số tiền, thời hạn");
        assert_eq!(amount(world, &path).await, 300_000_000);
        cast.approver.get(&live).await.is(404);
    }

    /// On a thin line every answer is packed for who can unpack it, that beside a form and a form shown again too; none of these is one
    /// to be kept by its tag.
    async fn answers_to_forms_are_packed(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let token = cast.applicant.form_token().await;
        for (to, amount, status) in [(format!("{path}/preview"), "460.000.000", 200), (path, "1.000,5", 422)] {
            let mut fields = plan_but(&[("amount", amount)]);
            fields.push(("token", &token));
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
            let ask = async |takes: &str| {
                let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Accept-Encoding", takes)];
                cast.applicant.send(Method::Post, &to, &headers, body.as_bytes()).await.is(status)
            };
            let (packed, plain) = (ask("gzip, br").await, ask("identity").await);
            assert_eq!((packed.header("content-encoding"), plain.header("content-encoding")), (Some("gzip"), None), "{to}");
            assert!(packed.body.len() * 2 < plain.body.len(), "{to}: {} of {} bytes", packed.body.len(), plain.body.len());
            assert_eq!((packed.header("etag"), plain.header("etag")), (None, None));
        }
    }

    /// Two pages of one application: the second to be saved is told, loses nothing, and may then replace the first.
    async fn a_stale_form_loses_nothing(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let old = version(&cast.applicant, &format!("{path}/edit")).await;
        save(&cast.applicant, &path, &plan_but(&[("amount", "310.000.000")])).await.is(303);
        let mut fields = plan_but(&[("amount", "320.000.000"), ("purpose", "Câu vừa gõ")]);
        fields.push(("version", &old));
        let answer = cast.applicant.post(&path, &fields).await.is(409).says("chưa được lưu").says("Câu vừa gõ");
        assert_eq!(amount(world, &path).await, 310_000_000);
        let fresh = hidden_value(&answer.text(), "version").expect("a version");
        fields.retain(|(name, _)| *name != "version");
        fields.push(("version", &fresh));
        cast.applicant.post(&path, &fields).await.is(303);
        assert_eq!(amount(world, &path).await, 320_000_000);
    }

    /// An appraiser writes an application for a cooperative that comes to the counter; the cooperative sees it.
    async fn an_appraiser_applies_on_behalf(world: &World) {
        let cast = cast(world).await;
        cast.appraiser.get("/applications/new?q=thanh%20dong").await.is(200).says("HTX Thanh Đông");
        cast.appraiser.get("/applications/new?q=khong%20co").await.is(200).says("Không tìm thấy");
        cast.appraiser.post("/applications", &[("fund", "dienbien-htx")]).await.is(422).says("Cần điền mục này.");
        let code = world.cooperative_code(&cast.cooperative).await;
        let path = begin(&cast.appraiser, &[("fund", "dienbien-htx"), ("cooperative", &code)]).await;
        save(&cast.appraiser, &path, &PLAN).await.is(303);
        cast.applicant.get(&path).await.is(200).says("300.000.000 ₫");
        cast.approver.get(&path).await.is(404);
        cast.approver.get("/applications/new").await.is(403);
        cast.approver.post("/applications", &[("fund", "dienbien-htx"), ("cooperative", &code)]).await.is(403);
    }

    /// A second press of the button that begins an application finds the first one.
    async fn a_second_click_begins_nothing_new(world: &World) {
        let cast = cast(world).await;
        let fields = [("fund", "dienbien-htx"), ("key", "one-click")];
        let path = begin(&cast.applicant, &fields).await;
        assert_eq!(begin(&cast.applicant, &fields).await, path);
        cast.applicant.post("/applications", &[("fund", "nowhere"), ("key", "another")]).await.is(422);
    }

    /// Taken back after a question, an application is closed for good; a second press changes nothing.
    async fn an_application_is_withdrawn(world: &World) {
        let cast = cast(world).await;
        let path = submitted(world, &cast).await;
        cast.applicant.get(&format!("{path}/withdraw")).await.is(200).says("không mở lại được");
        cast.applicant.submit(&format!("{path}/withdraw"), &[]).await.is(200).says("Đã rút hồ sơ HS-2026-00001");
        world.expect_mail("withdrawn", &cast.applicant.email).await;
        assert_eq!(state(world, &path).await, State::Withdrawn);
        cast.applicant.submit(&format!("{path}/withdraw"), &[]).await.is(200).says("Chưa có gì thay đổi");
        cast.applicant.get(&format!("{path}/edit")).await.leads_to(&path);
        cast.applicant.post(&path, &[("version", "4")]).await.is(409);
        cast.appraiser.get(&path).await.is(200).says("Hồ sơ đã kết thúc");
    }

    /// Somebody else's application answers like a missing one, on every page and for every deed.
    async fn another_cooperatives_application_does_not_exist(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let other = world.cooperative("HTX Mường Luân").await;
        let stranger = world.person("Lả", &[of_cooperative(&other)]).await;
        let elsewhere = world.fund("son-la", "A", 1_000_000_000).await;
        let colleague = world.person("Vân", &[staff(Duty::Appraiser, &elsewhere)]).await;
        for person in [&stranger, &colleague] {
            for page in ["", "/edit", "/collateral", "/cooperative", "/plan", "/workforce", "/statements", "/papers", "/submit", "/withdraw"] {
                person.get(&format!("{path}{page}")).await.is(404);
            }
            for deed in ["", "/preview", "/cooperative", "/plan", "/workforce", "/statements", "/submit", "/withdraw"] {
                person.post(&format!("{path}{deed}"), &[("declared", "true"), ("version", "2")]).await.is(404);
            }
            person.get("/applications").await.is(200).is_silent_about(id(&path));
        }
        for deed in ["return", "appraise", "approve", "reject"] {
            cast.applicant.post(&format!("{path}/{deed}"), &[]).await.is(403);
        }
        world.stranger().get(&path).await.is(303);
        assert_eq!(state(world, &path).await, State::Draft);
    }

    /// Whatever is typed into the form is kept as it is or refused with a sentence.
    async fn the_form_takes_anything(world: &World) {
        let cast = cast(world).await;
        let path = draft(&cast).await;
        let expect = |what: &str, answer: Answer| {
            if answer.status != 303 {
                refused(what, answer);
            }
        };
        each_field(&cast.applicant, &path, &PLAN, expect).await;
        each_field(&cast.applicant, "/applications", &[("fund", "dienbien-htx"), ("cooperative", "")], expect).await;
        for form in ["", "/preview", "/submit", "/withdraw"] {
            broken_bodies(&cast.applicant, &format!("{path}{form}")).await;
        }
        cast.applicant.get("/applications?status=%00&before=zzz&fund=%27").await.is(200);
    }
}
