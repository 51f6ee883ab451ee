//! People, funds and cooperatives to begin a story with. They are put straight into the store: how they come about by pages is
//! the matter of stories of their own.
use std::sync::{Arc, OnceLock};

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use coopfund::access::{Duty, Grant, User};
use coopfund::args;
use coopfund::store::users::{self, Person as Stored};
use coopfund::store::{StoreError, new_id};
use coopfund::text::Lang;

use super::{PASSWORD, Person, World};

/// A duty for one fund (its id).
pub fn staff(duty: Duty, fund_id: &str) -> Grant {
    Grant { duty, fund: Some(fund_id.to_owned()), cooperative: None }
}

/// A duty for all funds.
pub fn everywhere(duty: Duty) -> Grant {
    Grant { duty, fund: None, cooperative: None }
}

/// Somebody of a cooperative (its id).
pub fn of_cooperative(cooperative_id: &str) -> Grant {
    Grant { duty: Duty::Applicant, fund: None, cooperative: Some(cooperative_id.to_owned()) }
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
        let grant = |row: users::DutyRow| Grant { duty: row.duty, fund: row.fund_id, cooperative: row.cooperative_id };
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

    /// An active cooperative in Mường Thanh, Điện Biên; its id.
    pub async fn cooperative(&self, name: &str) -> String {
        let (id, now) = (new_id(), self.now());
        // Any ten digits: whether a tax code is right is checked where one is typed.
        let code = format!("56{:08}", u32::from_str_radix(&id[28..], 16).unwrap_or_default() % 100_000_000);
        self.arrange(async |tx| {
            tx.execute_one(
                "INSERT INTO cooperatives (id, code, code_suspect, kind, name, search, commune, province, sector, members, status, version, created_at)
                 VALUES ($1, $2, FALSE, 'cooperative', $3, $4, 'Mường Thanh', 'Điện Biên', 'crops', 12, 'active', 1, $5)",
                args![&id, &code, name, name.to_lowercase(), now],
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
