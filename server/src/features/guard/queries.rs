//! What was written since the guard last looked, by the audit log: its blocks are numbered, and everything that brings,
//! changes or takes away a text is in them.

use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::base::{error::Result, ids::PersonId};

/// Something that was done to a thing with texts.
pub struct Done {
    /// What was done, by the audit log's word.
    pub action: String,
    /// To which thing.
    pub thing: Uuid,
    /// By whom.
    pub actor: Option<PersonId>,
}

/// The last block looked at, and whether there is a next one.
///
/// # Errors
/// A fault of the database.
pub async fn progress(connection: &impl ConnectionTrait) -> Result<(i64, bool)> {
    let sql = "SELECT g.block, EXISTS (SELECT 1 FROM audit_blocks b WHERE b.ordinal = g.block + 1) \
               FROM (SELECT COALESCE(MAX(block), 0) AS block FROM guard_progress) g";
    let row = connection.query_one_raw(Statement::from_string(connection.get_database_backend(), sql)).await?;
    Ok(row
        .map(|row| Ok::<_, sea_orm::DbErr>((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .transpose()?
        .unwrap_or_default())
}

/// What a block says was done, in its order.
///
/// # Errors
/// A fault of the database.
pub async fn done_in(connection: &impl ConnectionTrait, block: i64) -> Result<Vec<Done>> {
    let sql = "SELECT r.action, r.thing_id, r.actor_id FROM audit_seals s JOIN audit_rows r ON r.id = s.audit_row_id \
               WHERE s.block = $1 AND r.thing_id IS NOT NULL ORDER BY s.ordinal";
    let select = Statement::from_sql_and_values(connection.get_database_backend(), sql, [block.into()]);
    let rows = connection.query_all_raw(select).await?;
    let done = rows.iter().map(|row| {
        Ok(Done {
            action: row.try_get("", "action")?,
            thing: row.try_get("", "thing_id")?,
            actor: row.try_get("", "actor_id")?,
        })
    });
    Ok(done.collect::<Result<_, sea_orm::DbErr>>()?)
}
