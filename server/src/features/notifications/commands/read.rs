//! Marking an entry as read.

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};
use serde_json::json;

use super::open::mark_as_read;
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::EntryId,
    },
    entities::{notification, read_mark},
    features::feedback::facts,
    platform::{db::Tx, feed::Kind},
};

/// Marks an entry as read by `reader`, now: a phone with a wrong clock must not keep replies unread, or hide them.
/// Whatever told them of the entry is read with it.
///
/// # Errors
/// 404 where the entry is neither about the reader nor on their devices.
pub async fn read(tx: &mut Tx<'_>, reader: &Member, entry: EntryId) -> Result<()> {
    let facts = facts::facts(tx.connection(), reader.program, entry).await?.ok_or(Error::NotFound)?;
    let about_me = facts.learner == reader.id;
    ensure(about_me || tx.viewers(Kind::FeedbackEntry, entry).await?.contains(&reader.id))?;

    let row = read_mark::Model { person_id: reader.id, entry_id: entry, program_id: reader.program, at: tx.now() };
    read_mark::Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::columns([read_mark::Column::PersonId, read_mark::Column::EntryId])
                .update_column(read_mark::Column::At)
                .to_owned(),
        )
        .exec_without_returning(tx.connection())
        .await?;
    // Two people mark the same entry, and the stored form is the entry's: the pull adds each reader's own time.
    tx.show(Kind::ReadMark, entry, reader.program, 1, &json!({ "id": entry }), [reader.id])?;

    let told = notification::Entity::find()
        .filter(notification::Column::AboutId.eq(entry.0))
        .filter(notification::Column::PersonId.eq(reader.id))
        .filter(notification::Column::ReadAt.is_null())
        .all(tx.connection())
        .await?;
    for told in told {
        mark_as_read(tx, told).await?;
    }
    Ok(())
}
