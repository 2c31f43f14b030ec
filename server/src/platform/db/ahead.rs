//! Looking up at once what a whole group of writes will ask one by one.

use std::any::Any;

use futures_util::future::LocalBoxFuture;
use sea_orm::{DbBackend, Statement, Value};
use uuid::Uuid;

use super::tx::Tx;
use crate::base::error::Result;

/// What a write is going to ask.
pub trait Ahead: Any + Send + Sync {
    /// Looks up what `all` ask, this one among them, and [keeps](Tx::keep) it. Whoever misses something later asks
    /// for it then.
    ///
    /// # Errors
    /// A fault of the database.
    fn look_up<'a>(&'a self, all: &'a [&'a dyn Ahead], tx: &'a Tx<'_>) -> LocalBoxFuture<'a, Result<()>>;
}

/// How many pairs one statement asks about at most.
pub const PAIRS_MAX: usize = 1_024;

/// A statement that asks about at most [`PAIRS_MAX`] pairs, and at least one: each `{asked}` in it becomes a table of
/// them, whose columns both databases call `column1` and `column2`. Tables come in few sizes, so that the database
/// prepares each statement once: the last pair fills them up.
pub fn ask_of_pairs<A, B>(backend: DbBackend, sql: &str, pairs: &[(A, B)]) -> Statement
where
    A: Copy + Into<Uuid>,
    B: Copy + Into<Uuid>,
{
    let filled = pairs.iter().chain(pairs.iter().last().into_iter().cycle());
    let size = pairs.len().next_power_of_two();
    let once: Vec<Value> =
        filled.take(size).flat_map(|(a, b)| [Value::from((*a).into()), Value::from((*b).into())]).collect();
    let (mut text, mut values) = (sql.to_owned(), Vec::new());
    while text.contains("{asked}") {
        text = text.replacen("{asked}", &table(backend, values.len(), size), 1);
        values.extend_from_slice(&once);
    }
    Statement::from_sql_and_values(backend, text, values)
}

/// `VALUES ($1,$2),($3,$4) …` for `rows` pairs whose values come after so many others.
fn table(backend: DbBackend, before: usize, rows: usize) -> String {
    let row = |place: usize| match backend {
        DbBackend::Postgres => {
            format!("(CAST(${} AS uuid),CAST(${} AS uuid))", before + place * 2 + 1, before + place * 2 + 2)
        }
        _ => "(?,?)".to_owned(),
    };
    format!("VALUES {}", (0..rows).map(row).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_three_pairs_is_filled_up_to_four_and_numbered_on() {
        let pair = |n| (Uuid::from_u128(n), Uuid::from_u128(n + 1));

        let asked = |backend| ask_of_pairs(backend, "{asked};{asked}", &[pair(1), pair(3), pair(5)]);

        let four = "VALUES (?,?),(?,?),(?,?),(?,?)";
        assert_eq!(asked(DbBackend::Sqlite).sql, format!("{four};{four}"));
        assert!(
            asked(DbBackend::Postgres).sql.contains(";VALUES (CAST($9 AS uuid),CAST($10 AS uuid)),(CAST($11"),
            "{}",
            asked(DbBackend::Postgres).sql
        );
        let values = asked(DbBackend::Sqlite).values.expect("values").0;
        assert_eq!(values.len(), 16);
        assert_eq!(values[6..8], [Value::from(pair(5).0), Value::from(pair(5).1)]);
    }
}
