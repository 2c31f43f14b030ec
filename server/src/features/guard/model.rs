//! What may be marked, and what its author is told. Pure.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::find::{Roster, find};
use crate::{
    base::ids::{PersonId, ProgramId},
    entities::guard_mark,
    platform::feed::Kind,
};

/// How much of a text is looked at, in characters: more than any text that keeps its limit.
const LOOKED_AT: usize = 20_000;

/// The body of `guard.keep`, "it is not a patient": empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepWords {}

/// A thing with its free texts, each under the name of its part.
#[derive(Clone, Debug)]
pub struct Written {
    /// Which thing.
    pub id: Uuid,
    /// What it is.
    pub kind: Kind,
    /// Its program.
    pub program: ProgramId,
    /// Who wrote it: the one person who is told.
    pub author: PersonId,
    /// Its texts; none where they are gone.
    pub texts: Vec<(&'static str, String)>,
}

impl Written {
    /// In which parts what kind of words was found: `went_well:name,next_step:date`. Empty where nothing was.
    pub fn found(&self, roster: &Roster) -> String {
        let mut found: Vec<String> = Vec::new();
        for (part, text) in &self.texts {
            let text: String = text.chars().take(LOOKED_AT).collect();
            found.extend(find(&text, roster).into_iter().map(|one| format!("{part}:{}", one.kind)));
        }
        found.sort();
        found.dedup();
        found.join(",")
    }
}

/// Where something was found, and what kind of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FoundWire {
    /// The part of the thing: `went_well`, `text`, `goal`, …
    pub part: String,
    /// The kind of words: `name`, `date`, `room`, …
    pub kind: String,
}

/// "A text of this may tell who a patient is", on its author's devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct GuardMarkWire {
    /// The thing's own id.
    pub id: Uuid,
    /// In which program.
    pub program: ProgramId,
    /// What the thing is, as kinds of changes are called.
    pub about: String,
    /// Where something was found.
    pub found: Vec<FoundWire>,
}

impl From<&guard_mark::Model> for GuardMarkWire {
    fn from(row: &guard_mark::Model) -> Self {
        let found = row.found.split(',').filter_map(|one| one.split_once(':'));
        Self {
            id: row.thing_id,
            program: row.program_id,
            about: row.thing_kind.clone(),
            found: found.map(|(part, kind)| FoundWire { part: part.into(), kind: kind.into() }).collect(),
        }
    }
}
