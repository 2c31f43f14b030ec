//! Reads, with visibility built in.

use std::collections::HashMap;

use jiff::SignedDuration;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement};

use super::model::{DAYS_KEPT, JotWire, Span};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::Result,
        ids::{JotId, PersonId, ProgramId},
    },
    entities::{assignment, jot},
};

/// The most jots one answer holds.
pub const PAGE_MAX: u64 = 200;

/// The reader's own jots, newest first.
///
/// # Errors
/// A fault of the database.
pub async fn jots(
    connection: &impl ConnectionTrait,
    reader: &Member,
    before: Option<Timestamp>,
    limit: u64,
) -> Result<Vec<JotWire>> {
    let mut select = jot::Entity::of(reader.program, reader.id);
    if let Some(before) = before {
        select = select.filter(jot::Column::ObservedAt.lt(before));
    }
    let found = select
        .order_by_desc(jot::Column::ObservedAt)
        .order_by_desc(jot::Column::Id)
        .limit(limit.clamp(1, PAGE_MAX))
        .all(connection)
        .await?;
    Ok(found.iter().map(JotWire::from).collect())
}

/// Whether somebody is a learner of the program, or was until they left.
///
/// # Errors
/// A fault of the database.
pub async fn was_a_learner(connection: &impl ConnectionTrait, program: ProgramId, person: PersonId) -> Result<bool> {
    const LEARNER: &str = "SELECT 1 AS one FROM memberships m \
                           JOIN membership_roles r ON r.membership_id = m.id AND r.role = 'learner' \
                           WHERE m.program_id = $1 AND m.person_id = $2";
    let values = [program.into(), person.into()];
    let select = Statement::from_sql_and_values(connection.get_database_backend(), LEARNER, values);
    Ok(connection.query_one_raw(select).await?.is_some())
}

/// Jots of the program that may be over: old enough by one of their two times.
///
/// # Errors
/// A fault of the database.
pub async fn old(connection: &impl ConnectionTrait, program: ProgramId, now: Timestamp) -> Result<Vec<jot::Model>> {
    // A day is at most 25 hours long, and one more for where it begins.
    let old = now.plus(SignedDuration::from_hours(-24 * i64::from(DAYS_KEPT - 2)));
    let is_old = Condition::any().add(jot::Column::ObservedAt.lte(old)).add(jot::Column::ReceivedAt.lte(old));
    Ok(jot::Entity::find().filter(jot::Column::ProgramId.eq(program)).filter(is_old).all(connection).await?)
}

/// When each of `learners` is or was on a rotation.
///
/// # Errors
/// A fault of the database.
pub async fn rotations(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    learners: Vec<PersonId>,
) -> Result<HashMap<PersonId, Vec<Span>>> {
    let mut spans: HashMap<PersonId, Vec<Span>> = HashMap::new();
    for some in learners.chunks(500) {
        let of_them = assignment::Column::PersonId.is_in(some.iter().copied());
        for row in assignment::Entity::of(program).filter(of_them).all(connection).await? {
            spans.entry(row.person_id).or_default().push(Span { from: row.starts_on, to: row.ends_on });
        }
    }
    Ok(spans)
}

/// A jot that waits for its author, without its words.
#[derive(Clone, Debug, sea_orm::FromQueryResult)]
#[allow(missing_docs)] // the names say it
pub struct Waiting {
    pub id: JotId,
    pub program: ProgramId,
    pub author: PersonId,
    pub observed_at: Timestamp,
    /// The time zone of the program.
    pub zone: String,
}

/// The jots of everybody who ever chose what they want to be told, the one that has waited longest first.
///
/// # Errors
/// A fault of the database.
pub async fn waiting(connection: &impl ConnectionTrait) -> Result<Vec<Waiting>> {
    const WAITING: &str = "SELECT j.id AS id, j.program_id AS program, j.author_id AS author, \
                           j.observed_at AS observed_at, g.time_zone AS zone \
                           FROM jots j JOIN programs g ON g.id = j.program_id \
                           JOIN notification_preferences f ON f.person_id = j.author_id \
                           ORDER BY j.observed_at, j.id";
    let select = Statement::from_string(connection.get_database_backend(), WAITING);
    let rows = connection.query_all_raw(select).await?;
    let waiting = rows.iter().map(|row| sea_orm::FromQueryResult::from_query_result(row, ""));
    Ok(waiting.collect::<Result<_, sea_orm::DbErr>>()?)
}
