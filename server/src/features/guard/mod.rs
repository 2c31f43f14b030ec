//! What may tell who a patient is: found in free texts after they are stored, and told to their author alone.

pub mod commands;
pub mod find;
pub mod fold;
pub mod jobs;
pub mod model;
pub mod queries;
pub mod rules;
mod texts;

#[cfg(test)]
mod tests;

pub use model::{GuardMarkWire, KeepWords};
