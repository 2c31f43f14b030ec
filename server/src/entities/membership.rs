//! Table `memberships`.

use sea_orm::{Condition, entity::prelude::*};

use crate::base::{
    actor::Profession,
    clock::Timestamp,
    day::Day,
    ids::{MembershipId, PersonId, ProgramId},
};

/// A row of `memberships`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    pub program_id: ProgramId,
    pub person_id: PersonId,
    pub training_year: Option<i32>,
    pub profession: Option<Profession>,
    pub started_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub starts_on: Option<Day>,
    pub ends_on: Option<Day>,
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

/// That a membership has not ended: it is present, or to come.
pub fn not_ended(now: Timestamp) -> Condition {
    Condition::any().add(Column::EndedAt.is_null()).add(Column::EndedAt.gt(now))
}
