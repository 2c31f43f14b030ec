//! Web push, as a port: our own HTTP client in production, a recording twin in tests.
//!
//! An endpoint is an address that somebody sent: only known push services are called ([`PushHosts`]), never at a private
//! address ([`is_global`]), and no answer leads anywhere else.

mod address;
mod encrypt;
mod hosts;
mod http;
#[cfg(any(test, feature = "testing"))]
mod recording;
mod retry_after;
mod vapid;

pub use address::is_global;
pub use encrypt::{Recipient, encrypt, secret_key};
pub use hosts::{ENDPOINT_MAX, Endpoint, PushHosts, USUAL};
pub use http::HttpPusher;
#[cfg(any(test, feature = "testing"))]
pub use recording::RecordingPusher;
pub use vapid::Vapid;

use async_trait::async_trait;
use jiff::SignedDuration;

/// A message to one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// Where the device's push service takes it.
    pub endpoint: String,
    /// For whom alone it is readable.
    pub recipient: Recipient,
    /// What it says: no names, no text of anybody.
    pub payload: Vec<u8>,
    /// A later message of the same topic takes the place of one that still waits at the service: 32 characters at most.
    pub topic: String,
    /// How soon a sleeping device is woken.
    pub urgency: Urgency,
    /// For how many seconds the service keeps it for a device that is away.
    pub ttl_s: u32,
}

/// How soon a sleeping device is woken (RFC 8030).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// When it is awake for something else.
    Low,
    /// Soon.
    Normal,
    /// At once.
    High,
}

impl Urgency {
    /// The word of the header.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

/// What a push service said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It has the message.
    Taken,
    /// The subscription is over (404, 410).
    Gone,
    /// The message is too large (413); it will not become smaller.
    TooLarge,
    /// It does not accept us (400, 401, 403): our keys or our contact are wrong, not the subscription.
    Refused(u16),
    /// Not now: busy, broken, silent, or at an address that is not called.
    Later {
        /// How long it wants to be left alone, where it said so.
        after: Option<SignedDuration>,
        /// Why, without the endpoint.
        why: String,
        /// Whether it did not answer at all in time.
        silent: bool,
    },
}

/// Something that delivers push messages.
#[async_trait]
pub trait Pusher: Send + Sync {
    /// Hands the message over, within seconds.
    async fn push(&self, push: &Push) -> Sent;
}
