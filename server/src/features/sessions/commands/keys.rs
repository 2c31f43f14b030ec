//! The keys of devices.

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};
use uuid::Uuid;

use super::super::model::DeviceKey;
use crate::{
    base::{
        error::Result,
        ids::{DeviceId, PersonId},
    },
    entities::device_key,
    platform::{audit::Action, db::Tx},
};

/// How many keys of one person are kept, the newest.
const KEPT: u64 = 20;

/// Registers the key that `person` has on a device. Earlier ones stay good: what they signed may still be on its way.
///
/// # Errors
/// A fault of the database.
pub async fn register_key(tx: &mut Tx<'_>, person: PersonId, device: DeviceId, key: &DeviceKey) -> Result<()> {
    let row = device_key::Model {
        id: tx.next_id(),
        person_id: person,
        device_id: device,
        public_key: key.to_bytes(),
        created_at: tx.now(),
    };
    let same = [device_key::Column::PersonId, device_key::Column::DeviceId, device_key::Column::PublicKey];
    let new = device_key::Entity::insert(row.clone().into_active_model())
        .on_conflict(OnConflict::columns(same).do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    if new == 0 {
        return Ok(());
    }
    tx.audit(Action::KeyRegistered, None, row.id, Some(&row.public_key));
    forget_oldest(tx, person).await
}

async fn forget_oldest(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    let old: Vec<Uuid> = device_key::Entity::find()
        .filter(device_key::Column::PersonId.eq(person))
        .order_by_desc(device_key::Column::CreatedAt)
        .order_by_desc(device_key::Column::Id)
        .offset(KEPT)
        .limit(KEPT)
        .select_only()
        .column(device_key::Column::Id)
        .into_tuple()
        .all(tx.connection())
        .await?;
    if !old.is_empty() {
        device_key::Entity::delete_many().filter(device_key::Column::Id.is_in(old)).exec(tx.connection()).await?;
    }
    Ok(())
}
