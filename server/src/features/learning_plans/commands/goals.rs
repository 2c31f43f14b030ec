//! What becomes of a goal: the learner's own to say.

use super::{
    super::{model::LearningPlan, policy},
    circle, rules, stored,
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::{Result, ensure},
        ids::{LearningGoalId, LearningPlanId, PlanId},
    },
    features::{feedback::model::clock_doubtful, learning_plans::CloseGoal},
    platform::{audit::Action, db::Tx},
};

/// Ends a goal with its outcome; the version of the work then. `at` is when it was saved.
///
/// # Errors
/// 404 for everybody but the learner; stale where `base` is not the present version; 422 `unknown_goal`, `too_long`; 409
/// `goal_closed`.
pub async fn close_goal(
    tx: &mut Tx<'_>,
    member: &Member,
    id: LearningPlanId,
    base: i64,
    how: CloseGoal,
    at: Timestamp,
) -> Result<i64> {
    let mut plan = to_work(tx, member, id).await?;
    // A phone set to 2035 closes a goal today.
    let (goal, ending) = how.parse(if clock_doubtful(at, tx.now()) { tx.now() } else { at })?;
    let version = plan.close_goal(base, goal, ending)?;
    worked(tx, &plan).await?;
    Ok(version)
}

/// Takes a goal up again; the version of the work then.
///
/// # Errors
/// 404 and stale as [`close_goal`]; 422 `unknown_goal`; 409 `not_closed`.
pub async fn reopen_goal(
    tx: &mut Tx<'_>,
    member: &Member,
    id: LearningPlanId,
    base: i64,
    goal: LearningGoalId,
) -> Result<i64> {
    let mut plan = to_work(tx, member, id).await?;
    let version = plan.reopen_goal(base, goal)?;
    worked(tx, &plan).await?;
    Ok(version)
}

/// Says in which action plan a goal is worked on; the version of the work then.
///
/// # Errors
/// 404 and stale as [`close_goal`]; 422 with the field: `unknown_goal`, `unknown_plan`.
pub async fn link_goal(
    tx: &mut Tx<'_>,
    member: &Member,
    id: LearningPlanId,
    base: i64,
    goal: LearningGoalId,
    action_plan: Option<PlanId>,
) -> Result<i64> {
    let mut plan = to_work(tx, member, id).await?;
    let version = plan.link_goal(base, goal, action_plan)?;
    rules::action_plan(tx, plan.program, plan.learner, action_plan).await?;
    worked(tx, &plan).await?;
    Ok(version)
}

async fn to_work(tx: &Tx<'_>, member: &Member, id: LearningPlanId) -> Result<LearningPlan> {
    let plan = stored::load(tx, member.program, id).await?;
    ensure(policy::may_tell(member, plan.learner))?;
    Ok(plan)
}

async fn worked(tx: &mut Tx<'_>, plan: &LearningPlan) -> Result<()> {
    stored::update(tx, plan).await?;
    stored::replace_goals(tx, plan).await?;
    circle::settle(tx, plan, Action::LearningGoalWorked).await
}
