//! Who may, as questions with a yes or no (domain.md, "Who sees what").

use crate::base::{actor::Member, ids::PersonId};

/// Whether `member` may answer to an entry: its learner, and nobody else.
pub fn may_respond(member: &Member, learner: PersonId) -> bool {
    member.id == learner
}

/// Whether `member` may write a reflection on an entry: whom it is about, and who gave it.
pub fn may_reflect_on(member: &Member, author: PersonId, learner: PersonId) -> bool {
    member.id == learner || member.id == author
}

/// Whether `member` may share a reflection: its writer, and nobody else.
pub fn may_share(member: &Member, author: PersonId) -> bool {
    member.id == author
}

/// What a member is to a reflection and its writer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confidant {
    /// A present coach of the writer.
    pub coach: bool,
    /// A present director of the program.
    pub director: bool,
    /// Who gave the entry it is on.
    pub gave_the_entry: bool,
}

/// Whether a reflection may be shared with somebody. No other role opens it, and none without the writer's word.
pub fn may_be_shared_with(writer: PersonId, person: PersonId, is: Confidant) -> bool {
    writer != person && (is.coach || is.director || is.gave_the_entry)
}
