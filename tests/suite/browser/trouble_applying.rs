//! What goes wrong while an application is written: the session ends, a second tab is open, it is sent twice.
use super::chrome::{Browser, Width};
use super::in_a_browser;
use super::server::{Begin, Server};

const WHO: &str = "nasang@htx.example";

/// How often the history of the open application says that it was sent.
const SENT: &str =
    "return [...document.querySelectorAll('.timeline b')].filter(step => step.innerText === 'Nộp hồ sơ').length";

/// A cooperative at its draft; the draft's address.
async fn at_the_draft(browser: &Browser) -> String {
    browser.width(Width::Phone).await;
    browser.signs_in(WHO).await;
    browser.reads("Điền tiếp hồ sơ").await;
    browser.go("/applications").await;
    format!("/applications/{}", browser.first_record("/applications/").await.expect("a draft"))
}

/// The same person ends every other session from another machine.
async fn sessions_end(server: &Server) {
    let elsewhere = Browser::open(&server.url).await;
    elsewhere.signs_in(WHO).await;
    elsewhere.reads("Điền tiếp hồ sơ").await;
    elsewhere.go("/account").await;
    elsewhere.press("Kết thúc mọi phiên khác").await;
    elsewhere.reads("Đã kết thúc 1 phiên").await;
    elsewhere.close().await;
}

#[test]
fn a_session_that_ends_while_a_plan_is_written_loses_no_word() {
    in_a_browser(Begin::Example, async |server, browser| {
        let draft = at_the_draft(browser).await;
        browser.go(&format!("{draft}/plan")).await;
        sessions_end(server).await;
        browser.fill("buyers", "Cửa hàng lưu niệm ở Điện Biên Phủ, 30 bộ mỗi tháng").await;
        browser.comes_to_read("data-autosave-status", "Chưa lưu được").await;
        browser.press("Lưu và về danh sách").await;
        browser.reads("Những gì bạn gõ đã được giữ lại").await;
        browser.fill("email", WHO).await;
        browser.fill("password", "lua-nuong-dien-bien").await;
        browser.press("Đăng nhập").await;
        browser.reads("30 bộ mỗi tháng").await;
        browser.press("Gửi tiếp").await;
        browser.reads("Các phần của hồ sơ").await;
        browser.go(&format!("{draft}/plan")).await;
        assert_eq!(browser.value_of("buyers").await, "Cửa hàng lưu niệm ở Điện Biên Phủ, 30 bộ mỗi tháng");
    });
}

#[test]
fn a_plan_written_in_two_tabs_keeps_what_both_say() {
    in_a_browser(Begin::Example, async |_, browser| {
        let plan = format!("{}/plan", at_the_draft(browser).await);
        browser.go(&plan).await;
        let first = browser.this_tab().await;
        let second = browser.open_tab().await;
        browser.tab(&second).await;
        browser.go(&plan).await;
        browser.fill("risks", "Mất điện vào mùa mưa").await;
        browser.comes_to_read("data-autosave-status", "Đã lưu lúc").await;
        browser.tab(&first).await;
        browser.fill("buyers", "Khách du lịch").await;
        browser.press("Lưu và về danh sách").await;
        browser.reads("vừa được").await;
        browser.screenshot("plan_two_tabs_phone").await;
        assert_eq!(browser.value_of("buyers").await, "Khách du lịch");
        assert_eq!(super::reach::faults(browser).await, [] as [String; 0]);
    });
}

#[test]
fn an_application_sent_twice_is_sent_once_and_the_way_back_sends_nothing() {
    in_a_browser(Begin::Example, async |_, browser| {
        let draft = at_the_draft(browser).await;
        browser.go(&format!("{draft}/submit")).await;
        browser.choose("declared", "true").await;
        let twice = "const done = arguments[arguments.length - 1], form = document.querySelector('main form'), body = () => new URLSearchParams(new FormData(form)); \
            const send = () => fetch(form.action, { method: 'POST', body: body() }).then(answer => answer.status); \
            Promise.all([send(), send()]).then(done);";
        let answers: Vec<i64> = browser.run_async(twice).await;
        assert_eq!(answers, [200, 200], "both lead to the receipt");
        browser.go(&draft).await;
        browser.reads("Quỹ đang thẩm định").await;
        assert_eq!(browser.run::<i64>(SENT).await, 1, "it stands in its history once");
        // The page before may still be as it was: sending from there once more changes nothing.
        browser.back().await;
        if browser.at().await != draft {
            browser.run::<()>("document.querySelector('[name=declared]').checked = true; return null;").await;
            browser.press("Nộp hồ sơ").await;
        }
        browser.reads("Quỹ đang thẩm định").await;
        assert_eq!(browser.run::<i64>(SENT).await, 1, "it still stands there once");
    });
}
