//! Feedback: what one member observed about another.
//!
//! - An entry never changes once given. A correction is an amendment beside it.
//! - A wrong entry can be withdrawn (it leaves every device), a passage can be redacted (only the redacted text is
//!   left anywhere). Both are audited (domain.md 28 to 30).
//! - A learner sees entries about themselves; a peer's entries do not exist for them.
//! - Giving is audited, reaches devices through the change feed, and is announced to the learner.

pub mod api;
pub mod commands;
pub mod facts;
pub mod model;
pub mod policy;
pub mod queries;
mod rows;

pub use api::routes;
pub use model::{AmendmentWire, EntryWire, GiveFeedback, NewFeedback};
