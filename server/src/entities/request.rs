//! Table `requests`. What a learner asked; it never changes.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    day::Day,
    ids::{PersonId, ProgramId, RequestId, SubcompetencyId},
};

/// A row of `requests`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "requests")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RequestId,
    pub program_id: ProgramId,
    pub learner_id: PersonId,
    pub assessor_id: Option<PersonId>,
    pub visiting_mail: Option<String>,
    pub visiting_name: Option<String>,
    pub set_id: String,
    pub subcompetency_id: SubcompetencyId,
    pub question: String,
    pub goal: Option<String>,
    pub context: Option<String>,
    pub own_view: Option<String>,
    pub in_person: bool,
    pub until: Day,
    pub asked_at: Timestamp,
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
