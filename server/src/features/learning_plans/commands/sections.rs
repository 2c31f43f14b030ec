//! Writing one section anew. The version is compared and set.

use super::{
    super::{
        model::{About, Dates, Goal, LearningPlan, Side},
        policy,
    },
    circle, rules, stored,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::LearningPlanId,
        text::Comment,
    },
    platform::{audit::Action, db::Tx, http::today},
};

/// Writes the goals anew; their version then.
///
/// # Errors
/// 404 for everybody but the learner and their coaches; stale where `base` is not the present version; 422 with the
/// field: `goal_closed`, `before_plan`, `set_not_learners`, `unknown_subcompetency`, `unknown_entry`.
pub async fn edit_goals(
    tx: &mut Tx<'_>,
    member: &Member,
    id: LearningPlanId,
    base: i64,
    goals: Vec<Goal>,
) -> Result<i64> {
    let mut plan = to_edit(tx, member, id).await?;
    let before = plan.goals.clone();
    let version = plan.edit_goals(base, goals)?;
    rules::goals(tx, plan.program, plan.learner, &plan.goals, &before).await?;

    stored::update(tx, &plan).await?;
    stored::replace_goals(tx, &plan).await?;
    circle::settle(tx, &plan, Action::LearningPlanEdited).await?;
    Ok(version)
}

/// Writes anew what stands around the goals; the section's version then.
///
/// # Errors
/// 404 for everybody but the learner; stale where `base` is not the present version.
pub async fn edit_about(tx: &mut Tx<'_>, member: &Member, id: LearningPlanId, base: i64, about: About) -> Result<i64> {
    let mut plan = stored::load(tx, member.program, id).await?;
    ensure(policy::may_tell(member, plan.learner))?;
    let version = plan.edit_about(base, about)?;
    edited(tx, &plan).await?;
    Ok(version)
}

/// Says anew when it was talked through and when next; the section's version then.
///
/// # Errors
/// 404 and stale as [`edit_goals`]; 422 with the field: `before_plan`, `in_the_future`, `before_discussion`.
pub async fn edit_dates(tx: &mut Tx<'_>, member: &Member, id: LearningPlanId, base: i64, dates: Dates) -> Result<i64> {
    let mut plan = to_edit(tx, member, id).await?;
    let today = today(tx.connection(), plan.program, tx.now()).await?;
    let version = plan.edit_dates(base, dates, &today)?;
    edited(tx, &plan).await?;
    Ok(version)
}

/// Writes the comment of the member's own side anew; its version then.
///
/// # Errors
/// 404 and stale as [`edit_goals`].
pub async fn comment(
    tx: &mut Tx<'_>,
    member: &Member,
    id: LearningPlanId,
    base: i64,
    text: Option<Comment>,
) -> Result<i64> {
    let (mut plan, side) = to_speak(tx, member, id).await?;
    let version = plan.comment(side, member.id, base, text)?;
    edited(tx, &plan).await?;
    Ok(version)
}

/// The plan, for somebody who speaks for one side of it.
pub(super) async fn to_speak(tx: &Tx<'_>, member: &Member, id: LearningPlanId) -> Result<(LearningPlan, Side)> {
    let plan = stored::load(tx, member.program, id).await?;
    let side = policy::side_of(member, plan.learner).ok_or(Error::NotFound)?;
    Ok((plan, side))
}

async fn to_edit(tx: &Tx<'_>, member: &Member, id: LearningPlanId) -> Result<LearningPlan> {
    let plan = stored::load(tx, member.program, id).await?;
    ensure(policy::may_edit(member, plan.learner))?;
    Ok(plan)
}

async fn edited(tx: &mut Tx<'_>, plan: &LearningPlan) -> Result<()> {
    stored::update(tx, plan).await?;
    circle::settle(tx, plan, Action::LearningPlanEdited).await
}
