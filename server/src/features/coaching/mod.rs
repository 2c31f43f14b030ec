//! Coaching: a coach and a learner meet, the coach takes notes, and somebody asks the coach to get in touch.
//!
//! - A meeting is a day, seen by its two people; what was said in it is notes.
//! - A note is its coach's alone until the coach shares it with the learner, and then seen by these two. It can be deleted,
//!   and is then really gone, from both.
//! - Asking a learner's coach to check in is one sentence, seen by whoever asked, the learner, and the learner's coaches;
//!   where there is no coach, by the directors in their place. Whoever takes it up says no more than that.
//! - With the coaching, all of it leaves the coach's devices. Nothing here flags, scores or lists anybody by itself.

pub mod api;
pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
mod rows;

pub use api::routes;
pub use model::{
    AskCheckIn, ChangeMeeting, CheckInWire, CoachNoteWire, DropNote, MeetingWire, PlanMeeting, ShareNote, TakeBack,
    TakeUp, WriteNote,
};

#[cfg(test)]
mod tests;
