//! What came of the code that was scanned for an entry.

use sea_orm::EntityTrait;

use super::{super::model::CodeProblem, stored::Stored};
use crate::{
    base::{error::Result, ids::EntryId},
    entities::request_code,
    platform::db::Tx,
};

/// Lets go of the code that was scanned for an entry, which carries a passage that was redacted.
///
/// # Errors
/// A fault of the database.
pub async fn forget_code(tx: &mut Tx<'_>, entry: EntryId) -> Result<()> {
    tx.waive("request_codes", entry, "redact").await?;
    request_code::Entity::delete_by_id(entry).exec(tx.connection()).await?;
    tx.end_waiver("request_codes", entry).await
}

/// Marks what is wrong with the code, if anything, and whether it had been shown for long. Nothing happens where that
/// is known.
///
/// # Errors
/// "Not found" without such an entry; a fault of the database.
pub async fn mark_code(tx: &mut Tx<'_>, entry: EntryId, problem: Option<CodeProblem>, old: bool) -> Result<()> {
    let mut stored = Stored::find(tx, entry).await?;
    if (stored.state.code_problem, stored.state.code_old) == (problem, old) {
        return Ok(());
    }
    stored.state.code_problem = problem;
    stored.state.code_old = old;
    stored.state.version += 1;
    stored.save_state(tx).await?;
    let viewers = stored.viewers(tx).await?;
    stored.show(tx, viewers)
}
