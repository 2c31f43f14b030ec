//! Telling the story to the database: each scene at its moment, through the commands that phones and desks use.

use std::{pin::Pin, sync::Arc};

use futures_util::poll;
use sea_orm::DbBackend;
use serde_json::{json, value::RawValue};

use super::{
    answers::op,
    campaigns,
    entries::Entry,
    found,
    script::{Deed, Saved, Scene},
    stage::Stage,
    time::StoryClock,
};
use crate::{
    base::{
        actor::Role,
        clock::Timestamp,
        error::{Error, Result},
        ids::{EntryId, OperationId, PersonId, ProgramId, RequestId},
    },
    features::{
        members,
        requests::{self, commands::Proof},
    },
    platform::{
        db::{Db, Tx},
        http::{load_member, today},
    },
    sync::{
        held,
        protocol::{PushAnswer, Received},
        push::push,
    },
};

/// How many scenes wait for one commit.
const TOGETHER: usize = 100;

type Waiting = Pin<Box<dyn Future<Output = Result<()>>>>;

/// Writes scenes, each at its own moment. On SQLite many of them share a commit; they keep their order, for the one
/// writer takes them in the order in which they were handed over.
pub struct Teller {
    db: Db,
    clock: Arc<StoryClock>,
    waiting: Vec<Waiting>,
}

impl Teller {
    /// A teller for the database that was opened with `clock`.
    pub fn new(db: Db, clock: Arc<StoryClock>) -> Self {
        Self { db, clock, waiting: Vec::with_capacity(TOGETHER) }
    }

    /// Runs `work` at `at` as `actor`.
    ///
    /// # Errors
    /// What this or an earlier scene said.
    pub async fn write<F>(&mut self, at: Timestamp, actor: Option<PersonId>, work: F) -> Result<()>
    where
        F: AsyncFnMut(&mut Tx<'_>) -> Result<()> + Send + 'static,
    {
        let db = self.db.clone();
        self.clock.set(at);
        let mut writing: Waiting = Box::pin(async move { db.write(actor, work).await });
        // The first poll takes the moment and a place in the writer's queue.
        match poll!(&mut writing) {
            std::task::Poll::Ready(done) => done?,
            std::task::Poll::Pending => self.waiting.push(writing),
        }
        let together = if self.db.backend() == DbBackend::Sqlite { TOGETHER } else { 1 };
        if self.waiting.len() >= together { self.finish().await } else { Ok(()) }
    }

    /// Waits for everything that was handed over.
    ///
    /// # Errors
    /// The first that was said.
    pub async fn finish(&mut self) -> Result<()> {
        for writing in self.waiting.drain(..) {
            writing.await?;
        }
        Ok(())
    }

    /// Tells one scene.
    ///
    /// # Errors
    /// What a command said, or what a phone would have been answered other than "applied".
    pub async fn tell(&mut self, stage: &Arc<Stage>, scene: Scene) -> Result<()> {
        let (at, program, actor) = (scene.at, stage.program, stage.id(scene.who));
        match scene.deed {
            Deed::Push(saved) => {
                let received = saved.iter().map(|saved| read(program, saved)).collect::<Result<Vec<_>>>()?;
                let work = async move |tx: &mut Tx<'_>| applied(&push(tx, actor, &received).await?, &received);
                self.write(at, Some(actor), work).await
            }
            Deed::Match { held, learner } => {
                let learner = stage.id(learner);
                let work = async move |tx: &mut Tx<'_>| {
                    let coordinator = load_member(tx.connection(), program, actor, tx.now()).await?;
                    held::match_learner(tx, &coordinator, OperationId(held), learner).await.map(drop)
                };
                self.write(at, Some(actor), work).await
            }
            Deed::Return { held, note } => {
                let work = async move |tx: &mut Tx<'_>| {
                    let coordinator = load_member(tx.connection(), program, actor, tx.now()).await?;
                    held::return_to_author(tx, &coordinator, OperationId(held), note).await
                };
                self.write(at, Some(actor), work).await
            }
            Deed::ReadRecord { learner } => {
                let learner = stage.id(learner);
                let work = async move |tx: &mut Tx<'_>| {
                    let reader = load_member(tx.connection(), program, actor, tx.now()).await?;
                    members::commands::record_read(tx, &reader, learner, Role::Director).await.map(drop)
                };
                self.write(at, Some(actor), work).await
            }
            Deed::Meet { request, entry } => {
                let (request, entry) = (RequestId(request), EntryId(entry));
                let work = async move |tx: &mut Tx<'_>| {
                    requests::commands::meet(tx, request, entry, Proof::Name).await.map(drop)
                };
                self.write(at, None, work).await
            }
            Deed::Expire { request } => {
                let work = async move |tx: &mut Tx<'_>| {
                    let today = today(tx.connection(), program, tx.now()).await?;
                    requests::commands::expire(tx, RequestId(request), &today).await
                };
                self.write(at, None, work).await
            }
            Deed::Campaign(act) => {
                let work = async move |tx: &mut Tx<'_>| campaigns::perform(tx, program, actor, &act).await;
                self.write(at, Some(actor), work).await
            }
            Deed::NewYear => {
                let stage = stage.clone();
                let work = async move |tx: &mut Tx<'_>| {
                    found::new_year(tx, &stage.named, &stage.roster, &stage.calendar).await
                };
                self.write(at, None, work).await
            }
        }
    }
}

/// The operation exactly as a phone would send it.
fn read(program: ProgramId, saved: &Saved) -> Result<Received> {
    let text = json!({
        "id": saved.id, "kind": saved.kind, "v": 1, "program": program, "subject": saved.subject,
        "base": saved.base, "at": saved.at, "body": saved.body,
    });
    Ok(Received::read(&RawValue::from_string(text.to_string())?))
}

/// Everything in the story is well-formed; only a learner who is on nobody's list is held.
fn applied(answer: &PushAnswer, received: &[Received]) -> Result<()> {
    for (result, received) in answer.results.iter().zip(received) {
        let held = result.outcome == "held" && result.code.as_deref() == Some("learner_not_listed");
        if result.outcome != "applied" && !held {
            let (code, field) = (result.code.as_deref().unwrap_or("-"), result.field.as_deref().unwrap_or("-"));
            let kind = received.operation.as_ref().map_or("an operation", |operation| operation.kind.as_str());
            return Err(Error::internal(format!("{kind} of the demo was {}: {code} ({field})", result.outcome)));
        }
    }
    Ok(())
}

/// Giving the entry, as its author's phone does.
pub fn give(stage: &mut Stage, entry: &Entry) -> Saved {
    let body = entry.body(stage);
    op(stage, "feedback.give", entry.id, entry.given, body)
}
