//! Model ↔ tables.

use sea_orm::Iterable;

use super::model::{Asked, Course, Declined, Request, Visiting, Whom, bodies::RequestPart};
use crate::{
    base::{
        error::{Error, Result},
        ids::EntryId,
        text::{Line, Paragraph, Question},
    },
    entities::{
        request,
        request_state::{self, RequestState},
    },
    features::{
        feedback::model::Visitor,
        members::{Email, Name},
    },
};

/// The request of these rows; its answers in order.
pub fn request(row: request::Model, state: request_state::Model, entries: Vec<EntryId>) -> Result<Request> {
    let course = course(&state)?;
    let whom = match (row.assessor_id, &row.visiting_mail) {
        (Some(assessor), _) => Whom::Assessor(assessor),
        (None, Some(mail)) => Whom::Visiting(Visiting {
            mail: Email::parse(mail)?,
            name: row.visiting_name.as_deref().map(|name| Name::parse(name, "visiting.name")).transpose()?,
        }),
        (None, None) => Whom::HandedOver,
    };
    Ok(Request {
        id: row.id,
        program: row.program_id,
        learner: row.learner_id,
        asked: Asked {
            whom,
            set: row.set_id,
            subcompetency: row.subcompetency_id,
            question: Question::stored(row.question),
            goal: row.goal.map(Line::stored),
            context: row.context.map(Line::stored),
            own_view: row.own_view.map(Paragraph::stored),
            in_person: row.in_person,
        },
        until: row.until,
        asked_at: row.asked_at,
        received_at: row.received_at,
        assessor: state.assessor_id,
        course,
        version: state.version,
        text_version: state.text_version,
        redacted: RequestPart::iter().filter(|part| state.redacted.split(',').any(|one| one == part.word())).collect(),
        entries,
        visitor: state
            .visitor_name
            .zip(state.visitor_profession)
            .map(|(name, profession)| Visitor { name, profession }),
    })
}

fn course(state: &request_state::Model) -> Result<Course> {
    Ok(match state.state {
        RequestState::Open => Course::Open,
        RequestState::Answered => Course::Answered,
        RequestState::Declined => Course::Declined(Declined {
            reason: state.declined_reason.ok_or_else(|| Error::internal("a declined request without a reason"))?,
            other: state.declined_other,
        }),
        RequestState::Withdrawn => Course::Withdrawn,
        RequestState::Expired => Course::Expired,
    })
}

/// The row of what was asked.
pub fn asked(request: &Request) -> request::Model {
    let asked = &request.asked;
    let visiting = match &asked.whom {
        Whom::Visiting(visiting) => Some(visiting),
        Whom::Assessor(_) | Whom::HandedOver => None,
    };
    request::Model {
        id: request.id,
        program_id: request.program,
        learner_id: request.learner,
        assessor_id: match asked.whom {
            Whom::Assessor(assessor) => Some(assessor),
            Whom::Visiting(_) | Whom::HandedOver => None,
        },
        visiting_mail: visiting.map(|visiting| visiting.mail.as_str().to_owned()),
        visiting_name: visiting.and_then(|visiting| visiting.name.as_ref()).map(|name| name.as_str().to_owned()),
        set_id: asked.set.clone(),
        subcompetency_id: asked.subcompetency,
        question: asked.question.as_str().to_owned(),
        goal: asked.goal.as_ref().map(|goal| goal.as_str().to_owned()),
        context: asked.context.as_ref().map(|context| context.as_str().to_owned()),
        own_view: asked.own_view.as_ref().map(|view| view.as_str().to_owned()),
        in_person: asked.in_person,
        until: request.until.clone(),
        asked_at: request.asked_at,
        received_at: request.received_at,
    }
}

/// The row of where it stands.
pub fn state(request: &Request) -> request_state::Model {
    let declined = request.declined();
    request_state::Model {
        request_id: request.id,
        program_id: request.program,
        assessor_id: request.assessor,
        state: request.state(),
        version: request.version,
        text_version: request.text_version,
        redacted: request.redacted.iter().map(|part| part.word()).collect::<Vec<_>>().join(","),
        declined_reason: declined.map(|declined| declined.reason),
        declined_other: declined.and_then(|declined| declined.other),
        visitor_name: request.visitor.as_ref().map(|visitor| visitor.name.clone()),
        visitor_profession: request.visitor.as_ref().map(|visitor| visitor.profession),
    }
}
