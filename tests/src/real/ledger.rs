//! What was acknowledged, and whether the database still has it.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, QueryResult, Statement};
use uuid::Uuid;
use waymark::platform::db::Location;

/// Everything that was sent and everything that was acknowledged: operation and entry.
#[derive(Default)]
pub struct Ledger {
    sent: HashMap<Uuid, Uuid>,
    acknowledged: HashSet<Uuid>,
}

/// What a look at the database came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Acknowledged operations that are there whole: result, entry, wire form, both feeds, audit row.
    pub whole: usize,
    /// Acknowledged operations of which something is missing.
    pub lost: usize,
    /// Entries beyond one for each operation, or that nobody sent.
    pub doubled: usize,
}

impl Ledger {
    /// Notes what is about to be sent.
    pub fn send(&mut self, operation: Uuid, entry: Uuid) {
        self.sent.insert(operation, entry);
    }

    /// Notes an acknowledgement.
    pub fn acknowledge(&mut self, operation: Uuid) {
        self.acknowledged.insert(operation);
    }

    /// How many operations were acknowledged.
    pub fn acknowledged(&self) -> usize {
        self.acknowledged.len()
    }
}

/// Looks for everything acknowledged, and for what nobody sent.
pub async fn find(location: &Location, ledger: &RefCell<Ledger>) -> Found {
    let database = connect(location).await;
    let backend = database.get_database_backend();
    let operations = database.query_all_raw(Statement::from_string(backend, WHOLE)).await.expect("the operations");
    let select = Statement::from_string(backend, "SELECT id FROM feedback_entries");
    let entries = database.query_all_raw(select).await.expect("the entries");
    database.close().await.expect("closed");

    let ledger = ledger.borrow();
    let id = |row: &QueryResult, place: usize| row.try_get_by_index::<Uuid>(place).expect("an id");
    let is_whole = |row: &QueryResult| {
        let count = |place| row.try_get_by_index::<i64>(place).expect("a count");
        let was_sent = ledger.sent.get(&id(row, 0)) == Some(&id(row, 1));
        was_sent && count(2) == 1 && count(3) == 1 && count(4) == 2 && count(5) == 1
    };
    let whole: HashSet<Uuid> = operations.iter().filter(|row| is_whole(row)).map(|row| id(row, 0)).collect();
    let mut unclaimed: HashSet<Uuid> = ledger.sent.values().copied().collect();
    let doubled = entries.iter().filter(|row| !unclaimed.remove(&id(row, 0))).count();
    let there = ledger.acknowledged.intersection(&whole).count();
    Found { whole: there, lost: ledger.acknowledged.len() - there, doubled }
}

/// Reads the whole database through, its indexes against its tables. What is wrong, in the database's own words.
pub async fn integrity(location: &Location) -> Result<(), String> {
    let database = connect(location).await;
    let checks: &[&str] = match database.get_database_backend() {
        DbBackend::Postgres => &["CREATE EXTENSION IF NOT EXISTS amcheck", AMCHECK_INDEXES, AMCHECK_TABLES],
        _ => &["PRAGMA integrity_check", "PRAGMA foreign_key_check"],
    };
    for check in checks {
        let statement = Statement::from_string(database.get_database_backend(), *check);
        let found = database.query_all_raw(statement).await.map_err(|error| error.to_string())?;
        let words: Vec<String> = found.iter().filter_map(|row| row.try_get_by_index(0).ok()).collect();
        if words.iter().any(|word| word != "ok") {
            return Err(words.join("; "));
        }
    }
    database.close().await.map_err(|error| error.to_string())
}

async fn connect(location: &Location) -> DatabaseConnection {
    let url = match location {
        Location::Sqlite(path) => format!("sqlite://{}", path.display()),
        Location::Postgres(url) => url.clone(),
    };
    Database::connect(url).await.expect("the database")
}

/// Each operation with how many rows there are of each thing its commit stores.
const WHOLE: &str = "
SELECT o.id, o.subject,
       (SELECT COUNT(*) FROM feedback_entries e WHERE e.id = o.subject),
       (SELECT COUNT(*) FROM wire_forms w WHERE w.kind = 'feedback_entry' AND w.thing_id = o.subject),
       (SELECT COUNT(*) FROM feed f WHERE f.kind = 'feedback_entry' AND f.thing_id = o.subject),
       (SELECT COUNT(*) FROM audit_rows a WHERE a.thing_id = o.subject)
  FROM operations o";

const AMCHECK_INDEXES: &str = "
SELECT 'ok' FROM (
  SELECT bt_index_check(c.oid, true)
    FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_am m ON m.oid = c.relam
   WHERE m.amname = 'btree' AND c.relpersistence = 'p' AND i.indisvalid
     AND c.relnamespace = 'public'::regnamespace) AS checked";

const AMCHECK_TABLES: &str = "
SELECT found.msg FROM pg_class c, LATERAL verify_heapam(c.oid) AS found
 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace";
