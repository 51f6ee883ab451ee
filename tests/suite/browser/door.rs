//! A cooperative comes in by itself, on a phone: code by mail, certificate, confirmed by an officer. Each page is judged on the way.
use super::chrome::{Browser, Width};
use super::in_a_browser;
use super::reach::faults;
use super::server::{Begin, Server};

const EMAIL: &str = "muongang@htx.example";
const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

async fn judged(browser: &Browser, name: &str) {
    browser.screenshot(name).await;
    let found = faults(browser).await;
    assert!(found.is_empty(), "{name} ({}): {found:#?}", browser.at().await);
}

/// The officer's side: compares, and confirms.
async fn is_confirmed(server: &Server) {
    let officer = Browser::open(&server.url).await;
    officer.signs_in("thamdinh@quy.example").await;
    officer.reads("1 người chờ xác nhận").await;
    officer.go("/registrations").await;
    judged(&officer, "registrations").await;
    officer.follow("/registrations/").await;
    officer.reads("chưa có trong sổ").await;
    judged(&officer, "registration_compared").await;
    officer.width(Width::Small).await;
    judged(&officer, "registration_compared_small").await;
    officer.press("Xác nhận").await;
    officer.reads("Đã xác nhận").await;
    officer.close().await;
}

#[test]
fn a_cooperative_registers_on_a_phone() {
    in_a_browser(Begin::Example, async |server, browser| {
        browser.width(Width::Phone).await;
        browser.go("/register").await;
        browser.fill("code", "0100109106").await;
        browser.fill("name", "Lò Văn Pánh").await;
        browser.fill("email", EMAIL).await;
        browser.press("Gửi mã xác nhận").await;
        browser.reads("Nhập mã xác nhận").await;
        judged(browser, "register_code_phone").await;
        let code = server.mailed_code(EMAIL);
        browser.fill("code", if code == "111111" { "222222" } else { "111111" }).await;
        browser.press("Xác nhận").await;
        browser.reads("Mã không đúng").await;
        judged(browser, "register_wrong_code_phone").await;
        browser.fill("code", &code).await;
        browser.press("Xác nhận").await;
        browser.reads("Bước 2 trên 3").await;
        judged(browser, "register_account_phone").await;
        for (name, value) in [
            ("password", "lúa nương điện biên"),
            ("name", "HTX Mường Ảng"),
            ("commune", "Mường Ảng"),
            ("province", "Điện Biên"),
        ] {
            browser.fill(name, value).await;
        }
        browser.choose("sector", "crops").await;
        browser.press("Tạo tài khoản").await;
        browser.reads("Đã tạo tài khoản").await;
        browser.fill("email", EMAIL).await;
        browser.fill("password", "lúa nương điện biên").await;
        browser.press("Đăng nhập").await;
        browser.reads("chờ quỹ xác nhận").await;
        let paper = server.folder().join("Giấy chứng nhận.pdf");
        std::fs::write(&paper, PAPER).expect("a paper");
        browser.attach("file", &paper).await;
        browser.press("Tải lên").await;
        browser.reads("Giấy chứng nhận.pdf").await;
        judged(browser, "registration_phone").await;
        browser.go("/").await;
        judged(browser, "registration_home_phone").await;

        is_confirmed(server).await;
        browser.go("/").await;
        browser.reads("Xem hợp tác xã được vay bao nhiêu").await;
    });
}
