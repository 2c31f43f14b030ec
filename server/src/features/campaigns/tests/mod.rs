//! Campaigns from the first day to the report, over HTTP.

mod kit;

mod codes;
mod posters;
mod running;
mod story;
mod traces;
