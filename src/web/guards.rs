//! Who is asking. A guard fails with a status alone (401, 403, 503), each of which has a catcher; what needs an explanation is
//! the handler's to say. Guards may run twice in a request, so the session is looked up once and kept.
use rocket::http::{Method, Status};
use rocket::outcome::Outcome::Success;
use rocket::request::{FromRequest, Outcome, Request};

use crate::access::{
    Administrator, Applicant, Appraiser, Approver, Auditor, Cashier, Chair, Lacks, Reader, Registrar, Staff, User,
    Witness, Writer, secret_id,
};
use crate::actions::{Deed, Error, Office, Refusal};
use crate::store::users::Session;
use crate::store::{StoreError, audit};
use crate::web::api::BASE;

/// The cookie that holds a session's secret.
pub const SESSION_COOKIE: &str = "session";
/// The cookie that ties the forms of somebody who has not signed in to their browser.
pub const VISITOR_COOKIE: &str = "visitor";
/// The cookie that remembers the language of somebody who has not signed in.
pub const LANGUAGE_COOKIE: &str = "lang";

/// Whether this request is for the JSON doors: those take tokens only, the pages cookies only, so that a page elsewhere can
/// never make a browser use a door.
pub fn is_api(request: &Request<'_>) -> bool {
    request.uri().path().starts_with("/api/v1")
}

/// The session or token of this request, looked up once.
pub async fn session<'r>(request: &'r Request<'_>) -> Result<&'r Option<Session>, &'r StoreError> {
    request.local_cache_async(async { look_up(request).await }).await.as_ref()
}

/// The session found earlier in this request, for error pages, which cannot wait.
pub fn session_if_known<'r>(request: &'r Request<'_>) -> Option<&'r Session> {
    request.local_cache(|| Ok::<Option<Session>, StoreError>(None)).as_ref().ok().and_then(Option::as_ref)
}

async fn look_up(request: &Request<'_>) -> Result<Option<Session>, StoreError> {
    let Some(office) = request.rocket().state::<Office>() else { return Ok(None) };
    let now = office.clock.now();
    let found = if is_api(request) {
        match request.headers().get_one("authorization").and_then(|header| header.strip_prefix("Bearer ")) {
            Some(token) => office.store.token_holder(&secret_id(token.trim()), now).await?,
            None => None,
        }
    } else {
        match request.cookies().get_private(SESSION_COOKIE) {
            Some(cookie) => office.store.session(&secret_id(cookie.value()), now).await?,
            None => None,
        }
    };
    if found.is_some() {
        // Whoever asks sees deadlines by the calendar of now, whichever process it was changed in.
        office.refresh_calendar().await?;
    }
    Ok(found.map(|mut session| {
        session.user.address = request.client_ip().map(|ip| ip.to_string());
        session
    }))
}

/// Whether a guard of this request asked who somebody is and found nobody.
pub struct AskedToSignIn(pub bool);

/// Somebody who has signed in, whatever they may do.
#[derive(Debug, Clone)]
pub struct SignedIn(pub User);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SignedIn {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match session(request).await {
            Ok(Some(session)) => Success(SignedIn(session.user.clone())),
            // A form whose session has ended goes on to where it is kept for its writer (pages/kept.rs).
            Ok(None) if request.method() == Method::Post && !is_api(request) => {
                request.local_cache(|| AskedToSignIn(true));
                Outcome::Forward(Status::Unauthorized)
            }
            Ok(None) => Outcome::Error((Status::Unauthorized, ())),
            Err(_) => Outcome::Error((Status::ServiceUnavailable, ())),
        }
    }
}

/// A deed tried without the duty for it leaves its row in the trail, once a request; looking at a page is no deed.
async fn keep_attempt(request: &Request<'_>, user: &User, lacks: Lacks) {
    struct Kept;
    if matches!(request.method(), Method::Get | Method::Head | Method::Options) {
        return;
    }
    request
        .local_cache_async(async {
            let Some(office) = request.rocket().state::<Office>() else { return Kept };
            if let Err(error) = record_attempt(request, office, user, lacks).await {
                tracing::error!(%error, "a refused attempt could not be recorded");
            }
            Kept
        })
        .await;
}

