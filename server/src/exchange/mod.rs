//! Import and export: what comes from files and goes into them.
//!
//! Every import keeps the same rules: all or nothing, every fault by line and column with its reason, and the same
//! file twice changes nothing.

pub mod assignments;
pub mod report;
pub mod roster;
mod table;
