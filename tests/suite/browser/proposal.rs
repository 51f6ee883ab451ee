//! A change of a running loan, proposed and decided: the page of the proposal for those who read it.
use super::chrome::{Browser, Width};
use super::in_a_browser;
use super::reach::faults;
use super::server::Begin;

async fn judged(browser: &Browser, name: &str) {
    for width in [Width::Small, Width::Desk] {
        browser.width(width).await;
        let found = faults(browser).await;
        assert!(found.is_empty(), "{name} {width:?} ({}): {found:#?}", browser.at().await);
    }
    browser.width(Width::Phone).await;
    browser.screenshot(&format!("{name}_phone")).await;
    browser.width(Width::Desk).await;
    browser.screenshot(name).await;
}

#[test]
fn a_proposal_is_judged_by_everybody_who_reads_it() {
    in_a_browser(Begin::Example, async |_, browser| {
        browser.signs_in("thamdinh@quy.example").await;
        browser.reads("Việc đang chờ bạn").await;
        browser.go("/loans?q=HTX&status=active&fund=dienbien-htx").await;
        let loan = browser.first_record("/loans/").await.expect("a running loan");
        browser.go(&format!("/loans/{loan}/restructure?kind=rate")).await;
        browser.fill("annual_rate_percent", "5").await;
        browser.fill("reason", "Sương muối làm mất nửa vụ cà phê; hạ lãi suất để giữ sản xuất.").await;
        browser.press("Lập đề nghị").await;
        browser.reads("Đề nghị đang chờ người phê duyệt quyết định").await;
        let proposal = browser.at().await;
        judged(browser, "proposal_appraiser").await;
        browser.forget().await;
        browser.signs_in("duyet@quy.example").await;
        browser.reads("Việc đang chờ bạn").await;
        browser.go(&proposal).await;
        judged(browser, "proposal_approver").await;
        browser.press("Phê duyệt và ghi sổ").await;
        browser.reads("Đã phê duyệt và ghi sổ").await;
        judged(browser, "proposal_decided").await;
    });
}
