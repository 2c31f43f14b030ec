//! Table `device_keys`. The public half of the key that one person has on one device.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{DeviceId, PersonId},
};

/// A row of `device_keys`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device_keys")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: PersonId,
    pub device_id: DeviceId,
    pub public_key: Vec<u8>,
    pub created_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
