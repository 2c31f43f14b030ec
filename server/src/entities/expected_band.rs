//! Table `expected_bands`.

use sea_orm::entity::prelude::*;

use crate::base::{ids::ProgramId, level::Level};

/// A row of `expected_bands`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "expected_bands")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub program_id: ProgramId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub set_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub training_year: i32,
    pub low: Level,
    pub high: Level,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Where every query starts.
    pub fn of(program: ProgramId) -> Select<Self> {
        Self::find().filter(Column::ProgramId.eq(program))
    }
}
