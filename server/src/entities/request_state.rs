//! Table `request_states`. Where a request stands, and with whom.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    actor::Profession,
    ids::{PersonId, ProgramId, RequestId},
};

/// A row of `request_states`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "request_states")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub request_id: RequestId,
    pub program_id: ProgramId,
    pub assessor_id: Option<PersonId>,
    pub state: RequestState,
    pub version: i64,
    pub declined_reason: Option<DeclineReason>,
    pub declined_other: Option<PersonId>,
    pub visitor_name: Option<String>,
    pub visitor_profession: Option<Profession>,
    pub text_version: i64,
    pub redacted: String,
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

/// Where a request stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Waiting for the assessor.
    Open,
    /// An entry answers it.
    Answered,
    /// The assessor declined.
    Declined,
    /// The learner took it back.
    Withdrawn,
    /// Its last day has passed.
    Expired,
}

/// Why an assessor declined.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    /// They did not see it.
    DidNotObserve,
    /// They have no time now.
    NotNow,
    /// Somebody else saw it.
    NotTheRightPerson,
}
