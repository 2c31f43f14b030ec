//! Noting how it is going.

use sea_orm::{EntityTrait, IntoActiveModel};

use super::{
    super::{
        model::{NewProgress, wire::ProgressWire},
        policy, rows,
    },
    circle,
    rules::Rules,
    stored,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::PlanId,
    },
    entities::plan_progress,
    platform::{audit::Action, db::Tx, feed::Kind},
};

/// Adds a note to the log, in whatever state the plan is: it was written when it was written. It goes to its writer,
/// and where shared to everybody who has the plan.
///
/// # Errors
/// 404 for whoever does not have the plan; 409 `id_taken`; 422 with the field: `unknown_entry`, `unknown_reflection`.
pub async fn progress(tx: &mut Tx<'_>, author: &Member, plan: PlanId, new: NewProgress) -> Result<ProgressWire> {
    let plan = stored::load(tx, author.program, plan).await?;
    ensure(policy::may_log(author, circle::around(&plan)))?;
    Rules { program: plan.program, learner: plan.learner }.evidence(tx, author, &new).await?;

    let row = rows::progress(&plan, author.id, new, tx.now());
    let wire = rows::progress_wire(&row);
    let insert = plan_progress::Entity::insert(row.into_active_model());
    insert.exec_without_returning(tx.connection()).await.map_err(Error::of_insert)?;

    stored::touch(tx, plan.id).await?;
    let mut viewers = if wire.shared { circle::who_has(tx, &plan).await? } else { Default::default() };
    viewers.insert(author.id);
    let body = tx.show(Kind::PlanProgress, wire.id, wire.program, 1, &wire, viewers)?;
    tx.audit(Action::PlanProgressed, Some(wire.program), wire.id, Some(body.as_bytes()));
    Ok(wire)
}
