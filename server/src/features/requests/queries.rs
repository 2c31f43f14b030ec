//! Reads, with visibility built in.

use std::collections::HashMap;

use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select, Statement,
};

use super::{
    commands::answers,
    model::{Request, RequestState, wire::RequestWire},
    policy, rows,
};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        day::Day,
        error::{Error, Result},
        ids::{EntryId, PersonId, ProgramId, RequestId},
    },
    entities::{request, request_state},
    features::members::Email,
};

/// The most requests one answer holds.
pub const PAGE_MAX: u64 = 200;

/// Requests of which `reader` is one of the two people, newest first: received before `before`, at most `limit` (up to
/// [`PAGE_MAX`]).
///
/// # Errors
/// A fault of the database.
pub async fn requests(
    connection: &impl ConnectionTrait,
    reader: &Member,
    before: Option<Timestamp>,
    limit: u64,
) -> Result<Vec<RequestWire>> {
    let mine = Condition::any()
        .add(request::Column::LearnerId.eq(reader.id))
        .add(request_state::Column::AssessorId.eq(reader.id));
    let mut select = joined(reader.program).filter(mine);
    if let Some(before) = before {
        select = select.filter(request::Column::ReceivedAt.lt(before));
    }
    let found = select
        .order_by_desc(request::Column::ReceivedAt)
        .order_by_desc(request::Column::Id)
        .limit(limit.clamp(1, PAGE_MAX))
        .select_also(request_state::Entity)
        .all(connection)
        .await?;
    whole(connection, found).await
}

/// One request, if `reader` is one of its two people.
///
/// # Errors
/// A fault of the database.
pub async fn request(connection: &impl ConnectionTrait, reader: &Member, id: RequestId) -> Result<Option<RequestWire>> {
    let one = joined(reader.program).filter(request::Column::Id.eq(id)).select_also(request_state::Entity);
    let found = one.all(connection).await?;
    let found = whole(connection, found).await?.pop();
    Ok(found.filter(|request| policy::may_read(reader, request.learner, request.assessor)))
}

/// A request by its id, whoever asks: for whoever was asked by mail.
///
/// # Errors
/// A fault of the database.
pub async fn stored(connection: &impl ConnectionTrait, id: RequestId) -> Result<Option<Request>> {
    let Some(row) = request::Entity::find_by_id(id).one(connection).await? else { return Ok(None) };
    let Some(state) = request_state::Entity::find_by_id(id).one(connection).await? else { return Ok(None) };
    let entries = answers(connection, &[id]).await?.into_iter().map(|answer| answer.entry_id).collect();
    rows::request(row, state, entries).map(Some)
}

/// How many open requests an address has that is on no list, `today` in the program.
///
/// # Errors
/// A fault of the database.
pub async fn open_at(connection: &impl ConnectionTrait, program: ProgramId, mail: &Email, today: &Day) -> Result<u64> {
    let open = joined(program)
        .filter(request_state::Column::State.eq(RequestState::Open))
        .filter(request::Column::VisitingMail.eq(mail.as_str()))
        .filter(request::Column::Until.gte(today.clone()));
    Ok(open.count(connection).await?)
}

/// How many addresses a learner has had mail sent to since a moment.
///
/// # Errors
/// A fault of the database.
pub async fn mailed_since(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    learner: PersonId,
    since: Timestamp,
) -> Result<u64> {
    let mailed = request::Entity::of(program)
        .filter(request::Column::LearnerId.eq(learner))
        .filter(request::Column::VisitingMail.is_not_null())
        .filter(request::Column::ReceivedAt.gt(since));
    Ok(mailed.count(connection).await?)
}

/// How many open requests somebody has, `today` in the program.
///
/// # Errors
/// A fault of the database.
pub async fn open_of(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    assessor: PersonId,
    today: &Day,
) -> Result<u64> {
    let open = joined(program)
        .filter(request_state::Column::State.eq(RequestState::Open))
        .filter(request_state::Column::AssessorId.eq(assessor))
        .filter(request::Column::Until.gte(today.clone()));
    Ok(open.count(connection).await?)
}

/// Who has as many open requests as the program allows, `today` in the program; sorted.
///
/// # Errors
/// A fault of the database.
pub async fn busy(connection: &impl ConnectionTrait, program: ProgramId, today: Day) -> Result<Vec<PersonId>> {
    let select = Statement::from_sql_and_values(
        connection.get_database_backend(),
        BUSY,
        [program.into(), today.into(), RequestState::Open.to_value().into()],
    );
    let rows = connection.query_all_raw(select).await?;
    Ok(rows.iter().map(|row| row.try_get("", "person")).collect::<Result<_, _>>()?)
}

const BUSY: &str = "
SELECT s.assessor_id AS person
  FROM request_states s
  JOIN requests r ON r.id = s.request_id
  JOIN programs p ON p.id = s.program_id
 WHERE s.program_id = $1 AND s.state = $3 AND s.assessor_id IS NOT NULL AND r.until >= $2
 GROUP BY s.assessor_id, p.open_requests_max
HAVING COUNT(*) >= p.open_requests_max
 ORDER BY s.assessor_id";

/// Open requests of the program whose last day is before `today`, at most `limit`.
pub(super) async fn over(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    today: &Day,
    limit: u64,
) -> Result<Vec<RequestId>> {
    let over = joined(program)
        .filter(request_state::Column::State.eq(RequestState::Open))
        .filter(request::Column::Until.lt(today.clone()))
        .order_by_asc(request::Column::Id)
        .limit(limit)
        .all(connection)
        .await?;
    Ok(over.into_iter().map(|request| request.id).collect())
}

/// Whose a request is, and where and when it arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// In which program.
    pub program: ProgramId,
    /// Who asks.
    pub learner: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Whose a request is, and where and when it arrived, if it has.
///
/// # Errors
/// A fault of the database.
pub async fn arrival(connection: &impl ConnectionTrait, id: RequestId) -> Result<Option<Arrival>> {
    let found = request::Entity::find_by_id(id).one(connection).await?;
    Ok(found.map(|row| Arrival { program: row.program_id, learner: row.learner_id, at: row.received_at }))
}

/// Whether a passage of a request was redacted.
///
/// # Errors
/// A fault of the database.
pub async fn is_redacted(connection: &impl ConnectionTrait, id: RequestId) -> Result<bool> {
    let state = request_state::Entity::find_by_id(id).one(connection).await?;
    Ok(state.is_some_and(|state| state.text_version > 1))
}

/// The program's requests beside where they stand.
fn joined(program: ProgramId) -> Select<request::Entity> {
    let state = request::Entity::belongs_to(request_state::Entity)
        .from(request::Column::Id)
        .to(request_state::Column::RequestId)
        .into();
    request::Entity::of(program).join(JoinType::InnerJoin, state)
}

async fn whole(
    connection: &impl ConnectionTrait,
    found: Vec<(request::Model, Option<request_state::Model>)>,
) -> Result<Vec<RequestWire>> {
    let ids: Vec<RequestId> = found.iter().map(|(request, _)| request.id).collect();
    let mut entries: HashMap<RequestId, Vec<EntryId>> = HashMap::new();
    for answer in answers(connection, &ids).await? {
        entries.entry(answer.request_id).or_default().push(answer.entry_id);
    }
    let whole = found.into_iter().map(|(request, state)| {
        let state = state.ok_or_else(|| Error::internal("a request that stands nowhere"))?;
        let entries = entries.remove(&request.id).unwrap_or_default();
        Ok(RequestWire::from(&rows::request(request, state, entries)?))
    });
    whole.collect()
}
