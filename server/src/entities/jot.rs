//! Table `jots`.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{JotId, PersonId, ProgramId},
};

/// A row of `jots`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jots")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JotId,
    pub program_id: ProgramId,
    pub author_id: PersonId,
    pub learner_id: PersonId,
    pub text: String,
    pub observed_at: Timestamp,
    pub received_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Where every query starts: nobody but its author has a jot.
    pub fn of(program: ProgramId, author: PersonId) -> Select<Self> {
        Self::find().filter(Column::ProgramId.eq(program)).filter(Column::AuthorId.eq(author))
    }
}
