//! Whether a file is a backup of Waymark that can be used.

use std::path::Path;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

use super::{fault::BackupError, file};
use crate::platform::{
    db::{OpenError, schema, tables},
    installation,
};

/// Tables without which a file is something else.
const NEEDED: [&str; 3] = ["seaql_migrations", "installation", "keys"];

/// Reads everything in `draft`, which `connection` has open, through. `named` is what the messages call it. How many
/// steps of the schema it is behind.
///
/// # Errors
/// [`BackupError::NotABackup`], [`BackupError::Unsound`], or [`OpenError::Newer`].
pub async fn check(connection: &DatabaseConnection, draft: &Path, named: &Path) -> Result<usize, BackupError> {
    if !file::is_sqlite(draft)? {
        return Err(BackupError::NotABackup(named.into(), "it is not even a SQLite file"));
    }
    let damaged = |error: DbErr| BackupError::Unsound(named.into(), error.to_string());
    for (check, well) in [("PRAGMA integrity_check(1)", Some("ok")), ("PRAGMA foreign_key_check", None)] {
        let found = connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, check)).await;
        let found =
            found.map_err(damaged)?.map(|row| row.try_get_by_index::<String>(0)).transpose().map_err(damaged)?;
        if found.as_deref() != well {
            return Err(BackupError::Unsound(
                named.into(),
                found.unwrap_or_else(|| "it says nothing of itself".into()),
            ));
        }
    }
    let present = tables(connection).await?;
    if !NEEDED.iter().all(|needed| present.iter().any(|table| table == needed)) {
        return Err(BackupError::NotABackup(named.into(), "its tables are others"));
    }
    let missing = match schema(connection).await {
        Ok(()) => 0,
        Err(OpenError::Older { missing }) => missing,
        Err(other) => return Err(other.into()),
    };
    match installation::load(connection).await? {
        Some(_) => Ok(missing),
        None => Err(BackupError::NotABackup(named.into(), "no installation was ever set up in it")),
    }
}
