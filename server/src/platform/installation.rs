//! The installation: its epoch, and whether it is a demo. One row, made when the database is first used.

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::db::{Db, Tx};
use crate::{base::error::Result, entities::installation};

/// Founds the installation where it has not been founded yet, and answers with what it is.
///
/// # Errors
/// A fault of the database.
pub async fn found(db: &Db, demo: bool) -> Result<installation::Model> {
    if let Some(founded) = load(db.reader()).await? {
        return Ok(founded);
    }
    db.write(None, async move |tx| {
        insert_if_absent(tx, demo).await?;
        load(tx.connection()).await?.ok_or(crate::base::error::Error::Retry)
    })
    .await
}

/// The installation, if it has been founded.
///
/// # Errors
/// A fault of the database.
pub async fn load(connection: &impl ConnectionTrait) -> Result<Option<installation::Model>> {
    Ok(installation::Entity::find_by_id(1).one(connection).await?)
}

/// Several processes may found at once; one of them does.
async fn insert_if_absent(tx: &Tx<'_>, demo: bool) -> Result<()> {
    let row = installation::ActiveModel {
        id: Set(1),
        epoch: Set(tx.next_id::<Uuid>()),
        epoch_since: Set(tx.now()),
        demo: Set(demo),
        created_at: Set(tx.now()),
    };
    installation::Entity::insert(row)
        .on_conflict_do_nothing_on([installation::Column::Id])
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
