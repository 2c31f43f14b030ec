//! Notifications: so far, what somebody has read.
//!
//! - A read mark is its reader's own: it is on their devices and on nobody else's.
//! - The last one to arrive counts.

pub mod commands;
pub mod model;

pub use model::{MarkRead, ReadMarkWire};

#[cfg(test)]
mod tests;
