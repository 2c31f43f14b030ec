//! Table `feedback_entries`. Content: what was written. Never changes, but by redaction under a waiver.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    clock::Timestamp,
    day::Day,
    ids::{EntryId, PersonId, PlanId, ProgramId, RequestId, RotationId, SubcompetencyId},
    level::Level,
    setting::Setting,
};

/// A row of `feedback_entries`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_entries")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    pub program_id: ProgramId,
    pub author_id: PersonId,
    pub learner_id: PersonId,
    pub set_id: String,
    pub subcompetency_id: SubcompetencyId,
    pub went_well: Option<String>,
    pub differently: Option<String>,
    pub next_step: Option<String>,
    pub next_step_due: Option<Day>,
    pub level: Option<Level>,
    pub cannot_judge: bool,
    pub setting: Setting,
    pub rotation_id: Option<RotationId>,
    pub observed_at: Timestamp,
    pub given_at: Timestamp,
    pub received_at: Timestamp,
    pub clock_doubtful: bool,
    pub basis: Basis,
    pub conversation: Conversation,
    pub request_id: Option<RequestId>,
    pub plan_id: Option<PlanId>,
    pub look_again: Option<LookAgain>,
    pub will_look: bool,
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

/// How the observer knows (domain.md 13).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Watched it.
    Watched,
    /// Talked the case through.
    Discussed,
    /// Saw the results.
    Results,
    /// Heard it from others.
    Reported,
    /// Did not say.
    NotSaid,
}

/// Whether it was talked about in person.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Conversation {
    /// Yes.
    Had,
    /// It will be.
    Planned,
    /// In writing only.
    WrittenOnly,
    /// Did not say.
    NotSaid,
}

/// What a second look at a plan's skill found.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum LookAgain {
    /// Better than before.
    Better,
    /// Not yet.
    NotYet,
    /// It could not be observed.
    NotObserved,
}
