//! Push that goes nowhere and is remembered, for tests.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;

use super::{Push, Pusher, Sent};

/// Remembers what was sent; answers as told, else that it was taken.
#[derive(Default)]
pub struct RecordingPusher {
    state: Mutex<(Vec<Push>, VecDeque<Sent>)>,
}

impl RecordingPusher {
    /// What was sent so far.
    pub fn sent(&self) -> Vec<Push> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// The next message is answered so.
    pub fn answer(&self, sent: Sent) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).1.push_back(sent);
    }
}

#[async_trait]
impl Pusher for RecordingPusher {
    async fn push(&self, push: &Push) -> Sent {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.0.push(push.clone());
        state.1.pop_front().unwrap_or(Sent::Taken)
    }
}
