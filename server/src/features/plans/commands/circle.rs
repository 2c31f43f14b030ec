//! Who has a plan, its notes and its goal on their devices, and how they come there and leave.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, QueryFilter};

use super::{
    super::{
        model::{
            Plan,
            wire::{PlanGoalWire, PlanWire},
        },
        policy::Around,
        rows,
    },
    stored,
};
use crate::{
    base::{
        error::Result,
        ids::{EntryId, PersonId},
    },
    entities::plan_progress,
    features::members::queries::coaches_of,
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
    settle_goals(tx, plan, &plan.goal.entries).await?;
    Ok(body)
}

/// Shared notes go where the plan goes; a writer keeps their own. Nobody may have had it, while its learner was away.
async fn settle_notes(
    tx: &mut Tx<'_>,
    plan: &Plan,
    before: &BTreeSet<PersonId>,
    after: &BTreeSet<PersonId>,
) -> Result<()> {
    if before == after {
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

/// What came of these entries of the plan's learner goes to their authors, entry by entry, where the learner chose so.
/// Who has a plan needs no goal beside it. The form is stored even where nobody needs it now: whoever stops coaching
/// may.
pub async fn settle_goals(tx: &mut Tx<'_>, plan: &Plan, entries: &BTreeSet<EntryId>) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let coaches = coaches_of(tx.connection(), plan.program, plan.learner, tx.now()).await?;
    let authors = stored::hold_entries(tx, plan.program, entries).await?;
    let mut shown = stored::shown_goals(tx, plan.program, entries).await?;
    for (entry, author) in authors {
        let plans = shown.remove(&entry).unwrap_or_default().into_iter();
        let goals = plans.filter(|plan| plan.reviewer_id != Some(author)).map(rows::shown_goal).collect();
        let wire = PlanGoalWire { id: entry, program: plan.program, goals };
        let before = tx.viewers(Kind::PlanGoal, entry).await?;
        let mut after = BTreeSet::new();
        if !wire.goals.is_empty() {
            after.extend((!coaches.contains(&author)).then_some(author));
            tx.show(Kind::PlanGoal, entry, plan.program, 1, &wire, after.iter().copied())?;
        }
        tx.hide(Kind::PlanGoal, entry, before.difference(&after).copied());
    }
    Ok(())
}
