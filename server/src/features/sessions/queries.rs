//! Who is signed in, in which programs, and on which devices.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::model::{DeviceKey, SESSION_LIFETIME, has_lapsed};
use crate::{
    base::{
        actor::{Profession, Role},
        clock::Timestamp,
        error::{Error, Result},
        ids::{DeviceId, InstitutionId, MembershipId, PersonId, ProgramId, SessionId},
    },
    entities::{device_key, institution, membership, membership_role, person, program, session},
};

/// A person and where they belong today.
pub struct Account {
    /// The person.
    pub person: person::Model,
    /// Their memberships, by the program's name. None for whoever was deactivated.
    pub memberships: Vec<Membership>,
}

/// A person's place in one program.
pub struct Membership {
    /// The program.
    pub program: program::Model,
    /// The name of its institution.
    pub institution: String,
    /// Roles, sorted.
    pub roles: Vec<Role>,
    /// The year of training, of a learner.
    pub training_year: Option<i32>,
    /// The profession, where it is known.
    pub profession: Option<Profession>,
}

/// The account of a person.
///
/// # Errors
/// [`Error::NotFound`] without such a person; a fault of the database.
pub async fn account(connection: &impl ConnectionTrait, person: PersonId, now: Timestamp) -> Result<Account> {
    let person = person::Entity::find_by_id(person).one(connection).await?.ok_or(Error::NotFound)?;
    let memberships = match person.deactivated_at {
        None => memberships(connection, person.id, now).await?,
        Some(_) => Vec::new(),
    };
    Ok(Account { person, memberships })
}

async fn memberships(connection: &impl ConnectionTrait, person: PersonId, now: Timestamp) -> Result<Vec<Membership>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person))
        .filter(membership::Column::StartedAt.lte(now))
        .filter(membership::not_ended(now))
        .all(connection)
        .await?;
    let mut roles = roles(connection, rows.iter().map(|row| row.id)).await?;
    let mut programs = programs(connection, rows.iter().map(|row| row.program_id)).await?;
    let mut found: Vec<Membership> = rows
        .into_iter()
        .filter_map(|row| {
            let (program, institution) = programs.remove(&row.program_id)?;
            let roles = roles.remove(&row.id).unwrap_or_default();
            Some(Membership {
                program,
                institution,
                roles,
                training_year: row.training_year,
                profession: row.profession,
            })
        })
        .collect();
    found.sort_by(|one, other| (&one.program.name, one.program.id).cmp(&(&other.program.name, other.program.id)));
    Ok(found)
}

async fn roles(
    connection: &impl ConnectionTrait,
    memberships: impl Iterator<Item = MembershipId>,
) -> Result<HashMap<MembershipId, Vec<Role>>> {
    let mut found: HashMap<MembershipId, Vec<Role>> = HashMap::new();
    let of_these = membership_role::Column::MembershipId.is_in(memberships);
    for row in membership_role::Entity::find().filter(of_these).all(connection).await? {
        found.entry(row.membership_id).or_default().push(row.role);
    }
    found.values_mut().for_each(|roles| roles.sort_unstable());
    Ok(found)
}

async fn programs(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = ProgramId>,
) -> Result<HashMap<ProgramId, (program::Model, String)>> {
    let programs = program::Entity::find().filter(program::Column::Id.is_in(ids)).all(connection).await?;
    let owners = institution::Column::Id.is_in(programs.iter().map(|program| program.institution_id));
    let names: HashMap<InstitutionId, String> = institution::Entity::find()
        .filter(owners)
        .all(connection)
        .await?
        .into_iter()
        .map(|institution| (institution.id, institution.name))
        .collect();
    let named = programs.into_iter().map(|program| {
        let institution = names.get(&program.institution_id).cloned().unwrap_or_default();
        (program.id, (program, institution))
    });
    Ok(named.collect())
}

/// The devices a person is signed in on, the last used first.
///
/// # Errors
/// A fault of the database.
pub async fn devices(
    connection: &impl ConnectionTrait,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<session::Model>> {
    let rows = session::Entity::find()
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::LastUsedAt.gt(now.plus(-SESSION_LIFETIME)))
        .order_by_desc(session::Column::LastUsedAt)
        .order_by_desc(session::Column::Id)
        .all(connection)
        .await?;
    Ok(rows.into_iter().filter(|session| !has_lapsed(session, now)).collect())
}

/// Somebody of the demo whom one may sign in as with one tap.
#[derive(Clone, Copy, Debug)]
pub struct DemoPerson {
    /// Their e-mail address.
    pub email: &'static str,
    /// The role they show.
    pub role: Role,
    /// What to try as them.
    pub note: &'static str,
}

/// Everybody of the demo's sign-in page, in the order in which they tell the product's story.
pub const DEMO_PAGE: [DemoPerson; 9] = [
    demo("attending@demo.test", Role::Faculty, "Gives feedback on the ward, also without a network"),
    demo("resident@demo.test", Role::Learner, "Reads it, answers, and makes a plan of it"),
    demo("coach@demo.test", Role::Coach, "Follows a few residents over time"),
    demo("director@demo.test", Role::Director, "Runs the program and opens every record"),
    demo("coordinator@demo.test", Role::Coordinator, "Keeps roster and rotations; reads no feedback"),
    demo("committee@demo.test", Role::Committee, "Sits on the clinical competency committee"),
    demo("nurse@demo.test", Role::Team, "Gives feedback as a nurse of the team"),
    demo("attending2@demo.test", Role::Faculty, "Another attending"),
    demo("resident2@demo.test", Role::Learner, "Another resident, who sees nothing of the first one's"),
];

const fn demo(email: &'static str, role: Role, note: &'static str) -> DemoPerson {
    DemoPerson { email, role, note }
}

/// The people of [`DEMO_PAGE`] who are there, with their names.
///
/// # Errors
/// A fault of the database.
pub async fn demo_people(connection: &impl ConnectionTrait) -> Result<Vec<(DemoPerson, String)>> {
    let found = person::Entity::find()
        .filter(person::Column::Email.is_in(DEMO_PAGE.map(|person| person.email)))
        .filter(person::Column::DeactivatedAt.is_null())
        .all(connection)
        .await?;
    let people = DEMO_PAGE.into_iter().filter_map(|on_page| {
        let person = found.iter().find(|person| person.email == on_page.email)?;
        Some((on_page, format!("{} {}", person.given_name, person.family_name)))
    });
    Ok(people.collect())
}

/// Whose keys are known on a device: each with its person, oldest first.
///
/// # Errors
/// A fault of the database.
pub async fn keys_on(connection: &impl ConnectionTrait, device: DeviceId) -> Result<Vec<(PersonId, DeviceKey)>> {
    let rows = device_key::Entity::find()
        .filter(device_key::Column::DeviceId.eq(device))
        .order_by_asc(device_key::Column::CreatedAt)
        .all(connection)
        .await?;
    let key = |row: device_key::Model| {
        let key = DeviceKey::of_point(&row.public_key).ok_or_else(|| Error::internal("a stored key is no point"))?;
        Ok((row.person_id, key))
    };
    rows.into_iter().map(key).collect()
}

/// The device of a session, where it has told its id.
///
/// # Errors
/// A fault of the database.
pub async fn device_of(connection: &impl ConnectionTrait, session: SessionId) -> Result<Option<DeviceId>> {
    let session = session::Entity::find_by_id(session).one(connection).await?;
    Ok(session.and_then(|session| session.device_id))
}
