//! A headless Chromium with a profile of its own, steered through chromedriver.
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// How wide the window is.
#[derive(Copy, Clone, Debug)]
pub enum Width {
    /// 320 × 640, as small as a phone gets, and a page at 400 %.
    Small,
    /// 360 × 740, a small phone.
    Phone,
    /// 1280 × 900.
    Desk,
}

impl Width {
    fn height(self) -> i64 {
        match self {
            Width::Small => 640,
            Width::Phone => 740,
            Width::Desk => 900,
        }
    }
}

/// By day or by night.
#[derive(Copy, Clone, Debug)]
pub enum Scheme {
    Light,
    Dark,
}

/// Whether there is a browser to tell stories in. In CI there has to be one.
pub fn is_there() -> bool {
    let found = program("chromedriver").is_some() && program("chromium").is_some();
    assert!(
        found || std::env::var("CI").is_err(),
        "chromium and chromedriver are needed in CI (.ci/run installs them)"
    );
    if !found {
        println!("skipped: no chromium and chromedriver on the PATH");
    }
    found
}

fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// A browser at the program's address. Ended, with everything it started, when dropped.
pub struct Browser {
    pub(super) driver: WebDriver,
    pub(super) url: String,
    width: Mutex<Width>,
    _process: Process,
    _profile: tempfile::TempDir,
}

/// chromedriver and the browsers it started: one group of processes.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}

fn start_driver() -> (Process, String) {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
    let mut process = Process(command.spawn().expect("chromedriver starts"));
    let mut said = BufReader::new(process.0.stdout.take().expect("its output")).lines();
    let port = loop {
        let line = said.next().expect("chromedriver says its port").expect("a line");
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            break port.trim_end_matches('.').to_owned();
        }
    };
    std::thread::spawn(move || said.for_each(drop));
    (process, format!("http://127.0.0.1:{port}"))
}

