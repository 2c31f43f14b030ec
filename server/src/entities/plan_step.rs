//! Table `plan_steps`.

use sea_orm::entity::prelude::*;

use crate::base::{
    day::Day,
    ids::{PlanId, StepId},
};

/// A row of `plan_steps`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_steps")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StepId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: PlanId,
    pub ordinal: i32,
    pub text: String,
    pub due_on: Option<Day>,
    pub done_on: Option<Day>,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
