//! Reads.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use serde::Serialize;
use uuid::Uuid;

use crate::base::{
    clock::Timestamp,
    error::{Result, ensure},
    ids::PersonId,
};

/// A message, or other later work, that was given up. Without whose it is, and without what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromQueryResult, utoipa::ToSchema)]
pub struct DeadLetter {
    /// Which.
    pub id: Uuid,
    /// `push`, `mail`, or `event` for work that was to come to one of them.
    pub channel: String,
    /// A notification's kind, `digest`, `test`, or what happened.
    pub kind: String,
    /// The push service, or `mail`; empty for an event.
    pub host: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was given up.
    pub dead_at: Timestamp,
    /// How often it was tried.
    pub attempts: i32,
    /// What went wrong the last time.
    pub error: Option<String>,
}

const ADMINISTERS: &str = "
SELECT 1 AS one
  FROM memberships m
  JOIN membership_roles r ON r.membership_id = m.id AND r.role = 'institution_admin'
  JOIN people p ON p.id = m.person_id AND p.deactivated_at IS NULL
 WHERE m.person_id = $1 AND m.ended_at IS NULL
 LIMIT 1";

/// What happened has no person and so no institution: every administrator sees it.
const DEAD: &str = "
SELECT d.id AS id, d.channel AS channel, d.kind AS kind, d.host AS host, d.created_at AS created_at,
       d.dead_at AS dead_at, d.attempts AS attempts, d.last_error AS error
  FROM deliveries d
 WHERE d.dead_at IS NOT NULL AND EXISTS (
       SELECT 1 FROM memberships theirs
         JOIN programs g ON g.id = theirs.program_id
         JOIN programs own ON own.institution_id = g.institution_id
         JOIN memberships m ON m.program_id = own.id AND m.person_id = $1 AND m.ended_at IS NULL
         JOIN membership_roles r ON r.membership_id = m.id AND r.role = 'institution_admin'
        WHERE theirs.person_id = d.person_id)
UNION ALL
SELECT o.id, 'event', o.kind, '', o.created_at, o.dead_at, o.attempts, o.last_error
  FROM outbox_events o
 WHERE o.dead_at IS NOT NULL
 ORDER BY 6 DESC
 LIMIT 200";

/// The newest 200 things that were given up, of the institutions that `reader` administers.
///
/// # Errors
/// 404 for whoever administers none.
pub async fn dead_letters(connection: &impl ConnectionTrait, reader: PersonId) -> Result<Vec<DeadLetter>> {
    let ask = |sql: &str| Statement::from_sql_and_values(connection.get_database_backend(), sql, [reader.into()]);
    ensure(connection.query_one_raw(ask(ADMINISTERS)).await?.is_some())?;
    let rows = connection.query_all_raw(ask(DEAD)).await?;
    Ok(rows.iter().map(|row| DeadLetter::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// How many messages and other later work were given up.
///
/// # Errors
/// A fault of the database.
pub async fn count_dead(connection: &impl ConnectionTrait) -> Result<i64> {
    let count = "SELECT (SELECT COUNT(*) FROM deliveries WHERE dead_at IS NOT NULL) \
                 + (SELECT COUNT(*) FROM outbox_events WHERE dead_at IS NOT NULL) AS n";
    let row = connection.query_one_raw(Statement::from_string(connection.get_database_backend(), count)).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
}
