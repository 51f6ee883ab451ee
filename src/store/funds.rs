//! Funds, the lock every deed on capital begins with, and each fund's own regulation.
use chrono::{DateTime, NaiveDate, Utc};

use super::{StoreError, Tx, new_id};
use crate::args;
use crate::domain::capital::Capital;
use crate::domain::money::Money;
use crate::domain::policy::Programme;
use crate::domain::regulation::{Regulation, Setting, SettingKey, SettingSource, SettingValue};

crate::stored_as_text!(Programme);

/// A fund with the running totals of its capital, in dong.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Fund {
    pub id: String,
    /// What people and programs call it: `dienbien-htx`.
    pub code: String,
    pub programme: Programme,
    pub name_vi: String,
    pub name_en: String,
    pub province: String,
    /// Whether it takes new applications.
    pub open: bool,
    pub version: i64,
    pub book_charter: Money,
    pub accumulated_result: Money,
    pub outstanding: Money,
    pub reserved: Money,
    /// How many movements its capital has had: the number of the last one.
    pub movements: i64,
    pub bank_account: Option<String>,
}

impl Fund {
    /// The four figures of its capital as they stand now.
    pub fn capital(&self) -> Capital {
        Capital {
            book_charter: self.book_charter,
            accumulated_result: self.accumulated_result,
            outstanding: self.outstanding,
            reserved: self.reserved,
        }
    }
}

/// A fund about to be made. Its capital begins at nothing: every dong comes in by a movement.
#[derive(Debug, Clone)]
pub struct NewFund<'a> {
    pub code: &'a str,
    pub programme: Programme,
    pub name_vi: &'a str,
    pub name_en: &'a str,
    pub province: &'a str,
    pub bank_account: Option<&'a str>,
    /// No movement of its capital is older.
    pub founded_on: Option<NaiveDate>,
}

/// Makes a fund, open for applications; its id.
///
/// # Errors
/// `Duplicate` when the code is taken.
pub async fn insert(tx: &mut Tx, fund: &NewFund<'_>, now: DateTime<Utc>) -> Result<String, StoreError> {
    let id = new_id();
    tx.execute_one(
        "INSERT INTO funds (id, code, programme, name_vi, name_en, province, bank_account, open, version, book_charter, accumulated_result,
             outstanding, reserved, movements, created_at, founded_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, 0, 0, 0, 0, 0, $9, $10)",
        args![&id, fund.code, fund.programme, fund.name_vi, fund.name_en, fund.province, fund.bank_account, true, now, fund.founded_on],
    )
    .await?;
    Ok(id)
}

/// The day the fund was founded, where it is recorded.
pub async fn founded_on(tx: &mut Tx, id: &str) -> Result<Option<NaiveDate>, StoreError> {
    let row: (Option<NaiveDate>,) = tx.one("SELECT founded_on FROM funds WHERE id = $1", args![id]).await?;
    Ok(row.0)
}

/// Takes the fund's lock: whoever else wants it waits until this transaction ends. What stands in the answer is true until
/// then. Comes first in every deed that touches capital, before any loan or application.
pub async fn lock(tx: &mut Tx, id: &str) -> Result<Option<Fund>, StoreError> {
    tx.optional(
        "UPDATE funds SET version = version + 1 WHERE id = $1
         RETURNING id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved,
             movements, bank_account",
        args![id],
    )
    .await
}

/// Records the day the fund was founded. The caller holds its lock.
pub async fn set_founded_on(tx: &mut Tx, id: &str, day: Option<NaiveDate>) -> Result<(), StoreError> {
    tx.execute_one("UPDATE funds SET founded_on = $2 WHERE id = $1", args![id, day]).await
}

/// Opens or closes the fund for new applications. The caller holds its lock.
pub async fn set_open(tx: &mut Tx, id: &str, open: bool) -> Result<(), StoreError> {
    tx.execute_one("UPDATE funds SET open = $2 WHERE id = $1", args![id, open]).await
}

/// A fund by its id, without the lock.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Fund>, StoreError> {
    tx.optional(
        "SELECT id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved,
             movements, bank_account FROM funds WHERE id = $1",
        args![id],
    )
    .await
}

/// A fund by its code, without the lock.
pub async fn find_by_code(tx: &mut Tx, code: &str) -> Result<Option<Fund>, StoreError> {
    tx.optional(
        "SELECT id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved,
             movements, bank_account FROM funds WHERE code = $1",
        args![code],
    )
    .await
}

/// Every fund, by code.
pub async fn list(tx: &mut Tx) -> Result<Vec<Fund>, StoreError> {
    tx.all(
        "SELECT id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved,
             movements, bank_account FROM funds ORDER BY code",
        args![],
    )
    .await
}

