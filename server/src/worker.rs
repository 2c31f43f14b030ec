//! Later work: drains the outbox, seals the audit log, tends the web app's files, forgets or ends what is over. Any number of processes may each run
//! one worker; whatever only one may do at a time is done under a lease.

use std::{
    panic::AssertUnwindSafe,
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use futures_util::FutureExt;
use jiff::SignedDuration;
use tokio::{sync::watch, time::sleep};
use uuid::Uuid;

use crate::{
    base::{
        clock::Timestamp,
        error::{Error, OrLog, Result},
    },
    features::{guests, requests, sessions},
    platform::{
        app::App,
        audit,
        db::Tx,
        http::assets,
        lease,
        outbox::{self, Event, Outcome, Taken},
    },
    sync::meeting,
};

/// How often the outbox is looked at.
const PAUSE: Duration = Duration::from_secs(1);
/// How many events are taken at a time.
const BATCH: u64 = 500;
/// An event is begun only while its lease lasts at least this long.
const ENOUGH: SignedDuration = SignedDuration::from_mins(1);
/// How often the audit log is sealed; once a minute is promised.
const SEAL_EVERY: SignedDuration = SignedDuration::from_secs(30);
/// How often what is over is forgotten, and requests whose last day is over end.
const SWEEP_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// How often this version's web app is marked as still needed, and what no version needed for long is removed.
const TEND_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Works until `stop` says true or its sender is gone. The event in hand is finished first.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    let worker = Worker::new(app, stop.clone());
    loop {
        worker.round().await;
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = sleep(PAUSE) => {}
        }
    }
}

/// One process's worker.
pub struct Worker {
    app: App,
    /// The name it holds leases under.
    name: Uuid,
    stop: watch::Receiver<bool>,
    sealed_at: AtomicI64,
    swept_at: AtomicI64,
    tended_at: AtomicI64,
}

impl Worker {
    /// A worker that has done nothing yet.
    pub fn new(app: App, stop: watch::Receiver<bool>) -> Self {
        let name = app.ids.next(app.clock.now());
        let never = || AtomicI64::new(0);
        Self { app, name, stop, sealed_at: never(), swept_at: never(), tended_at: never() }
    }

    /// Does whatever is due now. A part that fails is logged and comes again with the next round.
    pub async fn round(&self) {
        self.drain().await.or_log("draining the outbox");
        if self.is_time(&self.sealed_at, SEAL_EVERY) {
            self.seal().await.or_log("sealing the audit log");
        }
        if self.is_time(&self.swept_at, SWEEP_EVERY) {
            self.sweep().await.or_log("forgetting what is over");
            requests::jobs::expire(&self.app.db, self.app.clock.now()).await.or_log("ending requests");
        }
        if self.is_time(&self.tended_at, TEND_EVERY) {
            assets::tend(&self.app.db, self.app.clock.now()).await.or_log("tending the web app's files");
        }
    }

    /// Whether `every` has passed since `last`, which is then now. A clock set back does not stop the work.
    fn is_time(&self, last: &AtomicI64, every: SignedDuration) -> bool {
        let (now, then) = (self.app.clock.now(), Timestamp(last.load(Ordering::Relaxed)));
        let due = now < then || now.since(then) >= every;
        if due {
            last.store(now.0, Ordering::Relaxed);
        }
        due
    }

    fn is_stopping(&self) -> bool {
        *self.stop.borrow()
    }

    async fn drain(&self) -> Result<()> {
        let db = &self.app.db;
        while !self.is_stopping() && outbox::is_due(db.reader(), self.app.clock.now()).await? {
            let batch = db.write(None, async |tx| outbox::take(tx, BATCH).await).await?;
            if batch.is_empty() {
                // Another process was faster.
                return Ok(());
            }
            self.work(batch).await?;
        }
        Ok(())
    }

    /// Events without an effect are finished together, the others each at once.
    async fn work(&self, batch: Vec<Taken>) -> Result<()> {
        let mut finished = Vec::new();
        for taken in batch {
            if self.is_stopping() || self.app.clock.now().plus(ENOUGH) > taken.until {
                finished.push((taken, Outcome::PutBack));
            } else if has_effect(&taken) {
                let outcome = self.handle(&taken).await;
                self.finish(vec![(taken, outcome)]).await?;
            } else {
                finished.push((taken, Outcome::Done));
            }
        }
        if finished.is_empty() { Ok(()) } else { self.finish(finished).await }
    }

