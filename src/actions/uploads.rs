//! A file that comes in pieces, so that a line that breaks costs one piece and not the file. The pieces lie with the papers until
//! all of them are there; then the files are papers like any other.
use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::documents::{self, FILE_BYTES_MAX, Sent};
use super::input::check_text;
use super::pages::PAGES_MAX;
use super::{Error, Office, Problem, Refusal};
use crate::access::User;
use crate::store::uploads::{self, Piece, Upload};
use crate::store::{Doc, StoreError, applications, new_id};

/// The largest piece, in bytes: ten seconds on a line of 50 kbit/s.
pub const PIECE_BYTES_MAX: u64 = 64 * 1024;
/// The smallest piece but the last, in bytes: a file is not a thousand files.
const PIECE_BYTES_MIN: i64 = 4 * 1024;
/// How many uploads somebody may have under way; the one left alone longest gives way to a new one.
const OPEN_MAX: i64 = 5;
/// For how long a whole upload belongs to whoever makes a paper of it, in minutes; after that they are taken for dead.
const CLAIM_MINUTES: i64 = 5;
/// Uploads nobody went on with for so many days are given up.
const KEPT_DAYS: i64 = 2;
/// How many given-up uploads are swept away at a time.
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
    let now = office.clock.now();
    let size = size_of(kind, &files);
    let upload = Upload {
        id: new_id(),
        application_id: application_id.to_owned(),
        kind: kind.to_owned(),
        files: Doc(files),
        size_bytes: *size.as_ref().unwrap_or(&0),
        received_bytes: 0,
        pieces: Doc(Vec::new()),
    };
    let given_up = office
        .store
        .write(async |tx| {
            let found = applications::find_for_sender(tx, &user.id, application_id).await?.ok_or(Refusal::NotFound)?;
            if !found.status.is_editable() {
                return Err(Refusal::WrongState { is: found.status.to_string() }.into());
            }
            // Only who may send is told what is wrong with what they send.
            size?;
            let given_up = uploads::give_way(tx, &user.id, OPEN_MAX - 1, now).await?;
            uploads::insert(tx, &upload, &user.id, now).await?;
            Ok::<_, Error>(given_up)
        })
        .await?;
    for old in &given_up {
        forget_pieces(office, old).await;
    }
    Ok(upload.id)
}

/// The bytes of all files together, or why they cannot be one paper.
fn size_of(kind: &str, files: &[Piece]) -> Result<i64, Refusal> {
    if files.is_empty() || files.len() > PAGES_MAX || files.iter().any(|(_, size)| *size <= 0) {
        return Err(Refusal::field("/file", Problem::OutOfRange { min: 1, max: PAGES_MAX as i64 }));
    }
    let whole = files.iter().try_fold(0_i64, |sum, (_, size)| sum.checked_add(*size));
    let limit = i64::try_from(FILE_BYTES_MAX).unwrap_or(i64::MAX);
    let whole = whole.filter(|whole| *whole <= limit).ok_or(Refusal::TooLarge { limit_bytes: FILE_BYTES_MAX })?;
    let bad_name = files.iter().find_map(|(name, _)| check_text(name, documents::FILE_NAME_CHARACTERS_MAX));
    match bad_name.or_else(|| check_text(kind, documents::FILE_NAME_CHARACTERS_MAX)) {
        Some(problem) => Err(Refusal::field("/file", problem)),
        None => Ok(whole),
    }
}

/// Forgets the uploads nobody went on with, some of them at a time; how many.
///
/// # Errors
/// What the store says.
pub async fn sweep(office: &Office) -> Result<usize, Error> {
    let before = office.clock.now() - TimeDelta::days(KEPT_DAYS);
    let left = office.store.write(async |tx| uploads::forget_idle(tx, before, SWEPT_MAX).await).await?;
    for old in &left {
        forget_pieces(office, old).await;
    }
    Ok(left.len())
}

