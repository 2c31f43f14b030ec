//! Who may, as questions with a yes or no (docs/privacy.md).

use super::model::Towards;
use crate::{
    base::{
        actor::{Member, Role},
        ids::PersonId,
    },
    features::feedback::policy::may_give,
};

/// Whether `member` may meet a learner and write notes about them: a present coach of theirs, and nobody else.
pub fn may_coach(member: &Member, learner: PersonId) -> bool {
    member.is(Role::Coach) && member.coaches(learner)
}

/// Whether `member` may read or change what `coach` has of a learner: that coach, while they are one.
pub fn may_read_as_coach(member: &Member, coach: PersonId, learner: PersonId) -> bool {
    member.id == coach && may_coach(member, learner)
}

/// Whether `asker` may ask somebody to check in with a learner: the learner, and whoever may give them feedback.
pub fn may_ask(asker: &Member, learner: PersonId) -> bool {
    (asker.id == learner && asker.is(Role::Learner)) || may_give(asker, learner)
}

/// Whether `member` is one of those who are asked: a present coach of the learner; a director where it went to them.
/// Nobody is asked by themselves.
pub fn may_take_up(member: &Member, learner: PersonId, asker: PersonId, to: Towards) -> bool {
    member.id != asker
        && member.id != learner
        && member.roles.iter().any(|role| match role {
            Role::Coach => member.coaches(learner),
            Role::Director => to == Towards::Director,
            Role::Learner | Role::Faculty | Role::Team | Role::Coordinator | Role::Committee => false,
            Role::FacultyDeveloper | Role::InstitutionAdmin => false,
        })
}
