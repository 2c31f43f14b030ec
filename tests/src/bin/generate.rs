//! Writes the files that are made from the code: `make generate`. With `--check` it writes nothing and fails where
//! one of them is stale.

use std::{fs, path::Path, process::ExitCode, sync::Arc};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use waymark::{
    config,
    platform::{
        db::{Db, Location},
        system::{SystemClock, SystemIds},
    },
    routes,
};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const TABLE_BEGIN: &str = "<!-- variables: made by `make generate` from server/src/config/variables.rs -->\n";
const TABLE_END: &str = "<!-- /variables -->\n";

#[actix_web::main]
async fn main() -> ExitCode {
    match run(std::env::args().any(|argument| argument == "--check")).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// How many files are stale, where only checking.
async fn run(check: bool) -> Result<usize> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let operations = fs::read_to_string(root.join("docs/operations.md"))?;
    let files = [
        ("docs/openapi.json", routes::document().to_pretty_json()? + "\n"),
        (".env.example", config::env_example()),
        ("docs/operations.md", with_table(&operations)?),
        ("migrations/schema.sql", schema().await?),
    ];
    let mut stale = 0;
    for (name, text) in files {
        let path = root.join(name);
        if fs::read_to_string(&path).is_ok_and(|present| present == text) {
            continue;
        }
        if check {
            stale += 1;
            eprintln!("{name} is stale: run `make generate`");
        } else {
            fs::write(&path, text)?;
            println!("{name} written");
        }
    }
    Ok(stale)
}

fn with_table(operations: &str) -> Result<String> {
    let (before, rest) = operations.split_once(TABLE_BEGIN).ok_or("docs/operations.md lacks the table's begin")?;
    let (_, after) = rest.split_once(TABLE_END).ok_or("docs/operations.md lacks the table's end")?;
    Ok(format!("{before}{TABLE_BEGIN}{}{TABLE_END}{after}", config::markdown_table()))
}

/// The schema as SQLite tells it after all steps.
async fn schema() -> Result<String> {
    let folder = tempfile::tempdir()?;
    let location = Location::Sqlite(folder.path().join("waymark.sqlite"));
    let db = Db::open(&location, Arc::new(SystemClock), Arc::new(SystemIds), true).await?;
    let select = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' \
                  ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name";
    let rows = db.reader().query_all_raw(Statement::from_string(DbBackend::Sqlite, select)).await?;
    let mut text =
        String::from("-- The schema after all steps, as SQLite tells it. Made by `make generate`; not run.\n");
    for row in rows {
        let sql: String = row.try_get("", "sql")?;
        text.push_str(&format!("\n{sql};\n"));
    }
    Ok(text)
}
