//! SQLite's one writer, with group commit.

use std::{
    collections::{BTreeMap, HashSet},
    thread,
};

use sea_orm::{DatabaseConnection, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::{broadcast, mpsc};

use super::{
    ahead::Ahead,
    checkpoint::Wal,
    job::{Answer, Job, Moment, Work},
    transaction::{Care, Transaction},
    tx::{Nudge, Tx},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::PersonId,
    },
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
    /// Starts the writer's thread on the one connection that may write, and another that copies its log.
    pub fn start(
        connection: DatabaseConnection,
        copier: DatabaseConnection,
        nudges: broadcast::Sender<Nudge>,
    ) -> Result<Self> {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let wal = Wal::default();
        let tended = wal.clone();
        spawn("waymark-wal", move || tended.tend(copier))?;
        spawn("waymark-writer", move || serve(connection, waiting, nudges, wal))?;
        Ok(Self { queue })
    }

    pub async fn write<T, F>(&self, moment: Moment, ahead: Option<Box<dyn Ahead>>, work: F) -> Answer<T>
    where
        T: Send + 'static,
        F: AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (job, answer) = Work::new(moment, ahead, work);
        self.queue.send(Box::new(job)).await.map_err(|_| Error::Retry)?;
        answer.await.map_err(|_| Error::Retry)?
    }
}

/// A thread with a runtime of its own, on which what `begin` begins is run to its end.
fn spawn<F: Future<Output = ()>>(name: &str, begin: impl FnOnce() -> F + Send + 'static) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::internal)?;
    let thread = thread::Builder::new().name(name.into()).spawn(move || runtime.block_on(begin()));
    thread.map(drop).map_err(Error::internal)
}

async fn serve(
    connection: DatabaseConnection,
    mut waiting: mpsc::Receiver<Box<dyn Job>>,
    nudges: broadcast::Sender<Nudge>,
    wal: Wal,
) {
    let mut group: Vec<Box<dyn Job>> = Vec::with_capacity(GROUP_MAX);
    while waiting.recv_many(&mut group, GROUP_MAX).await > 0 {
        // Whoever changes rows by statement makes what was looked up for others forgotten.
        group.sort_by_key(|job| job.ahead().is_none());
        let committed = commit_group(&connection, &mut group).await;
        let is_committed = committed.is_some();
        let moved = committed.unwrap_or_default();
        answer(&mut group, is_committed, &moved);
        for (person, seq) in moved {
            // Nobody listening is fine: a nudge is only a nudge.
            let _ = nudges.send(Nudge { person, seq });
        }
        wal.written();
        wal.begin_anew(&connection).await;
    }
}

fn answer(group: &mut Vec<Box<dyn Job>>, committed: bool, moved: &BTreeMap<PersonId, i64>) {
    for job in group.drain(..) {
        job.answer(committed, moved);
    }
}

/// One transaction for the whole group, at first with everybody's rows stored together; where one of them is refused,
/// everybody runs again alone. Whose feeds moved, where it was committed.
async fn commit_group(
    connection: &DatabaseConnection,
    group: &mut Vec<Box<dyn Job>>,
) -> Option<BTreeMap<PersonId, i64>> {
    let together = match commit(connection, group, Care::Together).await {
        Ok(Some(moved)) => return Some(moved),
        Ok(None) => commit(connection, group, Care::Alone).await,
        Err(error) => Err(error),
    };
    together.unwrap_or_else(|error| {
        tracing::error!(%error, "a group of writes was not committed");
        None
    })
}

/// Runs and commits the group: nothing where rows were refused that were stored together.
/// Whoever fails leaves no trace; the others are committed.
async fn commit(
    connection: &DatabaseConnection,
    group: &mut Vec<Box<dyn Job>>,
    care: Care,
) -> Result<Option<BTreeMap<PersonId, i64>>, DbErr> {
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    #[allow(clippy::disallowed_methods)] // the one place that opens a write transaction on SQLite
    let connection = connection.begin_with_options(immediate).await?;
    let transaction = Transaction::new(&connection, care);
    transaction.look_ahead(group.iter().map(Box::as_ref)).await;
    let mut actors = HashSet::new();
    for job in group.iter_mut() {
        // What somebody wrote is there when they write again.
        if job.moment().actor.is_some_and(|actor| !actors.insert(actor)) {
            let _ = transaction.flush().await;
        }
        let part = transaction.begin_part();
        let well = job.run(&transaction).await;
        transaction.end_part(part, well).await?;
        if care == Care::Together && transaction.is_broken() {
            break;
        }
    }
    let stored = transaction.flush().await;
    let (moved, broken) = (transaction.moved(), transaction.is_broken());
    drop(transaction);
    if care == Care::Together && (broken || stored.is_err()) {
        connection.rollback().await?;
        return Ok(None);
    }
    stored?;
    if faults::planted(Plant::EarlyAnswer) {
        answer(group, true, &moved);
        faults::linger().await;
    }
    faults::pass(Point::BeforeCommit);
    connection.commit().await?;
    faults::pass(Point::AfterCommit);
    Ok(Some(moved))
}
