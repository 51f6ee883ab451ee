//! The PDFs: every figure of the books stands in them, for those who may read the loan, and twice the same bytes.
use serde_json::json;

use super::{pages, read_by_others, with_account};
use crate::world::team::{Team, tranche};
use crate::world::{PASSWORD, Person, World};

/// A loan of 120 million in two tranches, with a repayment.
async fn told(world: &World) -> (Team, String) {
    let team = world.team("db", 3_000_000_000).await;
    with_account(world, &team).await;
    let loan = team.signed(world, 120_000_000).await;
    for amount in [80_000_000, 40_000_000] {
        team.deed(&team.cashier, &format!("loans/{loan}/disbursements"), &tranche(world, amount)).await.is(201);
    }
    world.go_to("2026-06-02");
    let paid = json!({ "date": "2026-06-02", "amount": 1_814_795, "reference": "FT 77 – nộp tại quầy" });
    team.deed(&team.cashier, &format!("loans/{loan}/repayments"), &paid).await.is(201);
    for person in [&team.applicant, &team.cashier, &team.auditor] {
        person.sign_in(PASSWORD).await.is(303);
    }
    (team, loan)
}

async fn letters(world: &World) {
    for kind in ["receipt", "approved", "disbursed", "repayment"] {
        world.expect_mails(kind).await;
    }
}

/// The file at an address, which says all of this.
async fn says(person: &Person, path: &str, wanted: &[&str]) -> Vec<u8> {
    let answer = person.get(path).await.is(200);
    assert_eq!(answer.header("content-type"), Some("application/pdf"), "{path}");
    assert!(answer.body.starts_with(b"%PDF-1.") && pages(&answer.body) > 0, "{path}");
    if let Some(text) = read_by_others(&answer.body) {
        for part in wanted {
            assert!(text.contains(part), "{path} does not say {part:?}: {text}");
        }
    }
    let again = person.get(path).await.is(200);
    assert!(again.body == answer.body, "{path}: the same paper has other bytes");
    answer.body
}

