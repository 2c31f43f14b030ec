//! The first institution, program and coordinator of an empty installation.

use sea_orm::{EntityTrait, PaginatorTrait};

use super::{membership::set_membership, people::keep_person};
use crate::{
    base::{
        actor::Role,
        error::{Error, Result},
        ids::{InstitutionId, PersonId, ProgramId},
        text::Line,
    },
    entities::institution,
    features::{
        members::model::{NewMembership, NewPerson},
        programs::{NewProgram, commands},
    },
    platform::db::Tx,
};

/// What an installation begins with.
#[derive(Clone, Debug)]
pub struct NewFirst {
    /// The name of the institution.
    pub institution: Line,
    /// Its first program.
    pub program: NewProgram,
    /// Who runs it.
    pub coordinator: NewPerson,
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    /// The institution.
    pub institution: InstitutionId,
    /// The program.
    pub program: ProgramId,
    /// The coordinator, who has no password yet.
    pub coordinator: PersonId,
}

/// Creates institution, program and coordinator on an installation that has none.
///
/// # Errors
/// `not_empty` where there is an institution already.
pub async fn create_first(tx: &mut Tx<'_>, new: &NewFirst) -> Result<First> {
    if institution::Entity::find().count(tx.connection()).await? > 0 {
        return Err(Error::conflict("not_empty"));
    }
    let institution = commands::create_institution(tx, &new.institution).await?;
    let program = commands::create_program(tx, institution, &new.program).await?;
    let (coordinator, _) = keep_person(tx, &new.coordinator).await?;
    let membership = NewMembership::new([Role::Coordinator], None, None, &[], new.program.sets.as_slice())?;
    set_membership(tx, program, coordinator, &membership).await?;
    Ok(First { institution, program, coordinator })
}
