//! "It is not a patient."

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

use crate::{
    base::{actor::Member, error::Result},
    entities::guard_mark,
    platform::{db::Tx, feed::Kind},
};

/// Clears the mark of a thing, on its author's word. Where there is none of theirs nothing happens, whatever the reason:
/// it may have gone in the meantime, and nobody learns of another's.
///
/// # Errors
/// A fault of the database.
pub async fn keep(tx: &mut Tx<'_>, author: &Member, thing: Uuid) -> Result<()> {
    let row = guard_mark::Entity::find_by_id(thing).one(tx.connection()).await?;
    let own = row.filter(|row| row.person_id == author.id && row.program_id == author.program);
    let Some(row) = own.filter(|row| row.kept_at.is_none()) else { return Ok(()) };
    let mut kept = row.into_active_model();
    kept.kept_at = Set(Some(tx.now()));
    kept.update(tx.connection()).await?;
    tx.hide(Kind::GuardMark, thing, [author.id]);
    Ok(())
}
