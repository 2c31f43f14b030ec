//! SQLite's one writer, with group commit.

use std::thread;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::{broadcast, mpsc};

use super::{
    job::{Job, Moment, Work},
    tx::{Nudge, Tx},
};
use crate::{
    base::error::{Error, OrLog, Result},
    platform::faults::{self, Plant, Point},
};

/// How many callers one transaction takes at most.
const GROUP_MAX: usize = 128;
/// How many callers may wait; more than that wait for a place in the queue.
const QUEUE: usize = 4_096;

/// The sending end of the writer's queue.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
}

impl Writer {
    /// Starts the writer's thread on the one connection that may write.
    pub fn start(connection: DatabaseConnection, nudges: broadcast::Sender<Nudge>) -> Result<Self> {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::internal)?;
        thread::Builder::new()
            .name("waymark-writer".into())
            .spawn(move || runtime.block_on(serve(connection, waiting, nudges)))
            .map_err(Error::internal)?;
        Ok(Self { queue })
    }

    pub async fn write<T, F>(&self, moment: Moment, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (job, answer) = Work::new(moment, work);
        self.queue.send(Box::new(job)).await.map_err(|_| Error::Retry)?;
        answer.await.map_err(|_| Error::Retry)?
    }
}

async fn serve(
    connection: DatabaseConnection,
    mut waiting: mpsc::Receiver<Box<dyn Job>>,
    nudges: broadcast::Sender<Nudge>,
) {
    let mut group = Vec::with_capacity(GROUP_MAX);
    while waiting.recv_many(&mut group, GROUP_MAX).await > 0 {
        let committed = match commit(&connection, &mut group, &nudges).await {
            Ok(()) => true,
            Err(error) => {
                tracing::error!(%error, "a group of writes was not committed");
                false
            }
        };
        answer(&mut group, committed, &nudges);
    }
}

fn answer(group: &mut Vec<Box<dyn Job>>, committed: bool, nudges: &broadcast::Sender<Nudge>) {
    for job in group.drain(..) {
        for nudge in job.answer(committed) {
            // Nobody listening is fine: a nudge is only a nudge.
            let _ = nudges.send(nudge);
        }
    }
}

/// One transaction for the whole group. Whoever fails leaves no trace; the others are committed together.
async fn commit(
    connection: &DatabaseConnection,
    group: &mut Vec<Box<dyn Job>>,
    nudges: &broadcast::Sender<Nudge>,
) -> Result<(), DbErr> {
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    #[allow(clippy::disallowed_methods)] // the one place that opens a write transaction on SQLite
    let transaction = connection.begin_with_options(immediate).await?;
    for job in group.iter_mut() {
        one(&transaction, job.as_mut()).await?;
    }
    if faults::planted(Plant::EarlyAnswer) {
        answer(group, true, nudges);
        faults::linger().await;
    }
    faults::pass(Point::BeforeCommit);
    transaction.commit().await?;
    faults::pass(Point::AfterCommit);
    Ok(())
}

async fn one(transaction: &DatabaseTransaction, job: &mut dyn Job) -> Result<(), DbErr> {
    transaction.execute_unprepared("SAVEPOINT caller").await?;
    if !job.run(transaction).await {
        transaction.execute_unprepared("ROLLBACK TO caller").await?;
    }
    transaction.execute_unprepared("RELEASE caller").await?;
    Ok(())
}

/// Lets a closing process leave a small WAL behind.
pub async fn checkpoint(connection: &DatabaseConnection) {
    connection.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.or_log("checkpoint at start");
}
