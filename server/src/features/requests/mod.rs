//! Requests: a learner asking one person about one skill.
//!
//! - A request is open, answered, declined, withdrawn or expired. What was asked never changes; a passage
//!   can be redacted, and is then left nowhere.
//! - An answer is always an entry. It answers the request whatever its state, and whichever of the two arrives first;
//!   an entry is never refused because of its request. Entry and request meet in the worker, once.
//! - It is on the devices of its two people and nobody else's. Of one that names nobody, handed over in person, the
//!   other person is whoever answered first.
//! - A program caps how many open requests an assessor has. What is handed over in person ignores the cap.
//! - It stays open up to and including its last day in the program's time zone; there is one reminder, on day 3.

pub mod api;
pub mod commands;
pub mod jobs;
pub mod model;
pub mod policy;
pub mod queries;
mod rows;

pub use api::routes;
pub use model::{
    bodies::{Ask, Decline, RedactRequest, WithdrawRequest},
    wire::RequestWire,
};

#[cfg(test)]
mod tests;
