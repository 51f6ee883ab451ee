//! What is answered when something was not done: one type, a page or `problem+json` by what was asked for.
use askama::Template;
use rocket::http::{ContentType, Header, Status};
use rocket::request::Request;
use rocket::response::{self, Redirect, Responder, Response};
use serde_json::json;

use super::guards::{is_api, session, session_if_known};
use super::page::Page;
use crate::actions::{self, Refusal};
use crate::store::StoreError;
use crate::text::{Lang, Texts};

/// A refusal or a failure, on its way to a person or a program.
#[derive(Debug)]
pub enum Error {
    Refused(Refusal),
    Failed(StoreError),
}

impl From<actions::Error> for Error {
    fn from(error: actions::Error) -> Error {
        match error {
            actions::Error::Refused(refusal) => Error::Refused(refusal),
            actions::Error::Store(error) => Error::Failed(error),
        }
    }
}
impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}
impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        Error::from(actions::Error::from(error))
    }
}

/// Parts the refusals that a form shows above what was typed from the others, which are a page of their own: what is not there
/// or not the reader's has no form.
///
/// # Errors
/// `NotFound`, `Forbidden`, what the store says.
pub fn redisplayable<T>(result: Result<T, actions::Error>) -> Result<Result<T, Refusal>, Error> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(actions::Error::Refused(refusal)) if !matches!(refusal, Refusal::NotFound | Refusal::Forbidden(_)) => {
            Ok(Err(refusal))
        }
        Err(error) => Err(error.into()),
    }
}

