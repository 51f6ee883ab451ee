//! A file on its way to somebody's disk.
use rocket::http::{ContentType, Header};
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

/// A file to be kept, never to be shown inside our pages: it may hold anything.
#[derive(rocket::Responder)]
pub struct Attachment {
    contents: Vec<u8>,
    kind: ContentType,
    disposition: Header<'static>,
    no_sniffing: Header<'static>,
    no_store: Header<'static>,
}

impl Attachment {
    /// A file under this name, in any script.
    pub fn new(contents: Vec<u8>, kind: ContentType, name: &str) -> Attachment {
        let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        let disposition = format!("attachment; filename*=UTF-8''{}", name.replace('+', "%20"));
        Attachment {
            contents,
            kind,
            disposition: Header::new("Content-Disposition", disposition),
            no_sniffing: Header::new("X-Content-Type-Options", "nosniff"),
            no_store: Header::new("Cache-Control", "no-store"),
        }
    }
}
