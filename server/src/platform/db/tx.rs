//! One transaction, one actor, one moment.
//!
//! A command changes data through [`Tx::connection`] and says the rest: what happened ([`Tx::audit`]), what
//! somebody may now see ([`Tx::show`]) or no longer ([`Tx::hide`]), what has to be done later ([`Tx::announce`]).
//! All of it is stored at the end, in few statements, by the same commit, or not at all.

use std::{collections::BTreeSet, sync::Arc};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityName, IdenStatic, Iterable, ModelTrait, Value};
use serde::Serialize;
use uuid::Uuid;

use super::{job::Moment, settled::Settled, transaction::Transaction, waiting::Row};
use crate::{
    base::{
        clock::Timestamp,
        error::Result,
        ids::{PersonId, ProgramId},
    },
    platform::{
        audit::{self, Action},
        feed::{self, Kind},
        outbox::{self, Event},
    },
};

/// "There is something at `seq` in this person's feed."
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nudge {
    /// Whose feed moved.
    pub person: PersonId,
    /// Its newest number.
    pub seq: i64,
}

/// See the module.
pub struct Tx<'c> {
    transaction: &'c Transaction<'c>,
    moment: Moment,
}

impl<'c> Tx<'c> {
    pub(super) fn new(transaction: &'c Transaction<'c>, moment: Moment) -> Self {
        Self { transaction, moment }
    }

    /// Where statements run.
    pub fn connection(&self) -> &'c Transaction<'c> {
        self.transaction
    }

