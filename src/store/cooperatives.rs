//! The register of cooperatives.
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{StoreError, Tx};
use crate::args;
use crate::domain::cooperative::{CooperativeKind, SizeClass, Standing, fold_for_search};

/// A cooperative as it stands in the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Cooperative {
    pub id: String,
    /// Its tax code (Decree 92/2024 Art 14): 10, 12 or 13 digits.
    pub code: String,
    /// The check digit of an old code is wrong: to be looked at, not refused.
    pub code_suspect: bool,
    /// The number on a certificate older than the tax code.
    pub old_registration: Option<String>,
    pub kind: CooperativeKind,
    pub name: String,
    pub address: Option<String>,
    pub commune: String,
    pub province: String,
    pub sector: String,
    pub founded: Option<NaiveDate>,
    pub members: Option<i64>,
    pub size_class: Option<SizeClass>,
    pub representative: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub status: Standing,
    pub status_since: Option<NaiveDate>,
    pub note: Option<String>,
    pub version: i64,
}

impl Cooperative {
    /// What a search looks through: code, name, commune, province and representative without their diacritics.
    fn search_text(&self) -> String {
        let who = self.representative.as_deref().unwrap_or_default();
        fold_for_search(&format!("{} {} {} {} {who}", self.code, self.name, self.commune, self.province))
    }
}

/// A line of the register's list.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Line {
    pub id: String,
    pub code: String,
    pub name: String,
    pub commune: String,
    pub sector: String,
    pub members: Option<i64>,
    pub status: Standing,
}

/// The search box and filters of the list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// As typed; folded before it is looked up.
    pub text: String,
    pub status: Option<Standing>,
    /// The code after which the page begins.
    pub after: String,
    pub limit: i64,
}

/// The register, by code. Every word typed must stand somewhere in code, name, commune, province or representative.
pub async fn list(tx: &mut Tx, filter: &Filter) -> Result<Vec<Line>, StoreError> {
    let [first, second, third, rest] = patterns(&filter.text);
    tx.all(
        "SELECT id, code, name, commune, sector, members, status FROM cooperatives
         WHERE search LIKE $1 AND search LIKE $2 AND search LIKE $3 AND search LIKE $4
             AND (CAST($5 AS TEXT) IS NULL OR status = $5) AND code > $6 ORDER BY code LIMIT $7",
        args![first, second, third, rest, filter.status.map(Standing::as_str), &filter.after, filter.limit],
    )
    .await
}

/// Nobody types more, and neither database looks for a pattern of any length.
const SEARCHED_CHARACTERS_MAX: usize = 200;

/// What is typed, as patterns: the first three words anywhere, the others in the order they were typed, so that a whole name
/// finds what is called so. What `LIKE` would take for more than itself is passed over, and what no text holds.
fn patterns(typed: &str) -> [String; 4] {
    let odd = |c: char| c.is_control() || matches!(c, '%' | '_' | '\\');
    let typed: String = typed.chars().take(SEARCHED_CHARACTERS_MAX).collect();
    let folded = fold_for_search(&typed).replace(odd, " ");
    let mut words = folded.split_whitespace();
    let mut word = || words.next().map_or_else(|| "%".to_owned(), |word| format!("%{word}%"));
    let [first, second, third] = [word(), word(), word()];
    let rest: String = words.map(|word| format!("{word}%")).collect();
    [first, second, third, format!("%{rest}")]
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Cooperative>, StoreError> {
    tx.optional("SELECT * FROM cooperatives WHERE id = $1", args![id]).await
}

/// By id or by code: programs know one, people the other.
pub async fn find_by_id_or_code(tx: &mut Tx, id_or_code: &str) -> Result<Option<Cooperative>, StoreError> {
    tx.optional("SELECT * FROM cooperatives WHERE id = $1 OR code = $1", args![id_or_code]).await
}

/// A cooperative this user may see: its own, or any for staff.
pub async fn find_for(tx: &mut Tx, user_id: &str, id_or_code: &str) -> Result<Option<Cooperative>, StoreError> {
    tx.optional(
        "SELECT c.* FROM cooperatives c WHERE (c.id = $2 OR c.code = $2) AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1
             AND d.withdrawn_at IS NULL AND (d.cooperative_id = c.id OR d.duty <> 'applicant'))",
        args![user_id, id_or_code],
    )
    .await
}

pub async fn insert(tx: &mut Tx, cooperative: &Cooperative, now: DateTime<Utc>) -> Result<(), StoreError> {
    let c = cooperative;
    tx.execute_one(
        "INSERT INTO cooperatives (id, code, code_suspect, old_registration, kind, name, search, address, commune, province, sector, founded, members,
             size_class, representative, email, phone, status, status_since, note, version, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 1, $21)",
        args![
            &c.id, &c.code, c.code_suspect, &c.old_registration, c.kind, &c.name, c.search_text(), &c.address, &c.commune, &c.province, &c.sector,
            c.founded, c.members, c.size_class.map(SizeClass::as_str), &c.representative, &c.email, &c.phone, c.status, c.status_since, &c.note, now
        ],
    )
    .await
}

/// Holds a cooperative until the end: who acts for it changes one after the other. Nothing of the record changes.
pub async fn hold(tx: &mut Tx, id: &str) -> Result<(), StoreError> {
    tx.execute_one("UPDATE cooperatives SET version = version WHERE id = $1", args![id]).await
}

/// Saves a changed record; `Conflict` when somebody changed it since `cooperative.version`.
pub async fn update(tx: &mut Tx, cooperative: &Cooperative) -> Result<(), StoreError> {
    let c = cooperative;
    let rows = tx
        .execute(
            "UPDATE cooperatives SET code = $3, code_suspect = $4, old_registration = $5, kind = $6, name = $7, search = $8, address = $9, commune = $10,
                 province = $11, sector = $12, founded = $13, members = $14, size_class = $15, representative = $16, email = $17, phone = $18,
                 status = $19, status_since = $20, note = $21, version = version + 1 WHERE id = $1 AND version = $2",
            args![
                &c.id, c.version, &c.code, c.code_suspect, &c.old_registration, c.kind, &c.name, c.search_text(), &c.address, &c.commune, &c.province,
                &c.sector, c.founded, c.members, c.size_class.map(SizeClass::as_str), &c.representative, &c.email, &c.phone, c.status, c.status_since,
                &c.note
            ],
        )
        .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}
