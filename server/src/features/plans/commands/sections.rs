//! Writing one section anew. The version is compared and set.

use super::{
    super::{
        model::{Goal, Plan, Review, Step},
        policy,
    },
    circle,
    rules::Rules,
    stored,
};
use crate::{
    base::{
        actor::Member,
        error::{Result, ensure},
        ids::PlanId,
    },
    platform::{audit::Action, db::Tx},
};

/// Writes the goal anew; its version then.
///
/// # Errors
/// 404 for everybody but the learner and their coaches; stale where `base` is not the present version; 409
/// `plan_closed`; 422 with the field: `set_not_learners`, `unknown_subcompetency`, `unknown_entry`.
pub async fn edit_goal(tx: &mut Tx<'_>, member: &Member, id: PlanId, base: i64, goal: Goal) -> Result<i64> {
    let mut plan = to_edit(tx, member, id).await?;
    let before = plan.goal.clone();
    let version = plan.edit_goal(member.id, base, goal)?;
    rules(&plan).goal(tx, &plan.goal, Some(&before)).await?;

    stored::update(tx, &plan).await?;
    stored::replace_entries(tx, &plan).await?;
    record(tx, &plan).await?;
    let unlinked = before.entries.difference(&plan.goal.entries).copied().collect();
    circle::settle_goals(tx, &plan, &unlinked).await?;
    Ok(version)
}

/// Writes the steps anew; their version then. Dates that moved are remembered.
///
/// # Errors
/// 404, stale and 409 as [`edit_goal`]; 422 `before_plan` with the field.
pub async fn edit_steps(tx: &mut Tx<'_>, member: &Member, id: PlanId, base: i64, steps: Vec<Step>) -> Result<i64> {
    let mut plan = to_edit(tx, member, id).await?;
    let moved = plan.moves.len();
    let version = plan.edit_steps(member.id, base, steps, tx.now())?;

    stored::update(tx, &plan).await?;
    stored::replace_steps(tx, &plan).await?;
    stored::insert_moves(tx, &plan, moved).await?;
    record(tx, &plan).await?;
    Ok(version)
}

/// Names anew who looks again and when; the section's version then. Somebody named no longer loses the plan, unless
/// they see it for another reason.
///
/// # Errors
/// 404, stale and 409 as [`edit_goal`]; 422 `unknown_reviewer`, `before_plan`.
pub async fn edit_review(tx: &mut Tx<'_>, member: &Member, id: PlanId, base: i64, review: Review) -> Result<i64> {
    let mut plan = to_edit(tx, member, id).await?;
    let (before, moved) = (plan.review.clone(), plan.moves.len());
    let version = plan.edit_review(member.id, base, review, tx.now())?;
    rules(&plan).review(tx, &plan.review, Some(&before)).await?;

    stored::update(tx, &plan).await?;
    stored::insert_moves(tx, &plan, moved).await?;
    record(tx, &plan).await?;
    Ok(version)
}

async fn to_edit(tx: &Tx<'_>, member: &Member, id: PlanId) -> Result<Plan> {
    let plan = stored::load(tx, member.program, id).await?;
    ensure(policy::may_edit(member, plan.learner))?;
    Ok(plan)
}

fn rules(plan: &Plan) -> Rules {
    Rules { program: plan.program, learner: plan.learner }
}

async fn record(tx: &mut Tx<'_>, plan: &Plan) -> Result<()> {
    let body = circle::settle(tx, plan).await?;
    tx.audit(Action::PlanEdited, Some(plan.program), plan.id, Some(body.as_bytes()));
    Ok(())
}
