//! Table `program_sets`.

use sea_orm::entity::prelude::*;

use crate::base::ids::ProgramId;

/// A row of `program_sets`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "program_sets")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub program_id: ProgramId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub set_id: String,
    pub ordinal: i32,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
