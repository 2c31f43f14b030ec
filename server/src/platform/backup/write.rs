//! Making a backup, while the installation is served.

use std::{fs, path::Path};

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DbBackend, IsolationLevel, Statement, TransactionTrait,
};
use waymark_migrations::{Migrator, MigratorTrait};

use super::{
    Progress, Step,
    fault::BackupError,
    file::{self, part_of},
    sound, tables,
};
use crate::platform::db::{Hold, Location, connect_file, connect_postgres, schema};

/// Writes the database as of one moment to `file`, which must not be there yet. How many bytes it has.
///
/// # Errors
/// [`BackupError`]; nothing is left behind.
pub async fn write(database: &Location, file: &Path, progress: Progress<'_>) -> Result<u64, BackupError> {
    if file.exists() {
        return Err(BackupError::InTheWay(file.into()));
    }
    let part = part_of(file);
    file::create(&part)?;
    match write_part(database, file, &part, progress).await {
        Ok(bytes) => Ok(bytes),
        Err(error) => {
            file::discard(&part);
            Err(error)
        }
    }
}

async fn write_part(database: &Location, file: &Path, part: &Path, progress: Progress<'_>) -> Result<u64, BackupError> {
    progress(Step::Copying);
    match database {
        Location::Sqlite(path) => from_sqlite(path, part).await?,
        Location::Postgres(url) => from_postgres(url, part).await?,
    }
    progress(Step::Checking);
    let copy = connect_file(part).await?;
    sound::check(&copy, part, file).await?;
    copy.close().await?;

    progress(Step::Placing);
    file::sync(part)?;
    // A link, unlike a renaming, overwrites nobody's file that came meanwhile.
    fs::hard_link(part, file).map_err(BackupError::of(file))?;
    fs::remove_file(part).map_err(BackupError::of(part))?;
    file::sync_folder_of(file)?;
    Ok(fs::metadata(file).map_err(BackupError::of(file))?.len())
}

/// SQLite copies a snapshot of itself; writers go on meanwhile.
async fn from_sqlite(path: &Path, part: &Path) -> Result<(), BackupError> {
    if !path.exists() {
        return Err(BackupError::NoDatabase(path.into()));
    }
    let _hold = Hold::shared(path)?;
    let source = connect_file(path).await?;
    let copy = Statement::from_sql_and_values(
        DbBackend::Sqlite,
        "VACUUM INTO $1",
        [part.to_string_lossy().into_owned().into()],
    );
    source.execute_raw(copy).await?;
    Ok(source.close().await?)
}

/// Every table, in one snapshot, into a SQLite file of the same schema.
async fn from_postgres(url: &str, part: &Path) -> Result<(), BackupError> {
    let source = connect_postgres(url).await?;
    schema(&source).await?;
    let target = connect_file(part).await?;
    // Until the file has its name nobody needs it to be safe; it reaches the disk at the end, in one go.
    for setting in ["PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"] {
        target.execute_unprepared(setting).await?;
    }
    Migrator::up(&target, None).await?;
    copy_snapshot(&source, &target).await?;
    target.close().await?;
    Ok(source.close().await?)
}

async fn copy_snapshot(source: &DatabaseConnection, target: &DatabaseConnection) -> Result<(), BackupError> {
    #[allow(clippy::disallowed_methods)] // it reads only: every page must come from the same snapshot
    let snapshot = source.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?;
    snapshot.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
    for table in tables::in_order(target, &snapshot).await? {
        tables::copy(&table, &snapshot, target).await?;
    }
    Ok(snapshot.rollback().await?)
}
