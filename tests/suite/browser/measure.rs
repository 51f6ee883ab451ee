//! What a browser is put through, and what it tells of itself.
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use thirtyfour::prelude::*;

use super::chrome::{Browser, Scheme};

impl Browser {
    /// Sends a command of the DevTools protocol.
    pub async fn tell(&self, command: &str, with: Json) {
        let sent = self.driver.cdp().send_raw(command, with).await;
        sent.unwrap_or_else(|error| panic!("{command}: {error}"));
    }

    /// By day or by night.
    pub async fn scheme(&self, scheme: Scheme) {
        let value = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        self.tell(
            "Emulation.setEmulatedMedia",
            json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] }),
        )
        .await;
    }

    /// What a script on the page answers.
    pub async fn run<T: DeserializeOwned>(&self, script: &str) -> T {
        let answer = self.driver.execute(script, vec![]).await;
        let answer = answer.unwrap_or_else(|error| panic!("the script fails: {error}"));
        answer.convert().expect("what the script answers")
    }

    /// The same for a script that answers through its last argument.
    pub async fn run_async<T: DeserializeOwned>(&self, script: &str) -> T {
        let answer = self.driver.execute_async(script, vec![]).await;
        let answer = answer.unwrap_or_else(|error| panic!("the script fails: {error}"));
        answer.convert().expect("what the script answers")
    }

    /// The id of the first record of the open page's main part whose address begins so; nothing when there is none.
    pub async fn first_record(&self, beginning: &str) -> Option<String> {
        let script = format!(
            "const found = [...document.querySelectorAll('main a[href^=\"{beginning}\"]')].map(a => a.getAttribute('href').slice({}).split(/[/?#]/)[0]); \
             return found.find(id => /^[0-9a-f-]{{36}}$/.test(id)) ?? null;",
            beginning.len()
        );
        self.run(&script).await
    }

    /// The address of the first link of the open page's main part that holds this.
    pub async fn first_link(&self, part: &str) -> Option<String> {
        let script =
            format!("return document.querySelector('main a[href*=\"{part}\"]')?.getAttribute('href') ?? null;");
        self.run(&script).await
    }

    /// The address of the review of the first paper of the open page about which nothing was said yet.
    pub async fn first_unread_paper(&self) -> Option<String> {
        let script = "const line = [...document.querySelectorAll('#papers li')].find(li => li.querySelector('.tag-review')); \
            return line?.querySelector('a[href$=\"/review\"]')?.getAttribute('href') ?? null;";
        self.run(script).await
    }

    /// Whoever signed in here is forgotten, as by another browser.
    pub async fn forget(&self) {
        self.driver.delete_all_cookies().await.expect("no cookies");
    }

    /// A page's own scripts do not run from the next page on.
    pub async fn without_script(&self) {
        self.tell("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// They run again: those of the page that is open do not begin for it.
    pub async fn with_script(&self) {
        self.tell("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
    }

    /// A line of so many bits a second, each answer so many milliseconds late.
    pub async fn slow_line(&self, bits_a_second: u32, late_ms: u32) {
        let bytes = bits_a_second / 8;
        self.tell("Network.enable", json!({})).await;
        let line =
            json!({ "offline": false, "latency": late_ms, "downloadThroughput": bytes, "uploadThroughput": bytes });
        self.tell("Network.emulateNetworkConditions", line).await;
    }

    /// What the open page and everything it needs cost on the line, in bytes; what came from the cache costs nothing.
    pub async fn transferred(&self) -> i64 {
        self.run(
            "return Math.round([...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')] \
             .reduce((sum, entry) => sum + entry.transferSize, 0));",
        )
        .await
    }

    /// The value in a field.
    pub async fn value_of(&self, name: &str) -> String {
        let field = self.driver.query(By::Css(format!("main [name=\"{name}\"]"))).first().await;
        let field = field.unwrap_or_else(|_| panic!("no field {name}"));
        field.value().await.expect("a value").unwrap_or_default()
    }

    /// One page back, as by the button.
    pub async fn back(&self) {
        self.driver.back().await.expect("a page before");
    }

    /// Opens another tab.
    pub async fn open_tab(&self) -> WindowHandle {
        self.driver.new_tab().await.expect("a tab")
    }

    /// Goes to a tab.
    pub async fn tab(&self, tab: &WindowHandle) {
        self.driver.switch_to_window(tab.clone()).await.expect("the tab is there");
    }

    /// The tab that is open.
    pub async fn this_tab(&self) -> WindowHandle {
        self.driver.window().await.expect("a tab")
    }
}
