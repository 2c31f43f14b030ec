//! Table `guard_marks`. That a text may tell who a patient is; never which words.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{PersonId, ProgramId},
};

/// A row of `guard_marks`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guard_marks")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub thing_id: Uuid,
    pub thing_kind: String,
    pub program_id: ProgramId,
    pub person_id: PersonId,
    pub found: String,
    pub marked_at: Timestamp,
    pub kept_at: Option<Timestamp>,
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
