//! Everything that is in a world's database, for saying that nothing changed.
use std::collections::BTreeSet;

use coopfund::store::Store;
use sqlx::AssertSqlSafe;

use super::World;

/// A row as text, with the name of its table before it.
pub type Dump = BTreeSet<String>;

impl World {
    /// Every row of every table.
    pub async fn dump(&self) -> Dump {
        let store = &self.office().store;
        let mut parts = Vec::new();
        for table in tables(store).await {
            parts.push(rows_of(store, &table).await);
        }
        let all = parts.join(" UNION ALL ");
        let rows: Vec<(String, String)> = match store {
            Store::Sqlite { readers, .. } => sqlx::query_as(AssertSqlSafe(all)).fetch_all(readers).await,
            Store::Postgres(pool) => sqlx::query_as(AssertSqlSafe(all)).fetch_all(pool).await,
        }
        .expect("every table is readable");
        rows.into_iter().map(|(table, row)| format!("{table} {row}")).collect()
    }

    /// The same without the audit trail: for what may leave a refusal there and nothing else.
    pub async fn dump_but_audit(&self) -> Dump {
        self.dump().await.into_iter().filter(|row| !row.starts_with("audit")).collect()
    }
}

/// What two dumps do not share, for a failing test's message.
pub fn difference(before: &Dump, after: &Dump) -> Vec<String> {
    let gone = before.difference(after).map(|row| format!("- {row}"));
    gone.chain(after.difference(before).map(|row| format!("+ {row}"))).collect()
}

async fn tables(store: &Store) -> Vec<String> {
    let rows: Vec<(String,)> = match store {
        Store::Sqlite { readers, .. } => {
            let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlx%' ORDER BY name";
            sqlx::query_as(sql).fetch_all(readers).await
        }
        Store::Postgres(pool) => {
            let sql = "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_sqlx%' ORDER BY 1";
            sqlx::query_as(sql).fetch_all(pool).await
        }
    }
    .expect("the tables are listed");
    rows.into_iter().map(|row| row.0).collect()
}

/// The query of one table's rows, each as one text.
async fn rows_of(store: &Store, table: &str) -> String {
    match store {
        Store::Sqlite { readers, .. } => {
            let columns: Vec<(String,)> = sqlx::query_as("SELECT name FROM pragma_table_info($1)")
                .bind(table)
                .fetch_all(readers)
                .await
                .expect("the columns are listed");
            let columns: Vec<String> = columns.into_iter().map(|column| format!("\"{}\"", column.0)).collect();
            format!("SELECT '{table}', json_array({}) FROM \"{table}\"", columns.join(", "))
        }
        Store::Postgres(_) => format!("SELECT '{table}', CAST(row_to_json(t) AS TEXT) FROM \"{table}\" t"),
    }
}
