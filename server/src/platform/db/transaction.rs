//! One database transaction, shared by everybody whose work the same COMMIT covers.
//!
//! - Rows that nobody looks for wait, and are stored together in few statements.
//! - A savepoint is opened when the first statement inside it runs; most parts never need theirs.
//! - What was read of slowly changing tables is remembered until a statement runs that may change it.

use std::{
    any::Any,
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use uuid::Uuid;

use super::{
    ahead::Ahead,
    job::Job,
    settled::{Settled, reads},
    tx::Tx,
    waiting::{Mark, Row, Waiting, store_rows},
};
use crate::base::{
    error::{OrLog, Result},
    ids::PersonId,
};

/// What is remembered, and of whom or what.
pub type Key = (&'static str, Uuid, Uuid);

/// How much care a transaction takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Everybody's rows are stored at the end; where that fails, all of it is run again alone.
    Together,
    /// Each caller's rows are stored by themselves, each row at once where it may be refused.
    Alone,
}

/// See the module.
pub struct Transaction<'c> {
    connection: &'c DatabaseTransaction,
    care: Care,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: Waiting,
    parts: Vec<Part>,
    known: HashMap<Key, Arc<dyn Any + Send + Sync>>,
    moved: BTreeMap<PersonId, i64>,
    broken: bool,
}

/// A part that may be taken back.
struct Part {
    mark: Mark,
    /// Whose feeds had moved when its savepoint was opened; none while it is not.
    opened: Option<BTreeMap<PersonId, i64>>,
}

enum Step {
    Store(Waiting),
    Open(usize),
}

impl<'c> Transaction<'c> {
    /// Nothing waits, nothing is remembered.
    pub(super) fn new(connection: &'c DatabaseTransaction, care: Care) -> Self {
        Self { connection, care, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic between two lines of ours leaves nothing half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much care is taken.
    pub(super) fn care(&self) -> Care {
        self.care
    }

    /// Adds to what is stored at the end.
    pub(super) fn wait(&self, add: impl FnOnce(&mut Waiting)) {
        add(&mut self.state().waiting);
    }

    /// What `look` sees of what is to be stored.
    pub(super) fn look<T>(&self, look: impl FnOnce(&Waiting) -> T) -> T {
        look(&self.state().waiting)
    }

    /// Whether storing failed, so that what was answered so far does not hold.
    pub(super) fn is_broken(&self) -> bool {
        self.state().broken
    }

    /// The newest number of each feed that moved.
    pub(super) fn moved(&self) -> BTreeMap<PersonId, i64> {
        self.state().moved.clone()
    }

    /// Inserts a row: with the others at the end, or at once where care is taken.
    pub(super) async fn insert(&self, row: Row) -> Result<(), DbErr> {
        match self.care {
            Care::Together => self.wait(|waiting| waiting.rows.push(row)),
            Care::Alone => {
                self.settle().await?;
                store_rows(self.connection, vec![row]).await?;
            }
        }
        Ok(())
    }

    /// Begins a part that may be taken back, and names it. Nothing is sent to the database yet.
    pub(super) fn begin_part(&self) -> usize {
        let mut state = self.state();
        let mark = state.waiting.mark();
        state.parts.push(Part { mark, opened: None });
        state.parts.len() - 1
    }

    /// Ends a part and those inside it: keeps it where all went well, else leaves no trace of it.
    pub(super) async fn end_part(&self, depth: usize, well: bool) -> Result<(), DbErr> {
        let opened = {
            let mut state = self.state();
            // A panic may have left parts inside this one.
            let Some(part) = state.parts.drain(depth..).next() else { return Ok(()) };
            let opened = part.opened.is_some();
            if !well {
                state.waiting.truncate(part.mark);
                state.known.clear();
                if let Some(moved) = part.opened {
                    state.moved = moved;
                }
            }
            opened
        };
        if opened && !well {
            self.run(format!("ROLLBACK TO SAVEPOINT part_{depth}")).await?;
        }
        if opened {
            self.run(format!("RELEASE SAVEPOINT part_{depth}")).await?;
        }
        Ok(())
    }

    /// Gets ready for a statement that may change or look for anything: opens the savepoints it stands in and stores
    /// the rows that wait. Feeds wait on, for their counters are taken last.
    async fn settle(&self) -> Result<(), DbErr> {
        self.step_through(false).await
    }

    /// Stores everything that waits. Not inside a part on PostgreSQL, where counters are taken last.
    pub(super) async fn flush(&self) -> Result<(), DbErr> {
        self.step_through(true).await
    }

    async fn step_through(&self, with_feeds: bool) -> Result<(), DbErr> {
        loop {
            let step = self.state().next_step(self.connection.get_database_backend(), with_feeds);
            match step {
                None => return Ok(()),
                Some(Step::Open(depth)) => self.run(format!("SAVEPOINT part_{depth}")).await?,
                Some(Step::Store(waiting)) => match waiting.store(self.connection).await {
                    Ok(moved) => self.state().moved.extend(moved),
                    Err(error) => {
                        self.state().broken = true;
                        return Err(DbErr::Custom(format!("storing what waited: {error}")));
                    }
                },
            }
        }
    }

    async fn run(&self, sql: String) -> Result<(), DbErr> {
        self.connection.execute_raw(Statement::from_string(self.connection.get_database_backend(), sql)).await.map(drop)
    }

    /// What `read` found under this key, asked once for as long as no statement runs that may change it. It must not
    /// depend on the caller or the moment.
    pub(super) async fn remember<T: Send + Sync + 'static>(
        &self,
        key: Key,
        read: impl AsyncFnOnce(&Settled<'c>) -> Result<T>,
    ) -> Result<Arc<T>> {
        if let Some(known) = self.recall(key) {
            return Ok(known);
        }
        let found = Arc::new(read(&self.settled()).await?);
        self.keep(key, found.clone());
        Ok(found)
    }

    /// What is remembered, if anything.
    pub(super) fn recall<T: Send + Sync + 'static>(&self, key: Key) -> Option<Arc<T>> {
        self.state().known.get(&key)?.clone().downcast().ok()
    }

    /// Looks up at once what the jobs will ask.
    pub(super) async fn look_ahead<'j>(&self, jobs: impl Iterator<Item = &'j (dyn Job + 'j)> + Clone) {
        let asked: Vec<&dyn Ahead> = jobs.clone().filter_map(Job::ahead).collect();
        let moment = jobs.into_iter().next().map(|job| job.moment().clone());
        let (Care::Together, Some(first), Some(moment)) = (self.care, asked.first(), moment) else { return };
        // Whoever misses something asks for it later.
        first.look_up(&asked, &Tx::new(self, moment)).await.or_log("looking up what a group of writes will ask");
    }

    /// Remembers what was found.
    pub(super) fn keep(&self, key: Key, found: Arc<dyn Any + Send + Sync>) {
        self.state().known.insert(key, found);
    }

    /// For reading tables of which nothing waits.
    pub(super) fn settled(&self) -> Settled<'c> {
        Settled(self.connection)
    }
}

