//! One file that is the whole SQLite database, and the way back. PostgreSQL has its own tools for that.
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::migrate::newest_of_sqlite;

/// Why a backup was not made or not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("the database is on PostgreSQL: use pg_dump to back it up and pg_restore to restore it")]
    Postgres,
    #[error("there is no database at {path}", path = .0.display())]
    NoDatabase(PathBuf),
    #[error("{path} is there already: name another file", path = .0.display())]
    FileThere(PathBuf),
    #[error("{path} is not a backup of coopfund: {1}", path = .0.display())]
    NotABackup(PathBuf, String),
    #[error("{path} is a backup of a newer coopfund (migration {1}): restore it with that one", path = .0.display())]
    Newer(PathBuf, i64),
    #[error("the database at {path} holds {1} people, funds and cooperatives: move it away first", path = .0.display())]
    NotEmpty(PathBuf, i64),
    #[error("the database at {path} is in use: stop the server first", path = .0.display())]
    InUse(PathBuf),
    #[error("{path}: {1}", path = .0.display())]
    File(PathBuf, std::io::Error),
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

/// The file a `sqlite:` URL names.
///
/// # Errors
/// `Postgres`.
pub fn file_of(url: &str) -> Result<PathBuf, BackupError> {
    let path = url.strip_prefix("sqlite:").ok_or(BackupError::Postgres)?;
    let path = path.trim_start_matches("//");
    Ok(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

async fn open(path: &Path, read_only: bool) -> Result<SqliteConnection, sqlx::Error> {
    let url = format!("sqlite:{}", path.display());
    SqliteConnectOptions::from_str(&url)?.read_only(read_only).create_if_missing(false).connect().await
}

/// Writes the database as it stands at this moment into a new file. The server may go on meanwhile.
///
/// # Errors
/// See [`BackupError`]; nothing is left behind then.
pub async fn backup(url: &str, to: &Path) -> Result<(), BackupError> {
    let database = file_of(url)?;
    if !database.is_file() {
        return Err(BackupError::NoDatabase(database));
    }
    if to.exists() {
        return Err(BackupError::FileThere(to.to_owned()));
    }
    let mut connection = open(&database, false).await?;
    let copied = copy(&mut connection, to).await;
    connection.close().await?;
    copied
}

/// Copies by way of a file beside the target, so that the target is whole or not there.
async fn copy(connection: &mut SqliteConnection, to: &Path) -> Result<(), BackupError> {
    let partial = beside(to, ".part");
    remove(&partial)?;
    let written = sqlx::query("VACUUM INTO $1").bind(partial.to_string_lossy().into_owned()).execute(connection).await;
    let placed = written.map_err(BackupError::from).and_then(|_| {
        let file = std::fs::File::open(&partial).and_then(|file| file.sync_all());
        file.and_then(|()| std::fs::rename(&partial, to)).map_err(|error| BackupError::File(to.to_owned(), error))
    });
    if placed.is_err() {
        remove(&partial)?;
    }
    placed
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn remove(path: &Path) -> Result<(), BackupError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(BackupError::File(path.to_owned(), error)),
        _ => Ok(()),
    }
}

/// Puts a backup where the database of `url` is to be: where there is none, or one in which nothing was ever entered.
///
/// # Errors
/// See [`BackupError`]; the database is as it was then.
pub async fn restore(url: &str, from: &Path) -> Result<(), BackupError> {
    let database = file_of(url)?;
    if !from.is_file() {
        return Err(BackupError::NoDatabase(from.to_owned()));
    }
    if database.is_file() {
        insist_on_empty(&database).await?;
    } else if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| BackupError::File(folder.to_owned(), error))?;
    }
    let not_a_backup = |error: sqlx::Error| BackupError::NotABackup(from.to_owned(), error.to_string());
    let mut source = open(from, true).await.map_err(not_a_backup)?;
    let restored = match check(&mut source, from).await {
        Ok(()) => copy(&mut source, &database).await,
        Err(refused) => Err(refused),
    };
    source.close().await?;
    restored?;
    // What an empty database left beside its file belongs to no database any more.
    remove(&beside(&database, "-wal"))?;
    remove(&beside(&database, "-shm"))
}

/// Whole, ours, and not newer than this program.
async fn check(source: &mut SqliteConnection, path: &Path) -> Result<(), BackupError> {
    let not_a_backup = |what: String| BackupError::NotABackup(path.to_owned(), what);
    let whole: (String,) = sqlx::query_as("PRAGMA integrity_check(1)")
        .fetch_one(&mut *source)
        .await
        .map_err(|error| not_a_backup(error.to_string()))?;
    if whole.0 != "ok" {
        return Err(not_a_backup(whole.0));
    }
    let newest: (i64,) = sqlx::query_as("SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM _sqlx_migrations")
        .fetch_one(&mut *source)
        .await
        .map_err(|error| not_a_backup(error.to_string()))?;
    match newest.0 {
        0 => Err(not_a_backup("it was never migrated".into())),
        newest if newest > newest_of_sqlite() => Err(BackupError::Newer(path.to_owned(), newest)),
        _ => Ok(()),
    }
}

/// Nobody has it open, and nothing was entered. Leaving the write-ahead mode needs the file to oneself: a running server shows.
async fn insist_on_empty(database: &Path) -> Result<(), BackupError> {
    if std::fs::metadata(database).is_ok_and(|file| file.len() == 0) {
        return Ok(());
    }
    let mut connection = open(database, false).await?;
    let entered = entered(&mut connection).await;
    let mode: Result<(String,), _> = sqlx::query_as("PRAGMA journal_mode = DELETE").fetch_one(&mut connection).await;
    let back = sqlx::query("PRAGMA journal_mode = WAL").execute(&mut connection).await;
    connection.close().await?;
    match entered? {
        0 => {}
        entered => return Err(BackupError::NotEmpty(database.to_owned(), entered)),
    }
    match mode {
        Ok((mode,)) if mode == "delete" && back.is_ok() => Ok(()),
        _ => Err(BackupError::InUse(database.to_owned())),
    }
}

/// How many people, funds and cooperatives a database holds; none where it was never migrated.
async fn entered(connection: &mut SqliteConnection) -> Result<i64, BackupError> {
    let users = sqlx::query("PRAGMA table_info(users)").fetch_all(&mut *connection).await?;
    if users.is_empty() {
        return Ok(0);
    }
    let rows: (i64,) = sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM users) + (SELECT COUNT(*) FROM funds) + (SELECT COUNT(*) FROM cooperatives) AS entered",
    )
    .fetch_one(&mut *connection)
    .await?;
    Ok(rows.0)
}
