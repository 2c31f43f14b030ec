//! Accepting, closing, reopening: the learner's own.

use super::{
    super::{
        model::{Ending, Plan, bodies::ClosePlan},
        policy,
    },
    circle, stored,
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::{Result, ensure},
        ids::PlanId,
    },
    features::feedback::model::clock_doubtful,
    platform::{audit::Action, db::Tx},
};

/// Takes a proposal on; the version of the state then.
///
/// # Errors
/// 404 for everybody but the learner; stale where `base` is not the present version; 409 `not_proposed`.
pub async fn accept(tx: &mut Tx<'_>, member: &Member, id: PlanId, base: i64) -> Result<i64> {
    let mut plan = to_decide(tx, member, id).await?;
    let version = plan.accept(base)?;
    store(tx, &plan, Action::PlanAccepted).await?;
    Ok(version)
}

/// Ends a plan with its outcome, or sets a proposal aside; the version of the state then. `at` is when it was saved.
///
/// # Errors
/// 404 for everybody but the learner; stale where `base` is not the present version; 409 `not_accepted`,
/// `plan_closed`; 422 `too_long`.
pub async fn close(
    tx: &mut Tx<'_>,
    member: &Member,
    id: PlanId,
    base: i64,
    how: ClosePlan,
    at: Timestamp,
) -> Result<i64> {
    let mut plan = to_decide(tx, member, id).await?;
    // A phone set to 2035 closes a plan today.
    let at = if clock_doubtful(at, tx.now()) { tx.now() } else { at };
    let ending: Ending = how.parse(at)?;
    let version = plan.close(base, ending)?;
    store(tx, &plan, Action::PlanClosed).await?;
    Ok(version)
}

/// Opens a closed plan again; the version of the state then.
///
/// # Errors
/// 404 for everybody but the learner; stale where `base` is not the present version; 409 `not_closed`.
pub async fn reopen(tx: &mut Tx<'_>, member: &Member, id: PlanId, base: i64) -> Result<i64> {
    let mut plan = to_decide(tx, member, id).await?;
    let version = plan.reopen(base)?;
    store(tx, &plan, Action::PlanReopened).await?;
    Ok(version)
}

async fn to_decide(tx: &Tx<'_>, member: &Member, id: PlanId) -> Result<Plan> {
    let plan = stored::load(tx, member.program, id).await?;
    ensure(policy::may_decide(member, plan.learner))?;
    Ok(plan)
}

async fn store(tx: &mut Tx<'_>, plan: &Plan, action: Action) -> Result<()> {
    stored::update(tx, plan).await?;
    let body = circle::settle(tx, plan).await?;
    tx.audit(action, Some(plan.program), plan.id, Some(body.as_bytes()));
    Ok(())
}
