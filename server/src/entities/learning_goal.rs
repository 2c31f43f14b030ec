//! Table `learning_goals`.

use sea_orm::entity::prelude::*;

use super::plan::PlanOutcome;
use crate::base::{
    clock::Timestamp,
    day::Day,
    ids::{LearningGoalId, LearningPlanId, PlanId},
};

/// A row of `learning_goals`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "learning_goals")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LearningGoalId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub learning_plan_id: LearningPlanId,
    pub ordinal: i32,
    pub text: String,
    pub strategies: Option<String>,
    pub evidence: Option<String>,
    pub projected_on: Option<Day>,
    pub plan_id: Option<PlanId>,
    pub outcome: Option<PlanOutcome>,
    pub outcome_note: Option<String>,
    pub closed_at: Option<Timestamp>,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
