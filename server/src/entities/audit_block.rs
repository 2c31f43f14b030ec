//! Table `audit_blocks`.

use sea_orm::entity::prelude::*;

use crate::base::clock::Timestamp;

/// A row of `audit_blocks`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_blocks")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i64,
    pub previous: Vec<u8>,
    pub hash: Vec<u8>,
    pub rows: i64,
    pub sealed_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
