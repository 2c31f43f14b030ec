//! Who is on which rotation, from a CSV file; docs/roster.md says its columns.
//!
//! The same person, rotation and first day again moves the last day. Nobody is taken off a rotation by a file.

mod plan;
mod rows;

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use self::plan::{Key, Plan, Standing, Step, plan, rotation_key};
use super::report::Report;
use crate::{
    base::{
        clock::Timestamp,
        day::Day,
        error::{Error, Result},
        ids::{PersonId, ProgramId, RotationId},
    },
    features::{
        members::{self, Email},
        programs::{self, NewAssignment, NewRotation, Program, commands},
    },
    platform::{audit::Action, db::Tx},
};

/// Imports assignments: all of them or, where there is any fault, nothing. The same file twice changes nothing.
///
/// # Errors
/// "Not found" without such a program, or a fault of the database. What is wrong with the file is in the report.
pub(super) async fn import(tx: &mut Tx<'_>, program: ProgramId, file: &[u8], dry_run: bool) -> Result<Report> {
    let of = programs::queries::program(tx.connection(), program).await?.ok_or(Error::NotFound)?;
    let read = rows::read(file);
    let (standing, ids) = standing(tx.connection(), &of, tx.now()).await?;
    let Plan { steps, faults } = plan(&read.rows, read.faults, &standing);
    if !faults.is_empty() {
        return Ok(Report::of_faults(read.total, faults, dry_run));
    }
    let report = Report { rows: read.total, faults, done: count(&steps), dry_run };
    if !dry_run && !steps.is_empty() {
        take(tx, program, steps, ids).await?;
        tx.audit(Action::AssignmentsImported, Some(program), program, Some(file));
    }
    Ok(report)
}

/// The ids behind the names in a file.
struct IdsOf {
    people: HashMap<Email, PersonId>,
    rotations: HashMap<Key, RotationId>,
}

async fn standing(connection: &impl ConnectionTrait, program: &Program, now: Timestamp) -> Result<(Standing, IdsOf)> {
    let mut standing = Standing::default();
    let mut ids = IdsOf { people: HashMap::new(), rotations: HashMap::new() };
    let mut emails: HashMap<PersonId, Email> = HashMap::new();
    for member in members::queries::list(connection, program.id, now).await? {
        let email = Email::parse(&member.email).map_err(Error::internal)?;
        emails.insert(member.id, email.clone());
        ids.people.insert(email.clone(), member.id);
        standing.members.insert(email, !member.over && !member.deactivated);
    }
    let mut keys: HashMap<RotationId, Key> = HashMap::new();
    for rotation in programs::queries::rotations(connection, program).await? {
        let key = rotation_key(&rotation.name);
        keys.insert(rotation.id, key.clone());
        ids.rotations.insert(key.clone(), rotation.id);
        standing.rotations.insert(key, rotation.setting);
    }
    let ever = Day::parse("1900-01-01").ok_or_else(|| Error::internal("the first day is a day"))?;
    for row in programs::queries::assignments_from(connection, program.id, ever).await? {
        let (Some(key), Some(email)) = (keys.get(&row.rotation_id), emails.get(&row.person_id)) else { continue };
        standing.spans.entry((key.clone(), email.clone())).or_default().insert(row.starts_on, row.ends_on);
    }
    Ok((standing, ids))
}

/// Takes the steps of a plan.
async fn take(tx: &mut Tx<'_>, program: ProgramId, steps: Vec<Step>, mut ids: IdsOf) -> Result<()> {
    for step in steps {
        match step {
            Step::AddRotation { name, setting } => {
                let key = rotation_key(name.as_str());
                let id = commands::add_rotation(tx, program, &NewRotation { name, setting, skills: None }).await?;
                ids.rotations.insert(key, id);
            }
            Step::Assign { rotation, email, starts_on, ends_on, .. } => {
                let (rotation, person) = (ids.rotations.get(&rotation), ids.people.get(&email));
                let (Some(&rotation), Some(&person)) = (rotation, person) else {
                    return Err(Error::internal("a step about somebody or something unknown"));
                };
                commands::assign(tx, program, &NewAssignment { rotation, person, starts_on, ends_on }).await?;
            }
        }
    }
    Ok(())
}

fn count(steps: &[Step]) -> Vec<(&'static str, usize)> {
    let of = |which: fn(&Step) -> bool| steps.iter().filter(|step| which(step)).count();
    vec![
        ("rotations added", of(|step| matches!(step, Step::AddRotation { .. }))),
        ("assignments added", of(|step| matches!(step, Step::Assign { moved: false, .. }))),
        ("last days moved", of(|step| matches!(step, Step::Assign { moved: true, .. }))),
    ]
}

#[cfg(test)]
mod tests;
