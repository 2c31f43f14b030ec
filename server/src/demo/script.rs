//! The script: what is done, by whom and when, as phones and desks would do it.

use serde_json::Value;
use uuid::Uuid;

use super::{campaigns::Act, roster::Who};
use crate::base::clock::Timestamp;

/// Everything that happens, sorted when it is told.
#[derive(Default)]
pub struct Script {
    scenes: Vec<Scene>,
}

/// Something that is done at one moment.
pub struct Scene {
    /// When the server hears of it.
    pub at: Timestamp,
    /// Who does it.
    pub who: Who,
    /// What.
    pub deed: Deed,
}

/// What can be done.
pub enum Deed {
    /// A phone pushes what was saved on it.
    Push(Vec<Saved>),
    /// The coordinator matches a held entry to its learner.
    Match {
        /// The operation that is held.
        held: Uuid,
        /// Whom it is about.
        learner: Who,
    },
    /// The coordinator returns a held entry.
    Return {
        /// The operation that is held.
        held: Uuid,
        /// What they say.
        note: &'static str,
    },
    /// The director or a member of the committee opens a learner's record.
    ReadRecord {
        /// Whose.
        learner: Who,
    },
    /// An entry that was asked for meets its request.
    Meet {
        /// The request.
        request: Uuid,
        /// The entry.
        entry: Uuid,
    },
    /// A request that nobody answered ends.
    Expire {
        /// The request.
        request: Uuid,
    },
    /// What happens in a 360 campaign.
    Campaign(Act),
    /// The first of July: everybody is a year further, and the new first-years begin.
    NewYear,
}

/// An operation as a phone keeps it until it is sent.
pub struct Saved {
    /// Its id.
    pub id: Uuid,
    /// `feature.deed`.
    pub kind: &'static str,
    /// The thing it makes or changes.
    pub subject: Uuid,
    /// The version it was written on.
    pub base: Option<i64>,
    /// When it was saved.
    pub at: Timestamp,
    /// What it says.
    pub body: Value,
}

impl Script {
    /// Adds a push.
    pub fn push(&mut self, at: Timestamp, who: Who, saved: Vec<Saved>) {
        // A push carries what was saved before it.
        if let Some(last) = saved.iter().map(|saved| saved.at).max() {
            self.add(at.max(last), who, Deed::Push(saved));
        }
    }

    /// Adds any deed.
    pub fn add(&mut self, at: Timestamp, who: Who, deed: Deed) {
        self.scenes.push(Scene { at, who, deed });
    }

    /// All of it, in order, up to `end`. What would come later does not happen.
    pub fn until(mut self, end: Timestamp) -> Vec<Scene> {
        self.scenes.retain(|scene| scene.at <= end);
        // Stable: of two things in one millisecond the one added first comes first.
        self.scenes.sort_by_key(|scene| scene.at);
        self.scenes
    }
}
