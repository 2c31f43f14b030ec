//! Later work: drains the outbox, seals the audit log, tends the web app's files, forgets or ends what is over. Any number of processes may each run
//! one worker; whatever only one may do at a time is done under a lease.

use std::{
    panic::AssertUnwindSafe,
    sync::atomic::{AtomicBool, AtomicI64, Ordering},
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
    features::{
        campaigns, guard, guests, jots,
        members::commands::turn_membership,
        notifications::{self, commands::Outlets, delivery},
        requests, sessions,
    },
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

/// How often the outbox is looked at: whoever is waited for is told within the second.
const PAUSE: Duration = Duration::from_millis(250);
/// How many events are taken at a time.
const BATCH: u64 = 500;
/// An event is begun only while its lease lasts at least this long.
const ENOUGH: SignedDuration = SignedDuration::from_mins(1);
/// How often the audit log is sealed; once a minute is promised.
const SEAL_EVERY: SignedDuration = SignedDuration::from_secs(30);
/// How often it is looked what is due today.
const REMIND_EVERY: SignedDuration = SignedDuration::from_mins(15);
/// How often what is over is forgotten, and requests whose last day is over end.
const SWEEP_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// How often this version's web app is marked as still needed, and what no version needed for long is removed.
const TEND_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Works until `stop` says true or its sender is gone. The event in hand is finished first, and what is on its way out
/// is waited for.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    let worker = Worker::new(app.clone(), stop.clone());
    let deliveries = delivery::run(app, stop.clone());
    let rounds = async {
        loop {
            worker.tend().await;
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = sleep(PAUSE) => {}
            }
        }
    };
    tokio::join!(rounds, deliveries);
}

/// One process's worker.
pub struct Worker {
    app: App,
    /// The name it holds leases under.
    name: Uuid,
    stop: watch::Receiver<bool>,
    sealed_at: AtomicI64,
    /// Whether something was sealed whose texts were not looked at yet.
    unlooked: AtomicBool,
    reminded_at: AtomicI64,
    swept_at: AtomicI64,
    tended_at: AtomicI64,
}

impl Worker {
    /// A worker that has done nothing yet.
    pub fn new(app: App, stop: watch::Receiver<bool>) -> Self {
        let name = app.ids.next(app.clock.now());
        let never = || AtomicI64::new(0);
        Self {
            app,
            name,
            stop,
            sealed_at: never(),
            unlooked: AtomicBool::new(true),
            reminded_at: never(),
            swept_at: never(),
            tended_at: never(),
        }
    }

    /// Does whatever is due now, and delivers what follows from it. A part that fails is logged and comes again with the
    /// next round.
    pub async fn round(&self) {
        self.tend().await;
        delivery::deliver(&self.app).await.or_log("delivering messages");
    }

