//! What devices get.

use serde::Serialize;

use super::{Declined, Request, RequestState, Whom, bodies::RequestPart};
use crate::base::{
    actor::Profession,
    clock::Timestamp,
    day::Day,
    ids::{EntryId, PersonId, ProgramId, RequestId, SubcompetencyId},
};

/// A request on the wire and on devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[allow(missing_docs)] // as in Ask
pub struct RequestWire {
    pub id: RequestId,
    pub program: ProgramId,
    pub learner: PersonId,
    /// Who it is with: the assessor asked, or whoever answered first what was handed over.
    pub assessor: Option<PersonId>,
    /// Who it is with, where that is somebody on no list.
    pub visiting: Option<VisitingWire>,
    pub set: String,
    pub subcompetency: SubcompetencyId,
    pub question: String,
    pub goal: Option<String>,
    pub context: Option<String>,
    pub own_view: Option<String>,
    pub in_person: bool,
    /// The last day on which it is open.
    pub until: Day,
    pub asked_at: Timestamp,
    pub received_at: Timestamp,
    pub state: RequestState,
    pub version: i64,
    /// How often a passage was redacted, from 1 for never.
    pub text_version: i64,
    /// The parts of which a passage was redacted.
    pub redacted: Vec<RequestPart>,
    /// Why, where it was declined.
    pub declined: Option<Declined>,
    /// The entries that answer it.
    pub entries: Vec<EntryId>,
    /// Whether it named nobody and was handed over in person.
    pub handed_over: bool,
}

/// Somebody on no list, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct VisitingWire {
    /// As the learner knows them; once they have answered, as they say themselves.
    pub name: Option<String>,
    /// What they said they are; none before they answered.
    pub profession: Option<Profession>,
}

impl From<&Request> for RequestWire {
    fn from(request: &Request) -> Self {
        let asked = &request.asked;
        Self {
            id: request.id,
            program: request.program,
            learner: request.learner,
            assessor: request.assessor,
            visiting: match (&request.visitor, &asked.whom) {
                (Some(visitor), _) => {
                    Some(VisitingWire { name: Some(visitor.name.clone()), profession: Some(visitor.profession) })
                }
                (None, Whom::Visiting(visiting)) => Some(VisitingWire {
                    name: visiting.name.as_ref().map(|name| name.as_str().to_owned()),
                    profession: None,
                }),
                (None, Whom::Assessor(_) | Whom::HandedOver) => None,
            },
            set: asked.set.clone(),
            subcompetency: asked.subcompetency,
            question: asked.question.as_str().to_owned(),
            goal: asked.goal.as_ref().map(|goal| goal.as_str().to_owned()),
            context: asked.context.as_ref().map(|context| context.as_str().to_owned()),
            own_view: asked.own_view.as_ref().map(|view| view.as_str().to_owned()),
            in_person: asked.in_person,
            until: request.until.clone(),
            asked_at: request.asked_at,
            received_at: request.received_at,
            state: request.state(),
            version: request.version,
            text_version: request.text_version,
            redacted: request.redacted.clone(),
            declined: request.declined(),
            entries: request.entries.clone(),
            handed_over: asked.whom == Whom::HandedOver,
        }
    }
}
