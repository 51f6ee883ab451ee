//! Stories in a real browser, against the real program.
mod broken_line;
mod bytes;
mod chrome;
mod door;
mod journey;
mod judge;
mod line;
mod measure;
mod proposal;
mod reach;
mod roles;
mod server;
mod trouble;
mod trouble_applying;

use chrome::{Browser, Width};
use server::{Begin, Server};

/// Tells a story in a browser; skipped where there is none, unless in CI.
fn in_a_browser(begin: Begin, story: impl AsyncFnOnce(&Server, &Browser)) {
    if !chrome::is_there() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let server = Server::start(begin);
        let browser = Browser::open(&server.url).await;
        story(&server, &browser).await;
        browser.close().await;
    });
}

#[test]
fn the_first_administrator_comes_in() {
    in_a_browser(Begin::Empty, async |server, browser| {
        let link = server.said("/links/").expect("the program prints a link");
        let path = url::Url::parse(link.trim()).expect("a link").path().to_owned();
        browser.width(Width::Phone).await;
        browser.go(&path).await;
        browser.fits().await;
        assert_eq!(reach::faults(browser).await, [] as [String; 0]);
        browser.screenshot("first_administrator_phone").await;
        browser.fill("name", "Nguyễn Thị Hạnh").await;
        browser.fill("email", "hanh@quy.example").await;
        browser.fill("password", "lúa nương điện biên").await;
        browser.press("Đặt mật khẩu").await;
        browser.reads("Đã đặt mật khẩu").await;
        browser.fill("email", "hanh@quy.example").await;
        browser.fill("password", "lúa nương điện biên").await;
        browser.screenshot("sign_in_phone").await;
        browser.press("Đăng nhập").await;
        browser.width(Width::Desk).await;
        browser.go("/admin/mail").await;
        browser.reads("Nguyễn Thị Hạnh").await;
        browser.fits().await;
        browser.screenshot("first_administrator_signed_in").await;
        browser.go(&path).await;
        browser.reads("Đường dẫn không còn dùng được").await;
    });
}
