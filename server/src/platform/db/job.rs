//! A write waiting for its turn, with its type erased.

use std::{collections::BTreeMap, panic::AssertUnwindSafe, sync::Arc};

use futures_util::{FutureExt, future::LocalBoxFuture};
use tokio::sync::oneshot;

use super::{
    ahead::Ahead,
    transaction::{Care, Transaction},
    tx::Tx,
};
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
    /// Runs the work. Whether it may be committed.
    fn run<'a>(&'a mut self, transaction: &'a Transaction<'a>) -> LocalBoxFuture<'a, bool>;
    /// Its moment and actor.
    fn moment(&self) -> &Moment;
    /// What it is going to ask, where it knows.
    fn ahead(&self) -> Option<&dyn Ahead>;
    /// Answers the caller, where the feeds in `moved` were moved: with the work's own result, or with `retry` where it
    /// was not committed.
    fn answer(self: Box<Self>, committed: bool, moved: &BTreeMap<PersonId, i64>);
}

/// What a caller is answered: the result, and the newest number of the actor's own feed where it moved.
pub type Answer<T> = Result<(T, Option<i64>)>;

/// The one implementation of [`Job`].
pub struct Work<T, F> {
    moment: Moment,
    ahead: Option<Box<dyn Ahead>>,
    work: F,
    result: Option<Result<T>>,
    reply: oneshot::Sender<Answer<T>>,
}

impl<T, F> Work<T, F>
where
    F: AsyncFnMut(&mut Tx<'_>) -> Result<T>,
{
    pub fn new(moment: Moment, ahead: Option<Box<dyn Ahead>>, work: F) -> (Self, oneshot::Receiver<Answer<T>>) {
        let (reply, answer) = oneshot::channel();
        (Self { moment, ahead, work, result: None, reply }, answer)
    }

    async fn attempt(&mut self, transaction: &Transaction<'_>) -> Result<T> {
        let done = (self.work)(&mut Tx::new(transaction, self.moment.clone())).await?;
        if transaction.care() == Care::Alone {
            transaction.flush().await?;
        }
        Ok(done)
    }

    /// Whether the last run asked to be run again, for writers that retry by themselves.
    pub fn must_run_again(&self) -> bool {
        matches!(self.result, Some(Err(Error::Retry)))
    }
}

impl<T, F> Job for Work<T, F>
where
    T: Send,
    F: AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send,
{
    fn run<'a>(&'a mut self, transaction: &'a Transaction<'a>) -> LocalBoxFuture<'a, bool> {
        Box::pin(async move {
            // One caller's panic must not take the writer, and everybody behind it, along.
            let outcome = AssertUnwindSafe(self.attempt(transaction)).catch_unwind().await;
            let result = outcome.unwrap_or_else(|_| Err(Error::internal("a write panicked")));
            let well = result.is_ok();
            self.result = Some(result);
            well
        })
    }

    fn moment(&self) -> &Moment {
        &self.moment
    }

    fn ahead(&self) -> Option<&dyn Ahead> {
        self.ahead.as_deref()
    }

    fn answer(self: Box<Self>, committed: bool, moved: &BTreeMap<PersonId, i64>) {
        let result = match self.result {
            Some(Err(error)) => Err(error),
            Some(Ok(done)) if committed => Ok((done, self.moment.actor.and_then(|actor| moved.get(&actor).copied()))),
            _ => Err(Error::Retry),
        };
        // The caller may be gone; what was committed stays committed.
        let _ = self.reply.send(result);
    }
}
