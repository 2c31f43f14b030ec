//! Putting a backup in the place of the database.

use std::{
    fs,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};
use uuid::Uuid;
use waymark_migrations::{Migrator, MigratorTrait};

use super::{
    Progress, Step,
    fault::BackupError,
    file::{self, beside, folder_of},
    sound, tables,
};
use crate::{
    base::{
        clock::{Clock, Ids, Timestamp},
        error::Error,
    },
    platform::{
        auth::{keys::Keys, root_secret::RootSecret},
        db::{Db, Hold, Location, connect_file},
        installation,
    },
};

/// What a restore needs besides the file.
pub struct Restore<'a> {
    /// The database to put it into.
    pub database: &'a Location,
    /// The root secret, where it is not a file in the data folder.
    pub secret: Option<&'a str>,
    /// The data folder.
    pub data: &'a Path,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for the epoch.
    pub ids: Arc<dyn Ids>,
}

/// What a restore has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where the database that was there is now. None on PostgreSQL, and where there was none.
    pub replaced: Option<PathBuf>,
    /// The new epoch.
    pub epoch: Uuid,
    /// How many steps of the schema the backup was behind.
    pub steps: usize,
}

/// Where a copy of the backup is checked before it takes the place of the database.
pub fn draft_of(database: &Location, data: &Path) -> PathBuf {
    match database {
        Location::Sqlite(path) => beside(path, ".restoring"),
        Location::Postgres(_) => data.join("restoring.sqlite"),
    }
}

/// Puts the backup `file` in the place of the database, which nobody may be using, and begins a new epoch.
///
/// # Errors
/// [`BackupError`], with the database as it was.
pub async fn restore(file: &Path, to: &Restore<'_>, progress: Progress<'_>) -> Result<Restored, BackupError> {
    if let Some(log) = file::log_of(file) {
        return Err(BackupError::InUse(file.into(), log));
    }
    let draft = draft_of(to.database, to.data);
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder_of(&draft));
    made.map_err(BackupError::of(folder_of(&draft)))?;
    // Held until the end: whoever starts meanwhile is told so.
    let _hold = match to.database {
        Location::Sqlite(path) => Some(Hold::alone(path)?.ok_or_else(|| BackupError::Served(path.clone()))?),
        Location::Postgres(_) => None,
    };
    // Left behind by a restore that was broken off.
    file::discard(&draft);
    let done = match to.database {
        Location::Sqlite(target) => into_sqlite(file, &draft, target, to, progress).await,
        Location::Postgres(_) => into_postgres(file, &draft, to, progress).await,
    };
    file::discard(&draft);
    done
}

async fn into_sqlite(
    file: &Path,
    draft: &Path,
    target: &Path,
    to: &Restore<'_>,
    progress: Progress<'_>,
) -> Result<Restored, BackupError> {
    let (copy, steps) = prepare(file, draft, to, progress).await?;
    let epoch = fresh_epoch(to.ids.as_ref());
    // The mode in which it is served: the change would need a journal, whose removal a power cut can undo.
    copy.execute_unprepared("PRAGMA journal_mode = WAL").await?;
    set_epoch(&copy, epoch, to.clock.now()).await?;
    copy.close().await?;
    if let Some(log) = file::log_of(draft) {
        return Err(BackupError::InUse(draft.into(), log));
    }
    file::sync(draft)?;

    progress(Step::Placing);
    let replaced = keep(target, to.clock.now()).await?;
    fs::rename(draft, target).map_err(BackupError::of(target))?;
    file::sync_folder_of(target)?;
    Ok(Restored { replaced, epoch, steps })
}

async fn into_postgres(
    file: &Path,
    draft: &Path,
    to: &Restore<'_>,
    progress: Progress<'_>,
) -> Result<Restored, BackupError> {
    let (copy, steps) = prepare(file, draft, to, progress).await?;
    progress(Step::Placing);
    let db = Db::open(to.database, to.clock.clone(), to.ids.clone(), true).await?;
    if installation::load(db.reader()).await?.is_some() {
        return Err(BackupError::NotEmpty);
    }
    let tables = tables::in_order(&copy, db.reader()).await?;
    let (epoch, now) = (fresh_epoch(to.ids.as_ref()), to.clock.now());
    let source = copy.clone();
    db.write(None, async move |tx| {
        for table in &tables {
            tables::copy(table, &source, tx.connection()).await?;
        }
        Ok(set_epoch(tx.connection(), epoch, now).await?)
    })
    .await?;
    copy.close().await?;
    Ok(Restored { replaced: None, epoch, steps })
}

