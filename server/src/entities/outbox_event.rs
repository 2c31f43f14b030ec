//! Table `outbox_events`. Later work: mail now, push later. Ids only, no text.

use sea_orm::entity::prelude::*;

use crate::base::clock::Timestamp;

/// A row of `outbox_events`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_events")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub body: String,
    pub created_at: Timestamp,
    pub not_before: Timestamp,
    pub attempts: i32,
    pub lease_until: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
    pub dead_at: Option<Timestamp>,
    pub last_error: Option<String>,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
