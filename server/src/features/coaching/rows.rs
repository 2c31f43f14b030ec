//! Model ↔ tables.

use super::model::{CheckInWire, CoachNoteWire, MeetingWire, NewCheckIn, NewNote, Towards};
use crate::{
    base::{actor::Member, clock::Timestamp},
    entities::{check_in, coach_note, meeting},
};

/// The wire form of a meeting.
pub fn meeting_wire(row: &meeting::Model) -> MeetingWire {
    MeetingWire {
        id: row.id,
        program: row.program_id,
        coach: row.coach_id,
        learner: row.learner_id,
        on: row.on_day.clone(),
        state: row.state,
        version: row.version,
    }
}

/// The row of a note.
pub fn new_note(author: &Member, new: NewNote, now: Timestamp) -> coach_note::Model {
    coach_note::Model {
        id: new.id,
        program_id: author.program,
        author_id: author.id,
        learner_id: new.learner,
        meeting_id: new.meeting,
        check_in_id: new.check_in,
        part: new.part,
        text: new.text.as_str().to_owned(),
        shared_at: new.shared.then_some(now),
        version: 1,
        given_at: new.given_at,
        received_at: now,
    }
}

/// The wire form of a note.
pub fn note_wire(row: &coach_note::Model) -> CoachNoteWire {
    CoachNoteWire {
        id: row.id,
        program: row.program_id,
        author: row.author_id,
        learner: row.learner_id,
        meeting: row.meeting_id,
        check_in: row.check_in_id,
        part: row.part,
        text: row.text.clone(),
        shared_at: row.shared_at,
        given_at: row.given_at,
        received_at: row.received_at,
    }
}

/// The row of an asking.
pub fn new_check_in(asker: &Member, new: NewCheckIn, now: Timestamp) -> check_in::Model {
    check_in::Model {
        id: new.id,
        program_id: asker.program,
        learner_id: new.learner,
        asker_id: asker.id,
        to_directors: new.to == Towards::Director,
        text: new.text.as_str().to_owned(),
        asked_at: new.asked_at,
        received_at: now,
        taken_up_by: None,
        taken_up_at: None,
    }
}

/// To whom an asking went.
pub fn towards(row: &check_in::Model) -> Towards {
    if row.to_directors { Towards::Director } else { Towards::Coach }
}

/// The wire form of an asking.
pub fn check_in_wire(row: &check_in::Model) -> CheckInWire {
    CheckInWire {
        id: row.id,
        program: row.program_id,
        learner: row.learner_id,
        asker: row.asker_id,
        to: towards(row),
        text: row.text.clone(),
        asked_at: row.asked_at,
        received_at: row.received_at,
        taken_up_at: row.taken_up_at,
    }
}
