//! Reads.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Statement};

use super::model::Due;
use crate::{
    base::{clock::Timestamp, error::Result, ids::PersonId},
    entities::{calendar_event, calendar_feed},
    features::guests::Token,
};

/// Somebody's feed, if they made one.
///
/// # Errors
/// A fault of the database.
pub async fn feed(connection: &impl ConnectionTrait, person: PersonId) -> Result<Option<calendar_feed::Model>> {
    Ok(calendar_feed::Entity::find_by_id(person).one(connection).await?)
}

/// The feed of an address; none where it was revoked or renewed, or its owner's account is closed.
///
/// # Errors
/// A fault of the database.
pub async fn feed_at(connection: &impl ConnectionTrait, secret: &Token) -> Result<Option<calendar_feed::Model>> {
    const OPEN: &str = "SELECT 1 AS one FROM people WHERE id = $1 AND deactivated_at IS NULL";
    let hash = calendar_feed::Column::TokenHash.eq(secret.hash());
    let Some(feed) = calendar_feed::Entity::find().filter(hash).one(connection).await? else { return Ok(None) };
    let values = [feed.person_id.into()];
    let open = Statement::from_sql_and_values(connection.get_database_backend(), OPEN, values);
    Ok(connection.query_one_raw(open).await?.map(|_| feed))
}

/// What the feed said last, by plan and step.
///
/// # Errors
/// A fault of the database.
pub async fn kept(connection: &impl ConnectionTrait, person: PersonId) -> Result<Vec<calendar_event::Model>> {
    let own = calendar_event::Column::PersonId.eq(person);
    let said = calendar_event::Entity::find().filter(own);
    let said = said.order_by_asc(calendar_event::Column::PlanId).order_by_asc(calendar_event::Column::StepId);
    Ok(said.all(connection).await?)
}

/// What is due of somebody's plans in programs they belong to now: their steps, and second looks they are to take. With
/// the goal where `goals` says so and the plan is their own.
///
/// # Errors
/// A fault of the database.
pub async fn due(connection: &impl ConnectionTrait, person: PersonId, goals: bool, now: Timestamp) -> Result<Vec<Due>> {
    let nil = uuid::Uuid::nil();
    let values = [person.into(), now.into(), nil.into(), goals.into()];
    let select = Statement::from_sql_and_values(connection.get_database_backend(), DUE, values);
    let rows = connection.query_all_raw(select).await?;
    Ok(rows.iter().map(|row| Due::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

const DUE: &str = "
SELECT p.id AS plan, s.id AS step, s.due_on AS due_on, CASE WHEN $4 THEN p.goal END AS goal,
       p.active_at AS active_at
  FROM memberships m
  JOIN plans p ON p.program_id = m.program_id AND p.learner_id = m.person_id AND p.state = 'open'
  JOIN plan_steps s ON s.plan_id = p.id AND s.done_on IS NULL AND s.due_on IS NOT NULL
 WHERE m.person_id = $1 AND m.started_at <= $2 AND (m.ended_at IS NULL OR m.ended_at > $2)
UNION ALL
SELECT p.id, $3, p.review_on, CASE WHEN $4 AND p.learner_id = $1 THEN p.goal END, p.active_at
  FROM memberships m
  JOIN plans p ON p.program_id = m.program_id AND p.state = 'open' AND p.review_on IS NOT NULL
       AND (p.learner_id = m.person_id OR p.reviewer_id = m.person_id)
 WHERE m.person_id = $1 AND m.started_at <= $2 AND (m.ended_at IS NULL OR m.ended_at > $2)
 ORDER BY 1, 2";