/// A checked copy of the backup with this version's schema, which the root secret opens; and how many steps that took.
async fn prepare(
    file: &Path,
    draft: &Path,
    to: &Restore<'_>,
    progress: Progress<'_>,
) -> Result<(DatabaseConnection, usize), BackupError> {
    progress(Step::Copying);
    file::copy(file, draft).await?;
    progress(Step::Checking);
    if !file::is_sqlite(draft)? {
        return Err(BackupError::NotABackup(file.into(), "it is not even a SQLite file"));
    }
    let opened = connect_file(draft).await;
    let copy = opened.map_err(|error| BackupError::Unsound(file.into(), error.to_string()))?;
    let steps = sound::check(&copy, draft, file).await?;
    let secret = RootSecret::find(to.secret, to.data)?.ok_or_else(|| BackupError::SecretMissing(to.data.into()))?;
    Keys::check(&copy, &secret).await?;
    if steps > 0 {
        progress(Step::Migrating);
        Migrator::up(&copy, None).await?;
    }
    Ok((copy, steps))
}

/// Gives the database that is about to be replaced another name, with its log folded in where that can still be done.
async fn keep(target: &Path, now: Timestamp) -> Result<Option<PathBuf>, BackupError> {
    let name = format!(".replaced-{}", now.to_string().replace([':', '.'], "-"));
    let kept = beside(target, &name);
    let is_there = target.exists();
    match fold(target).await {
        Ok(true) => {}
        Err(_) if !is_there => {}
        Ok(false) => return Err(BackupError::Served(target.into())),
        Err(error) if is_busy(&error) => return Err(BackupError::Served(target.into())),
        // A damaged database is the reason for many a restore.
        Err(error) => tracing::warn!(%error, "the replaced database is kept as it is, with its log beside it"),
    }
    // A link first: at no moment is there no database, which the next start would take for a new installation.
    if is_there {
        fs::hard_link(target, &kept).map_err(BackupError::of(&kept))?;
    }
    for end in ["-wal", "-shm", "-journal"] {
        // A log that stayed would be taken for the restored database's own.
        let log = beside(target, end);
        if log.exists() {
            fs::rename(&log, beside(&kept, end)).map_err(BackupError::of(&log))?;
        }
    }
    file::sync_folder_of(target)?;
    Ok(is_there.then_some(kept))
}

/// Brings everything in the log into the file. Not done where somebody else, of whatever program, has it open.
async fn fold(target: &Path) -> Result<bool, DbErr> {
    let connection = connect_file(target).await?;
    let fold = Statement::from_string(connection.get_database_backend(), "PRAGMA journal_mode = DELETE");
    let mode = connection.query_one_raw(fold).await;
    connection.close().await?;
    Ok(mode?.map(|row| row.try_get_by_index::<String>(0)).transpose()?.as_deref() == Some("delete"))
}

fn is_busy(error: &DbErr) -> bool {
    let words = error.to_string();
    words.contains("is locked") || words.contains("is busy")
}

fn fresh_epoch(ids: &dyn Ids) -> Uuid {
    let mut epoch = [0; 16];
    ids.fill(&mut epoch);
    uuid::Builder::from_random_bytes(epoch).into_uuid()
}

/// Never the moment the installation was made, which stands for "nothing was ever restored".
const SET_EPOCH: &str = "UPDATE installation SET epoch = $1, \
                         epoch_since = CASE WHEN created_at >= $2 THEN created_at + 1 ELSE $2 END WHERE id = 1";

async fn set_epoch(connection: &impl ConnectionTrait, epoch: Uuid, now: Timestamp) -> Result<(), DbErr> {
    let values = [epoch.into(), now.into()];
    let update = Statement::from_sql_and_values(connection.get_database_backend(), SET_EPOCH, values);
    connection.execute_raw(update).await.map(drop)
}

/// Begins a new epoch in the database as it stands: after it was brought back by means of its own, such as
/// `pg_restore`, a point in time, or a replica that was promoted before it had everything. May be served meanwhile.
///
/// # Errors
/// [`BackupError`].
pub async fn begin_epoch(db: &Db) -> Result<Uuid, BackupError> {
    let epoch = db
        .write(None, async |tx| {
            let mut epoch = [0; 16];
            tx.fill(&mut epoch);
            let epoch = uuid::Builder::from_random_bytes(epoch).into_uuid();
            match tx.execute(SET_EPOCH, vec![epoch.into(), tx.now().into()]).await? {
                1 => Ok(epoch),
                _ => Err(Error::Conflict("no installation was ever set up here")),
            }
        })
        .await?;
    Ok(epoch)
}
