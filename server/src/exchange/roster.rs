//! The roster of a program from a CSV file; docs/roster.md says its columns.
//!
//! What a row says about a person is the whole truth about them in this program. Whoever is not in the file stays as
//! they are: leaving is a deed of its own.

mod plan;
mod rows;

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use self::plan::{Account, Plan, Standing, Step, plan};
use super::report::Report;
use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
        ids::{PersonId, ProgramId},
    },
    entities::person,
    features::{
        members::{
            self, Email,
            commands::{Came, Kept, end_coaching, keep_person, set_membership, start_coaching},
        },
        programs,
    },
    platform::{audit::Action, db::Tx, http::today},
};

/// How many addresses one question to the database names.
const CHUNK: usize = 500;

/// Imports a roster: all of it or, where there is any fault, nothing. The same file twice changes nothing.
///
/// # Errors
/// "Not found" without such a program, or a fault of the database. What is wrong with the file is in the report.
pub(super) async fn import(tx: &mut Tx<'_>, program: ProgramId, file: &[u8], dry_run: bool) -> Result<Report> {
    let sets = programs::queries::sets_of(tx.connection(), program).await?;
    if sets.is_empty() {
        return Err(Error::NotFound);
    }
    let read = rows::read(file, &sets);
    let standing = standing(tx.connection(), program, &read.addresses(), tx.now()).await?;
    let Plan { steps, faults } = plan(read.rows, read.faults, &standing);
    if !faults.is_empty() {
        return Ok(Report::of_faults(read.total, faults, dry_run));
    }
    let report = Report { rows: read.total, faults, done: count(&steps), dry_run };
    if !dry_run && !steps.is_empty() {
        take(tx, program, steps, standing).await?;
        tx.audit(Action::RosterImported, Some(program), program, Some(file));
    }
    Ok(report)
}

/// What is known already about the program's members and the people of the file.
async fn standing(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    addresses: &[Email],
    now: Timestamp,
) -> Result<Standing> {
    let mut accounts: HashMap<Email, Account> = HashMap::new();
    let mut by_id: HashMap<PersonId, Email> = HashMap::new();
    let today = today(connection, program, now).await?;
    for member in members::queries::list(connection, program, now).await? {
        let email = Email::parse(&member.email).map_err(Error::internal)?;
        by_id.insert(member.id, email.clone());
        accounts.insert(email, Account::of_member(member, &today));
    }
    let strangers: Vec<&str> =
        addresses.iter().filter(|email| !accounts.contains_key(email)).map(Email::as_str).collect();
    let mut known = Vec::new();
    for chunk in strangers.chunks(CHUNK) {
        let people = person::Entity::find().filter(person::Column::Email.is_in(chunk.iter().copied()));
        known.extend(people.all(connection).await?);
    }
    for person in known {
        let email = Email::parse(&person.email).map_err(Error::internal)?;
        accounts.insert(email, Account::of_stranger(person));
    }
    let coaching = members::queries::coaching_now(connection, program, now).await?;
    let coaching = coaching.iter().filter_map(|(coach, learner)| {
        Some((by_id.get(learner)?.clone(), by_id.get(coach)?.clone())) //
    });
    Ok(Standing::new(accounts, coaching))
}

/// Takes the steps of a plan.
async fn take(tx: &mut Tx<'_>, program: ProgramId, steps: Vec<Step>, standing: Standing) -> Result<()> {
    let mut ids = standing.into_ids();
    let id_of = |ids: &HashMap<Email, PersonId>, email: &Email| {
        ids.get(email).copied().ok_or_else(|| Error::internal("a step about somebody unknown"))
    };
    for step in steps {
        match step {
            Step::Person { person, .. } => {
                let (id, _) = keep_person(tx, &person).await?;
                ids.insert(person.email, id);
            }
            Step::Member { email, membership, .. } => {
                set_membership(tx, program, id_of(&ids, &email)?, &membership).await?;
            }
            Step::EndCoaching { coach, learner } => {
                end_coaching(tx, program, id_of(&ids, &coach)?, id_of(&ids, &learner)?).await?;
            }
            Step::StartCoaching { coach, learner } => {
                start_coaching(tx, program, id_of(&ids, &coach)?, id_of(&ids, &learner)?, None).await?;
            }
        }
    }
    Ok(())
}

fn count(steps: &[Step]) -> Vec<(&'static str, usize)> {
    let of = |which: fn(&Step) -> bool| steps.iter().filter(|step| which(step)).count();
    vec![
        ("people added", of(|step| matches!(step, Step::Person { kept: Kept::Added, .. }))),
        ("names changed", of(|step| matches!(step, Step::Person { kept: Kept::Changed, .. }))),
        ("memberships begun", of(|step| matches!(step, Step::Member { came: Came::Joined, .. }))),
        ("memberships begun again", of(|step| matches!(step, Step::Member { came: Came::Returned, .. }))),
        ("memberships changed", of(|step| matches!(step, Step::Member { came: Came::Changed, .. }))),
        ("coachings begun", of(|step| matches!(step, Step::StartCoaching { .. }))),
        ("coachings ended", of(|step| matches!(step, Step::EndCoaching { .. }))),
    ]
}

#[cfg(test)]
mod tests;
