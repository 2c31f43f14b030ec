//! Taking messages from the queue, and writing down what became of them.

use jiff::SignedDuration;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockBehavior, LockType},
};

use crate::{
    base::{clock::Timestamp, error::Result},
    entities::{
        delivery::{Column, Entity, Model},
        push_subscription,
    },
    platform::{db::Tx, outbox},
};

/// For how long a message is held by whoever took it; far longer than sending takes.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// How often a message is tried before it is laid aside for a person to look at: over some 21 hours, so that a mistake in
/// the configuration can be mended within the day it is noticed.
const ATTEMPTS: i32 = 30;

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Delivered, or no longer worth it.
    Done,
    /// Not before then; not tried.
    Wait(Timestamp),
    /// Tried in vain, and why: again after a pause, or after as long as the service wants, at last laid aside.
    Failed(Option<SignedDuration>, String),
    /// It never will be, and why.
    Dead(String),
    /// The device takes nothing more: its subscription goes, with everything on the way to it.
    Gone,
}

/// Which hosts have messages whose time has come.
///
/// # Errors
/// A fault of the database.
pub async fn hosts_due(connection: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<String>> {
    let due = Entity::find().filter(Column::DeadAt.is_null()).filter(Column::DueAt.lte(now));
    Ok(due.select_only().column(Column::Host).distinct().into_tuple().all(connection).await?)
}

/// Takes up to `limit` messages to `host` whose time has come: as they stand once they are held, with the time until
/// which nobody else takes them in `due_at`.
///
/// # Errors
/// A fault of the database.
pub async fn take(tx: &Tx<'_>, host: &str, limit: u64) -> Result<Vec<Model>> {
    let mut rows = Entity::find()
        .filter(Column::Host.eq(host))
        .filter(Column::DeadAt.is_null())
        .filter(Column::DueAt.lte(tx.now()))
        .order_by_asc(Column::DueAt)
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx.connection())
        .await?;
    let until = tx.now().plus(LEASE);
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(until))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(tx.connection())
        .await?;
    for row in &mut rows {
        row.due_at = until;
        row.attempts += 1;
    }
    Ok(rows)
}

/// Writes down what became of messages, but for those that somebody else has taken since.
///
/// # Errors
/// A fault of the database.
pub async fn finish(tx: &Tx<'_>, fates: &[(Model, Fate)]) -> Result<()> {
    let done: Vec<&Model> = fates.iter().filter(|(_, fate)| *fate == Fate::Done).map(|(row, _)| row).collect();
    for held in done.chunk_by(|one, next| one.due_at == next.due_at) {
        let Some(first) = held.first() else { continue };
        Entity::delete_many()
            .filter(Column::Id.is_in(held.iter().map(|row| row.id)))
            .filter(Column::DueAt.eq(first.due_at))
            .exec(tx.connection())
            .await?;
    }
    for (row, fate) in fates {
        finish_one(tx, row, fate).await?;
    }
    Ok(())
}

async fn finish_one(tx: &Tx<'_>, row: &Model, fate: &Fate) -> Result<()> {
    let held = Entity::update_many().filter(Column::Id.eq(row.id)).filter(Column::DueAt.eq(row.due_at));
    let update = match fate {
        Fate::Done => return Ok(()),
        Fate::Gone => {
            if let Some(subscription) = row.subscription_id {
                push_subscription::Entity::delete_by_id(subscription).exec(tx.connection()).await?;
            }
            return Ok(());
        }
        Fate::Wait(until) => {
            held.col_expr(Column::DueAt, Expr::value(*until)).col_expr(Column::Attempts, Expr::value(row.attempts - 1))
        }
        Fate::Failed(after, why) if row.attempts < ATTEMPTS => {
            let pause = outbox::pause(row.attempts).max(after.unwrap_or_default());
            held.col_expr(Column::DueAt, Expr::value(tx.now().plus(pause)))
                .col_expr(Column::LastError, Expr::value(why.as_str()))
        }
        Fate::Failed(_, why) | Fate::Dead(why) => {
            held.col_expr(Column::DeadAt, Expr::value(tx.now())).col_expr(Column::LastError, Expr::value(why.as_str()))
        }
    };
    update.exec(tx.connection()).await?;
    Ok(())
}
