//! People, funds and cooperatives to begin a story with. They are put straight into the store: how they come about by pages is
//! the matter of stories of their own.
use std::sync::{Arc, OnceLock};

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::NaiveDate;
use coopfund::access::{Duty, Grant, Position, User};
use coopfund::args;
use coopfund::domain::cooperative::fold_for_search;
use coopfund::domain::regulation::{Setting, SettingKey, SettingSource, SettingValue};
use coopfund::store::funds;
use coopfund::store::users::{self, Person as Stored};
use coopfund::store::{StoreError, new_id};
use coopfund::text::Lang;

use super::{PASSWORD, Person, World};

/// A value of every setting a fund cannot lend without: 6 % a year, up to 84 months, unsecured up to 100 million, 10 working
/// days to appraise and 5 to decide.
const REGULATION: [(&str, &str); 19] = [
    ("max_term", r#"{"short": 12, "medium": 60, "long": 84}"#),
    ("rates", r#"[{"from": "2025-01-01", "annual_percent": "6"}]"#),
    ("overdue_factor", r#""1.5""#),
    ("late_interest", r#""10""#),
    ("unsecured", r#"{"up_to": 100000000, "cases": []}"#),
    ("collateral_ratios", r#"{"land": "70", "machinery": "50"}"#),
    ("papers", r#"["Giấy đề nghị vay vốn", "Phương án vay vốn"]"#),
    ("appraisal_days", "10"),
    ("decision_days", "5"),
    ("approval_levels", r#"[{"up_to": 500000000, "by": "director"}, {"by": "council", "quorum": 3}]"#),
    ("disbursement_evidence", r#"["Hoá đơn"]"#),
    ("allocation", r#"{"in_term": ["interest", "principal"], "overdue": ["principal", "interest"]}"#),
    ("prepayment", r#"{"allowed": true, "fee_percent": "0", "notice_days": 5}"#),
    ("extension", r#"{"times": 1, "months": 12}"#),
    ("grace_days", "0"),
    ("provisioning", r#""quarterly""#),
    ("related_persons", r#""credit_institutions2010""#),
    ("accounts", r#"{"loans": "1283"}"#),
    ("report_addressees", r#"["UBND tỉnh"]"#),
];

/// A duty for one fund (its id).
pub fn staff(duty: Duty, fund_id: &str) -> Grant {
    Grant::staff(duty, Some(fund_id.to_owned()))
}

/// A duty for all funds.
pub fn everywhere(duty: Duty) -> Grant {
    Grant::staff(duty, None)
}

/// Somebody of a cooperative (its id).
pub fn of_cooperative(cooperative_id: &str) -> Grant {
    Grant::of_cooperative(cooperative_id.to_owned(), Position::Chair)
}

/// Somebody who prepares for a cooperative (its id) and does not bind it.
pub fn accountant_of(cooperative_id: &str) -> Grant {
    Grant::of_cooperative(cooperative_id.to_owned(), Position::Accountant)
}

/// The hash of `PASSWORD`, made once and with the least work: the real parameters would take most of the suite's time.
fn password_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        let params = Params::new(8, 1, 1, None).expect("parameters");
        let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password(PASSWORD.as_bytes());
        hash.expect("a hash").to_string()
    })
}

impl Person {
    /// The account as the program sees it, with its duties in force: what a witness is made of.
    pub async fn user(&self) -> User {
        let found = self.office().store.read(async |tx| {
            Ok::<_, StoreError>((users::find(tx, &self.id).await?, users::duties_of(tx, &self.id).await?))
        });
        let (stored, duties) = found.await.expect("the account is readable");
        let stored = stored.expect("the account exists");
        let grant = |row: users::DutyRow| Grant {
            duty: row.duty,
            fund: row.fund_id,
            cooperative: row.cooperative_id,
            position: row.position,
        };
        let grants = duties.into_iter().map(grant).collect();
        User { id: stored.id, email: stored.email, name: stored.name, lang: stored.language, grants, address: None }
    }
}

impl World {
    /// Somebody at a browser who has no account, or has not said so yet.
    pub fn stranger(&self) -> Person {
        Person::new(Arc::clone(&self.inner), "", "nobody@example.vn", "stranger")
    }

    /// Somebody with an account and these duties, signed in. The address is `NAME@example.vn`, the language Vietnamese.
    pub async fn person(&self, name: &str, grants: &[Grant]) -> Person {
        let person = self.account(name, grants).await;
        person.sign_in(PASSWORD).await.is(303);
        person
    }

    /// Somebody with an account and these duties, not signed in.
    pub async fn account(&self, name: &str, grants: &[Grant]) -> Person {
        let stored = Stored {
            id: new_id(),
            email: format!("{}@example.vn", name.to_lowercase().replace(' ', ".")),
            name: name.to_owned(),
            language: Lang::Vi,
            password_hash: Some(password_hash().to_owned()),
            active: true,
            version: 1,
        };
        let now = self.now();
        self.arrange(async |tx| {
            users::insert(tx, &stored, now).await?;
            for grant in grants {
                users::grant(tx, &stored.id, grant, "system", now).await?;
            }
            Ok::<_, StoreError>(())
        })
        .await;
        Person::new(Arc::clone(&self.inner), &stored.id, &stored.email, name)
    }

    /// An open fund in Điện Biên of this programme (`A`, `C`, `B-old`, `B-new`) with this charter capital, in dong; its id.
    pub async fn fund(&self, code: &str, programme: &str, charter: i64) -> String {
        let (id, now, today) = (new_id(), self.now(), self.today());
        self.arrange(async |tx| {
            tx.execute_one(
                "INSERT INTO funds (id, code, programme, name_vi, name_en, province, open, version, book_charter, accumulated_result, outstanding, reserved, movements, created_at)
                 VALUES ($1, $2, $3, $2, $2, 'Điện Biên', TRUE, 1, $4, 0, 0, 0, 1, $5)",
                args![&id, code, programme, charter, now],
            )
            .await?;
            tx.execute_one(
                "INSERT INTO capital_movements (id, fund_id, seq, kind, on_date, amount, document, charter_delta, result_delta, outstanding_delta, reserved_delta,
                     book_charter, accumulated_result, outstanding, reserved, available, recorded_by, recorded_at)
                 VALUES ($1, $2, 1, 'contribution', $3, $4, 'test', $4, 0, 0, 0, $4, 0, 0, 0, $4, 'system', $5)",
                args![new_id(), &id, today, charter, now],
            )
            .await
        })
        .await;
        id
    }

    /// A support fund that may lend: programme A with this charter capital in dong and a whole regulation; its id.
    pub async fn lending_fund(&self, code: &str, charter: i64) -> String {
        let id = self.fund(code, "A", charter).await;
        self.regulate(&id).await;
        id
    }

    /// Gives a fund every setting it cannot lend without, in force since the beginning of 2025.
    pub async fn regulate(&self, fund_id: &str) {
        let now = self.now();
        let from = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date");
        self.arrange(async |tx| {
            for (key, json) in REGULATION {
                let key = SettingKey::try_from(key).expect("a key");
                let source = SettingSource { document: "01/QĐ-QHTX".into(), dated: from, clause: "Điều 7".into() };
                let value = SettingValue::parse(key, json).expect("a value");
                let setting = Setting { value, source, from, example: true };
                funds::insert_setting(tx, fund_id, &setting, "system", now).await?;
            }
            Ok::<_, StoreError>(())
        })
        .await;
    }

    /// An active cooperative in Mường Thanh, Điện Biên; its id.
    pub async fn cooperative(&self, name: &str) -> String {
        let (id, now) = (new_id(), self.now());
        // Any ten digits: whether a tax code is right is checked where one is typed.
        let code = format!("56{:08}", u32::from_str_radix(&id[28..], 16).unwrap_or_default() % 100_000_000);
        self.arrange(async |tx| {
            tx.execute_one(
                "INSERT INTO cooperatives (id, code, code_suspect, kind, name, search, commune, province, sector, members, status, version, created_at)
                 VALUES ($1, $2, FALSE, 'cooperative', $3, $4, 'Mường Thanh', 'Điện Biên', 'crops', 12, 'active', 1, $5)",
                args![&id, &code, name, fold_for_search(name), now],
            )
            .await
        })
        .await;
        id
    }

    /// The code of a cooperative, by its id.
    pub async fn cooperative_code(&self, id: &str) -> String {
        let sql = "SELECT code FROM cooperatives WHERE id = $1";
        let row: Option<(String,)> = self.office().store.glance(sql, args![id]).await.expect("readable");
        row.expect("the cooperative").0
    }
}
