//! The parts of an application beside the loan itself, each with a version of its own.
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Doc, StoreError, Tx};
use crate::args;
use crate::domain::dossier::{Dossier, Part};

/// A part as it is kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Kept {
    pub part: Part,
    pub content: Doc<serde_json::Value>,
    pub version: i64,
    pub saved_by_name: String,
    pub saved_at: DateTime<Utc>,
}

/// The parts of an application that were written, by name.
pub async fn all(tx: &mut Tx, application_id: &str) -> Result<Vec<Kept>, StoreError> {
    tx.all(
        "SELECT p.part, p.content, p.version, u.name AS saved_by_name, p.saved_at
         FROM application_parts p JOIN users u ON u.id = p.saved_by
         WHERE p.application_id = $1 ORDER BY p.part",
        args![application_id],
    )
    .await
}

/// What stands in the parts.
///
/// # Errors
/// `Inconsistent` for content that is not what its part holds.
pub fn dossier(application_id: &str, kept: &[Kept]) -> Result<Dossier, StoreError> {
    let mut dossier = Dossier::default();
    for row in kept {
        match row.part {
            Part::Cooperative => dossier.cooperative = Some(content(application_id, row)?),
            Part::Plan => dossier.plan = Some(content(application_id, row)?),
            Part::Workforce => dossier.workforce = Some(content(application_id, row)?),
            Part::Statements => dossier.statements = Some(content(application_id, row)?),
        }
    }
    Ok(dossier)
}

fn content<T: DeserializeOwned>(application_id: &str, row: &Kept) -> Result<T, StoreError> {
    serde_json::from_value(row.content.0.clone()).map_err(|error| StoreError::Inconsistent {
        table: "application_parts",
        id: format!("{application_id} {}", row.part),
        what: error.to_string(),
    })
}

/// What stands in the parts of an application.
pub async fn find(tx: &mut Tx, application_id: &str) -> Result<Dossier, StoreError> {
    dossier(application_id, &all(tx, application_id).await?)
}

/// Saves a part over the version it was opened with, 0 for the first time; `Conflict` when it was saved since.
pub async fn save<T: Serialize>(
    tx: &mut Tx,
    (application_id, part): (&str, Part),
    version: i64,
    content: &Doc<T>,
    (by, now): (&str, DateTime<Utc>),
) -> Result<(), StoreError> {
    let rows = if version == 0 {
        tx.execute(
            "INSERT INTO application_parts (application_id, part, content, version, saved_by, saved_at)
             VALUES ($1, $2, $3, 1, $4, $5) ON CONFLICT (application_id, part) DO NOTHING",
            args![application_id, part, content, by, now],
        )
        .await?
    } else {
        tx.execute(
            "UPDATE application_parts SET content = $4, version = version + 1, saved_by = $5, saved_at = $6
             WHERE application_id = $1 AND part = $2 AND version = $3",
            args![application_id, part, version, content, by, now],
        )
        .await?
    };
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}
