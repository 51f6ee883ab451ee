//! Opening the database, and the two doors into it: `write` and `read`.
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};

use super::value::bind_all;
use super::{StoreError, StoredRow, Tx, Value, fault};

/// The database. Cheap to clone: it is a handle on the pools.
#[derive(Clone, Debug)]
pub enum Store {
    /// One writer, since SQLite has one anyway, and readers that never wait for it.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const SQLITE_READERS_MAX: u32 = 8;
const POSTGRES_CONNECTIONS_MAX: u32 = 16;

impl Store {
    /// Opens `sqlite:PATH` (made if missing) or `postgres://…`. Runs no migration.
    pub async fn open(url: &str) -> Result<Store, StoreError> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?;
            let pool = PgPoolOptions::new()
                .max_connections(POSTGRES_CONNECTIONS_MAX)
                .acquire_timeout(BUSY_TIMEOUT)
                .connect_with(options)
                .await?;
            return Ok(Store::Postgres(pool));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let pool = |max| SqlitePoolOptions::new().max_connections(max).acquire_timeout(BUSY_TIMEOUT * 3);
        let writer = pool(1).connect_with(options.clone()).await?;
        let readers = pool(SQLITE_READERS_MAX).connect_with(options).await?;
        Ok(Store::Sqlite { writer, readers })
    }

    /// Does the work in one transaction: commits on `Ok`, rolls back on `Err`. Nothing in there may wait for
    /// anything but the database: no mail, no password hashing.
    pub async fn write<T, E: From<StoreError>>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E> {
        let mut tx = self.begin("BEGIN IMMEDIATE", "BEGIN").await?;
        match work(&mut tx).await {
            Ok(done) => {
                tx.commit().await?;
                Ok(done)
            }
            Err(refused) => {
                tx.rollback().await?;
                Err(refused)
            }
        }
    }

    /// Reads one consistent state, however many statements it takes.
    pub async fn read<T, E: From<StoreError>>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E> {
        let mut tx = self.begin_read().await?;
        let found = work(&mut tx).await;
        tx.rollback().await?;
        found
    }

    async fn begin(&self, sqlite: &'static str, postgres: &'static str) -> Result<Tx, StoreError> {
        fault::point()?;
        Ok(match self {
            Store::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with(sqlite).await?),
            Store::Postgres(pool) => Tx::Postgres(pool.begin_with(postgres).await?),
        })
    }

    async fn begin_read(&self) -> Result<Tx, StoreError> {
        fault::point()?;
        Ok(match self {
            Store::Sqlite { readers, .. } => Tx::Sqlite(readers.begin_with("BEGIN").await?),
            Store::Postgres(pool) => {
                Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?)
            }
        })
    }

    /// One statement, one row, without a transaction around it: for what every request asks (its session).
    pub async fn glance<T: StoredRow>(&self, sql: &'static str, args: Vec<Value>) -> Result<Option<T>, StoreError> {
        fault::point()?;
        Ok(match self {
            Store::Sqlite { readers, .. } => {
                bind_all!(sqlx::query_as::<Sqlite, T>(sql), args).fetch_optional(readers).await?
            }
            Store::Postgres(pool) => bind_all!(sqlx::query_as::<Postgres, T>(sql), args).fetch_optional(pool).await?,
        })
    }

    /// One statement, its rows, without a transaction around it: for a page that needs a single list.
    pub async fn list<T: StoredRow>(&self, sql: &'static str, args: Vec<Value>) -> Result<Vec<T>, StoreError> {
        fault::point()?;
        Ok(match self {
            Store::Sqlite { readers, .. } => {
                bind_all!(sqlx::query_as::<Sqlite, T>(sql), args).fetch_all(readers).await?
            }
            Store::Postgres(pool) => bind_all!(sqlx::query_as::<Postgres, T>(sql), args).fetch_all(pool).await?,
        })
    }

    /// Closes every connection; what is in flight ends first.
    pub async fn close(&self) {
        match self {
            Store::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Store::Postgres(pool) => pool.close().await,
        }
    }
}
