//! Requests on a real database.

mod asking;
mod ending;
mod kit;
mod meeting;
mod seeing;
