//! A request as it stands in the database, and how its change is stored.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::super::{
    model::{Request, wire::RequestWire},
    rows,
};
use crate::{
    base::{
        error::{Error, Result},
        ids::{EntryId, PersonId, RequestId},
    },
    entities::{request, request_answer, request_state},
    platform::{audit::Action, db::Tx, feed::Kind},
};

/// The request; nobody else changes it until this transaction ends.
///
/// # Errors
/// A fault of the database.
pub async fn find(tx: &Tx<'_>, id: RequestId) -> Result<Option<Request>> {
    let state = request_state::Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await?;
    let Some(state) = state else { return Ok(None) };
    let row = request::Entity::find_by_id(id).one(tx.connection()).await?;
    let row = row.ok_or_else(|| Error::internal("where a request stands, without the request"))?;
    let entries = answers(tx.connection(), &[id]).await?.into_iter().map(|answer| answer.entry_id).collect();
    rows::request(row, state, entries).map(Some)
}

/// What answers these requests, in the order they met.
pub async fn answers(
    connection: &impl ConnectionTrait,
    requests: &[RequestId],
) -> Result<Vec<request_answer::Model>, DbErr> {
    request_answer::Entity::find()
        .filter(request_answer::Column::RequestId.is_in(requests.iter().copied()))
        .order_by_asc(request_answer::Column::At)
        .order_by_asc(request_answer::Column::EntryId)
        .all(connection)
        .await
}

/// Stores a new request.
pub async fn insert(tx: &Tx<'_>, request: &Request) -> Result<(), DbErr> {
    let asked = rows::asked(request).into_active_model();
    request::Entity::insert(asked).exec_without_returning(tx.connection()).await?;
    let state = rows::state(request).into_active_model();
    request_state::Entity::insert(state).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Whether this author has answered it.
///
/// # Errors
/// A fault of the database.
pub async fn has_answered(tx: &Tx<'_>, request: RequestId, author: PersonId) -> Result<bool> {
    let answers = answers(tx.connection(), &[request]).await?;
    Ok(answers.iter().any(|answer| answer.author_id == author))
}

/// Stores that `entry` answers it.
pub async fn insert_answer(tx: &Tx<'_>, request: RequestId, entry: EntryId, author: PersonId) -> Result<()> {
    let answer = request_answer::Model { request_id: request, entry_id: entry, author_id: author, at: tx.now() };
    request_answer::Entity::insert(answer.into_active_model()).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Stores that `entry` answers it no longer.
pub async fn remove_answer(tx: &Tx<'_>, request: RequestId, entry: EntryId) -> Result<()> {
    request_answer::Entity::delete_by_id((request, entry)).exec(tx.connection()).await?;
    Ok(())
}

/// Stores where it stands, and records it.
pub async fn update(tx: &mut Tx<'_>, request: &Request, action: Action) -> Result<()> {
    let state = rows::state(request).into_active_model().reset_all();
    request_state::Entity::update(state).exec(tx.connection()).await?;
    record(tx, request, action)
}

/// Renders it, brings it to its people, and writes down what happened.
pub fn record(tx: &mut Tx<'_>, request: &Request, action: Action) -> Result<()> {
    let wire = RequestWire::from(request);
    let body = tx.show(Kind::Request, request.id, request.program, request.version, &wire, request.people())?;
    tx.audit(action, Some(request.program), request.id, Some(body.as_bytes()));
    Ok(())
}
