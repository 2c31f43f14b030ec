//! Who may, as questions with a yes or no. Whoever cannot read a plan is told that there is none.

use super::model::Side;
use crate::base::{
    actor::{Member, Role},
    ids::PersonId,
};

/// Whether `author` may begin a plan: learners, for themselves.
pub fn may_start(author: &Member) -> bool {
    author.roles.iter().any(|role| match role {
        Role::Learner => true,
        Role::Faculty | Role::Team | Role::Coach | Role::Coordinator | Role::Director | Role::Committee => false,
        Role::FacultyDeveloper | Role::InstitutionAdmin => false,
    })
}

/// Whether `member` may write goals and dates, comment and sign: the learner always, and a present coach of theirs.
pub fn may_edit(member: &Member, learner: PersonId) -> bool {
    side_of(member, learner).is_some()
}

/// Whether `member` may write what stands around the goals, and say what becomes of them: the learner, and nobody for
/// them.
pub fn may_tell(member: &Member, learner: PersonId) -> bool {
    side_of(member, learner) == Some(Side::Learner)
}

/// For which side `member` comments and signs. Nobody is the coach of themselves.
pub fn side_of(member: &Member, learner: PersonId) -> Option<Side> {
    if member.id == learner {
        return Some(Side::Learner);
    }
    (member.is(Role::Coach) && member.coaches(learner)).then_some(Side::Coach)
}

/// Whether `reader` may open a plan. A no is answered as "not found".
pub fn may_read(reader: &Member, learner: PersonId) -> bool {
    learner == reader.id
        || reader.roles.iter().any(|role| match role {
            Role::Coach => reader.coaches(learner),
            Role::Director => true,
            // what the committee reads are entries and action plans, inside an open cycle
            Role::Committee | Role::Coordinator => false,
            Role::Learner | Role::Faculty | Role::Team | Role::FacultyDeveloper | Role::InstitutionAdmin => false,
        })
}

/// Whether opening the plan is reading a learner's record as a leader, which is itself recorded.
pub fn reads_as_director(reader: &Member, learner: PersonId) -> bool {
    reader.is(Role::Director) && !may_edit(reader, learner)
}
