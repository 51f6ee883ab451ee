//! Bringing the database to the shape this program expects: one common folder, and one small folder a database for triggers.
use std::borrow::Cow;

use sqlx::migrate::Migrator;

use super::{Store, StoreError};

static COMMON: Migrator = sqlx::migrate!("./migrations/common");
static SQLITE: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("./migrations/postgres");

/// Why the database cannot be brought up to date. Each is one sentence for the person who starts the program.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("the database was made by a newer coopfund (migration {0} is unknown here): start the newer program")]
    Newer(i64),
    #[error(
        "migration {0} in the database differs from the one in this program: the database was made by another build, restore its backup or use that build"
    )]
    Differs(i64),
    #[error("migration {0} was begun and not finished: restore the backup made before it")]
    Unfinished(i64),
    #[error("the database could not be brought up to date: {0}")]
    Failed(sqlx::migrate::MigrateError),
}

impl From<sqlx::migrate::MigrateError> for MigrateError {
    fn from(error: sqlx::migrate::MigrateError) -> MigrateError {
        use sqlx::migrate::MigrateError as E;
        match error {
            E::VersionMissing(version) => MigrateError::Newer(version),
            E::VersionMismatch(version) => MigrateError::Differs(version),
            E::Dirty(version) => MigrateError::Unfinished(version),
            other => MigrateError::Failed(other),
        }
    }
}

fn merged(own: &Migrator) -> Migrator {
    let mut all: Vec<_> = COMMON.iter().chain(own.iter()).cloned().collect();
    all.sort_by_key(|migration| migration.version);
    Migrator { migrations: Cow::Owned(all), ..Migrator::DEFAULT }
}

/// The newest migration this program knows of a SQLite database.
pub(super) fn newest_of_sqlite() -> i64 {
    COMMON.iter().chain(SQLITE.iter()).map(|migration| migration.version).max().unwrap_or(0)
}

impl Store {
    /// Applies what is missing. Several processes may do so at once: the first does it, the others wait.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match self {
            Store::Sqlite { writer, .. } => merged(&SQLITE).run(writer).await?,
            Store::Postgres(pool) => merged(&POSTGRES).run(pool).await?,
        }
        Ok(())
    }

    /// Whether a database of ours is at this address: the file is there, or the schema has our tables.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn is_made(url: &str) -> Result<bool, StoreError> {
        if let Ok(file) = super::backup::file_of(url) {
            return Ok(std::fs::metadata(file).is_ok_and(|file| file.len() > 0));
        }
        let store = Store::open(url).await?;
        let found: Result<Option<(i64,)>, StoreError> =
            store.glance("SELECT CAST(COUNT(*) AS BIGINT) FROM facts", Vec::new()).await;
        store.close().await;
        match found {
            Ok(_) => Ok(true),
            Err(error @ StoreError::Unavailable(_)) => Err(error),
            // No such table.
            Err(_) => Ok(false),
        }
    }

    /// The newest migration this program knows.
    pub fn newest_migration(&self) -> i64 {
        let own = match self {
            Store::Sqlite { .. } => &SQLITE,
            Store::Postgres(_) => &POSTGRES,
        };
        COMMON.iter().chain(own.iter()).map(|migration| migration.version).max().unwrap_or(0)
    }
}
