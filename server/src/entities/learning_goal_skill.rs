//! Table `learning_goal_skills`.

use sea_orm::entity::prelude::*;

use crate::base::ids::{LearningGoalId, LearningPlanId, SubcompetencyId};

/// A row of `learning_goal_skills`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "learning_goal_skills")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub learning_plan_id: LearningPlanId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub goal_id: LearningGoalId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subcompetency_id: SubcompetencyId,
    pub set_id: String,
    pub ordinal: i32,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
