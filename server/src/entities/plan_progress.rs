//! Table `plan_progress`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    ids::{EntryId, PersonId, PlanId, ProgramId, ProgressId, ReflectionId},
};

/// A row of `plan_progress`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_progress")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgressId,
    pub plan_id: PlanId,
    pub program_id: ProgramId,
    pub author_id: PersonId,
    pub text: String,
    pub shared: bool,
    pub given_at: Timestamp,
    pub received_at: Timestamp,
    pub sort: ProgressSort,
    pub entry_id: Option<EntryId>,
    pub reflection_id: Option<ReflectionId>,
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

/// What a note of a plan's log says.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ProgressSort {
    /// How it is going.
    #[default]
    Note,
    /// What stands in the way.
    Obstacle,
    /// Who or what helps.
    Helper,
    /// What an entry or a reflection shows of it.
    Evidence,
}
