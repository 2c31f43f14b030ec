//! Signing.

use sea_orm::{EntityTrait, IntoActiveModel};

use super::{
    super::{
        model::wire::{PlanText, SignatureWire},
        rows,
    },
    circle,
    sections::to_speak,
    stored,
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::{Error, Result},
        ids::{LearningPlanId, SignatureId},
    },
    entities::learning_plan_signature,
    platform::{audit::Action, db::Tx, feed::Kind},
};

/// A signature to be set.
#[derive(Clone, Copy, Debug)]
pub struct Signing {
    /// Made on the device.
    pub id: SignatureId,
    /// The version of the whole text its signer read.
    pub base: i64,
    /// When it was saved, by the device's clock.
    pub signed_at: Timestamp,
}

/// Signs the plan as it stands, on the member's own side, and keeps what was signed.
///
/// # Errors
/// 404 for everybody but the learner and their coaches; stale where `base` is not the present version of the text; 409
/// `already_signed`, `id_taken`; 422 with the field: `too_few_goals`, `goal_incomplete`, `missing_field`.
pub async fn sign(tx: &mut Tx<'_>, member: &Member, id: LearningPlanId, signing: Signing) -> Result<SignatureWire> {
    let (mut plan, side) = to_speak(tx, member, id).await?;
    plan.sign(side, signing.base)?;
    let wire = SignatureWire {
        id: signing.id,
        learning_plan: plan.id,
        program: plan.program,
        edition: plan.edition,
        side,
        person: member.id,
        signed_at: signing.signed_at,
        received_at: tx.now(),
        text: PlanText::from(&plan),
    };

    let insert = learning_plan_signature::Entity::insert(rows::signature(&wire)?.into_active_model());
    insert.exec_without_returning(tx.connection()).await.map_err(Error::of_insert)?;
    stored::update(tx, &plan).await?;
    let viewers = circle::who_has(tx, &plan).await?;
    tx.show(Kind::LearningPlanSignature, wire.id, wire.program, 1, &wire, viewers)?;
    circle::settle(tx, &plan, Action::LearningPlanSigned).await?;
    Ok(wire)
}
