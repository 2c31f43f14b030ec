//! Calendar feeds: the due days of somebody's plans, and when they are to look again, in their own calendar.
//!
//! - A feed is read by whoever knows its address, and says no names and no words but those of a fixed sentence. Its owner
//!   may choose to see the goals of their own plans in it.
//! - Its address holds a secret of 256 bits. Only the hash is stored, it is in no log, and it can be renewed and revoked.
//! - What left a feed is told as cancelled for a while, for calendars forget nothing by themselves.

pub mod api;
pub mod commands;
pub mod model;
pub mod queries;
mod write;

pub use api::routes;

#[cfg(test)]
mod tests;
