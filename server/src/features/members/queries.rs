//! What is to be read about members.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value,
    sea_query::{Query, SelectStatement},
};

use super::model::{Dates, Email, Learner, Listed, NewMembership, RecordRead};
use crate::{
    base::{
        actor::Role,
        clock::Timestamp,
        error::{Error, Result},
        ids::{MembershipId, PersonId, ProgramId},
    },
    entities::{membership, membership_role, membership_set, person, record_read},
    features::{frameworks::SetId, programs},
    platform::http::today,
};

/// How many readings of a record are told at once.
const READS_MAX: u64 = 500;

/// The person with this address.
///
/// # Errors
/// A fault of the database.
pub async fn person_by_email(connection: &impl ConnectionTrait, email: &Email) -> Result<Option<person::Model>> {
    Ok(person::Entity::find().filter(person::Column::Email.eq(email.as_str())).one(connection).await?)
}

/// Every member of a program, by family name: present, former and to come.
///
/// # Errors
/// A fault of the database.
pub async fn list(connection: &impl ConnectionTrait, program: ProgramId, now: Timestamp) -> Result<Vec<Listed>> {
    // Memberships first: whoever joins between two of these reads is left out, and never shown without roles.
    let memberships = membership::Entity::of(program).all(connection).await?;
    let mut roles: HashMap<MembershipId, BTreeSet<Role>> = HashMap::new();
    let held = membership_role::Entity::find()
        .filter(membership_role::Column::MembershipId.in_subquery(ids_of(program, membership::Column::Id)));
    for row in held.all(connection).await? {
        roles.entry(row.membership_id).or_default().insert(row.role);
    }
    let mut sets: HashMap<MembershipId, Vec<SetId>> = HashMap::new();
    let own = membership_set::Entity::find()
        .filter(membership_set::Column::MembershipId.in_subquery(ids_of(program, membership::Column::Id)))
        .order_by_asc(membership_set::Column::SetId);
    for row in own.all(connection).await? {
        sets.entry(row.membership_id).or_default().push(SetId::parse(&row.set_id).map_err(Error::internal)?);
    }
    let known =
        person::Entity::find().filter(person::Column::Id.in_subquery(ids_of(program, membership::Column::PersonId)));
    let mut people: HashMap<PersonId, person::Model> =
        known.all(connection).await?.into_iter().map(|row| (row.id, row)).collect();

    let mut listed: Vec<Listed> = memberships
        .into_iter()
        .filter_map(|row| {
            let person = people.remove(&row.person_id)?;
            let over = is_over(row.ended_at, now);
            Some(Listed {
                id: person.id,
                email: person.email,
                given_name: person.given_name,
                family_name: person.family_name,
                membership: NewMembership::stored(
                    roles.remove(&row.id).unwrap_or_default(),
                    row.training_year,
                    row.profession,
                    sets.remove(&row.id).unwrap_or_default(),
                    Dates::stored(row.starts_on, row.ends_on),
                ),
                active: row.started_at <= now && !over && person.deactivated_at.is_none(),
                over,
                deactivated: person.deactivated_at.is_some(),
                started_at: row.started_at,
                ended_at: row.ended_at,
            })
        })
        .collect();
    listed.sort_by_cached_key(|one| {
        (one.family_name.to_lowercase(), one.given_name.to_lowercase(), one.id) //
    });
    Ok(listed)
}

/// The names of every present and former member of a program.
///
/// # Errors
/// A fault of the database.
pub async fn names(connection: &impl ConnectionTrait, program: ProgramId) -> Result<Vec<String>> {
    let of_program = person::Column::Id.in_subquery(ids_of(program, membership::Column::PersonId));
    let people = person::Entity::find().filter(of_program).all(connection).await?;
    Ok(people.into_iter().map(|one| format!("{} {}", one.given_name, one.family_name)).collect())
}

/// A column of the memberships of a program, for `IN (…)`.
fn ids_of(program: ProgramId, column: membership::Column) -> SelectStatement {
    Query::select()
        .column(column)
        .from(membership::Entity)
        .and_where(membership::Column::ProgramId.eq(program))
        .to_owned()
}

/// Whether a membership with this end has ended.
pub(super) fn is_over(ended_at: Option<Timestamp>, now: Timestamp) -> bool {
    ended_at.is_some_and(|ended| ended <= now)
}

