//! Opening a database: where it is, how its connections are set, and whether its schema is ours.

use std::{
    io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::{broadcast, mpsc};
use waymark_migrations::{Migrator, MigratorTrait};

use super::{Db, Hold, Writer, checkpoint, postgres, sqlite};
use crate::base::clock::{Clock, Ids};

/// Which database to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL URL.
    Postgres(String),
}

impl FromStr for Location {
    type Err = String;

    /// Reads `sqlite:PATH`, `sqlite://PATH`, `postgres://…` or `postgresql://…`.
    fn from_str(url: &str) -> Result<Self, String> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        match url.strip_prefix("sqlite:").map(|path| path.trim_start_matches("//")) {
            Some(path) if !path.is_empty() && !path.starts_with(':') => Ok(Self::Sqlite(path.into())),
            _ => Err("must begin with postgres:// or be sqlite: and the path of a file".into()),
        }
    }
}

/// Why a database was not opened. Each reads as a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It could not be reached or read.
    #[error("the database cannot be opened: {0}")]
    Unreachable(#[from] sea_orm::DbErr),
    /// Steps of the schema are missing.
    #[error(
        "the database has an older schema ({missing} steps behind): run `waymark migrate`, which keeps a copy first"
    )]
    Older {
        /// How many steps.
        missing: usize,
    },
    /// A newer program wrote it.
    #[error(
        "the database was written by a newer Waymark (step {unknown} is not known here): install that version or a later one"
    )]
    Newer {
        /// The first step this program does not know.
        unknown: String,
    },
    /// A backup is taking its place.
    #[error("a restore of this database is under way: wait until it is done")]
    Restoring,
    /// The file that is locked meanwhile.
    #[error("the file `….lock` beside the database cannot be used: {0}")]
    Lock(io::Error),
    /// The writer could not be started.
    #[error("the writer cannot be started: {0}")]
    Writer(String),
}

impl Db {
    /// Opens the database, refusing one whose schema is older or newer than this program's.
    ///
    /// An empty database gets the schema at once, if `fresh_is_fine`.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open(
        location: &Location,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        fresh_is_fine: bool,
    ) -> Result<Self, OpenError> {
        let hold = hold(location)?.map(Arc::new);
        let writing = connect_writer(location).await?;
        match (schema(&writing).await, fresh_is_fine) {
            (Err(OpenError::Older { .. }), true) if is_empty(&writing).await? => Migrator::up(&writing, None).await?,
            (found, _) => found?,
        }
        let (nudges, _) = broadcast::channel(4_096);
        let (reader, writer) = match location {
            Location::Sqlite(path) => {
                checkpoint::at_start(&writing).await;
                let copier = connect_sqlite(path, 1, false).await?;
                let writer = sqlite::Writer::start(writing, copier, nudges.clone())
                    .map_err(|error| OpenError::Writer(error.to_string()))?;
                (connect_sqlite(path, 8, true).await?, Writer::Sqlite(writer))
            }
            Location::Postgres(url) => {
                let (notify, outgoing) = mpsc::unbounded_channel();
                super::wake::start(url.clone(), writing.clone(), outgoing, nudges.clone());
                let writer = postgres::Writer { pool: writing.clone(), nudges: nudges.clone(), notify };
                (writing, Writer::Postgres(writer))
            }
        };
        Ok(Self { reader, writer, clock, ids, nudges, _hold: hold })
    }

    /// Whether the database answers and its schema is this program's own.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn ready(&self) -> Result<(), OpenError> {
        schema(self.reader()).await
    }

    /// Brings the schema to this program's, keeping a copy of a SQLite file first. How many steps were run.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn migrate(location: &Location, copy_to: Option<&Path>) -> Result<usize, OpenError> {
        let _hold = hold(location)?;
        let connection = connect_writer(location).await?;
        let missing = match schema(&connection).await {
            Err(OpenError::Older { missing }) => missing,
            found => return found.map(|()| 0),
        };
        if let (Some(copy), false) = (copy_to, is_empty(&connection).await?) {
            let copied = Statement::from_sql_and_values(
                DbBackend::Sqlite,
                "VACUUM INTO $1",
                [copy.to_string_lossy().into_owned().into()],
            );
            connection.execute_raw(copied).await?;
        }
        Migrator::up(&connection, None).await?;
        Ok(missing)
    }
}

fn hold(location: &Location) -> Result<Option<Hold>, OpenError> {
    match location {
        Location::Sqlite(path) => Hold::shared(path).map(Some),
        Location::Postgres(_) => Ok(None),
    }
}

