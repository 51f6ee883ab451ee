//! A transaction on either database, with the four ways to ask.
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Postgres, Sqlite, Transaction};

use super::value::bind_all;
use super::{StoreError, Value, fault};

/// A row type that both drivers can fill: one `#[derive(sqlx::FromRow)]` serves.
pub trait StoredRow: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> StoredRow for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// An open transaction. It commits only through `Store::write`.
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// Runs a statement; how many rows it touched.
    pub async fn execute(&mut self, sql: &'static str, args: Vec<Value>) -> Result<u64, StoreError> {
        fault::point()?;
        Ok(match self {
            Tx::Sqlite(tx) => bind_all!(sqlx::query::<Sqlite>(sql), args).execute(&mut **tx).await?.rows_affected(),
            Tx::Postgres(tx) => bind_all!(sqlx::query::<Postgres>(sql), args).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Runs a statement that must touch exactly one row.
    pub async fn execute_one(&mut self, sql: &'static str, args: Vec<Value>) -> Result<(), StoreError> {
        match self.execute(sql, args).await? {
            1 => Ok(()),
            actual => Err(StoreError::RowsAffected { expected: 1, actual }),
        }
    }

    /// The first row, if there is one.
    pub async fn optional<T: StoredRow>(
        &mut self,
        sql: &'static str,
        args: Vec<Value>,
    ) -> Result<Option<T>, StoreError> {
        fault::point()?;
        Ok(match self {
            Tx::Sqlite(tx) => bind_all!(sqlx::query_as::<Sqlite, T>(sql), args).fetch_optional(&mut **tx).await?,
            Tx::Postgres(tx) => bind_all!(sqlx::query_as::<Postgres, T>(sql), args).fetch_optional(&mut **tx).await?,
        })
    }

    /// The one row there must be.
    pub async fn one<T: StoredRow>(&mut self, sql: &'static str, args: Vec<Value>) -> Result<T, StoreError> {
        self.optional(sql, args).await?.ok_or(StoreError::RowsAffected { expected: 1, actual: 0 })
    }

    /// Every row. For lists that are bounded by a LIMIT or by nature.
    pub async fn all<T: StoredRow>(&mut self, sql: &'static str, args: Vec<Value>) -> Result<Vec<T>, StoreError> {
        fault::point()?;
        Ok(match self {
            Tx::Sqlite(tx) => bind_all!(sqlx::query_as::<Sqlite, T>(sql), args).fetch_all(&mut **tx).await?,
            Tx::Postgres(tx) => bind_all!(sqlx::query_as::<Postgres, T>(sql), args).fetch_all(&mut **tx).await?,
        })
    }

    /// Every row, one at a time, for reports of any length.
    pub async fn each<T: StoredRow, E: From<StoreError>>(
        &mut self,
        sql: &'static str,
        args: Vec<Value>,
        mut visit: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        use futures_util::TryStreamExt;
        fault::point()?;
        match self {
            Tx::Sqlite(tx) => {
                let mut rows = bind_all!(sqlx::query_as::<Sqlite, T>(sql), args).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
                    visit(row)?;
                }
            }
            Tx::Postgres(tx) => {
                let mut rows = bind_all!(sqlx::query_as::<Postgres, T>(sql), args).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
                    visit(row)?;
                }
            }
        }
        Ok(())
    }

    pub(super) async fn commit(self) -> Result<(), StoreError> {
        fault::point()?;
        match self {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(super) async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.rollback().await?,
            Tx::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
