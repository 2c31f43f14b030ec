//! A learning plan as it stands in the database, and how its change is stored.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::super::{
    model::{LearningPlan, Side},
    queries::around,
    rows::{self, Rows},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::{LearningPlanId, ProgramId},
    },
    entities::{learning_goal, learning_goal_entry, learning_goal_skill, learning_plan, learning_plan_signature},
    platform::db::Tx,
};

/// The plan, if it is one of this program; nobody else changes it until this transaction ends.
pub async fn load(tx: &Tx<'_>, program: ProgramId, id: LearningPlanId) -> Result<LearningPlan> {
    let found = learning_plan::Entity::of(program)
        .filter(learning_plan::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    let found = around(tx.connection(), found.into_iter().collect()).await?.pop().ok_or(Error::NotFound)?;
    let signed: BTreeSet<Side> = learning_plan_signature::Entity::of(program)
        .filter(learning_plan_signature::Column::LearningPlanId.eq(id))
        .filter(learning_plan_signature::Column::Edition.eq(found.plan.edition))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| row.side)
        .collect();
    rows::plan(Rows { signed, ..found })
}

/// Stores a new plan.
pub async fn insert(tx: &Tx<'_>, plan: &LearningPlan) -> Result<(), DbErr> {
    learning_plan::Entity::insert(rows::row(plan)).exec_without_returning(tx.connection()).await?;
    insert_goals(tx, plan).await
}

/// Stores the plan's own row.
pub async fn update(tx: &Tx<'_>, plan: &LearningPlan) -> Result<()> {
    learning_plan::Entity::update(rows::row(plan)).exec(tx.connection()).await?;
    Ok(())
}

/// Stores its goals anew, with all that hangs on them.
pub async fn replace_goals(tx: &Tx<'_>, plan: &LearningPlan) -> Result<()> {
    let connection = tx.connection();
    let skills = learning_goal_skill::Entity::delete_many();
    skills.filter(learning_goal_skill::Column::LearningPlanId.eq(plan.id)).exec(connection).await?;
    let entries = learning_goal_entry::Entity::delete_many();
    entries.filter(learning_goal_entry::Column::LearningPlanId.eq(plan.id)).exec(connection).await?;
    let goals = learning_goal::Entity::delete_many();
    goals.filter(learning_goal::Column::LearningPlanId.eq(plan.id)).exec(connection).await?;
    Ok(insert_goals(tx, plan).await?)
}

async fn insert_goals(tx: &Tx<'_>, plan: &LearningPlan) -> Result<(), DbErr> {
    let (goals, skills, entries) = (rows::goals(plan), rows::skills(plan), rows::entries(plan));
    if !goals.is_empty() {
        learning_goal::Entity::insert_many(goals).exec_without_returning(tx.connection()).await?;
    }
    if !skills.is_empty() {
        learning_goal_skill::Entity::insert_many(skills).exec_without_returning(tx.connection()).await?;
    }
    if !entries.is_empty() {
        learning_goal_entry::Entity::insert_many(entries).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}
