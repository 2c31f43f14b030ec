//! A [`Member`] in a handler's signature is the permission to be in the program: it is read from the database for
//! this very request, and outside the program the answer is 404.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use futures_util::future::LocalBoxFuture;
use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::signed_in::from_header;
use crate::{
    base::{
        actor::{Member, Role},
        clock::Timestamp,
        day::Day,
        error::{Error, Result},
        ids::{PersonId, ProgramId},
    },
    entities::{coaching, program},
    platform::{
        app::App,
        db::{PAIRS_MAX, ask_of_pairs},
    },
};

impl FromRequest for Member {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let signed_in = from_header(request);
        let program = request.match_info().get("program").and_then(|id| id.parse::<ProgramId>().ok());
        let app = request.app_data::<web::Data<App>>().cloned();
        Box::pin(async move {
            let signed_in = signed_in?;
            let app = app.ok_or_else(|| Error::internal("no app"))?;
            let program = program.ok_or(Error::NotFound)?;
            load_member(app.db.reader(), program, signed_in.person, app.clock.now()).await
        })
    }
}

/// The member, or "not found" for whoever is none.
///
/// # Errors
/// [`Error::NotFound`], or a fault of the database.
pub async fn load_member(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    person: PersonId,
    now: Timestamp,
) -> Result<Member> {
    read_member(connection, program, person, now).await?.ok_or(Error::NotFound)
}

/// The person as a present member of the program, if they are one.
///
/// # Errors
/// A fault of the database.
pub async fn read_member(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    person: PersonId,
    now: Timestamp,
) -> Result<Option<Member>> {
    let Some(roles) = present_roles(connection, &[(program, person)], now).await?.remove(&(program, person)) else {
        return Ok(None);
    };
    let coached =
        if roles.contains(&Role::Coach) { coached(connection, program, person, now).await? } else { Vec::new() };
    Ok(Some(Member { id: person, program, roles: roles.into_iter().collect(), coached }))
}

/// Those of `asked` who are present members of the program and coach nobody, which takes one question for all.
///
/// # Errors
/// A fault of the database.
pub async fn read_plain_members(
    connection: &impl ConnectionTrait,
    asked: &[(ProgramId, PersonId)],
    now: Timestamp,
) -> Result<Vec<Member>> {
    let members =
        present_roles(connection, asked, now).await?.into_iter().filter(|(_, roles)| !roles.contains(&Role::Coach));
    let plain = members.map(|((program, id), roles)| Member {
        id,
        program,
        roles: roles.into_iter().collect(),
        coached: Vec::new(),
    });
    Ok(plain.collect())
}

/// The roles of those of `asked` who are present members of the program.
async fn present_roles(
    connection: &impl ConnectionTrait,
    asked: &[(ProgramId, PersonId)],
    now: Timestamp,
) -> Result<BTreeMap<(ProgramId, PersonId), BTreeSet<Role>>> {
    let mut roles: BTreeMap<_, BTreeSet<Role>> = BTreeMap::new();
    for some in asked.chunks(PAIRS_MAX) {
        let select = ask_of_pairs(connection.get_database_backend(), ROLES, some);
        for row in connection.query_all_raw(select).await? {
            let (started, ended): (Timestamp, Option<Timestamp>) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
            if now < started || ended.is_some_and(|ended| ended <= now) {
                continue;
            }
            let of = roles.entry((row.try_get_by_index(0)?, row.try_get_by_index(1)?)).or_default();
            of.extend(row.try_get_by_index::<Option<Role>>(2)?);
        }
    }
    Ok(roles)
}

/// The pairs come first, and each is found by the key. One row per role; a member without any has one row and no role.
/// A pair that fills up the table is found again. The moment is judged outside: it would make each statement another one.
const ROLES: &str = "
SELECT m.program_id, m.person_id, r.role, m.started_at, m.ended_at
  FROM ({asked}) AS asked
 CROSS JOIN memberships m
  JOIN people p ON p.id = m.person_id AND p.deactivated_at IS NULL
  LEFT JOIN membership_roles r ON r.membership_id = m.id
 WHERE m.program_id = asked.column1 AND m.person_id = asked.column2";

/// The learners `coach` follows on the program's present day.
async fn coached(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    coach: PersonId,
    now: Timestamp,
) -> Result<Vec<PersonId>> {
    let today = today(connection, program, now).await?;
    let rows = coaching::Entity::of(program)
        .filter(coaching::Column::CoachId.eq(coach))
        .filter(coaching::Column::StartsOn.lte(today.clone()))
        .filter(Condition::any().add(coaching::Column::EndsOn.is_null()).add(coaching::Column::EndsOn.gte(today)))
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| row.learner_id).collect())
}

/// The calendar day in the program's time zone.
///
/// # Errors
/// [`Error::NotFound`] without such a program, or a fault of the database.
pub async fn today(connection: &impl ConnectionTrait, program: ProgramId, now: Timestamp) -> Result<Day> {
    Ok(now.day_in(&zone(connection, program).await?))
}

/// The program's time zone.
///
/// # Errors
/// As [`today`].
pub async fn zone(connection: &impl ConnectionTrait, program: ProgramId) -> Result<TimeZone> {
    let program = program::Entity::find_by_id(program).one(connection).await?.ok_or(Error::NotFound)?;
    TimeZone::get(&program.time_zone).map_err(Error::internal)
}
