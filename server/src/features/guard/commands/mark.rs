//! Marking a text, and taking the mark away when the text has changed.

use sea_orm::{EntityTrait, IntoActiveModel, sea_query::OnConflict};

use crate::{
    base::error::Result,
    entities::guard_mark,
    features::guard::model::{GuardMarkWire, Written},
    platform::{db::Tx, feed::Kind},
};

/// Stores what was found in a thing's texts, and tells its author alone; where nothing was found, the mark goes. What
/// its author has kept stays so until something else is found.
///
/// # Errors
/// A fault of the database.
pub async fn mark(tx: &mut Tx<'_>, written: &Written, found: &str) -> Result<()> {
    let before = guard_mark::Entity::find_by_id(written.id).one(tx.connection()).await?;
    if before.as_ref().map_or("", |row| row.found.as_str()) == found {
        return Ok(());
    }
    if let Some(row) = &before {
        tx.hide(Kind::GuardMark, row.thing_id, [row.person_id]);
    }
    if found.is_empty() {
        guard_mark::Entity::delete_by_id(written.id).exec(tx.connection()).await?;
        return Ok(());
    }
    let row = guard_mark::Model {
        thing_id: written.id,
        thing_kind: written.kind.word().to_owned(),
        program_id: written.program,
        person_id: written.author,
        found: found.to_owned(),
        marked_at: tx.now(),
        kept_at: None,
    };
    let wire = GuardMarkWire::from(&row);
    let changing = [
        guard_mark::Column::PersonId,
        guard_mark::Column::Found,
        guard_mark::Column::MarkedAt,
        guard_mark::Column::KeptAt,
    ];
    guard_mark::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(guard_mark::Column::ThingId).update_columns(changing).to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    tx.show(Kind::GuardMark, wire.id, wire.program, tx.now().0, &wire, [written.author])?;
    Ok(())
}
