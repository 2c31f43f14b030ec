//! The real clock and the real source of randomness. The only place that may ask the operating system for either.

use jiff::Timestamp as Moment;
use rand::Rng;
use uuid::{Builder, Uuid};

use crate::base::clock::{Clock, Ids, Timestamp};

/// The computer's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods)] // this is the place
    fn now(&self) -> Timestamp {
        Timestamp(Moment::now().as_millisecond())
    }
}

/// The operating system's randomness.
pub struct SystemIds;

impl Ids for SystemIds {
    fn next(&self, now: Timestamp) -> Uuid {
        let mut random = [0; 10];
        self.fill(&mut random);
        Builder::from_unix_timestamp_millis(u64::try_from(now.0).unwrap_or(0), &random).into_uuid()
    }

    #[allow(clippy::disallowed_methods)] // this is the place
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}
