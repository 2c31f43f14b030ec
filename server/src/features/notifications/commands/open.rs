//! Opening a notification.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::show::show;
use crate::{
    base::{
        actor::Member,
        error::{Error, Result},
        ids::NotificationId,
    },
    entities::notification,
    platform::db::Tx,
};

/// Marks a notification as read by its person, now; again changes nothing.
///
/// # Errors
/// 404 where it is not theirs, or of another program.
pub async fn open(tx: &mut Tx<'_>, reader: &Member, id: NotificationId) -> Result<()> {
    let row = notification::Entity::find_by_id(id).one(tx.connection()).await?;
    let own = row.filter(|row| row.person_id == reader.id && row.program_id == reader.program);
    let row = own.ok_or(Error::NotFound)?;
    if row.read_at.is_none() { mark_as_read(tx, row).await } else { Ok(()) }
}

/// Writes down that it is read, and shows it so.
pub(super) async fn mark_as_read(tx: &mut Tx<'_>, row: notification::Model) -> Result<()> {
    let mut read = row.into_active_model();
    read.read_at = Set(Some(tx.now()));
    let row = read.update(tx.connection()).await?;
    show(tx, &row)
}
