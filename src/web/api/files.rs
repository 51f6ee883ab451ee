//! Files at the doors: a paper is the whole body of its request, and its name stands in the query.
use rocket::data::{Data, FromData, Outcome, ToByteUnit};
use rocket::http::Status;
use rocket::outcome::Outcome::{Error, Success};
use rocket::request::Request;

use crate::actions::documents::{FILE_BYTES_MAX, Taken};
use crate::actions::{Problem, Refusal};

/// What came as the body. Whether it can be taken is said once it is known who sends it to whom.
#[derive(Debug)]
pub struct FileBody(Result<Vec<u8>, Refusal>);

impl FileBody {
    /// The file by the name it was sent with.
    pub fn named(self, name: Option<&str>) -> Taken {
        let contents = self.0?;
        if contents.is_empty() {
            return Err(Refusal::field("/file", Problem::Required));
        }
        Ok((name.unwrap_or_default().to_owned(), contents))
    }
}

#[rocket::async_trait]
impl<'r> FromData<'r> for FileBody {
    type Error = ();
    async fn from_data(_: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self, ()> {
        match data.open(FILE_BYTES_MAX.bytes()).into_bytes().await {
            Ok(body) if body.is_complete() => Success(FileBody(Ok(body.into_inner()))),
            Ok(_) => Success(FileBody(Err(Refusal::TooLarge { limit_bytes: FILE_BYTES_MAX }))),
            Err(_) => Error((Status::BadRequest, ())),
        }
    }
}
