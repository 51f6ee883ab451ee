//! A fresh, migrated database for each story: a copy of a template that is migrated once.
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use coopfund::store::Store;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};
use tokio::sync::OnceCell;

const DEFAULT_SERVER: &str = "postgres://root@127.0.0.1:5432/postgres";
/// A number of our own for the lock under which the template is made: several suites may share a server.
const TEMPLATE_LOCK: i64 = 5_310_823;

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    /// Whether the suite has this database. SQLite always; PostgreSQL when a server answers, and in CI it has to.
    pub fn is_there(self) -> bool {
        if self == Database::Sqlite {
            return true;
        }
        let named = std::env::var("COOPFUND_TEST_POSTGRES").is_ok();
        if named || std::env::var("CI").is_ok() {
            return true;
        }
        let options = server_options();
        let reachable = std::net::TcpStream::connect((options.get_host(), options.get_port())).is_ok();
        if !reachable {
            println!("skipped: no PostgreSQL answers at {} (COOPFUND_TEST_POSTGRES names another)", options.get_host());
        }
        reachable
    }
}

/// The URL of the server the suite may make databases on.
fn server() -> String {
    std::env::var("COOPFUND_TEST_POSTGRES").unwrap_or_else(|_| DEFAULT_SERVER.to_owned())
}

fn server_options() -> PgConnectOptions {
    PgConnectOptions::from_str(&server()).expect("COOPFUND_TEST_POSTGRES is a postgres:// URL")
}

/// The server's URL with another database in it. Tests need no safety from power cuts, so commits do not wait for the disk.
fn url_of(database: &str) -> String {
    let mut url = url::Url::parse(&server()).expect("COOPFUND_TEST_POSTGRES is a URL");
    url.set_path(database);
    url.query_pairs_mut().append_pair("options[synchronous_commit]", "off");
    url.to_string()
}

/// The connection from which databases are made and dropped.
async fn maintenance() -> PgConnection {
    PgConnection::connect(&server()).await.unwrap_or_else(|error| {
        panic!(
            "PostgreSQL is needed here (CI or COOPFUND_TEST_POSTGRES is set) and does not answer at {}: {error}",
            server()
        )
    })
}

async fn run(connection: &mut PgConnection, sql: String) {
    let shown = sql.clone();
    let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await;
    done.unwrap_or_else(|error| panic!("{shown}: {error}"));
}

/// A world's own database.
pub struct Own {
    kind: Database,
    url: String,
    /// Its name on the server, where it is on one.
    name: Option<String>,
}

impl Own {
    pub async fn make(kind: Database, folder: &Path) -> Own {
        match kind {
            Database::Sqlite => {
                let path = folder.join("coopfund.db");
                std::fs::copy(sqlite_template().await, &path).expect("the template can be copied");
                Own { kind, url: format!("sqlite:{}", path.display()), name: None }
            }
            Database::Postgres => {
                let template = postgres_template().await;
                let name = format!("coopfund_test_{}", coopfund::store::new_id().replace('-', ""));
                let mut server = maintenance().await;
                run(&mut server, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                Own { kind, url: url_of(&name), name: Some(name) }
            }
        }
    }

    pub fn kind(&self) -> Database {
        self.kind
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Drops it from the server; a SQLite file goes with the world's folder.
    pub async fn remove(&self) {
        if let Some(name) = &self.name {
            run(&mut maintenance().await, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

/// A migrated SQLite file, made once a run.
async fn sqlite_template() -> &'static Path {
    static TEMPLATE: OnceCell<PathBuf> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a temporary folder").keep();
            let path = folder.join("template.db");
            let store = Store::open(&format!("sqlite:{}", path.display())).await.expect("SQLite opens");
            store.migrate().await.expect("SQLite migrates");
            // Closing folds the write-ahead log back: the one file is the whole database.
            store.close().await;
            path
        })
        .await
}

/// A migrated PostgreSQL database, made once for each state of the migrations and kept on the server.
async fn postgres_template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("coopfund_template_{:016x}", migrations_hash());
            let mut server = maintenance().await;
            run(&mut server, format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await;
            let there: Option<(i32,)> = sqlx::query_as("SELECT 1 FROM pg_database WHERE datname = $1")
                .bind(&name)
                .fetch_optional(&mut server)
                .await
                .expect("the server lists its databases");
            if there.is_none() {
                make_postgres_template(&mut server, &name).await;
            }
            // The lock ends with the connection.
            server.close().await.expect("the connection closes");
            name
        })
        .await
}

async fn make_postgres_template(server: &mut PgConnection, name: &str) {
    let building = format!("{name}_building");
    run(server, format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)")).await;
    run(server, format!("CREATE DATABASE {building} TEMPLATE template0")).await;
    let store = Store::open(&url_of(&building)).await.expect("PostgreSQL opens");
    store.migrate().await.expect("PostgreSQL migrates");
    store.close().await;
    run(server, format!("ALTER DATABASE {building} RENAME TO {name}")).await;
}

/// Tells one state of the migrations from another.
fn migrations_hash() -> u64 {
    let folder = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(name);
    let entries =
        ["common", "postgres"].into_iter().flat_map(|name| std::fs::read_dir(folder(name)).expect("migrations"));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.file_name().hash(&mut hasher);
        std::fs::read(&file).expect("a migration").hash(&mut hasher);
    }
    hasher.finish()
}
