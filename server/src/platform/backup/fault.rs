//! Why a backup or a restore was not done.

use std::{io, path::PathBuf};

use crate::{
    base::error::Error,
    platform::{
        auth::{keys::KeysError, root_secret::RootSecretError},
        db::OpenError,
    },
};

/// Why a backup or a restore was not done. Each reads as a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file would be overwritten.
    #[error("{} is there already: choose another name, or move it away", .0.display())]
    InTheWay(PathBuf),
    /// There is no database where one was looked for.
    #[error("there is no database at {}", .0.display())]
    NoDatabase(PathBuf),
    /// The file is something else.
    #[error("{} is no backup of Waymark: {}", .0.display(), .1)]
    NotABackup(PathBuf, &'static str),
    /// A log lies beside the file: it is a database that was or is in use.
    #[error(
        "{} is a database in use and no backup: it has a log beside it ({}); make a backup of it with `waymark backup`",
        .0.display(), .1.display()
    )]
    InUse(PathBuf, PathBuf),
    /// The file is damaged.
    #[error("{} is damaged and was not used: {}", .0.display(), .1)]
    Unsound(PathBuf, String),
    /// Somebody has the database open.
    #[error("the database {} is being served or otherwise in use: stop the server first", .0.display())]
    Served(PathBuf),
    /// There is an installation in the PostgreSQL database.
    #[error(
        "the PostgreSQL database is not empty: create a new one, restore into it, and let DATABASE_URL name it; \
         the present one stays as it is"
    )]
    NotEmpty,
    /// There is no root secret.
    #[error(
        "the root secret is missing: put the file `secret` that belongs to this backup into {}, or set WAYMARK_SECRET to its content",
        .0.display()
    )]
    SecretMissing(PathBuf),
    /// The two databases do not agree on a table.
    #[error("the table {0} cannot be copied: {1}")]
    Table(String, String),
    /// The root secret cannot be used.
    #[error(transparent)]
    Secret(#[from] RootSecretError),
    /// The keys cannot be opened.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database said no.
    #[error("the database said: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// A write was not done.
    #[error("the database was not written: {0}")]
    Write(#[from] Error),
    /// The file system said no.
    #[error("{} cannot be used: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
}

impl BackupError {
    /// For `map_err` where a file is touched.
    pub(super) fn of(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::File(path, error)
    }
}