impl State {
    fn next_step(&mut self, backend: DbBackend, with_feeds: bool) -> Option<Step> {
        let Some(depth) = self.parts.iter().position(|part| part.opened.is_none()) else {
            let everything = self.waiting.mark();
            return self.take(everything, with_feeds, 0).map(Step::Store);
        };
        // What was said before the part must outlive it, so it is stored before the savepoint. PostgreSQL's writers
        // wait for each other's counters: there feeds are never stored before the end.
        let before = self.parts[depth].mark;
        if let Some(before) = self.take(before, backend == DbBackend::Sqlite, depth) {
            return Some(Step::Store(before));
        }
        self.parts[depth].opened = Some(self.moved.clone());
        Some(Step::Open(depth))
    }

    /// Takes out what came before `mark`, if anything, and moves the marks of the parts from `depth` on.
    fn take(&mut self, mark: Mark, with_feeds: bool, depth: usize) -> Option<Waiting> {
        let taken = self.waiting.take_before(mark, with_feeds);
        if taken.is_empty() {
            return None;
        }
        for part in &mut self.parts[depth..] {
            part.mark = part.mark.less(taken.mark());
        }
        Some(taken)
    }
}

/// Runs statements after what waits was stored, inside the savepoints they stand in.
#[async_trait::async_trait]
impl ConnectionTrait for Transaction<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.settle().await?;
        self.state().known.clear();
        self.connection.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.settle().await?;
        self.state().known.clear();
        self.connection.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.before_query(&statement).await?;
        self.connection.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.before_query(&statement).await?;
        self.connection.query_all_raw(statement).await
    }
}

impl Transaction<'_> {
    async fn before_query(&self, statement: &Statement) -> Result<(), DbErr> {
        self.settle().await?;
        // INSERT … RETURNING comes as a query too.
        if !reads(&statement.sql) {
            self.state().known.clear();
        }
        Ok(())
    }
}
