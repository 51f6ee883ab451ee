//! Every page of every role, by everybody: judged by axe-core at a small phone's and a desk's width, by day and by night; nothing to
//! scroll sideways, nothing written small, nothing hard to hit.
use std::collections::BTreeSet;

use super::chrome::{Browser, Scheme, Width};
use super::in_a_browser;
pub use super::judge::faults;
use super::server::{Begin, Server};

/// The pages of a role: those of its own navigation, and one of each kind of record it can open. `/loans/*` is the first record of
/// that kind which the list before it links to; `>` goes to the first link of the open page that holds what follows.
struct Role {
    email: &'static str,
    pages: &'static [&'static str],
}

const VISITOR: Role = Role {
    email: "",
    pages: &[
        "/",
        "/sign-in",
        "/forgotten-password",
        "/register",
        "/help",
        "/privacy",
        "/accessibility",
        "/programmes/dienbien-htx",
        "/programmes/dienbien-htx/checklist",
        "/can-we-borrow",
        "/can-we-borrow?fund=B-new",
        "/can-we-borrow?asked=1&fund=dienbien-htx&kind=cooperative&amount=300000000&term_months=36&repay_every_months=3&method=equal_principal&own_capital=x",
        "/can-we-borrow?asked=1&fund=dienbien-htx&kind=cooperative&amount=300000000&term_months=36&repay_every_months=3&method=equal_principal",
        "/nowhere",
    ],
};

const COOPERATIVE: Role = Role {
    email: "nasang@htx.example",
    pages: &[
        "/",
        "/applications",
        "/applications/*",
        "/applications/*/edit",
        "/applications/*/cooperative",
        "/applications/*/plan?line=1",
        "/applications/*/collateral?line=1",
        "/applications/*/workforce?line=1",
        "/applications/*/statements",
        "/applications/*/papers",
        "/applications/*/submit",
        "/applications/*/withdraw",
        "/applications/new",
        "/loans",
        "/account",
        "/account/consent",
        "/members",
    ],
};

const BORROWER: Role = Role {
    email: "htx004@htx.example",
    pages: &[
        "/",
        "/loans",
        "/loans/*",
        "/loans/*/statement",
        "/loans/*/settle",
        "/loans/*/explain?figure=accrued",
        "/loans/*/contract",
        "/loans/*/ask/payment",
        "/loans/*/ask/more_time",
        "/letters",
        "/applications",
        "/applications/*",
    ],
};

const APPRAISER: Role = Role {
    email: "thamdinh@quy.example",
    pages: &[
        "/",
        "/dashboard",
        "/applications",
        "/applications?status=submitted&fund=dienbien-htx",
        "/applications/*",
        "/loans",
        "/loans/*",
        "/loans/*/restructure",
        "/cooperatives",
        "/cooperatives/*",
        "/cooperatives/*/edit",
        "/cooperatives/*/related",
        "/cooperatives/new",
        "/reports",
        "/registrations",
    ],
};

const APPROVER: Role = Role {
    email: "duyet@quy.example",
    pages: &[
        "/",
        "/dashboard",
        "/dashboard/forecast?fund=dienbien-htx",
        "/waiting-list?fund=dienbien-htx",
        "/applications",
        "/applications?status=appraised",
        "/applications/*",
        "/loans",
        "/reports",
        "/account",
    ],
};

const CASHIER: Role = Role {
    email: "thuquy@quy.example",
    pages: &[
        "/",
        "/loans",
        "/loans?status=approved",
        "/loans/*/sign",
        "/loans/*/cancel",
        "/loans/*/disburse",
        "/loans?status=active",
        "/loans/*",
        ">/reverse?",
        "/loans/*/close-drawing",
        "/loans/*/repay",
        "/loans/*/prepay",
        "/loans/*/statement",
        "/loans/*/settle",
        "/reports",
    ],
};

const AUDITOR: Role = Role {
    email: "kiemtoan@quy.example",
    pages: &[
        "/",
        "/dashboard",
        "/audit",
        "/audit/verify",
        "/reports",
        "/reports?report=portfolio&fund=dienbien-htx&as_of=2025-06-30",
        "/loans",
        "/loans/*",
        "/applications",
        "/applications/*",
        "/cooperatives",
    ],
};

const ADMINISTRATOR: Role = Role {
    email: "quantri@quy.example",
    pages: &[
        "/",
        "/admin/people",
        "/admin/people/*",
        "/admin/invite",
        "/admin/mail",
        "/admin/holidays",
        "/admin/rules",
        "/admin/rules/CF-25/propose?programme=A",
        "/admin/funds",
        "/admin/funds/dienbien-htx",
        "/admin/funds/dienbien-htx/settings",
        "/admin/funds/dienbien-htx/settings/rates",
        "/admin/funds/dienbien-htx/settings/approval_levels",
        "/admin/funds/dienbien-htx/books",
        "/admin/funds/dienbien-htx/account",
        "/admin/new-fund",
        "/registrations",
        "/account",
    ],
};

/// A page of the role by what stands in its list: `*` is the id of the first record of that kind that the list before it links to.
async fn open(browser: &Browser, page: &str, ids: &mut std::collections::BTreeMap<String, String>) -> Option<String> {
    let path = match (page.strip_prefix('>'), page.split_once('*')) {
        (Some(part), _) => browser.first_link(part).await?,
        (None, None) => {
            // A list: what was found on the one before is another's.
            ids.clear();
            page.to_owned()
        }
        (None, Some((noun, rest))) => {
            if !ids.contains_key(noun) {
                ids.insert(noun.to_owned(), browser.first_record(noun).await?);
            }
            format!("{noun}{}{rest}", ids[noun])
        }
    };
    browser.go(&path).await;
    Some(path)
}

