//! One folder per feature, in dependency order: each may use those above it.

pub mod feedback;
pub mod frameworks;
pub mod members;
pub mod sessions;
