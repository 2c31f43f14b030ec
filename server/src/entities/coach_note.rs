//! Table `coach_notes`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    ids::{CheckInId, CoachNoteId, MeetingId, PersonId, ProgramId},
};

/// A row of `coach_notes`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "coach_notes")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CoachNoteId,
    pub program_id: ProgramId,
    pub author_id: PersonId,
    pub learner_id: PersonId,
    pub meeting_id: Option<MeetingId>,
    pub check_in_id: Option<CheckInId>,
    pub part: Option<NotePart>,
    pub text: String,
    pub shared_at: Option<Timestamp>,
    pub version: i64,
    pub given_at: Timestamp,
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

/// In which part of the conversation a note was taken: R2C2.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum NotePart {
    /// How they are, and how the time since went.
    Relationship,
    /// What the learner makes of the feedback.
    Reaction,
    /// What the feedback says.
    Content,
    /// What is to change, and how.
    Coaching,
}
