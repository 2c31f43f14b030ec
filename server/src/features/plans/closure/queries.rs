//! What closure figures are counted from: four statements, each over an index.

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};

use super::{Counted, EntryCount};
use crate::base::{
    clock::Timestamp,
    error::Result,
    ids::{PersonId, ProgramId},
};

/// From one moment, and before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first moment.
    pub from: Timestamp,
    /// The first one after.
    pub to: Timestamp,
}

#[derive(FromQueryResult)]
struct Year {
    learner: PersonId,
    year: Option<i32>,
}

/// Counts entries given and plans received in the period. Withdrawn entries count nowhere.
///
/// # Errors
/// A fault of the database.
pub async fn counted(connection: &impl ConnectionTrait, program: ProgramId, period: Period) -> Result<Counted> {
    let values: Vec<Value> = vec![program.into(), period.from.into(), period.to.into()];
    let years: Vec<Year> = all(connection, YEARS, vec![program.into()]).await?;
    let mut entries: Vec<EntryCount> = all(connection, ENTRIES, values.clone()).await?;
    entries.extend(all::<EntryCount>(connection, WITHDRAWN, values.clone()).await?);
    Ok(Counted {
        years: years.into_iter().map(|Year { learner, year }| (learner, year)).collect(),
        entries,
        led: all(connection, LED, values.clone()).await?,
        plans: all(connection, PLANS, values).await?,
    })
}

async fn all<T: FromQueryResult>(connection: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<Vec<T>> {
    let select = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let rows = connection.query_all_raw(select).await?;
    Ok(rows.iter().map(|row| T::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

const YEARS: &str = "SELECT m.person_id AS learner, m.training_year AS year FROM memberships m WHERE m.program_id = $1";

const ENTRIES: &str = "
SELECT e.learner_id AS learner, e.rotation_id AS rotation, COUNT(*) AS n
  FROM feedback_entries e
 WHERE e.program_id = $1 AND e.given_at >= $2 AND e.given_at < $3
 GROUP BY e.learner_id, e.rotation_id";

/// To be taken off again: few, so that most entries are counted without a look at their state.
const WITHDRAWN: &str = "
SELECT e.learner_id AS learner, e.rotation_id AS rotation, -COUNT(*) AS n
  FROM feedback_entry_states s
  JOIN feedback_entries e ON e.id = s.entry_id
 WHERE s.state = 'withdrawn' AND e.program_id = $1 AND e.given_at >= $2 AND e.given_at < $3
 GROUP BY e.learner_id, e.rotation_id";

const LED: &str = "
SELECT e.learner_id AS learner, e.rotation_id AS rotation, COUNT(DISTINCT e.id) AS n
  FROM plans p
  JOIN plan_entries l ON l.plan_id = p.id
  JOIN feedback_entries e ON e.id = l.entry_id
  LEFT JOIN feedback_entry_states s ON s.entry_id = e.id AND s.state = 'withdrawn'
 WHERE p.program_id = $1 AND e.given_at >= $2 AND e.given_at < $3 AND s.entry_id IS NULL
 GROUP BY e.learner_id, e.rotation_id";

/// A second look is one where it could be said how it is, and where it was not withdrawn.
const PLANS: &str = "
WITH origins AS (
  SELECT l.plan_id, e.author_id, e.rotation_id,
         ROW_NUMBER() OVER (PARTITION BY l.plan_id ORDER BY e.given_at, e.id) AS place
    FROM plans p
    JOIN plan_entries l ON l.plan_id = p.id
    JOIN feedback_entries e ON e.id = l.entry_id
   WHERE p.program_id = $1 AND p.received_at >= $2 AND p.received_at < $3
), looks AS (
  SELECT k.plan_id, MAX(CASE WHEN o.plan_id IS NULL THEN 1 ELSE 0 END) AS another
    FROM feedback_entries k
    LEFT JOIN feedback_entry_states s ON s.entry_id = k.id AND s.state = 'withdrawn'
    LEFT JOIN origins o ON o.plan_id = k.plan_id AND o.author_id = k.author_id
   WHERE k.plan_id IS NOT NULL AND k.look_again IN ('better', 'not_yet') AND s.entry_id IS NULL
   GROUP BY k.plan_id
)
SELECT p.learner_id AS learner, f.rotation_id AS rotation,
       CASE WHEN p.state = 'closed' AND p.closed_at >= p.started_at THEN (p.closed_at - p.started_at) / 86400000
            WHEN p.state = 'closed' THEN 0 END AS days,
       k.plan_id IS NOT NULL AS seen, COALESCE(k.another, 0) = 1 AS by_another
  FROM plans p
  LEFT JOIN origins f ON f.plan_id = p.id AND f.place = 1
  LEFT JOIN looks k ON k.plan_id = p.id
 WHERE p.program_id = $1 AND p.received_at >= $2 AND p.received_at < $3 AND p.state <> 'proposed'";
