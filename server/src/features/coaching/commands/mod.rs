//! Writes. REST and sync push call these, and there is no other path.

mod check_ins;
mod meetings;
mod notes;

pub use check_ins::{ask_check_in, take_back, take_up};
pub use meetings::{change_meeting, plan_meeting};
pub use notes::{drop_note, share_note, write_note};
