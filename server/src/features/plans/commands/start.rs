//! Starting a plan for oneself, or proposing one.

use super::{
    super::{
        model::{NewPlan, Plan, PlanState, wire::PlanWire},
        policy,
    },
    circle,
    rules::Rules,
    stored,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
    },
    platform::{audit::Action, db::Tx, outbox::Event},
};

/// Starts a plan: open where the learner wrote it, proposed (and announced to them) where a coach did.
///
/// # Errors
/// 404 for everybody but the learner and their coaches; 409 `id_taken`; 422 with the field: `unknown_learner`,
/// `set_not_learners`, `unknown_subcompetency`, `unknown_entry`, `unknown_reviewer`, `unknown_plan`, `before_plan`.
pub async fn start(tx: &mut Tx<'_>, author: &Member, new: NewPlan) -> Result<PlanWire> {
    ensure(policy::may_start(author, new.learner))?;
    let rules = Rules { program: author.program, learner: new.learner };
    rules.is_learner(tx, author.id).await?;
    rules.goal(tx, &new.goal, None).await?;
    rules.review(tx, &new.review, None).await?;
    rules.follows(tx, new.follows).await?;
    let plan = Plan::start(author.program, author.id, new, tx.now());
    plan.has_dates_ahead()?;

    stored::insert(tx, &plan).await.map_err(Error::of_insert)?;
    let body = circle::settle(tx, &plan).await?;
    tx.audit(Action::PlanStarted, Some(plan.program), plan.id, Some(body.as_bytes()));
    if plan.state() == PlanState::Proposed {
        tx.announce(Event::PlanProposed { plan: plan.id });
    }
    Ok(PlanWire::from(&plan))
}
