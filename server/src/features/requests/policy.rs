//! Who may, as questions with a yes or no (domain.md, "Who sees what"): a request is its two people's.

use crate::{
    base::{
        actor::{Member, Role},
        ids::PersonId,
    },
    features::feedback,
};

/// Whether `member` may ask for feedback: a learner, for themselves.
pub fn may_ask(member: &Member) -> bool {
    member.is(Role::Learner)
}

/// Whether `member` can be asked by `learner`: whoever may give them feedback.
pub fn may_be_asked(member: &Member, learner: PersonId) -> bool {
    feedback::policy::may_give(member, learner)
}

/// Whether `member` may decline: the assessor it is with.
pub fn may_decline(member: &Member, assessor: Option<PersonId>) -> bool {
    assessor == Some(member.id)
}

/// Whether `member` may take it back: the learner who asked.
pub fn may_withdraw(member: &Member, learner: PersonId) -> bool {
    member.id == learner
}

/// Whether `member` may redact a passage: the learner who asked, or a director, who is told where.
pub fn may_redact(member: &Member, learner: PersonId) -> bool {
    member.id == learner
        || member.roles.iter().any(|role| match role {
            Role::Director => true,
            Role::Learner | Role::Faculty | Role::Team | Role::Coach | Role::Coordinator | Role::Committee => false,
            Role::FacultyDeveloper | Role::InstitutionAdmin => false,
        })
}

/// Whether `reader` may open it. A no is answered as "not found".
pub fn may_read(reader: &Member, learner: PersonId, assessor: Option<PersonId>) -> bool {
    reader.id == learner || assessor == Some(reader.id)
}
