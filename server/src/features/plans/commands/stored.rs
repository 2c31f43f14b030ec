//! A plan as it stands in the database, and how its change is stored.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::{model::Plan, rows};
use crate::{
    base::{
        error::{Error, Result},
        ids::{PlanId, ProgramId},
    },
    entities::{plan, plan_entry, plan_step},
    platform::db::Tx,
};

/// The plan, if it is one of this program; nobody else changes it until this transaction ends.
pub async fn load(tx: &Tx<'_>, program: ProgramId, id: PlanId) -> Result<Plan> {
    let found = plan::Entity::of(program).filter(plan::Column::Id.eq(id)).lock_exclusive().one(tx.connection()).await?;
    let row = found.ok_or(Error::NotFound)?;
    let steps = plan_step::Entity::find()
        .filter(plan_step::Column::PlanId.eq(id))
        .order_by_asc(plan_step::Column::Ordinal)
        .all(tx.connection())
        .await?;
    let entries = plan_entry::Entity::find().filter(plan_entry::Column::PlanId.eq(id)).all(tx.connection()).await?;
    rows::plan(row, steps, entries.into_iter().map(|row| row.entry_id).collect())
}

/// Stores a new plan.
pub async fn insert(tx: &Tx<'_>, plan: &Plan) -> Result<(), DbErr> {
    plan::Entity::insert(rows::row(plan)).exec_without_returning(tx.connection()).await?;
    insert_steps(tx, plan).await?;
    insert_entries(tx, plan).await
}

/// Stores the plan's own row.
pub async fn update(tx: &Tx<'_>, plan: &Plan) -> Result<()> {
    plan::Entity::update(rows::row(plan)).exec(tx.connection()).await?;
    Ok(())
}

/// Stores its steps anew.
pub async fn replace_steps(tx: &Tx<'_>, plan: &Plan) -> Result<()> {
    plan_step::Entity::delete_many().filter(plan_step::Column::PlanId.eq(plan.id)).exec(tx.connection()).await?;
    Ok(insert_steps(tx, plan).await?)
}

/// Stores the links to its entries anew.
pub async fn replace_entries(tx: &Tx<'_>, plan: &Plan) -> Result<()> {
    plan_entry::Entity::delete_many().filter(plan_entry::Column::PlanId.eq(plan.id)).exec(tx.connection()).await?;
    Ok(insert_entries(tx, plan).await?)
}

async fn insert_steps(tx: &Tx<'_>, plan: &Plan) -> Result<(), DbErr> {
    let steps = rows::steps(plan);
    if !steps.is_empty() {
        plan_step::Entity::insert_many(steps).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

async fn insert_entries(tx: &Tx<'_>, plan: &Plan) -> Result<(), DbErr> {
    let entries = rows::entries(plan);
    if !entries.is_empty() {
        plan_entry::Entity::insert_many(entries).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}