impl Browser {
    /// A fresh browser that has never been anywhere.
    pub async fn open(url: &str) -> Browser {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let (process, address) = start_driver();
        // The client that talks to chromedriver insists on knowing its cryptography, even for plain HTTP.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut wanted = DesiredCapabilities::chrome();
        let chromium = program("chromium").expect("chromium");
        wanted.set_binary(&chromium.to_string_lossy()).expect("a setting");
        for flag in FLAGS {
            wanted.add_arg(flag).expect("a flag");
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.path().display())).expect("a flag");
        let driver = WebDriver::new(address, wanted).await.expect("chromium starts");
        driver.set_page_load_timeout(Duration::from_secs(30)).await.expect("a time limit");
        let width = Mutex::new(Width::Desk);
        let browser = Browser { driver, url: url.to_owned(), width, _process: process, _profile: profile };
        browser.width(Width::Desk).await;
        browser
    }

    /// Closes it; without, dropping ends it.
    pub async fn close(self) {
        self.driver.clone().quit().await.expect("chromium ends");
    }

    /// Changes the window's width.
    pub async fn width(&self, width: Width) {
        *self.width.lock().expect("a width") = width;
        self.size(width, width.height()).await;
    }

    async fn size(&self, width: Width, height: i64) {
        let (width, mobile) = match width {
            Width::Small => (320, true),
            Width::Phone => (360, true),
            Width::Desk => (1280, false),
        };
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await.expect("a size");
    }

    /// Opens a path of the program.
    pub async fn go(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.url)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Types into the field of that name, in place of what stood there.
    pub async fn fill(&self, name: &str, value: &str) {
        let field = self.driver.query(By::Css(format!("main [name=\"{name}\"]"))).first().await;
        let field = field.unwrap_or_else(|_| panic!("no field {name}"));
        field.clear().await.expect("the field empties");
        field.send_keys(value).await.expect("the field takes keys");
    }

    /// Signs in as somebody of the example, and waits until they are.
    pub async fn signs_in(&self, email: &str) {
        self.go("/sign-in").await;
        self.fill("email", email).await;
        self.fill("password", "lua-nuong-dien-bien").await;
        self.press("Đăng nhập").await;
        // A page asked for before the answer came would be a stranger's.
        let out = self.driver.query(By::Css("form[action=\"/sign-out\"]")).first().await;
        assert!(out.is_ok(), "{email} is not signed in: {}", self.text().await);
    }

    /// Chooses this one of several, or ticks it.
    pub async fn choose(&self, name: &str, value: &str) {
        let path =
            format!("main [name=\"{name}\"][value=\"{value}\"], main [name=\"{name}\"] option[value=\"{value}\"]");
        let choice =
            self.driver.query(By::Css(path)).first().await.unwrap_or_else(|_| panic!("no choice {name} = {value}"));
        choice.click().await.unwrap_or_else(|error| panic!("{name} = {value}: {error}"));
    }

    /// Hands a file to a file field.
    pub async fn attach(&self, name: &str, file: &Path) {
        let field = self.driver.query(By::Css(format!("main input[type=file][name=\"{name}\"]"))).first().await;
        let field = field.unwrap_or_else(|_| panic!("no file field {name}"));
        field.send_keys(file.to_string_lossy()).await.expect("the field takes a file");
    }

    /// Fills a date field: what a person does with the calendar that each browser draws in its own way.
    pub async fn pick_date(&self, name: &str, date: &str) {
        let script = "const field = document.getElementsByName(arguments[0])[0]; field.value = arguments[1]; \
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        self.driver.execute(script, vec![json!(name), json!(date)]).await.expect("a date field");
    }

    /// Opens the first record of a list whose path begins so.
    pub async fn follow(&self, beginning: &str) {
        let link = self.driver.query(By::Css(format!("main th a[href^=\"{beginning}\"]"))).first().await;
        let link = link.unwrap_or_else(|_| panic!("no link to {beginning}"));
        link.click().await.unwrap_or_else(|error| panic!("{beginning}: {error}"));
    }

    /// Waits until a person reads this in the part of the page with this id, which changes by itself.
    pub async fn comes_to_read(&self, place: &str, text: &str) {
        let path = format!("//*[@id='{place}' or @*[name()='{place}']][contains(normalize-space(), '{text}')]");
        let found = self.driver.query(By::XPath(path)).first().await;
        assert!(found.is_ok(), "{place} never says {text:?}: {}", self.text().await);
    }

    /// The path and query the browser is at.
    pub async fn at(&self) -> String {
        let url = self.driver.current_url().await.expect("an address");
        url.as_str().strip_prefix(&self.url).unwrap_or(url.as_str()).to_owned()
    }

    /// Presses the button, or follows the link, with this text in the page's main part.
    pub async fn press(&self, text: &str) {
        let path = format!("//main//*[self::button or self::a or self::summary][normalize-space()='{text}']");
        let thing =
            self.driver.query(By::XPath(path)).first().await.unwrap_or_else(|_| panic!("nothing to press: {text}"));
        thing.click().await.unwrap_or_else(|error| panic!("{text}: {error}"));
    }

    /// What a person can read on the page.
    pub async fn text(&self) -> String {
        let body = self.driver.find(By::Tag("body")).await.expect("a body");
        body.text().await.expect("text")
    }

    /// A person reads this on the page, also where it is folded away; a page that is still coming is waited for.
    pub async fn reads(&self, text: &str) {
        let path = format!("//body[contains(normalize-space(.), '{text}')]");
        let found = self.driver.query(By::XPath(path)).first().await;
        assert!(found.is_ok(), "{} does not say {text:?}: {}", self.at().await, self.text().await);
    }

    /// Nothing sticks out to the right: the page needs no sideways scrolling.
    pub async fn fits(&self) {
        let script = "return [document.documentElement.scrollWidth, window.innerWidth]";
        let sizes = self.driver.execute(script, vec![]).await.expect("sizes");
        let [page, window]: [i64; 2] = sizes.convert().expect("two numbers");
        assert!(page <= window, "the page is {page} wide in a window of {window}: {}", self.text().await);
    }

    /// The whole page as `target/screenshots/NAME.png`, to be looked at.
    pub async fn screenshot(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder");
        let width = *self.width.lock().expect("a width");
        let sizes = self.driver.execute("return document.documentElement.scrollHeight", vec![]).await.expect("a size");
        let whole: i64 = sizes.convert().expect("a number");
        self.size(width, whole.max(width.height())).await;
        self.driver.screenshot(&folder.join(format!("{name}.png"))).await.expect("the picture can be kept");
        self.size(width, width.height()).await;
    }
}