/// What somebody is, was or will be in the program.
pub(super) async fn membership_of(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    person: PersonId,
) -> Result<Option<(membership::Model, NewMembership)>> {
    let mine = membership::Entity::of(program).filter(membership::Column::PersonId.eq(person));
    let Some(row) = mine.one(connection).await? else { return Ok(None) };
    let roles = membership_role::Entity::find().filter(membership_role::Column::MembershipId.eq(row.id));
    let roles = roles.all(connection).await?.into_iter().map(|row| row.role).collect();
    let sets = membership_set::Entity::find()
        .filter(membership_set::Column::MembershipId.eq(row.id))
        .order_by_asc(membership_set::Column::SetId)
        .all(connection)
        .await?;
    let sets = sets.iter().map(|row| SetId::parse(&row.set_id).map_err(Error::internal)).collect::<Result<_>>()?;
    let dates = Dates::stored(row.starts_on.clone(), row.ends_on.clone());
    let stored = NewMembership::stored(roles, row.training_year, row.profession, sets, dates);
    Ok(Some((row, stored)))
}

/// The person as a present learner of the program, if they are one. A learner is one without dates.
///
/// # Errors
/// A fault of the database.
pub async fn learner(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    person: PersonId,
) -> Result<Option<Learner>> {
    let Some((row, stored)) = membership_of(connection, program, person).await? else { return Ok(None) };
    let account = person::Entity::find_by_id(person).one(connection).await?;
    let present = row.ended_at.is_none() && account.is_some_and(|person| person.deactivated_at.is_none());
    if !present || !stored.is(Role::Learner) {
        return Ok(None);
    }
    let sets = match stored.own_sets() {
        [] => programs::queries::sets_of(connection, program).await?,
        own => own.to_vec(),
    };
    Ok(Some(Learner { id: person, training_year: row.training_year, sets }))
}

/// The present members who hold `role`, sorted; `now` tells who is present.
///
/// # Errors
/// A fault of the database.
pub async fn with_role(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    role: Role,
    now: Timestamp,
) -> Result<Vec<PersonId>> {
    let sql = "SELECT m.person_id FROM memberships m \
               JOIN membership_roles r ON r.membership_id = m.id AND r.role = $2 \
               JOIN people p ON p.id = m.person_id AND p.deactivated_at IS NULL \
               WHERE m.program_id = $1 AND m.started_at <= $3 AND (m.ended_at IS NULL OR m.ended_at > $3) ORDER BY m.person_id";
    let statement = Statement::from_sql_and_values(
        connection.get_database_backend(),
        sql,
        [program.into(), role.into(), now.into()],
    );
    let rows = connection.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| row.try_get("", "person_id")).collect::<Result<_, _>>()?)
}

/// Who coaches whom on the day `$2` in the program `$1`: only coaches who are members, and coaches,
/// still. A coach is one without dates.
pub(super) const COACHING_NOW: &str = "SELECT DISTINCT c.coach_id, c.learner_id FROM coaching c \
     JOIN memberships m ON m.program_id = c.program_id AND m.person_id = c.coach_id AND m.ended_at IS NULL \
     JOIN membership_roles r ON r.membership_id = m.id AND r.role = 'coach' \
     JOIN people p ON p.id = c.coach_id AND p.deactivated_at IS NULL \
     WHERE c.program_id = $1 AND c.starts_on <= $2 AND (c.ends_on IS NULL OR c.ends_on >= $2)";

/// Who coaches whom today: coach and learner, sorted.
///
/// # Errors
/// A fault of the database.
pub async fn coaching_now(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    now: Timestamp,
) -> Result<Vec<(PersonId, PersonId)>> {
    let day = today(connection, program, now).await?;
    pairs(connection, format!("{COACHING_NOW} ORDER BY c.coach_id, c.learner_id"), vec![program.into(), day.into()])
        .await
}

/// Who coaches this learner today, sorted.
///
/// # Errors
/// A fault of the database.
pub async fn coaches_of(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    learner: PersonId,
    now: Timestamp,
) -> Result<Vec<PersonId>> {
    let day = today(connection, program, now).await?;
    let sql = format!("{COACHING_NOW} AND c.learner_id = $3 ORDER BY c.coach_id, c.learner_id");
    let found = pairs(connection, sql, vec![program.into(), day.into(), learner.into()]).await?;
    Ok(found.into_iter().map(|(coach, _)| coach).collect())
}

async fn pairs(
    connection: &impl ConnectionTrait,
    sql: String,
    values: Vec<Value>,
) -> Result<Vec<(PersonId, PersonId)>> {
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let rows = connection.query_all_raw(statement).await?;
    let pairs = rows.iter().map(|row| Ok((row.try_get("", "coach_id")?, row.try_get("", "learner_id")?)));
    pairs.collect()
}

/// Who read the record of `learner`, newest first: at most the last 500.
///
/// # Errors
/// A fault of the database.
pub async fn record_reads(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    learner: PersonId,
) -> Result<Vec<RecordRead>> {
    let rows = record_read::Entity::of(program)
        .filter(record_read::Column::LearnerId.eq(learner))
        .order_by_desc(record_read::Column::At)
        .order_by_desc(record_read::Column::Id)
        .limit(READS_MAX)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| RecordRead { reader: row.reader_id, role: row.role, at: row.at }).collect())
}
