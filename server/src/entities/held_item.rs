//! Table `held_items`. What was understood as somebody's work but fails a rule: stored exactly as sent, never lost.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    ids::{OperationId, PersonId, ProgramId},
};

/// A row of `held_items`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "held_items")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OperationId,
    pub program_id: ProgramId,
    pub author_id: PersonId,
    pub author_belonged: bool,
    pub kind: String,
    pub subject: Uuid,
    pub code: String,
    pub field: Option<String>,
    pub state: HeldState,
    pub note: Option<String>,
    pub typed_name: Option<String>,
    pub typed_service: Option<String>,
    pub operation: String,
    pub at: Timestamp,
    pub received_at: Timestamp,
    pub version: i64,
    pub resolved_at: Option<Timestamp>,
    pub resolved_by: Option<PersonId>,
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

/// What has become of a held item.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum HeldState {
    /// Waiting for its author or the coordinator.
    Held,
    /// The learner was found and the entry given.
    Matched,
    /// Returned to its author with a note.
    Returned,
    /// Discarded by its author.
    Discarded,
}
