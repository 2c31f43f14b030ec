//! Looking up at once what a whole group of writes will ask one by one.

use std::any::Any;

use futures_util::future::LocalBoxFuture;
use sea_orm::{DbBackend, Value};
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

/// `VALUES ($1,$2),($3,$4) …` for a statement whose first values are these pairs, `times` over: a table whose
/// columns both databases call `column1` and `column2`. Tables come in few sizes, so that the database prepares each
/// statement once: the last pair fills them up.
pub struct Pairs(Vec<(Uuid, Uuid)>);

impl Pairs {
    /// Of at most [`PAIRS_MAX`] pairs, and at least one.
    pub fn of(pairs: &[(Uuid, Uuid)]) -> Self {
        let mut filled = pairs.to_vec();
        if let Some(last) = pairs.last() {
            filled.resize(pairs.len().next_power_of_two(), *last);
        }
        Self(filled)
    }

    /// The table's text where it stands in the statement for the `turn`-th time, from 0.
    pub fn table(&self, backend: DbBackend, turn: usize) -> String {
        let before = turn * self.0.len() * 2;
        let row = |place: usize| match backend {
            DbBackend::Postgres => {
                format!("(CAST(${} AS uuid),CAST(${} AS uuid))", before + place * 2 + 1, before + place * 2 + 2)
            }
            _ => "(?,?)".to_owned(),
        };
        format!("VALUES {}", (0..self.0.len()).map(row).collect::<Vec<_>>().join(","))
    }

    /// The values of a statement in which the table stands so often.
    pub fn values(&self, times: usize) -> Vec<Value> {
        let one = |(first, second): &(Uuid, Uuid)| [Value::from(*first), Value::from(*second)];
        (0..times).flat_map(|_| self.0.iter().flat_map(one)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_three_pairs_is_filled_up_to_four_and_numbered_on() {
        let pair = |n| (Uuid::from_u128(n), Uuid::from_u128(n + 1));

        let pairs = Pairs::of(&[pair(1), pair(3), pair(5)]);

        assert_eq!(pairs.table(DbBackend::Sqlite, 1), "VALUES (?,?),(?,?),(?,?),(?,?)");
        assert!(
            pairs.table(DbBackend::Postgres, 1).starts_with("VALUES (CAST($9 AS uuid),CAST($10 AS uuid)),(CAST($11")
        );
        assert_eq!(pairs.values(2).len(), 16);
        assert_eq!(pairs.values(1)[6..], [Value::from(pair(5).0), Value::from(pair(5).1)]);
    }
}
