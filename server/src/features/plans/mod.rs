//! Action plans: one goal, its steps, who looks again, and how it ended.
//!
//! - A plan is `proposed` (by a coach), `open`, or `closed` with an outcome. Only its learner accepts, closes, reopens.
//! - Goal, steps, review and state are sections. Each has its own version; a change names the version it builds on, and
//!   where somebody was faster it is answered with the version there is now.
//! - The learner and their coaches have the plan on their devices, and so does whoever is named to look again.
//!   Directors read online, which is recorded. The author of a linked entry sees the goal, one line, if the learner
//!   chose so; nobody chooses that for the learner. Of the other linked entries they learn nothing.
//! - A progress note never changes. It is its writer's alone unless it was shared with everybody who sees the plan.

pub mod api;
pub mod closure;
pub mod commands;
pub mod model;
pub mod policy;
pub mod queries;
mod rows;

pub use api::routes;
pub use model::{
    Plan,
    bodies::{AcceptPlan, AddProgress, ClosePlan, EditGoal, EditReview, EditSteps, ReopenPlan, StartPlan},
    wire::{PlanGoalWire, PlanWire, ProgressWire, ShownGoal},
};

#[cfg(test)]
mod tests;
