//! Programs: institutions, their residency and fellowship programs, rotations, and who is on which.
//!
//! - A program has one or two sets of the embedded frameworks, and one IANA time zone that rules all its days.
//! - A rotation's setting says which skills fit it; a list of its own is stored only where it differs.
//! - A person is on one rotation at most once on any day; on several rotations at a time is usual.
//! - What is done here is done by whoever runs the installation, from the command line.

pub mod commands;
mod model;
pub mod queries;

pub use model::{Asking, NewAssignment, NewProgram, NewRotation, Program, ProgramSets, Rotation, Zone};

#[cfg(test)]
mod tests;
