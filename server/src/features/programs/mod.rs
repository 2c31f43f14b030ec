//! Programs: institutions, their residency and fellowship programs, rotations, and who is on which.
//!
//! - A program has one or two sets of the embedded frameworks, and one IANA time zone that rules all its days.
//! - A rotation's setting says which skills fit it; a list of its own is stored only where it differs.
//! - A person is on one rotation at most once on any day; on several rotations at a time is usual.
//! - What a program expects by year is its own word: one band of levels for a set and a year, shown to whoever gives
//!   feedback and compared with nothing. Its directors and coordinators set it.
//! - Everything else here is done by whoever runs the installation, from the command line.

mod api;
pub mod commands;
mod model;
mod policy;
pub mod queries;

pub use api::routes;
pub use model::{
    Asking, ExpectedBand, ExpectedBands, NewAssignment, NewProgram, NewRotation, Program, ProgramSets, Rotation,
    TRAINING_YEARS, Zone,
};

#[cfg(test)]
mod tests;
