//! Model ↔ tables.

use sea_orm::Set;

use super::model::{AmendmentWire, EntryState, EntryWire, NewFeedback, Visitor, WithdrawnWire, clock_doubtful};
use crate::{
    base::{
        clock::Timestamp,
        ids::{PersonId, ProgramId},
        text::Narrative,
    },
    entities::{amendment, feedback_entry, feedback_entry_state},
};

/// The row of new feedback.
pub fn new_entry(
    program: ProgramId,
    author: PersonId,
    new: NewFeedback,
    received_at: Timestamp,
) -> feedback_entry::Model {
    let text = |narrative: Option<Narrative>| narrative.map(|text| text.as_str().to_owned());
    feedback_entry::Model {
        id: new.id,
        program_id: program,
        author_id: author,
        learner_id: new.learner,
        set_id: new.set,
        subcompetency_id: new.subcompetency,
        went_well: text(new.went_well),
        differently: text(new.differently),
        next_step: text(new.next_step),
        next_step_due: new.next_step_due,
        will_look: new.will_look,
        level: new.level,
        cannot_judge: new.cannot_judge,
        setting: new.setting,
        rotation_id: new.rotation,
        observed_at: new.observed_at,
        given_at: new.given_at,
        received_at,
        clock_doubtful: clock_doubtful(new.given_at, received_at) || clock_doubtful(new.observed_at, received_at),
        basis: new.basis,
        conversation: new.conversation,
        request_id: new.request,
        plan_id: new.plan,
        look_again: new.look_again,
    }
}

/// The state an entry has while nothing has become of it.
pub fn as_given(entry: &feedback_entry::Model) -> feedback_entry_state::Model {
    feedback_entry_state::Model {
        entry_id: entry.id,
        state: EntryState::Given,
        version: 1,
        withdrawn_at: None,
        withdrawn_by: None,
        withdrawn_as: None,
        withdrawn_reason: None,
        redacted: String::new(),
        code_problem: None,
        code_old: false,
        visitor_name: None,
        visitor_profession: None,
    }
}

/// The state as a whole row to insert or update.
pub fn active(state: feedback_entry_state::Model) -> feedback_entry_state::ActiveModel {
    feedback_entry_state::ActiveModel {
        entry_id: Set(state.entry_id),
        state: Set(state.state),
        version: Set(state.version),
        withdrawn_at: Set(state.withdrawn_at),
        withdrawn_by: Set(state.withdrawn_by),
        withdrawn_as: Set(state.withdrawn_as),
        withdrawn_reason: Set(state.withdrawn_reason),
        redacted: Set(state.redacted),
        code_problem: Set(state.code_problem),
        code_old: Set(state.code_old),
        visitor_name: Set(state.visitor_name),
        visitor_profession: Set(state.visitor_profession),
    }
}

/// The parts of which a passage was redacted.
pub fn redacted_parts(state: &feedback_entry_state::Model) -> Vec<String> {
    state.redacted.split(',').filter(|part| !part.is_empty()).map(Into::into).collect()
}

/// The wire form: a withdrawn entry keeps who, about whom, when and which skill, and no text and no level.
pub fn wire(entry: &feedback_entry::Model, state: &feedback_entry_state::Model) -> EntryWire {
    let withdrawn = match (state.state, state.withdrawn_at, state.withdrawn_as) {
        (EntryState::Withdrawn, Some(at), Some(by)) => {
            Some(WithdrawnWire { at, by, reason: state.withdrawn_reason.clone() })
        }
        _ => None,
    };
    let stands = state.state == EntryState::Given;
    let text = |text: &Option<String>| text.clone().filter(|_| stands);
    EntryWire {
        id: entry.id,
        program: entry.program_id,
        author: entry.author_id,
        learner: entry.learner_id,
        set: entry.set_id.clone(),
        subcompetency: entry.subcompetency_id,
        went_well: text(&entry.went_well),
        differently: text(&entry.differently),
        next_step: text(&entry.next_step),
        next_step_due: entry.next_step_due.clone().filter(|_| stands),
        will_look: entry.will_look && stands,
        level: entry.level.filter(|_| stands),
        cannot_judge: entry.cannot_judge && stands,
        setting: entry.setting,
        rotation: entry.rotation_id,
        observed_at: entry.observed_at,
        given_at: entry.given_at,
        received_at: entry.received_at,
        clock_doubtful: entry.clock_doubtful,
        basis: entry.basis,
        conversation: entry.conversation,
        request: entry.request_id,
        plan: entry.plan_id,
        look_again: entry.look_again.filter(|_| stands),
        state: state.state,
        withdrawn,
        redacted: redacted_parts(state),
        code_problem: state.code_problem,
        code_old: state.code_old,
        visiting: visitor(state),
    }
}

/// Who wrote it, where that is somebody without a membership.
pub fn visitor(state: &feedback_entry_state::Model) -> Option<Visitor> {
    let (name, profession) = state.visitor_name.clone().zip(state.visitor_profession)?;
    Some(Visitor { name, profession })
}

/// The wire form of an amendment.
pub fn amendment_wire(row: &amendment::Model) -> AmendmentWire {
    AmendmentWire {
        id: row.id,
        entry: row.entry_id,
        program: row.program_id,
        author: row.author_id,
        text: row.text.clone(),
        redacted: row.text.contains(crate::base::text::REDACTED),
        given_at: row.given_at,
        received_at: row.received_at,
    }
}
