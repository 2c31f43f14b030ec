//! Jots: a few words about a learner, kept in ten seconds and finished later as feedback.
//!
//! - A jot is its author's own: on their devices and on nobody else's, whatever anybody is to the learner or the program.
//! - It is content of nobody's record. What is dropped is really gone: its row, and its wire form.
//! - It goes by itself a month after the learner's rotation in which it was observed.

pub mod api;
pub mod commands;
pub mod jobs;
pub mod model;
pub mod queries;
mod rows;

pub use api::routes;
pub use model::{DropJot, JotWire, KeepJot};

#[cfg(test)]
mod tests;
