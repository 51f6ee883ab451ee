//! What goes wrong between a person and a server: no script, a slow line, a session that ends, two tabs, the way back, a second press.
use std::time::Instant;

use super::chrome::{Browser, Width};
use super::in_a_browser;
use super::server::Begin;

const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

/// Opens the form of the first cooperative of the register.
async fn first_cooperative(browser: &Browser) -> String {
    browser.go("/cooperatives").await;
    let id = browser.first_record("/cooperatives/").await.expect("a cooperative");
    format!("/cooperatives/{id}")
}

#[test]
fn a_session_that_ends_in_a_form_loses_nothing() {
    in_a_browser(Begin::Example, async |server, browser| {
        browser.width(Width::Phone).await;
        browser.signs_in("nasang@htx.example").await;
        browser.go("/members").await;
        browser.fill("name", "Vàng Thị Mỷ").await;
        browser.fill("email", "my@htx.example").await;
        browser.choose("position", "accountant").await;
        // Meanwhile they end this session from another machine.
        let elsewhere = Browser::open(&server.url).await;
        elsewhere.signs_in("nasang@htx.example").await;
        elsewhere.reads("Điền tiếp hồ sơ").await;
        elsewhere.go("/account").await;
        elsewhere.press("Kết thúc mọi phiên khác").await;
        elsewhere.reads("Đã kết thúc 1 phiên").await;
        elsewhere.close().await;
        browser.press("Gửi lời mời").await;
        browser.reads("Những gì bạn gõ đã được giữ lại").await;
        browser.screenshot("session_ended_phone").await;
        browser.fill("email", "nasang@htx.example").await;
        browser.fill("password", "lua-nuong-dien-bien").await;
        browser.press("Đăng nhập").await;
        browser.reads("Vàng Thị Mỷ").await;
        browser.reads("my@htx.example").await;
        assert_eq!(super::reach::faults(browser).await, [] as [String; 0]);
        browser.screenshot("kept_form_phone").await;
        browser.press("Gửi tiếp").await;
        browser.reads("Đã gửi lời mời đến my@htx.example").await;
    });
}

#[test]
fn two_tabs_show_the_newer_and_keep_what_was_typed() {
    in_a_browser(Begin::Example, async |_, browser| {
        browser.signs_in("thamdinh@quy.example").await;
        let record = first_cooperative(browser).await;
        browser.go(&format!("{record}/edit")).await;
        let first = browser.this_tab().await;
        let second = browser.open_tab().await;
        browser.tab(&second).await;
        browser.go(&format!("{record}/edit")).await;
        browser.fill("representative", "Người thứ hai").await;
        browser.press("Lưu").await;
        browser.reads("Đã lưu thay đổi").await;
        browser.tab(&first).await;
        browser.fill("representative", "Người thứ nhất").await;
        browser.press("Lưu").await;
        browser.reads("vừa được người khác sửa").await;
        assert_eq!(browser.value_of("representative").await, "Người thứ nhất");
        browser.press("Lưu").await;
        browser.reads("Người thứ nhất").await;
    });
}

#[test]
fn the_way_back_leads_to_the_form_and_not_to_a_second_sending() {
    in_a_browser(Begin::Example, async |_, browser| {
        browser.signs_in("thamdinh@quy.example").await;
        let record = first_cooperative(browser).await;
        browser.go(&format!("{record}/edit")).await;
        browser.fill("phone", "0215 3 111 222").await;
        browser.press("Lưu").await;
        browser.reads("0215 3 111 222").await;
        let saved = browser.at().await;
        browser.back().await;
        assert_eq!(browser.at().await, format!("{record}/edit"), "the deed itself is no step of the way");
        browser.go(&saved).await;
        browser.reads("0215 3 111 222").await;
    });
}

#[test]
fn a_second_press_invites_once() {
    in_a_browser(Begin::Example, async |_, browser| {
        browser.signs_in("nasang@htx.example").await;
        browser.go("/members").await;
        browser.fill("name", "Lò Văn Hai Lần").await;
        browser.fill("email", "hailan@htx.example").await;
        browser.choose("position", "accountant").await;
        let twice = "const done = arguments[arguments.length - 1]; const form = document.querySelector('main form[action=\"/members\"]'); \
            const send = () => fetch('/members', { method: 'POST', body: new URLSearchParams(new FormData(form)) }).then(r => r.status); \
            Promise.all([send(), send()]).then(done);";
        let answers: Vec<i64> = browser.run_async(twice).await;
        assert_eq!(answers, [200, 200], "both lead to the page that says so");
        browser.go("/members").await;
        let listed: i64 = browser.run("return document.body.innerText.split('hailan@htx.example').length - 1").await;
        assert_eq!(listed, 1);
        browser.reads("Lò Văn Hai Lần").await;
    });
}

