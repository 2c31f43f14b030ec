//! Coaching: a coach following a learner for a time.

use std::collections::BTreeSet;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
    sea_query::Expr,
};

use super::views;
use crate::{
    base::{
        actor::Role,
        day::Day,
        error::{Error, Result, ensure},
        ids::{PersonId, ProgramId},
    },
    entities::coaching,
    features::members::queries,
    platform::{audit::Action, db::Tx, http::today},
};

/// Lets `coach` follow `learner` from now on; says whether that is new. What there is of the learner comes to the
/// coach's devices at once.
///
/// `since` is the first day where it began earlier than today.
///
/// # Errors
/// `not_a_coach`, `not_a_learner`, `own_coach`, `starts_later`.
pub async fn start_coaching(
    tx: &mut Tx<'_>,
    program: ProgramId,
    coach: PersonId,
    learner: PersonId,
    since: Option<Day>,
) -> Result<bool> {
    let today = today(tx.connection(), program, tx.now()).await?;
    let starts_on = since.unwrap_or_else(|| today.clone());
    if starts_on > today {
        return Err(Error::invalid("starts_later", "since"));
    }
    if coach == learner {
        return Err(Error::conflict("own_coach"));
    }
    if !queries::with_role(tx.connection(), program, Role::Coach, tx.now()).await?.contains(&coach) {
        return Err(Error::conflict("not_a_coach"));
    }
    if queries::learner(tx.connection(), program, learner).await?.is_none() {
        return Err(Error::conflict("not_a_learner"));
    }
    if queries::coaches_of(tx.connection(), program, learner, tx.now()).await?.contains(&coach) {
        return Ok(false);
    }
    let row = coaching::Model {
        id: tx.next_id(),
        program_id: program,
        coach_id: coach,
        learner_id: learner,
        starts_on,
        ends_on: None,
    };
    let said = format!("{coach} {learner} {}", row.starts_on);
    tx.audit(Action::CoachingChanged, Some(program), row.id, Some(said.as_bytes()));
    coaching::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    views::settle(tx, program, coach).await?;
    Ok(true)
}

/// Ends a coaching now: what the coach saw only as coach leaves their devices.
///
/// # Errors
/// "Not found" where `coach` does not follow `learner`.
pub async fn end_coaching(tx: &mut Tx<'_>, program: ProgramId, coach: PersonId, learner: PersonId) -> Result<()> {
    let of_both = coaching::Column::CoachId.eq(coach).and(coaching::Column::LearnerId.eq(learner));
    let ended = end(tx, program, of_both).await?;
    ensure(!ended.is_empty())?;
    views::settle(tx, program, coach).await
}

/// Ends whatever this person follows as a coach; the caller settles their feed.
pub(super) async fn end_as_coach(tx: &mut Tx<'_>, program: ProgramId, coach: PersonId) -> Result<()> {
    end(tx, program, coaching::Column::CoachId.eq(coach)).await.map(drop)
}

/// Ends whatever coaching this person gets: what their coaches saw only as coaches leaves the coaches' devices.
pub(super) async fn end_as_learner(tx: &mut Tx<'_>, program: ProgramId, learner: PersonId) -> Result<()> {
    for coach in end(tx, program, coaching::Column::LearnerId.eq(learner)).await? {
        views::settle(tx, program, coach).await?;
    }
    Ok(())
}

/// Ends the running coachings among `these`; whose they were, sorted.
async fn end(tx: &mut Tx<'_>, program: ProgramId, these: Expr) -> Result<BTreeSet<PersonId>> {
    let today = today(tx.connection(), program, tx.now()).await?;
    let running =
        Condition::any().add(coaching::Column::EndsOn.is_null()).add(coaching::Column::EndsOn.gte(today.clone()));
    let rows = coaching::Entity::of(program)
        .filter(these)
        .filter(running)
        .order_by_asc(coaching::Column::Id)
        .all(tx.connection())
        .await?;
    let coaches = rows.iter().map(|row| row.coach_id).collect();
    for row in rows {
        let said = format!("{} {} ended {today}", row.coach_id, row.learner_id);
        tx.audit(Action::CoachingChanged, Some(program), row.id, Some(said.as_bytes()));
        let mut row = row.into_active_model();
        // The last day is a whole day of coaching. It ends now, so today is none any more.
        row.ends_on = Set(Some(today.plus_days(-1)));
        row.update(tx.connection()).await?;
    }
    Ok(coaches)
}
