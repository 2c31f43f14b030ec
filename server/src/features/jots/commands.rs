//! Writes. Sync push calls these, and the worker lets go of what is over; there is no other path.
//!
//! Nothing here is written to the audit log: a jot belongs to no record, and leaves nothing behind.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::{
    model::{JotWire, NewJot},
    queries, rows,
};
use crate::{
    base::{
        actor::Member,
        error::{Error, Result, ensure},
        ids::JotId,
    },
    entities::{jot, notification},
    features::feedback::policy::may_give,
    platform::{db::Tx, feed::Kind},
};

/// Keeps a jot, for its author alone. That the learner left meanwhile does not take it away.
///
/// # Errors
/// 404 for whoever may not give feedback to that learner; 422 `unknown_learner`; 409 `id_taken`.
pub async fn keep(tx: &mut Tx<'_>, author: &Member, new: NewJot) -> Result<JotWire> {
    ensure(may_give(author, new.learner))?;
    if !queries::was_a_learner(tx.connection(), author.program, new.learner).await? {
        return Err(Error::invalid("unknown_learner", "learner"));
    }
    let row = rows::new_jot(author, new, tx.now());
    tx.insert(&row).await.map_err(Error::of_insert)?;
    let wire = JotWire::from(&row);
    tx.show(Kind::Jot, wire.id, wire.program, 1, &wire, [author.id])?;
    Ok(wire)
}

/// Lets go of a jot of the author's. Where there is none of theirs, nothing changes: it may be gone already, and
/// somebody else's does not exist.
///
/// # Errors
/// A fault of the database.
pub async fn drop(tx: &mut Tx<'_>, author: &Member, id: JotId) -> Result<()> {
    let found = jot::Entity::of(author.program, author.id).filter(jot::Column::Id.eq(id)).one(tx.connection()).await?;
    match found {
        Some(row) => remove(tx, &row).await,
        None => Ok(()),
    }
}

/// Leaves nothing of a jot here, and takes it from its author's devices. Whoever has none left is reminded of none.
///
/// # Errors
/// A fault of the database.
pub(super) async fn remove(tx: &mut Tx<'_>, row: &jot::Model) -> Result<()> {
    jot::Entity::delete_by_id(row.id).exec(tx.connection()).await?;
    tx.forget(Kind::Jot, row.id, row.program_id, [row.author_id]);
    if jot::Entity::of(row.program_id, row.author_id).count(tx.connection()).await? == 0 {
        notification::Entity::update_many()
            .set(notification::ActiveModel { read_at: Set(Some(tx.now())), ..Default::default() })
            .filter(notification::Column::PersonId.eq(row.author_id))
            .filter(notification::Column::ProgramId.eq(row.program_id))
            .filter(notification::Column::Kind.eq(notification::NotificationKind::JotsWaiting))
            .filter(notification::Column::ReadAt.is_null())
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}
