//! Who may say how a program is run. Pure.

use crate::base::actor::{Member, Role};

/// Whether `member` may say what the program expects of its learners by year of training.
pub fn may_set_expected_bands(member: &Member) -> bool {
    member.roles.iter().any(|role| match role {
        Role::Coordinator | Role::Director => true,
        Role::Learner | Role::Faculty | Role::Team | Role::Coach | Role::Committee => false,
        Role::FacultyDeveloper | Role::InstitutionAdmin => false,
    })
}
