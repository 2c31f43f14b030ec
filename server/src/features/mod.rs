//! The features, in dependency order: each may use those above it.

pub mod sessions;
