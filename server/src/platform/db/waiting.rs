//! What a transaction has to store at its end: rows that no statement of the transaction itself looks for.

use std::collections::BTreeMap;

use sea_orm::{DatabaseTransaction, Value};

use super::insert::insert;
use crate::{
    base::{clock::Timestamp, error::Result, ids::PersonId},
    platform::{audit, feed, outbox},
};

/// A row for one table: its columns with their values.
pub struct Row {
    pub table: &'static str,
    pub columns: Vec<(&'static str, Value)>,
}

/// See the module.
#[derive(Default)]
pub struct Waiting {
    pub rows: Vec<Row>,
    pub audit: Vec<audit::Row>,
    pub events: Vec<(outbox::New, Timestamp)>,
    pub forms: Vec<feed::Form>,
    pub shown: Vec<feed::Shown>,
}

/// How much was waiting at some point.
#[derive(Clone, Copy, Default)]
pub struct Mark {
    rows: usize,
    audit: usize,
    events: usize,
    forms: usize,
    shown: usize,
}

impl Waiting {
    pub fn mark(&self) -> Mark {
        Mark {
            rows: self.rows.len(),
            audit: self.audit.len(),
            events: self.events.len(),
            forms: self.forms.len(),
            shown: self.shown.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        let Mark { rows, audit, events, forms, shown } = self.mark();
        rows + audit + events + forms + shown == 0
    }

    /// Forgets what came after `mark`.
    pub fn truncate(&mut self, mark: Mark) {
        self.rows.truncate(mark.rows);
        self.audit.truncate(mark.audit);
        self.events.truncate(mark.events);
        self.forms.truncate(mark.forms);
        self.shown.truncate(mark.shown);
    }

    /// Takes out what came before `mark`; of feeds only where `with_feeds`.
    pub fn take_before(&mut self, mark: Mark, with_feeds: bool) -> Self {
        let (forms, shown) = if with_feeds { (mark.forms, mark.shown) } else { (0, 0) };
        Self {
            rows: self.rows.drain(..mark.rows).collect(),
            audit: self.audit.drain(..mark.audit).collect(),
            events: self.events.drain(..mark.events).collect(),
            forms: self.forms.drain(..forms).collect(),
            shown: self.shown.drain(..shown).collect(),
        }
    }

    /// Stores everything; the newest number of each feed that moved. Counters are taken last, persons in sorted order.
    pub async fn store(self, connection: &DatabaseTransaction) -> Result<BTreeMap<PersonId, i64>> {
        store_rows(connection, self.rows).await?;
        audit::store(connection, self.audit).await?;
        outbox::store(connection, self.events).await?;
        feed::store_forms(connection, self.forms).await?;
        feed::store_shown(connection, self.shown).await
    }
}

impl Mark {
    /// The mark after `taken` was taken out before it.
    pub fn less(self, taken: Self) -> Self {
        Self {
            rows: self.rows.saturating_sub(taken.rows),
            audit: self.audit.saturating_sub(taken.audit),
            events: self.events.saturating_sub(taken.events),
            forms: self.forms.saturating_sub(taken.forms),
            shown: self.shown.saturating_sub(taken.shown),
        }
    }
}

/// Stores rows table by table, tables in the order in which they were first named.
pub async fn store_rows(connection: &DatabaseTransaction, rows: Vec<Row>) -> Result<(), sea_orm::DbErr> {
    let mut tables: Vec<(&'static str, Vec<&'static str>, Vec<Value>)> = Vec::new();
    for row in rows {
        let place = tables.iter().position(|(table, ..)| *table == row.table).unwrap_or_else(|| {
            tables.push((row.table, row.columns.iter().map(|(name, _)| *name).collect(), Vec::new()));
            tables.len() - 1
        });
        tables[place].2.extend(row.columns.into_iter().map(|(_, value)| value));
    }
    for (table, columns, values) in tables {
        let into = format!("{table} ({})", columns.join(", "));
        insert(connection, &into, columns.len(), "", values).await?;
    }
    Ok(())
}
