//! One transaction, one actor, one moment.
//!
//! A command changes data through [`Tx::connection`] and says the rest: what happened ([`Tx::audit`]), what
//! somebody may now see ([`Tx::show`]) or no longer ([`Tx::hide`]), what has to be done later ([`Tx::announce`]).
//! All of it is stored at the end, in few statements, by the same commit, or not at all.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};
use serde::Serialize;
use uuid::Uuid;

use super::job::Moment;
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
    connection: &'c DatabaseTransaction,
    moment: Moment,
    audit: Vec<audit::Row>,
    forms: Vec<feed::Form>,
    shown: Vec<feed::Shown>,
    events: Vec<outbox::New>,
    nudges: BTreeMap<PersonId, i64>,
}

impl<'c> Tx<'c> {
    pub(super) fn new(connection: &'c DatabaseTransaction, moment: Moment) -> Self {
        Self {
            connection,
            moment,
            audit: Vec::new(),
            forms: Vec::new(),
            shown: Vec::new(),
            events: Vec::new(),
            nudges: BTreeMap::new(),
        }
    }

    /// Where statements run.
    pub fn connection(&self) -> &'c DatabaseTransaction {
        self.connection
    }

    /// Which database this is.
    pub fn backend(&self) -> DbBackend {
        self.connection.get_database_backend()
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
        self.audit.push(audit::Row {
            id: self.next_id(),
            program,
            actor: self.moment.actor,
            action,
            thing: thing.into(),
            digest: content.map(audit::digest),
            at: self.moment.now,
        });
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
        self.forms.push(feed::Form { kind, id, program, version, body: body.clone() });
        self.show_to(kind, id, viewers);
        Ok(body)
    }

    /// Puts a thing whose wire form is stored already into more feeds.
    pub fn show_to(&mut self, kind: Kind, id: impl Into<Uuid>, viewers: impl IntoIterator<Item = PersonId>) {
        let id = id.into();
        self.shown.extend(viewers.into_iter().map(|person| feed::Shown { person, kind, id, gone: false }));
    }

    /// Takes a thing from the devices of `persons` at their next pull.
    pub fn hide(&mut self, kind: Kind, id: impl Into<Uuid>, persons: impl IntoIterator<Item = PersonId>) {
        let id = id.into();
        self.shown.extend(persons.into_iter().map(|person| feed::Shown { person, kind, id, gone: true }));
    }

    /// Who has the thing on their devices, with what this transaction has said so far.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn viewers(&self, kind: Kind, id: impl Into<Uuid>) -> Result<BTreeSet<PersonId>> {
        let id = id.into();
        let stored = feed::viewers(self.connection, kind, id).await?;
        let mut viewers: BTreeSet<PersonId> = stored.into_iter().collect();
        for said in self.shown.iter().filter(|said| said.kind == kind && said.id == id) {
            match said.gone {
                true => viewers.remove(&said.person),
                false => viewers.insert(said.person),
            };
        }
        Ok(viewers)
    }

    /// The wire form of a thing as this transaction has it.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn form(&self, kind: Kind, id: impl Into<Uuid>) -> Result<Option<String>> {
        let id = id.into();
        match self.forms.iter().rev().find(|form| form.kind == kind && form.id == id) {
            Some(form) => Ok(Some(form.body.clone())),
            None => feed::form(self.connection, kind, id).await,
        }
    }

    /// Asks for later work: mail now, push later.
    pub fn announce(&mut self, event: Event) {
        self.announce_at(event, self.moment.now);
    }

    /// Asks for work not before `when`.
    pub fn announce_at(&mut self, event: Event, when: Timestamp) {
        self.events.push(outbox::New { id: self.next_id(), event, not_before: when });
    }

    /// Runs `part` in a savepoint: where it fails it leaves no trace, and the rest goes on.
    ///
    /// # Errors
    /// What `part` said. A lost savepoint is [`Error::Internal`] or [`Error::Retry`].
    pub async fn attempt<T>(&mut self, part: impl AsyncFnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let marks = (self.audit.len(), self.forms.len(), self.shown.len(), self.events.len());
        self.connection.execute_unprepared("SAVEPOINT part").await?;
        let outcome = part(self).await;
        if outcome.is_err() {
            self.audit.truncate(marks.0);
            self.forms.truncate(marks.1);
            self.shown.truncate(marks.2);
            self.events.truncate(marks.3);
            self.connection.execute_unprepared("ROLLBACK TO SAVEPOINT part").await?;
        }
        self.connection.execute_unprepared("RELEASE SAVEPOINT part").await?;
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
        Ok(self.connection.execute_raw(statement).await?.rows_affected())
    }

    /// Stores what was collected so far. Counters are taken here, last, persons in sorted order.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn flush(&mut self) -> Result<()> {
        audit::store(self.connection, std::mem::take(&mut self.audit)).await?;
        outbox::store(self.connection, std::mem::take(&mut self.events), self.moment.now).await?;
        feed::store_forms(self.connection, std::mem::take(&mut self.forms)).await?;
        let moved = feed::store_shown(self.connection, std::mem::take(&mut self.shown), self.moment.ticket).await?;
        self.nudges.extend(moved);
        Ok(())
    }

    /// The newest number of `person`'s feed among what [`Self::flush`] stored.
    pub fn flushed_seq(&self, person: PersonId) -> Option<i64> {
        self.nudges.get(&person).copied()
    }

    pub(super) fn into_nudges(self) -> Vec<Nudge> {
        self.nudges.into_iter().map(|(person, seq)| Nudge { person, seq }).collect()
    }
}
