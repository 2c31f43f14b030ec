//! What closure figures are counted from: a few statements, each over an index.

use futures_util::future::{try_join, try_join3};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};

use super::{
    Counted, EntryCount,
    facts::{self, Look, Origin, PlanRow},
};
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

/// Counts entries given and plans received in the period. Withdrawn entries count nowhere. The statements run side by
/// side, each on a connection of its own.
///
/// # Errors
/// A fault of the database.
pub async fn counted(connection: &impl ConnectionTrait, program: ProgramId, period: Period) -> Result<Counted> {
    let of_program = || vec![program.into()];
    let in_period = || vec![program.into(), period.from.into(), period.to.into()];
    let about_entries = try_join3(
        all::<EntryCount>(connection, ENTRIES, in_period()),
        all::<EntryCount>(connection, WITHDRAWN, in_period()),
        all::<Year>(connection, YEARS, of_program()),
    );
    let about_plans = try_join3(
        all::<PlanRow>(connection, PLANS, in_period()),
        all::<Origin>(connection, ORIGINS, of_program()),
        all::<Look>(connection, LOOKS, of_program()),
    );
    let ((mut entries, withdrawn, years), (plans, origins, looks)) = try_join(about_entries, about_plans).await?;
    entries.extend(withdrawn);
    Ok(Counted {
        years: years.into_iter().map(|Year { learner, year }| (learner, year)).collect(),
        entries,
        led: facts::led(&origins, |at| period.from <= at && at < period.to),
        plans: facts::plans(&plans, &origins, &looks),
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
 CROSS JOIN feedback_entries e
 WHERE e.id = s.entry_id AND s.state = 'withdrawn' AND e.program_id = $1 AND e.given_at >= $2 AND e.given_at < $3
 GROUP BY e.learner_id, e.rotation_id";

const PLANS: &str = "
SELECT p.id AS id, p.learner_id AS learner,
       CASE WHEN p.state = 'closed' AND p.closed_at >= p.started_at THEN (p.closed_at - p.started_at) / 86400000
            WHEN p.state = 'closed' THEN 0 END AS days
  FROM plans p
 WHERE p.program_id = $1 AND p.received_at >= $2 AND p.received_at < $3 AND p.state <> 'proposed'";

const ORIGINS: &str = "
SELECT l.plan_id AS plan, e.id AS entry, e.author_id AS author, e.learner_id AS learner, e.rotation_id AS rotation,
       e.given_at AS given_at,
       EXISTS (SELECT 1 FROM feedback_entry_states s WHERE s.entry_id = e.id AND s.state = 'withdrawn') AS withdrawn
  FROM plans p
  JOIN plan_entries l ON l.plan_id = p.id
  JOIN feedback_entries e ON e.id = l.entry_id
 WHERE p.program_id = $1";

/// Where it could be said how it is, and the entry was not withdrawn.
const LOOKS: &str = "
SELECT k.plan_id AS plan, k.author_id AS author
  FROM plans p
  JOIN feedback_entries k ON k.plan_id = p.id
 WHERE p.program_id = $1 AND k.look_again IN ('better', 'not_yet')
   AND NOT EXISTS (SELECT 1 FROM feedback_entry_states s WHERE s.entry_id = k.id AND s.state = 'withdrawn')";
