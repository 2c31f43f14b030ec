//! The installation itself: its epoch, and whether it is a demo. One row, made at the first start.

use sea_orm::{ConnectionTrait, EntityTrait};

use super::db::Db;
use crate::{
    base::error::{Error, Result},
    entities::installation,
};

/// The installation's row, made now where this is the first start.
///
/// A database never becomes a demo later: `demo` counts for a fresh one only.
///
/// # Errors
/// A fault of the database.
pub async fn found(db: &Db, demo: bool) -> Result<installation::Model> {
    if let Some(founded) = load(db.reader()).await? {
        return Ok(founded);
    }
    db.write(None, async move |tx| {
        let mut epoch = [0; 16];
        tx.fill(&mut epoch);
        let epoch = uuid::Builder::from_random_bytes(epoch).into_uuid();
        let insert = "INSERT INTO installation (id, epoch, epoch_since, demo, created_at) VALUES (1, $1, $2, $3, $2) \
                      ON CONFLICT (id) DO NOTHING";
        tx.execute(insert, vec![epoch.into(), tx.now().into(), demo.into()]).await
    })
    .await?;
    // Another process may have been first; its row counts.
    load(db.reader()).await?.ok_or_else(|| Error::internal("the installation's row was just made and is not there"))
}

/// The installation, if it has been founded.
///
/// # Errors
/// A fault of the database.
pub async fn load(connection: &impl ConnectionTrait) -> Result<Option<installation::Model>> {
    Ok(installation::Entity::find().one(connection).await?)
}
