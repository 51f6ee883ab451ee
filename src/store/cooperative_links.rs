//! Who says that they act for which cooperative, with which papers, and what an officer found.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{StoreError, Tx};
use crate::args;
use crate::domain::cooperative::CooperativeKind;

/// A link that was asked for, with the names a page shows beside its ids.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct CoopLink {
    pub id: String,
    pub user_id: String,
    pub user_name: String,
    pub user_email: String,
    pub code: String,
    pub kind: CooperativeKind,
    pub name: String,
    pub commune: String,
    pub province: String,
    pub sector: String,
    pub representative: String,
    pub asked_at: DateTime<Utc>,
    /// `confirmed` or `refused`; nothing while it waits.
    pub outcome: Option<String>,
    pub cooperative_id: Option<String>,
    pub reason: Option<String>,
    pub decided_by_name: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    /// How many papers were handed in with it.
    pub papers: i64,
}

/// What somebody types of the cooperative they act for, as on its certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claimed {
    pub code: String,
    pub kind: CooperativeKind,
    pub name: String,
    pub commune: String,
    pub province: String,
    pub sector: String,
    pub representative: String,
}

/// Writes down that somebody asks for a link.
pub async fn insert(
    tx: &mut Tx,
    id: &str,
    user_id: &str,
    claimed: &Claimed,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let c = claimed;
    tx.execute_one(
        "INSERT INTO cooperative_links (id, user_id, code, kind, name, commune, province, sector, representative, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![id, user_id, &c.code, c.kind, &c.name, &c.commune, &c.province, &c.sector, &c.representative, now],
    )
    .await
}

/// The latest link somebody asked for.
pub async fn latest_of(tx: &mut Tx, user_id: &str) -> Result<Option<CoopLink>, StoreError> {
    tx.optional(
        "SELECT l.*, u.name AS user_name, u.email AS user_email, d.name AS decided_by_name,
             (SELECT CAST(COUNT(*) AS BIGINT) FROM link_papers p WHERE p.link_id = l.id) AS papers
         FROM cooperative_links l JOIN users u ON u.id = l.user_id LEFT JOIN users d ON d.id = l.decided_by
         WHERE l.user_id = $1 ORDER BY l.id DESC LIMIT 1",
        args![user_id],
    )
    .await
}

/// Everything somebody asked for, oldest first.
pub async fn all_of(tx: &mut Tx, user_id: &str) -> Result<Vec<CoopLink>, StoreError> {
    tx.all(
        "SELECT l.*, u.name AS user_name, u.email AS user_email, d.name AS decided_by_name,
             (SELECT CAST(COUNT(*) AS BIGINT) FROM link_papers p WHERE p.link_id = l.id) AS papers
         FROM cooperative_links l JOIN users u ON u.id = l.user_id LEFT JOIN users d ON d.id = l.decided_by
         WHERE l.user_id = $1 ORDER BY l.id",
        args![user_id],
    )
    .await
}

/// A link by its id.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<CoopLink>, StoreError> {
    tx.optional(
        "SELECT l.*, u.name AS user_name, u.email AS user_email, d.name AS decided_by_name,
             (SELECT CAST(COUNT(*) AS BIGINT) FROM link_papers p WHERE p.link_id = l.id) AS papers
         FROM cooperative_links l JOIN users u ON u.id = l.user_id LEFT JOIN users d ON d.id = l.decided_by WHERE l.id = $1",
        args![id],
    )
    .await
}

/// The links that wait, those asked for first at the top.
pub async fn waiting(tx: &mut Tx, limit: i64) -> Result<Vec<CoopLink>, StoreError> {
    tx.all(
        "SELECT l.*, u.name AS user_name, u.email AS user_email, d.name AS decided_by_name,
             (SELECT CAST(COUNT(*) AS BIGINT) FROM link_papers p WHERE p.link_id = l.id) AS papers
         FROM cooperative_links l JOIN users u ON u.id = l.user_id LEFT JOIN users d ON d.id = l.decided_by
         WHERE l.outcome IS NULL AND u.active ORDER BY l.asked_at, l.id LIMIT $1",
        args![limit],
    )
    .await
}

/// What an officer found.
pub struct Found<'a> {
    pub outcome: &'static str,
    pub cooperative_id: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub by: &'a str,
}

/// Decides a link that waits; false when somebody else was faster.
pub async fn decide(tx: &mut Tx, id: &str, found: &Found<'_>, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let rows = tx
        .execute(
            "UPDATE cooperative_links SET outcome = $2, cooperative_id = $3, reason = $4, decided_by = $5, decided_at = $6 WHERE id = $1 AND outcome IS NULL",
            args![id, found.outcome, found.cooperative_id, found.reason, found.by, now],
        )
        .await?;
    Ok(rows == 1)
}

/// A paper handed in with a link.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct LinkPaper {
    pub id: String,
    pub link_id: String,
    pub file_name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub sha256: String,
    pub uploaded_at: DateTime<Utc>,
}

/// Adds a paper to a link.
pub async fn add_paper(tx: &mut Tx, paper: &LinkPaper) -> Result<(), StoreError> {
    let p = paper;
    tx.execute_one(
        "INSERT INTO link_papers (id, link_id, file_name, media_type, size_bytes, sha256, uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![&p.id, &p.link_id, &p.file_name, &p.media_type, p.size_bytes, &p.sha256, p.uploaded_at],
    )
    .await
}

/// The papers of a link, as they were handed in.
pub async fn papers(tx: &mut Tx, link_id: &str) -> Result<Vec<LinkPaper>, StoreError> {
    tx.all(
        "SELECT id, link_id, file_name, media_type, size_bytes, sha256, uploaded_at FROM link_papers WHERE link_id = $1 ORDER BY id",
        args![link_id],
    )
    .await
}
