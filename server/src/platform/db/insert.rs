//! Rows into a table, many with one statement.

use std::fmt::Write as _;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};

/// How many rows one statement takes at most (SQLite binds at most 32,766 values).
const ROWS_MAX: usize = 256;

/// Runs `INSERT INTO {into} VALUES …` over `values`, `columns` to a row, ending in `tail`; what came back.
///
/// Statements come in few sizes, the powers of two, so that the database prepares each once.
///
/// # Errors
/// A fault of the database.
pub async fn insert(
    connection: &impl ConnectionTrait,
    into: &str,
    columns: usize,
    tail: &str,
    values: Vec<Value>,
) -> Result<Vec<sea_orm::QueryResult>, DbErr> {
    let backend = connection.get_database_backend();
    let mut left = values.len() / columns;
    let mut values = values.into_iter();
    let mut returned = Vec::new();
    while left > 0 {
        let rows = ROWS_MAX.min(1 << left.ilog2());
        left -= rows;
        let sql = format!("INSERT INTO {into} VALUES {} {tail}", places(backend, rows, columns));
        let chunk: Vec<Value> = values.by_ref().take(rows * columns).collect();
        let statement = Statement::from_sql_and_values(backend, sql, chunk);
        if tail.contains("RETURNING") {
            returned.extend(connection.query_all_raw(statement).await?);
        } else {
            connection.execute_raw(statement).await?;
        }
    }
    Ok(returned)
}

/// `($1,$2),($3,$4)` for a statement with many rows; on SQLite `(?,?),(?,?)`, for there each value bound looks its
/// place's name up in a list of all names, and half of a large write goes into that.
fn places(backend: DbBackend, rows: usize, columns: usize) -> String {
    if backend == DbBackend::Sqlite {
        let row = format!("({})", vec!["?"; columns].join(","));
        return vec![row.as_str(); rows].join(",");
    }
    let mut sql = String::with_capacity(rows * columns * 6);
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..columns {
            let comma = if column == 0 { "" } else { "," };
            // Writing into a String does not fail.
            let _ = write!(sql, "{comma}${}", row * columns + column + 1);
        }
        sql.push(')');
    }
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_through_where_that_costs_nothing() {
        assert_eq!(places(DbBackend::Postgres, 2, 2), "($1,$2),($3,$4)");
        assert_eq!(places(DbBackend::Sqlite, 2, 2), "(?,?),(?,?)");
    }
}