/// The status a refusal is answered with (contract section 4).
pub fn status_of(refusal: &Refusal) -> Status {
    match refusal {
        Refusal::NotFound => Status::NotFound,
        Refusal::Forbidden(_) | Refusal::NotChair => Status::Forbidden,
        Refusal::BadCredentials => Status::Unauthorized,
        Refusal::Stale
        | Refusal::Unconfirmed
        | Refusal::NobodyToAsk
        | Refusal::ConsentWithdrawn { .. }
        | Refusal::WrongState { .. }
        | Refusal::SamePerson { .. }
        | Refusal::ProposalOpen { .. }
        | Refusal::WaitingAhead { .. }
        | Refusal::Overtaken { .. }
        | Refusal::InsufficientCapital { .. }
        | Refusal::InsufficientCapitalOn { .. } => Status::Conflict,
        Refusal::Invalid(_)
        | Refusal::NotEligible(_)
        | Refusal::OverLimit { .. }
        | Refusal::IdempotencyMismatch
        | Refusal::SettingsMissing(_) => Status::UnprocessableEntity,
        Refusal::TooManyRequests { .. } => Status::TooManyRequests,
        Refusal::DeadLink => Status::Gone,
        Refusal::NotEmpty => Status::Conflict,
        Refusal::TooLarge { .. } => Status::PayloadTooLarge,
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    text: String,
    errors: Vec<(String, String)>,
}

/// An answer ready to be written: the same content as a page or as `problem+json`.
struct Problem {
    status: Status,
    code: &'static str,
    title: String,
    detail: String,
    errors: Vec<(String, &'static str, String)>,
}

impl Problem {
    fn respond(self, request: &Request<'_>) -> response::Result<'static> {
        if is_api(request) { self.into_json() } else { self.into_page(request) }
    }

    fn into_json(self) -> response::Result<'static> {
        let errors: Vec<_> = self
            .errors
            .iter()
            .map(|(pointer, code, detail)| json!({ "pointer": pointer, "code": code, "detail": detail }))
            .collect();
        let body = json!({
            "type": format!("/problems/{}", self.code), "title": self.title, "status": self.status.code, "code": self.code,
            "detail": self.detail, "errors": errors,
        });
        let body = body.to_string();
        let mut response = Response::build();
        response.status(self.status).header(ContentType::new("application", "problem+json"));
        if self.status == Status::Unauthorized {
            response.header(Header::new("WWW-Authenticate", "Bearer"));
        }
        response.sized_body(body.len(), std::io::Cursor::new(body)).ok()
    }

    fn into_page(self, request: &Request<'_>) -> response::Result<'static> {
        let page = Page::for_error(request).titled(self.title);
        let errors = self
            .errors
            .into_iter()
            .map(|(pointer, _, detail)| (page.t.name_of_address(pointer.trim_start_matches('/')).to_owned(), detail))
            .collect();
        let body = ErrorPage { page, text: self.detail, errors }.render().map_err(|_| Status::InternalServerError)?;
        Response::build()
            .status(self.status)
            .header(ContentType::HTML)
            .sized_body(body.len(), std::io::Cursor::new(body))
            .ok()
    }
}

/// The language of an answer that no template makes.
fn language(request: &Request<'_>) -> Texts {
    let known = session_if_known(request).map(|session| session.user.lang);
    let asked = || {
        request.headers().get_one("accept-language").is_some_and(|header| header.to_ascii_lowercase().starts_with("en"))
    };
    let fallback = || {
        if is_api(request) && asked() { Lang::En } else { super::page::visitor_language(request) }
    };
    Texts::new(known.unwrap_or_else(fallback))
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let t = language(request);
        match self {
            Error::Refused(refusal) => refused(t, &refusal, is_api(request)).respond(request),
            Error::Failed(StoreError::Unavailable(why)) => {
                tracing::error!(%why, "the database is not available");
                let mut problem = of_status(t, Status::ServiceUnavailable);
                problem.title = t.unavailable_title().into();
                problem.respond(request)
            }
            Error::Failed(error) => {
                let incident = &crate::store::new_id()[24..];
                tracing::error!(incident, %error, path = %request.uri().path(), "a request failed");
                let mut problem = of_status(t, Status::InternalServerError);
                problem.detail = t.broken_text(incident);
                problem.respond(request)
            }
        }
    }
}

/// `for_program`: what is said of fields speaks of JSON, not of a form.
fn refused(t: Texts, refusal: &Refusal, for_program: bool) -> Problem {
    let errors = match refusal {
        Refusal::Invalid(fields) => {
            let said = |field| if for_program { t.problem_in_json(field) } else { t.problem(field) };
            fields.iter().map(|field| (field.pointer.clone(), field.problem.code(), said(field))).collect()
        }
        Refusal::NotEligible(rules) => rules
            .iter()
            .map(|(rule, vi, en)| (format!("/findings/{rule}"), "not_eligible", t.pick(vi, en).to_owned()))
            .collect(),
        _ => Vec::new(),
    };
    let status = status_of(refusal);
    let title = match status {
        Status::NotFound => t.page_missing_title(),
        Status::Forbidden => t.forbidden_title(),
        Status::Gone => t.dead_link_title(),
        Status::TooManyRequests => t.too_many_title(),
        _ => t.not_possible_title(),
    };
    let detail = match refusal {
        Refusal::TooLarge { limit_bytes } if for_program => t.refused_too_large_json(limit_bytes / 1000),
        _ => t.refusal(refusal),
    };
    Problem { status, code: refusal.code(), title: title.into(), detail, errors }
}

/// What is said for a bare status: by guards, by Rocket itself, by a failure.
fn of_status(t: Texts, status: Status) -> Problem {
    let (code, title, detail) = match status.code {
        401 => ("unauthenticated", t.sign_in(), t.sign_in_needed()),
        403 => ("forbidden", t.forbidden_title(), t.forbidden_text()),
        404 | 405 => ("not_found", t.page_missing_title(), t.page_missing_text()),
        413 => ("too_large", t.too_large_title(), t.too_large_text()),
        421 => ("forbidden", t.not_possible_title(), t.form_too_old()),
        429 => ("too_many_requests", t.too_many_title(), t.too_many_text()),
        503 => ("unavailable", t.unavailable_title(), t.unavailable_text()),
        500..=599 => ("broken", t.broken_title(), t.broken_plain()),
        _ => ("invalid", t.unreadable_title(), t.unreadable_text()),
    };
    // A form with a wrong token is a forbidden one; 421 only carried it here from the guard.
    let status = if status.code == 421 { Status::Forbidden } else { status };
    Problem { status, code, title: title.into(), detail: detail.into(), errors: Vec::new() }
}

/// A bare status as a page or `problem+json`; somebody who has to sign in for a page is sent there and comes back.
#[rocket::catch(default)]
pub async fn any_status(status: Status, request: &Request<'_>) -> Result<Redirect, BareStatus> {
    // Somebody who is signed in keeps their language and navigation where no guard has looked them up, as on a wrong path.
    let _ = session(request).await;
    if status == Status::Unauthorized && !is_api(request) {
        let back: String = url::form_urlencoded::byte_serialize(request.uri().to_string().as_bytes()).collect();
        return Ok(Redirect::to(format!("/sign-in?back={back}")));
    }
    Err(BareStatus(status))
}

/// See `any_status`.
pub struct BareStatus(Status);

impl<'r> Responder<'r, 'static> for BareStatus {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        of_status(language(request), self.0).respond(request)
    }
}
