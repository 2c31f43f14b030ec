//! What is to be read about programs and rotations.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::model::{Asking, ExpectedBand, Program, Rotation};
use crate::{
    base::{
        day::Day,
        error::{Error, Result},
        ids::{ProgramId, RotationId, SubcompetencyId},
    },
    entities::{assignment, expected_band, institution, program, program_set, rotation, rotation_subcompetency},
    features::frameworks::SetId,
};

/// The program with this id.
///
/// # Errors
/// A fault of the database.
pub async fn program(connection: &impl ConnectionTrait, id: ProgramId) -> Result<Option<Program>> {
    let Some(row) = program::Entity::find_by_id(id).one(connection).await? else { return Ok(None) };
    let of = institution::Entity::find_by_id(row.institution_id).one(connection).await?;
    Ok(Some(Program {
        id,
        name: row.name,
        institution: of.map(|institution| institution.name).unwrap_or_default(),
        time_zone: row.time_zone,
        asking: Asking { open_max: row.open_requests_max, days: row.request_days },
        sets: sets_of(connection, id).await?,
    }))
}

/// The program that a person named by its id or its exact name.
///
/// # Errors
/// `ambiguous_program` where two institutions have one of this name.
pub async fn find(connection: &impl ConnectionTrait, id_or_name: &str) -> Result<Option<Program>> {
    if let Ok(id) = id_or_name.trim().parse() {
        return program(connection, id).await;
    }
    let named = program::Entity::find().filter(program::Column::Name.eq(id_or_name.trim())).all(connection).await?;
    match named.as_slice() {
        [] => Ok(None),
        [one] => program(connection, one.id).await,
        _ => Err(Error::conflict("ambiguous_program")),
    }
}

/// All programs with their time zones. One whose zone is unknown is left out, and logged.
///
/// # Errors
/// A fault of the database.
pub async fn all_with_zones(connection: &impl ConnectionTrait) -> Result<Vec<(ProgramId, TimeZone)>> {
    let zoned = |row: program::Model| match TimeZone::get(&row.time_zone) {
        Ok(zone) => Some((row.id, zone)),
        Err(_) => {
            tracing::error!(program = %row.id, "the time zone of a program is unknown");
            None
        }
    };
    Ok(program::Entity::find().all(connection).await?.into_iter().filter_map(zoned).collect())
}

/// The names and ids of all programs, by name.
///
/// # Errors
/// A fault of the database.
pub async fn all(connection: &impl ConnectionTrait) -> Result<Vec<(ProgramId, String)>> {
    let mut rows: Vec<_> =
        program::Entity::find().all(connection).await?.into_iter().map(|row| (row.id, row.name)).collect();
    rows.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    Ok(rows)
}

/// A program's sets, in their order.
///
/// # Errors
/// A fault of the database.
pub async fn sets_of(connection: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<SetId>> {
    let rows = program_set::Entity::find()
        .filter(program_set::Column::ProgramId.eq(program))
        .order_by_asc(program_set::Column::Ordinal)
        .all(connection)
        .await?;
    rows.iter().map(|row| SetId::parse(&row.set_id).map_err(Error::internal)).collect()
}

/// What a program expects of its learners, by set in the program's order, then by year.
///
/// # Errors
/// A fault of the database.
pub async fn expected_bands(connection: &impl ConnectionTrait, of: &Program) -> Result<Vec<ExpectedBand>> {
    let rows =
        expected_band::Entity::of(of.id).order_by_asc(expected_band::Column::TrainingYear).all(connection).await?;
    let of_set = |set: &SetId| {
        let mine = rows.iter().filter(|row| row.set_id == set.as_str());
        mine.map(|row| ExpectedBand {
            set: set.clone(),
            training_year: row.training_year,
            low: row.low,
            high: row.high,
        })
        .collect::<Vec<_>>()
    };
    Ok(of.sets.iter().flat_map(of_set).collect())
}

/// A program's rotations, by name, each with the skills that fit it.
///
/// # Errors
/// A fault of the database.
pub async fn rotations(connection: &impl ConnectionTrait, of: &Program) -> Result<Vec<Rotation>> {
    let mut rows = rotation::Entity::of(of.id).all(connection).await?;
    rows.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let ids: Vec<RotationId> = rows.iter().map(|row| row.id).collect();
    let own = rotation_subcompetency::Entity::find()
        .filter(rotation_subcompetency::Column::RotationId.is_in(ids))
        .order_by_asc(rotation_subcompetency::Column::Ordinal)
        .all(connection)
        .await?;
    let mut own_skills: HashMap<RotationId, Vec<SubcompetencyId>> = HashMap::new();
    for row in own {
        own_skills.entry(row.rotation_id).or_default().push(row.subcompetency_id);
    }
    let with_skills = rows.into_iter().map(|row| {
        let skills = own_skills.remove(&row.id).unwrap_or_else(|| of.skills_for(row.setting));
        Rotation { id: row.id, name: row.name, setting: row.setting, skills }
    });
    Ok(with_skills.collect())
}

/// The rotation of this name, whatever the case of its letters.
///
/// # Errors
/// A fault of the database.
pub async fn rotation_named(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    name: &str,
) -> Result<Option<rotation::Model>> {
    // The two databases do not agree on the case of letters beyond ASCII; a program has a few dozen rotations.
    let rows = rotation::Entity::of(program).all(connection).await?;
    Ok(rows.into_iter().find(|row| same_name(&row.name, name)))
}

/// Whether two names of rotations are the same to a person.
pub fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Who is on which rotation, of those that end on `from` or later; by person, then first day.
///
/// # Errors
/// A fault of the database.
pub async fn assignments_from(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    from: Day,
) -> Result<Vec<assignment::Model>> {
    let mut rows = assignment::Entity::of(program).filter(assignment::Column::EndsOn.gte(from)).all(connection).await?;
    rows.sort_by(|a, b| (a.person_id, &a.starts_on, a.rotation_id).cmp(&(b.person_id, &b.starts_on, b.rotation_id)));
    Ok(rows)
}
