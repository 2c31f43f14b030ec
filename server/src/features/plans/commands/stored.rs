//! A plan as it stands in the database, and how its change is stored.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType};

use super::super::{model::Plan, rows};
use crate::{
    base::{
        error::{Error, Result},
        ids::{EntryId, PersonId, PlanId, ProgramId},
    },
    entities::{feedback_entry, plan, plan_date_move, plan_entry, plan_step},
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
    let moves = plan_date_move::Entity::find()
        .filter(plan_date_move::Column::PlanId.eq(id))
        .order_by_asc(plan_date_move::Column::MovedAt)
        .order_by_asc(plan_date_move::Column::Id)
        .all(tx.connection())
        .await?;
    rows::plan(row, steps, entries.into_iter().map(|row| row.entry_id).collect(), moves)
}

/// The entries with their authors, held until this transaction ends: what two plans make of one entry at the same
/// moment is rendered by one after the other.
pub async fn hold_entries(
    tx: &Tx<'_>,
    program: ProgramId,
    entries: &BTreeSet<EntryId>,
) -> Result<Vec<(EntryId, PersonId)>> {
    let held = feedback_entry::Entity::of(program)
        .filter(feedback_entry::Column::Id.is_in(entries.iter().copied()))
        .order_by_asc(feedback_entry::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .select_only()
        .columns([feedback_entry::Column::Id, feedback_entry::Column::AuthorId])
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(held)
}

/// The plans that came from each of these entries and whose goal their learner shows, oldest first.
pub async fn shown_goals(
    tx: &Tx<'_>,
    program: ProgramId,
    entries: &BTreeSet<EntryId>,
) -> Result<BTreeMap<EntryId, Vec<plan::Model>>> {
    let links = plan_entry::Entity::find()
        .filter(plan_entry::Column::EntryId.is_in(entries.iter().copied()))
        .all(tx.connection())
        .await?;
    let plans = plan::Entity::of(program)
        .filter(plan::Column::Id.is_in(links.iter().map(|link| link.plan_id)))
        .filter(plan::Column::GoalShown.eq(true))
        .order_by_asc(plan::Column::ReceivedAt)
        .order_by_asc(plan::Column::Id)
        .all(tx.connection())
        .await?;
    let mut shown: BTreeMap<EntryId, Vec<plan::Model>> = BTreeMap::new();
    for plan in plans {
        for link in links.iter().filter(|link| link.plan_id == plan.id) {
            shown.entry(link.entry_id).or_default().push(plan.clone());
        }
    }
    Ok(shown)
}

/// Stores a new plan.
pub async fn insert(tx: &Tx<'_>, plan: &Plan) -> Result<(), DbErr> {
    plan::Entity::insert(rows::row(plan, plan.received_at)).exec_without_returning(tx.connection()).await?;
    insert_steps(tx, plan).await?;
    insert_entries(tx, plan).await
}

/// Stores the plan's own row.
pub async fn update(tx: &Tx<'_>, plan: &Plan) -> Result<()> {
    plan::Entity::update(rows::row(plan, tx.now())).exec(tx.connection()).await?;
    Ok(())
}

/// Writes down that somebody did something with the plan, now.
pub async fn touch(tx: &Tx<'_>, id: PlanId) -> Result<()> {
    plan::Entity::update_many()
        .col_expr(plan::Column::ActiveAt, tx.now().into())
        .filter(plan::Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Stores what moved since the plan was loaded, when there were `before` moves.
pub async fn insert_moves(tx: &Tx<'_>, plan: &Plan, before: usize) -> Result<()> {
    for moved in &plan.moves[before..] {
        let row = plan_date_move::Model {
            id: tx.next_id(),
            plan_id: plan.id,
            step_id: moved.step,
            from_on: moved.from.clone(),
            to_on: moved.to.clone(),
            moved_by: moved.by,
            moved_at: moved.at,
        };
        tx.insert(&row).await?;
    }
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
