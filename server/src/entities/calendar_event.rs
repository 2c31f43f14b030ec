//! Table `calendar_events`. What a feed last said of a due day.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    day::Day,
    ids::{PersonId, PlanId, StepId},
};

/// A row of `calendar_events`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_events")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: PlanId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub step_id: StepId,
    pub due_on: Day,
    pub sequence: i32,
    pub cancelled: bool,
    pub changed_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
