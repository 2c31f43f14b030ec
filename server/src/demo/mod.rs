//! The demo: an invented program with nine months behind it.
//!
//! - Only an empty database becomes a demo. A demo is left as it is; any other database is refused and not touched.
//! - Everything is written by the commands that phones and desks use, each at its own moment of a clock that is set.
//! - The same seed on the same day gives the same people, entries and plans, ids and all. Passwords and epoch are not
//!   part of that.
//! - Nothing is still to come: the story ends in the morning of the day it is made.
//!
//! How it goes: [`prepare()`] opens the database, `found` makes program and people, `roster` puts them on rotations;
//! `entries`, `plans`, `mishaps`, `requests`, `answers` and `campaigns` think up what happens and write a `script`; `tell` performs it.

mod answers;
mod calendar;
mod campaigns;
mod corpus;
mod dice;
mod entries;
mod found;
mod mishaps;
mod plans;
mod prepare;
mod requests;
mod roster;
mod scenarios;
mod script;
mod stage;
mod tell;
mod time;

pub use campaigns::poster;
pub use prepare::{DemoError, PASSWORD, Prepared, Story, prepare};

#[cfg(test)]
mod tests;
