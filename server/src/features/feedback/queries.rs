//! Reads, with visibility built in. Entries are answered in their stored wire form.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{
    model::{AmendmentWire, EntryState, EntryWire, Visitor},
    policy, rows,
};
use crate::{
    base::{
        actor::{Member, Role},
        clock::Timestamp,
        error::Result,
        ids::{EntryId, PersonId, SubcompetencyId},
    },
    entities::{amendment, feedback_entry, feedback_entry_state},
};

/// The most entries one answer holds.
pub const PAGE_MAX: u64 = 200;

/// Which entries are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// About this learner.
    pub learner: Option<PersonId>,
    /// By this author.
    pub author: Option<PersonId>,
    /// Given before this moment.
    pub before: Option<Timestamp>,
    /// At most so many (up to [`PAGE_MAX`]).
    pub limit: Option<u64>,
}

/// An entry with its amendments.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct EntryRead {
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryWire,
    /// Its amendments, oldest first.
    pub amendments: Vec<AmendmentWire>,
    /// What its learner said to it.
    #[schema(value_type = Vec<Object>)]
    pub responses: Vec<Box<RawValue>>,
}

/// That an entry exists, without its text.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // the names say it
pub struct LedgerLine {
    pub id: EntryId,
    pub author: PersonId,
    pub learner: PersonId,
    pub subcompetency: SubcompetencyId,
    pub observed_at: Timestamp,
    pub given_at: Timestamp,
    pub received_at: Timestamp,
    pub state: EntryState,
    /// Of an author without a membership: as they said who they are.
    pub visiting: Option<Visitor>,
}

/// One entry, if `reader` may open it.
///
/// # Errors
/// A fault of the database.
pub async fn entry(connection: &impl ConnectionTrait, reader: &Member, id: EntryId) -> Result<Option<EntryRead>> {
    let found = feedback_entry::Entity::of(reader.program)
        .filter(feedback_entry::Column::Id.eq(id))
        .one(connection)
        .await?
        .filter(|entry| policy::may_read(reader, entry.author_id, entry.learner_id));
    let Some(found) = found else { return Ok(None) };
    Ok(with_replies(connection, vec![found]).await?.pop())
}

/// Entries that `reader` may open, newest first.
///
/// # Errors
/// A fault of the database.
pub async fn entries(connection: &impl ConnectionTrait, reader: &Member, asked: Asked) -> Result<Vec<EntryRead>> {
    let mut select = feedback_entry::Entity::of(reader.program).filter(visible_to(reader));
    if let Some(learner) = asked.learner {
        select = select.filter(feedback_entry::Column::LearnerId.eq(learner));
    }
    if let Some(author) = asked.author {
        select = select.filter(feedback_entry::Column::AuthorId.eq(author));
    }
    if let Some(before) = asked.before {
        select = select.filter(feedback_entry::Column::GivenAt.lt(before));
    }
    let found = select
        .order_by_desc(feedback_entry::Column::GivenAt)
        .order_by_desc(feedback_entry::Column::Id)
        .limit(asked.limit.unwrap_or(50).clamp(1, PAGE_MAX))
        .all(connection)
        .await?;
    with_replies(connection, found).await
}

/// That entries exist, newest first, for who may see the ledger.
///
/// # Errors
/// A fault of the database.
pub async fn ledger(connection: &impl ConnectionTrait, reader: &Member, asked: Asked) -> Result<Vec<LedgerLine>> {
    let mut select = feedback_entry::Entity::of(reader.program);
    if let Some(learner) = asked.learner {
        select = select.filter(feedback_entry::Column::LearnerId.eq(learner));
    }
    if let Some(author) = asked.author {
        select = select.filter(feedback_entry::Column::AuthorId.eq(author));
    }
    if let Some(before) = asked.before {
        select = select.filter(feedback_entry::Column::GivenAt.lt(before));
    }
    let found = select
        .order_by_desc(feedback_entry::Column::GivenAt)
        .limit(asked.limit.unwrap_or(100).clamp(1, PAGE_MAX))
        .all(connection)
        .await?;
    let states = states_of(connection, &found).await?;
    Ok(found
        .into_iter()
        .map(|entry| LedgerLine {
            state: states.get(&entry.id).map_or(EntryState::Given, |state| state.state),
            visiting: states.get(&entry.id).and_then(rows::visitor),
            id: entry.id,
            author: entry.author_id,
            learner: entry.learner_id,
            subcompetency: entry.subcompetency_id,
            observed_at: entry.observed_at,
            given_at: entry.given_at,
            received_at: entry.received_at,
        })
        .collect())
}

