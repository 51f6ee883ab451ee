//! Where papers are kept: their contents by SHA-256, in a folder or in an S3 bucket. The same paper is kept once and cannot be
//! changed unseen.
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path as Key;
use object_store::{ObjectStoreExt, PutPayload};
use tokio::io::AsyncWriteExt;
use url::Url;

/// A place for papers.
#[derive(Clone)]
pub enum Vault {
    Folder(PathBuf),
    /// A bucket and the beginning of every key in it.
    Bucket(Arc<AmazonS3>, Key),
}

impl Vault {
    /// A bucket reached through this client; every key in it begins with the prefix.
    pub fn bucket(client: AmazonS3Builder, prefix: Key) -> Result<Vault, object_store::Error> {
        // Whoever came first chose the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Vault::Bucket(Arc::new(client.build()?), prefix))
    }

    /// `file:FOLDER` or `s3://BUCKET/PREFIX`. Keys, region and endpoint of a bucket come from the usual `AWS_…` variables of the
    /// environment.
    ///
    /// # Errors
    /// A sentence saying what is wrong with the address or those variables.
    pub fn at(url: &str) -> Result<Vault, String> {
        match url.split_once(':') {
            Some(("file", path)) if !path.is_empty() => Ok(Vault::Folder(path.trim_start_matches("//").into())),
            Some(("s3", _)) => from_environment(url),
            _ => Err("COOPFUND_DOCUMENTS_URL must be file:FOLDER or s3://BUCKET/PREFIX".to_owned()),
        }
    }

    /// Keeps the contents under their hash, in full or not at all.
    pub async fn keep(&self, sha256: &str, contents: &[u8]) -> Result<(), Error> {
        match self {
            Vault::Folder(folder) => keep_file(&file(folder, sha256), contents).await,
            Vault::Bucket(bucket, prefix) => {
                let payload = PutPayload::from(contents.to_vec());
                bucket.put(&key(prefix, sha256), payload).await.map(drop).map_err(of_bucket)
            }
        }
    }

    /// Gives up what was kept under a name; nothing happens when there is none. Papers are never given up: only the pieces of an
    /// upload that is over.
    pub async fn forget(&self, name: &str) -> Result<(), Error> {
        let gone = match self {
            Vault::Folder(folder) => tokio::fs::remove_file(file(folder, name)).await,
            Vault::Bucket(bucket, prefix) => bucket.delete(&key(prefix, name)).await.map_err(of_bucket),
        };
        match gone {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// The contents kept under a hash; an error of kind `NotFound` when there are none.
    pub async fn read(&self, sha256: &str) -> Result<Vec<u8>, Error> {
        match self {
            Vault::Folder(folder) => tokio::fs::read(file(folder, sha256)).await,
            Vault::Bucket(bucket, prefix) => {
                let found = bucket.get(&key(prefix, sha256)).await.map_err(of_bucket)?;
                found.bytes().await.map(|bytes| bytes.to_vec()).map_err(of_bucket)
            }
        }
    }
}

/// The place in words, for whoever makes a backup.
impl std::fmt::Display for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Vault::Folder(folder) => write!(f, "{}", folder.display()),
            Vault::Bucket(bucket, prefix) => write!(f, "{bucket}/{prefix}"),
        }
    }
}

fn from_environment(url: &str) -> Result<Vault, String> {
    let wrong = |what: &dyn std::fmt::Display| format!("COOPFUND_DOCUMENTS_URL: the bucket cannot be used: {what}");
    let parsed = Url::parse(url).map_err(|error| wrong(&error))?;
    let name =
        parsed.host_str().filter(|name| !name.is_empty()).ok_or_else(|| wrong(&"write it as s3://BUCKET/PREFIX"))?;
    let prefix = Key::from_url_path(parsed.path()).map_err(|error| wrong(&error))?;
    if std::env::var_os("AWS_ACCESS_KEY_ID").is_none() || std::env::var_os("AWS_SECRET_ACCESS_KEY").is_none() {
        return Err(wrong(&"set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
    }
    Vault::bucket(AmazonS3Builder::from_env().with_bucket_name(name), prefix).map_err(|error| wrong(&error))
}

/// Two levels, so that no folder grows too large to list.
fn file(folder: &Path, sha256: &str) -> PathBuf {
    folder.join(&sha256[..2.min(sha256.len())]).join(sha256)
}

fn key(prefix: &Key, sha256: &str) -> Key {
    prefix.clone().join(&sha256[..2.min(sha256.len())]).join(sha256)
}

fn of_bucket(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::new(ErrorKind::NotFound, "not in the bucket"),
        other => Error::other(other),
    }
}

async fn keep_file(path: &Path, contents: &[u8]) -> Result<(), Error> {
    if tokio::fs::try_exists(path).await? {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await?;
    }
    let partial = path.with_extension(format!("{}.part", crate::store::new_id()));
    let mut file = tokio::fs::File::create(&partial).await?;
    file.write_all(contents).await?;
    file.sync_all().await?;
    tokio::fs::rename(&partial, path).await
}

#[cfg(test)]
mod tests {
    use super::Vault;

    #[test]
    fn an_unknown_place_is_refused_with_what_to_write() {
        for url in ["", "file:", "ftp://x/y", "documents"] {
            let said = Vault::at(url).err().unwrap_or_default();
            assert!(said.contains("file:FOLDER or s3://BUCKET"), "{url}: {said}");
        }
        assert!(matches!(Vault::at("file:var/documents"), Ok(Vault::Folder(path)) if path.ends_with("var/documents")));
    }
}