    async fn finish(&self, finished: Vec<(Taken, Outcome)>) -> Result<()> {
        let (done, others): (Vec<_>, Vec<_>) = finished.into_iter().partition(|(_, outcome)| *outcome == Outcome::Done);
        let done: Vec<Taken> = done.into_iter().map(|(taken, _)| taken).collect();
        let finish = async move |tx: &mut Tx<'_>| {
            outbox::finish_done(tx, &done).await?;
            for (taken, outcome) in &others {
                outbox::finish(tx, taken, outcome).await?;
            }
            Ok(())
        };
        self.app.db.write(None, finish).await
    }

    async fn handle(&self, taken: &Taken) -> Outcome {
        // One event's panic must not end the worker.
        let done = AssertUnwindSafe(self.job(taken)).catch_unwind().await;
        let why = match done.unwrap_or_else(|_| Err(Error::internal("the job panicked"))) {
            Ok(()) => return Outcome::Done,
            Err(error) => error.to_string(),
        };
        tracing::warn!(event = %taken.id, attempts = taken.attempts, why, "a job failed");
        Outcome::Failed(why)
    }

    async fn job(&self, taken: &Taken) -> Result<()> {
        match taken.event.as_ref().map_err(Error::internal)? {
            Event::SignInCodeAsked { person, code, sealed } => {
                sessions::jobs::mail_code(&self.app, *person, *code, sealed).await
            }
            Event::FeedbackGiven { entry, request, .. } => meeting::entry_came(&self.app.db, *entry, *request).await,
            Event::AnswerWithdrawn { request, entry } => meeting::entry_went(&self.app.db, *entry, *request).await,
            Event::VisitingAsked { request } => guests::jobs::mail_link(&self.app, *request).await,
            Event::GuestCodeAsked { session, sealed } => guests::jobs::mail_code(&self.app, *session, sealed).await,
            Event::RequestAsked { request } => meeting::request_came(&self.app.db, *request).await,
            Event::RequestAnswered { .. }
            | Event::RequestDeclined { .. }
            | Event::RequestReminderDue { .. }
            | Event::Responded { .. }
            | Event::PlanProposed { .. } => Ok(()),
        }
    }

    async fn seal(&self) -> Result<()> {
        if !audit::has_unsealed(self.app.db.reader()).await? {
            return Ok(());
        }
        let name = self.name;
        let seal = async move |tx: &mut Tx<'_>| {
            if !lease::take(tx, "audit.seal", name, SEAL_EVERY * 2).await? {
                return Ok(false);
            }
            Ok(audit::seal(tx).await?.is_full())
        };
        while self.app.db.write(None, seal).await? {}
        Ok(())
    }

    async fn sweep(&self) -> Result<()> {
        let name = self.name;
        let sweep = async move |tx: &mut Tx<'_>| {
            if lease::take(tx, "sweep", name, SWEEP_EVERY).await? {
                sessions::jobs::sweep(tx).await?;
                guests::commands::sweep(tx).await?;
                outbox::prune(tx).await?;
            }
            Ok(())
        };
        self.app.db.write(None, sweep).await
    }
}

/// Whether something is to be done, or can fail.
fn has_effect(taken: &Taken) -> bool {
    match &taken.event {
        Ok(
            Event::SignInCodeAsked { .. }
            | Event::AnswerWithdrawn { .. }
            | Event::RequestAsked { .. }
            | Event::VisitingAsked { .. }
            | Event::GuestCodeAsked { .. },
        )
        | Err(_) => true,
        // Most entries answer no request.
        Ok(Event::FeedbackGiven { request, scanned, .. }) => request.is_some() || *scanned,
        // Nobody is told of these outside the feed yet.
        Ok(
            Event::RequestAnswered { .. }
            | Event::RequestDeclined { .. }
            | Event::RequestReminderDue { .. }
            | Event::Responded { .. }
            | Event::PlanProposed { .. },
        ) => false,
    }
}

#[cfg(test)]
mod tests;
