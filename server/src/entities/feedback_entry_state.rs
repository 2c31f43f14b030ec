//! Table `feedback_entry_states`. What has become of an entry.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    actor::Profession,
    clock::Timestamp,
    ids::{EntryId, PersonId},
};

/// A row of `feedback_entry_states`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_entry_states")]
#[allow(missing_docs)] // columns are documented in the schema
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: EntryId,
    pub state: EntryState,
    pub version: i64,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawn_by: Option<PersonId>,
    pub withdrawn_as: Option<WithdrawnAs>,
    pub withdrawn_reason: Option<String>,
    pub redacted: String,
    pub code_problem: Option<CodeProblem>,
    pub code_old: bool,
    pub visitor_name: Option<String>,
    pub visitor_profession: Option<Profession>,
}

/// None are declared: features join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What has become of an entry.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// It stands.
    Given,
    /// Taken back; it counts nowhere.
    Withdrawn,
}

/// In which role it was withdrawn.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum WithdrawnAs {
    /// By its author.
    Author,
    /// By the program's director, with a reason.
    Director,
}

/// Why the code that was scanned for an entry does not count. The entry does.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum CodeProblem {
    /// It is no code of ours.
    Unreadable,
    /// It is of another program than the entry.
    ForeignProgram,
    /// Another learner's device signed it.
    AnotherLearner,
    /// It is of another request than the entry names.
    AnotherRequest,
    /// The learner's device did not sign it.
    Forged,
    /// The device it came from is not known as the learner's.
    UnknownDevice,
    /// It was made more than 30 days before the entry arrived.
    Expired,
    /// What it asks breaks a rule.
    NotTaken,
    /// Its author has answered with it before.
    Used,
}

impl CodeProblem {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::ForeignProgram => "foreign_program",
            Self::AnotherLearner => "another_learner",
            Self::AnotherRequest => "another_request",
            Self::Forged => "forged",
            Self::UnknownDevice => "unknown_device",
            Self::Expired => "expired",
            Self::NotTaken => "not_taken",
            Self::Used => "used",
        }
    }
}
