//! Table `plans`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    day::Day,
    ids::{PersonId, PlanId, ProgramId, SubcompetencyId},
};

/// A row of `plans`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanId,
    pub program_id: ProgramId,
    pub learner_id: PersonId,
    pub author_id: PersonId,
    pub state: PlanState,
    pub outcome: Option<PlanOutcome>,
    pub outcome_note: Option<String>,
    pub goal: String,
    pub set_id: Option<String>,
    pub subcompetency_id: Option<SubcompetencyId>,
    pub goal_shown: bool,
    pub reviewer_id: Option<PersonId>,
    pub review_on: Option<Day>,
    pub goal_version: i64,
    pub steps_version: i64,
    pub review_version: i64,
    pub state_version: i64,
    pub started_at: Timestamp,
    pub received_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    pub follows_id: Option<PlanId>,
    pub active_at: Timestamp,
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

/// Where an action plan stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// Proposed to the learner.
    Proposed,
    /// Being worked on.
    Open,
    /// Ended, with an outcome.
    Closed,
}

/// How a closed plan ended.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum PlanOutcome {
    /// The goal was reached.
    Reached,
    /// It was not reached.
    NotReached,
    /// It was set aside.
    Dropped,
}
