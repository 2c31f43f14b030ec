//! What can be done to institutions, programs and rotations.

mod expected;

pub use expected::set_expected_bands;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set, sea_query::Condition};

use super::{
    model::{Asking, NewAssignment, NewProgram, NewRotation, Program},
    queries,
};
use crate::{
    base::{
        error::{Error, Result, ensure},
        ids::{AssignmentId, InstitutionId, ProgramId, RotationId, SubcompetencyId},
        text::Line,
    },
    entities::{assignment, institution, membership, program, program_set, rotation, rotation_subcompetency},
    platform::{audit::Action, db::Tx},
};

/// Creates an institution.
///
/// # Errors
/// `institution_exists`.
pub async fn create_institution(tx: &mut Tx<'_>, name: &Line) -> Result<InstitutionId> {
    let same = institution::Entity::find().filter(institution::Column::Name.eq(name.as_str()));
    if same.one(tx.connection()).await?.is_some() {
        return Err(Error::conflict("institution_exists"));
    }
    let row = institution::Model { id: tx.next_id(), name: name.as_str().to_owned(), created_at: tx.now() };
    let id = row.id;
    institution::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    tx.audit(Action::InstitutionCreated, None, id, Some(name.as_str().as_bytes()));
    Ok(id)
}

/// Creates a program of an institution.
///
/// # Errors
/// `program_exists`, or "not found" without such an institution.
pub async fn create_program(tx: &mut Tx<'_>, institution: InstitutionId, new: &NewProgram) -> Result<ProgramId> {
    ensure(institution::Entity::find_by_id(institution).one(tx.connection()).await?.is_some())?;
    let same = program::Entity::find()
        .filter(program::Column::InstitutionId.eq(institution))
        .filter(program::Column::Name.eq(new.name.as_str()));
    if same.one(tx.connection()).await?.is_some() {
        return Err(Error::conflict("program_exists"));
    }
    let row = program::Model {
        id: tx.next_id(),
        institution_id: institution,
        name: new.name.as_str().to_owned(),
        time_zone: new.zone.as_str().to_owned(),
        created_at: tx.now(),
        open_requests_max: new.asking.open_max,
        request_days: new.asking.days,
    };
    let id = row.id;
    program::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    let sets = new.sets.as_slice().iter().zip(0..).map(|(set, ordinal)| {
        program_set::Model { program_id: id, set_id: set.to_string(), ordinal }.into_active_model()
    });
    program_set::Entity::insert_many(sets).exec_without_returning(tx.connection()).await?;
    tx.audit(Action::ProgramCreated, Some(id), id, Some(new.name.as_str().as_bytes()));
    Ok(id)
}

/// Sets how much the program's assessors may be asked from now on. Open requests keep their last day.
///
/// # Errors
/// "Not found" without such a program.
pub async fn set_asking(tx: &mut Tx<'_>, id: ProgramId, asking: Asking) -> Result<()> {
    let row = program::Entity::find_by_id(id).one(tx.connection()).await?.ok_or(Error::NotFound)?;
    let mut row = row.into_active_model();
    row.open_requests_max = Set(asking.open_max);
    row.request_days = Set(asking.days);
    row.update(tx.connection()).await?;
    let said = format!("{} {}", asking.open_max, asking.days);
    tx.audit(Action::ProgramChanged, Some(id), id, Some(said.as_bytes()));
    Ok(())
}

/// Adds a rotation.
///
/// # Errors
/// `rotation_exists`, `foreign_subcompetency`, or "not found" without such a program.
pub async fn add_rotation(tx: &mut Tx<'_>, program: ProgramId, new: &NewRotation) -> Result<RotationId> {
    let of = queries::program(tx.connection(), program).await?.ok_or(Error::NotFound)?;
    if queries::rotation_named(tx.connection(), program, new.name.as_str()).await?.is_some() {
        return Err(Error::conflict("rotation_exists"));
    }
    let row = rotation::Model {
        id: tx.next_id(),
        program_id: program,
        name: new.name.as_str().to_owned(),
        setting: new.setting,
    };
    let id = row.id;
    rotation::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
    store_skills(tx, &of, id, new).await?;
    tx.audit(Action::RotationChanged, Some(program), id, Some(new.name.as_str().as_bytes()));
    Ok(id)
}

