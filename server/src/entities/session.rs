//! Table `sessions`. A family of refresh tokens: one signed-in device. Tokens are HMAC(key, family, generation); only hashes are here.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{DeviceId, PersonId, SessionId},
};

/// A row of `sessions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub person_id: PersonId,
    pub device_id: Option<DeviceId>,
    pub device_label: String,
    pub generation: i64,
    pub token_hash: Vec<u8>,
    pub previous_hash: Option<Vec<u8>>,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
