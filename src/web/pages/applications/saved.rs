//! What saving a form of an application is answered with: the next page, the form again, or a word for the page's script.
use rocket::Responder;
use rocket::http::{Header, Status};
use rocket::outcome::Outcome::Success;
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::{Flash, Redirect};

/// Whether the page's script asks, which wants a word and no page.
pub struct ByScript(pub bool);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for ByScript {
    type Error = ();
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        Success(ByScript(request.headers().get_one("x-requested-with") == Some("fetch")))
    }
}

/// What a saving is answered with.
#[derive(Responder)]
#[expect(clippy::large_enum_variant, reason = "made once a request and answered at once")]
pub enum Saved<P> {
    /// On to the next page.
    Went(Flash<Redirect>),
    /// The form again, with why.
    Again((Status, Box<P>)),
    /// A word for the page's script, with the version the form now has.
    Word((Status, Word)),
}

/// See [`Saved::Word`].
#[derive(Responder)]
#[response(content_type = "plain")]
pub struct Word(String, Header<'static>);

/// A word for the page's script.
pub fn word<P>(status: Status, text: String, version: i64) -> Saved<P> {
    Saved::Word((status, Word(text, Header::new("X-Version", version.to_string()))))
}
