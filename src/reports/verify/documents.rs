//! Papers: every file is there and is what it was when it came in.
use std::io::ErrorKind;

use sha2::{Digest, Sha256};

use super::{Check, Verified};
use crate::actions::Office;
use crate::store::StoreError;
use crate::store::verify::papers_after;

const PORTION: i64 = 200;

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
            let read = office.config.documents.read(&paper.sha256).await;
            let place = format!("{} {}", paper.application_number, paper.file_name);
            match read {
                Ok(contents) => seen.same(Check::DocumentAltered, place, paper.sha256, hash_of(contents).await?),
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    seen.find(Check::DocumentMissing, place, paper.sha256, "");
                }
                Err(error) => seen.find(Check::DocumentMissing, place, paper.sha256, error),
            }
        }
    }
}

/// The SHA-256 of a paper of up to some megabytes: off the threads that answer people.
async fn hash_of(contents: Vec<u8>) -> Result<String, StoreError> {
    let hashed = tokio::task::spawn_blocking(move || hex::encode(Sha256::digest(contents))).await;
    hashed.map_err(|error| StoreError::Unavailable(error.to_string()))
}
