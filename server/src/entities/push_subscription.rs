//! Table `push_subscriptions`. Where a signed-in device takes push messages.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{PersonId, SessionId, SubscriptionId},
};

/// A row of `push_subscriptions`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "push_subscriptions")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubscriptionId,
    pub person_id: PersonId,
    pub session_id: SessionId,
    pub endpoint_hash: Vec<u8>,
    pub endpoint: String,
    pub host: String,
    pub p256dh: Vec<u8>,
    pub auth: Vec<u8>,
    pub created_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