    /// The same without delivering anything.
    pub async fn tend(&self) {
        if self.is_time(&self.reminded_at, REMIND_EVERY) {
            self.remind().await.or_log("telling what is due");
            campaigns::jobs::turn(&self.app).await.or_log("turning campaigns");
        }
        self.settle().await.or_log("settling what happened");
        self.drain().await.or_log("draining the outbox");
        if self.is_time(&self.sealed_at, SEAL_EVERY) {
            self.seal().await.or_log("sealing the audit log");
            self.unlooked.store(true, Ordering::Relaxed);
        }
        if self.unlooked.load(Ordering::Relaxed) {
            // One block a round: others wait for what this worker does.
            self.look().await.or_log("looking at texts that were stored");
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

    /// Settles events whose consequences stay in this database, a batch in one write. Where a write fails, its events are
    /// left for [`Self::drain`], which takes each by itself.
    async fn settle(&self) -> Result<()> {
        let (db, outlets) = (&self.app.db, Outlets::of(&self.app));
        while !self.is_stopping() && outbox::is_due(db.reader(), self.app.clock.now()).await? {
            let settle = async move |tx: &mut Tx<'_>| {
                let taken = outbox::take_inward(tx, BATCH).await?;
                outbox::finish_done(tx, &taken).await?;
                consequences(tx, outlets, &taken).await?;
                Ok(taken.len())
            };
            if db.write(None, settle).await? == 0 {
                break;
            }
        }
        Ok(())
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

    async fn work(&self, batch: Vec<Taken>) -> Result<()> {
        let mut put_back = Vec::new();
        for taken in batch {
            let is_held = taken.until.is_none_or(|until| self.app.clock.now().plus(ENOUGH) <= until);
            if self.is_stopping() || !is_held {
                put_back.push((taken, Outcome::PutBack));
            } else if let Some(outcome) = self.handle(&taken).await {
                self.finish(vec![(taken, outcome)]).await?;
            }
        }
        if put_back.is_empty() { Ok(()) } else { self.finish(put_back).await }
    }

    async fn finish(&self, finished: Vec<(Taken, Outcome)>) -> Result<()> {
        let finish = async move |tx: &mut Tx<'_>| {
            for (taken, outcome) in &finished {
                outbox::finish(tx, taken, outcome).await?;
            }
            Ok(())
        };
        self.app.db.write(None, finish).await
    }

    /// What became of the event; nothing where it was finished already.
    async fn handle(&self, taken: &Taken) -> Option<Outcome> {
        // One event's panic must not end the worker.
        let done = AssertUnwindSafe(self.job(taken)).catch_unwind().await;
        let why = match done.unwrap_or_else(|_| Err(Error::internal("the job panicked"))) {
            Ok(finished) => return finished,
            Err(error) => error.to_string(),
        };
        tracing::warn!(event = %taken.id, attempts = taken.attempts, why, "a job failed");
        Some(Outcome::Failed(why))
    }

    async fn job(&self, taken: &Taken) -> Result<Option<Outcome>> {
        match taken.event.as_ref().map_err(Error::internal)? {
            Event::SignInCodeAsked { person, code, sealed } => {
                sessions::jobs::mail_code(&self.app, *person, *code, sealed).await?;
            }
            Event::VisitingAsked { request } => guests::jobs::mail_link(&self.app, *request).await?,
            Event::VisitingReminderDue { request } => guests::jobs::remind(&self.app, *request).await?,
            Event::GuestCodeAsked { session, sealed } => {
                guests::jobs::mail_code(&self.app, *session, sealed).await?;
            }
            Event::RaterInvited { rater } => campaigns::jobs::mail_link(&self.app, *rater).await?,
            Event::RaterReminderDue { rater } => campaigns::jobs::mail_reminder(&self.app, *rater).await?,
            Event::RequestRedacted { request } => meeting::request_redacted(&self.app.db, *request).await?,
            Event::AnswerWithdrawn { request, entry } => meeting::entry_went(&self.app.db, *entry, *request).await?,
            Event::MembershipTurns { program, person } => {
                let (program, person) = (*program, *person);
                self.app.db.write(None, async move |tx| turn_membership(tx, program, person).await).await?;
            }
            Event::FeedbackGiven { entry, request, .. } => {
                meeting::entry_came(&self.app.db, *entry, *request).await?;
                return self.settle_alone(taken).await;
            }
            Event::RequestAsked { request } => {
                meeting::request_came(&self.app.db, *request).await?;
                return self.settle_alone(taken).await;
            }
            Event::RequestAnswered { .. }
            | Event::RequestDeclined { .. }
            | Event::RequestEnded { .. }
            | Event::RequestReminderDue { .. }
            | Event::Responded { .. }
            | Event::PlanProposed { .. } => return self.settle_alone(taken).await,
        }
        Ok(Some(Outcome::Done))
    }

    /// Settles one event, which is finished with it.
    async fn settle_alone(&self, taken: &Taken) -> Result<Option<Outcome>> {
        let (alone, outlets) = (vec![taken.clone()], Outlets::of(&self.app));
        let settle = async move |tx: &mut Tx<'_>| match outbox::finish_done(tx, &alone).await? {
            0 => Ok(()),
            _ => consequences(tx, outlets, &alone).await,
        };
        self.app.db.write(None, settle).await?;
        Ok(None)
    }

    async fn look(&self) -> Result<()> {
        let more = guard::jobs::look(&self.app.db).await?;
        self.unlooked.store(more, Ordering::Relaxed);
        Ok(())
    }

    async fn remind(&self) -> Result<()> {
        let (name, outlets) = (self.name, Outlets::of(&self.app));
        let remind = async move |tx: &mut Tx<'_>| match lease::take(tx, "remind", name, REMIND_EVERY).await? {
            true => {
                notifications::jobs::tell_what_is_due(tx, outlets).await?;
                notifications::jobs::tell_of_jots(tx, outlets).await
            }
            false => Ok(()),
        };
        self.app.db.write(None, remind).await
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
                campaigns::commands::sweep(tx).await?;
                jots::jobs::sweep(tx).await?;
                notifications::jobs::sweep(tx).await?;
                outbox::prune(tx).await?;
            }
            Ok(())
        };
        self.app.db.write(None, sweep).await
    }
}

/// What follows in this database from what happened.
async fn consequences(tx: &mut Tx<'_>, outlets: Outlets, happened: &[Taken]) -> Result<()> {
    notifications::jobs::tell_of(tx, outlets, happened).await
}

#[cfg(test)]
mod tests;
