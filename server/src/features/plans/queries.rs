//! Reads, with visibility built in.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use super::{
    model::{
        Plan,
        wire::{PlanWire, ProgressWire},
    },
    policy::{self, Around},
    rows,
};
use crate::{
    base::{
        actor::{Member, Role},
        clock::Timestamp,
        error::Result,
        ids::{EntryId, PersonId, PlanId},
    },
    entities::{plan, plan_date_move, plan_entry, plan_progress, plan_step},
};

/// The most plans one answer holds.
pub const PAGE_MAX: u64 = 200;

/// Which plans are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Of this learner.
    pub learner: Option<PersonId>,
    /// Started before this moment.
    pub before: Option<Timestamp>,
    /// At most so many (up to [`PAGE_MAX`]).
    pub limit: Option<u64>,
}

/// A plan with those notes of its log that the reader may see.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PlanRead {
    /// The plan.
    #[serde(flatten)]
    pub plan: PlanWire,
    /// Its notes, oldest first: shared ones, and the reader's own.
    pub progress: Vec<ProgressWire>,
}

impl PlanRead {
    /// What policies ask about it.
    pub fn around(&self) -> Around {
        Around { learner: self.plan.learner, reviewer: self.plan.reviewer }
    }
}

/// One plan, if `reader` may open it.
///
/// # Errors
/// A fault of the database.
pub async fn plan(connection: &impl ConnectionTrait, reader: &Member, id: PlanId) -> Result<Option<PlanRead>> {
    let found = plan::Entity::of(reader.program)
        .filter(plan::Column::Id.eq(id))
        .one(connection)
        .await?
        .filter(|row| policy::may_read(reader, Around { learner: row.learner_id, reviewer: row.reviewer_id }));
    let Some(found) = found else { return Ok(None) };
    Ok(whole(connection, reader, vec![found]).await?.pop())
}

/// Plans that `reader` may open, newest first.
///
/// # Errors
/// A fault of the database.
pub async fn plans(connection: &impl ConnectionTrait, reader: &Member, asked: Asked) -> Result<Vec<PlanRead>> {
    let mut select = plan::Entity::of(reader.program).filter(visible_to(reader));
    if let Some(learner) = asked.learner {
        select = select.filter(plan::Column::LearnerId.eq(learner));
    }
    if let Some(before) = asked.before {
        select = select.filter(plan::Column::StartedAt.lt(before));
    }
    let found = select
        .order_by_desc(plan::Column::StartedAt)
        .order_by_desc(plan::Column::Id)
        .limit(asked.limit.unwrap_or(50).clamp(1, PAGE_MAX))
        .all(connection)
        .await?;
    whole(connection, reader, found).await
}

/// [`policy::may_read`], as a condition.
fn visible_to(reader: &Member) -> Condition {
    let mut condition =
        Condition::any().add(plan::Column::LearnerId.eq(reader.id)).add(plan::Column::ReviewerId.eq(reader.id));
    if reader.is(Role::Director) {
        return condition.add(plan::Column::ProgramId.eq(reader.program));
    }
    if reader.is(Role::Coach) {
        condition = condition.add(plan::Column::LearnerId.is_in(reader.coached.iter().copied()));
    }
    condition
}

async fn whole(connection: &impl ConnectionTrait, reader: &Member, found: Vec<plan::Model>) -> Result<Vec<PlanRead>> {
    let ids: Vec<PlanId> = found.iter().map(|plan| plan.id).collect();
    let mut steps: HashMap<PlanId, Vec<plan_step::Model>> = HashMap::new();
    let rows = plan_step::Entity::find()
        .filter(plan_step::Column::PlanId.is_in(ids.iter().copied()))
        .order_by_asc(plan_step::Column::Ordinal);
    for row in rows.all(connection).await? {
        steps.entry(row.plan_id).or_default().push(row);
    }
    let mut entries: HashMap<PlanId, BTreeSet<EntryId>> = HashMap::new();
    let rows = plan_entry::Entity::find().filter(plan_entry::Column::PlanId.is_in(ids.iter().copied()));
    for row in rows.all(connection).await? {
        entries.entry(row.plan_id).or_default().insert(row.entry_id);
    }
    let mut moves: HashMap<PlanId, Vec<plan_date_move::Model>> = HashMap::new();
    let rows = plan_date_move::Entity::find()
        .filter(plan_date_move::Column::PlanId.is_in(ids.iter().copied()))
        .order_by_asc(plan_date_move::Column::MovedAt)
        .order_by_asc(plan_date_move::Column::Id);
    for row in rows.all(connection).await? {
        moves.entry(row.plan_id).or_default().push(row);
    }
    let mut notes: HashMap<PlanId, Vec<ProgressWire>> = HashMap::new();
    let rows = plan_progress::Entity::of(reader.program)
        .filter(plan_progress::Column::PlanId.is_in(ids))
        .order_by_asc(plan_progress::Column::ReceivedAt)
        .order_by_asc(plan_progress::Column::Id);
    for row in rows.all(connection).await? {
        if policy::may_read_note(reader.id, row.author_id, row.shared) {
            notes.entry(row.plan_id).or_default().push(rows::progress_wire(&row));
        }
    }
    found
        .into_iter()
        .map(|row| {
            let id = row.id;
            let (steps, entries) = (steps.remove(&id).unwrap_or_default(), entries.remove(&id).unwrap_or_default());
            let plan: Plan = rows::plan(row, steps, entries, moves.remove(&id).unwrap_or_default())?;
            Ok(PlanRead { plan: PlanWire::from(&plan), progress: notes.remove(&id).unwrap_or_default() })
        })
        .collect()
}