/// Gives a rotation another name, setting or list of skills.
///
/// # Errors
/// `rotation_exists`, `foreign_subcompetency`, or "not found" without such a rotation.
pub async fn change_rotation(tx: &mut Tx<'_>, program: ProgramId, id: RotationId, new: &NewRotation) -> Result<()> {
    let of = queries::program(tx.connection(), program).await?.ok_or(Error::NotFound)?;
    let mine = rotation::Entity::of(program).filter(rotation::Column::Id.eq(id));
    let row = mine.one(tx.connection()).await?.ok_or(Error::NotFound)?;
    let named = queries::rotation_named(tx.connection(), program, new.name.as_str()).await?;
    if named.is_some_and(|other| other.id != id) {
        return Err(Error::conflict("rotation_exists"));
    }
    let mut row = row.into_active_model();
    row.name = Set(new.name.as_str().to_owned());
    row.setting = Set(new.setting);
    row.update(tx.connection()).await?;
    rotation_subcompetency::Entity::delete_many()
        .filter(rotation_subcompetency::Column::RotationId.eq(id))
        .exec(tx.connection())
        .await?;
    store_skills(tx, &of, id, new).await?;
    tx.audit(Action::RotationChanged, Some(program), id, Some(new.name.as_str().as_bytes()));
    Ok(())
}

/// Stores a rotation's own skills where they differ from those of its setting.
async fn store_skills(tx: &Tx<'_>, of: &Program, id: RotationId, new: &NewRotation) -> Result<()> {
    let Some(skills) = &new.skills else { return Ok(()) };
    if !skills.iter().all(|skill| of.has_skill(*skill)) {
        return Err(Error::invalid("foreign_subcompetency", "subcompetencies"));
    }
    if skills.is_empty() || *skills == of.skills_for(new.setting) {
        return Ok(());
    }
    let mut once: Vec<SubcompetencyId> = Vec::with_capacity(skills.len());
    for skill in skills {
        if !once.contains(skill) {
            once.push(*skill);
        }
    }
    let rows = once.into_iter().zip(0..).map(|(skill, ordinal)| {
        rotation_subcompetency::Model { rotation_id: id, subcompetency_id: skill, ordinal }.into_active_model()
    });
    rotation_subcompetency::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Puts a member on a rotation. The same first day again moves the last one.
///
/// # Errors
/// `ends_before_start`, `overlaps` with another time of the same person there, or "not found" where rotation or
/// member, present or to come, do not belong to the program.
pub async fn assign(tx: &mut Tx<'_>, program: ProgramId, new: &NewAssignment) -> Result<AssignmentId> {
    if new.ends_on < new.starts_on {
        return Err(Error::invalid("ends_before_start", "ends_on"));
    }
    let mine = rotation::Entity::of(program).filter(rotation::Column::Id.eq(new.rotation));
    ensure(mine.one(tx.connection()).await?.is_some())?;
    let member = membership::Entity::of(program)
        .filter(membership::Column::PersonId.eq(new.person))
        .filter(membership::not_ended(tx.now()));
    ensure(member.one(tx.connection()).await?.is_some())?;

    let there = assignment::Entity::of(program)
        .filter(assignment::Column::RotationId.eq(new.rotation))
        .filter(assignment::Column::PersonId.eq(new.person));
    let overlapping = Condition::all()
        .add(assignment::Column::StartsOn.ne(new.starts_on.clone()))
        .add(assignment::Column::StartsOn.lte(new.ends_on.clone()))
        .add(assignment::Column::EndsOn.gte(new.starts_on.clone()));
    if there.clone().filter(overlapping).one(tx.connection()).await?.is_some() {
        return Err(Error::conflict("overlaps"));
    }

    let stored = there.filter(assignment::Column::StartsOn.eq(new.starts_on.clone())).one(tx.connection()).await?;
    let id = match stored {
        Some(row) if row.ends_on == new.ends_on => return Ok(row.id),
        Some(row) => {
            let id = row.id;
            let mut row = row.into_active_model();
            row.ends_on = Set(new.ends_on.clone());
            row.update(tx.connection()).await?;
            id
        }
        None => {
            let row = assignment::Model {
                id: tx.next_id(),
                program_id: program,
                rotation_id: new.rotation,
                person_id: new.person,
                starts_on: new.starts_on.clone(),
                ends_on: new.ends_on.clone(),
            };
            let id = row.id;
            assignment::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
            id
        }
    };
    let said = format!("{} {} {} {}", new.rotation, new.person, new.starts_on, new.ends_on);
    tx.audit(Action::AssignmentChanged, Some(program), id, Some(said.as_bytes()));
    Ok(id)
}

/// Takes somebody off a rotation, as if they had never been put on it.
///
/// # Errors
/// "Not found" without such an assignment.
pub async fn unassign(tx: &mut Tx<'_>, program: ProgramId, id: AssignmentId) -> Result<()> {
    let gone = assignment::Entity::delete_many()
        .filter(assignment::Column::ProgramId.eq(program))
        .filter(assignment::Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    ensure(gone.rows_affected == 1)?;
    tx.audit(Action::AssignmentChanged, Some(program), id, None);
    Ok(())
}
