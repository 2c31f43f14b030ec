//! Who may see the people of a program. Pure.

use crate::base::actor::{Member, Role};

/// Whether `reader` may list the members with their mail addresses, present and former.
pub fn may_list_members(reader: &Member) -> bool {
    reader.roles.iter().any(|role| match role {
        Role::Coordinator | Role::Director => true,
        Role::Learner | Role::Faculty | Role::Team | Role::Coach | Role::Committee => false,
        Role::FacultyDeveloper | Role::InstitutionAdmin => false,
    })
}

/// Whether `member` may add an assessor for some days.
pub fn may_add_for_dates(member: &Member) -> bool {
    member.roles.iter().any(|role| match role {
        Role::Coordinator => true,
        Role::Learner | Role::Faculty | Role::Team | Role::Coach | Role::Director | Role::Committee => false,
        Role::FacultyDeveloper | Role::InstitutionAdmin => false,
    })
}

/// Whether reading a learner's record in this role is written down for the learner to see.
pub fn is_recorded(role: Role) -> bool {
    match role {
        Role::Director | Role::Committee => true,
        Role::Learner | Role::Faculty | Role::Team | Role::Coach | Role::Coordinator => false,
        Role::FacultyDeveloper | Role::InstitutionAdmin => false,
    }
}
