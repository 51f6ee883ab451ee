//! The test world: the whole program with a database, a clock, a documents folder and a mail folder of its own.
//!
//! ```ignore
//! story! {
//!     /// What the story shows.
//!     async fn a_cashier_may_not_invite(world: &World) {
//!         let fund = world.fund("dienbien-htx", "A", 3_000_000_000).await;
//!         let cashier = world.person("Lan", &[staff(Duty::Cashier, &fund)]).await;
//!         cashier.get("/admin/people").await.is(403);
//!     }
//! }
//! ```
//!
//! makes the tests `a_cashier_may_not_invite::sqlite` and `::postgres`. When the story is told the world checks itself: every
//! message in the outbox was mentioned by the story (`expect_mail`), the audit chains are unbroken, the books add up.
#![allow(dead_code, reason = "what one story does not use, another will")]

mod answer;
mod checks;
pub mod database;
pub mod dump;
mod lending;
mod mail;
mod person;
mod seed;
pub mod team;

pub use answer::{Answer, hidden_value};
pub use database::Database;
pub use lending::Lending;
pub use person::{PASSWORD, Person};
pub use seed::{accountant_of, everywhere, of_cooperative, staff};

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use coopfund::actions::Office;
use coopfund::clock::Clock;
use coopfund::config::Config;
use coopfund::store::{Tx, audit};
use futures_util::FutureExt;
use rocket::figment::Figment;
use rocket::figment::providers::{Format, Toml};
use rocket::local::asynchronous::Client;
use serde_json::json;

/// When every story begins: Monday 2 March 2026, nine in the morning in Điện Biên.
pub const BEGINNING: &str = "2026-03-02T02:00:00Z";

/// See the module's comment.
pub struct World {
    inner: Arc<Inner>,
    database: database::Own,
    finished: AtomicBool,
}

/// What the people of a world share with it.
struct Inner {
    client: Client,
    office: Office,
    folder: tempfile::TempDir,
    /// Outbox rows the story has mentioned.
    mentioned: Mutex<BTreeSet<String>>,
}

impl World {
    /// The program on a fresh database. Stories get theirs from `story!`.
    pub async fn open(database: Database) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let own = database::Own::make(database, folder.path()).await;
        let figment = settings(own.url(), folder.path());
        let clock = Clock::fixed(BEGINNING.parse().expect("an instant"));
        let config = Config::from_figment(&figment).expect("the test's settings are right");
        let office = coopfund::server::open_office(config, clock).await.expect("the office opens");
        let rocket = coopfund::server::build(figment, office.clone());
        let client = Client::untracked(rocket).await.expect("the server starts");
        let inner = Inner { client, office, folder, mentioned: Mutex::default() };
        World { inner: Arc::new(inner), database: own, finished: AtomicBool::new(false) }
    }

    /// Which database this world stands on.
    pub fn database(&self) -> Database {
        self.database.kind()
    }

    /// The address of its database: for running the program itself on it.
    pub fn database_url(&self) -> &str {
        self.database.url()
    }

    /// The office behind the server: for calling actions directly.
    pub fn office(&self) -> &Office {
        &self.inner.office
    }

    /// The running server: for its routes.
    pub fn rocket(&self) -> &rocket::Rocket<rocket::Orbit> {
        self.inner.client.rocket()
    }

    /// The world's own folder: `mail/`, `documents/`, and room for what a story writes.
    pub fn folder(&self) -> &std::path::Path {
        self.inner.folder.path()
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.office().clock.now()
    }

    pub fn today(&self) -> NaiveDate {
        self.office().clock.today()
    }

    /// Lets time pass.
    pub fn advance(&self, by: TimeDelta) {
        self.office().clock.advance(by);
    }

    /// Moves the clock to nine in the morning, in Vietnam, of that date (`2026-04-15`), forward or back.
    pub fn go_to(&self, date: &str) {
        let date: NaiveDate = date.parse().expect("a date");
        let morning = date.and_hms_opt(2, 0, 0).expect("an hour").and_utc();
        self.advance(morning - self.now());
    }

    /// Does something to the database directly: for arranging what no page can do, or for damaging it on purpose.
    pub async fn arrange<T>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T, coopfund::store::StoreError>) -> T {
        self.office().store.write(work).await.expect("the arrangement succeeds")
    }

    /// Every row of the audit trail, oldest first.
    pub async fn audit(&self) -> Vec<audit::Row> {
        let sql = "SELECT * FROM audit ORDER BY id";
        self.office().store.list(sql, vec![]).await.expect("the audit is readable")
    }

    /// Tells that the audit trail's latest row of this action has this outcome (`done` or `refused`), and gives it.
    #[track_caller]
    pub fn expect_audit(&self, action: &str, outcome: &str) -> impl Future<Output = audit::Row> {
        let (caller, action, outcome) = (std::panic::Location::caller(), action.to_owned(), outcome.to_owned());
        async move {
            let rows = self.audit().await;
            let row = rows.iter().rev().find(|row| row.action == action);
            let row = row.unwrap_or_else(|| {
                panic!(
                    "{caller}: no {action} in the audit, only {:?}",
                    rows.iter().map(|r| &r.action).collect::<Vec<_>>()
                )
            });
            assert_eq!(row.outcome, outcome, "{caller}: {action} in the audit: {row:?}");
            row.clone()
        }
    }

    /// Ends the world: checks that nothing was forgotten (see the module's comment), then removes its database.
    pub async fn finish(self) {
        checks::all(&self).await;
        self.close().await;
    }

    async fn close(&self) {
        self.finished.store(true, Ordering::Relaxed);
        self.office().store.close().await;
        self.database.remove().await;
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let finished = self.finished.load(Ordering::Relaxed);
        assert!(finished || std::thread::panicking(), "a world was dropped without finish(): nothing checked it");
    }
}

/// Rocket's settings of this repository with everything that touches the outside put into the world's folder.
fn settings(database_url: &str, folder: &std::path::Path) -> Figment {
    let file = |name: &str| format!("file:{}", folder.join(name).display());
    Figment::from(rocket::Config::debug_default())
        .merge(Toml::file(concat!(env!("CARGO_MANIFEST_DIR"), "/Rocket.toml")).nested())
        .select("debug")
        .merge(("log_level", "off"))
        .merge(("secret_key", "c0".repeat(32)))
        .merge((
            "coopfund",
            json!({
                "database_url": database_url, "mail_url": file("mail"), "documents_url": file("documents"),
                "base_url": "http://quy.example", "mail_from": "Quỹ HTX <quy@example.vn>", "worker": false,
            }),
        ))
}

/// Tells a story on one database; what `story!` calls.
pub fn tell(database: Database, story: impl AsyncFnOnce(&World)) {
    if !database.is_there() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let world = World::open(database).await;
        let told = AssertUnwindSafe(async {
            story(&world).await;
            checks::all(&world).await;
        });
        let told = told.catch_unwind().await;
        world.close().await;
        if let Err(panic) = told {
            std::panic::resume_unwind(panic);
        }
    });
}

/// A story, told on both databases. See the module's comment.
#[macro_export]
macro_rules! story {
    ($($(#[$doc:meta])* async fn $name:ident($world:ident: &World) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports, reason = "a story may need nothing of its file")]
            use super::*;

            async fn story($world: &$crate::world::World) $body

            #[test]
            fn sqlite() {
                $crate::world::tell($crate::world::Database::Sqlite, story);
            }

            #[test]
            fn postgres() {
                $crate::world::tell($crate::world::Database::Postgres, story);
            }
        }
    )+};
}
