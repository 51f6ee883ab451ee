//! The pages: an appraiser proposes with before and after in view, an approver decides, the cooperative reads the same.
use serde_json::json;

use super::{MILLION, adjustment, running};
use crate::world::hidden_value;

/// The form of an adjustment as the page has it.
fn form<'a>(plan: &'a str, step: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("kind", "term_adjustment"),
        ("date", "2026-07-01"),
        ("plan", plan),
        ("request/by", "HTX dienbien-htx"),
        ("request/on", "28/06/2026"),
        ("request/document", "Đơn đề nghị số 03/2026"),
        ("reason", "Mất mùa, thu hoạch muộn"),
        ("step", step),
    ]
}

const PLAN: &str = "02/10/2026 80.000.000\n2027-03-02 120000000 đồng";

story! {
    /// From the loan's page to the letter, by pages alone.
    async fn a_change_is_carried_by_pages(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let (appraiser, approver, applicant) = (&desk.lending.appraiser, &desk.lending.approver, &desk.lending.applicant);
        appraiser.get(&desk.at("")).await.is(200).says("Đề nghị điều chỉnh, gia hạn, miễn giảm …");
        for person in [approver, applicant, &desk.lending.cashier] {
            person.get(&desk.at("")).await.is(200).is_silent_about("/restructure\"");
        }
        let choices = appraiser.get(&desk.at("restructure")).await.is(200);
        let choices = choices.says("Điều chỉnh kỳ hạn trả nợ").says("Gia hạn nợ").says("Thay đổi lãi suất").says("Miễn, giảm lãi").says("Khoanh nợ").says("Xử lý rủi ro");
        assert!(choices.text().contains("restructure?kind=extension"));
        let page = appraiser.get(&format!("{}?kind=term_adjustment", desk.at("restructure"))).await.is(200);
        // The plan to begin with: the three coming dates, all that is owed.
        page.says("02/09/2026 66.666.000 02/12/2026 66.666.000 02/03/2027 66.668.000").says("Tổng phải bằng dư nợ gốc 200.000.000 ₫.");
        let tried = appraiser.post(&desk.at("restructure"), &form(PLAN, "try")).await.is(200);
        let tried = tried.says("Lịch trả nợ mới").says("Nhóm nợ của riêng khoản vay này: Nhóm 2 (CLS-03) → Nhóm 3 (CLS-04).").says("Kỳ cuối 02/03/2027 02/03/2027");
        assert!(hidden_value(&tried.text(), "kind").as_deref() == Some("term_adjustment"));
        tried.says("Tổng tiền lãi còn phải trả tăng");
        let answer = appraiser.post(&desk.at("restructure"), &form(PLAN, "propose")).await.is(303);
        let file = answer.location().to_owned();
        appraiser.follow(answer).await.is(200).says("Đã lập đề nghị CC-2026-").says("Chờ quyết định").says("Rút đề nghị");
        let read = applicant.get(&file).await.is(200).says("Đơn đề nghị số 03/2026").says("Mất mùa, thu hoạch muộn").says("80.000.000");
        read.is_silent_about("Phê duyệt và ghi sổ").is_silent_about("Rút đề nghị</button>");
        let page = approver.get(&file).await.is(200).says("Xem kỹ trước và sau rồi quyết định.");
        let version = hidden_value(&page.text(), "version").expect("a version");
        approver.post(&format!("{file}/reject"), &[("reason", ""), ("version", &version)]).await.is(422).says("Cần điền mục này.");
        approver.post(&format!("{file}/approve"), &[("note", "Đồng ý"), ("version", "7")]).await.is(409).says("Nội dung này vừa được người khác thay đổi");
        let answer = approver.post(&format!("{file}/approve"), &[("note", "Đồng ý"), ("version", &version)]).await.leads_to(&file);
        approver.follow(answer).await.is(200).says("Đã phê duyệt và ghi sổ").says("Chinh dienbien-htx");
        world.expect_mail("restructured", &applicant.email).await;
        for person in [applicant, &desk.lending.cashier] {
            let loan = person.get(&desk.at("")).await.is(200).says("Điều chỉnh kỳ hạn trả nợ").says("Lý do: Mất mùa, thu hoạch muộn").says("Theo đề nghị số: CC-2026-00001");
            loan.says("02/10/2026 80.000.000").says("Đã cơ cấu lại 1 lần.").says("Nhóm 3");
        }
        approver.post(&format!("{file}/approve"), &[("note", "")]).await.is(409).says("«Đã duyệt»");
    }

    /// Every other kind has its form; what is wrong is said at its field, in lines of the plan too.
    async fn a_form_says_what_is_wrong_where_it_is(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let appraiser = &desk.lending.appraiser;
        for kind in ["extension", "rate", "interest_waiver", "freeze", "write_off"] {
            appraiser.get(&format!("{}?kind={kind}", desk.at("restructure"))).await.is(200).says("Lập đề nghị");
        }
        appraiser.get(&format!("{}?kind=moratorium", desk.at("restructure"))).await.is(200).says("Đề nghị thay đổi gì?");
        for (plan, said) in [
            ("", "Cần điền mục này."),
            ("02/10/2026", "Dòng 1: Mỗi dòng gồm ngày đến hạn và số tiền gốc"),
            ("02/10/2026 80.000.000\n31/02/2027 120.000.000", "Dòng 2: Không có ngày này."),
            ("02/10/2026 80.000.000\n02/03/2027 một trăm", "Dòng 2: Mỗi dòng gồm"),
            ("02/10/2026 80.000.000\n02/03/2027 12x", "Dòng 2: Chưa phải là số tiền."),
            ("02/10/2026 80.000.000\n01/07/2026 120.000.000", "Dòng 2: Ngày đến hạn phải sau hôm nay (01/07/2026)."),
            ("02/10/2026 80.000.000\n03/03/2027 120.000.000", "Dòng 2: Điều chỉnh kỳ hạn không được vượt quá ngày đến hạn cuối cùng 02/03/2027."),
            ("02/10/2026 80.000.000", "Tổng gốc của lịch mới là 80.000.000 ₫, phải bằng dư nợ gốc 200.000.000 ₫."),
        ] {
            for step in ["try", "propose"] {
                appraiser.post(&desk.at("restructure"), &form(plan, step)).await.is(422).says(said);
            }
        }
        let mut bare = form(PLAN, "propose");
        bare.retain(|(name, _)| !name.starts_with("request/"));
        appraiser.post(&desk.at("restructure"), &bare).await.is(422).says("Cần điền mục này.");
        appraiser.post(&desk.at("restructure"), &[("kind", "x"), ("step", "try")]).await.is(422).says("Đề nghị thay đổi gì?");
        appraiser.post(&desk.at("restructure"), &[("kind", "write_off"), ("reason", "x")]).await.is(422).says("Cần điền mục này.");
        assert_eq!(desk.book().await.events.len(), 1);
        let answer = appraiser.post(&desk.at("restructure"), &[("kind", "interest_waiver"), ("amount", "1.000.000"), ("inability", "true"), ("reason", "Thiên tai")]).await.is(303);
        let file = answer.location().to_owned();
        appraiser.get(&file).await.is(200).says("1.000.000 ₫").says("Vì khách hàng không đủ khả năng trả");
        let answer = appraiser.post(&format!("{file}/withdraw"), &[]).await.leads_to(&file);
        appraiser.follow(answer).await.is(200).says("Đã rút đề nghị.");
    }

    /// In English every page says the same.
    async fn an_english_reader_reads_english(world: &World) {
        let desk = running(world, "2026-07-01").await;
        let id = desk.proposed(&adjustment()).await;
        let applicant = &desk.lending.applicant;
        applicant.post("/language", &[("lang", "en"), ("back", "/")]).await.is(303);
        let page = applicant.get(&format!("/restructurings/{id}")).await.is(200);
        page.says("Before and after").says("Waiting for its decision").says("Debt group of this loan alone: Group 2 → Group 3.").is_silent_about("CLS-0").is_silent_about("Trước và sau");
        let total = desk.position().await.total_to_settle.as_dong();
        assert!(total > 200 * MILLION);
        applicant.get(&desk.at("settle")).await.is(200).says("Settlement quote");
        let payment = json!({ "date": "2026-07-01", "amount": MILLION });
        desk.post(&desk.lending.cashier, &format!("loans/{}/repayments", desk.loan), &payment).await.is(201);
        world.expect_mails("repayment").await;
    }
}
