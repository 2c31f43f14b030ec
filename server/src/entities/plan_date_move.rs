//! Table `plan_date_moves`.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    day::Day,
    ids::{PersonId, PlanId, StepId},
};

/// A row of `plan_date_moves`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_date_moves")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: PlanId,
    pub step_id: Option<StepId>,
    pub from_on: Day,
    pub to_on: Option<Day>,
    pub moved_by: PersonId,
    pub moved_at: Timestamp,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
