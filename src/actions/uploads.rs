//! A file that comes in pieces, so that a line that breaks costs one piece and not the file. The pieces lie with the papers until
//! all of them are there; then the files are papers like any other.
use chrono::TimeDelta;

use super::documents::{self, FILE_BYTES_MAX, Sent};
use super::input::check_text;
use super::{Error, Office, Problem, Refusal};
use crate::access::User;
use crate::store::uploads::{self, Piece, Upload};
use crate::store::{Doc, StoreError, applications, new_id};

/// The largest piece, in bytes: ten seconds on a line of 50 kbit/s.
pub const PIECE_BYTES_MAX: u64 = 64 * 1024;
/// How many files one upload may hold: the pages of one paper.
const FILES_MAX: usize = 40;
/// Uploads nobody went on with for so many days are given up.
const KEPT_DAYS: i64 = 2;
/// How many given-up uploads are swept away when another begins.
const SWEPT_MAX: i64 = 20;

/// How far an upload has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// So many bytes are here.
    Received(i64),
    /// All of it: the paper was added.
    Whole,
}

/// Begins an upload of files to an application that can still be edited; gives its id.
///
/// # Errors
/// `NotFound`, `WrongState`, `Invalid`, `TooLarge`.
pub async fn begin(
    office: &Office,
    user: &User,
    application_id: &str,
    kind: &str,
    files: Vec<Piece>,
) -> Result<String, Error> {
    if files.is_empty() || files.len() > FILES_MAX || files.iter().any(|(_, size)| *size <= 0) {
        return Err(Refusal::field("/file", Problem::OutOfRange { min: 1, max: FILES_MAX as i64 }).into());
    }
    let whole = files.iter().try_fold(0_i64, |sum, (_, size)| sum.checked_add(*size));
    let limit = i64::try_from(FILE_BYTES_MAX).unwrap_or(i64::MAX);
    let Some(size_bytes) = whole.filter(|whole| *whole <= limit) else {
        return Err(Refusal::TooLarge { limit_bytes: FILE_BYTES_MAX }.into());
    };
    let bad_name = files.iter().find_map(|(name, _)| check_text(name, documents::FILE_NAME_CHARACTERS_MAX));
    if let Some(problem) = bad_name.or_else(|| check_text(kind, documents::FILE_NAME_CHARACTERS_MAX)) {
        return Err(Refusal::field("/file", problem).into());
    }
    let now = office.clock.now();
    let upload = Upload {
        id: new_id(),
        application_id: application_id.to_owned(),
        kind: kind.to_owned(),
        files: Doc(files),
        size_bytes,
        received_bytes: 0,
        pieces: 0,
    };
    let left = office
        .store
        .write(async |tx| {
            let found = applications::find_for_writer(tx, &user.id, application_id).await?.ok_or(Refusal::NotFound)?;
            if !found.status.is_editable() {
                return Err(Refusal::WrongState { is: found.status.to_string() }.into());
            }
            let left = uploads::begun_before(tx, now - TimeDelta::days(KEPT_DAYS), SWEPT_MAX).await?;
            for old in &left {
                uploads::delete(tx, &old.id).await?;
            }
            uploads::insert(tx, &upload, &user.id, now).await?;
            Ok::<_, Error>(left)
        })
        .await?;
    for old in &left {
        forget_pieces(office, old).await;
    }
    Ok(upload.id)
}

/// How many bytes of an upload are here.
///
/// # Errors
/// `NotFound`, also for one that is whole by now.
pub async fn received(office: &Office, user: &User, application_id: &str, id: &str) -> Result<i64, Error> {
    Ok(find(office, user, application_id, id).await?.received_bytes)
}

/// Takes the next piece, which begins at a byte. A piece that is here already is answered with how far the upload has come.
///
/// # Errors
/// `NotFound`; `Invalid` for a piece beyond the end; and with the last piece those of adding a paper.
pub async fn append(
    office: &Office,
    user: &User,
    (application_id, id): (&str, &str),
    at_byte: i64,
    piece: &[u8],
) -> Result<Progress, Error> {
    let upload = find(office, user, application_id, id).await?;
    let bytes = i64::try_from(piece.len()).unwrap_or(i64::MAX);
    if upload.received_bytes == upload.size_bytes {
        // All of it came in, and the process died before it was a paper.
        return complete(office, user, &upload).await;
    }
    if at_byte != upload.received_bytes {
        return Ok(Progress::Received(upload.received_bytes));
    }
    if bytes == 0 || bytes > upload.size_bytes - upload.received_bytes {
        let max = upload.size_bytes - upload.received_bytes;
        return Err(Refusal::field("/file", Problem::OutOfRange { min: 1, max }).into());
    }
    office.config.documents.keep(&name_of(&upload, upload.pieces), piece).await.map_err(documents::failed)?;
    office.store.write(async |tx| uploads::advance(tx, &upload, bytes).await).await?;
    let here = upload.received_bytes + bytes;
    if here < upload.size_bytes {
        return Ok(Progress::Received(here));
    }
    complete(office, user, &Upload { received_bytes: here, pieces: upload.pieces + 1, ..upload }).await
}

async fn complete(office: &Office, user: &User, upload: &Upload) -> Result<Progress, Error> {
    match finish(office, user, upload).await {
        // The store may answer again in a moment: the pieces wait for it.
        Err(Error::Store(error)) => Err(Error::Store(error)),
        over => {
            office.store.write(async |tx| uploads::delete(tx, &upload.id).await).await?;
            forget_pieces(office, upload).await;
            over.map(|()| Progress::Whole)
        }
    }
}

async fn find(office: &Office, user: &User, application_id: &str, id: &str) -> Result<Upload, Error> {
    let found = office.store.read(async |tx| uploads::find(tx, &user.id, application_id, id).await).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

async fn finish(office: &Office, user: &User, upload: &Upload) -> Result<(), Error> {
    let mut all = Vec::new();
    for number in 0..upload.pieces {
        all.extend(office.config.documents.read(&name_of(upload, number)).await.map_err(documents::failed)?);
    }
    let mut files = Vec::new();
    let mut rest = all.as_slice();
    for (name, size) in &upload.files.0 {
        let size = usize::try_from(*size).unwrap_or(usize::MAX);
        let (file, behind) = rest.split_at_checked(size).ok_or_else(|| StoreError::Inconsistent {
            table: "uploads",
            id: upload.id.clone(),
            what: "its pieces are shorter than its files".into(),
        })?;
        files.push((name.clone(), file.to_vec()));
        rest = behind;
    }
    let sent = Sent { kind: upload.kind.clone(), files };
    documents::add(office, user, &upload.application_id, sent).await.map(|_| ())
}

fn name_of(upload: &Upload, number: i64) -> String {
    format!("{}.{number}", upload.id)
}

/// What cannot be swept away is only space.
async fn forget_pieces(office: &Office, upload: &Upload) {
    for number in 0..upload.pieces {
        if let Err(error) = office.config.documents.forget(&name_of(upload, number)).await {
            tracing::warn!(upload = upload.id, %error, "a piece of an upload was left behind");
        }
    }
}