story! {
    /// Contract, acknowledgements, schedule and statement hold what the books hold.
    async fn the_papers_of_a_loan_say_what_the_books_say(world: &World) {
        let (team, loan) = told(world).await;
        let at = |end: &str| format!("/loans/{loan}/{end}");
        let contract = [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc", "HỢP ĐỒNG TÍN DỤNG", "120.000.000 ₫", "Một trăm hai mươi triệu đồng",
            "Mua máy sấy cà phê", "36 tháng", "6 %/năm", "Đất nhà xưởng", "240.000.000 ₫", "HTX db", "Sacombank, số 0011012345678", "ĐẠI DIỆN BÊN B",
        ];
        says(&team.applicant, &at("contract.pdf"), &contract).await;
        team.applicant.get(&at("contract")).await.is(200).says("HỢP ĐỒNG TÍN DỤNG").says("Điều 9. Điều khoản chung").links_to(&at("contract.pdf"));
        let first = ["GIẤY NHẬN NỢ", "lần 1", "80.000.000 ₫", "Tám mươi triệu đồng", "Công ty Máy nông nghiệp", "Hoá đơn 0001"];
        says(&team.applicant, &at("acknowledgements/1.pdf"), &first).await;
        let second = ["lần 2", "40.000.000 ₫", "Luỹ kế đã nhận nợ: 120.000.000 ₫", "02/03/2029", "1.814.795"];
        says(&team.applicant, &at("acknowledgements/2.pdf"), &second).await;
        let schedule = ["LỊCH TRẢ NỢ", "1 02/06/2026 0 1.814.795 1.814.795 120.000.000 1.814.795 Đã trả đủ", "Tổng cộng", "KV-2026-00001"];
        let file = says(&team.auditor, &at("schedule.pdf"), &schedule).await;
        assert!(file.len() < 120_000, "{} bytes: the letters are not cut down to those used", file.len());
        let statement = ["SAO KÊ KHOẢN VAY", "Dư nợ gốc đến hết ngày 02/06/2026: 120.000.000 ₫", "Giải ngân", "FT 77 – nộp tại quầy", "1.814.795 ₫"];
        says(&team.cashier, &at("statement.pdf"), &statement).await;
        letters(world).await;
    }

    /// A statement of a period says what stood before it and leaves out what happened then.
    async fn a_statement_has_a_period(world: &World) {
        let (team, loan) = told(world).await;
        let path = format!("/loans/{loan}/statement.pdf?from=2026-03-03&as_of=2026-06-02");
        let wanted = ["Từ ngày 03/03/2026 đến hết ngày 02/06/2026", "Dư nợ gốc trước ngày 03/03/2026: 120.000.000 ₫", "Trả nợ"];
        let file = says(&team.applicant, &path, &wanted).await;
        if let Some(text) = read_by_others(&file) {
            assert!(!text.contains("Công ty Máy nông nghiệp"), "the tranches were before: {text}");
        }
        let page = format!("/loans/{loan}/statement?from=2026-03-03&as_of=2026-06-02");
        team.applicant.get(&page).await.is(200).says("Dư nợ gốc trước ngày 03/03/2026 120.000.000 ₫").is_silent_about("Công ty Máy nông nghiệp");
        for query in ["from=2026-06-03&as_of=2026-06-02", "from=x", "as_of=2026-13-01", "from=1999-01-01", "as_of=%00"] {
            for end in ["statement", "statement.pdf"] {
                team.applicant.get(&format!("/loans/{loan}/{end}?{query}")).await.is(422);
            }
        }
        let bad = team.applicant.get(&format!("/loans/{loan}/statement?as_of=x")).await.is(422);
        bad.says("Xem số liệu đến hết ngày").is_silent_about("as_of");
        // Nothing is stated of days to come.
        for end in ["statement", "statement.pdf"] {
            team.applicant.get(&format!("/loans/{loan}/{end}?as_of=2031-01-01")).await.is(422).says("Bảng kê chỉ lập cho ngày đã qua hoặc hôm nay");
        }
        // Programs may look ahead: what they are answered is no paper.
        team.applicant.api_get(&format!("/api/v1/loans/{loan}/statement?as_of=2031-01-01")).await.is(200);
        let named = team.applicant.get(&format!("/loans/{loan}/contract.pdf")).await.is(200);
        assert!(named.header("content-disposition").is_some_and(|said| said.contains("KV-2026-00001-hop-dong.pdf")));
        letters(world).await;
    }

    /// Papers are for those who may read the loan; what is not there is not found.
    async fn papers_are_for_the_loans_readers(world: &World) {
        let (team, loan) = told(world).await;
        let other = world.team("sl", 3_000_000_000).await;
        other.applicant.sign_in(PASSWORD).await;
        other.cashier.sign_in(PASSWORD).await;
        for end in ["contract", "contract.pdf", "acknowledgements/1.pdf", "schedule.pdf", "statement.pdf", "due-dates.ics"] {
            let path = format!("/loans/{loan}/{end}");
            other.applicant.get(&path).await.is(404);
            other.cashier.get(&path).await.is(404);
            world.stranger().get(&path).await.is(303);
        }
        for end in ["0.pdf", "3.pdf", "1", "x.pdf", "-1.pdf", "99999999999999999999.pdf"] {
            team.applicant.get(&format!("/loans/{loan}/acknowledgements/{end}")).await.is(404);
        }
        letters(world).await;
    }

    /// A contract still to be signed says so; a loan given up before has none. The application is a paper as well.
    async fn what_is_not_signed_yet_says_so(world: &World) {
        let team = world.team("db", 3_000_000_000).await;
        let loan = team.approved(100_000_000).await;
        team.applicant.sign_in(PASSWORD).await;
        says(&team.applicant, &format!("/loans/{loan}/contract.pdf"), &["Bản dự thảo: chưa ghi nhận chữ ký.", "Số: ……"]).await;
        says(&team.applicant, &format!("/loans/{loan}/schedule.pdf"), &["Dự kiến, nếu giải ngân toàn bộ ngày 02/03/2026"]).await;
        team.applicant.get(&format!("/loans/{loan}/due-dates.ics")).await.is(409);
        team.deed(&team.cashier, &format!("loans/{loan}/cancel"), &json!({})).await.is(200);
        team.applicant.get(&format!("/loans/{loan}/contract.pdf")).await.is(409);
        let mut wanted = team.wanted(90_000_000);
        wanted["purpose"] = json!("Mua giống lúa nếp tan, phân bón hữu cơ\nvà 🌾 <b>lưới</b> che");
        let begun = team.deed(&team.applicant, "applications", &wanted).await.is(201).json();
        let path = format!("/applications/{}/form.pdf", begun["id"].as_str().expect("an id"));
        let said = ["GIẤY ĐỀ NGHỊ VAY VỐN", "90.000.000 ₫", "Chín mươi triệu đồng", "giống lúa nếp tan", "<b>lưới</b> che", "180.000.000 ₫", "ngày …… tháng"];
        says(&team.applicant, &path, &said).await;
        team.cashier.sign_in(PASSWORD).await;
        team.cashier.get(&path).await.is(404);
        for kind in ["receipt", "approved"] {
            world.expect_mails(kind).await;
        }
    }
}
