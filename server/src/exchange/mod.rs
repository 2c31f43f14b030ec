//! Import and export: what comes from files and goes into them.
//!
//! Every import keeps the same rules: all or nothing, every fault by line and column with its reason, and the same
//! file twice changes nothing.

mod assignments;
mod import;
mod report;
mod roster;
mod table;

pub use import::{What, import};
pub use report::{Fault, Report};
