//! PostgreSQL: each write is a transaction of its own; serialisation failures and deadlocks are run again.

use std::{collections::BTreeMap, time::Duration};

use sea_orm::{DatabaseConnection, DbErr, TransactionTrait};
use tokio::sync::{broadcast, mpsc};

use super::{
    ahead::Ahead,
    job::{Answer, Job, Moment, Work},
    transaction::{Care, Transaction},
    tx::{Nudge, Tx},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::PersonId,
    },
    platform::faults::{self, Point},
};

/// How often a write is run before its caller is told to come back.
const ATTEMPTS: u32 = 6;

/// Writes over the pool.
#[derive(Clone)]
pub struct Writer {
    pub(super) pool: DatabaseConnection,
    pub(super) nudges: broadcast::Sender<Nudge>,
    /// Towards other processes.
    pub(super) notify: mpsc::UnboundedSender<Nudge>,
}

impl Writer {
    pub async fn write<T, F>(&self, moment: Moment, ahead: Option<Box<dyn Ahead>>, work: F) -> Answer<T>
    where
        T: Send + 'static,
        F: AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (job, answer) = Work::new(moment, ahead, work);
        let writer = self.clone();
        // A task of its own: a caller that stops waiting cancels nothing.
        actix_web::rt::spawn(async move { writer.run(Box::new(job)).await });
        answer.await.map_err(|_| Error::Retry)?
    }

    async fn run<T, F>(&self, mut job: Box<Work<T, F>>)
    where
        T: Send,
        F: AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send,
        Work<T, F>: Job,
    {
        let (mut committed, mut care) = (None, Care::Together);
        for attempt in 0..ATTEMPTS {
            if attempt > 1 {
                tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
            }
            match self.once(job.as_mut(), care).await {
                Ok(Some(moved)) => {
                    committed = Some(moved);
                    break;
                }
                Ok(None) if !job.must_run_again() => break,
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, attempt, "a write is run again"),
            }
            care = Care::Alone;
        }
        let is_committed = committed.is_some();
        let moved = committed.unwrap_or_default();
        job.answer(is_committed, &moved);
        for (person, seq) in moved {
            let nudge = Nudge { person, seq };
            // Nobody listening is fine: a nudge is only a nudge.
            let _ = self.nudges.send(nudge);
            let _ = self.notify.send(nudge);
        }
    }

    /// Runs the job in a transaction; whose feeds moved, where it was committed.
    async fn once(&self, job: &mut dyn Job, care: Care) -> Result<Option<BTreeMap<PersonId, i64>>, DbErr> {
        #[allow(clippy::disallowed_methods)] // the one place that opens a write transaction on PostgreSQL
        let connection = self.pool.begin().await?;
        let transaction = Transaction::new(&connection, care);
        transaction.look_ahead(std::iter::once(&*job)).await;
        let well = job.run(&transaction).await;
        // What stands in nobody's way was stored with few statements; where that was refused, it is run again.
        let stored = if well { transaction.flush().await } else { Ok(()) };
        let (moved, broken) = (transaction.moved(), transaction.is_broken());
        drop(transaction);
        match (well, stored) {
            (true, Ok(())) => {
                faults::pass(Point::BeforeCommit);
                connection.commit().await?;
                faults::pass(Point::AfterCommit);
                Ok(Some(moved))
            }
            (_, stored) => {
                connection.rollback().await?;
                stored?;
                if broken && care == Care::Together { Err(DbErr::Custom("rows were refused".into())) } else { Ok(None) }
            }
        }
    }
}
