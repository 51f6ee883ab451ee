//! Every SQL text of the store, prepared on both databases.
use sqlx::{Column as _, Either, Executor as _, SqlSafeStr as _, Statement as _, TypeInfo as _};

use super::rules::judge;
use super::source::sources;
use crate::world::Database;
use crate::world::database::Own;
use coopfund::store::Store;

const VERBS: [&str; 5] = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "];

/// A literal that is a statement, and where it stands.
struct Statement {
    place: String,
    sql: String,
}

/// The statements of a folder: literals that begin with a verb of SQL.
fn statements(folder: &str) -> Vec<Statement> {
    let mut found = Vec::new();
    for source in sources(folder) {
        for token in &source.tokens {
            if let Some(sql) =
                token.string().filter(|text| VERBS.iter().any(|verb| text.trim_start().starts_with(verb)))
            {
                found.push(Statement { place: format!("{}:{}", source.path, token.line), sql });
            }
        }
    }
    found
}

#[test]
fn sql_stands_only_in_the_store() {
    let sql: Vec<String> = statements("src")
        .into_iter()
        .filter(|statement| !statement.place.starts_with("src/store/"))
        // A sentence for people may begin with such a word too: SQL also has one of these.
        .filter(|statement| [" FROM ", " INTO ", " SET ", " AS ("].iter().any(|word| statement.sql.contains(word)))
        .map(|statement| format!("{} {}", statement.place, statement.sql))
        .collect();
    judge(
        "SQL stands only in src/store",
        "what is asked twice is written once, and every text is prepared on both databases",
        &sql,
    );
}

/// The types both databases and the program share.
const SHARED_TYPES: [&str; 5] = ["TEXT", "INT8", "BOOL", "DATE", "TIMESTAMPTZ"];

/// What one database says about a statement: nothing, or why not.
async fn complaint(store: &Store, statement: &Statement) -> Option<String> {
    let sql = sqlx::AssertSqlSafe(statement.sql.clone()).into_sql_str();
    match store {
        Store::Sqlite { writer, .. } => writer.prepare(sql).await.err().map(|error| error.to_string()),
        Store::Postgres(pool) => match pool.prepare(sql).await {
            Ok(prepared) => odd_type(&prepared),
            Err(error) => Some(error.to_string()),
        },
    }
}

/// A column or parameter of a type that SQLite or the program would not see: `SUM(bigint)` is NUMERIC, `$1 + 1` is INT4.
fn odd_type(prepared: &sqlx::postgres::PgStatement) -> Option<String> {
    let kinds = match prepared.parameters() {
        Some(Either::Left(kinds)) => kinds,
        _ => &[],
    };
    let parameters = kinds.iter().enumerate().map(|(at, kind)| (format!("parameter ${}", at + 1), kind.name()));
    let columns =
        prepared.columns().iter().map(|column| (format!("column {}", column.name()), column.type_info().name()));
    let mut odd = parameters.chain(columns).filter(|(_, kind)| !SHARED_TYPES.contains(kind));
    odd.next().map(|(what, kind)| format!("{what} is {kind}: CAST it"))
}

async fn every_statement_is_prepared(database: Database) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let own = Own::make(database, folder.path()).await;
    let store = Store::open(own.url()).await.expect("the database opens");
    let statements = statements("src/store");
    assert!(statements.len() > 20, "only {} statements were found: has their shape changed?", statements.len());
    let mut sins = Vec::new();
    for statement in &statements {
        let why = complaint(&store, statement).await;
        sins.extend(why.map(|why| format!("{} {why}\n      {}", statement.place, statement.sql)));
    }
    store.close().await;
    own.remove().await;
    judge(
        &format!("every statement is prepared on {database:?}, with types both databases and the program share"),
        "one text serves both databases only as long as somebody asks both",
        &sins,
    );
}

#[tokio::test]
async fn every_statement_is_prepared_on_sqlite() {
    every_statement_is_prepared(Database::Sqlite).await;
}

#[tokio::test]
async fn every_statement_is_prepared_on_postgres() {
    if Database::Postgres.is_there() {
        every_statement_is_prepared(Database::Postgres).await;
    }
}

/// What works on one database only, or means another thing on each.
const TRAPS: [(&str, &str); 9] = [
    ("NOW()", "time is bound from the program's clock"),
    ("CURRENT_", "time is bound from the program's clock"),
    ("AS DATE)", "SQLite makes the year of it: bind dates"),
    ("ILIKE", "SQLite has none: compare the folded search column"),
    ("LOWER(", "accents are folded in Rust, not by either database"),
    ("UPPER(", "accents are folded in Rust, not by either database"),
    (" COLLATE ", "collations differ: order by id or code, or sort in Rust"),
    ("FOR UPDATE", "SQLite has none: lock the fund by updating its version"),
    ("SKIP LOCKED", "SQLite has none: claim by UPDATE … WHERE still unclaimed"),
];

#[test]
fn statements_avoid_the_traps_between_the_databases() {
    let mut sins = Vec::new();
    for statement in statements("src/store") {
        let sql = statement.sql.to_uppercase();
        for (trap, instead) in TRAPS {
            sins.extend(sql.contains(trap).then(|| format!("{} {trap}: {instead}", statement.place)));
        }
    }
    judge("no statement uses what only one database understands", "one SQL text serves both", &sins);
}