/// Where the address names a loan or an application, the row is about that, in its fund's chain.
async fn record_attempt(request: &Request<'_>, office: &Office, user: &User, lacks: Lacks) -> Result<(), Error> {
    let path: String = request.uri().path().as_str().chars().take(200).collect();
    let mut names = path.trim_start_matches(BASE).trim_start_matches('/').split('/');
    let kind = match names.next() {
        Some("loans") => "loan",
        Some("applications") => "application",
        _ => "address",
    };
    let id = names.next().filter(|_| kind != "address").unwrap_or_default();
    let chain = office.store.read(async |tx| audit::chain_of(tx, kind, id).await).await?;
    let refusal = Refusal::Forbidden(lacks.0);
    let (deed, chain) = match &chain {
        Some(chain) => (Deed::new(Some(user), "request.barred", kind, id), chain.as_str()),
        None => (Deed::new(Some(user), "request.barred", "address", path.clone()), audit::SYSTEM),
    };
    office.record_refusal(&deed.at(path), chain, &refusal, office.clock.now()).await
}

macro_rules! guards {
    ($($witness:ident),+) => {$(
        #[rocket::async_trait]
        impl<'r> FromRequest<'r> for $witness {
            type Error = ();
            async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
                match SignedIn::from_request(request).await {
                    Success(SignedIn(user)) => match $witness::check(&user) {
                        Ok(witness) => Success(witness),
                        Err(lacks) => {
                            keep_attempt(request, &user, lacks).await;
                            Outcome::Error((Status::Forbidden, ()))
                        }
                    },
                    Outcome::Error(status) => Outcome::Error(status),
                    Outcome::Forward(status) => Outcome::Forward(status),
                }
            }
        }
    )+};
}
guards!(Applicant, Chair, Registrar, Appraiser, Approver, Cashier, Auditor, Administrator, Staff, Reader, Writer);

/// The key of a JSON request that makes a repetition answer what the first one did: 1 to 200 visible characters of ASCII.
#[derive(Debug, Clone, Default)]
pub struct IdempotencyKey(pub Option<String>);

const KEY_CHARACTERS_MAX: usize = 200;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for IdempotencyKey {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.headers().get_one("idempotency-key") {
            None => Success(IdempotencyKey(None)),
            Some(key)
                if (1..=KEY_CHARACTERS_MAX).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) =>
            {
                Success(IdempotencyKey(Some(key.to_owned())))
            }
            // A key that cannot be kept must not be passed over: the sender counts on it.
            Some(_) => Outcome::Error((Status::BadRequest, ())),
        }
    }
}

/// `If-Match`: the `version` of the record that the sender looked at, as `3` or `"3"`. Somebody else's change since then makes the
/// deed a conflict. Without it, or with `*`, the newest is taken.
#[derive(Debug, Clone, Copy, Default)]
pub struct IfMatch(pub Option<i64>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for IfMatch {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.headers().get_one("if-match").map(|version| version.trim().trim_matches('"')) {
            None | Some("*") => Success(IfMatch(None)),
            Some(version) => match version.parse() {
                Ok(version) => Success(IfMatch(Some(version))),
                Err(_) => Outcome::Error((Status::BadRequest, ())),
            },
        }
    }
}

/// The caller's address and browser, for sessions and for slowing down sign-in attempts.
#[derive(Debug, Clone)]
pub struct Caller {
    pub address: String,
    pub agent: Option<String>,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Caller {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let address = request.client_ip().map_or_else(|| "unknown".to_owned(), |ip| ip.to_string());
        let agent = request
            .headers()
            .get_one("user-agent")
            .map(|agent| agent.chars().filter(|c| !c.is_control()).take(200).collect());
        Success(Caller { address, agent })
    }
}

/// The token of the session in a header, for what a script sends that is no form.
pub struct FormToken;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for FormToken {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let sent = request.headers().get_one("x-form-token").unwrap_or_default();
        match super::forms::token_of(request).await {
            Ok(expected) if !expected.is_empty() && super::forms::same(&expected, sent) => Success(FormToken),
            Ok(_) => Outcome::Error((Status::MisdirectedRequest, ())),
            Err(status) => Outcome::Error((status, ())),
        }
    }
}
