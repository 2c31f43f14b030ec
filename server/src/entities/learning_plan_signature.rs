//! Table `learning_plan_signatures`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    ids::{LearningPlanId, PersonId, ProgramId, SignatureId},
};

/// A row of `learning_plan_signatures`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "learning_plan_signatures")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignatureId,
    pub learning_plan_id: LearningPlanId,
    pub program_id: ProgramId,
    pub edition: i64,
    pub side: Side,
    pub person_id: PersonId,
    pub content: String,
    pub signed_at: Timestamp,
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

/// On which side of a learning plan somebody speaks.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Whose plan it is.
    Learner,
    /// Who advises them: a present coach of theirs.
    Coach,
}
