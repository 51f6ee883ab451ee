//! `coopfund backup` and `coopfund restore`: the whole SQLite database in one file.
use std::path::Path;

use super::{Failure, print};
use crate::config::Config;
use crate::store::backup::{self, BackupError};

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Failure {
        Failure::refused(error.to_string())
    }
}

fn config() -> Result<Config, Failure> {
    Config::from_figment(&Config::figment()).map_err(|error| Failure::unusable(error.0))
}

/// No migration runs: what is backed up is the database as the server left it.
pub async fn backup(to: &Path) -> Result<(), Failure> {
    let config = config()?;
    backup::backup(&config.database_url, to).await?;
    print(&format!(
        "{} holds the database. The papers people handed in are files: keep {} too.\n",
        to.display(),
        config.documents
    ))
}

/// Puts a backup in the place of an empty database.
pub async fn restore(from: &Path) -> Result<(), Failure> {
    let config = config()?;
    backup::restore(&config.database_url, from).await?;
    print(&format!("The database is as it was when {} was written.\n", from.display()))
}
