//! A form with a file: given up only when it carries the session's token, like every other form.
use rocket::data::{Capped, Data, FromData, Outcome};
use rocket::form::{Contextual, Form};
use rocket::fs::TempFile;
use rocket::http::Status;
use rocket::outcome::Outcome::{Error, Forward, Success};
use rocket::request::Request;
use rocket::{FromForm, tokio::io::AsyncReadExt};

use super::forms::{same, token_of};
use crate::actions::documents::Taken;
use crate::actions::{Problem, Refusal};

/// The whole body of a form with a file, in bytes: far above the largest paper, so that a film chosen by mistake is answered
/// with a sentence on its page and not with a broken connection. What lies above the limit of a file is read and thrown away.
pub const UPLOAD_BYTES_MAX: u64 = 256_000_000;

#[derive(FromForm)]
struct Raw<'r> {
    kind: &'r str,
    #[field(default = "")]
    version: &'r str,
    #[field(default = "")]
    code: &'r str,
    file: Vec<Capped<TempFile<'r>>>,
}

/// A file that somebody sent, with the kind they chose for it.
#[derive(Debug, Clone, Default)]
pub struct PostedFile {
    pub kind: String,
    /// The version of what it goes into that the page showed, where it showed one.
    pub version: String,
    /// The code that a signed form carries, where one is sent.
    pub code: String,
    /// Name and contents of each file; the name is as the browser sent it and may be anything. A form without a chosen file
    /// sends none.
    pub files: Vec<(String, Vec<u8>)>,
    /// One of them is larger than a file may be.
    pub too_large: bool,
}

impl PostedFile {
    /// The only file, or the first of several, if it holds something and no more than so many bytes.
    pub fn one(self, bytes_max: u64) -> Taken {
        let (name, contents) = self.files.into_iter().next().unwrap_or_default();
        if self.too_large || contents.len() as u64 > bytes_max {
            return Err(Refusal::TooLarge { limit_bytes: bytes_max });
        }
        if contents.is_empty() {
            return Err(Refusal::field("/file", Problem::Required));
        }
        Ok((name, contents))
    }

    /// What the first file is called, if one was chosen.
    pub fn name(&self) -> String {
        self.files.first().map(|(name, _)| name.clone()).unwrap_or_default()
    }
}

#[rocket::async_trait]
impl<'r> FromData<'r> for PostedFile {
    type Error = ();
    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self, ()> {
        if request.content_type().is_none_or(|kind| !kind.is_form_data()) {
            return Error((Status::BadRequest, ()));
        }
        let form = match Form::<Contextual<'r, Raw<'r>>>::from_data(request, data).await {
            Success(form) => form.into_inner(),
            Error(_) | Forward(_) => return Error((Status::BadRequest, ())),
        };
        // What is too large is refused before its token is looked for: it may stand behind the file.
        if form.context.errors().any(|error| error.status() == Status::PayloadTooLarge) {
            let kind = form.context.field_value("kind").unwrap_or_default().to_owned();
            return Success(PostedFile { kind, too_large: true, ..PostedFile::default() });
        }
        match token_of(request).await {
            Ok(expected) => {
                let sent = form.context.field_value("token").unwrap_or_default();
                if expected.is_empty() || !same(&expected, sent) {
                    return Error((Status::MisdirectedRequest, ()));
                }
            }
            Err(status) => return Error((status, ())),
        }
        match form.value {
            Some(raw) => match read(raw).await {
                Ok(file) => Success(file),
                Err(_) => Error((Status::ServiceUnavailable, ())),
            },
            None => Error((Status::BadRequest, ())),
        }
    }
}

async fn read(raw: Raw<'_>) -> std::io::Result<PostedFile> {
    let mut posted = PostedFile {
        kind: raw.kind.to_owned(),
        version: raw.version.to_owned(),
        code: raw.code.to_owned(),
        ..PostedFile::default()
    };
    for file in raw.file {
        let name = file.raw_name().map(|name| name.dangerous_unsafe_unsanitized_raw().to_string()).unwrap_or_default();
        posted.too_large |= !file.is_complete();
        let mut contents = Vec::new();
        if file.is_complete() {
            file.open().await?.read_to_end(&mut contents).await?;
        }
        // A form without a chosen file sends one without a name; one that has a name and holds nothing was lost on the way.
        if !(contents.is_empty() && name.is_empty()) {
            posted.files.push((name, contents));
        }
    }
    Ok(posted)
}
