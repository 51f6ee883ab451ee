//! The one value every template gets.
use rocket::form::FromForm;
use rocket::http::{Cookie, SameSite, Status};
use rocket::outcome::Outcome::{Error, Success};
use rocket::request::{FlashMessage, FromRequest, Outcome, Request};
use rocket::response::{Flash, Redirect};

use super::guards::{LANGUAGE_COOKIE, VISITOR_COOKIE, session, session_if_known};
use crate::access::{Duty, User};
use crate::actions::Office;
use crate::text::{Lang, Texts};

/// Language, user, anti-forgery token, navigation, and the message of the deed before.
#[derive(Debug, Clone)]
pub struct Page {
    pub t: Texts,
    pub lang: &'static str,
    pub title: String,
    pub user: Option<UserView>,
    pub nav: Vec<NavItem>,
    /// Goes into every form as `token`.
    pub token: String,
    /// Goes into every form that makes something as `key`: a double click is answered with the first result.
    pub key: String,
    pub message: Option<Message>,
    pub path: String,
    /// The data are the example's.
    pub demo: bool,
}

#[derive(Debug, Clone)]
pub struct UserView {
    pub name: String,
    pub email: String,
    pub role_label: String,
}

#[derive(Debug, Clone)]
pub struct NavItem {
    pub href: &'static str,
    pub label: &'static str,
    pub current: bool,
}

/// `kind` is `success`, `warning`, `refusal` or `info`.
#[derive(Debug, Clone, FromForm)]
pub struct Message {
    pub kind: String,
    pub text: String,
}

impl Page {
    pub fn titled(mut self, title: impl Into<String>) -> Page {
        self.title = title.into();
        self
    }

    fn new(t: Texts, user: Option<&User>, token: String, path: &str) -> Page {
        Page {
            t,
            lang: t.lang.as_str(),
            title: t.product().to_owned(),
            user: user.map(|user| UserView {
                name: user.name.clone(),
                email: user.email.clone(),
                role_label: role_label(t, user),
            }),
            nav: user.map(|user| navigation(t, user, path)).unwrap_or_default(),
            token,
            key: crate::store::new_id(),
            message: None,
            path: path.to_owned(),
            demo: false,
        }
    }

    /// For error pages: what is known of the request without waiting for anything.
    pub fn for_error(request: &Request<'_>) -> Page {
        let known = session_if_known(request);
        let lang = known.map_or_else(|| visitor_language(request), |session| session.user.lang);
        let path = request.uri().path().as_str();
        let mut page = Page::new(Texts::new(lang), known.map(|session| &session.user), String::new(), path);
        page.token = known.map_or_else(|| visitor_token(request), |session| session.form_token.clone());
        page.demo = request.rocket().state::<Office>().is_some_and(|office| office.example);
        page
    }
}

/// The language of somebody who has not signed in: as chosen, else Vietnamese.
pub fn visitor_language(request: &Request<'_>) -> Lang {
    let chosen = request.cookies().get(LANGUAGE_COOKIE).map(|cookie| cookie.value().to_owned());
    chosen.and_then(|code| Lang::try_from(code).ok()).unwrap_or_default()
}

/// The anti-forgery token of a browser without a session: made at its first page.
pub fn visitor_token(request: &Request<'_>) -> String {
    if let Some(cookie) = request.cookies().get_private(VISITOR_COOKIE) {
        return cookie.value().to_owned();
    }
    request
        .local_cache(|| {
            let token = crate::actions::people::new_secret();
            let cookie =
                Cookie::build((VISITOR_COOKIE, token.clone())).same_site(SameSite::Lax).http_only(true).path("/");
            request.cookies().add_private(cookie.secure(!cfg!(debug_assertions)));
            VisitorToken(token)
        })
        .0
        .clone()
}

struct VisitorToken(String);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Page {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let session = match session(request).await {
            Ok(session) => session.as_ref(),
            Err(_) => return Error((Status::ServiceUnavailable, ())),
        };
        let lang = session.map_or_else(|| visitor_language(request), |session| session.user.lang);
        let token = session.map_or_else(|| visitor_token(request), |session| session.form_token.clone());
        let path = request.uri().to_string();
        let mut page = Page::new(Texts::new(lang), session.map(|session| &session.user), token, &path);
        page.demo = request.rocket().state::<Office>().is_some_and(|office| office.example);
        if let Success(flash) = FlashMessage::from_request(request).await {
            page.message = Some(Message { kind: flash.kind().to_owned(), text: flash.message().to_owned() });
        }
        Success(page)
    }
}

/// 303 to the result, with what was done said at its top.
pub fn done(to: impl Into<String>, text: impl Into<String>) -> Flash<Redirect> {
    Flash::new(Redirect::to(to.into()), "success", text.into())
}

/// 303 with why it was not done.
pub fn not_done(to: impl Into<String>, text: impl Into<String>) -> Flash<Redirect> {
    Flash::new(Redirect::to(to.into()), "refusal", text.into())
}

fn role_label(t: Texts, user: &User) -> String {
    let mut duties: Vec<Duty> = user.grants.iter().map(|grant| grant.duty).collect();
    duties.sort_unstable();
    duties.dedup();
    duties.into_iter().map(|duty| t.duty(duty)).collect::<Vec<_>>().join(", ")
}

/// The navigation of each role; a person with several sees the union, each place once.
fn navigation(t: Texts, user: &User, path: &str) -> Vec<NavItem> {
    let staff = user.is_staff();
    let places: [(&'static str, &'static str, bool); 9] = [
        ("/", t.home(), true),
        ("/dashboard", t.nav_dashboard(), staff),
        ("/applications", t.nav_applications(), staff || user.has_any(Duty::Applicant)),
        ("/loans", t.nav_loans(), staff || user.has_any(Duty::Applicant)),
        ("/cooperatives", t.nav_cooperatives(), staff),
        ("/reports", t.nav_reports(), staff),
        ("/audit", t.nav_audit(), user.has_any(Duty::Auditor)),
        ("/admin", t.nav_admin(), user.has_any(Duty::Administrator)),
        ("/account", t.account(), true),
    ];
    let here = path.split('?').next().unwrap_or(path);
    let current =
        |href: &str| if href == "/" { here == "/" } else { here == href || here.starts_with(&format!("{href}/")) };
    places
        .into_iter()
        .filter(|place| place.2)
        .map(|(href, label, _)| NavItem { href, label, current: current(href) })
        .collect()
}
