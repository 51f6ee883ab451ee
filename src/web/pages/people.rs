//! Signing in and out, one-time links, one's own language.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::{Cookie, CookieJar, SameSite, Status};
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use crate::access::secret_id;
use crate::actions::{Error as ActionError, Office, people};
use crate::text::Lang;
use crate::web::error::status_of;
use crate::web::guards::{Caller, LANGUAGE_COOKIE, SESSION_COOKIE, SignedIn};
use crate::web::page::done;
use crate::web::{Answer, FormView, Page, Posted};

pub fn routes() -> Vec<Route> {
    routes![sign_in_page, sign_in, sign_out, language, forgotten_page, forgotten, link_page, link]
}

/// A form that was refused, shown again with its status.
type Again<T> = (Status, T);

#[derive(Template, WebTemplate)]
#[template(path = "people/sign_in.html")]
struct SignInPage {
    page: Page,
    form: FormView,
    back: String,
}

#[get("/sign-in?<back>")]
fn sign_in_page(page: Page, back: Option<&str>) -> SignInPage {
    let title = page.t.sign_in();
    SignInPage {
        form: FormView::new(page.t, Default::default()),
        back: own_path(back).to_owned(),
        page: page.titled(title),
    }
}

/// A path of ours to come back to; anything else leads to the start page.
fn own_path(path: Option<&str>) -> &str {
    path.filter(|path| {
        path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.chars().any(char::is_control)
    })
    .unwrap_or("/")
}

#[post("/sign-in", data = "<posted>")]
async fn sign_in(
    page: Page,
    posted: Posted,
    caller: Caller,
    cookies: &CookieJar<'_>,
    office: &State<Office>,
) -> Answer<Either<Redirect, Again<SignInPage>>> {
    let fields = &posted.0;
    let back = own_path(Some(fields.get("back"))).to_owned();
    match people::sign_in(office, fields.get("email"), fields.get("password"), &caller.address, caller.agent.as_deref())
        .await
    {
        Ok(begun) => {
            let cookie =
                Cookie::build((SESSION_COOKIE, begun.secret)).same_site(SameSite::Lax).http_only(true).path("/");
            cookies.add_private(cookie.secure(!cfg!(debug_assertions)));
            Ok(Either::Left(Redirect::to(back)))
        }
        Err(ActionError::Refused(refusal)) => {
            let mut typed = fields.clone();
            typed.set("password", "");
            let title = page.t.sign_in();
            let form = FormView::refused(page.t, typed, &refusal);
            Ok(Either::Right((status_of(&refusal), SignInPage { form, back, page: page.titled(title) })))
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/sign-out", data = "<_posted>")]
async fn sign_out(
    page: Page,
    user: SignedIn,
    _posted: Posted,
    cookies: &CookieJar<'_>,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    if let Some(cookie) = cookies.get_private(SESSION_COOKIE) {
        people::end_session(office, &user.0, &secret_id(cookie.value())).await?;
        cookies.remove_private(SESSION_COOKIE);
    }
    Ok(done("/sign-in", page.t.signed_out()))
}

#[post("/language", data = "<posted>")]
async fn language(
    user: Option<SignedIn>,
    posted: Posted,
    cookies: &CookieJar<'_>,
    office: &State<Office>,
) -> Answer<Redirect> {
    let lang = Lang::try_from(posted.0.get("lang").to_owned()).unwrap_or_default();
    let cookie = Cookie::build((LANGUAGE_COOKIE, lang.as_str())).same_site(SameSite::Lax).http_only(true).path("/");
    cookies.add(cookie.permanent());
    if let Some(SignedIn(user)) = &user {
        people::set_language(office, user, lang).await?;
    }
    Ok(Redirect::to(own_path(Some(posted.0.get("back"))).to_owned()))
}

#[derive(Template, WebTemplate)]
#[template(path = "people/forgotten.html")]
struct ForgottenPage {
    page: Page,
    form: FormView,
}

#[get("/forgotten-password")]
fn forgotten_page(page: Page) -> ForgottenPage {
    let title = page.t.forgot_password();
    ForgottenPage { form: FormView::new(page.t, Default::default()), page: page.titled(title) }
}

#[post("/forgotten-password", data = "<posted>")]
async fn forgotten(
    page: Page,
    posted: Posted,
    caller: Caller,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, Again<ForgottenPage>>> {
    match people::request_reset(office, posted.0.get("email"), &caller.address).await {
        Ok(()) => Ok(Either::Left(done("/sign-in", page.t.link_sent()))),
        Err(ActionError::Refused(refusal)) => {
            let title = page.t.forgot_password();
            let form = FormView::refused(page.t, posted.0, &refusal);
            Ok(Either::Right((status_of(&refusal), ForgottenPage { form, page: page.titled(title) })))
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "people/link.html")]
struct LinkPage {
    page: Page,
    form: FormView,
    secret: String,
    /// The first administrator also says who they are.
    newcomer: bool,
    email: String,
}

async fn link_view(page: Page, office: &Office, secret: &str, form: FormView) -> Answer<LinkPage> {
    let view = people::look_at_link(office, secret).await?;
    let title = match view.purpose.as_str() {
        "first_administrator" => page.t.first_administrator_title(),
        "invitation" => page.t.invitation_title(),
        _ => page.t.set_password(),
    };
    let email = view.person.as_ref().map(|person| person.email.clone()).unwrap_or_default();
    Ok(LinkPage { page: page.titled(title), form, secret: secret.to_owned(), newcomer: view.person.is_none(), email })
}

#[get("/links/<secret>")]
async fn link_page(page: Page, secret: &str, office: &State<Office>) -> Answer<LinkPage> {
    let form = FormView::new(page.t, Default::default());
    link_view(page, office, secret, form).await
}

#[post("/links/<secret>", data = "<posted>")]
async fn link(
    page: Page,
    secret: &str,
    posted: Posted,
    caller: Caller,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, Again<LinkPage>>> {
    let fields = &posted.0;
    let newcomer = (!fields.get("email").is_empty()).then(|| (fields.get("email"), fields.get("name")));
    match people::use_link(office, secret, newcomer, fields.get("password"), &caller.address).await {
        Ok(()) => Ok(Either::Left(done("/sign-in", page.t.password_set()))),
        Err(ActionError::Refused(refusal)) if status_of(&refusal) == Status::UnprocessableEntity => {
            let mut typed = fields.clone();
            typed.set("password", "");
            let form = FormView::refused(page.t, typed, &refusal);
            Ok(Either::Right((status_of(&refusal), link_view(page, office, secret, form).await?)))
        }
        Err(error) => Err(error.into()),
    }
}
