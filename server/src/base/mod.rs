//! Our vocabulary. No I/O: everything here is a value or a pure rule.

pub mod actor;
pub mod clock;
pub mod day;
pub mod error;
pub mod ids;
pub mod level;
pub mod setting;
pub mod text;
