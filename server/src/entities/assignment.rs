//! Table `assignments`.

use sea_orm::entity::prelude::*;

use crate::base::{
    day::Day,
    ids::{AssignmentId, PersonId, ProgramId, RotationId},
};

/// A row of `assignments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignments")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssignmentId,
    pub program_id: ProgramId,
    pub rotation_id: RotationId,
    pub person_id: PersonId,
    pub starts_on: Day,
    pub ends_on: Day,
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
