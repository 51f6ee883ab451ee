//! Each role at its work, in the example: a cooperative on a small phone, the others at a desk.
use super::chrome::{Browser, Width};
use super::in_a_browser;
use super::server::Begin;

/// The smallest PDF there is, near enough.
const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

async fn looked_at(browser: &Browser, name: &str) {
    browser.fits().await;
    browser.screenshot(name).await;
}

/// The plan, the statements with a slip that is mended, and the register: each from the list and back to it.
async fn fills_in_the_parts(browser: &Browser) {
    browser.press("Phương án sản xuất, kinh doanh").await;
    browser.fill("cost_lines/0/what", "Năm khung dệt và sợi").await;
    browser.fill("cost_lines/0/amount", "250000000").await;
    for name in ["buyers", "inputs", "preservation", "risks", "succession"] {
        browser.fill(name, "Bán cho cửa hàng lưu niệm ở Điện Biên Phủ").await;
    }
    browser.comes_to_read("data-autosave-status", "Đã lưu lúc").await;
    looked_at(browser, "cooperative_plan_phone").await;
    browser.press("Lưu và về danh sách").await;
    browser.press("Báo cáo tài chính hai năm").await;
    for (name, value) in [("this/110", "50000000"), ("this/200", "50000000"), ("this/500", "40000000")] {
        browser.fill(name, value).await;
    }
    browser.press("Lưu và kiểm tra").await;
    browser.reads("Những chỗ chưa khớp").await;
    looked_at(browser, "cooperative_statements_phone").await;
    for (name, value) in [("this/400", "50000000"), ("this/410", "50000000"), ("this/500", "50000000")] {
        browser.fill(name, value).await;
    }
    for line in ["110", "200", "400", "410", "500"] {
        browser.fill(&format!("last/{line}"), "30000000").await;
    }
    browser.press("Lưu và về danh sách").await;
    browser.press("Thông tin hợp tác xã").await;
    browser.press("Thông tin trên đúng").await;
}

#[test]
fn a_cooperative_applies_on_a_phone() {
    in_a_browser(Begin::Example, async |server, browser| {
        browser.width(Width::Phone).await;
        browser.signs_in("nasang@htx.example").await;
        browser.reads("Điền tiếp hồ sơ").await;
        looked_at(browser, "cooperative_home_phone").await;
        browser.go("/applications/new").await;
        browser.choose("fund", "dienbien-htx").await;
        browser.press("Bắt đầu điền hồ sơ").await;
        // As somebody types: with and without dots.
        for (name, value) in [("amount", "150000000"), ("project_cost", "250.000.000"), ("own_capital", "100 000 000")]
        {
            browser.fill(name, value).await;
        }
        browser.fill("purpose", "Mua 5 khung dệt và sợi cho vụ Tết").await;
        for (name, value) in [("jobs_supported", "6"), ("term_months", "24"), ("principal_grace_months", "6")] {
            browser.fill(name, value).await;
        }
        browser.choose("repay_every_months", "3").await;
        browser.choose("method", "equal_principal").await;
        // Without leaving the page: it is saved, judged, and shown as a schedule.
        browser.comes_to_read("data-autosave-status", "Đã lưu lúc").await;
        browser.comes_to_read("preview", "Chưa đủ điều kiện").await;
        browser.comes_to_read("preview", "Vay được tối đa 100.000.000").await;
        browser.comes_to_read("preview", "8 kỳ trả nợ").await;
        looked_at(browser, "cooperative_form_phone").await;
        browser.fill("amount", "90000000").await;
        browser.comes_to_read("preview", "Còn điểm phải làm rõ").await;
        // Back to the list of parts, and from there to each of them.
        browser.press("Lưu và về danh sách").await;
        browser.reads("Đã xong 1 trên 6 phần").await;
        looked_at(browser, "cooperative_tasks_phone").await;
        fills_in_the_parts(browser).await;
        browser.reads("Đã xong 4 trên 6 phần").await;
        browser.press("Giấy tờ").await;
        let paper = server.folder().join("Giấy đề nghị.pdf");
        std::fs::write(&paper, PAPER).expect("a paper");
        browser.attach("file", &paper).await;
        browser.press("Tải lên").await;
        browser.reads("Giấy đề nghị.pdf").await;
        looked_at(browser, "cooperative_papers_phone").await;
        browser.press("Kiểm tra và nộp").await;
        browser.choose("declared", "true").await;
        looked_at(browser, "cooperative_submit_phone").await;
        browser.press("Nộp hồ sơ").await;
        browser.reads("HS-2026-").await;
        browser.reads("Quỹ đang thẩm định").await;
        looked_at(browser, "cooperative_receipt_phone").await;
    });
}

