//! Moving SQLite's write-ahead log (WAL) into the database file, off the path of whoever waits for a commit.
//!
//! A connection of its own copies most of the log while the writer goes on. A log that is long gets its last frames
//! copied by the writer, between two groups, so that the next commit begins it anew. Readers of the moment are waited
//! for briefly; a reader that stays keeps the log growing until it ends, and is warned of. Once an hour the log is emptied,
//! so that what was redacted does not stand in it for long.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

use crate::base::error::OrLog;

/// How often the log is looked at while something is written.
const EVERY: Duration = Duration::from_millis(100);
/// From how many frames (of 4 KiB) on the log is begun anew: 16 MiB.
const LONG: i64 = 4_096;
/// From how many frames on somebody is told that a reader keeps the log from being begun anew: 48 MiB.
const TOO_LONG: i64 = 12_288;
/// How long what was overwritten or deleted may stand in the log.
const OLD: Duration = Duration::from_secs(3_600);
/// How long the writer waits for readers of the moment, in milliseconds.
const PATIENCE_MS: u32 = 20;

/// What the writer and whoever copies tell each other.
#[derive(Clone, Default)]
pub struct Wal(Arc<Flags>);

#[derive(Default)]
struct Flags {
    written: AtomicBool,
    is_long: AtomicBool,
    is_old: AtomicBool,
}

impl Wal {
    /// Says that something was committed.
    pub fn written(&self) {
        self.0.written.store(true, Ordering::Relaxed);
    }

    /// Begins the log anew where it has become long, and empties it where it is old. Only between two transactions of the
    /// writer.
    pub async fn begin_anew(&self, writer: &DatabaseConnection) {
        if self.0.is_old.swap(false, Ordering::Relaxed) {
            restart(writer, "TRUNCATE").await.or_log("emptying the log");
        } else if self.0.is_long.swap(false, Ordering::Relaxed) {
            restart(writer, "RESTART").await.or_log("beginning the log anew");
        }
    }

    /// Copies what was committed, every now and then, until `self` is the last one left.
    pub async fn tend(self, connection: DatabaseConnection) {
        let (mut warned, mut emptied) = (false, Instant::now());
        while Arc::strong_count(&self.0) > 1 {
            tokio::time::sleep(EVERY).await;
            if !self.0.written.swap(false, Ordering::Relaxed) {
                continue;
            }
            match copy(&connection, "PASSIVE").await {
                Ok(frames) => {
                    self.0.is_long.store(frames > LONG, Ordering::Relaxed);
                    if emptied.elapsed() > OLD {
                        emptied = Instant::now();
                        self.0.is_old.store(true, Ordering::Relaxed);
                    }
                    if frames > TOO_LONG && !warned {
                        tracing::warn!(frames, "a reader keeps the write-ahead log from being begun anew");
                    }
                    warned = frames > TOO_LONG;
                }
                Err(error) => tracing::warn!(%error, "copying the write-ahead log"),
            }
        }
    }
}

async fn restart(writer: &DatabaseConnection, how: &str) -> Result<(), DbErr> {
    let patience = writer.query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA busy_timeout")).await?;
    let usual: i64 = patience.map_or(Ok(10_000), |row| row.try_get_by_index(0))?;
    writer.execute_unprepared(&format!("PRAGMA busy_timeout = {PATIENCE_MS}")).await?;
    let copied = copy(writer, how).await;
    writer.execute_unprepared(&format!("PRAGMA busy_timeout = {usual}")).await?;
    copied.map(drop)
}

/// How many frames the log had.
async fn copy(connection: &DatabaseConnection, how: &str) -> Result<i64, DbErr> {
    let checkpoint = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA wal_checkpoint({how})"));
    let row = connection.query_one_raw(checkpoint).await?;
    row.map_or(Ok(0), |row| row.try_get_by_index(1))
}

/// Lets a process begin with an empty log.
pub async fn at_start(connection: &DatabaseConnection) {
    copy(connection, "TRUNCATE").await.or_log("checkpoint at start");
}
