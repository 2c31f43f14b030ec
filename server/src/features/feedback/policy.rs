//! Who may, as questions with a yes or no (domain.md, "Who sees what").

use crate::base::{
    actor::{Member, Role},
    ids::PersonId,
};

/// Whether `author` may give feedback about a learner of the program. Direction is free: down, across, up to
/// learners; only oneself is not a learner one may write about.
pub fn may_give(author: &Member, learner: PersonId) -> bool {
    author.id != learner
        && author.roles.iter().any(|role| match role {
            Role::Learner | Role::Faculty | Role::Team | Role::Coach | Role::Director | Role::Committee => true,
            Role::Coordinator | Role::FacultyDeveloper | Role::InstitutionAdmin => false,
        })
}

/// Whether `reader` may open an entry. A no is answered as "not found".
pub fn may_read(reader: &Member, author: PersonId, learner: PersonId) -> bool {
    author == reader.id
        || reader.roles.iter().any(|role| match role {
            Role::Learner => learner == reader.id,
            Role::Coach => reader.coaches(learner),
            Role::Director => true,
            // their own only; committee members read inside an open cycle
            Role::Faculty | Role::Team | Role::Committee | Role::Coordinator => false,
            Role::FacultyDeveloper | Role::InstitutionAdmin => false,
        })
}

/// Whether opening the entry is reading a learner's record as a leader, which is itself recorded.
pub fn reads_as_director(reader: &Member, author: PersonId, learner: PersonId) -> bool {
    reader.is(Role::Director) && author != reader.id && learner != reader.id && !reader.coaches(learner)
}

/// Whether `reader` may see that entries exist (who, about whom, when, skill), without any text.
pub fn may_see_ledger(reader: &Member) -> bool {
    reader.is(Role::Coordinator) || reader.is(Role::Director)
}

/// Whether `person` may amend: the author, and nobody else.
pub fn may_amend(person: PersonId, author: PersonId) -> bool {
    person == author
}

/// Whether `member` may redact a passage: author or director.
pub fn may_redact(member: &Member, author: PersonId) -> bool {
    member.id == author || member.is(Role::Director)
}
