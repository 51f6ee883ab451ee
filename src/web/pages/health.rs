//! For programs that watch this one: alive, ready, and the figures.
use std::net::IpAddr;
use std::time::Duration;

use rocket::http::{ContentType, Header, Status};
use rocket::outcome::Outcome::{Error, Success};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::{Responder, Route, State, get, routes};

use crate::access::{Staff, Witness, secret_id};
use crate::actions::Office;
use crate::store::StoreError;
use crate::web::Answer;
use crate::web::metrics::{MEDIA_TYPE, Metrics};

pub fn routes() -> Vec<Route> {
    routes![alive, ready, metrics, metrics_refused]
}

/// A probe that waits longer than this has its answer.
const READY_WITHIN: Duration = Duration::from_secs(2);

#[get("/healthz")]
fn alive() -> &'static str {
    "ok\n"
}

#[get("/readyz")]
async fn ready(office: &State<Office>) -> (Status, &'static str) {
    match tokio::time::timeout(READY_WITHIN, office.store.is_ready()).await {
        Ok(Ok(true)) => (Status::Ok, "ready\n"),
        Ok(Ok(false)) => (Status::ServiceUnavailable, "the database is not migrated to this program\n"),
        Ok(Err(_)) | Err(_) => (Status::ServiceUnavailable, "the database does not answer\n"),
    }
}

/// A scraper on this very machine, or one with the token of somebody who works for a fund.
struct Scraper;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Scraper {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        if is_local(request) {
            return Success(Scraper);
        }
        match holds_token(request).await {
            Ok(true) => Success(Scraper),
            Ok(false) => Outcome::Forward(Status::Unauthorized),
            Err(_) => Error((Status::ServiceUnavailable, ())),
        }
    }
}

/// Whether the connection comes from this machine and nobody is named behind it: a proxy here speaks for the whole world.
fn is_local(request: &Request<'_>) -> bool {
    let forwarded = ["forwarded", "x-forwarded-for", "x-real-ip"];
    let direct = forwarded.iter().all(|name| request.headers().get_one(name).is_none());
    let here = |address: IpAddr| address.to_canonical().is_loopback();
    direct && request.remote().is_some_and(|remote| here(remote.ip()))
}

async fn holds_token(request: &Request<'_>) -> Result<bool, StoreError> {
    let bearer = request.headers().get_one("authorization").and_then(|header| header.strip_prefix("Bearer "));
    let (Some(office), Some(token)) = (request.rocket().state::<Office>(), bearer) else { return Ok(false) };
    let holder = office.store.token_holder(&secret_id(token.trim()), office.clock.now()).await?;
    Ok(holder.is_some_and(|session| Staff::check(&session.user).is_ok()))
}

#[get("/metrics")]
async fn metrics(_scraper: Scraper, metrics: &State<Metrics>, office: &State<Office>) -> Answer<(ContentType, String)> {
    let kind = ContentType::new(MEDIA_TYPE.0, MEDIA_TYPE.1).with_params([("version", "1.0.0"), ("charset", "utf-8")]);
    Ok((kind, metrics.text(office).await?))
}

/// A scraper cannot follow anybody to the sign-in page.
#[derive(Responder)]
#[response(status = 401, content_type = "plain")]
struct TokenNeeded(&'static str, Header<'static>);

#[get("/metrics", rank = 2)]
fn metrics_refused() -> TokenNeeded {
    TokenNeeded("from another machine this needs a token\n", Header::new("WWW-Authenticate", "Bearer"))
}