/// [`policy::may_read`], as a condition.
fn visible_to(reader: &Member) -> Condition {
    let mut condition = Condition::any().add(feedback_entry::Column::AuthorId.eq(reader.id));
    if reader.is(Role::Director) {
        return condition.add(feedback_entry::Column::ProgramId.eq(reader.program));
    }
    if reader.is(Role::Learner) {
        condition = condition.add(feedback_entry::Column::LearnerId.eq(reader.id));
    }
    if reader.is(Role::Coach) {
        condition = condition.add(feedback_entry::Column::LearnerId.is_in(reader.coached.iter().copied()));
    }
    condition
}

async fn states_of(
    connection: &impl ConnectionTrait,
    entries: &[feedback_entry::Model],
) -> Result<HashMap<EntryId, feedback_entry_state::Model>> {
    let states = feedback_entry_state::Entity::find()
        .filter(feedback_entry_state::Column::EntryId.is_in(entries.iter().map(|entry| entry.id)))
        .all(connection)
        .await?;
    Ok(states.into_iter().map(|state| (state.entry_id, state)).collect())
}

async fn with_replies(
    connection: &impl ConnectionTrait,
    entries: Vec<feedback_entry::Model>,
) -> Result<Vec<EntryRead>> {
    let mut states = states_of(connection, &entries).await?;
    let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
    let mut amendments: HashMap<EntryId, Vec<AmendmentWire>> = HashMap::new();
    let rows = amendment::Entity::find()
        .filter(amendment::Column::EntryId.is_in(ids.iter().copied()))
        .order_by_asc(amendment::Column::ReceivedAt)
        .all(connection)
        .await?;
    for row in rows {
        amendments.entry(row.entry_id).or_default().push(rows::amendment_wire(&row));
    }
    let mut responses = responses_of(connection, &ids).await?;
    Ok(entries
        .into_iter()
        .map(|entry| {
            let state = states.remove(&entry.id).unwrap_or_else(|| rows::as_given(&entry));
            let stands = state.state == EntryState::Given;
            EntryRead {
                amendments: amendments.remove(&entry.id).filter(|_| stands).unwrap_or_default(),
                responses: responses.remove(&entry.id).filter(|_| stands).unwrap_or_default(),
                entry: rows::wire(&entry, &state),
            }
        })
        .collect())
}

/// What learners said to these entries, in stored wire form: the feature that owns responses stands below this one.
async fn responses_of(
    connection: &impl ConnectionTrait,
    entries: &[EntryId],
) -> Result<HashMap<EntryId, Vec<Box<RawValue>>>> {
    use crate::{
        entities::response,
        platform::feed::{self, Kind},
    };
    let rows = response::Entity::find()
        .filter(response::Column::EntryId.is_in(entries.iter().copied()))
        .order_by_asc(response::Column::ReceivedAt)
        .all(connection)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.into()).collect();
    let mut forms = feed::forms(connection, Kind::Response, &ids).await?;
    let mut found: HashMap<EntryId, Vec<Box<RawValue>>> = HashMap::new();
    for row in rows {
        if let Some(body) = forms.remove(&row.id.into()) {
            found.entry(row.entry_id).or_default().push(RawValue::from_string(body)?);
        }
    }
    Ok(found)
}
