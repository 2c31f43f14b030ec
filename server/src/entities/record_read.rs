//! Table `record_reads`. Who read a learner's record as director or committee.

use sea_orm::entity::prelude::*;

use crate::base::{
    actor::Role,
    clock::Timestamp,
    day::Day,
    ids::{PersonId, ProgramId},
};

/// A row of `record_reads`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record_reads")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub program_id: ProgramId,
    pub reader_id: PersonId,
    pub learner_id: PersonId,
    pub role: Role,
    pub at: Timestamp,
    pub day: Day,
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