async fn walk(browser: &Browser, role: &Role, width: Width, scheme: Scheme) -> BTreeSet<String> {
    let mut faults_found = BTreeSet::new();
    let mut ids = std::collections::BTreeMap::new();
    for page in role.pages {
        let Some(path) = open(browser, page, &mut ids).await else {
            faults_found.insert(format!("{} {page}: no such record", role.email));
            continue;
        };
        for fault in faults(browser).await {
            faults_found.insert(format!("{} {width:?} {scheme:?} {path}: {fault}", role.email));
        }
    }
    faults_found
}

async fn every_page_of(browser: &Browser, role: &Role) {
    if !role.email.is_empty() {
        browser.signs_in(role.email).await;
    }
    let mut all = BTreeSet::new();
    for (width, scheme) in [
        (Width::Small, Scheme::Light),
        (Width::Phone, Scheme::Dark),
        (Width::Desk, Scheme::Light),
        (Width::Desk, Scheme::Dark),
    ] {
        browser.width(width).await;
        browser.scheme(scheme).await;
        all.append(&mut walk(browser, role, width, scheme).await);
    }
    let all: Vec<String> = all.into_iter().collect();
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

fn reaches(role: &'static Role) {
    in_a_browser(Begin::Example, async |_: &Server, browser| every_page_of(browser, role).await);
}

#[test]
fn a_visitor_reaches_every_page() {
    reaches(&VISITOR);
}

#[test]
fn a_cooperative_reaches_every_page() {
    reaches(&COOPERATIVE);
}

#[test]
fn a_borrower_reaches_every_page() {
    reaches(&BORROWER);
}

#[test]
fn an_appraiser_reaches_every_page() {
    reaches(&APPRAISER);
}

#[test]
fn an_approver_reaches_every_page() {
    reaches(&APPROVER);
}

#[test]
fn a_cashier_reaches_every_page() {
    reaches(&CASHIER);
}

#[test]
fn an_auditor_reaches_every_page() {
    reaches(&AUDITOR);
}

#[test]
fn an_administrator_reaches_every_page() {
    reaches(&ADMINISTRATOR);
}

/// Pages that no role's list holds, and where else they are judged or why they are none.
const ELSEWHERE: [(&str, &str); 29] = [
    ("/admin", "it leads on to the people"),
    ("/static/<name>", "files"),
    ("/healthz", "for a monitor"),
    ("/readyz", "for a monitor"),
    ("/metrics", "for a monitor"),
    ("/reports/<name>", "a file to be saved"),
    ("/applications/<id>/papers/<paper>", "a file to be saved"),
    ("/registrations/<id>/papers/<paper>", "a file to be saved"),
    ("/applications/<id>/form.pdf", "a file to be saved"),
    ("/asks/<id>/papers/<paper>", "a file to be saved"),
    ("/statements-form.xlsx", "a file to be saved"),
    ("/applications/<id>/uploads/<upload>", "a word for the page's script"),
    ("/applications/<id>/papers/<paper>/review", "the story of the whole way judges it"),
    ("/loans/<id>/acknowledgements/<file>", "a file to be saved"),
    ("/loans/<id>/contract.pdf", "a file to be saved"),
    ("/loans/<id>/due-dates.ics", "a file to be saved"),
    ("/loans/<id>/schedule.pdf", "a file to be saved"),
    ("/loans/<id>/statement.pdf", "a file to be saved"),
    ("/asks/<id>", "the story of the whole way judges it"),
    ("/letters/<id>", "the story of the whole way judges it"),
    ("/loans/<id>/offer", "the story of the whole way judges it"),
    ("/restructurings/<id>", "the story of a proposal judges it"),
    ("/links/<secret>", "the story of the first administrator judges it"),
    ("/register/<secret>", "the story of a cooperative that registers judges it"),
    ("/register/<secret>/account", "the story of a cooperative that registers judges it"),
    ("/registration", "the story of a cooperative that registers judges it"),
    ("/registrations/<id>", "the story of a cooperative that registers judges it"),
    ("/kept/<secret>", "the story of a session that ends judges it"),
    ("/account/email/<secret>", "it is the page of a code, which the story of a cooperative that registers judges"),
];

/// Whether a page of a list is one of this route.
fn is_of(route: &str, page: &str) -> bool {
    let parts = |path: &str| path.split('?').next().unwrap_or(path).split('/').map(str::to_owned).collect::<Vec<_>>();
    let (route, page) = (parts(route), parts(page));
    route.len() == page.len() && route.iter().zip(&page).all(|(wanted, is)| wanted.starts_with('<') || wanted == is)
}

#[test]
fn no_page_is_forgotten() {
    let roles = [&VISITOR, &COOPERATIVE, &BORROWER, &APPRAISER, &APPROVER, &CASHIER, &AUDITOR, &ADMINISTRATOR];
    let known = |route: &str| {
        let path = route.split('?').next().unwrap_or(route);
        let linked = path.rsplit('/').next().is_some_and(|last| {
            roles.iter().any(|role| role.pages.iter().any(|page| page.strip_prefix('>') == Some(&format!("/{last}?"))))
        });
        linked
            || ELSEWHERE.iter().any(|(elsewhere, _)| *elsewhere == path)
            || roles.iter().any(|role| role.pages.iter().any(|page| is_of(path, page)))
    };
    let routes = coopfund::web::pages::routes();
    let pages =
        routes.iter().filter(|route| route.method == rocket::http::Method::Get).map(|route| route.uri.to_string());
    let forgotten: Vec<String> = pages.filter(|route| !known(route)).collect();
    assert!(forgotten.is_empty(), "pages that no role reaches in these stories: {forgotten:#?}");
}
