//! What has to fit together: the learner, their skills, the entries about them. What a goal already says is not asked
//! again, so that a later change of roster or set does not stand in the way of an edit.

use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};

use super::super::model::Goal;
use crate::{
    base::{
        error::{Error, Result},
        ids::{EntryId, PersonId, PlanId, ProgramId},
    },
    entities::plan,
    features::{feedback::facts, plans::commands::rules::Rules},
    platform::db::Tx,
};

/// Every goal is aligned with skills of the learner's sets, and comes from entries about the learner.
pub async fn goals(tx: &Tx<'_>, program: ProgramId, learner: PersonId, goals: &[Goal], before: &[Goal]) -> Result<()> {
    let rules = Rules { program, learner };
    for (index, goal) in goals.iter().enumerate() {
        let known = before.iter().find(|old| old.id == goal.id);
        for skill in &goal.skills {
            if known.is_some_and(|old| old.skills.contains(skill)) {
                continue;
            }
            rules.skill(tx, skill).await.map_err(|error| match error {
                Error::Invalid { code, .. } => Error::invalid(code, format!("goals[{index}].skills")),
                other => other,
            })?;
        }
        let fresh: Vec<EntryId> =
            goal.entries.iter().filter(|entry| known.is_none_or(|old| !old.entries.contains(entry))).copied().collect();
        let found = facts::authors_about(tx.connection(), program, learner, &fresh).await?;
        if found.len() < fresh.len() {
            return Err(Error::invalid("unknown_entry", format!("goals[{index}].entries")));
        }
    }
    Ok(())
}

/// The plan is for a learner of the program.
pub async fn is_learner(tx: &Tx<'_>, program: ProgramId, learner: PersonId) -> Result<()> {
    Rules { program, learner }.is_learner(tx, learner).await
}

/// The action plan is one of the same learner.
pub async fn action_plan(tx: &Tx<'_>, program: ProgramId, learner: PersonId, plan: Option<PlanId>) -> Result<()> {
    let Some(id) = plan else { return Ok(()) };
    let found = plan::Entity::of(program)
        .filter(plan::Column::Id.eq(id))
        .filter(plan::Column::LearnerId.eq(learner))
        .count(tx.connection())
        .await?;
    if found == 0 { Err(Error::invalid("unknown_plan", "plan")) } else { Ok(()) }
}
