//! Beginning a learning plan.

use super::{
    super::{
        model::{LearningPlan, NewLearningPlan, wire::LearningPlanWire},
        policy,
    },
    circle, rules, stored,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
    },
    platform::{audit::Action, db::Tx, http::zone},
};

/// Begins a plan of the learner's own: at once on their coaches' devices.
///
/// # Errors
/// 404 for everybody but learners; 409 `id_taken`; 422 with the field: `unknown_learner`, `set_not_learners`,
/// `unknown_subcompetency`, `unknown_entry`, `before_plan`.
pub async fn start(tx: &mut Tx<'_>, learner: &Member, new: NewLearningPlan) -> Result<LearningPlanWire> {
    ensure(policy::may_start(learner))?;
    rules::is_learner(tx, learner.program, learner.id).await?;
    rules::goals(tx, learner.program, learner.id, &new.goals, &[]).await?;
    let zone = zone(tx.connection(), learner.program).await?;
    let plan = LearningPlan::start(learner.program, learner.id, new, &zone, tx.now())?;

    stored::insert(tx, &plan).await.map_err(Error::of_insert)?;
    circle::settle(tx, &plan, Action::LearningPlanStarted).await?;
    Ok(LearningPlanWire::from(&plan))
}
