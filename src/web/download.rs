//! A file on its way to somebody's disk.
use rocket::http::Header;
use rocket::request::Request;
use rocket::response::{self, Responder, Response};

/// A made file, answered as an attachment: it is saved, never shown by the browser itself.
#[derive(Debug)]
pub struct Download {
    pub file: std::fs::File,
    pub media_type: &'static str,
    /// ASCII without quotes: codes, dates and endings.
    pub name: String,
}

impl<'r> Responder<'r, 'static> for Download {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        Response::build()
            .header(Header::new("Content-Type", self.media_type))
            .header(Header::new("Content-Disposition", format!("attachment; filename=\"{}\"", self.name)))
            .header(Header::new("X-Content-Type-Options", "nosniff"))
            .sized_body(None, rocket::tokio::fs::File::from_std(self.file))
            .ok()
    }
}
