//! PostgreSQL: each write is a transaction of its own; serialisation failures and deadlocks are run again.

use std::time::Duration;

use sea_orm::{DatabaseConnection, TransactionTrait};
use tokio::sync::{broadcast, mpsc};

use super::{
    job::{Job, Moment, Work},
    tx::{Nudge, Tx},
};
use crate::{
    base::error::{Error, Result},
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
    pub async fn write<T, F>(&self, moment: Moment, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (job, answer) = Work::new(moment, work);
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
        let mut committed = false;
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
            }
            match self.once(job.as_mut()).await {
                Ok(true) => {
                    committed = true;
                    break;
                }
                Ok(false) if !job.must_run_again() => break,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, attempt, "a write is run again"),
            }
        }
        for nudge in job.answer(committed) {
            // Nobody listening is fine: a nudge is only a nudge.
            let _ = self.nudges.send(nudge);
            let _ = self.notify.send(nudge);
        }
    }

    async fn once(&self, job: &mut dyn Job) -> Result<bool> {
        #[allow(clippy::disallowed_methods)] // the one place that opens a write transaction on PostgreSQL
        let transaction = self.pool.begin().await?;
        if job.run(&transaction).await {
            faults::pass(Point::BeforeCommit);
            transaction.commit().await?;
            faults::pass(Point::AfterCommit);
            Ok(true)
        } else {
            transaction.rollback().await?;
            Ok(false)
        }
    }
}
