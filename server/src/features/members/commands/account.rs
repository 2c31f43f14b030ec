//! Closing an account, and opening it again.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set, sea_query::IntoCondition,
};

use super::membership::{end_membership, resume_membership};
use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
        ids::{PersonId, ProgramId},
    },
    entities::{membership, person},
    platform::{audit::Action, db::Tx},
};

/// Closes the account of a person: they sign in nowhere, every membership of theirs ends, and what they saw leaves
/// their devices. For sixty days these may still send what was saved.
///
/// # Errors
/// "Not found" without such a person; 409 `deactivated` where it is closed already.
pub async fn deactivate(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let row = person::Entity::find_by_id(person).one(tx.connection()).await?.ok_or(Error::NotFound)?;
    if row.deactivated_at.is_some() {
        return Err(Error::conflict("deactivated"));
    }
    // Each membership ends at the moment the account is closed, by which they are known again.
    for program in programs(tx, person, None).await? {
        end_membership(tx, program, person).await?;
    }
    close(tx, row, Some(tx.now())).await?;
    tx.audit(Action::PersonDeactivated, None, person, None);
    Ok(())
}

/// Opens a closed account again, with the memberships that ended when it was closed. A coaching is begun anew.
///
/// # Errors
/// "Not found" without such a person; 409 `not_deactivated`; 422 `set_not_of_program` where a learner's own set is
/// none of the program's any more.
pub async fn reactivate(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let row = person::Entity::find_by_id(person).one(tx.connection()).await?.ok_or(Error::NotFound)?;
    let closed_at = row.deactivated_at.ok_or(Error::conflict("not_deactivated"))?;
    close(tx, row, None).await?;
    for program in programs(tx, person, Some(closed_at)).await? {
        match resume_membership(tx, program, person).await {
            // Its dates went by meanwhile.
            Err(Error::NotFound) => {}
            resumed => resumed?,
        }
    }
    tx.audit(Action::PersonReactivated, None, person, None);
    Ok(())
}

async fn close(tx: &Tx<'_>, row: person::Model, at: Option<Timestamp>) -> Result<()> {
    let mut row = row.into_active_model();
    row.deactivated_at = Set(at);
    row.update(tx.connection()).await?;
    Ok(())
}

/// Where the person is a member, present or to come, or was until `ended_at`.
async fn programs(tx: &Tx<'_>, person: PersonId, ended_at: Option<Timestamp>) -> Result<Vec<ProgramId>> {
    let ended = match ended_at {
        Some(at) => membership::Column::EndedAt.eq(at).into_condition(),
        None => membership::not_ended(tx.now()),
    };
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person))
        .filter(ended)
        .order_by_asc(membership::Column::ProgramId)
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| row.program_id).collect())
}
