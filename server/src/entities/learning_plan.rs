//! Table `learning_plans`.

use sea_orm::entity::prelude::*;

use crate::base::{
    clock::Timestamp,
    day::Day,
    ids::{LearningPlanId, PersonId, ProgramId},
};

/// A row of `learning_plans`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "learning_plans")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LearningPlanId,
    pub program_id: ProgramId,
    pub learner_id: PersonId,
    pub half_from: Day,
    pub edition: i64,
    pub career_goals: Option<String>,
    pub obstacles: Option<String>,
    pub helpers: Option<String>,
    pub discussed_on: Option<Day>,
    pub next_review_on: Option<Day>,
    pub learner_comment: Option<String>,
    pub coach_comment: Option<String>,
    pub coach_comment_by: Option<PersonId>,
    pub goals_version: i64,
    pub about_version: i64,
    pub dates_version: i64,
    pub learner_comment_version: i64,
    pub coach_comment_version: i64,
    pub work_version: i64,
    pub version: i64,
    pub started_at: Timestamp,
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
