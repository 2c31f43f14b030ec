//! The epoch: a random id of the database's history, replaced by every restore.

use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
    },
    entities::installation,
};

/// For so long after an epoch change, an operation that is ahead of the server waits for its predecessor.
const SETTLING: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The present epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// The id.
    pub id: Uuid,
    /// Since when.
    pub since: Timestamp,
    /// Whether this database began with it; then nothing can be ahead of it.
    pub first: bool,
}

impl Epoch {
    /// Reads it.
    ///
    /// # Errors
    /// [`Error::Internal`] where the installation has not been founded.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self> {
        let row = installation::Entity::find_by_id(1).one(connection).await?;
        let row = row.ok_or_else(|| Error::internal("the installation has not been founded"))?;
        Ok(Self { id: row.epoch, since: row.epoch_since, first: row.epoch_since == row.created_at })
    }

    /// Whether a device may still bring what this database has lost.
    pub fn is_settling(&self, now: Timestamp) -> bool {
        !self.first && now.since(self.since) < SETTLING
    }
}
