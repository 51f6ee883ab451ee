//! A file in pieces, for the page's script: a line that breaks costs one piece.
use rocket::data::{Data, ToByteUnit};
use rocket::http::{Header, Status};
use rocket::{Responder, State, get, post};

use crate::access::{Reader, Witness};
use crate::actions::uploads::{self, PIECE_BYTES_MAX, Progress};
use crate::actions::{Office, Problem, Refusal};
use crate::web::guards::FormToken;
use crate::web::{Answer, Posted};

/// How far it has come: the id or nothing as text, and the bytes that are here.
#[derive(Responder)]
#[response(content_type = "plain")]
pub struct Come(String, Header<'static>);

fn come(text: String, bytes: i64) -> Come {
    Come(text, Header::new("X-Received", bytes.to_string()))
}

/// Begins: `kind`, and for each file a `name` and a `size`.
#[post("/applications/<id>/uploads", data = "<posted>")]
pub async fn begin(reader: Reader, id: &str, posted: Posted, office: &State<Office>) -> Answer<Come> {
    let fields = posted.0;
    // What is no size is none that any file has, and names without as many sizes are no files.
    let sizes = fields.all("size").map(|size| size.parse().unwrap_or(-1));
    let files = match fields.all("name").count() == fields.all("size").count() {
        true => fields.all("name").map(str::to_owned).zip(sizes).collect(),
        false => Vec::new(),
    };
    let upload = uploads::begin(office, reader.user(), id, fields.get("kind"), files).await?;
    Ok(come(upload, 0))
}

/// How many bytes are here: where to go on after a break.
#[get("/applications/<id>/uploads/<upload>")]
pub async fn received(reader: Reader, id: &str, upload: &str, office: &State<Office>) -> Answer<Come> {
    let upload = uploads::find(office, reader.user(), id, upload).await?;
    Ok(come(String::new(), upload.received_bytes))
}

/// The next piece, beginning at a byte. With the last one the paper is added, and the answer is 201.
#[post("/applications/<id>/uploads/<upload>?<at>", data = "<piece>")]
pub async fn append(
    reader: Reader,
    _token: FormToken,
    id: &str,
    upload: &str,
    at: i64,
    piece: Data<'_>,
    office: &State<Office>,
) -> Answer<(Status, Come)> {
    let upload = uploads::find(office, reader.user(), id, upload).await?;
    let limit = PIECE_BYTES_MAX;
    let too_large = Refusal::TooLarge { limit_bytes: limit };
    // A piece that was cut off on the way is sent again.
    let piece = piece.open(limit.bytes()).into_bytes().await.map_err(|_| Refusal::field("/file", Problem::Required))?;
    if !piece.is_complete() {
        return Err(too_large.into());
    }
    match uploads::append(office, reader.user(), upload, at, &piece).await? {
        Progress::Received(bytes) => Ok((Status::Ok, come(String::new(), bytes))),
        Progress::Whole => Ok((Status::Created, come(String::new(), 0))),
    }
}