/// The funds for which this user has a duty at this moment, by code.
pub async fn list_for_staff(tx: &mut Tx, user_id: &str) -> Result<Vec<Fund>, StoreError> {
    tx.all(
        "SELECT id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved,
             movements, bank_account FROM funds f
         WHERE EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty <> 'applicant' AND d.withdrawn_at IS NULL
             AND (d.fund_id IS NULL OR d.fund_id = f.id)) ORDER BY code",
        args![user_id],
    )
    .await
}

/// A fund by its code, if this user has a duty for it at this moment.
pub async fn find_for_staff(tx: &mut Tx, user_id: &str, code: &str) -> Result<Option<Fund>, StoreError> {
    tx.optional(
        "SELECT id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved,
             movements, bank_account FROM funds f
         WHERE f.code = $2 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty <> 'applicant' AND d.withdrawn_at IS NULL
             AND (d.fund_id IS NULL OR d.fund_id = f.id))",
        args![user_id, code],
    )
    .await
}

/// The funds that this user administers at this moment, by code.
pub async fn list_administered(tx: &mut Tx, user_id: &str) -> Result<Vec<Fund>, StoreError> {
    tx.all(
        "SELECT id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved,
             movements, bank_account FROM funds f
         WHERE EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty = 'administrator' AND d.withdrawn_at IS NULL
             AND (d.fund_id IS NULL OR d.fund_id = f.id)) ORDER BY code",
        args![user_id],
    )
    .await
}

/// A fund by its code, if this user administers it at this moment.
pub async fn find_administered(tx: &mut Tx, user_id: &str, code: &str) -> Result<Option<Fund>, StoreError> {
    tx.optional(
        "SELECT id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved,
             movements, bank_account FROM funds f
         WHERE f.code = $2 AND EXISTS (SELECT 1 FROM duties d WHERE d.user_id = $1 AND d.duty = 'administrator' AND d.withdrawn_at IS NULL
             AND (d.fund_id IS NULL OR d.fund_id = f.id))",
        args![user_id, code],
    )
    .await
}

#[derive(sqlx::FromRow)]
struct SettingRow {
    id: String,
    key: String,
    value: String,
    document: String,
    document_date: Option<NaiveDate>,
    clause: String,
    example: bool,
    in_force_from: NaiveDate,
}

impl SettingRow {
    fn setting(self) -> Result<Setting, StoreError> {
        let SettingRow { id, key, value, document, document_date, clause, example, in_force_from } = self;
        let broken = |what: String| StoreError::Inconsistent { table: "fund_settings", id: id.clone(), what };
        let key = SettingKey::try_from(key.as_str()).map_err(|error| broken(error.to_string()))?;
        let value = SettingValue::parse(key, &value).map_err(|error| broken(error.to_string()))?;
        let dated = document_date.ok_or_else(|| broken("the document has no date".into()))?;
        Ok(Setting { value, source: SettingSource { document, dated, clause }, from: in_force_from, example })
    }
}

/// Every version of every setting of the fund, in the order they were recorded: the last of a key and first day holds.
pub async fn settings(tx: &mut Tx, fund_id: &str) -> Result<Vec<Setting>, StoreError> {
    let rows: Vec<SettingRow> = tx
        .all(
            "SELECT id, key, value, document, document_date, clause, example, in_force_from FROM fund_settings WHERE fund_id = $1 ORDER BY id",
            args![fund_id],
        )
        .await?;
    rows.into_iter().map(SettingRow::setting).collect()
}

/// The fund's own regulation as it is in force on a day.
///
/// # Errors
/// `Inconsistent` when a stored value is not of the type of its key.
pub async fn regulation(tx: &mut Tx, fund_id: &str, on: NaiveDate) -> Result<Regulation, StoreError> {
    Ok(Regulation::in_force(settings(tx, fund_id).await?, on))
}

/// Records a setting. Earlier versions stay: what was decided under them is still explained by them.
pub async fn insert_setting(
    tx: &mut Tx,
    fund_id: &str,
    setting: &Setting,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let id = new_id();
    let value = setting.value.to_json().map_err(|error| StoreError::Inconsistent {
        table: "fund_settings",
        id: id.clone(),
        what: error.to_string(),
    })?;
    tx.execute_one(
        "INSERT INTO fund_settings (id, fund_id, key, value, document, document_date, clause, example, in_force_from, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            &id, fund_id, setting.value.key().as_str(), value, &setting.source.document, setting.source.dated, &setting.source.clause,
            setting.example, setting.from, by, now
        ],
    )
    .await
}
