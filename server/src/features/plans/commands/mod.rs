//! Writes. REST and sync push call these, and there is no other path.

mod circle;
mod course;
mod progress;
pub(in crate::features) mod rules;
mod sections;
mod start;
mod stored;

pub use course::{accept, close, reopen};
pub use progress::progress;
pub use sections::{edit_goal, edit_review, edit_steps};
pub use start::start;
