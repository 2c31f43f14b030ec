//! Guests: people on no list who are asked by mail, or scan a learner's screen, and answer one request.
//!
//! - The mail carries a link with a secret of 256 bits behind its `#`; only hashes of secrets are stored.
//! - The link opens a session that reads this one request and gives one entry, nothing else.
//! - Before the entry counts, six digits mailed to the address that was asked, or that they gave, prove whose it is. The author is a person
//!   without a membership, named, and shown as "visiting assessor" with their profession.
//! - Mail carries no names and no text.

pub mod api;
pub mod commands;
pub mod jobs;
mod model;
pub mod queries;

pub use api::routes;
pub use model::{GuestAnswer, Token};

#[cfg(test)]
mod tests;
