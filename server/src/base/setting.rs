//! Where an encounter happened; rotations have one too.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// The kind of place of an encounter or a rotation.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// An inpatient ward.
    Ward,
    /// An outpatient clinic.
    Clinic,
    /// The emergency department.
    Ed,
    /// The operating room.
    Or,
    /// An intensive care unit.
    Icu,
    /// A procedure, wherever it was done.
    Procedure,
    /// Handing patients over.
    Handoff,
    /// Anywhere else.
    Other,
}

impl Setting {
    /// The word used on the wire and in the shipped data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ward => "ward",
            Self::Clinic => "clinic",
            Self::Ed => "ed",
            Self::Or => "or",
            Self::Icu => "icu",
            Self::Procedure => "procedure",
            Self::Handoff => "handoff",
            Self::Other => "other",
        }
    }
}
