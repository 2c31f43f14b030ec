//! Writes.

use crate::{
    base::{
        actor::{Member, Role},
        error::Result,
        ids::PersonId,
    },
    platform::{audit::Action, db::Tx},
};

/// Records that `reader` read `learner`'s record in `role`.
///
/// # Errors
/// A fault of the database.
pub async fn record_read(tx: &mut Tx<'_>, reader: &Member, learner: PersonId, _role: Role) -> Result<()> {
    tx.audit(Action::RecordRead, Some(reader.program), learner, None);
    Ok(())
}
