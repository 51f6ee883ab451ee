//! `/register`: an account by oneself. The answers do not tell who has an account or which cooperative is in the register.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::Status;
use rocket::response::{Flash, Redirect};
use rocket::{Either, Route, State, get, post, routes};

use super::registration::{Choices, stated};
use crate::actions::people::mail_code::{self, Typist};
use crate::actions::registration::{self, Begin, Finish};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::web::error::{redisplayable, status_of};
use crate::web::guards::Caller;
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

pub fn routes() -> Vec<Route> {
    routes![begin_page, begin, code_page, code, account_page, account]
}

#[derive(Template, WebTemplate)]
#[template(path = "registration/begin.html")]
struct BeginPage {
    page: Page,
    form: FormView,
}

fn begin_view(page: Page, form: FormView) -> BeginPage {
    let title = page.t.register_title();
    BeginPage { form, page: page.titled(title) }
}

#[get("/register")]
fn begin_page(page: Page) -> BeginPage {
    let form = FormView::new(page.t, Fields::default());
    begin_view(page, form)
}

#[post("/register", data = "<posted>")]
async fn begin(
    page: Page,
    posted: Posted,
    caller: Caller,
    office: &State<Office>,
) -> Answer<Either<Redirect, (Status, BeginPage)>> {
    let fields = &posted.0;
    let input = Begin {
        code: fields.get("code"),
        name: fields.get("name"),
        email: fields.get("email"),
        language: page.t.lang,
        address: &caller.address,
    };
    match redisplayable(registration::begin(office, input).await)? {
        Ok(secret) => Ok(Either::Left(Redirect::to(format!("/register/{secret}")))),
        Err(refusal) => {
            let form = FormView::refused(page.t, fields.clone(), &refusal);
            Ok(Either::Right((status_of(&refusal), begin_view(page, form))))
        }
    }
}

/// Where the code is typed, at registering and at changing the address.
#[derive(Template, WebTemplate)]
#[template(path = "registration/code.html")]
pub(super) struct CodePage {
    page: Page,
    form: FormView,
    action: String,
    /// Where to begin again.
    again: &'static str,
    /// Which of three steps; nothing for a change of address.
    step: Option<i64>,
}

impl CodePage {
    pub(super) fn new(page: Page, form: FormView, action: String, again: &'static str, step: Option<i64>) -> CodePage {
        let title = page.t.code_title();
        CodePage { page: page.titled(title), form, action, again, step }
    }
}

#[get("/register/<secret>")]
async fn code_page(page: Page, secret: &str, office: &State<Office>) -> Answer<Either<CodePage, Redirect>> {
    let found = mail_code::look_at(office, secret, "register").await?;
    if found.proved_at.is_some() {
        return Ok(Either::Right(Redirect::to(format!("/register/{secret}/account"))));
    }
    let form = FormView::new(page.t, Fields::default());
    Ok(Either::Left(CodePage::new(page, form, format!("/register/{secret}"), "/register", Some(1))))
}

#[post("/register/<secret>", data = "<posted>")]
async fn code(
    page: Page,
    secret: &str,
    posted: Posted,
    caller: Caller,
    office: &State<Office>,
) -> Answer<Either<Redirect, (Status, CodePage)>> {
    mail_code::look_at(office, secret, "register").await?;
    match mail_code::prove(office, secret, Typist::Stranger(&caller.address), posted.0.get("code")).await {
        Ok(()) => Ok(Either::Left(Redirect::to(format!("/register/{secret}/account")))),
        Err(ActionError::Refused(refusal @ Refusal::Invalid(_))) => {
            let form = FormView::refused(page.t, Fields::default(), &refusal);
            let shown = CodePage::new(page, form, format!("/register/{secret}"), "/register", Some(1));
            Ok(Either::Right((status_of(&refusal), shown)))
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "registration/account.html")]
struct AccountPage {
    page: Page,
    form: FormView,
    secret: String,
    email: String,
    code: String,
    choices: Choices,
}

async fn account_view(page: Page, office: &Office, secret: &str, form: FormView) -> Answer<AccountPage> {
    let found = mail_code::look_at(office, secret, "register").await?;
    if found.proved_at.is_none() {
        return Err(Refusal::DeadLink.into());
    }
    let t = page.t;
    Ok(AccountPage {
        choices: Choices::new(t),
        page: page.titled(t.account_make_title()),
        form,
        secret: secret.to_owned(),
        email: found.email,
        code: found.typed.0["code"].as_str().unwrap_or_default().to_owned(),
    })
}

#[get("/register/<secret>/account")]
async fn account_page(page: Page, secret: &str, office: &State<Office>) -> Answer<AccountPage> {
    let found = mail_code::look_at(office, secret, "register").await?;
    let mut fields = Fields::default();
    fields.set("representative", found.typed.0["name"].as_str().unwrap_or_default());
    let form = FormView::new(page.t, fields);
    account_view(page, office, secret, form).await
}

#[post("/register/<secret>/account", data = "<posted>")]
async fn account(
    page: Page,
    secret: &str,
    posted: Posted,
    caller: Caller,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, AccountPage)>> {
    let (fields, address) = (&posted.0, caller.address.as_str());
    let finish = Finish { secret, password: fields.get("password"), stated: stated(fields), address };
    match registration::finish(office, &finish).await {
        Ok(_) => Ok(Either::Left(done("/sign-in?back=/registration", page.t.account_made()))),
        Err(ActionError::Refused(refusal @ Refusal::Invalid(_))) => {
            let mut typed = fields.clone();
            typed.set("password", "");
            let form = FormView::refused(page.t, typed, &refusal);
            Ok(Either::Right((status_of(&refusal), account_view(page, office, secret, form).await?)))
        }
        Err(error) => Err(error.into()),
    }
}
