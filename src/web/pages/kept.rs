//! A form that came after its session had ended: it is kept, its writer signs in again and finds what they had typed.
use askama::Template;
use askama_web::WebTemplate;
use chrono::TimeDelta;
use rocket::data::{Data, FromData, Outcome, ToByteUnit};
use rocket::http::{ContentType, Status};
use rocket::outcome::Outcome::{Error, Success};
use rocket::request::Request;
use rocket::response::{Flash, Redirect};
use rocket::{Route, State, get, post, routes};
use url::form_urlencoded;

use crate::access::secret_id;
use crate::actions::{Office, kept};
use crate::store::kept_forms::EarlierSession;
use crate::web::forms::{FORM_BYTES_MAX, same};
use crate::web::guards::{AskedToSignIn, Caller, SESSION_COOKIE, SignedIn, is_api, session};
use crate::web::{Answer, Page};

pub fn routes() -> Vec<Route> {
    routes![late, found]
}

/// A form that carries the token of a session that has ended, and no secret that could be kept for somebody else to read.
struct Late {
    session: EarlierSession,
    path: String,
    fields: Vec<(String, String)>,
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Late {
    type Error = ();
    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self, ()> {
        match session(request).await {
            Ok(None) if !is_api(request) && request.local_cache(|| AskedToSignIn(false)).0 => {}
            // Nobody was asked who they are: there is nothing at this address.
            Ok(_) => return Error((Status::NotFound, ())),
            Err(_) => return Error((Status::ServiceUnavailable, ())),
        }
        let earlier = match (earlier_session(request).await, request.content_type() == Some(&ContentType::Form)) {
            (Some(earlier), true) => earlier,
            _ => return Error((Status::Unauthorized, ())),
        };
        let Ok(body) = data.open(FORM_BYTES_MAX.bytes()).into_bytes().await else {
            return Error((Status::BadRequest, ()));
        };
        let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
        let token = fields.iter().find(|(name, _)| name == "token").map_or("", |(_, value)| value.as_str());
        let secrets = fields.iter().any(|(name, _)| name.contains("password"));
        if !body.is_complete() || secrets || !same(&earlier.form_token, token) {
            return Error((Status::Unauthorized, ()));
        }
        let fields = fields.into_iter().filter(|(name, _)| name != "token").collect();
        Success(Late { session: earlier, path: request.uri().path().to_string(), fields })
    }
}

/// Whose session the cookie was, also after its end.
async fn earlier_session(request: &Request<'_>) -> Option<EarlierSession> {
    let office = request.rocket().state::<Office>()?;
    let cookie = request.cookies().get_private(SESSION_COOKIE)?;
    let since = office.clock.now() - TimeDelta::days(kept::SESSION_DAYS);
    match office.store.earlier_session(&secret_id(cookie.value()), since).await {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(%error, "an ended session could not be looked up");
            None
        }
    }
}

/// Where every form arrives whose guard knew nobody.
#[post("/<_..>", data = "<late>", rank = 100)]
async fn late(page: Page, caller: Caller, late: Late, office: &State<Office>) -> Answer<Flash<Redirect>> {
    let (to, said) = match kept::keep(office, &late.session, &caller.address, (&late.path, late.fields)).await? {
        Some(secret) => (format!("/sign-in?back=/kept/{secret}"), page.t.kept_waiting()),
        None => ("/sign-in".to_owned(), page.t.kept_no_more()),
    };
    Ok(Flash::new(Redirect::to(to), "warning", said))
}

#[derive(Template, WebTemplate)]
#[template(path = "people/kept.html")]
struct KeptPage {
    page: Page,
    path: String,
    /// Every field as it was sent.
    fields: Vec<(String, String)>,
    /// Those a person typed, to be looked at.
    typed: Vec<(String, String)>,
}

/// What was typed, to be sent again.
#[get("/kept/<secret>")]
async fn found(page: Page, user: SignedIn, secret: &str, office: &State<Office>) -> Answer<KeptPage> {
    let form = kept::find(office, &user.0, secret).await?;
    let fields = form.fields.0;
    let hidden = ["key", "version", "back", "kind"];
    let typed = |(name, value): &&(String, String)| !hidden.contains(&name.as_str()) && !value.trim().is_empty();
    let title = page.t.kept_title();
    Ok(KeptPage {
        page: page.titled(title),
        path: form.path,
        typed: fields.iter().filter(typed).cloned().collect(),
        fields,
    })
}
