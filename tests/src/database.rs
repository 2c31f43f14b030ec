//! A database per test: a copy of a template in which the schema's steps were run once.

use std::{fs, path::PathBuf};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;
use waymark::{
    base::clock::Ids,
    platform::{
        db::{Db, Location},
        system::SystemIds,
    },
};

/// Names the PostgreSQL server of the tests, where they are to run on PostgreSQL.
const SERVER: &str = "WAYMARK_TEST_POSTGRES";
/// What the template is made from; another schema is another template.
const SCHEMA: &str = include_str!("../../migrations/schema.sql");

/// A fresh database, and the folder it lies in.
pub async fn fresh() -> (Location, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let location = match std::env::var(SERVER) {
        Ok(server) => copy_on(&server).await,
        Err(_) => {
            let file = folder.path().join("waymark.sqlite");
            fs::copy(sqlite_template().await, &file).expect("a copy of the template");
            Location::Sqlite(file)
        }
    };
    (location, folder)
}

/// Made once in each process.
async fn sqlite_template() -> &'static PathBuf {
    static TEMPLATE: OnceCell<(PathBuf, TempDir)> = OnceCell::const_new();
    let (path, _) = TEMPLATE
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let (made, whole) = (folder.path().join("made.sqlite"), folder.path().join("template.sqlite"));
            Db::migrate(&Location::Sqlite(made.clone()), None).await.expect("the schema");
            let made = Database::connect(format!("sqlite://{}", made.display())).await.expect("the new database");
            let copy = format!("VACUUM INTO '{}'", whole.display());
            made.execute_unprepared(&copy).await.expect("one file without a log beside it");
            (whole, folder)
        })
        .await;
    path
}

async fn copy_on(server: &str) -> Location {
    let base = server.strip_suffix("/postgres").unwrap_or(server);
    let connection = Database::connect(format!("{base}/postgres")).await.expect("the PostgreSQL server");
    let template = postgres_template(base, &connection).await;
    let name = format!("waymark_test_{}", unique().simple());
    let copy = format!("CREATE DATABASE {name} TEMPLATE {template}");
    connection.execute_unprepared(&copy).await.expect("a copy of the template");
    connection.close().await.expect("closed");
    Location::Postgres(format!("{base}/{name}"))
}

/// Made by whichever test comes first on this server: under another name, and renamed once it is whole.
async fn postgres_template(base: &str, server: &DatabaseConnection) -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let digest = Sha256::digest(SCHEMA.as_bytes());
            let template: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
            let template = format!("waymark_template_{template}");
            let present = format!("SELECT 1 FROM pg_database WHERE datname = '{template}'");
            let present = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, present);
            if server.query_one_raw(present).await.expect("the list of databases").is_some() {
                return template;
            }
            let draft = format!("waymark_draft_{}", unique().simple());
            server.execute_unprepared(&format!("CREATE DATABASE {draft}")).await.expect("a database");
            Db::migrate(&Location::Postgres(format!("{base}/{draft}")), None).await.expect("the schema");
            let alone = format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{draft}'; \
                 ALTER DATABASE {draft} RENAME TO {template}"
            );
            for statement in alone.split("; ") {
                // Another process may have been first; its template is as good.
                let _ = server.execute_unprepared(statement).await;
            }
            template
        })
        .await
}

fn unique() -> Uuid {
    let mut random = [0; 16];
    SystemIds.fill(&mut random);
    Uuid::from_bytes(random)
}
