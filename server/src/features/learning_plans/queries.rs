//! Reads, with visibility built in.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use super::{
    model::{
        Side,
        wire::{LearningPlanWire, SignatureWire},
    },
    policy,
    rows::{self, Rows},
};
use crate::{
    base::{
        actor::{Member, Role},
        clock::Timestamp,
        error::Result,
        ids::{LearningPlanId, PersonId},
    },
    entities::{learning_goal, learning_goal_entry, learning_goal_skill, learning_plan, learning_plan_signature},
};

/// The most plans one answer holds.
pub const PAGE_MAX: u64 = 100;

/// Which plans are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Of this learner.
    pub learner: Option<PersonId>,
    /// Begun before this moment.
    pub before: Option<Timestamp>,
    /// At most so many (up to [`PAGE_MAX`]).
    pub limit: Option<u64>,
}

/// A learning plan with everything that was signed of it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct LearningPlanRead {
    /// The plan as it stands.
    #[serde(flatten)]
    pub plan: LearningPlanWire,
    /// Oldest first.
    pub signatures: Vec<SignatureWire>,
}

/// One plan, if `reader` may open it.
///
/// # Errors
/// A fault of the database.
pub async fn learning_plan(
    connection: &impl ConnectionTrait,
    reader: &Member,
    id: LearningPlanId,
) -> Result<Option<LearningPlanRead>> {
    let found = learning_plan::Entity::of(reader.program)
        .filter(learning_plan::Column::Id.eq(id))
        .one(connection)
        .await?
        .filter(|row| policy::may_read(reader, row.learner_id));
    Ok(whole(connection, found.into_iter().collect()).await?.pop())
}

/// Plans that `reader` may open, newest first.
///
/// # Errors
/// A fault of the database.
pub async fn learning_plans(
    connection: &impl ConnectionTrait,
    reader: &Member,
    asked: Asked,
) -> Result<Vec<LearningPlanRead>> {
    let mut select = learning_plan::Entity::of(reader.program).filter(visible_to(reader));
    if let Some(learner) = asked.learner {
        select = select.filter(learning_plan::Column::LearnerId.eq(learner));
    }
    if let Some(before) = asked.before {
        select = select.filter(learning_plan::Column::StartedAt.lt(before));
    }
    let found = select
        .order_by_desc(learning_plan::Column::StartedAt)
        .order_by_desc(learning_plan::Column::Id)
        .limit(asked.limit.unwrap_or(50).clamp(1, PAGE_MAX))
        .all(connection)
        .await?;
    whole(connection, found).await
}

/// [`policy::may_read`], as a condition.
fn visible_to(reader: &Member) -> Condition {
    let condition = Condition::any().add(learning_plan::Column::LearnerId.eq(reader.id));
    if reader.is(Role::Director) {
        return condition.add(learning_plan::Column::ProgramId.eq(reader.program));
    }
    if reader.is(Role::Coach) {
        return condition.add(learning_plan::Column::LearnerId.is_in(reader.coached.iter().copied()));
    }
    condition
}

async fn whole(connection: &impl ConnectionTrait, found: Vec<learning_plan::Model>) -> Result<Vec<LearningPlanRead>> {
    let ids: Vec<LearningPlanId> = found.iter().map(|plan| plan.id).collect();
    let mut signatures: HashMap<LearningPlanId, Vec<SignatureWire>> = HashMap::new();
    let rows = learning_plan_signature::Entity::find()
        .filter(learning_plan_signature::Column::LearningPlanId.is_in(ids))
        .order_by_asc(learning_plan_signature::Column::ReceivedAt)
        .order_by_asc(learning_plan_signature::Column::Id);
    for row in rows.all(connection).await? {
        signatures.entry(row.learning_plan_id).or_default().push(rows::signature_wire(row)?);
    }
    let mut read = Vec::with_capacity(found.len());
    for row in around(connection, found).await? {
        let signatures = signatures.remove(&row.plan.id).unwrap_or_default();
        let of = |side: &SignatureWire| (side.edition == row.plan.edition).then_some(side.side);
        let signed: BTreeSet<Side> = signatures.iter().filter_map(of).collect();
        let plan = rows::plan(Rows { signed, ..row })?;
        read.push(LearningPlanRead { plan: LearningPlanWire::from(&plan), signatures });
    }
    Ok(read)
}

/// These plans with the rows around them, without their signatures.
pub(super) async fn around(connection: &impl ConnectionTrait, found: Vec<learning_plan::Model>) -> Result<Vec<Rows>> {
    let ids: Vec<LearningPlanId> = found.iter().map(|plan| plan.id).collect();
    let mut all: HashMap<LearningPlanId, Rows> = HashMap::new();
    for plan in found {
        let (goals, skills, entries, signed) = (Vec::new(), Vec::new(), Vec::new(), BTreeSet::new());
        all.insert(plan.id, Rows { plan, goals, skills, entries, signed });
    }
    let goals = learning_goal::Entity::find()
        .filter(learning_goal::Column::LearningPlanId.is_in(ids.iter().copied()))
        .order_by_asc(learning_goal::Column::Ordinal);
    for row in goals.all(connection).await? {
        all.entry(row.learning_plan_id).and_modify(|rows| rows.goals.push(row));
    }
    let skills = learning_goal_skill::Entity::find()
        .filter(learning_goal_skill::Column::LearningPlanId.is_in(ids.iter().copied()))
        .order_by_asc(learning_goal_skill::Column::Ordinal);
    for row in skills.all(connection).await? {
        all.entry(row.learning_plan_id).and_modify(|rows| rows.skills.push(row));
    }
    let entries = learning_goal_entry::Entity::find()
        .filter(learning_goal_entry::Column::LearningPlanId.is_in(ids.iter().copied()));
    for row in entries.all(connection).await? {
        all.entry(row.learning_plan_id).and_modify(|rows| rows.entries.push(row));
    }
    Ok(ids.iter().filter_map(|id| all.remove(id)).collect())
}