#[test]
fn an_appraiser_passes_a_file_on() {
    in_a_browser(Begin::Example, async |_, browser| {
        browser.signs_in("thamdinh@quy.example").await;
        browser.reads("Việc đang chờ bạn").await;
        looked_at(browser, "appraiser_home").await;
        browser.go("/applications?status=submitted&fund=dienbien-htx").await;
        browser.follow("/applications/").await;
        looked_at(browser, "appraiser_file").await;
        browser.choose("recommendation", "approve").await;
        browser.fill("note", "Phương án khả thi, đã xem báo cáo CIC ngày hôm nay: nhóm 1.").await;
        browser.press("Ghi kết quả thẩm định").await;
        browser.reads("Đang chờ quyết định").await;
        looked_at(browser, "appraiser_done").await;
    });
}

#[test]
fn an_approver_decides() {
    in_a_browser(Begin::Example, async |_, browser| {
        browser.signs_in("duyet@quy.example").await;
        browser.press("Quyết định").await;
        looked_at(browser, "approver_file").await;
        browser.press("Duyệt cho vay").await;
        browser.reads("Đã duyệt").await;
        looked_at(browser, "approver_done").await;
        browser.go("/dashboard").await;
        looked_at(browser, "approver_dashboard").await;
    });
}

#[test]
fn a_cashier_signs_pays_out_and_books_a_repayment() {
    in_a_browser(Begin::Example, async |_, browser| {
        browser.signs_in("thuquy@quy.example").await;
        browser.press("Ký hợp đồng").await;
        browser.press("Ghi nhận hợp đồng đã ký").await;
        browser.fill("number", "15/2026/HĐTD").await;
        browser.press("Ghi nhận").await;
        browser.press("Giải ngân").await;
        browser.fill("amount", "100000000").await;
        browser.fill("payee", "Công ty Máy nông nghiệp Tây Bắc").await;
        browser.fill("evidence", "Hoá đơn 0001234").await;
        browser.choose("credit_check/worst_debt_group", "1").await;
        let today = coopfund::clock::Clock::System.today().to_string();
        browser.pick_date("credit_check/on", &today).await;
        browser.fill("credit_check/document", "CIC 2026/11").await;
        looked_at(browser, "cashier_disburse").await;
        browser.press("Giải ngân").await;
        browser.reads("Đang vay").await;
        looked_at(browser, "cashier_loan").await;
        browser.go(&format!("{}/prepay", browser.at().await)).await;
        browser.fill("amount", "20000000").await;
        browser.choose("effect", "lower").await;
        // What each effect would do, before it is booked.
        browser.comes_to_read("tried", "80.000.000").await;
        looked_at(browser, "cashier_prepay").await;
        browser.press("Ghi nhận").await;
        browser.reads("80.000.000").await;
        looked_at(browser, "cashier_prepaid").await;
    });
}

#[test]
fn an_auditor_finds_every_proof() {
    in_a_browser(Begin::Example, async |_, browser| {
        browser.signs_in("kiemtoan@quy.example").await;
        looked_at(browser, "auditor_home").await;
        browser.go("/dashboard").await;
        browser.reads("1.181.633.454").await;
        looked_at(browser, "auditor_dashboard").await;
        browser.width(Width::Phone).await;
        looked_at(browser, "auditor_dashboard_phone").await;
        browser.width(Width::Desk).await;
        browser.go("/reports?report=portfolio&fund=dienbien-htx&as_of=2025-06-30").await;
        browser.reads("KV-2025-00001").await;
        looked_at(browser, "auditor_portfolio").await;
        browser.go("/audit").await;
        looked_at(browser, "auditor_trail").await;
        browser.go("/audit/verify").await;
        browser.press("Kiểm tra ngay").await;
        browser.reads("Sổ sách khớp").await;
    });
}

#[test]
fn an_administrator_looks_after_people_funds_and_mail() {
    in_a_browser(Begin::Example, async |_, browser| {
        browser.signs_in("quantri@quy.example").await;
        looked_at(browser, "administrator_home").await;
        for path in ["/admin/people", "/admin/funds/dienbien-htx", "/admin/mail", "/admin/invite"] {
            browser.go(path).await;
            browser.fits().await;
        }
        browser.go("/admin/funds/dienbien-htx").await;
        looked_at(browser, "administrator_fund").await;
    });
}
