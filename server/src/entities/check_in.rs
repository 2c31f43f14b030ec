//! Table `check_ins`.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    ids::{CheckInId, PersonId, ProgramId},
};

/// A row of `check_ins`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "check_ins")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CheckInId,
    pub program_id: ProgramId,
    pub learner_id: PersonId,
    pub asker_id: PersonId,
    pub to_directors: bool,
    pub text: String,
    pub asked_at: Timestamp,
    pub received_at: Timestamp,
    pub taken_up_by: Option<PersonId>,
    pub taken_up_at: Option<Timestamp>,
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
