//! A notification on its person's devices.

use crate::{
    base::error::Result,
    entities::notification,
    features::notifications::NotificationWire,
    platform::{db::Tx, feed::Kind},
};

/// Shows a notification as it stands now to its person; nothing where its thing tells itself.
///
/// # Errors
/// A wire form that is no JSON.
pub(super) fn show(tx: &mut Tx<'_>, row: &notification::Model) -> Result<()> {
    if !row.kind.is_sent() {
        return Ok(());
    }
    let wire = NotificationWire::from(row);
    tx.show(Kind::Notification, wire.id, wire.program, wire.version(), &wire, [row.person_id])?;
    Ok(())
}
