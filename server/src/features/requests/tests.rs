//! Requests on a real database.

mod asking;
mod ending;
mod handing_over;
mod kit;
mod meeting;
mod seeing;
