//! Sessions: signing in, staying signed in, and which devices are.
//!
//! - A session is one device of one person: a family of refresh tokens of which the newest is good. Sixty days
//!   without use end it.
//! - A lost answer signs nobody out: the same old token gets the same successor until that successor is used. An old
//!   token that comes after that was stolen, and ends the family.
//! - Only hashes of tokens, codes and passwords are stored.
//! - Nobody learns from an answer, or from how long it takes, whether an e-mail address is known here.
//! - Whoever is deactivated signs in nowhere; their devices may still send what was saved, for sixty days.

mod api;
pub mod commands;
pub mod jobs;
mod model;
pub mod queries;
#[cfg(test)]
mod testing;

pub use api::routes;
pub use model::{Device, DeviceKey, NewPassword, PASSWORD_MIN, TypedCode};