/// One's own upload and how many bytes of it are here.
///
/// # Errors
/// `NotFound`, also for one that is whole by now.
pub async fn find(office: &Office, user: &User, application_id: &str, id: &str) -> Result<Upload, Error> {
    let found = office.store.read(async |tx| uploads::find(tx, &user.id, application_id, id).await).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// Takes the next piece, which begins at a byte. A piece that is here already is answered with how far the upload has come.
///
/// # Errors
/// `Invalid` for a piece beyond the end; and with the last piece those of adding a paper.
pub async fn append(
    office: &Office,
    user: &User,
    upload: Upload,
    at_byte: i64,
    piece: &[u8],
) -> Result<Progress, Error> {
    let (before, left) = (upload.received_bytes, upload.size_bytes - upload.received_bytes);
    if left == 0 {
        // All of it came in, and the process died before it was a paper.
        return complete(office, user, &upload).await;
    }
    if at_byte != before {
        return Ok(Progress::Received(before));
    }
    let bytes = i64::try_from(piece.len()).unwrap_or(i64::MAX);
    let min = left.min(PIECE_BYTES_MIN);
    if bytes < min || bytes > left {
        return Err(Refusal::field("/file", Problem::OutOfRange { min, max: left }).into());
    }
    // Two that come at once for the same place lie beside each other until the row says which of them counts.
    let name = format!("{}.{before}.{}", upload.id, hex::encode(Sha256::digest(piece)));
    office.config.documents.keep(&name, piece).await.map_err(documents::failed)?;
    let mut grown = Upload { received_bytes: before + bytes, ..upload };
    grown.pieces.0.push((name.clone(), bytes));
    let now = office.clock.now();
    if !office.store.write(async |tx| uploads::advance(tx, before, &grown, now).await).await? {
        return behind(office, user, &grown, &name).await;
    }
    if bytes < left {
        return Ok(Progress::Received(grown.received_bytes));
    }
    complete(office, user, &grown).await
}

/// Another piece came first: how far that one brought the upload. The one that came too late is not kept, unless they are the same.
async fn behind(office: &Office, user: &User, upload: &Upload, name: &str) -> Result<Progress, Error> {
    let now = find(office, user, &upload.application_id, &upload.id).await;
    if !now.as_ref().is_ok_and(|now| now.pieces.0.iter().any(|(kept, _)| kept == name)) {
        forget(office, name).await;
    }
    now.map(|now| Progress::Received(now.received_bytes))
}

/// Makes the paper of what is whole, once: whoever comes while somebody does is told to look again.
async fn complete(office: &Office, user: &User, upload: &Upload) -> Result<Progress, Error> {
    let now = office.clock.now();
    let until = now + TimeDelta::minutes(CLAIM_MINUTES);
    if !office.store.write(async |tx| uploads::claim(tx, &upload.id, now, until).await).await? {
        return Err(StoreError::Conflict.into());
    }
    match finish(office, user, upload).await {
        // The store may answer again in a moment: the pieces wait for it.
        Err(Error::Store(error)) => {
            office.store.write(async |tx| uploads::release(tx, &upload.id).await).await?;
            Err(Error::Store(error))
        }
        over => {
            office.store.write(async |tx| uploads::delete(tx, &upload.id).await).await?;
            forget_pieces(office, upload).await;
            over.map(|()| Progress::Whole)
        }
    }
}

async fn finish(office: &Office, user: &User, upload: &Upload) -> Result<(), Error> {
    let mut all = Vec::new();
    for (name, _) in &upload.pieces.0 {
        all.extend(office.config.documents.read(name).await.map_err(documents::failed)?);
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
    let sent = Sent { kind: upload.kind.clone(), files, ..Sent::default() };
    documents::add(office, user, &upload.application_id, sent).await.map(|_| ())
}

async fn forget_pieces(office: &Office, upload: &Upload) {
    for (name, _) in &upload.pieces.0 {
        forget(office, name).await;
    }
}

/// What cannot be swept away is only space.
async fn forget(office: &Office, piece: &str) {
    if let Err(error) = office.config.documents.forget(piece).await {
        tracing::warn!(piece, %error, "a piece of an upload was left behind");
    }
}
