//! Model ↔ tables.

use std::collections::BTreeSet;

use super::model::{NewReflection, NewResponse, ReflectionWire, ResponseWire};
use crate::{
    base::{
        actor::Member,
        clock::Timestamp,
        ids::{EntryId, PersonId},
    },
    entities::{reflection, response},
};

/// The row of an answer.
pub fn new_response(author: &Member, entry: EntryId, new: NewResponse, received_at: Timestamp) -> response::Model {
    response::Model {
        id: new.id,
        entry_id: entry,
        program_id: author.program,
        author_id: author.id,
        kind: new.kind,
        text: new.text.map(|text| text.as_str().to_owned()),
        given_at: new.given_at,
        received_at,
    }
}

/// The wire form of an answer.
pub fn response_wire(row: &response::Model) -> ResponseWire {
    ResponseWire {
        id: row.id,
        entry: row.entry_id,
        program: row.program_id,
        author: row.author_id,
        kind: row.kind,
        text: row.text.clone(),
        given_at: row.given_at,
        received_at: row.received_at,
    }
}

/// The row of a reflection.
pub fn new_reflection(author: &Member, new: NewReflection, received_at: Timestamp) -> reflection::Model {
    reflection::Model {
        id: new.id,
        program_id: author.program,
        entry_id: new.entry,
        author_id: author.id,
        text: new.text.as_str().to_owned(),
        given_at: new.given_at,
        received_at,
    }
}

/// The wire form of a reflection.
pub fn reflection_wire(row: &reflection::Model, shared_with: BTreeSet<PersonId>) -> ReflectionWire {
    ReflectionWire {
        id: row.id,
        entry: row.entry_id,
        program: row.program_id,
        author: row.author_id,
        text: row.text.clone(),
        given_at: row.given_at,
        received_at: row.received_at,
        shared_with,
    }
}
