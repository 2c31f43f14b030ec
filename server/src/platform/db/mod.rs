//! The database: a read pool, and one write path ([`Db::write`]) for both SQLite and PostgreSQL.
//!
//! - On SQLite one writer thread owns the only connection that may write. It drains what is waiting into one
//!   `BEGIN IMMEDIATE` transaction, each caller a part that can be taken back, stores their rows together, and answers
//!   after COMMIT (group commit).
//! - On PostgreSQL each write is a transaction of its own on the pool, retried on serialisation failure and deadlock.
//! - A write closure awaits nothing but its [`Tx`], can be run again with the same time, and gives nothing out
//!   before COMMIT. Readers cannot write: their connections are `query_only`.

mod ahead;
mod among;
mod checkpoint;
mod hold;
mod insert;
mod job;
mod open;
mod postgres;
mod settled;
mod sqlite;
#[cfg(test)]
mod tests;
mod transaction;
mod tx;
mod waiting;
mod wake;

use std::sync::Arc;

use sea_orm::{DatabaseConnection, DbBackend};
use tokio::sync::broadcast;

pub use ahead::{Ahead, PAIRS_MAX, ask_of_pairs};
pub use among::among;
pub use hold::Hold;
pub use insert::insert;
pub use open::{Location, OpenError};
pub(in crate::platform) use open::{connect_file, connect_postgres, schema, tables};
pub use settled::Settled;
pub use transaction::Transaction;
pub use tx::{Nudge, Tx};

use crate::{
    base::{
        actor::Member,
        clock::{Clock, Ids},
        error::Result,
        ids::PersonId,
    },
    platform::faults::{self, Ticket},
};

/// The database of this installation. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    reader: DatabaseConnection,
    writer: Writer,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    nudges: broadcast::Sender<Nudge>,
    /// Keeps restores away while this is open; none on PostgreSQL.
    _hold: Option<Arc<Hold>>,
}

#[derive(Clone)]
enum Writer {
    Sqlite(sqlite::Writer),
    Postgres(postgres::Writer),
}

impl Db {
    /// Runs `work` in one transaction as `actor` (nobody for the system itself) and answers after COMMIT.
    ///
    /// The work goes on even if the caller stops waiting, and may be run more than once.
    ///
    /// # Errors
    /// What `work` said, with nothing stored; [`crate::base::error::Error::Retry`] where COMMIT failed.
    pub async fn write<T, F>(&self, actor: Option<PersonId>, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.run(actor, None, work).await.map(|(done, _)| done)
    }

    /// Like [`Self::write`], for what a member does.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn write_as<T, F>(&self, member: &Member, mut work: F) -> Result<T>
    where
        T: Send + 'static,
        F: AsyncFnMut(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    {
        let member = member.clone();
        self.write(Some(member.id), async move |tx| work(tx, &member).await).await
    }

    /// Like [`Self::write`], for work that says what it is going to ask, so that it can be asked for many at once.
    /// Says also the newest number of the actor's own feed where this commit moved it.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn write_and_see<T, F>(&self, actor: PersonId, ahead: impl Ahead, work: F) -> Result<(T, Option<i64>)>
    where
        T: Send + 'static,
        F: AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.run(Some(actor), Some(Box::new(ahead)), work).await
    }

    async fn run<T, F>(
        &self,
        actor: Option<PersonId>,
        ahead: Option<Box<dyn Ahead>>,
        work: F,
    ) -> Result<(T, Option<i64>)>
    where
        T: Send + 'static,
        F: AsyncFnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let moment = job::Moment { now: self.clock.now(), actor, ids: self.ids.clone(), ticket: Ticket::draw() };
        if actor.is_some() {
            faults::arrival().await;
        }
        match &self.writer {
            Writer::Sqlite(writer) => writer.write(moment, ahead, work).await,
            Writer::Postgres(writer) => writer.write(moment, ahead, work).await,
        }
    }

    /// Where reads go.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Which database this is.
    pub fn backend(&self) -> DbBackend {
        self.reader.get_database_backend()
    }

    /// A stream of "this person's feed moved", of this process and of others beside it.
    pub fn nudges(&self) -> broadcast::Receiver<Nudge> {
        self.nudges.subscribe()
    }
}
