//! Writes. REST and sync push call these, and there is no other path.

mod circle;
mod goals;
mod rules;
mod sections;
mod sign;
mod start;
mod stored;

pub use goals::{close_goal, link_goal, reopen_goal};
pub use sections::{comment, edit_about, edit_dates, edit_goals};
pub use sign::{Signing, sign};
pub use start::start;
