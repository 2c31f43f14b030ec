//! Who has a plan, its notes and its goal on their devices, and how they come there and leave.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, QueryFilter};

use super::super::{
    model::{
        Plan,
        wire::{PlanGoalWire, PlanWire},
    },
    policy::Around,
};
use crate::{
    base::{
        error::Result,
        ids::{EntryId, PersonId},
    },
    entities::plan_progress,
    features::{feedback::facts, members::queries::coaches_of},
    platform::{db::Tx, feed::Kind},
};

/// What policies ask about a plan.
pub fn around(plan: &Plan) -> Around {
    Around { learner: plan.learner, reviewer: plan.review.reviewer }
}

/// Who is to have the plan: the learner, their present coaches, whoever looks again.
pub async fn who_has(tx: &Tx<'_>, plan: &Plan) -> Result<BTreeSet<PersonId>> {
    let coaches = coaches_of(tx.connection(), plan.program, plan.learner, tx.now()).await?;
    Ok(coaches.into_iter().chain([plan.learner]).chain(plan.review.reviewer).collect())
}

/// Renders the plan and brings everything of it to whoever is to have it, and from whoever is not. Returns the form.
pub async fn settle(tx: &mut Tx<'_>, plan: &Plan) -> Result<String> {
    let before = tx.viewers(Kind::Plan, plan.id).await?;
    let after = who_has(tx, plan).await?;
    let body =
        tx.show(Kind::Plan, plan.id, plan.program, plan.version(), &PlanWire::from(plan), after.iter().copied())?;
    tx.hide(Kind::Plan, plan.id, before.difference(&after).copied());
    settle_notes(tx, plan, &before, &after).await?;
    settle_goal(tx, plan, &after).await?;
    Ok(body)
}

/// Shared notes go where the plan goes; a writer keeps their own.
async fn settle_notes(
    tx: &mut Tx<'_>,
    plan: &Plan,
    before: &BTreeSet<PersonId>,
    after: &BTreeSet<PersonId>,
) -> Result<()> {
    if before.is_empty() || before == after {
        return Ok(());
    }
    let shared = plan_progress::Entity::of(plan.program)
        .filter(plan_progress::Column::PlanId.eq(plan.id))
        .filter(plan_progress::Column::Shared.eq(true))
        .all(tx.connection())
        .await?;
    for note in shared {
        tx.show_to(Kind::PlanProgress, note.id, after.difference(before).copied());
        let left = before.difference(after).copied().filter(|person| *person != note.author_id);
        tx.hide(Kind::PlanProgress, note.id, left);
    }
    Ok(())
}

/// The goal goes to the authors of the linked entries where the learner chose so; who has the plan needs no goal beside
/// it. The form is stored even where nobody needs it now: whoever stops coaching may.
async fn settle_goal(tx: &mut Tx<'_>, plan: &Plan, have_plan: &BTreeSet<PersonId>) -> Result<()> {
    let before = tx.viewers(Kind::PlanGoal, plan.id).await?;
    let mut after = BTreeSet::new();
    if plan.goal.shown && !plan.goal.entries.is_empty() {
        let entries: Vec<EntryId> = plan.goal.entries.iter().copied().collect();
        let authors = facts::authors_about(tx.connection(), plan.program, plan.learner, &entries).await?;
        after.extend(authors.into_values().filter(|author| !have_plan.contains(author)));
        let goal = PlanGoalWire::from(plan);
        tx.show(Kind::PlanGoal, plan.id, plan.program, plan.version(), &goal, after.iter().copied())?;
    }
    tx.hide(Kind::PlanGoal, plan.id, before.difference(&after).copied());
    Ok(())
}
