//! `/account`: one's own name, duties, password, sessions and tokens.
use askama::Template;
use askama_web::WebTemplate;
use rocket::http::{ContentType, CookieJar, Header, Status};
use rocket::response::{Flash, Redirect};
use rocket::{Either, Responder, Route, State, get, post, routes};

use super::admin::duty_in_words;
use super::register::CodePage;
use crate::access::secret_id;
use crate::actions::people::{self, mail_code};
use crate::actions::{Error as ActionError, Office, Refusal};
use crate::store::users::{self, SessionRow, TokenRow};
use crate::text::{Texts, format};
use crate::web::download::Attachment;
use crate::web::error::{redisplayable, status_of};
use crate::web::guards::{SESSION_COOKIE, SignedIn};
use crate::web::page::done;
use crate::web::{Answer, Fields, FormView, Page, Posted};

const HERE: &str = "/account";

pub fn routes() -> Vec<Route> {
    routes![
        account,
        name,
        password,
        ask_email,
        email_code_page,
        email_code,
        end_session,
        end_others,
        make_token,
        revoke_token,
        own_data
    ]
}

/// A token as a list shows it.
pub(super) struct TokenLine {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) until: String,
}

impl TokenLine {
    pub(super) fn new(row: TokenRow) -> TokenLine {
        let until = format::date(crate::clock::business_date(row.expires_at));
        TokenLine { id: row.id, label: row.label, until }
    }
}

