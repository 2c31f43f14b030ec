//! What a learner does with feedback: acknowledge, thank, ask back, see it differently, reflect.
//!
//! - Each of the four answers is said at most once to an entry, by its learner, and is seen by whoever has the entry.
//! - A reflection is private until its writer shares it, and is then seen by exactly the people named: a coach of
//!   theirs, a director of the program, the author of the entry. Taking somebody out takes it from their devices.
//! - Nothing here ever changes once said.

pub mod api;
pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
mod rows;

pub use api::routes;
pub use model::{Reflect, ReflectionWire, Respond, ResponseWire, Share};

#[cfg(test)]
mod tests;
