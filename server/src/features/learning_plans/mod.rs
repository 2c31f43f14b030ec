//! Individualized learning plans: a learner's dated document of at least two SMART goals, talked through with a coach,
//! commented on and signed by both.
//!
//! - A plan belongs to the half of the academic year in which it was begun (1 July to 31 December, 1 January to 30 June).
//!   There may be more than one.
//! - Goals, about, dates, each side's comment and the work on the goals are sections. Each has its own version; a change
//!   names the version it builds on, and where somebody was faster it is answered with the version there is now.
//! - Learner and coach write goals and dates; about is the learner's; a comment is its side's own.
//! - A signature is under exactly what its signer read: the whole text, at one version. It is kept with that text and
//!   never changes. The first change after it begins the next edition, which both sign again. What becomes of a goal (its
//!   action plan, its outcome) is no change of the text.
//! - The learner and their coaches have it on their devices. Directors read online, which is recorded. The committee and
//!   everybody else see nothing. There is no private part: the form says so before it is written.

pub mod api;
pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
mod rows;

pub use api::routes;
pub use model::{
    LearningPlan,
    bodies::{
        CloseGoal, CommentOn, EditAbout, EditDates, EditGoals, LinkGoal, ReopenGoal, SignPlan, StartLearningPlan,
    },
    wire::{LearningPlanWire, SignatureWire},
};

#[cfg(test)]
mod tests;
