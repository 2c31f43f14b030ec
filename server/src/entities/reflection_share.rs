//! Table `reflection_shares`.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{PersonId, ReflectionId},
};

/// A row of `reflection_shares`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reflection_shares")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub reflection_id: ReflectionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    pub shared_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
