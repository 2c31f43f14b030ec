//! Table `amendments`.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{AmendmentId, EntryId, PersonId, ProgramId},
};

/// A row of `amendments`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "amendments")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AmendmentId,
    pub entry_id: EntryId,
    pub program_id: ProgramId,
    pub author_id: PersonId,
    pub text: String,
    pub given_at: Timestamp,
    pub received_at: Timestamp,
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
