//! Who may, as questions with a yes or no (domain.md, "Who sees what": 360 answers are nobody's, ever).

use crate::base::{
    actor::{Member, Role},
    ids::PersonId,
};

/// Whether `member` runs campaigns: starts them, invites raters, prints posters, says whom to turn to, edits the form.
pub fn may_run(member: &Member) -> bool {
    member.roles.iter().any(|role| match role {
        Role::Coordinator | Role::Director => true,
        Role::Learner | Role::Faculty | Role::Team | Role::Coach | Role::Committee => false,
        Role::FacultyDeveloper | Role::InstitutionAdmin => false,
    })
}

/// Whether `member` may propose a campaign about these learners: a learner about themselves.
pub fn may_propose(member: &Member, learners: &[PersonId]) -> bool {
    member.is(Role::Learner) && learners == [member.id]
}

/// Whether `member` may approve or refuse what is proposed about these learners: a director, or a coach of each of them.
pub fn may_decide(member: &Member, learners: &[PersonId]) -> bool {
    member.roles.iter().any(|role| match role {
        Role::Director => true,
        Role::Coach => !learners.is_empty() && learners.iter().all(|learner| member.coaches(*learner)),
        Role::Learner | Role::Faculty | Role::Team | Role::Coordinator | Role::Committee => false,
        Role::FacultyDeveloper | Role::InstitutionAdmin => false,
    })
}

/// Whether `member` may decide about raters somebody named: whoever runs campaigns, or a coach of each learner.
pub fn may_decide_about_raters(member: &Member, learners: &[PersonId]) -> bool {
    may_run(member) || may_decide(member, learners)
}

/// Whether `member` may name raters about these learners.
pub fn may_nominate(member: &Member, learners: &[PersonId]) -> bool {
    may_decide_about_raters(member, learners) || may_propose(member, learners)
}

/// Whether `reader` sees that there is a campaign about this learner.
pub fn may_see(reader: &Member, facilitator: Option<PersonId>, learner: PersonId) -> bool {
    may_see_meter(reader, facilitator)
        || reader.roles.iter().any(|role| match role {
            Role::Learner => reader.id == learner,
            Role::Coach => reader.coaches(learner),
            Role::Faculty | Role::Team | Role::Coordinator | Role::Director | Role::Committee => false,
            Role::FacultyDeveloper | Role::InstitutionAdmin => false,
        })
}

/// Whether `reader` sees how many answered, up to the minimum.
pub fn may_see_meter(reader: &Member, facilitator: Option<PersonId>) -> bool {
    may_run(reader) || may_facilitate(reader, facilitator)
}

/// Whether `member` reads the comments and releases: the facilitator and nobody else.
pub fn may_facilitate(member: &Member, facilitator: Option<PersonId>) -> bool {
    facilitator == Some(member.id)
}

/// Whether a member with these roles can be made a facilitator: nobody who only runs the program, and no learner.
pub fn can_facilitate(roles: &[Role]) -> bool {
    roles.iter().any(|role| match role {
        Role::Faculty | Role::Coach | Role::Director | Role::FacultyDeveloper => true,
        Role::Learner | Role::Team | Role::Coordinator | Role::Committee | Role::InstitutionAdmin => false,
    })
}

/// As what `reader` may read the report about a learner; nothing where they may not.
pub fn reads_report_as(reader: &Member, learner: PersonId, director_sees: bool) -> Option<Role> {
    let readers = reader.roles.iter().copied().filter(|role| match role {
        Role::Learner => reader.id == learner,
        Role::Coach => reader.coaches(learner),
        Role::Director => director_sees,
        Role::Faculty | Role::Team | Role::Coordinator | Role::Committee => false,
        Role::FacultyDeveloper | Role::InstitutionAdmin => false,
    });
    // A director who is also their coach reads as that.
    readers.min_by_key(|role| *role == Role::Director)
}
