//! Copying rows between a SQLite file and PostgreSQL, table by table, both with this version's schema.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, Value};
use uuid::Uuid;

use super::fault::BackupError;
use crate::platform::db::insert;

/// How many rows travel at once.
const PAGE: usize = 500;
/// The steps of the schema: written by running them, never copied.
const STEPS: &str = "seaql_migrations";

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Uuid,
    Bytes,
    Text,
    Big,
    Small,
    Truth,
}

impl Kind {
    /// From PostgreSQL's word; SQLite's do not tell ids from bytes.
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "uuid" => Self::Uuid,
            "bytea" => Self::Bytes,
            "text" | "character varying" => Self::Text,
            "bigint" => Self::Big,
            "integer" => Self::Small,
            "boolean" => Self::Truth,
            _ => return None,
        })
    }

    fn value(self, row: &QueryResult, place: usize) -> Result<Value, DbErr> {
        Ok(match self {
            Self::Uuid => row.try_get_by_index::<Option<Uuid>>(place)?.into(),
            Self::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(place)?.into(),
            Self::Text => row.try_get_by_index::<Option<String>>(place)?.into(),
            Self::Big => row.try_get_by_index::<Option<i64>>(place)?.into(),
            Self::Small => row.try_get_by_index::<Option<i32>>(place)?.into(),
            Self::Truth => row.try_get_by_index::<Option<bool>>(place)?.into(),
        })
    }
}

/// A table as both databases know it.
pub struct Table {
    name: String,
    /// Those of the primary key first.
    columns: Vec<(String, Kind)>,
    /// How many columns the primary key has.
    key: usize,
    /// Tables its rows point to.
    after: Vec<String>,
}

/// Every table but the schema's steps, those that others point to first.
///
/// # Errors
/// A fault of a database, or [`BackupError::Table`] where the two do not agree.
pub async fn in_order(
    sqlite: &impl ConnectionTrait,
    postgres: &impl ConnectionTrait,
) -> Result<Vec<Table>, BackupError> {
    let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut waiting = Vec::new();
    for row in sqlite.query_all_raw(Statement::from_string(DbBackend::Sqlite, names)).await? {
        let name: String = row.try_get_by_index(0)?;
        if name != STEPS {
            waiting.push(describe(name, sqlite, postgres).await?);
        }
    }
    let mut ordered: Vec<Table> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let free = waiting.iter().position(|table: &Table| {
            table.after.iter().all(|needed| *needed == table.name || ordered.iter().any(|done| done.name == *needed))
        });
        match free {
            Some(place) => ordered.push(waiting.remove(place)),
            None => return Err(BackupError::Table(waiting.remove(0).name, "its references go in a circle".into())),
        }
    }
    Ok(ordered)
}

async fn describe(
    name: String,
    sqlite: &impl ConnectionTrait,
    postgres: &impl ConnectionTrait,
) -> Result<Table, BackupError> {
    let disagree = |why: String| BackupError::Table(name.clone(), why);
    let mut columns = Vec::new();
    let listed = "SELECT name, pk FROM pragma_table_info($1) ORDER BY CASE pk WHEN 0 THEN 1 ELSE 0 END, pk, cid";
    let listed = Statement::from_sql_and_values(DbBackend::Sqlite, listed, [name.as_str().into()]);
    let mut key = 0;
    for row in sqlite.query_all_raw(listed).await? {
        let column: String = row.try_get_by_index(0)?;
        key += usize::from(row.try_get_by_index::<i64>(1)? > 0);
        let word = "SELECT data_type::text FROM information_schema.columns \
                    WHERE table_schema = current_schema() AND table_name = $1 AND column_name = $2";
        let word =
            Statement::from_sql_and_values(DbBackend::Postgres, word, [name.as_str().into(), column.as_str().into()]);
        let word = postgres.query_one_raw(word).await?.map(|row| row.try_get_by_index::<String>(0)).transpose()?;
        let kind = word.as_deref().and_then(Kind::read);
        let kind = kind.ok_or_else(|| disagree(format!("its column {column} is {word:?} in PostgreSQL")))?;
        columns.push((column, kind));
    }
    if key == 0 {
        return Err(disagree("it has no primary key".into()));
    }
    let pointed = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1)";
    let pointed = Statement::from_sql_and_values(DbBackend::Sqlite, pointed, [name.as_str().into()]);
    let pointed = sqlite.query_all_raw(pointed).await?;
    let after = pointed.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    Ok(Table { name, columns, key, after })
}

/// Copies a table's rows, a page at a time in the order of its primary key.
///
/// # Errors
/// A fault of a database.
pub async fn copy(table: &Table, source: &impl ConnectionTrait, target: &impl ConnectionTrait) -> Result<(), DbErr> {
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
    let (names, key) = (names.join(", "), names[..table.key].join(", "));
    let places: Vec<String> = (1..=table.key).map(|place| format!("${place}")).collect();
    let select =
        |condition: String| format!("SELECT {names} FROM {} {condition} ORDER BY {key} LIMIT {PAGE}", table.name);
    let (first, next) = (select(String::new()), select(format!("WHERE ({key}) > ({})", places.join(", "))));
    let mut last: Option<Vec<Value>> = None;
    loop {
        let backend = source.get_database_backend();
        let page = match last.take() {
            None => Statement::from_string(backend, &first),
            Some(values) => Statement::from_sql_and_values(backend, &next, values),
        };
        let rows = source.query_all_raw(page).await?;
        let mut values = Vec::with_capacity(rows.len() * table.columns.len());
        for row in &rows {
            for (place, (_, kind)) in table.columns.iter().enumerate() {
                values.push(kind.value(row, place)?);
            }
        }
        if rows.is_empty() {
            return Ok(());
        }
        last = Some(values[values.len() - table.columns.len()..][..table.key].to_vec());
        insert(target, &format!("{} ({names})", table.name), table.columns.len(), "", values).await?;
        if rows.len() < PAGE {
            return Ok(());
        }
    }
}
