//! A write waiting for its turn, with its type erased.

use std::{panic::AssertUnwindSafe, sync::Arc};

use futures_util::{FutureExt, future::LocalBoxFuture};
use sea_orm::DatabaseTransaction;
use tokio::sync::oneshot;

use super::tx::{Nudge, Tx};
use crate::{
    base::{
        clock::{Ids, Timestamp},
        error::{Error, Result},
        ids::PersonId,
    },
    platform::faults::Ticket,
};

/// The one moment and actor of a write, kept when it is run again.
#[derive(Clone)]
pub struct Moment {
    pub now: Timestamp,
    pub actor: Option<PersonId>,
    pub ids: Arc<dyn Ids>,
    pub ticket: Ticket,
}

/// Something to run in a transaction and to answer after it.
pub trait Job: Send {
    /// Runs the work and stores what it collected. Whether it may be committed.
    fn run<'a>(&'a mut self, connection: &'a DatabaseTransaction) -> LocalBoxFuture<'a, bool>;
    /// Answers the caller: with the work's own result, or with `retry` where COMMIT failed.
    fn answer(self: Box<Self>, committed: bool) -> Vec<Nudge>;
}

/// The one implementation of [`Job`].
pub struct Work<T, F> {
    moment: Moment,
    work: F,
    result: Option<Result<T>>,
    nudges: Vec<Nudge>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Work<T, F>
where
    F: AsyncFnMut(&mut Tx<'_>) -> Result<T>,
{
    pub fn new(moment: Moment, work: F) -> (Self, oneshot::Receiver<Result<T>>) {
        let (reply, answer) = oneshot::channel();
        (Self { moment, work, result: None, nudges: Vec::new(), reply }, answer)
    }

    /// Runs the work once: its result, and whose feeds moved.
    async fn attempt(&mut self, connection: &DatabaseTransaction) -> Result<(T, Vec<Nudge>)> {
        let mut tx = Tx::new(connection, self.moment.clone());
        let done = (self.work)(&mut tx).await?;
        tx.flush().await?;
        Ok((done, tx.into_nudges()))
    }

    /// The result of the last run, for writers that retry by themselves.
    pub fn must_run_again(&self) -> bool {
        matches!(self.result, Some(Err(Error::Retry)))
    }
}

impl<T, F> Job for Work<T, F>
where
    T: Send,
    F: AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send,
{
    fn run<'a>(&'a mut self, connection: &'a DatabaseTransaction) -> LocalBoxFuture<'a, bool> {
        Box::pin(async move {
            // One caller's panic must not take the writer, and everybody behind it, along.
            let outcome = AssertUnwindSafe(self.attempt(connection)).catch_unwind().await;
            let (result, nudges) = match outcome {
                Ok(Ok((done, nudges))) => (Ok(done), nudges),
                Ok(Err(error)) => (Err(error), Vec::new()),
                Err(_) => (Err(Error::internal("a write panicked")), Vec::new()),
            };
            let well = result.is_ok();
            self.result = Some(result);
            self.nudges = nudges;
            well
        })
    }

    fn answer(self: Box<Self>, committed: bool) -> Vec<Nudge> {
        let result = match self.result {
            Some(Err(error)) => Err(error),
            Some(Ok(done)) if committed => Ok(done),
            _ => Err(Error::Retry),
        };
        let nudges = if result.is_ok() { self.nudges } else { Vec::new() };
        // The caller may be gone; what was committed stays committed.
        let _ = self.reply.send(result);
        nudges
    }
}
