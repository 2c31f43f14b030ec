//! 360 input: raters in groups, most without an account, say how a learner works with others, and nobody ever sees a
//! single answer.
//!
//! - Who is asked and what was answered stand in separate tables, and nothing leads from one to the other: no key, no
//!   time, no order, no audit, feed, result or log of an answer.
//! - Minimums are set before the first answer. What is told depends on how many answered, never on what they said
//!   ([`release`], attacked by its property tests).
//! - A report is released once, after the window, when valid, by a facilitator who read the comments; it is stored as
//!   it was computed, and the answers are destroyed.
//! - A rater's session submits one form about those listed, and reads nothing else.

mod answer;
mod api;
pub mod commands;
mod form;
pub mod jobs;
pub mod model;
mod policy;
pub mod queries;
mod rater_form;
mod release;
mod reliability;
mod rows;
pub mod sealing;
mod turning;
mod wire;
mod word;

pub use answer::{OwnAnswer, RaterAnswer};
pub use api::routes;
pub use form::Form;
pub use wire::{
    ApproveCampaign, Decision, ExtendCampaign, MakeUnit, NameRater, NameRaters, NamedRoute, RedactComment,
    StartCampaign,
};

#[cfg(test)]
mod tests;