    /// For reading alone, of tables that nothing is [inserted](Self::insert) into: cheaper than
    /// [`Self::connection`], for it waits for nothing.
    pub fn settled(&self) -> Settled<'c> {
        self.transaction.settled()
    }

    /// What `read` finds, asked once per transaction for as long as no statement changes rows. It must not depend on
    /// the actor or the moment, for others may share the transaction.
    ///
    /// # Errors
    /// What `read` said.
    pub async fn remember<T: Send + Sync + 'static>(
        &self,
        what: &'static str,
        of: (Uuid, Uuid),
        read: impl AsyncFnOnce(&Settled<'c>) -> Result<T>,
    ) -> Result<Arc<T>> {
        self.transaction.remember((what, of.0, of.1), read).await
    }

    /// What is remembered, if anything.
    pub fn recall<T: Send + Sync + 'static>(&self, what: &'static str, of: (Uuid, Uuid)) -> Option<Arc<T>> {
        self.transaction.recall((what, of.0, of.1))
    }

    /// Remembers what was found with others in one round trip, and gives it back.
    pub fn keep<T: Send + Sync + 'static>(&self, what: &'static str, of: (Uuid, Uuid), found: T) -> Arc<T> {
        let found = Arc::new(found);
        self.transaction.keep((what, of.0, of.1), found.clone());
        found
    }

    /// Inserts a row together with others of its table at the end, before any statement that runs through
    /// [`Self::connection`]. Where it is refused then, the work is run again with each row inserted at once, so that
    /// the refusal is told here.
    ///
    /// # Errors
    /// A refused row; a fault of the database.
    pub async fn insert<M: ModelTrait>(&self, row: &M) -> Result<(), DbErr> {
        let columns = <M::Entity as sea_orm::EntityTrait>::Column::iter();
        let columns = columns.map(|column| (column.as_str(), row.get(column))).collect();
        self.insert_row(M::Entity::default().table_name(), columns).await
    }

    /// Like [`Self::insert`], of a table without an entity.
    ///
    /// # Errors
    /// As [`Self::insert`].
    pub async fn insert_row(&self, table: &'static str, columns: Vec<(&'static str, Value)>) -> Result<(), DbErr> {
        self.transaction.insert(Row { table, columns }).await
    }

    /// Which database this is.
    pub fn backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }

    /// The moment of this write; the same when it is run again.
    pub fn now(&self) -> Timestamp {
        self.moment.now
    }

    /// Who writes; nobody for the system itself.
    pub fn actor(&self) -> Option<PersonId> {
        self.moment.actor
    }

    /// A fresh id for a thing made on the server.
    pub fn next_id<Id: From<Uuid>>(&self) -> Id {
        self.moment.ids.next(self.moment.now).into()
    }

    /// Fills `bytes` with randomness fit for secrets.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.moment.ids.fill(bytes);
    }

    /// Writes down that the actor did `action` to `thing`, with a digest of its content (never the content).
    pub fn audit(
        &mut self,
        action: Action,
        program: Option<ProgramId>,
        thing: impl Into<Uuid>,
        content: Option<&[u8]>,
    ) {
        let row = audit::Row {
            id: self.next_id(),
            program,
            actor: self.moment.actor,
            action,
            thing: thing.into(),
            digest: content.map(audit::digest),
            at: self.moment.now,
        };
        self.transaction.wait(|waiting| waiting.audit.push(row));
    }

    /// Stores the wire form of a thing and puts it into the feeds of `viewers`. Returns the stored text.
    ///
    /// # Errors
    /// [`Error::Internal`] where the form cannot be written as JSON.
    pub fn show<Id: Into<Uuid>>(
        &mut self,
        kind: Kind,
        id: Id,
        program: ProgramId,
        version: i64,
        wire: &impl Serialize,
        viewers: impl IntoIterator<Item = PersonId>,
    ) -> Result<String> {
        let id = id.into();
        let body = serde_json::to_string(wire)?;
        let form = feed::Form { kind, id, program, version, body: Some(body.clone()) };
        self.transaction.wait(|waiting| waiting.forms.push(form));
        self.show_to(kind, id, viewers);
        Ok(body)
    }

    /// Puts a thing whose wire form is stored already into more feeds.
    pub fn show_to(&mut self, kind: Kind, id: impl Into<Uuid>, viewers: impl IntoIterator<Item = PersonId>) {
        let id = id.into();
        let ticket = self.moment.ticket;
        let shown = viewers.into_iter().map(|person| feed::Shown { person, kind, id, gone: false, ticket });
        self.transaction.wait(|waiting| waiting.shown.extend(shown));
    }

    /// Takes a thing from the devices of `persons` at their next pull.
    pub fn hide(&mut self, kind: Kind, id: impl Into<Uuid>, persons: impl IntoIterator<Item = PersonId>) {
        let id = id.into();
        let ticket = self.moment.ticket;
        let hidden = persons.into_iter().map(|person| feed::Shown { person, kind, id, gone: true, ticket });
        self.transaction.wait(|waiting| waiting.shown.extend(hidden));
    }

    /// Takes a thing from the devices of `persons` at their next pull, and leaves nothing of its wire form here.
    pub fn forget(
        &mut self,
        kind: Kind,
        id: impl Into<Uuid>,
        program: ProgramId,
        persons: impl IntoIterator<Item = PersonId>,
    ) {
        let id = id.into();
        self.transaction.wait(|waiting| waiting.forms.push(feed::Form { kind, id, program, version: 0, body: None }));
        self.hide(kind, id, persons);
    }

    /// Who has the thing on their devices, with what this transaction has said so far.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn viewers(&self, kind: Kind, id: impl Into<Uuid>) -> Result<BTreeSet<PersonId>> {
        let id = id.into();
        let stored = feed::viewers(self.transaction, kind, id).await?;
        let mut viewers: BTreeSet<PersonId> = stored.into_iter().collect();
        self.transaction.look(|waiting| {
            for said in waiting.shown.iter().filter(|said| said.kind == kind && said.id == id) {
                match said.gone {
                    true => viewers.remove(&said.person),
                    false => viewers.insert(said.person),
                };
            }
        });
        Ok(viewers)
    }

    /// The wire form of a thing as this transaction has it.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn form(&self, kind: Kind, id: impl Into<Uuid>) -> Result<Option<String>> {
        let id = id.into();
        let said = self.transaction.look(|waiting| {
            let form = waiting.forms.iter().rev().find(|form| form.kind == kind && form.id == id)?;
            Some(form.body.clone())
        });
        match said {
            Some(body) => Ok(body),
            None => feed::form(self.transaction, kind, id).await,
        }
    }

    /// Asks for later work: mail now, push later.
    pub fn announce(&mut self, event: Event) {
        self.announce_at(event, self.moment.now);
    }

    /// Asks for work not before `when`.
    pub fn announce_at(&mut self, event: Event, when: Timestamp) {
        let (new, now) = (outbox::New { id: self.next_id(), event, not_before: when }, self.moment.now);
        self.transaction.wait(|waiting| waiting.events.push((new, now)));
    }

    /// Runs `part` in a savepoint: where it fails it leaves no trace, and the rest goes on.
    ///
    /// # Errors
    /// What `part` said. A lost savepoint is [`Error::Internal`] or [`Error::Retry`].
    pub async fn attempt<T>(&mut self, part: impl AsyncFnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let name = self.transaction.begin_part();
        let outcome = part(self).await;
        self.transaction.end_part(name, outcome.is_ok()).await?;
        outcome
    }

    /// Lets one content row be changed by a named command; [`Self::end_waiver`] takes the permission back.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn waive(&mut self, table: &'static str, row: impl Into<Uuid>, command: &'static str) -> Result<()> {
        let insert = "INSERT INTO content_waivers (table_name, row_id, command) VALUES ($1, $2, $3)";
        self.execute(insert, vec![table.into(), row.into().into(), command.into()]).await.map(drop)
    }

    /// Ends what [`Self::waive`] began.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn end_waiver(&mut self, table: &'static str, row: impl Into<Uuid>) -> Result<()> {
        let delete = "DELETE FROM content_waivers WHERE table_name = $1 AND row_id = $2";
        self.execute(delete, vec![table.into(), row.into().into()]).await.map(drop)
    }

    /// Runs one SQL statement with `$1`, `$2` …; how many rows it touched.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn execute(&self, sql: &str, values: Vec<sea_orm::Value>) -> Result<u64> {
        let statement = sea_orm::Statement::from_sql_and_values(self.backend(), sql, values);
        Ok(self.transaction.execute_raw(statement).await?.rows_affected())
    }

    /// Stores what was collected so far, to see it. Not inside [`Self::attempt`]: counters are taken last, persons in
    /// sorted order.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn flush(&mut self) -> Result<()> {
        Ok(self.transaction.flush().await?)
    }
}
