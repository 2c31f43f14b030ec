//! The story's own time and ids: a clock that is set, and ids that follow from a seed.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use uuid::{Builder, Uuid};

use super::dice::Dice;
use crate::base::clock::{Clock, Ids, Timestamp};

/// A clock that shows what it is set to.
#[derive(Default)]
pub struct StoryClock(AtomicI64);

impl StoryClock {
    /// A new one.
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// Sets it.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.0, Ordering::SeqCst);
    }
}

impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Ids that follow from a seed. Nothing secret is made of them: keys and epoch are not part of the story.
pub struct StoryIds(Mutex<Dice>);

impl StoryIds {
    /// Ids of that seed.
    pub fn new(seed: u64) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Dice::new(seed, "server"))))
    }
}

impl Ids for StoryIds {
    fn next(&self, now: Timestamp) -> Uuid {
        let mut random = [0; 10];
        self.fill(&mut random);
        Builder::from_unix_timestamp_millis(u64::try_from(now.0).unwrap_or(0), &random).into_uuid()
    }

    fn fill(&self, bytes: &mut [u8]) {
        let mut dice = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            let bits = dice.bits().to_be_bytes();
            chunk.copy_from_slice(&bits[..chunk.len()]);
        }
    }
}
