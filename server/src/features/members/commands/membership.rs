//! Memberships.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{coaching, views};
use crate::{
    base::{
        actor::Role,
        clock::Timestamp,
        error::{Error, Result, ensure},
        ids::{MembershipId, PersonId, ProgramId},
    },
    entities::{membership, membership_role, membership_set, person},
    features::{
        members::{
            model::{Dates, NewMembership, profession_word, role_word},
            queries,
        },
        programs,
    },
    platform::{
        audit::Action,
        db::Tx,
        http::{read_member, today, zone},
        outbox::Event,
    },
};

/// What setting a membership came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// They had never been a member.
    Joined,
    /// They had left, and everything they may see comes back to their devices.
    Returned,
    /// They are something else now.
    Changed,
    /// Nothing was different.
    Same,
}

/// Makes a person a member of a program, or another kind of member. Whoever ceases to be a
/// coach coaches nobody, and whoever ceases to be a learner has no coach. A membership with dates begins and ends by
/// itself, and so does what is on the person's devices.
///
/// # Errors
/// `set_not_of_program`, or "not found" without such a program or person.
pub async fn set_membership(
    tx: &mut Tx<'_>,
    program: ProgramId,
    person: PersonId,
    new: &NewMembership,
) -> Result<Came> {
    let sets = programs::queries::sets_of(tx.connection(), program).await?;
    ensure(!sets.is_empty())?;
    ensure(person::Entity::find_by_id(person).one(tx.connection()).await?.is_some())?;
    if new.own_sets().iter().any(|set| !sets.contains(set)) {
        return Err(Error::invalid("set_not_of_program", "sets"));
    }

    let (starts_at, ends_at) = match new.dates() {
        Some(dates) => moments(tx, program, dates).await?,
        None => (tx.now(), None),
    };
    let Some((row, stored)) = queries::membership_of(tx.connection(), program, person).await? else {
        let row = membership::Model {
            id: tx.next_id(),
            program_id: program,
            person_id: person,
            training_year: new.training_year(),
            profession: new.profession(),
            started_at: starts_at,
            ended_at: ends_at,
            starts_on: new.dates().map(|dates| dates.starts_on().clone()),
            ends_on: new.dates().map(|dates| dates.ends_on().clone()),
        };
        let id = row.id;
        membership::Entity::insert(row.into_active_model()).exec_without_returning(tx.connection()).await?;
        store_parts(tx, id, new).await?;
        audit(tx, program, id, person, Some(new));
        announce(tx, program, person, [Some(starts_at), ends_at]);
        return Ok(Came::Joined);
    };

    let returned = queries::is_over(row.ended_at, tx.now());
    if !returned && stored == *new {
        return Ok(Came::Same);
    }
    let was_there = read_member(tx.connection(), program, person, tx.now()).await?.is_some();
    if !new.is(Role::Coach) {
        coaching::end_as_coach(tx, program, person).await?;
    }
    if !new.is(Role::Learner) {
        coaching::end_as_learner(tx, program, person).await?;
    }
    let id = row.id;
    let mut row = row.into_active_model();
    row.training_year = Set(new.training_year());
    row.profession = Set(new.profession());
    if !was_there || new.dates().is_some() {
        row.started_at = Set(starts_at);
    }
    row.ended_at = Set(ends_at);
    row.starts_on = Set(new.dates().map(|dates| dates.starts_on().clone()));
    row.ends_on = Set(new.dates().map(|dates| dates.ends_on().clone()));
    row.update(tx.connection()).await?;
    remove_parts(tx, id).await?;
    store_parts(tx, id, new).await?;
    audit(tx, program, id, person, Some(new));
    announce(tx, program, person, [Some(starts_at), ends_at]);
    match was_there {
        true => views::settle(tx, program, person).await?,
        false => turn_membership(tx, program, person).await?,
    }
    Ok(if returned { Came::Returned } else { Came::Changed })
}

/// Makes a person's devices hold what they may see now that the dates of their membership began, or ended. Done twice
/// it changes nothing more.
///
/// # Errors
/// "Not found" without such a program; a fault of the database.
pub async fn turn_membership(tx: &mut Tx<'_>, program: ProgramId, person: PersonId) -> Result<()> {
    match read_member(tx.connection(), program, person, tx.now()).await? {
        Some(_) => views::bring_back(tx, program, person).await,
        None => views::settle(tx, program, person).await,
    }
}

