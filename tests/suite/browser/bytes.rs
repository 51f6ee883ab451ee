//! What a page costs on a slow line: the first with everything it needs, and each next one.
use super::in_a_browser;
use super::server::Begin;

/// Whole kB as people buy them.
const FIRST_BYTES_MAX: i64 = 60_000;
const NEXT_BYTES_MAX: i64 = 15_000;

#[test]
fn pages_are_light() {
    in_a_browser(Begin::Example, async |_, browser| {
        browser.go("/").await;
        let first = browser.transferred().await;
        println!("the first page with everything: {first} bytes");
        assert!(first > 1_000, "{first} bytes: nothing was measured");
        assert!(first <= FIRST_BYTES_MAX, "the first page with everything costs {first} bytes");
        let mut heaviest = (0, "");
        for path in ["/programmes/dienbien-htx", "/can-we-borrow", "/register", "/sign-in", "/help", "/privacy"] {
            browser.go(path).await;
            let next = browser.transferred().await;
            heaviest = heaviest.max((next, path));
            assert!(next <= NEXT_BYTES_MAX, "{path} costs {next} bytes");
        }
        browser.signs_in("nasang@htx.example").await;
        for path in ["/", "/applications", "/applications/new", "/account", "/account/consent", "/members", "/loans"] {
            browser.go(path).await;
            let next = browser.transferred().await;
            heaviest = heaviest.max((next, path));
            assert!(next <= NEXT_BYTES_MAX, "{path} costs {next} bytes");
        }
        println!("the heaviest next page: {} bytes, {}", heaviest.0, heaviest.1);
    });
}
