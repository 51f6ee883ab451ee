//! The only place with SQL. This file is the seam: nothing outside it knows that there are two databases.
//!
//! One SQL text serves both. Every statement is a literal, so a test prepares each of them on SQLite and on PostgreSQL.
use crate::args;

pub mod applications;
pub mod asks;
pub mod audit;
pub mod backup;
pub mod book_closes;
mod booked;
pub mod capital;
pub mod closings;
pub mod confirmations;
mod connect;
pub mod consents;
pub mod cooperative_links;
pub mod cooperatives;
pub mod decisions;
pub mod directory;
pub mod documents;
pub mod dossiers;
pub mod entrusted;
mod error;
pub mod example;
pub mod fault;
pub mod figures;
pub mod fund_accounts;
pub mod funds;
pub mod holidays;
pub mod kept_forms;
pub mod loans;
pub mod mail_codes;
pub mod members;
mod migrate;
pub mod outbox;
pub mod overview;
pub mod own_data;
pub mod password_requests;
pub mod public_figures;
pub mod record_views;
pub mod referrals;
pub mod relations;
pub mod requests;
pub mod restructurings;
pub mod rule_versions;
pub mod signed_parties;
pub mod spells;
pub mod tape;
mod tx;
pub mod uploads;
pub mod users;
mod value;
pub mod verify;
pub mod waiting_list;
pub mod worklists;

pub use connect::Store;
pub use error::StoreError;
pub use migrate::MigrateError;
pub use tx::{StoredRow, Tx};
pub use value::{Doc, Value, json_text};

/// A fresh identifier: a UUIDv7, so that rows made later sort later.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

impl Store {
    /// Whether nobody is here yet.
    pub async fn is_untouched(&self) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = self.glance("SELECT CAST(COUNT(*) AS BIGINT) FROM users", args![]).await?;
        Ok(row.is_some_and(|row| row.0 == 0))
    }

    /// Whether the database was filled with the example.
    pub async fn is_example(&self) -> Result<bool, StoreError> {
        let row: Option<(i64,)> =
            self.glance("SELECT CAST(COUNT(*) AS BIGINT) FROM facts WHERE name = 'example'", args![]).await?;
        Ok(row.is_some_and(|row| row.0 > 0))
    }
}
