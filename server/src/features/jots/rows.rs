//! Model ↔ tables.

use super::model::{JotWire, NewJot};
use crate::{
    base::{actor::Member, clock::Timestamp},
    entities::jot,
};

/// The row of a jot.
pub fn new_jot(author: &Member, new: NewJot, received_at: Timestamp) -> jot::Model {
    jot::Model {
        id: new.id,
        program_id: author.program,
        author_id: author.id,
        learner_id: new.learner,
        text: new.text.as_str().to_owned(),
        observed_at: new.observed_at,
        received_at,
    }
}

impl From<&jot::Model> for JotWire {
    fn from(row: &jot::Model) -> Self {
        Self {
            id: row.id,
            program: row.program_id,
            author: row.author_id,
            learner: row.learner_id,
            text: row.text.clone(),
            observed_at: row.observed_at,
            received_at: row.received_at,
        }
    }
}