/// The moments at which these days begin and end in the program.
async fn moments(tx: &Tx<'_>, program: ProgramId, dates: &Dates) -> Result<(Timestamp, Option<Timestamp>)> {
    let zone = zone(tx.connection(), program).await?;
    Ok((dates.starts_on().begins_in(&zone), Some(dates.ends_on().plus_days(1).begins_in(&zone))))
}

/// Lets those moments be noticed that are to come.
fn announce(tx: &mut Tx<'_>, program: ProgramId, person: PersonId, moments: [Option<Timestamp>; 2]) {
    for at in moments.into_iter().flatten().filter(|at| *at > tx.now()).collect::<Vec<_>>() {
        tx.announce_at(Event::MembershipTurns { program, person }, at);
    }
}

/// Ends a membership: everything of the program leaves the person's devices, and no coaching of theirs goes on.
/// What they wrote, and what was written about them, stays as it is for everybody else.
///
/// # Errors
/// "Not found" where the person is no member, present or to come.
pub async fn end_membership(tx: &mut Tx<'_>, program: ProgramId, person: PersonId) -> Result<()> {
    let present = membership::Entity::of(program)
        .filter(membership::Column::PersonId.eq(person))
        .filter(membership::not_ended(tx.now()));
    let row = present.one(tx.connection()).await?.ok_or(Error::NotFound)?;
    coaching::end_as_coach(tx, program, person).await?;
    coaching::end_as_learner(tx, program, person).await?;
    let id = row.id;
    let mut row = row.into_active_model();
    row.ended_at = Set(Some(tx.now()));
    row.update(tx.connection()).await?;
    audit(tx, program, id, person, None);
    views::settle(tx, program, person).await
}

/// Begins an ended membership again as what it was; coaching is begun anew, on purpose.
///
/// # Errors
/// "Not found" where the person never was a member, or is one, or the dates of their membership are over; 422
/// `set_not_of_program`.
pub async fn resume_membership(tx: &mut Tx<'_>, program: ProgramId, person: PersonId) -> Result<()> {
    let (row, was) = queries::membership_of(tx.connection(), program, person).await?.ok_or(Error::NotFound)?;
    ensure(queries::is_over(row.ended_at, tx.now()))?;
    let today = today(tx.connection(), program, tx.now()).await?;
    ensure(was.dates().is_none_or(|dates| *dates.ends_on() >= today))?;
    set_membership(tx, program, person, &was).await.map(drop)
}

async fn store_parts(tx: &Tx<'_>, id: MembershipId, new: &NewMembership) -> Result<()> {
    let roles = new.roles().iter().map(|role| membership_role::Model { membership_id: id, role: *role });
    membership_role::Entity::insert_many(roles.map(IntoActiveModel::into_active_model))
        .exec_without_returning(tx.connection())
        .await?;
    if new.own_sets().is_empty() {
        return Ok(());
    }
    let sets = new.own_sets().iter().map(|set| membership_set::Model { membership_id: id, set_id: set.to_string() });
    membership_set::Entity::insert_many(sets.map(IntoActiveModel::into_active_model))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

async fn remove_parts(tx: &Tx<'_>, id: MembershipId) -> Result<()> {
    membership_role::Entity::delete_many()
        .filter(membership_role::Column::MembershipId.eq(id))
        .exec(tx.connection())
        .await?;
    membership_set::Entity::delete_many()
        .filter(membership_set::Column::MembershipId.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Writes down what the person is from now on; nothing of it is what an ended membership holds.
fn audit(tx: &mut Tx<'_>, program: ProgramId, id: MembershipId, person: PersonId, is: Option<&NewMembership>) {
    let said = match is {
        None => format!("{person} ended"),
        Some(is) => {
            let roles: Vec<String> = is.roles().iter().map(|role| role_word(*role)).collect();
            let sets: Vec<&str> = is.own_sets().iter().map(|set| set.as_str()).collect();
            let dates = is.dates().map(|dates| format!(" {} {}", dates.starts_on(), dates.ends_on()));
            format!(
                "{person} {} {} {} {}{}",
                roles.join(";"),
                is.training_year().unwrap_or_default(),
                is.profession().map(profession_word).unwrap_or_default(),
                sets.join(";"),
                dates.unwrap_or_default()
            )
        }
    };
    tx.audit(Action::MembershipChanged, Some(program), id, Some(said.as_bytes()));
}
