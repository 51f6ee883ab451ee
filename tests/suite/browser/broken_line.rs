//! A paper on a line that breaks: it goes on where it stopped, it is there once, and the page says what happens.
use std::path::PathBuf;

use super::chrome::{Browser, Width};
use super::in_a_browser;
use super::line::Line;
use super::server::{Begin, Server};

const SIZE: i64 = 1_000_000;
/// What of the file is on its way when the line breaks.
const SENT: i64 = 400_000;
/// What the pages and the heads of requests cost beside the file, and a piece that was cut off and went twice.
const BESIDE: i64 = 150_000;

/// A PDF of a megabyte.
fn large_paper(server: &Server) -> PathBuf {
    let mut contents =
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%".to_vec();
    contents.resize(SIZE as usize, b'x');
    contents.extend(b"\ntrailer<</Root 1 0 R>>\n%%EOF");
    let path = server.folder().join("Phương án dài.pdf");
    std::fs::write(&path, contents).expect("a paper");
    path
}

/// A cooperative at the papers of its draft, at the other end of the line.
async fn at_the_papers(line: &Line) -> (Browser, String) {
    let browser = Browser::open(&line.url).await;
    browser.width(Width::Phone).await;
    browser.signs_in("nasang@htx.example").await;
    browser.reads("Điền tiếp hồ sơ").await;
    browser.go("/applications").await;
    let id = browser.first_record("/applications/").await.expect("a draft");
    let papers = format!("/applications/{id}/papers");
    browser.go(&papers).await;
    (browser, papers)
}

/// How often the paper stands on the page.
async fn listed(browser: &Browser) -> i64 {
    browser.run("return document.querySelectorAll('a[href*=\"/papers/\"][download]').length").await
}

#[test]
fn a_file_goes_on_where_the_line_broke() {
    in_a_browser(Begin::Example, async |server, _| {
        let line = Line::to(&server.url);
        let (browser, _) = at_the_papers(&line).await;
        browser.attach("file", &large_paper(server)).await;
        let before = line.sent();
        line.breaks_after(SENT);
        browser.press("Tải lên").await;
        browser.comes_to_read("data-upload-status", "Mạng đang đứt. Sẽ gửi tiếp khi có mạng").await;
        browser.screenshot("upload_line_broken").await;
        assert_eq!(super::reach::faults(&browser).await, [] as [String; 0]);
        line.is_mended();
        browser.reads("Đã nhận đủ tệp").await;
        assert_eq!(listed(&browser).await, 1);
        browser.screenshot("upload_gone_on").await;
        let sent = line.sent() - before;
        assert!(sent < SIZE + BESIDE, "it began anew: {sent} bytes went to the server");
        browser.close().await;
    });
}

#[test]
fn a_file_goes_on_when_it_is_chosen_again() {
    in_a_browser(Begin::Example, async |server, _| {
        let line = Line::to(&server.url);
        let (browser, papers) = at_the_papers(&line).await;
        let paper = large_paper(server);
        browser.attach("file", &paper).await;
        let before = line.sent();
        line.breaks_after(SENT);
        browser.press("Tải lên").await;
        browser.comes_to_read("data-upload-status", "Mạng đang đứt").await;
        line.is_mended();
        // The page is closed before it can go on by itself.
        browser.go(&papers).await;
        if listed(&browser).await == 0 {
            browser.attach("file", &paper).await;
            browser.press("Tải lên").await;
            browser.reads("Đã nhận đủ tệp").await;
        }
        assert_eq!(listed(&browser).await, 1);
        let sent = line.sent() - before;
        assert!(sent < SIZE + BESIDE, "it began anew: {sent} bytes went to the server");
        browser.close().await;
    });
}

#[test]
fn a_file_whose_last_answer_is_lost_is_there_once() {
    in_a_browser(Begin::Example, async |server, _| {
        let line = Line::to(&server.url);
        let (browser, papers) = at_the_papers(&line).await;
        browser.attach("file", &large_paper(server)).await;
        // All but the last dots of it: the piece that makes it whole is answered, and nobody hears it.
        line.swallows_answers_after(SIZE);
        browser.press("Tải lên").await;
        browser.comes_to_read("data-upload-status", "Mạng đang đứt").await;
        line.is_mended();
        browser.reads("Phương án dài.pdf").await;
        assert_eq!(listed(&browser).await, 1);
        browser.go(&papers).await;
        assert_eq!(listed(&browser).await, 1);
        browser.close().await;
    });
}

#[test]
fn a_session_that_ends_in_an_upload_says_so() {
    in_a_browser(Begin::Example, async |server, browser| {
        let line = Line::to(&server.url);
        let (sender, papers) = at_the_papers(&line).await;
        let paper = large_paper(server);
        sender.attach("file", &paper).await;
        line.breaks_after(SENT);
        sender.press("Tải lên").await;
        sender.comes_to_read("data-upload-status", "Mạng đang đứt").await;
        // Meanwhile the session is ended from another machine.
        browser.signs_in("nasang@htx.example").await;
        browser.reads("Điền tiếp hồ sơ").await;
        browser.go("/account").await;
        browser.press("Kết thúc mọi phiên khác").await;
        browser.reads("Đã kết thúc 1 phiên").await;
        line.is_mended();
        sender.comes_to_read("data-upload-status", "Phiên làm việc đã kết thúc").await;
        sender.screenshot("upload_signed_out").await;
        assert_eq!(super::reach::faults(&sender).await, [] as [String; 0]);
        let before = line.sent();
        sender.press("Đăng nhập").await;
        sender.fill("email", "nasang@htx.example").await;
        sender.fill("password", "lua-nuong-dien-bien").await;
        sender.press("Đăng nhập").await;
        sender.reads("Giấy tờ quỹ yêu cầu").await;
        assert_eq!(sender.at().await, papers);
        sender.attach("file", &paper).await;
        sender.press("Tải lên").await;
        sender.reads("Đã nhận đủ tệp").await;
        let sent = line.sent() - before;
        assert!(sent < SIZE - SENT + BESIDE, "it began anew: {sent} bytes went to the server");
        sender.close().await;
    });
}
