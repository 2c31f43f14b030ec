//! Reads, with visibility built in.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Query,
};

use super::{model::ReflectionWire, rows};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        error::Result,
        ids::{PersonId, ReflectionId},
    },
    entities::{reflection, reflection_share},
};

/// The most reflections one answer holds.
pub const PAGE_MAX: u64 = 200;

/// The reader's own reflections and those shared with them, newest first.
///
/// # Errors
/// A fault of the database.
pub async fn reflections(
    connection: &impl ConnectionTrait,
    reader: &Member,
    before: Option<Timestamp>,
    limit: u64,
) -> Result<Vec<ReflectionWire>> {
    let shared_with_me = Query::select()
        .column(reflection_share::Column::ReflectionId)
        .from(reflection_share::Entity)
        .and_where(reflection_share::Column::PersonId.eq(reader.id))
        .to_owned();
    let mut select = reflection::Entity::of(reader.program).filter(
        Condition::any()
            .add(reflection::Column::AuthorId.eq(reader.id))
            .add(reflection::Column::Id.in_subquery(shared_with_me)),
    );
    if let Some(before) = before {
        select = select.filter(reflection::Column::GivenAt.lt(before));
    }
    let found = select
        .order_by_desc(reflection::Column::GivenAt)
        .order_by_desc(reflection::Column::Id)
        .limit(limit.clamp(1, PAGE_MAX))
        .all(connection)
        .await?;
    let mut shares: HashMap<ReflectionId, BTreeSet<PersonId>> = HashMap::new();
    let rows = reflection_share::Entity::find()
        .filter(reflection_share::Column::ReflectionId.is_in(found.iter().map(|row| row.id)));
    for row in rows.all(connection).await? {
        shares.entry(row.reflection_id).or_default().insert(row.person_id);
    }
    Ok(found.into_iter().map(|row| rows::reflection_wire(&row, shares.remove(&row.id).unwrap_or_default())).collect())
}
