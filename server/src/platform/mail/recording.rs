//! Mail that goes nowhere and is remembered, for tests.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

use super::{Mail, Mailer};
use crate::base::error::{Error, Result};

/// Remembers what was sent; fails when told to.
#[derive(Default)]
pub struct RecordingMailer {
    state: Mutex<(Vec<Mail>, u32)>,
}

impl RecordingMailer {
    /// What was sent so far.
    pub fn sent(&self) -> Vec<Mail> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// The next `times` messages are refused.
    pub fn fail(&self, times: u32) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).1 = times;
    }
}

#[async_trait]
impl Mailer for RecordingMailer {
    async fn send(&self, mail: &Mail) -> Result<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.1 > 0 {
            state.1 -= 1;
            return Err(Error::internal("the mail server cannot be reached"));
        }
        state.0.push(mail.clone());
        Ok(())
    }
}
