//! What is done to every answer: compression, a tag to save the next download, and the policies a browser should hold us to.
use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{Header, Method, Status};
use rocket::{Request, Response, uri};
use sha2::{Digest, Sha256};

/// Pages bring no script or style of their own: only our two files. The API's page needs inline styles of its viewer.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const API_PAGE_POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
/// Below this, gzip gains nothing.
const WORTH_PACKING_BYTES: usize = 512;
/// Above this an answer is a file to be streamed, not a page to be held.
const PAGE_BYTES_MAX: usize = 2 * 1024 * 1024;

/// A path with a NUL byte is no path of ours: PostgreSQL cannot hold one, so no handler should meet it. What stands in a query is
/// for its handler to refuse where it stands, or to pass over.
pub struct NoNul;

#[rocket::async_trait]
impl Fairing for NoNul {
    fn info(&self) -> Info {
        Info { name: "no NUL in an address", kind: Kind::Request }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut rocket::Data<'_>) {
        if request.uri().path().contains("%00") {
            let nowhere = if super::guards::is_api(request) { uri!("/api/v1/nowhere") } else { uri!("/nowhere") };
            request.set_uri(nowhere);
        }
    }
}

/// See the module's comment.
pub struct Delivery;

#[rocket::async_trait]
impl Fairing for Delivery {
    fn info(&self) -> Info {
        Info { name: "delivery", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let path = request.uri().path();
        let policy = if path.starts_with("/api/docs") { API_PAGE_POLICY } else { POLICY };
        response.set_header(Header::new("Content-Security-Policy", policy));
        response.set_header(Header::new("Referrer-Policy", "same-origin"));
        if !cfg!(debug_assertions) {
            response.set_header(Header::new("Strict-Transport-Security", "max-age=31536000"));
        }
        let lasting = path.starts_with("/static/");
        if response.headers().get_one("cache-control").is_none() {
            response.set_header(Header::new(
                "Cache-Control",
                if lasting { "public, max-age=3600" } else { "private, no-cache" },
            ));
        }
        // A form shown again and the live answer beside one cross the same thin line as a page.
        if request.method() != Method::Head {
            pack(request, response).await;
        }
    }
}

async fn pack(request: &Request<'_>, response: &mut Response<'_>) {
    let text = response.content_type().is_some_and(|kind| {
        kind.is_html() || kind.is_css() || kind.is_javascript() || kind.is_json() || kind.is_svg() || kind.is_plain()
    });
    let held = response.body().preset_size().is_some_and(|size| size <= PAGE_BYTES_MAX);
    if !text || !held {
        return;
    }
    let Ok(body) = response.body_mut().to_bytes().await else { return };
    response.set_header(Header::new("Vary", "Accept-Encoding, Cookie"));
    if request.method() == Method::Get && response.status() == Status::Ok {
        let tag = format!("W/\"{}\"", &hex::encode(Sha256::digest(&body))[..16]);
        response.set_header(Header::new("ETag", tag.clone()));
        if request.headers().get_one("if-none-match").is_some_and(|known| known.contains(&tag)) {
            response.set_status(Status::NotModified);
            response.set_sized_body(0, Cursor::new(Vec::new()));
            return;
        }
    }
    let takes_gzip = request.headers().get_one("accept-encoding").is_some_and(|header| header.contains("gzip"));
    if takes_gzip && body.len() >= WORTH_PACKING_BYTES {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(5));
        if encoder.write_all(&body).is_ok()
            && let Ok(packed) = encoder.finish()
        {
            response.set_header(Header::new("Content-Encoding", "gzip"));
            response.set_sized_body(packed.len(), Cursor::new(packed));
            return;
        }
    }
    response.set_sized_body(body.len(), Cursor::new(body));
}