async fn connect_writer(location: &Location) -> Result<DatabaseConnection, OpenError> {
    match location {
        Location::Sqlite(path) => connect_sqlite(path, 1, false).await,
        Location::Postgres(url) => connect_postgres(url).await,
    }
}

/// FULL: what was committed is on the disk. A test build can be told otherwise, to prove that its tests would notice.
fn synchronous() -> SqliteSynchronous {
    #[cfg(feature = "faults")]
    if std::env::var_os("WAYMARK_FAULT_SYNCHRONOUS").is_some_and(|word| word == "off") {
        return SqliteSynchronous::Off;
    }
    SqliteSynchronous::Full
}

async fn connect_sqlite(path: &Path, connections: u32, query_only: bool) -> Result<DatabaseConnection, OpenError> {
    let mut options = ConnectOptions::new(format!("sqlite://{}", path.display()));
    options
        .max_connections(connections)
        .min_connections(1)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |sqlite: SqliteConnectOptions| {
            let sqlite = sqlite
                .create_if_missing(!query_only)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(synchronous())
                .busy_timeout(Duration::from_secs(10))
                .statement_cache_capacity(256)
                // A group's changed pages have to fit, or they are written more than once.
                .pragma("cache_size", if query_only { "-16000" } else { "-64000" })
                // A statement with many rows keeps what it may have to take back; not in a file.
                .pragma("temp_store", "MEMORY")
                // What is deleted or overwritten is zeroed: a redacted passage stands in no free part of the file.
                .pragma("secure_delete", "ON")
                .pragma("wal_autocheckpoint", "0")
                .pragma("journal_size_limit", "67108864");
            if query_only { sqlite.pragma("query_only", "ON") } else { sqlite }
        });
    Ok(Database::connect(options).await?)
}

/// A SQLite file that is there already, on one connection, with its journal as it is.
pub(in crate::platform) async fn connect_file(path: &Path) -> Result<DatabaseConnection, sea_orm::DbErr> {
    let mut options = ConnectOptions::new(format!("sqlite://{}", path.display()));
    options.max_connections(1).min_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(false)
            .foreign_keys(true)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(2))
    });
    Database::connect(options).await
}

/// The pool of a PostgreSQL database.
pub(in crate::platform) async fn connect_postgres(url: &str) -> Result<DatabaseConnection, OpenError> {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(16)
        .min_connections(1)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .map_sqlx_postgres_opts(|postgres| {
            postgres.application_name("waymark").options([
                ("lock_timeout", "10s"),
                ("statement_timeout", "60s"),
                ("idle_in_transaction_session_timeout", "60s"),
            ])
        });
    Ok(Database::connect(options).await?)
}

/// Whether the schema is this program's own.
pub(in crate::platform) async fn schema(connection: &DatabaseConnection) -> Result<(), OpenError> {
    let known: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    let applied = applied(connection).await?;
    if let Some(unknown) = applied.iter().find(|step| !known.contains(step)) {
        return Err(OpenError::Newer { unknown: unknown.clone() });
    }
    match known.len() - applied.len() {
        0 => Ok(()),
        missing => Err(OpenError::Older { missing }),
    }
}

/// The steps the database has seen; none where it has no table of steps.
async fn applied(connection: &DatabaseConnection) -> Result<Vec<String>, OpenError> {
    if !tables(connection).await?.iter().any(|table| table == "seaql_migrations") {
        return Ok(Vec::new());
    }
    let backend = connection.get_database_backend();
    let select = Statement::from_string(backend, "SELECT version FROM seaql_migrations ORDER BY version");
    let rows = connection.query_all_raw(select).await?;
    Ok(rows.iter().map(|row| row.try_get("", "version")).collect::<Result<_, _>>()?)
}

async fn is_empty(connection: &DatabaseConnection) -> Result<bool, OpenError> {
    Ok(tables(connection).await?.is_empty())
}

/// The names of the tables.
pub(in crate::platform) async fn tables(connection: &DatabaseConnection) -> Result<Vec<String>, OpenError> {
    let backend = connection.get_database_backend();
    let select = match backend {
        DbBackend::Postgres => {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema()"
        }
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    let rows = connection.query_all_raw(Statement::from_string(backend, select)).await?;
    Ok(rows.iter().map(|row| row.try_get("", "name")).collect::<Result<_, _>>()?)
}
