//! Who has a learning plan on their devices.

use std::collections::BTreeSet;

use super::super::model::{LearningPlan, wire::LearningPlanWire};
use crate::{
    base::{error::Result, ids::PersonId},
    features::members::queries::coaches_of,
    platform::{audit::Action, db::Tx, feed::Kind},
};

/// Who is to have it: the learner, and their present coaches.
pub async fn who_has(tx: &Tx<'_>, plan: &LearningPlan) -> Result<BTreeSet<PersonId>> {
    let coaches = coaches_of(tx.connection(), plan.program, plan.learner, tx.now()).await?;
    Ok(coaches.into_iter().chain([plan.learner]).collect())
}

/// Renders the plan, brings it to whoever is to have it, and audits what was done.
pub async fn settle(tx: &mut Tx<'_>, plan: &LearningPlan, action: Action) -> Result<()> {
    let viewers = who_has(tx, plan).await?;
    let wire = LearningPlanWire::from(plan);
    let body = tx.show(Kind::LearningPlan, plan.id, plan.program, plan.version, &wire, viewers)?;
    tx.audit(action, Some(plan.program), plan.id, Some(body.as_bytes()));
    Ok(())
}
