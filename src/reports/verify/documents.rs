//! Papers: every file is there and is what it was when it came in.
use std::io::{ErrorKind, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{Check, Verified};
use crate::actions::Office;
use crate::actions::documents::path_of;
use crate::store::StoreError;
use crate::store::verify::papers_after;

const PORTION: i64 = 200;
const CHUNK_BYTES: usize = 64 * 1024;

/// Hashes every paper handed in and compares it with its row.
pub async fn check(office: &Office, seen: &mut Verified) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        // Portion by portion: hashing takes its time, and the database need not wait for it.
        let portion = office.store.read(async |tx| papers_after(tx, &after, PORTION).await).await?;
        let Some(last) = portion.last() else { return Ok(()) };
        after.clone_from(&last.id);
        for paper in portion {
            seen.documents += 1;
            let path = path_of(office, &paper.sha256);
            let hashed = tokio::task::spawn_blocking(move || hash_of(&path)).await;
            let hashed = hashed.map_err(|error| StoreError::Unavailable(error.to_string()))?;
            let place = format!("{} {}", paper.application_number, paper.file_name);
            match hashed {
                Ok(Some(found)) => seen.same(Check::DocumentAltered, place, paper.sha256, found),
                Ok(None) => seen.find(Check::DocumentMissing, place, paper.sha256, ""),
                Err(error) => seen.find(Check::DocumentMissing, place, paper.sha256, error),
            }
        }
    }
}

/// The SHA-256 of a file, `None` when there is none.
fn hash_of(path: &Path) -> std::io::Result<Option<String>> {
    let mut file = match std::fs::File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let (mut hasher, mut chunk) = (Sha256::new(), vec![0; CHUNK_BYTES]);
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(Some(hex::encode(hasher.finalize()))),
            read => hasher.update(&chunk[..read]),
        }
    }
}
