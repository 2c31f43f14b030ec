//! Who acts: a person as a member of one program, read anew for every request.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use super::ids::{PersonId, ProgramId};

/// What a person is in a program; several at once are usual.
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
pub enum Role {
    /// A resident or fellow.
    Learner,
    /// An attending.
    Faculty,
    /// A nurse, pharmacist, therapist or other member of the clinical team.
    Team,
    /// Follows a few learners; which ones is the coaching relation.
    Coach,
    /// Runs roster, rotations and campaigns; never needs to read a narrative.
    Coordinator,
    /// The program director.
    Director,
    /// A member of the clinical competency committee.
    Committee,
    /// Helps faculty grow as educators; sees aggregates only.
    FacultyDeveloper,
    /// Runs several programs of an institution.
    InstitutionAdmin,
}

/// The profession of a member.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Profession {
    /// A physician.
    Physician,
    /// A nurse.
    Nurse,
    /// A pharmacist.
    Pharmacist,
    /// A physical, occupational, speech or respiratory therapist.
    Therapist,
    /// A social worker.
    SocialWorker,
    /// Clerical or technical staff.
    Staff,
    /// Any other.
    Other,
}

/// A person acting in one program, with everything policies ask about. Never cached beyond a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub id: PersonId,
    /// The program they act in.
    pub program: ProgramId,
    /// Their roles in it, sorted.
    pub roles: Vec<Role>,
    /// The learners this person coaches today.
    pub coached: Vec<PersonId>,
}

impl Member {
    /// Whether this member holds `role`.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether this member coaches `learner` today.
    pub fn coaches(&self, learner: PersonId) -> bool {
        self.coached.contains(&learner)
    }
}
