//! What other features ask about entries: whose they are, about whom, and whether they stand. No text.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::model::EntryState;
use crate::{
    base::{
        clock::Timestamp,
        error::Result,
        ids::{EntryId, PersonId, ProgramId, RequestId},
    },
    entities::{feedback_entry, feedback_entry_state, request_code},
};

/// An entry without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Who gave it.
    pub author: PersonId,
    /// Whom it is about.
    pub learner: PersonId,
    /// Whether it stands.
    pub state: EntryState,
}

/// The facts of one entry of the program.
///
/// # Errors
/// A fault of the database.
pub async fn facts(connection: &impl ConnectionTrait, program: ProgramId, id: EntryId) -> Result<Option<Facts>> {
    let found: Option<(PersonId, PersonId)> = feedback_entry::Entity::of(program)
        .filter(feedback_entry::Column::Id.eq(id))
        .select_only()
        .columns([feedback_entry::Column::AuthorId, feedback_entry::Column::LearnerId])
        .into_tuple()
        .one(connection)
        .await?;
    let Some((author, learner)) = found else { return Ok(None) };
    let state = feedback_entry_state::Entity::find_by_id(id).one(connection).await?;
    Ok(Some(Facts { author, learner, state: state.map_or(EntryState::Given, |state| state.state) }))
}

/// Those of `entries` that are about `learner` in the program, with their authors.
///
/// # Errors
/// A fault of the database.
pub async fn authors_about(
    connection: &impl ConnectionTrait,
    program: ProgramId,
    learner: PersonId,
    entries: &[EntryId],
) -> Result<BTreeMap<EntryId, PersonId>> {
    if entries.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found: Vec<(EntryId, PersonId)> = feedback_entry::Entity::of(program)
        .filter(feedback_entry::Column::LearnerId.eq(learner))
        .filter(feedback_entry::Column::Id.is_in(entries.iter().copied()))
        .select_only()
        .columns([feedback_entry::Column::Id, feedback_entry::Column::AuthorId])
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().collect())
}

/// The entries of the program that say they answer this request.
///
/// # Errors
/// A fault of the database.
pub async fn naming(connection: &impl ConnectionTrait, program: ProgramId, request: RequestId) -> Result<Vec<EntryId>> {
    let found = feedback_entry::Entity::of(program)
        .filter(feedback_entry::Column::RequestId.eq(request))
        .order_by_asc(feedback_entry::Column::Id)
        .select_only()
        .column(feedback_entry::Column::Id)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found)
}

/// An entry with the code that was scanned for it, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The entry.
    pub entry: EntryId,
    /// In which program.
    pub program: ProgramId,
    /// Whom it is about.
    pub learner: PersonId,
    /// The request it says it answers.
    pub request: Option<RequestId>,
    /// The code; empty where it cannot be one.
    pub code: String,
    /// When it was saved, by the device's clock.
    pub given_at: Timestamp,
    /// When it arrived.
    pub received_at: Timestamp,
}

/// The code that was scanned for an entry, if one was.
///
/// # Errors
/// A fault of the database.
pub async fn brought(connection: &impl ConnectionTrait, id: EntryId) -> Result<Option<Brought>> {
    let Some(scanned) = request_code::Entity::find_by_id(id).one(connection).await? else { return Ok(None) };
    let entry = feedback_entry::Entity::find_by_id(id).one(connection).await?;
    Ok(entry.map(|entry| Brought {
        entry: id,
        program: entry.program_id,
        learner: entry.learner_id,
        request: entry.request_id,
        code: scanned.code,
        given_at: entry.given_at,
        received_at: entry.received_at,
    }))
}
