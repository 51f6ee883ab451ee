//! The whole way of a cooperative, from registering to its first repayment, looked at step by step.
mod behalf;
mod borrowing;
mod fund;
mod lending;

use std::cell::{Cell, RefCell};
use std::path::PathBuf;

use super::chrome::{Browser, Width};
use super::in_a_browser;
use super::reach::faults;
use super::server::{Begin, Server};
use lending::Payment;

/// A cooperative of the example for which nobody can sign in, HTX Cà phê Pú Nhung 3.
const WITHOUT_AN_ACCOUNT: &str = "5600401027";

/// Who goes the way, and how.
struct Way<'a> {
    server: &'a Server,
    /// The cooperative's browser.
    own: &'a Browser,
    /// The one at the fund's office, where one officer after another sits down.
    office: Browser,
    /// What the pictures are called by: the width, and whether there is a script.
    name: &'static str,
    script: bool,
    steps: Cell<u32>,
    faults: RefCell<Vec<String>>,
}

impl<'a> Way<'a> {
    async fn new(server: &'a Server, own: &'a Browser, name: &'static str, script: bool) -> Way<'a> {
        let (steps, faults) = (Cell::new(0), RefCell::new(Vec::new()));
        Way { server, own, office: Browser::open(&server.url).await, name, script, steps, faults }
    }

    /// From the decision on, the way is the same whoever wrote the application.
    async fn goes_from_decision_to_statement(&self, application: &str) {
        let loan = self.fund_lends(application).await;
        self.accepts_the_offer(application, &loan).await;
        self.fund_signs(&loan).await;
        self.asks_for_a_tranche(&loan).await;
        self.fund_pays_out(&loan).await;
        let payment = self.reports_a_payment(&loan).await;
        self.fund_books(&payment).await;
        self.reads_the_statement(&loan, &payment).await;
    }

    /// Nothing that was looked at had a fault.
    async fn ends(self) {
        let faults = self.faults.take();
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
        self.office.close().await;
    }

    /// Looks at the cooperative's page: it fits, it is sound, and there is a picture of it.
    async fn looked(&self, step: &str) {
        self.steps.set(self.steps.get() + 1);
        self.judged(self.own, &format!("journey_{}_{:02}_{step}", self.name, self.steps.get())).await;
    }

    /// Looks at the officer's page.
    async fn office_looked(&self, step: &str) {
        self.judged(&self.office, &format!("journey_{}_office_{step}", self.name)).await;
    }

    async fn judged(&self, browser: &Browser, name: &str) {
        browser.screenshot(name).await;
        let at = browser.at().await;
        let plain = !self.script && std::ptr::eq(browser, self.own);
        if plain {
            browser.with_script().await;
        }
        let found = faults(browser).await;
        if plain {
            browser.without_script().await;
        }
        self.faults.borrow_mut().extend(found.into_iter().map(|fault| format!("{name} ({at}): {fault}")));
    }

    /// A file to hand in.
    fn file(&self, name: &str, contents: &[u8]) -> PathBuf {
        let path = self.server.folder().join(name);
        std::fs::write(&path, contents).expect("a file");
        path
    }
}

/// From the first letter of the way to its end.
fn goes_the_whole_way(name: &'static str, width: Width, script: bool) {
    in_a_browser(Begin::Example, async |server, own| {
        own.width(width).await;
        if !script {
            own.without_script().await;
        }
        let way = Way::new(server, own, name, script).await;
        way.registers().await;
        way.fund_confirms().await;
        let application = way.applies().await;
        way.fund_returns(&application).await;
        way.adds_what_is_missing(&application).await;
        way.goes_from_decision_to_statement(&application).await;
        way.ends().await;
    });
}

/// An officer writes; the cooperative, which has an account, confirms by sending it, and goes the rest of the way.
fn goes_the_way_on_behalf(name: &'static str, width: Width) {
    in_a_browser(Begin::Example, async |server, own| {
        own.width(width).await;
        let chair = Way::new(server, own, "behalf_chair", true).await;
        chair.registers().await;
        chair.fund_confirms().await;
        let writing = Browser::open(&server.url).await;
        writing.width(width).await;
        let officer = Way::new(server, &writing, name, true).await;
        let application = officer.writes_for(borrowing::CODE).await;
        officer.asks_the_chair(&chair, &application).await;
        chair.fund_returns(&application).await;
        officer.adds_for_it(&application).await;
        chair.goes_from_decision_to_statement(&application).await;
        officer.ends().await;
        writing.close().await;
        chair.ends().await;
    });
}

#[test]
fn the_whole_way_on_a_phone() {
    goes_the_whole_way("360", Width::Phone, true);
}

#[test]
fn the_whole_way_at_a_desk() {
    goes_the_whole_way("1280", Width::Desk, true);
}

#[test]
fn the_whole_way_without_script() {
    goes_the_whole_way("plain", Width::Phone, false);
}

#[test]
fn an_officer_goes_it_for_a_cooperative_on_a_phone() {
    goes_the_way_on_behalf("behalf_360", Width::Phone);
}

#[test]
fn an_officer_goes_it_for_a_cooperative_at_a_desk() {
    goes_the_way_on_behalf("behalf_1280", Width::Desk);
}

/// Of a cooperative without an account only paper can tell that it stands by what the officer wrote.
#[test]
fn a_cooperative_without_an_account_signs_on_paper() {
    in_a_browser(Begin::Example, async |server, own| {
        own.width(Width::Phone).await;
        let way = Way::new(server, own, "signed", true).await;
        way.writes_for(WITHOUT_AN_ACCOUNT).await;
        way.sends_with_the_signed_form().await;
        way.ends().await;
    });
}
