//! Who may, as questions with a yes or no (domain.md, "Who sees what").

use crate::base::{
    actor::{Member, Role},
    ids::PersonId,
};

/// Whose plan it is and who looks again: all that the questions ask about a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// Whose plan it is.
    pub learner: PersonId,
    /// Who looks again.
    pub reviewer: Option<PersonId>,
}

/// Whether `author` may start a plan for `learner`: learners for themselves, coaches (as a proposal) for theirs.
pub fn may_start(author: &Member, learner: PersonId) -> bool {
    author.roles.iter().any(|role| match role {
        Role::Learner => learner == author.id,
        Role::Coach => author.coaches(learner),
        Role::Faculty | Role::Team | Role::Coordinator | Role::Director | Role::Committee => false,
        Role::FacultyDeveloper | Role::InstitutionAdmin => false,
    })
}

/// Whether `member` may write goal, steps and review: the learner always, and a present coach of theirs.
pub fn may_edit(member: &Member, learner: PersonId) -> bool {
    member.id == learner || (member.is(Role::Coach) && member.coaches(learner))
}

/// Whether `member` may accept, close and reopen: the learner, and nobody for them.
pub fn may_decide(member: &Member, learner: PersonId) -> bool {
    member.id == learner
}

/// Whether `member` may add a note to the progress log: whoever has the plan on their devices.
pub fn may_log(member: &Member, plan: Around) -> bool {
    may_edit(member, plan.learner) || plan.reviewer == Some(member.id)
}

/// Whether `reader` may open a plan. A no is answered as "not found".
pub fn may_read(reader: &Member, plan: Around) -> bool {
    plan.learner == reader.id
        || plan.reviewer == Some(reader.id)
        || reader.roles.iter().any(|role| match role {
            Role::Coach => reader.coaches(plan.learner),
            Role::Director => true,
            // committee members read goal and outcome inside an open cycle
            Role::Committee | Role::Coordinator => false,
            Role::Learner | Role::Faculty | Role::Team | Role::FacultyDeveloper | Role::InstitutionAdmin => false,
        })
}

/// Whether a reader of the plan sees a note of its log: their own, and what was shared.
pub fn may_read_note(reader: PersonId, author: PersonId, shared: bool) -> bool {
    shared || reader == author
}

/// Whether `reader` may see the program's closure figures, which are of nobody in particular.
pub fn may_see_figures(reader: &Member) -> bool {
    reader.roles.iter().any(|role| match role {
        Role::Director | Role::Coordinator => true,
        Role::Learner | Role::Faculty | Role::Team | Role::Coach | Role::Committee => false,
        Role::FacultyDeveloper | Role::InstitutionAdmin => false,
    })
}

/// Whether opening the plan is reading a learner's record as a leader, which is itself recorded.
pub fn reads_as_director(reader: &Member, plan: Around) -> bool {
    reader.is(Role::Director) && !may_log(reader, plan)
}
