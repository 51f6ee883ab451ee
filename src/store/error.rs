//! What can go wrong in the store. "Not found" is not among it: that is an `Option`.

/// A failure of the store itself; a refusal by a rule of the business is never one of these.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the row meanwhile (a stale version): to be shown, not retried.
    #[error("the record was changed meanwhile")]
    Conflict,
    /// A unique key is taken.
    #[error("already there: {0}")]
    Duplicate(String),
    /// A row that others point to.
    #[error("still referenced: {0}")]
    StillReferenced(String),
    /// A CHECK or trigger refused the row: the last line of defence.
    #[error("refused by the database: {0}")]
    Refused(String),
    /// The stored data contradicts itself.
    #[error("inconsistent {table} {id}: {what}")]
    Inconsistent { table: &'static str, id: String, what: String },
    /// An INSERT or UPDATE touched another number of rows than it had to.
    #[error("{actual} rows instead of {expected}")]
    RowsAffected { expected: u64, actual: u64 },
    /// The database cannot be reached or is overloaded.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A stored value is not of the type of its column: somebody changed it past this program.
    #[error("unreadable: {0}")]
    Undecodable(String),
    /// Anything else from the driver: a defect of ours.
    #[error("database: {0}")]
    Other(sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        use sqlx::error::ErrorKind;
        match &error {
            sqlx::Error::Database(db) => match db.kind() {
                ErrorKind::UniqueViolation => StoreError::Duplicate(db.message().to_owned()),
                ErrorKind::ForeignKeyViolation => StoreError::StillReferenced(db.message().to_owned()),
                ErrorKind::CheckViolation | ErrorKind::NotNullViolation => StoreError::Refused(db.message().to_owned()),
                _ => match db.code().as_deref() {
                    // SQLite: busy and its kin, then RAISE(ABORT) of a trigger. PostgreSQL: raise_exception, then shutting down or out of connections.
                    Some("5" | "6" | "261" | "517" | "773") => StoreError::Unavailable(db.message().to_owned()),
                    Some("1811" | "P0001") => StoreError::Refused(db.message().to_owned()),
                    Some("57P01" | "57P02" | "57P03" | "53300") => StoreError::Unavailable(db.message().to_owned()),
                    _ => StoreError::Other(error),
                },
            },
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                StoreError::Unavailable(error.to_string())
            }
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => StoreError::Undecodable(error.to_string()),
            _ => StoreError::Other(error),
        }
    }
}