/// What each step of a way takes, from the press to the page that can be read, typing with it.
struct Steps {
    last: Instant,
    told: Vec<(&'static str, f64, i64)>,
}

impl Steps {
    async fn came(&mut self, browser: &Browser, step: &'static str) {
        let took = self.last.elapsed().as_secs_f64();
        self.told.push((step, took, browser.transferred().await));
        self.last = Instant::now();
    }
}

/// The cooperative's way from sign-in to receipt, as a person goes it: no word of what changes by itself.
async fn applies(server: &super::server::Server, browser: &Browser) -> Vec<(&'static str, f64, i64)> {
    let mut steps = Steps { last: Instant::now(), told: Vec::new() };
    browser.go("/sign-in").await;
    steps.came(browser, "first page").await;
    browser.fill("email", "nasang@htx.example").await;
    browser.fill("password", "lua-nuong-dien-bien").await;
    browser.press("Đăng nhập").await;
    browser.reads("Điền tiếp hồ sơ").await;
    steps.came(browser, "signed in").await;
    browser.go("/applications/new").await;
    steps.came(browser, "a new application").await;
    browser.choose("fund", "dienbien-htx").await;
    browser.press("Bắt đầu điền hồ sơ").await;
    browser.reads("Số tiền muốn vay").await;
    steps.came(browser, "the loan").await;
    let fields = [
        ("amount", "90.000.000"),
        ("project_cost", "250.000.000"),
        ("own_capital", "160.000.000"),
        ("purpose", "Mua 5 khung dệt và sợi cho vụ Tết"),
        ("jobs_supported", "6"),
        ("term_months", "24"),
        ("principal_grace_months", "6"),
    ];
    for (name, value) in fields {
        browser.fill(name, value).await;
    }
    browser.choose("repay_every_months", "3").await;
    browser.choose("method", "equal_principal").await;
    browser.press("Lưu và về danh sách").await;
    browser.reads("Các phần của hồ sơ").await;
    steps.came(browser, "written, its parts").await;
    browser.press("Giấy tờ").await;
    browser.reads("Loại giấy tờ").await;
    steps.came(browser, "papers").await;
    let paper = server.folder().join("Giấy đề nghị.pdf");
    std::fs::write(&paper, PAPER).expect("a paper");
    browser.attach("file", &paper).await;
    browser.press("Tải lên").await;
    browser.reads("Giấy đề nghị.pdf").await;
    steps.came(browser, "a paper handed in").await;
    browser.press("Kiểm tra và nộp").await;
    browser.reads("Nộp hồ sơ").await;
    steps.came(browser, "check").await;
    browser.choose("declared", "true").await;
    browser.press("Nộp hồ sơ").await;
    browser.reads("HS-2026-").await;
    browser.reads("Quỹ đang thẩm định").await;
    steps.came(browser, "receipt").await;
    steps.told
}

#[test]
fn without_script_the_way_leads_to_the_receipt() {
    in_a_browser(Begin::Example, async |server, browser| {
        browser.width(Width::Phone).await;
        browser.without_script().await;
        // What a script would show stays away: it does not run.
        browser.go("/programmes/dienbien-htx/checklist").await;
        let shown: bool = browser.run("return document.querySelector('[data-print]').checkVisibility()").await;
        assert!(!shown, "scripts still run");
        applies(server, browser).await;
        browser.screenshot("receipt_without_script_phone").await;
    });
}

/// A line of 2G: 50 kbit/s, each answer 600 ms late.
const SLOW_LINE: (u32, u32) = (50_000, 600);
/// The first page brings everything with it; none after it may be heavier than a page may be.
const STEP_BYTES_MAX: i64 = 20_000;
/// Far beyond what it should take; what it took is printed.
const SECONDS_MAX: u64 = 300;

#[test]
fn on_a_slow_line_the_way_leads_to_the_receipt() {
    in_a_browser(Begin::Example, async |server, browser| {
        browser.width(Width::Phone).await;
        let (bits, late) = SLOW_LINE;
        browser.slow_line(bits, late).await;
        let began = Instant::now();
        let steps = applies(server, browser).await;
        let took = began.elapsed();
        for (step, seconds, bytes) in &steps {
            println!("{step}: {seconds:.1} s, {bytes} bytes");
            assert!(*bytes <= STEP_BYTES_MAX, "{step} costs {bytes} bytes");
        }
        println!("together {} bytes", steps.iter().map(|(_, _, bytes)| bytes).sum::<i64>());
        println!("from signing in to the receipt at {bits} bit/s and {late} ms: {:.1} s", took.as_secs_f64());
        assert!(took.as_secs() < SECONDS_MAX, "it took {took:?}");
    });
}