/// A page that no cache keeps, because a secret stands on it.
#[derive(Responder)]
pub(super) struct Secret<T>(T, Header<'static>);

/// The only page a token is ever on. It answers the post itself: carried over a redirect, the secret would have to be stored.
#[derive(Template, WebTemplate)]
#[template(path = "people/token.html")]
pub(super) struct TokenPage {
    page: Page,
    token: String,
    label: String,
    back: String,
}

impl TokenPage {
    pub(super) fn new(page: Page, token: String, label: &str, back: String) -> Secret<TokenPage> {
        let title = page.t.token_made();
        let shown = TokenPage { page: page.titled(title), token, label: label.to_owned(), back };
        Secret(shown, Header::new("Cache-Control", "no-store"))
    }
}

struct SessionLine {
    id: String,
    browser: String,
    address: String,
    since: String,
    this: bool,
}

impl SessionLine {
    fn new(t: Texts, row: SessionRow, this: &str) -> SessionLine {
        SessionLine {
            this: row.id == this,
            id: row.id,
            browser: row.agent.as_deref().and_then(browser_name).unwrap_or_else(|| t.unknown_browser().to_owned()),
            address: row.address.unwrap_or_default(),
            since: t.session_since(format::instant(row.created_at)),
        }
    }
}

/// `Firefox, Android`: enough to tell one's own machines apart.
fn browser_name(agent: &str) -> Option<String> {
    let pick = |marks: &[(&'static str, &'static str)]| {
        marks.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    // The order matters: nearly every browser also calls itself Safari and Chrome.
    let browser = pick(&[
        ("Edg/", "Edge"),
        ("coc_coc_browser", "Cốc Cốc"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ])?;
    let system = pick(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    Some(system.map_or_else(|| browser.to_owned(), |system| format!("{browser}, {system}")))
}

#[derive(Template, WebTemplate)]
#[template(path = "people/account.html")]
struct AccountPage {
    page: Page,
    form: FormView,
    typed_name: String,
    email: String,
    duties: Vec<String>,
    sessions: Vec<SessionLine>,
    tokens: Vec<TokenLine>,
    languages: [(&'static str, &'static str); 2],
    /// Acts for a cooperative.
    applicant: bool,
    /// Works for no fund: their own data are a borrower's.
    outside: bool,
}

impl AccountPage {
    async fn new(page: Page, user: &SignedIn, office: &Office, session: &str, form: FormView) -> Answer<AccountPage> {
        let (user, now) = (&user.0, office.clock.now());
        let (duties, sessions, tokens) = office
            .store
            .read(async |tx| {
                let duties = users::duties_of(tx, &user.id).await?;
                let sessions = users::sessions_of(tx, &user.id, now).await?;
                Ok::<_, ActionError>((duties, sessions, users::tokens_of(tx, &user.id, now).await?))
            })
            .await?;
        let t = page.t;
        Ok(AccountPage {
            page: page.titled(t.account_title()),
            typed_name: form.refused_or("name", &user.name),
            form,
            email: user.email.clone(),
            duties: duties.iter().map(|row| duty_in_words(t, row)).collect(),
            sessions: sessions.into_iter().map(|row| SessionLine::new(t, row, session)).collect(),
            tokens: tokens.into_iter().map(TokenLine::new).collect(),
            languages: super::admin::invite::LANGUAGES,
            applicant: user.cooperative().is_some(),
            outside: !user.is_staff(),
        })
    }
}

/// The id of this browser's session; nothing when there is none.
fn this_session(cookies: &CookieJar<'_>) -> String {
    cookies.get_private(SESSION_COOKIE).map(|cookie| secret_id(cookie.value())).unwrap_or_default()
}

#[get("/account")]
async fn account(page: Page, user: SignedIn, cookies: &CookieJar<'_>, office: &State<Office>) -> Answer<AccountPage> {
    let form = FormView::new(page.t, Fields::default());
    AccountPage::new(page, &user, office, &this_session(cookies), form).await
}

/// The page again, with why it was refused. No password is ever redisplayed.
async fn again(
    page: Page,
    user: &SignedIn,
    office: &Office,
    session: &str,
    fields: &Fields,
    refusal: &Refusal,
) -> Answer<(Status, AccountPage)> {
    let mut typed = fields.clone();
    typed.set("password", "");
    typed.set("old_password", "");
    typed.set("email_password", "");
    let form = FormView::refused(page.t, typed, refusal);
    Ok((status_of(refusal), AccountPage::new(page, user, office, session, form).await?))
}

/// Corrects one's own name.
#[post("/account/name", data = "<posted>")]
async fn name(
    page: Page,
    user: SignedIn,
    posted: Posted,
    cookies: &CookieJar<'_>,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, AccountPage)>> {
    let fields = &posted.0;
    match redisplayable(people::correct_own_name(office, &user.0, fields.get("name")).await)? {
        Ok(()) => Ok(Either::Left(done(HERE, page.t.name_corrected()))),
        Err(refusal) => Ok(Either::Right(again(page, &user, office, &this_session(cookies), fields, &refusal).await?)),
    }
}

#[post("/account/password", data = "<posted>")]
async fn password(
    page: Page,
    user: SignedIn,
    posted: Posted,
    cookies: &CookieJar<'_>,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, AccountPage)>> {
    let (fields, session) = (&posted.0, this_session(cookies));
    let (old, new) = (fields.get("old_password"), fields.get("password"));
    match redisplayable(people::change_password(office, &user.0, &session, old, new).await)? {
        Ok(()) => Ok(Either::Left(done(HERE, page.t.password_changed()))),
        Err(refusal) => Ok(Either::Right(again(page, &user, office, &session, fields, &refusal).await?)),
    }
}

/// Asks for another address: the code goes to the new one.
#[post("/account/email", data = "<posted>")]
async fn ask_email(
    page: Page,
    user: SignedIn,
    posted: Posted,
    cookies: &CookieJar<'_>,
    office: &State<Office>,
) -> Answer<Either<Redirect, (Status, AccountPage)>> {
    let fields = &posted.0;
    match redisplayable(
        mail_code::ask_new_address(office, &user.0, fields.get("new_email"), fields.get("email_password")).await,
    )? {
        Ok(secret) => Ok(Either::Left(Redirect::to(format!("/account/email/{secret}")))),
        Err(refusal) => Ok(Either::Right(again(page, &user, office, &this_session(cookies), fields, &refusal).await?)),
    }
}

#[get("/account/email/<secret>")]
async fn email_code_page(page: Page, user: SignedIn, secret: &str, office: &State<Office>) -> Answer<CodePage> {
    let found = mail_code::look_at(office, secret, "change_email").await?;
    if found.user_id.as_deref() != Some(user.0.id.as_str()) {
        return Err(Refusal::DeadLink.into());
    }
    let form = FormView::new(page.t, Fields::default());
    Ok(CodePage::new(page, form, format!("/account/email/{secret}"), HERE, None))
}

#[post("/account/email/<secret>", data = "<posted>")]
async fn email_code(
    page: Page,
    user: SignedIn,
    secret: &str,
    posted: Posted,
    office: &State<Office>,
) -> Answer<Either<Flash<Redirect>, (Status, CodePage)>> {
    match mail_code::change_address(office, &user.0, secret, posted.0.get("code")).await {
        Ok(()) => Ok(Either::Left(done(HERE, page.t.email_changed()))),
        Err(ActionError::Refused(refusal @ Refusal::Invalid(_))) => {
            let form = FormView::refused(page.t, Fields::default(), &refusal);
            let shown = CodePage::new(page, form, format!("/account/email/{secret}"), HERE, None);
            Ok(Either::Right((status_of(&refusal), shown)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Everything kept about oneself, as a file. A form and not a link: taking it leaves its row in the trail.
#[post("/account/data", data = "<_posted>")]
async fn own_data(user: SignedIn, _posted: Posted, office: &State<Office>) -> Answer<Attachment> {
    let whole = crate::actions::own_data::download(office, &user.0).await?;
    let name = format!("coopfund-{}.json", office.clock.today());
    Ok(Attachment::new(format!("{whole:#}").into_bytes(), ContentType::JSON, &name))
}

#[post("/account/sessions/<id>/end", data = "<_posted>")]
async fn end_session(
    page: Page,
    user: SignedIn,
    id: &str,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    people::end_session(office, &user.0, id).await?;
    Ok(done(HERE, page.t.session_ended()))
}

#[post("/account/sessions/end-others", data = "<_posted>")]
async fn end_others(
    page: Page,
    user: SignedIn,
    _posted: Posted,
    cookies: &CookieJar<'_>,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    let ended = people::end_other_sessions(office, &user.0, &this_session(cookies)).await?;
    Ok(done(HERE, page.t.sessions_ended(ended)))
}

#[post("/account/tokens", data = "<posted>")]
async fn make_token(
    page: Page,
    user: SignedIn,
    posted: Posted,
    cookies: &CookieJar<'_>,
    office: &State<Office>,
) -> Answer<Either<Secret<TokenPage>, (Status, AccountPage)>> {
    let fields = &posted.0;
    match redisplayable(people::make_own_token(office, &user.0, fields.get("label")).await)? {
        Ok(token) => Ok(Either::Left(TokenPage::new(page, token, fields.get("label"), HERE.to_owned()))),
        Err(refusal) => Ok(Either::Right(again(page, &user, office, &this_session(cookies), fields, &refusal).await?)),
    }
}

#[post("/account/tokens/<id>/revoke", data = "<_posted>")]
async fn revoke_token(
    page: Page,
    user: SignedIn,
    id: &str,
    _posted: Posted,
    office: &State<Office>,
) -> Answer<Flash<Redirect>> {
    people::revoke_own_token(office, &user.0, id).await?;
    Ok(done(HERE, page.t.token_revoked()))
}

#[cfg(test)]
mod tests {
    use super::browser_name;

    #[test]
    fn a_browser_is_named_by_what_it_is_not_by_what_it_imitates() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36";
        assert_eq!(browser_name(chrome).as_deref(), Some("Chrome, Windows"));
        assert_eq!(browser_name(&format!("{chrome} Edg/120.0")).as_deref(), Some("Edge, Windows"));
        let firefox = "Mozilla/5.0 (Android 14; Mobile; rv:121.0) Gecko/121.0 Firefox/121.0";
        assert_eq!(browser_name(firefox).as_deref(), Some("Firefox, Android"));
        assert_eq!(browser_name("curl/8.5").as_deref(), Some("curl"));
        assert_eq!(browser_name("a robot"), None);
    }
}
