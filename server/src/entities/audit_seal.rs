//! Table `audit_seals`.

use sea_orm::entity::prelude::*;

/// A row of `audit_seals`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_seals")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub audit_row_id: Uuid,
    pub block: i64,
    pub ordinal: i64,
    pub row_hash: Vec<u8>,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
