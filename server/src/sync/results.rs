//! What operations came to: kept, so that each is answered the same whenever it comes again.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ConnectionTrait, Statement};

use super::{
    dispatch,
    protocol::{Operation, Outcome},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::{OperationId, PersonId},
    },
    entities::held_item::HeldState,
    platform::db::{PAIRS_MAX, Tx, ask_of_pairs},
};

/// Under which name a first result is remembered.
const FIRST: &str = "first result";

/// What an operation came to when it came first.
pub struct First {
    /// SHA-256 of the bytes that came.
    pub hash: [u8; 32],
    /// What was answered.
    pub outcome: Outcome,
}

/// What each of an author's operations came to, where it came before. Looks up at once whatever was not
/// [looked up](look_up) yet.
///
/// # Errors
/// A fault of the database.
pub async fn firsts(
    tx: &Tx<'_>,
    author: PersonId,
    ids: &[OperationId],
) -> Result<HashMap<OperationId, Arc<Option<First>>>> {
    let missing: Vec<_> = ids.iter().filter(|id| recall(tx, author, **id).is_none()).map(|id| (author, *id)).collect();
    look_up(tx, &missing).await?;
    Ok(ids.iter().map(|id| (*id, recall(tx, author, *id).unwrap_or_default())).collect())
}

fn recall(tx: &Tx<'_>, author: PersonId, id: OperationId) -> Option<Arc<Option<First>>> {
    tx.recall(FIRST, (author.into(), id.into()))
}

/// Remembers what the operations came to, for as long as the transaction changes no rows by statement.
///
/// # Errors
/// A fault of the database.
pub async fn look_up(tx: &Tx<'_>, asked: &[(PersonId, OperationId)]) -> Result<()> {
    for some in asked.chunks(PAIRS_MAX) {
        for (author, id) in some {
            tx.keep(FIRST, ((*author).into(), (*id).into()), None::<First>);
        }
        let select = ask_of_pairs(tx.backend(), FOUND, some);
        // What a person's earlier pushes came to is stored before a later one of theirs runs.
        for row in tx.settled().query_all_raw(select).await? {
            let (author, id): (PersonId, OperationId) = (row.try_get("", "person_id")?, row.try_get("", "id")?);
            let hash: Vec<u8> = row.try_get("", "hash")?;
            let hash = hash.try_into().map_err(|_| Error::internal("a stored hash is not 32 bytes"))?;
            let word: String = row.try_get("", "outcome")?;
            let code: Option<String> = row.try_get("", "code")?;
            let field = row.try_get("", "field")?;
            let version: Option<i64> = row.try_get("", "version")?;
            let since: Option<HeldState> = row.try_get("", "since")?;
            let outcome = match (word.as_str(), since) {
                // The coordinator or the author has dealt with it: there is nothing to wait for.
                ("applied", _) | (_, Some(HeldState::Matched | HeldState::Discarded)) => Outcome::Applied { version },
                ("conflict", _) => Outcome::Conflict { version: version.unwrap_or_default(), current: None },
                (_, Some(HeldState::Returned)) => Outcome::Held { code: "returned".to_owned(), field },
                ("held", _) => Outcome::Held { code: code.unwrap_or_default(), field },
                _ => Outcome::Refused { code: code.unwrap_or_default(), field },
            };
            tx.keep(FIRST, (author.into(), id.into()), Some(First { hash, outcome }));
        }
    }
    Ok(())
}

/// The pairs come first, and each is found by the key. What was held says what has become of it since: the phone that
/// asks again may have read of that before it asked.
const FOUND: &str = "
SELECT o.person_id, o.id, o.hash, o.outcome, o.code, o.field, o.version, h.state AS since
  FROM ({asked}) AS asked
 CROSS JOIN operations o
  LEFT JOIN held_items h ON o.outcome = 'held' AND h.id = o.id
 WHERE o.person_id = asked.column1 AND o.id = asked.column2";

/// Stores what an operation came to, and answers with it; `retry` is never stored, and comes to nothing.
///
/// # Errors
/// A fault of the database; a second result of the same operation.
pub async fn store(
    tx: &Tx<'_>,
    author: PersonId,
    operation: &Operation,
    hash: [u8; 32],
    outcome: &Outcome,
) -> Result<Arc<Option<First>>> {
    let (code, field, version) = match outcome {
        Outcome::Applied { version } => (None, None, *version),
        Outcome::Conflict { version, .. } => (None, None, Some(*version)),
        Outcome::Refused { code, field } | Outcome::Held { code, field } => (Some(code.clone()), field.clone(), None),
        Outcome::Retry => return Ok(Arc::default()),
    };
    // The kind as it is stored: an unknown one is any text.
    let kind = if dispatch::is_known(&operation.kind) { &operation.kind } else { "unknown" };
    let columns = vec![
        ("person_id", author.into()),
        ("id", operation.id.into()),
        ("hash", hash.to_vec().into()),
        ("program_id", operation.program.into()),
        ("kind", kind.into()),
        ("subject", operation.subject.into()),
        ("outcome", outcome.word().into()),
        ("code", code.into()),
        ("field", field.into()),
        ("version", version.into()),
        ("received_at", tx.now().into()),
    ];
    tx.insert_row("operations", columns).await?;
    Ok(tx.keep(FIRST, (author.into(), operation.id.into()), Some(First { hash, outcome: outcome.clone() })))
}

/// Whether `author` has sent an operation of this id with exactly these bytes.
///
/// # Errors
/// A fault of the database.
pub async fn was_sent(
    connection: &impl ConnectionTrait,
    author: PersonId,
    id: OperationId,
    hash: &[u8; 32],
) -> Result<bool> {
    let select = Statement::from_sql_and_values(
        connection.get_database_backend(),
        "SELECT 1 FROM operations WHERE person_id = $1 AND id = $2 AND hash = $3",
        [author.into(), id.into(), hash.to_vec().into()],
    );
    Ok(connection.query_one_raw(select).await?.is_some())
}
